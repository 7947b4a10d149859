//! `/api/v1/users/{login}/overrides` and `/groups`: exceptions for one user, and groups without a role.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path, Request, State},
    http::{StatusCode, request::Parts},
    response::Response,
};
use bailiwick_app::administration::{Administration, Done};
use bailiwick_model::{GroupId, Override};
use bailiwick_protocol::rest::{Outcome, OverrideView, UserView, merged};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::noun::Patch;
use crate::http::{Asked, Gate, Named, Refusal, one, usual};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(change, remove))
        .routes(routes!(end))
        .routes(routes!(set_groups))
}

/// A user, and the number of something of his.
struct Numbered(String, i64);

impl<S: Send + Sync> FromRequestParts<S> for Numbered {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<(String, i64)>::from_request_parts(parts, state).await {
            Ok(Path((login, id))) => Ok(Self(login, id)),
            Err(_) => Err(Refusal::not_found()),
        }
    }
}

/// Exceptions of a user.
#[derive(Serialize, ToSchema)]
struct Overrides {
    /// In their order.
    items: Vec<OverrideView>,
}

/// Groups to be had directly.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GroupsBody {
    /// All of them.
    #[schema(value_type = Vec<String>)]
    groups: Vec<GroupId>,
}

/// The exceptions of a user
#[utoipa::path(
    get, path = "/api/v1/users/{login}/overrides", tag = "Overrides", operation_id = "listOverrides",
    params(("login" = String, Path, description = "Login")),
    responses((status = 200, description = "All of them", body = Overrides)),
)]
async fn list(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let work = move |office: &Administration, ctx: &_| {
        let Done { value: items, revision } = office.list_overrides(ctx, &login)?;
        Ok(Done { value: Overrides { items }, revision })
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], false)
}

/// Make an exception for a user
///
/// What allows takes an administrator; what denies takes whoever may change the user and is not less powerful.
#[utoipa::path(
    post, path = "/api/v1/users/{login}/overrides", tag = "Overrides", operation_id = "addOverride",
    params(("login" = String, Path, description = "Login"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the user that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what the user would gain or lose, and do nothing")),
    request_body = Object,
    responses((status = 201, description = "The exception", body = Outcome<OverrideView>)),
)]
async fn add(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, exception: &Override| {
        office.add_override(ctx, &login, exception)
    };
    usual::written(&gate, request, StatusCode::CREATED, work).await
}

/// Change an exception
///
/// A merge patch (RFC 7396): what is absent stays, null takes away.
#[utoipa::path(
    patch, path = "/api/v1/users/{login}/overrides/{id}", tag = "Overrides", operation_id = "changeOverride",
    params(("login" = String, Path, description = "Login"), ("id" = i64, Path, description = "Its number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the user that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what the user would gain or lose, and do nothing")),
    request_body = Object,
    responses((status = 200, description = "The exception as it is now", body = Outcome<OverrideView>)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Numbered(login, id): Numbered,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, patch: &Patch| {
        office.change_override(ctx, &login, id, |exception| merged(exception, patch.clone()))
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}

/// Take an exception away, as if it had never been
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/overrides/{id}", tag = "Overrides", operation_id = "removeOverride",
    params(("login" = String, Path, description = "Login"), ("id" = i64, Path, description = "Its number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the user that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It is gone")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Numbered(login, id): Numbered,
    request: Request,
) -> Result<Response, Refusal> {
    usual::acted(&gate, request, move |office, ctx| office.remove_override(ctx, &login, id)).await
}

/// Have an exception count no longer, from today on
#[utoipa::path(
    post, path = "/api/v1/users/{login}/overrides/{id}/end", tag = "Overrides", operation_id = "endOverride",
    params(("login" = String, Path, description = "Login"), ("id" = i64, Path, description = "Its number"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the user that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It counts no longer")),
)]
async fn end(
    State(gate): State<Arc<Gate>>,
    Numbered(login, id): Numbered,
    request: Request,
) -> Result<Response, Refusal> {
    usual::acted(&gate, request, move |office, ctx| office.end_override(ctx, &login, id)).await
}

/// Give a user groups without a role
///
/// Refused where role lines, own or inherited, manage the user's rights.
#[utoipa::path(
    put, path = "/api/v1/users/{login}/groups", tag = "Users", operation_id = "setUserGroups",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what the user would gain or lose, and do nothing")),
    request_body = GroupsBody,
    responses((status = 200, description = "The user as it is now", body = Outcome<UserView>)),
)]
async fn set_groups(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, body: &GroupsBody| {
        office.set_user_groups(ctx, &login, &body.groups)
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}
