//! `/api/v1/areas`: places, in a tree.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, AreaImportMode};
use bailiwick_protocol::rest::{AreaForm, AreaImport, AreaView, Listed, NewArea, merged};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{listing, openapi::NewAreaBody};
use crate::http::{Asked, Gate, Named, Refusal, nothing, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, change, remove))
        .routes(routes!(import))
}

/// Areas that you may see
#[utoipa::path(
    get, path = "/api/v1/areas", tag = "Areas", operation_id = "listAreas",
    params(listing::Parameters),
    responses((status = 200, description = "A page of areas", body = Listed<AreaView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let turn = listing::Turn::take(&gate, &mut asked.wishes, "areas")?;
    let listing = turn.listing.clone();
    let done = asked.run(&gate, move |office, ctx| office.list_areas(ctx, &listing)).await?;
    turn.answer(&gate, done)
}

/// Make an area
#[utoipa::path(
    post, path = "/api/v1/areas", tag = "Areas", operation_id = "createArea",
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewAreaBody,
    responses((status = 201, description = "The area", body = AreaView)),
)]
async fn create(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let new = NewArea::read(std::mem::take(&mut asked.members))?;
    let done = asked.run(&gate, move |office, ctx| office.create_area(ctx, &new)).await?;
    let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/areas/{}", listing::encoded(&done.value.code)))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// One area
#[utoipa::path(
    get, path = "/api/v1/areas/{code}", tag = "Areas", operation_id = "showArea",
    params(("code" = String, Path, description = "Code"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The area; its ETag is for If-Match", body = AreaView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(&gate, move |office, ctx| office.show_area(ctx, &code)).await?;
    one(StatusCode::OK, &done, &fields, false)
}

/// Change an area, or move it with all below it
///
/// A merge patch (RFC 7396): what is absent stays, null takes away. Another `parent` is a move. The code never changes.
#[utoipa::path(
    patch, path = "/api/v1/areas/{code}", tag = "Areas", operation_id = "changeArea",
    params(("code" = String, Path, description = "Code"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = AreaForm,
    responses((status = 200, description = "The area as it is now", body = AreaView)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work = move |office: &Administration, ctx: &_| {
        office.change_area(ctx, &code, |form| merged(form, patch.clone()))
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Delete an area to which nothing refers
#[utoipa::path(
    delete, path = "/api/v1/areas/{code}", tag = "Areas", operation_id = "deleteArea",
    params(("code" = String, Path, description = "Code"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "It is gone"),
        (status = 409, description = "Something refers to it; `detail` counts what")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(&gate, move |office, ctx| office.delete_area(ctx, &code)).await?;
    Ok(nothing(&done, dry_run))
}

/// Take over a list of areas: everything, or nothing
///
/// CSV with the columns `code`, `name` and, if wanted, `parent` (a code), `kind`, `id`, in any order of rows. Areas that the list
/// does not name stay. A dry run says of each row what would come of it.
#[utoipa::path(
    post, path = "/api/v1/areas/import", tag = "Areas", operation_id = "importAreas",
    params(("mode" = Option<String>, Query, description = "`change` (when absent: areas become what the list says) or `create` (rows about areas that are there are refused)"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What came of it, row by row", body = AreaImport)),
)]
async fn import(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (mut asked, table) = Asked::take_table(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let mode = match asked.wishes.text("mode")?.as_deref() {
        None | Some("change") => AreaImportMode::CreateAndChange,
        Some("create") => AreaImportMode::CreateOnly,
        Some(_) => return Err(Refusal::bad("query.unfit", "mode is change or create")),
    };
    let done = asked.run(&gate, move |office, ctx| office.import_areas(ctx, &table, mode)).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}
