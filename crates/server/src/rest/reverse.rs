//! Who may do this, and what may this user do?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    api_keys::Scope,
    decisions::{AbilitiesAnswer, Evaluator},
};
use serde::Serialize;
use serde_json::json;

use super::{
    check::written,
    circumstances::{Circumstances, Words, record, state},
    members::Members,
    wrong_type,
};
use crate::http::{Gate, Refusal, Turn, receive};

#[derive(Serialize)]
struct WhoBody {
    users: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<bailiwick_protocol::authzen::PageAnswer>,
    revision: u64,
}

#[derive(Serialize)]
struct WhatBody {
    #[serde(flatten)]
    answer: AbilitiesAnswer,
    revision: u64,
}

/// `POST /api/v1/who-can`
pub(crate) async fn who_can(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Search, wrong_type).await?;
    let mut body = Members::read(&received.body, &gate.body_limits)?;
    let words = Words {
        user: String::new(),
        action: body.need("action"),
        model: body.take("model"),
        record: record(&mut body),
        values: None,
        fields: Vec::new(),
    };
    let page = body.inside("page", |inner| (inner.take::<String>("token"), inner.take::<u32>("limit")));
    let (token, limit) = page.unwrap_or_default();
    let circumstances = Circumstances::take(&mut body);
    if circumstances.is_work() {
        body.fault("assume", "is about one user, and this question is about all");
    }
    if limit == Some(0) {
        body.fault("page", "the limit must be at least 1");
    }
    body.finish()?;
    let loaded = state(&gate, &received, &circumstances).await?;
    let Words { action, model, record, .. } = &words;
    let canonical = json!(["who-can", action, model, record, circumstances.canonical()]).to_string();
    let token = token.filter(|token| !token.is_empty());
    let at_least = circumstances.at_least.unwrap_or(0).max(received.at_least);
    let turn = Turn::new(&gate, loaded, at_least, &canonical, token.as_deref(), limit)?;
    gate.answer(received, true, move |gate, received, seen| {
        let query = words.query(&circumstances);
        let slice = circumstances.ask(gate, &turn.loaded, received, "", seen, |evaluator| {
            let slice = evaluator.subjects(&query, turn.after.as_deref(), turn.size)?;
            let found = slice.found.into_iter().map(str::to_owned).collect();
            Ok(bailiwick_app::decisions::Slice { found, more: slice.more })
        })?;
        let page = turn.page(gate, &slice)?;
        written(turn.loaded.revision, |revision| WhoBody { users: slice.found, page, revision })
    })
    .await
}

/// `POST /api/v1/what-can`
pub(crate) async fn what_can(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Decide, wrong_type).await?;
    let mut body = Members::read(&received.body, &gate.body_limits)?;
    let words = Words {
        user: body.need("user"),
        action: String::new(),
        model: body.take("model"),
        record: record(&mut body),
        values: None,
        fields: Vec::new(),
    };
    if words.record.is_some() && words.model.is_none() {
        body.fault("model", "is required when a record is named");
    }
    let circumstances = Circumstances::take(&mut body);
    body.finish()?;
    let loaded = state(&gate, &received, &circumstances).await?;
    gate.answer(received, true, move |gate, received, seen| {
        let query = words.query(&circumstances);
        let ask = |evaluator: &mut Evaluator<'_>| evaluator.abilities(&query);
        let answer = circumstances.ask(gate, &loaded, received, &words.user, seen, ask)?;
        written(loaded.revision, |revision| WhatBody { answer, revision })
    })
    .await
}
