//! Which fields may the user read or update?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    decisions::{FieldsAnswer, FieldsWanted},
    tokens::Scope,
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
    let (here, now) = (Arc::clone(&gate), received.now);
    let is_work = circumstances.is_work();
    let work = move || {
        let query = words.query(&circumstances);
        let answer = circumstances.ask(&here, &loaded, now, &words.user, |evaluator| {
            evaluator.fields(&query, FieldsWanted { operation })
        })?;
        written(loaded.revision, |revision| Body { answer, revision })
    };
    if is_work { gate.search(work).await? } else { gate.decide(work).await? }
}
