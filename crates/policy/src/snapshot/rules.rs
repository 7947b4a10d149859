//! The policy, compiled: per role and model what it grants, per model the rules in the order they are run.

use std::collections::BTreeMap;

use bailiwick_model::{
    AclId, FieldRuleId, GroupId, GroupSpec, Operation, Operations, PermissionName, Policy, RuleId,
};
use rustc_hash::FxHashSet;

use super::{
    groups::{GroupSet, Groups, no_group},
    program::{self, Needs, Program, Step},
    roles::{RoleEntry, Roles},
};
use crate::{
    domain::{Domain, build_rule},
    problem::Findings,
    schema::{FieldId, ModelId, Schema},
};

/// Group rules of a model are handled in pages of this many, one bit each.
pub(crate) const PAGE: usize = 64;

/// What one role gives on one model.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Grant {
    /// Group rules that apply, as bits of the page.
    pub(crate) rules: u64,
    /// Operations that the ACL allows; only on the first page.
    pub(crate) operations: u8,
    /// Model and page, see [`grant_key`]. Kept with the rest, so that finding a grant is reading it.
    key: u32,
}

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
    pub(crate) groups: Box<[u32]>,
    pub(crate) domain: Domain,
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

/// The rules of one model: `start..grouped` are global, `grouped..end` belong to groups.
#[derive(Clone, Debug, Default)]
pub(crate) struct ModelRules {
    pub(crate) start: u32,
    pub(crate) grouped: u32,
    pub(crate) end: u32,
    /// Operations that rows without a group allow to everybody.
    pub(crate) everybody: u8,
    pub(crate) acls: Vec<AclRow>,
    pub(crate) limits: Vec<FieldLimit>,
    pub(crate) required: Vec<FieldId>,
}

impl ModelRules {
    pub(crate) fn pages(&self) -> usize {
        ((self.end - self.grouped) as usize).div_ceil(PAGE).max(1)
    }
}

/// A named right.
#[derive(Clone, Debug)]
pub(crate) struct NamedRight {
    pub(crate) groups: Vec<u32>,
    pub(crate) roles: FxHashSet<u32>,
    /// For actions on records: the model and the operation whose rules apply.
    pub(crate) on: Option<(ModelId, Operation)>,
}

/// What a check asks of a role before it looks anything up.
#[derive(Clone, Copy, Debug, Default)]
struct Badge {
    /// One bit per 128th of the models: unset where the role gives nothing.
    models: u128,
    /// Its slice of the grants.
    first: u32,
    end: u32,
    /// Which of the exclusive groups the role gives, as bits.
    kinds: u8,
}

/// The compiled policy.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) models: Vec<ModelRules>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) texts: Vec<RuleText>,
    pub(crate) steps: Vec<Step>,
    /// Per role (see [`Badge`]), in order of key.
    grants: Vec<Grant>,
    pub(crate) permissions: BTreeMap<PermissionName, NamedRight>,
    /// Groups each role gives, closed under implication.
    pub(crate) role_groups: Vec<GroupSet>,
    /// Groups each role names.
    pub(crate) role_direct: Vec<Vec<u32>>,
    /// What checks ask of each role first.
    badges: Vec<Badge>,
    /// The exclusive groups, by bit.
    pub(crate) exclusive: Vec<u32>,
}

/// The order of a role's grants: by the model's bit in the badge first, so that counting the bits before it tells about
/// where its grant stands.
#[inline]
fn grant_key(model: ModelId, page: usize) -> u32 {
    let number = model.index() as u32;
    (number % BITS) << 25 | (number / BITS) << 16 | page as u32
}

/// Bits of [`Badge::models`].
const BITS: u32 = 128;
/// Up to this many grants of a role are walked, more are searched.
const WALKED: usize = 96;

/// Where a model stands in [`Badge::models`].
#[inline]
fn badge_bit(model: ModelId) -> u128 {
    1 << (model.index() as u32 % BITS)
}

impl Rules {
    #[inline]
    pub(crate) fn grant(&self, role: u32, model: ModelId, page: usize) -> Grant {
        let bit = badge_bit(model);
        let Some(badge) = self.badges.get(role as usize) else { return Grant::default() };
        if badge.models & bit == 0 {
            return Grant::default();
        }
        let grants = self.grants.get(badge.first as usize..badge.end as usize).unwrap_or(&[]);
        let wanted = grant_key(model, page);
        let found = if grants.len() <= WALKED {
            let before = (badge.models & (bit - 1)).count_ones();
            grants.iter().skip(before as usize).find(|g| g.key >= wanted)
        } else {
            grants.binary_search_by_key(&wanted, |g| g.key).ok().and_then(|at| grants.get(at))
        };
        found.copied().filter(|g| g.key == wanted).unwrap_or_default()
    }

    /// Which of the exclusive groups a role gives, as bits.
    #[inline]
    pub(crate) fn kinds(&self, role: u32) -> u8 {
        self.badges.get(role as usize).map_or(0, |b| b.kinds)
    }

    #[inline]
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

/// Compiles the policy for the roles that lines refer to.
pub(crate) fn compile(
    policy: &Policy,
    schema: &Schema,
    groups: &Groups,
    roles: &Roles,
    findings: &mut Findings,
) -> Rules {
    let mut rules = Rules { models: vec![ModelRules::default(); schema.models().len()], ..Rules::default() };
    role_groups(&mut rules, policy, groups, roles, findings);
    let by_group = holders(&rules, groups);
    acls(&mut rules, policy, schema, groups, findings);
    record_rules(&mut rules, policy, schema, groups, findings);
    fields(&mut rules, policy, schema, groups, findings);
    permissions(&mut rules, policy, schema, groups, &by_group, findings);
    grants(&mut rules, schema, &by_group);
    rules
}

/// Joins ACL rows and group rules into what each role gives on each model. Models are taken in order, so a role's
/// newest entry is the one to add to and nothing has to be hashed.
fn grants(rules: &mut Rules, schema: &Schema, by_group: &[Vec<u32>]) {
    let mut per_role: Vec<Vec<Grant>> = vec![Vec::new(); rules.badges.len()];
    let holders = |group: u32| by_group.get(group as usize).into_iter().flatten();
    for model in schema.ids() {
        let entry = rules.model(model);
        for row in &entry.acls {
            for role in row.group.into_iter().flat_map(holders) {
                if let Some(grant) = grant_of(&mut per_role, *role, grant_key(model, 0)) {
                    grant.operations |= row.operations.bits();
                }
            }
        }
        for number in entry.grouped..entry.end {
            let at = (number - entry.grouped) as usize;
            for role in rules.text(number).groups.iter().copied().flat_map(holders) {
                if let Some(grant) = grant_of(&mut per_role, *role, grant_key(model, at / PAGE)) {
                    grant.rules |= 1 << (at % PAGE);
                }
            }
        }
    }
    rules.grants.reserve_exact(per_role.iter().map(Vec::len).sum());
    for (badge, mut entries) in rules.badges.iter_mut().zip(per_role) {
        entries.sort_unstable_by_key(|g| g.key);
        badge.first = rules.grants.len() as u32;
        for grant in entries {
            badge.models |= 1 << (grant.key >> 25);
            rules.grants.push(grant);
        }
        badge.end = rules.grants.len() as u32;
    }
}

/// The role's newest entry, which is the one for `key` or becomes it.
fn grant_of(per_role: &mut [Vec<Grant>], role: u32, key: u32) -> Option<&mut Grant> {
    let entries = per_role.get_mut(role as usize)?;
    if entries.last().is_none_or(|g| g.key != key) {
        entries.push(Grant { key, ..Grant::default() });
    }
    entries.last_mut()
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
        rules.badges.push(Badge { kinds, ..Badge::default() });
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
        if group.is_none() {
            entry.everybody |= acl.operations.bits();
        }
    }
}

/// Rules of a model, global ones and those of groups, each with its operations.
type Sorted = (Vec<(RuleText, u8)>, Vec<(RuleText, u8)>);

fn record_rules(
    rules: &mut Rules,
    policy: &Policy,
    schema: &Schema,
    groups: &Groups,
    findings: &mut Findings,
) {
    let mut per_model: Vec<Sorted> = vec![Default::default(); schema.models().len()];
    for (id, rule) in &policy.rules {
        let place = format!("rule {id}");
        let model = model_of(schema, &rule.model, &place, findings);
        let numbers: Vec<u32> =
            rule.groups.iter().filter_map(|g| group_of(groups, g, &place, findings)).collect();
        if rule.operations.is_empty() {
            findings.add(
                &place,
                "it speaks about no operation",
                "name at least one of create, read, update, delete",
            );
        }
        let Some(model) = model else { continue };
        let domain = match build_rule(schema, model, &rule.domain) {
            Ok(domain) => domain,
            Err(error) => {
                let (line, column) = error.position(&rule.domain);
                findings.add(format!("{place}, line {line}, column {column}"), error.message, error.remedy);
                continue;
            }
        };
        if !rule.active {
            continue;
        }
        let text = RuleText {
            id: id.clone(),
            label: rule.label.as_deref().map(Box::from),
            groups: numbers.into(),
            domain,
            source: rule.domain.as_str().into(),
        };
        let Some((global, grouped)) = per_model.get_mut(model.index()) else { continue };
        // Global means without groups in the policy; unknown groups were reported above.
        (if rule.groups.is_empty() { global } else { grouped }).push((text, rule.operations.bits()));
    }
    for (model, (global, grouped)) in schema.ids().zip(per_model) {
        let start = rules.rules.len() as u32;
        let grouped_at = start + global.len() as u32;
        let end = grouped_at + grouped.len() as u32;
        for (text, operations) in global.into_iter().chain(grouped) {
            let first = rules.steps.len() as u32;
            let length = program::compile(&text.domain, schema, model, &mut rules.steps);
            let needs = Needs::of(rules.steps.get(first as usize..).unwrap_or(&[]));
            rules.rules.push(Rule { first, length, operations, needs });
            rules.texts.push(text);
        }
        if let Some(entry) = rules.models.get_mut(model.index()) {
            (entry.start, entry.grouped, entry.end) = (start, grouped_at, end);
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
