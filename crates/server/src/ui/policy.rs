//! `/roles`, `/groups`, `/privileges`, `/models` and `/rules`: the policy, shown from memory and changed after it was tried.

mod acl_form;
mod arranged_form;
mod arrangement;
mod builder;
mod control;
mod deed;
pub(super) mod effect;
mod field_rule_form;
mod fields;
mod form;
mod group_form;
mod groups;
mod matrix;
mod model;
mod model_form;
mod models;
pub(super) mod names;
mod paged;
mod role_data;
mod role_form;
mod roles;
mod rule;
mod rule_form;
mod rule_lines;
mod sheet;
mod trial;
mod undo;
mod visit;

use std::sync::Arc;

use axum::{Router, routing::get};
use bailiwick_app::administration::{PolicySight, Refused};

use self::{
    acl_form::AccessForm,
    arranged_form::{CategoryForm, PrivilegeForm},
    field_rule_form::FieldRuleForm,
    group_form::GroupForm,
    model_form::ModelForm,
    role_form::RoleForm,
    rule_form::RuleForm,
};
use crate::http::{Gate, Insider, Refusal};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/roles", get(roles::list))
        .route("/roles/{id}", get(roles::show))
        .route("/groups", get(groups::list))
        .route("/groups/{id}", get(groups::show))
        .route("/policy-undo/{kind}/{id}", get(undo::undo).post(undo::undo))
        .route("/privileges", get(arrangement::list))
        .route("/models", get(models::list))
        .route("/models/{id}", get(model::show))
        .route("/models/{id}/access", get(model::access).post(model::access))
        .route("/models/{id}/fields", get(fields::show))
        .merge(form::routes::<RoleForm>())
        .merge(form::routes::<GroupForm>())
        .merge(form::routes::<PrivilegeForm>())
        .merge(form::routes::<CategoryForm>())
        .merge(form::routes::<ModelForm>())
        .merge(form::routes::<AccessForm>())
        .merge(form::routes::<FieldRuleForm>())
        .merge(form::routes::<RuleForm>())
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
