//! `/api/v1/companies`: tenants, in a tree.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Holder};
use bailiwick_model::CompanyId;
use bailiwick_protocol::rest::{
    CompanyForm, CompanyView, LineForm, LineView, Listed, NewCompany, merged, read,
};
use serde_json::Value as Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{listing, openapi::NewCompanyBody};
use crate::http::{Asked, Gate, Named, Refusal, nothing, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, change, remove))
        .routes(routes!(add_line))
}

/// Companies that you may see
#[utoipa::path(
    get, path = "/api/v1/companies", tag = "Companies", operation_id = "listCompanies",
    params(listing::Parameters),
    responses((status = 200, description = "A page of companies", body = Listed<CompanyView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let turn = listing::Turn::take(&gate, &mut asked.wishes, "companies")?;
    let listing = turn.listing.clone();
    let done = asked.run(&gate, move |office, ctx| office.list_companies(ctx, &listing)).await?;
    turn.answer(&gate, done)
}

/// Make a company
#[utoipa::path(
    post, path = "/api/v1/companies", tag = "Companies", operation_id = "createCompany",
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewCompanyBody,
    responses((status = 201, description = "The company", body = CompanyView)),
)]
async fn create(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let new = NewCompany::read(std::mem::take(&mut asked.members))?;
    let done = asked.run(&gate, move |office, ctx| office.create_company(ctx, &new)).await?;
    let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
    if let Ok(place) =
        HeaderValue::from_str(&format!("/api/v1/companies/{}", listing::encoded(&done.value.code)))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// One company
#[utoipa::path(
    get, path = "/api/v1/companies/{code}", tag = "Companies", operation_id = "showCompany",
    params(("code" = String, Path, description = "Code"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The company; its ETag is for If-Match", body = CompanyView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(&gate, move |office, ctx| office.show_company(ctx, &code)).await?;
    one(StatusCode::OK, &done, &fields, false)
}

/// Change a company, or move it with all below it
///
/// A merge patch (RFC 7396): what is absent stays, null takes away. Another `parent` is a move. The code never changes.
#[utoipa::path(
    patch, path = "/api/v1/companies/{code}", tag = "Companies", operation_id = "changeCompany",
    params(("code" = String, Path, description = "Code"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = CompanyForm,
    responses((status = 200, description = "The company as it is now", body = CompanyView)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work = move |office: &Administration, ctx: &_| {
        office.change_company(ctx, &code, |form| merged(form, patch.clone()))
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Delete a company to which nothing refers
#[utoipa::path(
    delete, path = "/api/v1/companies/{code}", tag = "Companies", operation_id = "deleteCompany",
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
    let done = asked.run(&gate, move |office, ctx| office.delete_company(ctx, &code)).await?;
    Ok(nothing(&done, dry_run))
}

/// Give a role to everybody in a company and below it
#[utoipa::path(
    post, path = "/api/v1/companies/{code}/role-lines", tag = "Role lines", operation_id = "addCompanyLine",
    params(("code" = String, Path, description = "Code"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = LineForm,
    responses((status = 201, description = "The role line", body = LineView)),
)]
async fn add_line(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let form: LineForm = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let code = CompanyId::new(code).map_err(|_| Refusal::not_found())?;
    let work =
        move |office: &Administration, ctx: &_| office.add_line(ctx, &Holder::Company(code.clone()), &form);
    let done = asked.run(&gate, work).await?;
    one(StatusCode::CREATED, &done, &[], dry_run)
}
