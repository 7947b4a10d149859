//! Is the server alive, is it ready, and how is it doing?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bailiwick_app::api_keys::Scope;

use super::{Gate, Refusal, json};

/// It answers, so it is alive.
pub(super) async fn alive(State(gate): State<Arc<Gate>>) -> Response {
    json(gate.live.revision(), r#"{"status":"alive"}"#)
}

/// Ready once a policy has been loaded.
pub(super) async fn ready(State(gate): State<Arc<Gate>>) -> Result<Response, Refusal> {
    let loaded = gate.state(None).await?;
    Ok(json(loaded.revision, r#"{"status":"ready"}"#))
}

/// Counts and durations, for Prometheus.
pub(super) async fn metrics(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    if !gate.metrics_open {
        gate.admit(request.headers(), request.extensions(), Scope::Admin)?;
    }
    gate.count_told();
    let text = gate.metrics.text(gate.live.revision()).map_err(|_| Refusal::broken())?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}
