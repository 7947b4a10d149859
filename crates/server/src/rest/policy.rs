//! `/api/v1/roles`, `/groups`, `/acls` …: the parts of the policy, all in the same way, and the preview.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Done, PolicyListing, Refused, Subject, Turned};
use bailiwick_protocol::rest::{Outcome, PolicyName, PolicyView, Preview, Proposed, merged, read};
use bailiwick_store::policy::PolicyKind;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    description::Described,
    noun::{self, Gone, Noun, Patch, Wanted, Words},
};
use crate::http::{Asked, Gate, Refusal, one};

/// What roles, groups … are made of, of one kind.
#[derive(Clone, Copy)]
pub(super) struct Parts(pub(super) PolicyKind);

/// Kinds in the order in which they build on each other.
pub(super) const KINDS: [PolicyKind; 10] = [
    PolicyKind::Setting,
    PolicyKind::Model,
    PolicyKind::Category,
    PolicyKind::Privilege,
    PolicyKind::Group,
    PolicyKind::Acl,
    PolicyKind::Rule,
    PolicyKind::FieldRule,
    PolicyKind::Permission,
    PolicyKind::Role,
];

/// A part of the policy to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPart {
    /// Its technical id, which never changes.
    id: String,
    /// What is written, in the form that a document has for it; a role may say under `may` what it may do.
    #[schema(value_type = Object)]
    body: Map<String, Json>,
}

/// A merge patch of a part's `body`.
#[derive(ToSchema)]
#[schema(value_type = Object)]
#[allow(dead_code, reason = "describes what is merged without being read")]
pub(super) struct PartPatch(Map<String, Json>);

/// Changes to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Proposals {
    /// What would be done, in this order.
    changes: Vec<Proposed>,
}

impl Parts {
    /// One and many of the kind, in sentences, in paths and in names of operations.
    fn called(self) -> [&'static str; 5] {
        match self.0 {
            PolicyKind::Category => ["a category", "Categories", "categories", "Category", "Categories"],
            PolicyKind::Privilege => ["a privilege", "Privileges", "privileges", "Privilege", "Privileges"],
            PolicyKind::Group => ["a group", "Groups", "groups", "Group", "Groups"],
            PolicyKind::Acl => ["an ACL", "ACLs", "acls", "Acl", "Acls"],
            PolicyKind::Rule => ["a rule", "Rules", "rules", "Rule", "Rules"],
            PolicyKind::FieldRule => {
                ["a field rule", "Field rules", "field-rules", "FieldRule", "FieldRules"]
            }
            PolicyKind::Permission => {
                ["a permission", "Permissions", "permissions", "Permission", "Permissions"]
            }
            PolicyKind::Role => ["a role", "Roles", "roles", "Role", "Roles"],
            PolicyKind::Setting => {
                ["a policy setting", "Policy settings", "policy-settings", "PolicySetting", "PolicySettings"]
            }
            _ => ["a model", "Models", "models", "Model", "Models"],
        }
    }
}

impl Noun for Parts {
    type View = PolicyView;
    type Changed = Outcome<PolicyView>;
    type Gone = Outcome<PolicyName>;
    type New = NewPart;
    type NewBody = NewPart;
    type Form = PartPatch;

    fn words(self) -> Words {
        let [a, many, path, one_id, many_id] = self.called();
        let remove = match self.0 {
            PolicyKind::Setting => ("remove", "Take a value back to its default", ""),
            _ => ("remove", "Take one away", "What others refer to stays; the refusal names them all."),
        };
        Words {
            a,
            many,
            path,
            ids: (one_id, many_id),
            key: ("id", "Technical id"),
            make: "",
            change: ("", "The patch is of its `body`."),
            remove,
            narrowed_by: &[
                ("model", "Those that name this model."),
                ("group", "Those that name this group."),
            ],
            tried: "Say who would gain and who would lose what, and do nothing",
        }
    }

    fn list(
        self,
        office: &Administration,
        ctx: &Ctx,
        wanted: &Wanted,
    ) -> Result<Done<Turned<PolicyView>>, Refused> {
        let named = |name| wanted.narrowed.get(name).cloned();
        let (model, group) = (named("model"), named("group"));
        office
            .list_policy(ctx, &PolicyListing { kind: self.0, listing: wanted.listing.clone(), model, group })
    }

    fn show(self, office: &Administration, ctx: &Ctx, id: &str) -> Result<Done<PolicyView>, Refused> {
        office.show_policy(ctx, self.0, id)
    }

    fn read(members: Map<String, Json>) -> Result<NewPart, Refusal> {
        Ok(read(Json::Object(members))?)
    }

    fn create(
        self,
        office: &Administration,
        ctx: &Ctx,
        new: &NewPart,
    ) -> Result<Done<Outcome<PolicyView>>, Refused> {
        office.create_policy(ctx, self.0, &new.id, &new.body)
    }

    fn key(made: &Outcome<PolicyView>) -> &str {
        &made.object.id
    }

    fn change(
        self,
        office: &Administration,
        ctx: &Ctx,
        id: &str,
        patch: &Patch,
    ) -> Result<Done<Outcome<PolicyView>>, Refused> {
        office.change_policy(ctx, self.0, id, |body| merged(body, patch.clone()))
    }

    fn subject(self, id: String) -> Subject {
        Subject::Part(self.0, id)
    }

    fn remove(
        self,
        office: &Administration,
        ctx: &Ctx,
        id: &str,
    ) -> Result<Done<Outcome<PolicyName>>, Refused> {
        office.delete_policy(ctx, self.0, id)
    }
}

impl Gone for Outcome<PolicyName> {
    fn described(said: Described) -> Described {
        said.answers::<Self>("200", "It is gone")
    }

    fn answer(done: &Done<Self>, dry_run: bool) -> Result<Response, Refusal> {
        one(StatusCode::OK, done, &[], dry_run)
    }
}

/// The routes of all kinds, and the preview.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    let preview = OpenApiRouter::new().routes(routes!(preview));
    KINDS.into_iter().map(|kind| noun::routes(Parts(kind))).fold(preview, OpenApiRouter::merge)
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
