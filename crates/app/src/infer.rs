//! Describes the models that a policy speaks about but nobody described.
//!
//! Odoo's policy files name models and fields and never say what they are. The engine compiles rules against a schema,
//! so one is made from use: which fields the rules name, what they compare them with, and Odoo's naming habits. What
//! the policy describes itself is never changed; every guess is listed with the place that led to it.

mod conventions;
mod core;
mod evidence;
mod reach;
mod refusal;
mod shape;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Field, FieldKind, FieldName, IdKind, Model, ModelName, Operation, PermissionName, Policy, Table,
};
use bailiwick_protocol::odoo::{Import, Kind};
use serde::Serialize;

pub use self::{
    core::odoo_models,
    refusal::{Refusal, close_refused, refused_rules},
};
use self::{evidence::Evidence, walk::Walk};

/// One thing that was taken from use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What was described, as in `field spp.case.worker_id`.
    pub subject: String,
    /// As what, as in `many2one res.users`.
    pub described: String,
    /// What led to it, as in `rule spp_case.rule_own`.
    pub from: String,
    /// The file and line that define what led to it, when it came from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Files and lines of what guesses are taken from, by the words of [`Guess::from`].
pub type Places = BTreeMap<String, String>;

/// Where an import's rules and access rows stand.
#[must_use]
pub fn places(import: &Import) -> Places {
    let named = import.places.iter().filter_map(|((kind, id), place)| {
        let from = match kind {
            Kind::Rule => format!("rule {id}"),
            Kind::Acl => format!("ACL row {id}"),
            _ => return None,
        };
        Some((from, place.to_string()))
    });
    named.collect()
}

/// Says of guesses in which file and line the thing stands that they were taken from.
pub fn place(guesses: &mut [Guess], places: &Places) {
    for guess in guesses {
        guess.place = places.get(&guess.from).cloned();
    }
}

/// Describes every model and field that ACL rows, rules and permissions of `policy` name and `policy.models` does not
/// hold, and lists what was guessed. What was described stays as it is.
pub fn describe_models(policy: &mut Policy) -> Vec<Guess> {
    let mut guesses = Vec::new();
    let named = named_models(policy);
    conventions::settle_area_model(policy, &named, &mut guesses);
    let core = core::for_settings(&policy.settings);
    let described: BTreeSet<ModelName> = policy.models.keys().cloned().collect();
    for (name, model) in &core {
        policy.models.entry(name.clone()).or_insert_with(|| model.clone());
    }
    for (name, from) in &named {
        if !policy.models.contains_key(name) {
            policy.models.insert(name.clone(), Model::default());
            guesses.push(guess(format!("model {name}"), "a model", from));
        }
    }
    let mut touched: BTreeSet<ModelName> = policy
        .models
        .keys()
        .filter(|name| !described.contains(*name) && !core.contains_key(*name))
        .cloned()
        .collect();
    let seen = walk(policy, &core);
    declare(policy, &core, seen, &mut touched, &mut guesses);
    declare_actions(policy, &mut guesses);
    reach::settle(policy, &touched, &mut guesses);
    guesses
}

/// Walks all rules until what is learnt about relations no longer changes.
fn walk(policy: &Policy, core: &BTreeMap<ModelName, Model>) -> Evidence {
    const PASSES: usize = 4;
    let mut hints = Evidence::default();
    for _ in 0..PASSES {
        let mut pass = Walk::new(policy, core, &hints);
        for (id, rule) in &policy.rules {
            pass.rule(id, rule);
        }
        let seen = pass.finish();
        if seen == hints {
            return seen;
        }
        hints = seen;
    }
    hints
}

/// The models that something names, with the first thing that does.
fn named_models(policy: &Policy) -> BTreeMap<ModelName, String> {
    let mut named = BTreeMap::new();
    let acls = policy.acls.iter().map(|(id, acl)| (&acl.model, format!("ACL row {id}")));
    let rules = policy.rules.iter().map(|(id, rule)| (&rule.model, format!("rule {id}")));
    let fields = policy.field_rules.iter().map(|(id, rule)| (&rule.model, format!("field rule {id}")));
    let actions = policy.permissions.keys().filter_map(|name| match name {
        PermissionName::Action(model, _) => Some((model, format!("permission {name}"))),
        _ => None,
    });
    for (model, from) in rules.chain(acls).chain(fields).chain(actions) {
        named.entry(model.clone()).or_insert(from);
    }
    named
}

/// Writes what was seen into the policy's models.
fn declare(
    policy: &mut Policy,
    core: &BTreeMap<ModelName, Model>,
    seen: Evidence,
    touched: &mut BTreeSet<ModelName>,
    guesses: &mut Vec<Guess>,
) {
    for (name, from) in seen.placeholders() {
        policy.models.entry(name.clone()).or_insert_with(|| {
            guesses.push(guess(format!("model {name}"), "a placeholder, since no known model fits", from));
            touched.insert(name.clone());
            Model {
                fields: BTreeMap::from_iter(field("name").map(|n| (n, Field::new(FieldKind::Char)))),
                ..Model::default()
            }
        });
    }
    for ((model, name), use_) in seen.fields() {
        if shape::lookup(&policy.models, model, name).is_some() {
            continue;
        }
        let known = core.get(model).and_then(|m| m.fields.get(name)).cloned();
        let new = known.unwrap_or_else(|| Field::new(use_.kind(name)));
        let Some(description) = policy.models.get_mut(model) else { continue };
        guesses.push(guess(format!("field {model}.{name}"), &new.kind.to_string(), use_.from()));
        description.fields.insert(name.clone(), new);
        touched.insert(model.clone());
    }
    for (model, from) in seen.trees() {
        add_missing(policy, model, "parent_id", FieldKind::Many2one(model.clone()), from, guesses);
    }
    for (model, from) in seen.named() {
        add_missing(policy, model, "name", FieldKind::Char, from, guesses);
    }
}

fn add_missing(
    policy: &mut Policy,
    model: &ModelName,
    name: &str,
    kind: FieldKind,
    from: &str,
    guesses: &mut Vec<Guess>,
) {
    let Some(description) = policy.models.get_mut(model) else { return };
    let has_own = match name {
        "name" => !description.display.is_empty() || description.id == IdKind::Text,
        _ => description.parent.is_some(),
    };
    let Some(name) = field(name) else { return };
    if has_own || description.fields.contains_key(&name) {
        return;
    }
    guesses.push(guess(format!("field {model}.{name}"), &kind.to_string(), from));
    description.fields.insert(name, Field::new(kind));
}

/// An action that a permission names and its model does not list obeys the rules for updating.
fn declare_actions(policy: &mut Policy, guesses: &mut Vec<Guess>) {
    for name in policy.permissions.keys() {
        let PermissionName::Action(model, action) = name else { continue };
        let Some(description) = policy.models.get_mut(model) else { continue };
        if !description.actions.contains_key(action) {
            description.actions.insert(action.clone(), Operation::Update);
            guesses.push(guess(format!("action {model}.{action}"), "update", &format!("permission {name}")));
        }
    }
}

/// Gives every model without a table the one that Odoo would keep it in, so that filters can be printed as SQL. This is
/// no part of an import: a table says that records may be looked up there.
pub fn name_tables(policy: &mut Policy) {
    let core = odoo_models();
    for (name, model) in policy.models.iter_mut().filter(|(_, model)| model.table.is_none()) {
        let usual = core.get(name).and_then(|model| model.table.clone());
        let habit =
            || Table { connection: None, name: name.replace('.', "_"), id: "id".to_owned(), tree: None };
        model.table = Some(usual.unwrap_or_else(habit));
    }
}

fn field(name: &str) -> Option<FieldName> {
    FieldName::new(name).ok()
}

fn guess(subject: String, described: &str, from: &str) -> Guess {
    Guess { subject, described: described.to_owned(), from: from.to_owned(), place: None }
}

#[cfg(test)]
mod tests;
