//! `/api/v1/settings` and `/api/v1/{noun}/{code}/settings`: what holds at a place, and where it comes from.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{FromRequestParts, Path, Request, State},
    http::{StatusCode, request::Parts},
    response::Response,
};
use bailiwick_app::administration::Administration;
use bailiwick_model::{AreaCode, CompanyId, DepartmentId, RoleId, SettingScope, UserId};
use bailiwick_protocol::rest::{PreferenceView, SettingForm, SettingView};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{Gate, Named, Refusal, usual};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show, set, unset))
        .routes(routes!(list_at))
        .routes(routes!(show_at, set_at, unset_at))
        .routes(routes!(preferences))
}

/// The place that a path names, and the setting, if it names one.
struct At {
    scope: SettingScope,
    name: String,
}

/// Every setting for the installation
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "Settings", operation_id = "listSettings",
    params(("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "All settings there are: what counts, where it comes from, who has locked it", body = Vec<SettingView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    all(&gate, at, request).await
}

/// Every setting at a company, department, area, role or user
#[utoipa::path(
    get, path = "/api/v1/{noun}/{code}/settings", tag = "Settings", operation_id = "listSettingsAt",
    params(("noun" = String, Path, description = "companies, departments, areas, roles or users"),
        ("code" = String, Path, description = "Code of the place, id of the role or login of the user"),
        ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "All settings there are: what counts, where it comes from, who has locked it", body = Vec<SettingView>)),
)]
async fn list_at(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    all(&gate, at, request).await
}

/// One setting for the installation
#[utoipa::path(
    get, path = "/api/v1/settings/{name}", tag = "Settings", operation_id = "showSetting",
    params(("name" = String, Path, description = "Name of the setting"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "What counts there, and why; its ETag is for If-Match", body = SettingView)),
)]
async fn show(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    shown(&gate, at, request).await
}

/// One setting at a company, department, area, role or user
#[utoipa::path(
    get, path = "/api/v1/{noun}/{code}/settings/{name}", tag = "Settings", operation_id = "showSettingAt",
    params(("noun" = String, Path, description = "companies, departments, areas, roles or users"),
        ("code" = String, Path, description = "Code of the place, id of the role or login of the user"),
        ("name" = String, Path, description = "Name of the setting"),
        ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "What counts there, and why; its ETag is for If-Match", body = SettingView)),
)]
async fn show_at(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    shown(&gate, at, request).await
}

/// Set a value for the installation
#[utoipa::path(
    put, path = "/api/v1/settings/{name}", tag = "Settings", operation_id = "setSetting",
    params(("name" = String, Path, description = "Name of the setting"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = SettingForm,
    responses((status = 200, description = "What counts there, and why", body = SettingView)),
)]
async fn set(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    put(&gate, at, request).await
}

/// Set a value at a company, department, area, role or user
#[utoipa::path(
    put, path = "/api/v1/{noun}/{code}/settings/{name}", tag = "Settings", operation_id = "setSettingAt",
    params(("noun" = String, Path, description = "companies, departments, areas, roles or users"),
        ("code" = String, Path, description = "Code of the place, id of the role or login of the user"),
        ("name" = String, Path, description = "Name of the setting"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = SettingForm,
    responses((status = 200, description = "What counts there, and why", body = SettingView)),
)]
async fn set_at(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    put(&gate, at, request).await
}

/// Take the own value away that holds for the installation
#[utoipa::path(
    delete, path = "/api/v1/settings/{name}", tag = "Settings", operation_id = "unsetSetting",
    params(("name" = String, Path, description = "Name of the setting"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    responses((status = 200, description = "What counts there, and why", body = SettingView)),
)]
async fn unset(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    taken(&gate, at, request).await
}

/// Take the own value away that holds at a company, department, area, role or user
#[utoipa::path(
    delete, path = "/api/v1/{noun}/{code}/settings/{name}", tag = "Settings", operation_id = "unsetSettingAt",
    params(("noun" = String, Path, description = "companies, departments, areas, roles or users"),
        ("code" = String, Path, description = "Code of the place, id of the role or login of the user"),
        ("name" = String, Path, description = "Name of the setting"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    responses((status = 200, description = "What counts there, and why", body = SettingView)),
)]
async fn unset_at(State(gate): State<Arc<Gate>>, at: At, request: Request) -> Result<Response, Refusal> {
    taken(&gate, at, request).await
}

/// The language and the time zone of a user's screens and letters
#[utoipa::path(
    get, path = "/api/v1/users/{login}/preferences", tag = "Settings", operation_id = "showPreferences",
    params(("login" = String, Path, description = "Login"), ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "What the account says, else the settings of where the user belongs", body = Vec<PreferenceView>)),
)]
async fn preferences(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::listed(&gate, request, move |office, ctx| office.preferences_of(ctx, &login)).await
}

async fn all(gate: &Gate, At { scope, .. }: At, request: Request) -> Result<Response, Refusal> {
    usual::listed(gate, request, move |office, ctx| office.settings_at(ctx, &scope)).await
}

async fn shown(gate: &Gate, At { scope, name }: At, request: Request) -> Result<Response, Refusal> {
    usual::shown(gate, request, move |office, ctx| office.setting_at(ctx, &scope, &name)).await
}

async fn put(gate: &Gate, At { scope, name }: At, request: Request) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, form: &SettingForm| {
        office.set_setting(ctx, &scope, &name, form)
    };
    usual::written(gate, request, StatusCode::OK, work).await
}

async fn taken(gate: &Gate, At { scope, name }: At, request: Request) -> Result<Response, Refusal> {
    usual::changed(gate, request, move |office, ctx| office.unset_setting(ctx, &scope, &name)).await
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Ok(Path(mut names)) = Path::<BTreeMap<String, String>>::from_request_parts(parts, state).await
        else {
            return Err(Refusal::not_found());
        };
        let code = names.remove("code").unwrap_or_default();
        let scope = match names.get("noun").map(String::as_str) {
            None => Ok(SettingScope::Installation),
            Some("companies") => CompanyId::new(code).map(SettingScope::Company),
            Some("departments") => DepartmentId::new(code).map(SettingScope::Department),
            Some("areas") => AreaCode::new(code).map(SettingScope::Area),
            Some("roles") => RoleId::new(code).map(SettingScope::Role),
            Some("users") => UserId::new(code).map(SettingScope::User),
            Some(_) => return Err(Refusal::not_found()),
        };
        let scope = scope.map_err(|_| Refusal::not_found())?;
        Ok(Self { scope, name: names.remove("name").unwrap_or_default() })
    }
}
