//! `/api-keys`: the keys of everybody, for whoever may see them; those of service accounts made, and those that are not needed taken away.

mod making;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};

use super::{
    insider,
    list::Wanted,
    shell::{Shell, back, led},
};
use crate::http::{Gate, Named, Refusal};
use view::{KeyPage, KeysPage};

/// Where all of it is.
const HERE: &str = "/api-keys";

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/api-keys", get(list))
        .route("/api-keys/new", get(making::form).post(making::make))
        .route("/api-keys/{id}", get(show))
        .route("/api-keys/{id}/delete", post(delete))
}

/// `GET /api-keys`
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let wanted = Wanted::take(&gate, &insider, "api-keys", &[])?;
    let listing = wanted.listing.clone();
    let found = insider.ask(&gate, move |sign_in, ctx| sign_in.office_keys(ctx, &listing)).await??;
    let now_us = insider.ctx.author.at_us;
    shell.page.html(StatusCode::OK, &KeysPage::of(&gate, &shell, &wanted, found, now_us))
}

/// `GET /api-keys/{id}`
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let (key, may_delete) = insider.ask(&gate, move |sign_in, ctx| sign_in.office_key(ctx, &id)).await??;
    let now_us = insider.ctx.author.at_us;
    shell.page.html(StatusCode::OK, &KeyPage::of(&shell, key, may_delete, now_us))
}

/// `POST /api-keys/{id}/delete`
async fn delete(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    match insider.ask(&gate, move |sign_in, ctx| sign_in.delete_office_key(ctx, &id)).await? {
        Ok(()) => Ok(back(HERE, "key-deleted").into_response()),
        Err(refused) => led(refused, HERE),
    }
}
