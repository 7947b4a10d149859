//! `/api/v1/role-lines`: assignments by number, whoever holds them, and the ways to make one.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Holder};
use bailiwick_protocol::rest::{LineChange, LineForm, LineView, merged, read};
use serde_json::Value as Json;
use utoipa::openapi::HttpMethod;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use super::noun::Words;
use crate::http::{Asked, Gate, Named, Refusal, nothing, one};

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
        let mut asked = Asked::take(&gate, request).await?;
        let dry_run = asked.ctx.dry_run;
        let form: LineForm = read(Json::Object(std::mem::take(&mut asked.members)))?;
        let holder = holder(key).ok_or_else(Refusal::not_found)?;
        let done = asked.run(&gate, move |office, ctx| office.add_line(ctx, &holder, &form)).await?;
        one(StatusCode::CREATED, &done, &[], dry_run)
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
    let mut asked = Asked::take(&gate, request).await?;
    let (fields, id) = (asked.wishes.list("fields")?, number(&id)?);
    let done = asked.run(&gate, move |office, ctx| office.show_line(ctx, id)).await?;
    one(StatusCode::OK, &done, &fields, false)
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
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let id = number(&id)?;
    let work = move |office: &Administration, ctx: &_| {
        office.change_line(ctx, id, |form| merged(form, patch.clone()))
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
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
    let asked = Asked::take(&gate, request).await?;
    let (dry_run, id) = (asked.ctx.dry_run, number(&id)?);
    let done = asked.run(&gate, move |office, ctx| office.remove_line(ctx, id)).await?;
    Ok(nothing(&done, dry_run))
}

/// Have a role line count no longer, from today on
#[utoipa::path(
    post, path = "/api/v1/role-lines/{id}/end", tag = "Role lines", operation_id = "endLine",
    params(("id" = i64, Path, description = "Number"), ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It counts no longer")),
)]
async fn end(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let (dry_run, id) = (asked.ctx.dry_run, number(&id)?);
    let done = asked.run(&gate, move |office, ctx| office.end_line(ctx, id)).await?;
    Ok(nothing(&done, dry_run))
}

/// What is no number is the number of nothing.
fn number(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal::not_found())
}
