//! One question.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    api_keys::Scope,
    decisions::{DecisionError, Evaluator, Query, Seen},
};
use bailiwick_protocol::authzen::{Decision, EvaluationRequest, RequestError};

use super::{reasons, wrong_type};
use crate::http::{Gate, Received, Refusal, json, receive};

/// `POST /access/v1/evaluation`
pub(crate) async fn evaluation(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Decide, wrong_type).await?;
    gate.answer(received, false, |gate, received, seen| {
        let question = EvaluationRequest::read(&received.body, &gate.body_limits)?;
        answer(gate, received, &question, seen)
    })
    .await
}

/// Answers one question, to the letter of the API unless reasons are wanted.
pub(super) fn answer(
    gate: &Gate,
    received: &Received,
    question: &EvaluationRequest<'_>,
    seen: &mut Vec<Seen>,
) -> Result<Response, Refusal> {
    let mut evaluator = Evaluator::now(&received.loaded, received.now).asked_by(received.told(gate));
    let revision = received.loaded.revision;
    if received.explain {
        let decision = reasons::explained(&mut evaluator, question);
        *seen = evaluator.seen();
        let decision = decision?;
        gate.metrics.decided(u64::from(decision.decision), u64::from(!decision.decision));
        let body = serde_json::to_vec(&decision).map_err(|_| Refusal::broken())?;
        return Ok(json(revision, body));
    }
    let allowed = decide(&mut evaluator, question);
    *seen = evaluator.seen();
    let allowed = allowed?;
    gate.metrics.decided(u64::from(allowed), u64::from(!allowed));
    Ok(json(revision, Decision::body(allowed)))
}

/// Yes or no. Whatever is unknown, unfit or out of reach is a no; only what cannot be read is an error.
pub(super) fn decide(
    evaluator: &mut Evaluator<'_>,
    question: &EvaluationRequest<'_>,
) -> Result<bool, RequestError> {
    match evaluator.evaluate(&Query::from(question)) {
        Ok(verdict) => Ok(verdict.allowed),
        Err(DecisionError::Request(error)) => Err(error),
        Err(error) => {
            tracing::debug!(code = error.code(), "denied without a decision");
            Ok(false)
        }
    }
}
