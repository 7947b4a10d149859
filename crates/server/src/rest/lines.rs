//! `/api/v1/role-lines`: assignments by number, whoever holds them, and the ways to make one.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Holder};
use bailiwick_protocol::rest::{LineChange, LineForm, LineView, merged};
use utoipa::openapi::HttpMethod;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use super::noun::{Patch, Words};
use crate::http::{Gate, Named, Refusal, usual};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(show, change, remove)).routes(routes!(end))
}

/// The way to give a role to somebody, or to everybody in a place, below the path of the noun.
pub(super) fn give(
    words: Words,
    summary: &str,
    holder: fn(String) -> Option<Holder>,
) -> UtoipaMethodRouter<Arc<Gate>> {
    let said = words
        .about_one(format!("add{}Line", words.ids.0), "Role lines", summary)
        .once()
        .if_match_of(words.one())
        .dry_run(words.tried)
        .takes::<LineForm>()
        .answers::<LineView>("201", "The role line");
    let work = async move |State(gate): State<Arc<Gate>>, Named(key): Named, request: Request| {
        let holder = holder(key).ok_or_else(Refusal::not_found)?;
        let work =
            move |office: &Administration, ctx: &_, form: &LineForm| office.add_line(ctx, &holder, form);
        usual::written(&gate, request, StatusCode::CREATED, work).await
    };
    said.at(HttpMethod::Post, &words.each("/role-lines"), work)
}

/// One role line
#[utoipa::path(
    get, path = "/api/v1/role-lines/{id}", tag = "Role lines", operation_id = "showLine",
    params(("id" = i64, Path, description = "Number"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The role line; its ETag is for If-Match", body = LineView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let id = number(&id)?;
    usual::shown(&gate, request, move |office, ctx| office.show_line(ctx, id)).await
}

/// Change where or when a role line counts
///
/// A merge patch (RFC 7396): what is absent stays, null takes away.
#[utoipa::path(
    patch, path = "/api/v1/role-lines/{id}", tag = "Role lines", operation_id = "changeLine",
    params(("id" = i64, Path, description = "Number"), ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = LineChange,
    responses((status = 200, description = "The role line as it is now", body = LineView)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let id = number(&id)?;
    let work = move |office: &Administration, ctx: &_, patch: &Patch| {
        office.change_line(ctx, id, |form| merged(form, patch.clone()))
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}

/// Take a role line away, as if it had never been
#[utoipa::path(
    delete, path = "/api/v1/role-lines/{id}", tag = "Role lines", operation_id = "removeLine",
    params(("id" = i64, Path, description = "Number"), ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It is gone")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let id = number(&id)?;
    usual::acted(&gate, request, move |office, ctx| office.remove_line(ctx, id)).await
}

/// Have a role line count no longer, from today on
#[utoipa::path(
    post, path = "/api/v1/role-lines/{id}/end", tag = "Role lines", operation_id = "endLine",
    params(("id" = i64, Path, description = "Number"), ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It counts no longer")),
)]
async fn end(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
    let id = number(&id)?;
    usual::acted(&gate, request, move |office, ctx| office.end_line(ctx, id)).await
}

/// What is no number is the number of nothing.
fn number(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal::not_found())
}
