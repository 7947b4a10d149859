//! Readable and writable fields, said naively.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Effect, GroupId, GroupSpec, Operation};
use bailiwick_policy::FieldAccess;
use serde_json::json;

use super::Naive;
use crate::oracle::Record;

impl Naive<'_> {
    /// Every field of a model and whether the user may read or update it: at a record, or in general.
    pub(crate) fn fields(
        &self,
        operation: Operation,
        model: &str,
        record: Option<&Record>,
    ) -> BTreeMap<String, FieldAccess> {
        let is_allowed = match record {
            Some(record) => self.allows(operation, model, record),
            None => self.allows_somewhere(operation, model),
        };
        let free = record.map_or_else(Vec::new, |r| self.free_fields(operation, model, r));
        let access = |name: &str| {
            if self.bypasses() || free.contains(&name) {
                FieldAccess::Yes
            } else if !is_allowed {
                FieldAccess::No
            } else {
                self.worst(operation, model, name, record)
            }
        };
        let names = self.world.policy.models[model].fields.keys().map(|name| name.as_str());
        names.chain(["id"]).map(|name| (name.to_owned(), access(name))).collect()
    }

    /// Whether the user may do this to a record, touching these fields.
    pub(crate) fn touches(
        &self,
        operation: Operation,
        model: &str,
        record: &Record,
        fields: &[&str],
    ) -> bool {
        let free = self.free_fields(operation, model, record);
        if !fields.is_empty() && fields.iter().all(|f| free.contains(f)) {
            return true;
        }
        let open = |name: &&str| self.worst(operation, model, name, Some(record)) == FieldAccess::Yes;
        self.bypasses() || (self.allows(operation, model, record) && fields.iter().all(open))
    }

    /// What everybody may do with his own record, if nothing keeps him from it.
    fn free_fields(&self, operation: Operation, model: &str, record: &Record) -> Vec<&str> {
        let described = &self.world.policy.models[model];
        let is_own = model == "res.users" && record["id"] == json!(self.user.id);
        let is_kept_out = self.is_barred() || self.has_override(Effect::Deny, operation, model, record);
        let free =
            if operation == Operation::Read { &described.self_readable } else { &described.self_writable };
        if is_own && !is_kept_out { free.iter().map(|f| f.as_str()).collect() } else { Vec::new() }
    }

    /// What the limits of a field leave, the narrowest of them.
    fn worst(&self, operation: Operation, model: &str, name: &str, record: Option<&Record>) -> FieldAccess {
        let policy = &self.world.policy;
        let own = policy.models[model].fields.get(name).and_then(|f| f.groups.as_ref());
        let rules = policy.field_rules.values().filter(|rule| {
            rule.model.as_str() == model && rule.field.as_str() == name && rule.operations.contains(operation)
        });
        let answers: Vec<FieldAccess> =
            own.into_iter().chain(rules.map(|r| &r.groups)).map(|s| self.access(s, model, record)).collect();
        let has = |access| answers.contains(&access);
        if has(FieldAccess::No) {
            FieldAccess::No
        } else if has(FieldAccess::Somewhere) {
            FieldAccess::Somewhere
        } else {
            FieldAccess::Yes
        }
    }

    fn access(&self, spec: &GroupSpec, model: &str, record: Option<&Record>) -> FieldAccess {
        let described = &self.world.policy.models[model];
        let everywhere = self.bundles.iter().filter(|b| {
            (b.areas.is_empty() || described.area.is_empty())
                && (b.companies.is_empty() || described.company.is_empty())
        });
        let (surely, perhaps): (BTreeSet<&GroupId>, BTreeSet<&GroupId>) = match record {
            Some(record) => (self.worn(model, record), self.worn(model, record)),
            None => (
                everywhere.flat_map(|b| &b.groups).collect(),
                self.bundles.iter().flat_map(|b| &b.groups).collect(),
            ),
        };
        let in_one = |held: &BTreeSet<&GroupId>| {
            spec.any_of.is_empty() || spec.any_of.iter().any(|g| held.contains(g))
        };
        let in_none = |held: &BTreeSet<&GroupId>| !spec.none_of.iter().any(|g| held.contains(g));
        if spec.nobody || !in_one(&perhaps) || !in_none(&surely) {
            FieldAccess::No
        } else if in_one(&surely) && in_none(&perhaps) {
            FieldAccess::Yes
        } else {
            FieldAccess::Somewhere
        }
    }
}
