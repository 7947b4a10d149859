//! Named rights, and what a user may do somewhere, said naively.

use std::collections::BTreeSet;

use bailiwick_model::{Effect, GroupId, Operation, Override, OverrideTarget, PermissionName};

use super::Naive;
use crate::oracle::Record;

impl Naive<'_> {
    /// Whether the user holds a named right: at a record if it is an action on records, else somewhere.
    pub(crate) fn permits(&self, name: &PermissionName, record: Option<&Record>) -> bool {
        if self.bypasses() {
            return true;
        }
        let obeys = match name {
            PermissionName::Action(model, action) => {
                Some((model.as_str(), self.world.policy.models[model].actions[action]))
            }
            _ => None,
        };
        let at = obeys.zip(record);
        let is_denied = match (obeys, record) {
            (Some((model, operation)), Some(record)) => {
                self.has_override(Effect::Deny, operation, model, record)
            }
            (Some((model, operation)), None) => self.is_denied_everywhere(operation, model),
            (None, _) => false,
        };
        if self.is_barred() || is_denied || self.has_override_of(Effect::Deny, name, at) {
            return false;
        }
        let worn: BTreeSet<&GroupId> = match at {
            Some(((model, _), record)) => self.worn(model, record),
            None => self.bundles.iter().flat_map(|b| &b.groups).collect(),
        };
        let is_held = self.world.policy.permissions[name].groups.iter().any(|g| worn.contains(g));
        let is_allowed = self.has_override_of(Effect::Allow, name, at);
        let rules = match at {
            Some(((model, operation), record)) => self.rules_allow(operation, model, record, &worn),
            None => Some(true),
        };
        rules.is_some_and(|group| (is_held && group) || is_allowed)
    }

    /// Whether the user may do this to some record, rules aside.
    pub(crate) fn allows_somewhere(&self, operation: Operation, model: &str) -> bool {
        if self.bypasses() {
            return true;
        }
        let counting = self.bundles.iter().filter(|b| self.counts_in_rows(b, operation, model));
        let held: BTreeSet<&GroupId> = counting.flat_map(|b| &b.groups).collect();
        let acls = || self.world.policy.acls.values().filter(|acl| acl.active && acl.model.as_str() == model);
        let has_acl = acls()
            .any(|a| a.operations.contains(operation) && a.group.as_ref().is_none_or(|g| held.contains(g)));
        let is_allowed =
            self.today_overrides(Effect::Allow).any(|o| chosen_records(o, operation, model).is_some());
        !self.is_barred() && !self.is_denied_everywhere(operation, model) && (has_acl || is_allowed)
    }

    fn is_denied_everywhere(&self, operation: Operation, model: &str) -> bool {
        self.today_overrides(Effect::Deny).any(|o| {
            is_everywhere(o) && chosen_records(o, operation, model).is_some_and(|chosen| chosen.is_none())
        })
    }

    /// An override of the right itself. Without a record, somewhere is enough for allowing and only everywhere for
    /// denying.
    fn has_override_of(
        &self,
        effect: Effect,
        name: &PermissionName,
        at: Option<((&str, Operation), &Record)>,
    ) -> bool {
        let about = |o: &&Override| matches!(&o.target, OverrideTarget::Permission(p) if p == name);
        self.today_overrides(effect).filter(about).any(|o| match at {
            Some(((model, _), record)) => self.reaches(&o.areas, &o.companies, model, record),
            None => effect == Effect::Allow || is_everywhere(o),
        })
    }

    fn today_overrides(&self, effect: Effect) -> impl Iterator<Item = &Override> {
        self.user.overrides.iter().filter(move |o| o.effect == effect && o.validity.is_enabled(self.today))
    }
}

fn is_everywhere(o: &Override) -> bool {
    o.areas.is_empty() && o.companies.is_empty()
}

/// The records that an override is about, if it is about this operation on this model.
fn chosen_records<'o>(
    o: &'o Override,
    operation: Operation,
    model: &str,
) -> Option<&'o Option<Vec<bailiwick_model::RecordId>>> {
    match &o.target {
        OverrideTarget::Records { model: name, operations, records } => {
            (name.as_str() == model && operations.contains(operation)).then_some(records)
        }
        OverrideTarget::Permission(_) => None,
    }
}
