//! `/jobs`: what is done in batches, and how far it is.

mod list;
mod one;
mod view;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/jobs", get(list::show))
        .route("/jobs/{id}", get(one::show))
        .route("/jobs/{id}/rejects", get(one::rejects))
        .route("/jobs/{id}/stop", get(one::again).post(one::stop))
        .route("/jobs/{id}/undo", get(one::again).post(one::undo))
        .route("/jobs/{id}/do", get(one::again).post(one::carry_out))
}
