//! `/api/v1/me`: one's own account.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Administration;
use bailiwick_protocol::rest::{MeView, UserForm, merged};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{Asked, Gate, Refusal, one, usual};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(show, change))
}

/// Your own account, with role lines and groups
///
/// For everybody whose account is in use, whatever roles he has.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "Me", operation_id = "showMe",
    params(("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The account; its ETag is for If-Match", body = MeView)),
)]
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    usual::shown(&gate, request, |office, ctx| office.me(ctx)).await
}

/// Change your own account
///
/// A merge patch (RFC 7396) of what the setting `users.self_editable` lets people change: phones, language, timezone and
/// notifications where nobody has set it. `editable` of the account says what that is.
#[utoipa::path(
    patch, path = "/api/v1/me", tag = "Me", operation_id = "changeMe",
    params(("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = UserForm,
    responses((status = 200, description = "The account as it is now", body = MeView)),
)]
async fn change(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work =
        move |office: &Administration, ctx: &_| office.change_me(ctx, |form| merged(form, patch.clone()));
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}
