//! The policy, compiled: per role and model what it grants, per model the rules in the order they are run.

mod brief;
mod grants;
mod records;

use std::{collections::BTreeMap, sync::Arc};

use bailiwick_model::{
    AclId, FieldRuleId, GroupId, GroupSpec, Operation, Operations, PermissionName, Policy, RoleScope, RuleId,
};
use rustc_hash::FxHashSet;

pub(crate) use brief::{Brief, Way};
pub(crate) use grants::PAGE;
use grants::{Grants, Table};

use super::{
    groups::{GroupSet, Groups, no_group},
    program::{Needs, Program, Step},
    roles::{RoleEntry, Roles},
};
use crate::{
    domain::Domain,
    problem::Findings,
    schema::{FieldId, ModelId, Schema},
};

/// A record rule, ready to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) first: u32,
    pub(crate) length: u32,
    pub(crate) operations: u8,
    pub(crate) needs: Needs,
}

/// What a rule is called and says; not needed to run it.
#[derive(Clone, Debug)]
pub(crate) struct RuleText {
    pub(crate) id: RuleId,
    pub(crate) label: Option<Box<str>>,
    pub(crate) model: ModelId,
    pub(crate) groups: Box<[u32]>,
    pub(crate) domain: Arc<Domain>,
    pub(crate) source: Box<str>,
}

#[derive(Clone, Debug)]
pub(crate) struct AclRow {
    pub(crate) id: AclId,
    pub(crate) group: Option<u32>,
    pub(crate) operations: Operations,
}

/// A restriction of a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldLimit {
    /// The field rule, or none when the schema itself says so.
    pub(crate) id: Option<FieldRuleId>,
    pub(crate) field: FieldId,
    pub(crate) operations: Operations,
    pub(crate) spec: Spec,
}

/// A [`GroupSpec`] with groups as numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    pub(crate) any_of: Vec<u32>,
    pub(crate) none_of: Vec<u32>,
    pub(crate) nobody: bool,
}

/// What rows and rules say about one model, for those who look closer.
#[derive(Clone, Debug, Default)]
pub(crate) struct ModelRules {
    pub(crate) acls: Vec<AclRow>,
    pub(crate) limits: Vec<FieldLimit>,
    pub(crate) required: Vec<FieldId>,
}

/// A named right.
#[derive(Clone, Debug)]
pub(crate) struct NamedRight {
    pub(crate) groups: Vec<u32>,
    pub(crate) roles: FxHashSet<u32>,
    /// For actions on records: the model and the operation whose rules apply.
    pub(crate) on: Option<(ModelId, Operation)>,
}

/// The compiled policy.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) briefs: Vec<Brief>,
    pub(crate) models: Vec<ModelRules>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) texts: Vec<RuleText>,
    pub(crate) steps: Vec<Step>,
    /// Rules of groups that go by the department of whoever asks.
    pub(crate) by_department: Vec<u32>,
    /// What roles give.
    grants: Grants,
    pub(crate) permissions: BTreeMap<PermissionName, NamedRight>,
    /// Groups each role gives, closed under implication.
    pub(crate) role_groups: Vec<GroupSet>,
    /// Whether each role is local: all its lines name areas.
    pub(crate) local: Vec<bool>,
    /// Groups each role names.
    pub(crate) role_direct: Vec<Vec<u32>>,
    /// Which of the exclusive groups each role gives, as bits; empty when no groups exclude each other.
    kinds: Vec<u8>,
    /// The exclusive groups, by bit.
    pub(crate) exclusive: Vec<u32>,
}

impl Rules {
    /// Which of the exclusive groups a role gives, as bits.
    #[inline]
    pub(crate) fn kinds(&self, role: u32) -> u8 {
        self.kinds.get(role as usize).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn brief(&self, model: ModelId) -> &Brief {
        #[allow(clippy::indexing_slicing, reason = "there is one entry per model of the schema")]
        &self.briefs[model.index()]
    }

    /// What roles give on a page of a model.
    #[inline]
    pub(crate) fn table(&self, model: ModelId, page: usize) -> Table<'_> {
        self.grants.table(self.brief(model).pages, page)
    }

    pub(crate) fn model(&self, model: ModelId) -> &ModelRules {
        #[allow(clippy::indexing_slicing, reason = "there is one entry per model of the schema")]
        &self.models[model.index()]
    }

    #[inline]
    pub(crate) fn rule(&self, number: u32) -> Rule {
        #[allow(clippy::indexing_slicing, reason = "numbers come from ModelRules, which counts the rules")]
        self.rules[number as usize]
    }

    pub(crate) fn text(&self, number: u32) -> &RuleText {
        #[allow(clippy::indexing_slicing, reason = "numbers come from ModelRules, which counts the rules")]
        &self.texts[number as usize]
    }

    #[inline]
    pub(crate) fn program(&self, rule: Rule) -> Program<'_> {
        let steps = self.steps.get(rule.first as usize..(rule.first + rule.length) as usize).unwrap_or(&[]);
        Program { steps, needs: rule.needs }
    }
}

/// Compiles the policy for the roles that lines refer to. Record rules that stand alike in `earlier`, which was compiled
/// for an equal schema, are not read again.
pub(crate) fn compile(
    policy: &Policy,
    schema: &Schema,
    groups: &Groups,
    roles: &Roles,
    earlier: Option<&Rules>,
    findings: &mut Findings,
) -> Rules {
    let mut rules = Rules { models: vec![ModelRules::default(); schema.models().len()], ..Rules::default() };
    rules.briefs = schema.ids().map(|model| Brief::new(schema, model)).collect();
    role_groups(&mut rules, policy, groups, roles, findings);
    let by_group = holders(&rules, groups);
    acls(&mut rules, policy, schema, groups, findings);
    records::compile(&mut rules, policy, schema, groups, earlier, findings);
    fields(&mut rules, policy, schema, groups, findings);
    permissions(&mut rules, policy, schema, groups, &by_group, findings);
    let is_local = |role: u32| match roles.entry(role) {
        Some(RoleEntry::Role(id)) => policy.roles.get(id).is_some_and(|role| role.scope == RoleScope::Local),
        Some(RoleEntry::Direct(_)) | None => false,
    };
    rules.local = (0..roles.len() as u32).map(is_local).collect();
    grants::fill(&mut rules, schema, &by_group);
    rules
}

fn role_groups(rules: &mut Rules, policy: &Policy, groups: &Groups, roles: &Roles, findings: &mut Findings) {
    for (id, role) in &policy.roles {
        for group in role.groups.iter().filter(|g| groups.find(g).is_none()) {
            let (message, remedy) = no_group(&groups.names, group);
            findings.add(format!("role {id}"), message, remedy);
        }
    }
    rules.exclusive =
        policy.settings.exclusive_groups.iter().filter_map(|g| groups.find(g)).take(8).collect();
    for number in 0..roles.len() as u32 {
        let named: &[GroupId] = match roles.entry(number) {
            Some(RoleEntry::Role(id)) => policy.roles.get(id).map_or(&[], |r| r.groups.as_slice()),
            Some(RoleEntry::Direct(groups)) => groups,
            None => &[],
        };
        if let Some(RoleEntry::Direct(_)) = roles.entry(number) {
            for group in named.iter().filter(|g| groups.find(g).is_none()) {
                let (message, remedy) = no_group(&groups.names, group);
                findings.add("direct groups of a user", message, remedy);
            }
        }
        let direct: Vec<u32> = named.iter().filter_map(|g| groups.find(g)).collect();
        let closure = groups.close(direct.iter().copied());
        let kinds = rules.exclusive.iter().enumerate().filter(|(_, g)| closure.contains(**g));
        let kinds = kinds.fold(0, |bits, (bit, _)| bits | 1 << bit);
        if u8::count_ones(kinds) > 1
            && let Some(RoleEntry::Role(id)) = roles.entry(number)
        {
            let names: Vec<&str> =
                rules.exclusive.iter().filter(|g| closure.contains(**g)).map(|g| groups.name(*g)).collect();
            let message = format!("it gives groups that exclude each other: {}", names.join(", "));
            findings.add(format!("role {id}"), message, "a user can be of one kind only; remove all but one");
        }
        if !rules.exclusive.is_empty() {
            rules.kinds.push(kinds);
        }
        rules.role_direct.push(direct);
        rules.role_groups.push(closure);
    }
}

/// The roles that give each group.
fn holders(rules: &Rules, groups: &Groups) -> Vec<Vec<u32>> {
    let mut by_group = vec![Vec::new(); groups.len()];
    for (role, closure) in rules.role_groups.iter().enumerate() {
        for group in closure.iter() {
            if let Some(list) = by_group.get_mut(group as usize) {
                list.push(role as u32);
            }
        }
    }
    by_group
}

fn model_of(schema: &Schema, name: &str, place: &str, findings: &mut Findings) -> Option<ModelId> {
    let found = schema.find(name);
    if found.is_none() {
        let names: Vec<&str> = schema.models().iter().map(|m| m.name.as_str()).collect();
        let remedy = crate::schema::closest(name, &names)
            .map_or_else(|| "describe it under models".to_owned(), |near| format!("did you mean {near:?}?"));
        findings.add(place, format!("there is no model {name}"), remedy);
    }
    found
}

fn group_of(groups: &Groups, id: &str, place: &str, findings: &mut Findings) -> Option<u32> {
    let found = groups.find(id);
    if found.is_none() {
        let (message, remedy) = no_group(&groups.names, id);
        findings.add(place, message, remedy);
    }
    found
}

fn acls(rules: &mut Rules, policy: &Policy, schema: &Schema, groups: &Groups, findings: &mut Findings) {
    for (id, acl) in &policy.acls {
        let place = format!("ACL {id}");
        let model = model_of(schema, &acl.model, &place, findings);
        let group = match &acl.group {
            Some(group) => match group_of(groups, group, &place, findings) {
                Some(group) => Some(group),
                // A row whose group is unknown must not open to everybody.
                None => continue,
            },
            None => None,
        };
        let (Some(model), true) = (model, acl.active) else { continue };
        let Some(entry) = rules.models.get_mut(model.index()) else { continue };
        entry.acls.push(AclRow { id: id.clone(), group, operations: acl.operations });
        if let (None, Some(brief)) = (group, rules.briefs.get_mut(model.index())) {
            brief.everybody |= acl.operations.bits();
        }
    }
}

fn spec_of(spec: &GroupSpec, groups: &Groups, place: &str, findings: &mut Findings) -> Spec {
    let mut numbers =
        |ids: &[GroupId]| ids.iter().filter_map(|g| group_of(groups, g, place, findings)).collect();
    Spec { any_of: numbers(&spec.any_of), none_of: numbers(&spec.none_of), nobody: spec.nobody }
}

fn fields(rules: &mut Rules, policy: &Policy, schema: &Schema, groups: &Groups, findings: &mut Findings) {
    let both = Operations::NONE.with(Operation::Read).with(Operation::Update);
    for (model, (name, description)) in schema.ids().zip(&policy.models) {
        let info = schema.model(model);
        let Some(entry) = rules.models.get_mut(model.index()) else { continue };
        for (field_name, field) in &description.fields {
            let Some(field_id) = info.field(field_name) else { continue };
            if field.required {
                entry.required.push(field_id);
            }
            if let Some(spec) = &field.groups {
                let spec = spec_of(spec, groups, &format!("model {name}, field {field_name}"), findings);
                entry.limits.push(FieldLimit { id: None, field: field_id, operations: both, spec });
            }
        }
    }
    for (id, rule) in &policy.field_rules {
        let place = format!("field rule {id}");
        let Some(model) = model_of(schema, &rule.model, &place, findings) else { continue };
        let spec = spec_of(&rule.groups, groups, &place, findings);
        let Some(field) = schema.model(model).field(&rule.field) else {
            let (message, remedy) = schema.unknown_field(model, &rule.field);
            findings.add(place, message, remedy);
            continue;
        };
        if rule.operations.is_empty() || rule.operations.iter().any(|o| !both.contains(o)) {
            findings.add(place, "fields are read and updated, nothing else", "name read, update or both");
            continue;
        }
        if let Some(entry) = rules.models.get_mut(model.index()) {
            entry.limits.push(FieldLimit { id: Some(id.clone()), field, operations: rule.operations, spec });
        }
    }
}

fn permissions(
    rules: &mut Rules,
    policy: &Policy,
    schema: &Schema,
    groups: &Groups,
    by_group: &[Vec<u32>],
    findings: &mut Findings,
) {
    for (name, permission) in &policy.permissions {
        let place = format!("permission {name}");
        let numbers: Vec<u32> =
            permission.groups.iter().filter_map(|g| group_of(groups, g, &place, findings)).collect();
        let on = match name {
            PermissionName::Action(model_name, action) => {
                let Some(model) = model_of(schema, model_name, &place, findings) else { continue };
                match schema.model(model).actions.get(action) {
                    Some(operation) => Some((model, *operation)),
                    None => {
                        let message = format!("model {model_name} has no action {action}");
                        findings.add(
                            place,
                            message,
                            "list it under actions with the operation whose rules it obeys",
                        );
                        continue;
                    }
                }
            }
            _ => None,
        };
        let roles = numbers.iter().filter_map(|g| by_group.get(*g as usize)).flatten().copied().collect();
        rules.permissions.insert(name.clone(), NamedRight { groups: numbers, roles, on });
    }
}
