//! `/api/v1/import-templates`: how the columns of other people's tables become ours.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Administration;
use bailiwick_protocol::csv::users::ColumnMapping;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{Asked, Gate, Named, Refusal, json, usual};

/// All templates, by name.
#[derive(Serialize, ToSchema)]
struct Templates {
    #[schema(value_type = Object)]
    templates: BTreeMap<String, ColumnMapping>,
}

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show, save, remove))
}

/// Templates for the columns of tables
#[utoipa::path(
    get, path = "/api/v1/import-templates", tag = "Jobs", operation_id = "listImportTemplates",
    responses((status = 200, description = "All templates, by name", body = Templates)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let done = asked.run(&gate, |office, ctx| office.import_templates(ctx)).await?;
    let body = serde_json::to_vec(&Templates { templates: done.value }).map_err(|_| Refusal::broken())?;
    Ok(json(done.revision, body))
}

/// One template
#[utoipa::path(
    get, path = "/api/v1/import-templates/{name}", tag = "Jobs", operation_id = "showImportTemplate",
    params(("name" = String, Path, description = "Name"),
        ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The template; its ETag is for If-Match", body = Object)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::shown(&gate, request, move |office, ctx| office.import_template(ctx, &name)).await
}

/// Write a template
#[utoipa::path(
    put, path = "/api/v1/import-templates/{name}", tag = "Jobs", operation_id = "saveImportTemplate",
    params(("name" = String, Path, description = "Name"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body(content = Object),
    responses((status = 200, description = "The template", body = Object)),
)]
async fn save(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, mapping: &ColumnMapping| {
        office.save_import_template(ctx, &name, mapping)
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}

/// Remove a template
#[utoipa::path(
    delete, path = "/api/v1/import-templates/{name}", tag = "Jobs", operation_id = "removeImportTemplate",
    params(("name" = String, Path, description = "Name"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing, only see whether it could be done")),
    responses((status = 204, description = "It is gone")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::acted(&gate, request, move |office, ctx| office.remove_import_template(ctx, &name)).await
}
