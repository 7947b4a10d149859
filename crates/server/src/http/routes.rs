//! The route table.

use std::sync::Arc;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use bailiwick_protocol::authzen::{Endpoint, Metadata};

use super::{
    Gate, Refusal,
    envelope::envelope,
    health,
    promises::{Promises, kept},
};
use crate::{
    authzen, oauth, rest,
    ui::{self, Browsers},
};

/// All ways in over HTTP.
pub fn router(gate: Arc<Gate>) -> Router {
    let (administration, api) = rest::described();
    let promises = Arc::new(Promises::of(&api));
    let mut table = Router::new()
        .merge(administration.layer(from_fn_with_state(promises, kept)))
        .merge(ui::routes())
        .route("/api/v1/openapi.json", get(rest::document))
        .route("/api/v1/docs", get(rest::reference))
        .route("/api/v1/docs/reference.css", get(rest::reference_style))
        .route("/api/v1/docs/reference.js", get(rest::reference_script))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route(oauth::TOKEN, post(oauth::token))
        .route(oauth::WELL_KNOWN, get(oauth::metadata))
        .route(Metadata::WELL_KNOWN, get(authzen::metadata))
        .route(Endpoint::Evaluation.path(), post(authzen::evaluation))
        .route(Endpoint::Evaluations.path(), post(authzen::evaluations))
        .route(Endpoint::SubjectSearch.path(), post(authzen::subject_search))
        .route(Endpoint::ResourceSearch.path(), post(authzen::resource_search))
        .route(Endpoint::ActionSearch.path(), post(authzen::action_search))
        .route("/api/v1/check", post(rest::check))
        .route("/api/v1/explain", post(rest::explain))
        .route("/api/v1/fields", post(rest::fields))
        .route("/api/v1/filter", post(rest::filter))
        .route("/api/v1/who-can", post(rest::who_can))
        .route("/api/v1/what-can", post(rest::what_can));
    if gate.metadata_path != Metadata::WELL_KNOWN && is_plain(&gate.metadata_path) {
        table = table.route(&gate.metadata_path, get(authzen::metadata));
        let below = gate.metadata_path.strip_prefix(Metadata::WELL_KNOWN).unwrap_or_default();
        table = table.route(&format!("{}{below}", oauth::WELL_KNOWN), get(oauth::metadata));
    }
    let table = table
        .fallback(async || Refusal::not_found())
        .method_not_allowed_fallback(async || Refusal::wrong_method());
    let browsers = Browsers { gate: Arc::clone(&gate), pages: table.clone().with_state(Arc::clone(&gate)) };
    table
        .layer(from_fn_with_state(browsers, ui::for_browsers))
        .layer(from_fn_with_state(Arc::clone(&gate), envelope))
        .with_state(gate)
}

/// Whether a path means the same as a route as it does in an address.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~".contains(c))
}
