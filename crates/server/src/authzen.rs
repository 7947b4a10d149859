//! AuthZEN Authorization API 1.0. `docs/authzen.md` says what its words mean here.

mod evaluation;
mod evaluations;
mod reasons;
mod search;

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};

pub(crate) use evaluation::evaluation;
pub(crate) use evaluations::evaluations;
pub(crate) use search::{action_search, resource_search, subject_search};

use crate::http::{Gate, Refusal, json};

/// What this decision point says about itself. Its addresses come from the configuration, never from the request.
pub(crate) async fn metadata(State(gate): State<Arc<Gate>>) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(&gate.metadata).map_err(|_| Refusal::broken())?;
    let mut response = json(gate.live.revision(), body);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// The API asks for 400 where HTTP has a status of its own.
fn wrong_type() -> Refusal {
    Refusal::bad("body.not_json", "the body must be JSON; send Content-Type: application/json")
}
