//! Reasons, for callers who ask for them.

use bailiwick_app::decisions::{DecisionError, Evaluator, Query};
use bailiwick_protocol::authzen::{Decision, EvaluationRequest, RequestError};
use serde_json::{Map, Value as Json, json};

/// The decision with the reason and everything that led to it.
pub(super) fn explained(
    evaluator: &mut Evaluator<'_>,
    question: &EvaluationRequest<'_>,
) -> Result<Decision, RequestError> {
    let (decision, reason, explanation) = match evaluator.explain(&Query::from(question)) {
        Ok(answer) => (answer.decision, json!(answer.reason), answer.explanation),
        Err(DecisionError::Request(error)) => return Err(error),
        Err(error) => (false, json!({ "code": error.code(), "text": error.to_string() }), None),
    };
    let mut context = Map::from_iter([("reason".to_owned(), reason)]);
    context.extend(explanation.map(|explanation: Json| ("explanation".to_owned(), explanation)));
    Ok(Decision { decision, context: Some(context) })
}
