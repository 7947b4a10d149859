//! `/me`: one's own account, for everybody who is signed in: what there is to do, what one has, and what one may change by oneself.

mod access;
mod keys;
mod line;
mod notifications;
mod overview;
mod picture;
mod profile;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/me", get(overview::show))
        .route("/me/profile", get(profile::show).post(profile::save))
        .route("/me/profile/picture", post(picture::put))
        .route("/me/profile/picture/remove", post(picture::remove))
        .route("/me/access", get(access::show))
        .route("/me/notifications", get(notifications::show).post(notifications::save))
        .route("/me/api-keys", get(keys::show).post(keys::make))
        .route("/me/api-keys/{id}/delete", get(keys::ask).post(keys::delete))
}
