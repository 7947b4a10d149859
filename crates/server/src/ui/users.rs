//! `/users`: the list of people and programs, new ones, tables of them in and out.

use std::sync::Arc;

use axum::Router;

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
}
