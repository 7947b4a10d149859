//! `/search`: people, roles, places and pages by a few letters.

use std::sync::Arc;

use axum::Router;

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
}
