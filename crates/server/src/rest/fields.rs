//! Which fields may the user read or update?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    api_keys::Scope,
    decisions::{FieldsAnswer, FieldsWanted},
};
use bailiwick_model::Operation;
use serde::Serialize;

use super::{
    check::written,
    circumstances::{Circumstances, Words, record, state},
    members::Members,
    wrong_type,
};
use crate::http::{Gate, Refusal, receive};

#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    answer: FieldsAnswer,
    revision: u64,
}

/// `POST /api/v1/fields`
pub(crate) async fn fields(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Decide, wrong_type).await?;
    let mut body = Members::read(&received.body, &gate.body_limits)?;
    let words = Words {
        user: body.need("user"),
        action: String::new(),
        model: Some(body.need("model")),
        record: record(&mut body),
        values: None,
        fields: Vec::new(),
    };
    let operation = body.take("operation").unwrap_or(Operation::Read);
    let circumstances = Circumstances::take(&mut body);
    body.finish()?;
    let loaded = state(&gate, &received, &circumstances).await?;
    let is_work = circumstances.is_work();
    gate.answer(received, is_work, move |gate, received, seen| {
        let query = words.query(&circumstances);
        let answer = circumstances.ask(gate, &loaded, received, &words.user, seen, |evaluator| {
            evaluator.fields(&query, FieldsWanted { operation })
        })?;
        written(loaded.revision, |revision| Body { answer, revision })
    })
    .await
}
