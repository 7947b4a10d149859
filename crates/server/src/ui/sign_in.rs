//! Signing in, page by page. Each form goes to one use case; what comes of it says which page is next.

mod answer;
mod enrol;
mod new_password;
mod password;
mod second;
mod sessions;
mod wanted;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    routing::{get, post},
};

use super::page::Page;
use crate::http::{Gate, Knock, Refusal};

pub(crate) use self::{answer::refused, enrol::ISSUER};
pub(super) use self::{
    answer::{NoticePage, answered, give, notice, sentence, status},
    enrol::{NewCode, enrol_page},
    password::sign_in_page,
};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/sign-in", get(password::form).post(password::password))
        .route("/sign-in/second", get(wanted::step).post(second::second))
        .route("/sign-in/enrol", get(enrol::enrol).post(enrol::enrolled))
        .route("/sign-in/password", get(wanted::step).post(new_password::new_password))
        .route("/sign-in/sessions", get(wanted::step).post(sessions::end_session))
        .route("/sign-out", post(sessions::sign_out))
        .route("/signed-out", get(sessions::signed_out))
}

/// Takes in a request of anybody, with the page that he reads.
async fn knocked(gate: &Gate, request: Request) -> Result<(Knock, Page), Refusal> {
    let knock = Knock::take(gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    Ok((knock, page))
}
