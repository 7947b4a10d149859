//! `/roles`, `/groups`, `/models` and `/rules`: the policy, shown from memory and changed after it was tried.

mod acl_form;
mod builder;
mod deed;
pub(super) mod effect;
mod field_rule_form;
mod fields;
mod forms;
mod group_form;
mod groups;
mod models;
pub(super) mod names;
mod paged;
mod role_form;
mod roles;
mod rule;
mod rule_form;
mod trial;

use std::sync::Arc;

use axum::{Router, http::StatusCode, response::Response, routing::get};
use bailiwick_app::administration::{PolicyPart, PolicySight, Refused};
use bailiwick_store::policy::PolicyKind;

use super::{query::Query, shell::Shell};
use crate::http::{Gate, Insider, Refusal};
use deed::{Deed, Plan, Sent, What};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/roles", get(roles::list))
        .route("/roles/new", get(role_form::make).post(role_form::make))
        .route("/roles/{id}", get(roles::show))
        .route("/roles/{id}/edit", get(role_form::edit).post(role_form::edit))
        .route("/roles/{id}/delete", get(role_form::delete).post(role_form::delete))
        .route("/groups", get(groups::list))
        .route("/groups/new", get(group_form::make).post(group_form::make))
        .route("/groups/{id}", get(groups::show))
        .route("/groups/{id}/edit", get(group_form::edit).post(group_form::edit))
        .route("/groups/{id}/delete", get(group_form::delete).post(group_form::delete))
        .route("/models", get(models::list))
        .route("/models/{id}", get(models::show))
        .route("/models/{id}/fields", get(fields::show))
        .route("/access-rows/new", get(acl_form::make).post(acl_form::make))
        .route("/access-rows/{id}", get(acl_form::edit).post(acl_form::edit))
        .route("/access-rows/{id}/delete", get(acl_form::delete).post(acl_form::delete))
        .route("/field-rules/new", get(field_rule_form::make).post(field_rule_form::make))
        .route("/field-rules/{id}", get(field_rule_form::edit).post(field_rule_form::edit))
        .route("/field-rules/{id}/delete", get(field_rule_form::delete).post(field_rule_form::delete))
        .route("/rules/new", get(rule_form::make).post(rule_form::make))
        .route("/rules/{id}", get(rule_form::edit).post(rule_form::edit))
        .route("/rules/{id}/delete", get(rule_form::delete).post(rule_form::delete))
}

/// The policy as far as whoever asks may see it.
fn sight(gate: &Gate, insider: &Insider) -> Result<PolicySight, Refusal> {
    let office = gate.administration.as_ref().ok_or_else(Refusal::not_found)?;
    Ok(office.policy_sight(&insider.ctx)?)
}

/// Makes sure that a form is for whoever asks.
fn editable(may: bool) -> Result<(), Refusal> {
    match may {
        true => Ok(()),
        false => {
            let detail = "this part of the policy is not changed here, or not by you";
            Err(Refusal::from(Refused::NotAllowed(detail.to_owned())))
        }
    }
}

/// What a form that is to be filled says: what was sent, or what the address brings along.
fn draft(insider: &Insider) -> Query {
    match insider.knock.is_look {
        true => Query::of(&insider.knock.uri),
        false => Query::sent(insider.knock.fields()),
    }
}

/// The same of a part that is there: what was written of it, where the address brings nothing along.
fn draft_of(
    insider: &Insider,
    part: &PolicyPart,
    written: impl FnOnce(&PolicyPart) -> Vec<(String, String)>,
) -> Query {
    let asked = draft(insider);
    match insider.knock.is_look {
        false => asked,
        true if asked.one("label").is_some() => asked.with("tag", Some(&part.tag)),
        true => {
            let pairs = written(part);
            let written = Query::sent(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            written.with("tag", Some(&part.tag))
        }
    }
}

/// Asks before a part is taken away, and takes it away.
async fn deleted(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    (kind, id, part): (PolicyKind, &str, &PolicyPart),
    plan: &Plan<'_>,
) -> Result<Response, Refusal> {
    let draft = match insider.knock.is_look {
        true => Query::default().with("tag", Some(&part.tag)),
        false => Query::sent(insider.knock.fields()),
    };
    let deed = Deed { kind, id: id.to_owned(), what: What::Delete };
    match deed::sent(gate, insider, shell, deed, &draft, plan).await? {
        Sent::Answer(answer) => Ok(answer),
        Sent::Again(faults, clash) => {
            let status = if insider.knock.is_look { StatusCode::OK } else { faults.status() };
            deed::in_the_way(shell, plan, status, faults, clash)
        }
    }
}

/// The model that something new is about, which has to be one that may be seen.
fn model_of(sight: &PolicySight, draft: &Query) -> Result<String, Refusal> {
    let model = draft.said("m").unwrap_or_default();
    match sight.policy().models.contains_key(model) {
        true => Ok(model.to_owned()),
        false => Err(Refusal::not_found()),
    }
}
