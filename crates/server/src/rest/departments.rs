//! `/api/v1/departments`: parts of companies.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Holder};
use bailiwick_model::DepartmentId;
use bailiwick_protocol::rest::{
    DepartmentForm, DepartmentView, LineForm, LineView, Listed, NewDepartment, merged, read,
};
use serde_json::Value as Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{listing, openapi::NewDepartmentBody};
use crate::http::{Asked, Gate, Named, Refusal, nothing, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, change, remove))
        .routes(routes!(add_line))
}

/// Departments that you may see
#[utoipa::path(
    get, path = "/api/v1/departments", tag = "Departments", operation_id = "listDepartments",
    params(listing::Parameters),
    responses((status = 200, description = "A page of departments", body = Listed<DepartmentView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let turn = listing::Turn::take(&gate, &mut asked.wishes, "departments")?;
    let listing = turn.listing.clone();
    let done = asked.run(&gate, move |office, ctx| office.list_departments(ctx, &listing)).await?;
    turn.answer(&gate, done)
}

/// Make a department
#[utoipa::path(
    post, path = "/api/v1/departments", tag = "Departments", operation_id = "createDepartment",
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewDepartmentBody,
    responses((status = 201, description = "The department", body = DepartmentView)),
)]
async fn create(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let new = NewDepartment::read(std::mem::take(&mut asked.members))?;
    let done = asked.run(&gate, move |office, ctx| office.create_department(ctx, &new)).await?;
    let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
    if let Ok(place) =
        HeaderValue::from_str(&format!("/api/v1/departments/{}", listing::encoded(&done.value.code)))
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// One department
#[utoipa::path(
    get, path = "/api/v1/departments/{code}", tag = "Departments", operation_id = "showDepartment",
    params(("code" = String, Path, description = "Code"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The department; its ETag is for If-Match", body = DepartmentView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(&gate, move |office, ctx| office.show_department(ctx, &code)).await?;
    one(StatusCode::OK, &done, &fields, false)
}

/// Change a department, or move it with all below it
///
/// A merge patch (RFC 7396): what is absent stays, null takes away. Another `parent` is a move. The code never changes.
#[utoipa::path(
    patch, path = "/api/v1/departments/{code}", tag = "Departments", operation_id = "changeDepartment",
    params(("code" = String, Path, description = "Code"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = DepartmentForm,
    responses((status = 200, description = "The department as it is now", body = DepartmentView)),
)]
async fn change(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work = move |office: &Administration, ctx: &_| {
        office.change_department(ctx, &code, |form| merged(form, patch.clone()))
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Delete a department to which nothing refers
#[utoipa::path(
    delete, path = "/api/v1/departments/{code}", tag = "Departments", operation_id = "deleteDepartment",
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
    let done = asked.run(&gate, move |office, ctx| office.delete_department(ctx, &code)).await?;
    Ok(nothing(&done, dry_run))
}

/// Give a role to everybody in a department and below it
#[utoipa::path(
    post, path = "/api/v1/departments/{code}/role-lines", tag = "Role lines", operation_id = "addDepartmentLine",
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
    let code = DepartmentId::new(code).map_err(|_| Refusal::not_found())?;
    let work = move |office: &Administration, ctx: &_| {
        office.add_line(ctx, &Holder::Department(code.clone()), &form)
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::CREATED, &done, &[], dry_run)
}
