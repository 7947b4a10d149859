//! `/audit`: who did what, and the proof that nobody changed it since.

use std::sync::Arc;

use axum::Router;

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
}
