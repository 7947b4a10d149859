//! Yes or no, with the reason; `explain` adds everything that led to it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{api_keys::Scope, decisions::Answer};
use serde::Serialize;

use super::{
    circumstances::{Circumstances, Words, record, state},
    members::Members,
    wrong_type,
};
use crate::http::{Gate, Refusal, json, receive};

#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    answer: Answer,
    revision: u64,
}

/// `POST /api/v1/check`
pub(crate) async fn check(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    answer(gate, request, false).await
}

/// `POST /api/v1/explain`
pub(crate) async fn explain(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    answer(gate, request, true).await
}

async fn answer(gate: Arc<Gate>, request: Request, explain: bool) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Decide, wrong_type).await?;
    let mut body = Members::read(&received.body, &gate.body_limits)?;
    let words = Words {
        user: body.need("user"),
        action: body.need("action"),
        model: body.take("model"),
        record: record(&mut body),
        values: body.take("values"),
        fields: body.list("fields"),
    };
    let circumstances = Circumstances::take(&mut body);
    body.finish()?;
    let loaded = state(&gate, &received, &circumstances).await?;
    let is_work = circumstances.is_work();
    gate.answer(received, is_work, move |gate, received, seen| {
        let query = words.query(&circumstances);
        let answer = circumstances.ask(gate, &loaded, received, &words.user, seen, |evaluator| {
            if explain { evaluator.explain(&query) } else { evaluator.check(&query) }
        })?;
        gate.metrics.decided(u64::from(answer.decision), u64::from(!answer.decision));
        written(loaded.revision, |revision| Body { answer, revision })
    })
    .await
}

/// An answer with its revision.
pub(super) fn written<B: Serialize>(revision: u64, body: impl FnOnce(u64) -> B) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(&body(revision)).map_err(|_| Refusal::broken())?;
    Ok(json(revision, body))
}
