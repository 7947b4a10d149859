//! Several questions at once, answered from one revision.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    api_keys::Scope,
    decisions::{Evaluator, Seen},
};
use bailiwick_protocol::authzen::{Batch, Decision, EvaluationRequest, EvaluationsRequest, RequestError};

use super::{
    evaluation::{answer, decide},
    reasons, wrong_type,
};
use crate::http::{Gate, Received, Refusal, json, receive};

/// `POST /access/v1/evaluations`
pub(crate) async fn evaluations(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Decide, wrong_type).await?;
    gate.answer(received, false, |gate, received, seen| {
        match EvaluationsRequest::read(&received.body, &gate.body_limits)? {
            EvaluationsRequest::Single(question) => answer(gate, received, &question, seen),
            EvaluationsRequest::Batch(batch) => answer_all(gate, received, &batch, seen),
        }
    })
    .await
}

/// Writes the answers as they come, so that a thousand of them need no thousand objects.
fn answer_all(
    gate: &Gate,
    received: &Received,
    batch: &Batch<'_>,
    seen: &mut Vec<Seen>,
) -> Result<Response, Refusal> {
    const EACH: usize = Decision::body(false).len() + 1;
    let mut evaluator = Evaluator::now(&received.loaded, received.now).asked_by(received.told(gate));
    let mut body = Vec::with_capacity(20 + batch.count() * EACH);
    body.extend_from_slice(b"{\"evaluations\":[");
    let (mut allowed, mut denied) = (0, 0);
    for (index, item) in batch.items().enumerate() {
        if index > 0 {
            body.push(b',');
        }
        let decision = item.and_then(|question| one(&mut evaluator, received.explain, &question, &mut body));
        let decision = match decision {
            Ok(decision) => decision,
            Err(error) => {
                serde_json::to_writer(&mut body, &Decision::failed(&error)).map_err(|_| Refusal::broken())?;
                false
            }
        };
        *(if decision { &mut allowed } else { &mut denied }) += 1;
        if batch.semantic().stops_after(decision) {
            break;
        }
    }
    *seen = evaluator.seen();
    body.extend_from_slice(b"]}");
    gate.metrics.decided(allowed, denied);
    Ok(json(received.loaded.revision, body))
}

/// Answers one question of a batch at the end of `body`.
fn one(
    evaluator: &mut Evaluator<'_>,
    explain: bool,
    question: &EvaluationRequest<'_>,
    body: &mut Vec<u8>,
) -> Result<bool, RequestError> {
    if explain {
        let decision = reasons::explained(evaluator, question)?;
        let text = serde_json::to_vec(&decision);
        body.extend_from_slice(text.as_deref().unwrap_or(Decision::body(decision.decision)));
        return Ok(decision.decision);
    }
    let allowed = decide(evaluator, question)?;
    body.extend_from_slice(Decision::body(allowed));
    Ok(allowed)
}
