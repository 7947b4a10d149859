//! `/api/v1/roles`, `/groups`, `/acls` …: the parts of the policy, all in the same way.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, PolicyListing};
use bailiwick_protocol::rest::{Listed, Outcome, PolicyName, PolicyView, Preview, Proposed, merged, read};
use bailiwick_store::policy::PolicyKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::listing::encoded;
use crate::http::{Asked, Gate, Named, Refusal, json, one};

/// Objects on a page when nothing is said.
const USUAL: usize = 50;
/// Objects on a page at most.
const MOST: usize = 500;

/// What the address of a list may say.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the parameters; they are read one by one")]
struct Parameters {
    /// A text that the id, or what is written, holds.
    search: Option<String>,
    /// Those that name this model.
    model: Option<String>,
    /// Those that name this group.
    group: Option<String>,
    /// Objects on a page: 1 to 500, 50 when absent.
    limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// A part of the policy to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPart {
    /// Its technical id, which never changes.
    id: String,
    /// What is written, in the form that a document has for it; a role may say under `may` what it may do.
    #[schema(value_type = Object)]
    body: Map<String, Json>,
}

/// Changes to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Proposals {
    /// What would be done, in this order.
    changes: Vec<Proposed>,
}

/// A page, and where the next one begins.
#[derive(Serialize)]
struct Page {
    #[serde(flatten)]
    listed: Listed<PolicyView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The routes of one kind: list and create at `$all`, one object at `$one`.
macro_rules! part {
    ($module:ident $kind:ident $all:tt $one:tt $tag:tt $list:tt $create:tt $show:tt $change:tt $remove:tt) => {
        mod $module {
            use super::*;

            pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
                OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show, change, remove))
            }

            /// Those that you may see
            #[utoipa::path(
                get, path = $all, tag = $tag, operation_id = $list, params(Parameters),
                responses((status = 200, description = "A page", body = Listed<PolicyView>)),
            )]
            async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
                listed(&gate, PolicyKind::$kind, request).await
            }

            /// Make one
            #[utoipa::path(
                post, path = $all, tag = $tag, operation_id = $create,
                params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
                    ("dry_run" = Option<bool>, Query, description = "Say who would gain and who would lose what, and do nothing")),
                request_body = NewPart,
                responses((status = 201, description = "As it is now", body = Outcome<PolicyView>)),
            )]
            async fn create(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
                created(&gate, PolicyKind::$kind, $all, request).await
            }

            /// One of them
            #[utoipa::path(
                get, path = $one, tag = $tag, operation_id = $show,
                params(("id" = String, Path, description = "Technical id")),
                responses((status = 200, description = "As it is; its ETag is for If-Match", body = PolicyView)),
            )]
            async fn show(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
                shown(&gate, PolicyKind::$kind, id, request).await
            }

            /// Change one
            ///
            /// A merge patch (RFC 7396) of its `body`: what is absent stays, null takes away.
            #[utoipa::path(
                patch, path = $one, tag = $tag, operation_id = $change,
                params(("id" = String, Path, description = "Technical id"),
                    ("If-Match" = Option<String>, Header, description = "The ETag that you have seen: another state is not changed"),
                    ("dry_run" = Option<bool>, Query, description = "Say who would gain and who would lose what, and do nothing")),
                request_body = Object,
                responses((status = 200, description = "As it is now", body = Outcome<PolicyView>)),
            )]
            async fn change(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
                changed(&gate, PolicyKind::$kind, id, request).await
            }

            /// Take one away
            ///
            /// What others refer to stays; the refusal names them all.
            #[utoipa::path(
                delete, path = $one, tag = $tag, operation_id = $remove,
                params(("id" = String, Path, description = "Technical id"),
                    ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
                    ("dry_run" = Option<bool>, Query, description = "Say who would lose what, and do nothing")),
                responses((status = 200, description = "It is gone", body = Outcome<PolicyName>)),
            )]
            async fn remove(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
                removed(&gate, PolicyKind::$kind, id, request).await
            }
        }
    };
}

part!(models Model "/api/v1/models" "/api/v1/models/{id}" "Models" "listModels" "createModel" "showModel" "changeModel" "removeModel");
part!(categories Category "/api/v1/categories" "/api/v1/categories/{id}" "Categories" "listCategories" "createCategory" "showCategory" "changeCategory" "removeCategory");
part!(privileges Privilege "/api/v1/privileges" "/api/v1/privileges/{id}" "Privileges" "listPrivileges" "createPrivilege" "showPrivilege" "changePrivilege" "removePrivilege");
part!(groups Group "/api/v1/groups" "/api/v1/groups/{id}" "Groups" "listGroups" "createGroup" "showGroup" "changeGroup" "removeGroup");
part!(acls Acl "/api/v1/acls" "/api/v1/acls/{id}" "ACLs" "listAcls" "createAcl" "showAcl" "changeAcl" "removeAcl");
part!(rules Rule "/api/v1/rules" "/api/v1/rules/{id}" "Rules" "listRules" "createRule" "showRule" "changeRule" "removeRule");
part!(field_rules FieldRule "/api/v1/field-rules" "/api/v1/field-rules/{id}" "Field rules" "listFieldRules" "createFieldRule" "showFieldRule" "changeFieldRule" "removeFieldRule");
part!(permissions Permission "/api/v1/permissions" "/api/v1/permissions/{id}" "Permissions" "listPermissions" "createPermission" "showPermission" "changePermission" "removePermission");
part!(roles Role "/api/v1/roles" "/api/v1/roles/{id}" "Roles" "listRoles" "createRole" "showRole" "changeRole" "removeRole");

/// The routes of all kinds, and the preview.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    let all =
        [models::routes(), categories::routes(), privileges::routes(), groups::routes(), acls::routes()];
    let rest = [rules::routes(), field_rules::routes(), permissions::routes(), roles::routes()];
    let preview = OpenApiRouter::new().routes(routes!(preview));
    all.into_iter().chain(rest).fold(preview, OpenApiRouter::merge)
}

/// Who would gain and who would lose what
///
/// Any set of changes to the policy, to role lines, exceptions and direct groups is made, compared and undone. It takes the rights
/// that the changes take.
#[utoipa::path(
    post, path = "/api/v1/preview", tag = "Preview", operation_id = "preview", request_body = Proposals,
    responses((status = 200, description = "Who gains and who loses what", body = Preview)),
)]
async fn preview(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let proposals: Proposals = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let work = move |office: &Administration, ctx: &_| office.preview(ctx, &proposals.changes);
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], true)
}

async fn listed(gate: &Arc<Gate>, kind: PolicyKind, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let wishes = &mut asked.wishes;
    let listing = PolicyListing {
        search: wishes.text("search")?.unwrap_or_default(),
        model: wishes.text("model")?,
        group: wishes.text("group")?,
        after: wishes.text("cursor")?,
        limit: wishes.number("limit", 1..=MOST)?.unwrap_or(USUAL),
        kind,
    };
    let done = asked.run(gate, move |office, ctx| office.list_policy(ctx, &listing)).await?;
    let listed = done.value;
    let next_cursor = listed.items.last().filter(|_| listed.more).map(|last| last.id.clone());
    let page = serde_json::to_vec(&Page { listed, next_cursor }).map_err(|_| Refusal::broken())?;
    Ok(json(done.revision, page))
}

async fn created(
    gate: &Arc<Gate>,
    kind: PolicyKind,
    all: &str,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let NewPart { id, body } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let place = HeaderValue::from_str(&format!("{all}/{}", encoded(&id)));
    let done = asked.run(gate, move |office, ctx| office.create_policy(ctx, kind, &id, &body)).await?;
    let mut response = one(StatusCode::CREATED, &done, &[], dry_run)?;
    if let Ok(place) = place {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

async fn shown(
    gate: &Arc<Gate>,
    kind: PolicyKind,
    id: String,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let done = asked.run(gate, move |office, ctx| office.show_policy(ctx, kind, &id)).await?;
    one(StatusCode::OK, &done, &[], false)
}

async fn changed(
    gate: &Arc<Gate>,
    kind: PolicyKind,
    id: String,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let (dry_run, patch) = (asked.ctx.dry_run, std::mem::take(&mut asked.members));
    let work = move |office: &Administration, ctx: &_| {
        office.change_policy(ctx, kind, &id, |body| merged(body, patch.clone()))
    };
    let done = asked.run(gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

async fn removed(
    gate: &Arc<Gate>,
    kind: PolicyKind,
    id: String,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(gate, move |office, ctx| office.delete_policy(ctx, kind, &id)).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}
