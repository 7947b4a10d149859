//! Which relations give a record its area and its company, for models described from use.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{FieldKind, FieldName, Model, ModelName, Path, Policy};

use super::{Guess, guess, shape::lookup};

/// The paths that lead to an area or company, in order of preference.
const AREA: [&str; 3] = ["area_id", "partner_id.area_id", "registrant_id.area_id"];
const COMPANY: [&str; 1] = ["company_id"];

/// Sets the relations for every model of `touched` that says nothing about them. The model of users is left alone: who
/// may see colleagues is for its rules to say, not for the reach of a role.
pub(super) fn settle(policy: &mut Policy, touched: &BTreeSet<ModelName>, guesses: &mut Vec<Guess>) {
    let settings = policy.settings.clone();
    let own = [&settings.user_model, &settings.area_model, &settings.company_model, &settings.group_model];
    for name in touched.iter().filter(|name| !own.contains(name)) {
        let area = path_to(&policy.models, name, &AREA, &settings.area_model);
        let company = path_to(&policy.models, name, &COMPANY, &settings.company_model);
        let Some(model) = policy.models.get_mut(name) else { continue };
        if let Some(path) = area.filter(|_| model.area.is_empty()) {
            guesses.push(guess(format!("area of {name}"), &path.to_string(), "the relation's name"));
            model.area.push(path);
        }
        if let Some(path) = company.filter(|_| model.company.is_empty()) {
            guesses.push(guess(format!("company of {name}"), &path.to_string(), "the relation's name"));
            model.company.push(path);
        }
    }
}

/// The first of `paths` that leads from `model` to `goal` over many2one links.
fn path_to(
    models: &BTreeMap<ModelName, Model>,
    model: &ModelName,
    paths: &[&str],
    goal: &ModelName,
) -> Option<Path> {
    paths.iter().find_map(|path| {
        let mut at = model.clone();
        for name in path.split('.') {
            let field = lookup(models, &at, &FieldName::new(name).ok()?)?;
            let FieldKind::Many2one(next) = &field.kind else { return None };
            at = next.clone();
        }
        (at == *goal).then(|| path.parse().ok()).flatten()
    })
}
