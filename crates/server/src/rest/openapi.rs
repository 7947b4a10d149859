//! The description of the API, made from the routes themselves.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use bailiwick_model::AccountState;
use bailiwick_protocol::rest::{AreaForm, CompanyForm, DepartmentForm, LineForm, UserForm};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    areas, attributes, audit, avatar, companies, departments, import_templates, jobs, keys, letters, lines,
    me, overrides, own_factors, policy, security, settings, users,
};
use crate::http::{Gate, json};

/// What stands above the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bailiwick",
        description = "Who may do what, where, and until when. Every request carries a token (Authorization: Bearer TOKEN): an API key that acts for a user, or \
                       an access token got with one; what it may see and change is what that user may. Errors are problem documents (RFC 9457) with a stable `code`.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem))
)]
struct Description;

/// A problem (RFC 9457): every answer from 400 on.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Problem {
    /// The status.
    status: u16,
    /// The status in words.
    title: String,
    /// A stable word for programs.
    code: String,
    /// What is wrong, and how to mend it.
    detail: String,
    /// The faults of a body, each with its place as a JSON pointer.
    errors: Vec<Fault>,
    /// The request's id, as in the log.
    request_id: String,
}

#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Fault {
    /// A JSON pointer.
    pointer: String,
    /// What is wrong there.
    message: String,
}

/// A user to be made.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `NewUser::read` takes")]
pub(super) struct NewUserBody {
    /// The name that never changes; the address when absent.
    login: Option<String>,
    /// Whether the person is invited first.
    invite: Option<bool>,
    /// Role lines.
    lines: Vec<LineForm>,
    /// Groups given directly; only for users without role lines.
    groups: Vec<String>,
    #[serde(flatten)]
    form: UserForm,
}

/// A company to be made.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `NewCompany::read` takes")]
pub(super) struct NewCompanyBody {
    /// The code, which never changes.
    code: String,
    #[serde(flatten)]
    form: CompanyForm,
}

/// A department to be made.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `NewDepartment::read` takes")]
pub(super) struct NewDepartmentBody {
    /// The code, which never changes.
    code: String,
    #[serde(flatten)]
    form: DepartmentForm,
}

/// An area to be made.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `NewArea::read` takes")]
pub(super) struct NewAreaBody {
    /// The code, which never changes.
    code: String,
    #[serde(flatten)]
    form: AreaForm,
}

/// The state to be in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StateBody {
    /// invited, active, suspended, locked or left.
    #[schema(value_type = String)]
    pub(super) state: AccountState,
}

/// All administration routes, with their description.
pub(crate) fn described() -> (axum::Router<Arc<Gate>>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(users::routes())
        .merge(lines::routes())
        .merge(companies::routes())
        .merge(departments::routes())
        .merge(areas::routes())
        .merge(settings::routes())
        .merge(overrides::routes())
        .merge(policy::routes())
        .merge(audit::routes())
        .merge(avatar::routes())
        .merge(me::routes())
        .merge(security::routes())
        .merge(letters::routes())
        .merge(own_factors::routes())
        .merge(keys::routes())
        .merge(jobs::routes())
        .merge(import_templates::routes())
        .merge(attributes::routes())
        .split_for_parts()
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn document(State(gate): State<Arc<Gate>>) -> Response {
    json(gate.live.revision(), text())
}

/// The description as it is committed and served.
#[must_use]
pub(super) fn text() -> String {
    let (_, api) = described();
    api.to_pretty_json().map_or_else(|_| "{}".to_owned(), |text| text + "\n")
}
