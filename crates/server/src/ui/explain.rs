//! `/explain`: why somebody may do something, or not; who can; what if.

use std::sync::Arc;

use axum::Router;

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
}
