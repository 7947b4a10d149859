//! `/api/v1/users`: people and programs.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::Holder;
use bailiwick_model::{AccountState, UserId};
use bailiwick_protocol::rest::{LineForm, LineView, Listed, NewUser, UserForm, UserView, merged, read};
use serde_json::Value as Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{listing, openapi::NewUserBody};
use crate::http::{Asked, Gate, Named, Refusal, nothing, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, change, remove))
        .routes(routes!(set_state))
        .routes(routes!(add_line))
}

/// Users that you may see
#[utoipa::path(
    get, path = "/api/v1/users", tag = "Users", operation_id = "listUsers",
    params(listing::Parameters),
    responses((status = 200, description = "A page of users", body = Listed<UserView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let turn = listing::Turn::take(&gate, &mut asked.wishes, "users")?;
    let listing = turn.listing.clone();
    let done = asked.run(&gate, move |office, ctx| office.list_users(ctx, &listing)).await?;
    turn.answer(&gate, done)
}

/// Make a user, with role lines and groups
#[utoipa::path(
    post, path = "/api/v1/users", tag = "Users", operation_id = "createUser",
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewUserBody,
    responses((status = 201, description = "The user", body = UserView)),
)]
async fn create(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let new = NewUser::read(std::mem::take(&mut asked.members))?;
    let done = asked.run(&gate, move |office, ctx| office.create_user(ctx, &new)).await?;
    let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
    if let Ok(place) =
        HeaderValue::from_str(&format!("/api/v1/users/{}", listing::encoded(&done.value.login)))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// One user
#[utoipa::path(
    get, path = "/api/v1/users/{login}", tag = "Users", operation_id = "showUser",
    params(("login" = String, Path, description = "Login"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The user; its ETag is for If-Match", body = UserView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(&gate, move |office, ctx| office.show_user(ctx, &login)).await?;
    one(StatusCode::OK, &done, &fields, false)
}

/// Change what is known of a user
///
/// A merge patch (RFC 7396): what is absent stays, null takes away.
#[utoipa::path(
    patch, path = "/api/v1/users/{login}", tag = "Users", operation_id = "changeUser",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = UserForm,
    responses((status = 200, description = "The user as it is now", body = UserView)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
        office.change_user(ctx, &login, |form| merged(form, patch.clone()))
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Have a user leave
///
/// Everything is kept for the time in which it can be undone, by setting the state to `suspended`.
#[utoipa::path(
    delete, path = "/api/v1/users/{login}", tag = "Users", operation_id = "removeUser",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "The user has left")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let left = AccountState::Left;
    let done = asked.run(&gate, move |office, ctx| office.set_user_state(ctx, &login, left)).await?;
    Ok(nothing(&done, dry_run))
}

/// Let a user in, or keep one out
#[utoipa::path(
    put, path = "/api/v1/users/{login}/state", tag = "Users", operation_id = "setUserState",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = super::openapi::StateBody,
    responses((status = 200, description = "The user as it is now", body = UserView)),
)]
async fn set_state(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let body: super::openapi::StateBody = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let done = asked.run(&gate, move |office, ctx| office.set_user_state(ctx, &login, body.state)).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Give a user a role
#[utoipa::path(
    post, path = "/api/v1/users/{login}/role-lines", tag = "Role lines", operation_id = "addUserLine",
    params(("login" = String, Path, description = "Login"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = LineForm,
    responses((status = 201, description = "The role line", body = LineView)),
)]
async fn add_line(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let form: LineForm = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let login = UserId::new(login).map_err(|_| Refusal::not_found())?;
    let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
        office.add_line(ctx, &Holder::User(login.clone()), &form)
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::CREATED, &done, &[], dry_run)
}
