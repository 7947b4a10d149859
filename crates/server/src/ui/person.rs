//! `/users/{login}`: all about one user, and what can be done about it.

use std::sync::Arc;

use axum::Router;

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
}
