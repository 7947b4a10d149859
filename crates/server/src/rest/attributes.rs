//! `/api/v1/attributes`: custom attributes of accounts.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Administration;
use bailiwick_model::{AttributeField, FieldName};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{Asked, Gate, Named, Refusal, json, usual};

/// All attributes, by name.
#[derive(Serialize, ToSchema)]
struct Attributes {
    #[schema(value_type = Object)]
    attributes: BTreeMap<FieldName, AttributeField>,
}

/// A custom attribute of accounts.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `AttributeField` reads")]
struct AttributeBody {
    /// Its name on screens.
    label: String,
    /// text, number, boolean, date, choice, email or url.
    kind: String,
    /// Of kind choice: what there is to choose.
    choices: Option<Vec<String>>,
    /// Whether every new account must have it.
    required: Option<bool>,
    /// Whether no two accounts may have the same.
    unique: Option<bool>,
    /// Of kind text: characters at most, 1000 when absent.
    max_length: Option<u16>,
    /// What people may do with their own: hidden, read or write; read when absent.
    #[serde(rename = "self")]
    own: Option<String>,
}

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show, save, remove))
}

/// Custom attributes of accounts
#[utoipa::path(
    get, path = "/api/v1/attributes", tag = "Attributes", operation_id = "listAttributes",
    responses((status = 200, description = "All attributes, by name", body = Attributes)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let done = asked.run(&gate, |office, ctx| office.attributes(ctx)).await?;
    let all = Attributes { attributes: done.value.fields };
    Ok(json(done.revision, serde_json::to_vec(&all).map_err(|_| Refusal::broken())?))
}

/// One custom attribute
#[utoipa::path(
    get, path = "/api/v1/attributes/{name}", tag = "Attributes", operation_id = "showAttribute",
    params(("name" = String, Path, description = "Name"),
        ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The attribute", body = AttributeBody)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::shown(&gate, request, move |office, ctx| office.attribute(ctx, &name)).await
}

/// Say what a custom attribute is
///
/// It takes an administrator whose role reaches everywhere. What people have already must fit.
#[utoipa::path(
    put, path = "/api/v1/attributes/{name}", tag = "Attributes", operation_id = "saveAttribute",
    params(("name" = String, Path, description = "Name"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was seen")),
    request_body = AttributeBody,
    responses((status = 200, description = "The attribute", body = AttributeBody)),
)]
async fn save(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, field: &AttributeField| {
        office.save_attribute(ctx, &name, field)
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}

/// Take a custom attribute away that nobody has
#[utoipa::path(
    delete, path = "/api/v1/attributes/{name}", tag = "Attributes", operation_id = "removeAttribute",
    params(("name" = String, Path, description = "Name"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing, only see whether it could be done"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was seen")),
    responses((status = 204, description = "It is gone")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(name): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::acted(&gate, request, move |office, ctx| office.remove_attribute(ctx, &name)).await
}
