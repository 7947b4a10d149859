//! Roles that are written as what they may do (ADR 0017).
//!
//! Such a role has a group to itself, `role.<id>`. For each right on data there is an ACL row and a record rule of that group, named
//! `role.<id>.<model>.<operations>`; modules, features, reports and actions name the group in their permissions. All of it
//! is made, changed and taken away together with the role, and read back from what is in force.

use std::collections::BTreeSet;

use bailiwick_model::{
    Acl, AclId, Group, GroupId, Operation, Operations, Permission, PermissionName, Policy, RecordRule, Role,
    RoleId, RuleId,
};
use bailiwick_protocol::rest::{self, DataRight, Restrictions};
use bailiwick_store::policy::{self, PolicyChange, PolicyKind, PolicyObject};
use serde_json::{Map, Value as Json};

use super::{checks, form, owned::group_of, stored};
use crate::administration::{Refused, Work, refused::Fault};

/// The member of a role's form that says what it may do.
pub(super) const MEMBER: &str = "may";

/// Without a domain every record is meant. It is said as a rule all the same: otherwise a rule of another group that the
/// same person has would bind here too.
const EVERY_RECORD: &str = "[(1, '=', 1)]";

/// What was written of a role.
pub(super) fn body(policy: &Policy, id: &RoleId, role: &Role) -> Map<String, Json> {
    let mut role = role.clone();
    let group = group_of(id).filter(|group| role.groups.contains(group));
    role.groups.retain(|other| Some(other) != group.as_ref());
    let mut body = form::body(&PolicyObject::Role(id.clone(), role));
    if let Some(group) = group {
        let may = serde_json::to_value(restrictions(policy, &group)).unwrap_or_default();
        body.insert(MEMBER.to_owned(), may);
    }
    body
}

/// Adds to a change what it takes to write a role, with or without what it may do.
pub(super) fn put(
    work: &mut Work<'_, '_>,
    id: RoleId,
    mut role: Role,
    may: Option<Json>,
    change: &mut PolicyChange,
) -> Result<(), Refused> {
    let group =
        group_of(&id).ok_or_else(|| Refused::invalid("/id", "the id is too long for a role of this kind"))?;
    if role.groups.contains(&group) {
        return Err(Refused::invalid(
            "/groups",
            format!("group {group} is the role's own and comes by itself"),
        ));
    }
    let wanted = match may.filter(|may| !may.is_null()) {
        None => None,
        Some(may) => Some(rest::read::<Restrictions>(may).map_err(|e| Refused::from(e).below("/may"))?),
    };
    let was = work.policy().roles.get(&id).is_some_and(|role| role.groups.contains(&group));
    if !was && work.policy().groups.contains_key(&group) && wanted.is_some() {
        return Err(Refused::Conflict(format!(
            "there is a group {group} already; choose another id for the role"
        )));
    }
    let mut objects = Vec::new();
    if let Some(may) = &wanted {
        role.groups.insert(0, group.clone());
        objects = made(work, &group, &role, may)?;
    }
    objects.push(PolicyObject::Role(id.clone(), role));
    if was {
        take_away(work, &group, &objects, change)?;
    }
    let names = |name: &PermissionName| {
        objects.iter().any(|o| matches!(o, PolicyObject::Permission(n, _) if n == name))
    };
    change.upserts.retain(|row| !matches!(&row.object, PolicyObject::Permission(name, _) if names(name)));
    for object in objects {
        let is_own = object.kind() != PolicyKind::Role;
        let is_new = form::find(work.policy(), object.kind(), &object.key()).is_none();
        let mut row = stored(work, object)?;
        if is_own && is_new {
            row.origin = Some(origin(&id));
        }
        change.upserts.push(row);
    }
    Ok(())
}

/// Adds to a change that deletes a role what has to go with it.
pub(super) fn clear(work: &mut Work<'_, '_>, id: &str, change: &mut PolicyChange) -> Result<(), Refused> {
    match group_of(id) {
        Some(group) if work.policy().roles.get(id).is_some_and(|role| role.groups.contains(&group)) => {
            take_away(work, &group, &[], change)
        }
        _ => Ok(()),
    }
}

fn origin(role: &str) -> String {
    format!("role:{role}")
}

/// What is there for the role's group and not among the objects that are to be.
fn take_away(
    work: &mut Work<'_, '_>,
    group: &GroupId,
    objects: &[PolicyObject],
    change: &mut PolicyChange,
) -> Result<(), Refused> {
    let stays = |kind: PolicyKind, id: &str| objects.iter().any(|o| o.kind() == kind && o.key() == id);
    let policy = work.policy();
    let acls = own_acls(policy, group).map(|(id, _)| (PolicyKind::Acl, id.to_string()));
    let rules = own_rules(policy, group).map(|(id, _)| (PolicyKind::Rule, id.to_string()));
    let mut gone: Vec<(PolicyKind, String)> = acls.chain(rules).collect();
    gone.push((PolicyKind::Group, group.to_string()));
    gone.retain(|(kind, id)| !stays(*kind, id));
    change.deletes.extend(gone);
    let rights = policy.permissions.iter().filter(|(_, right)| right.groups.contains(group));
    let rights: Vec<(PermissionName, Permission)> =
        rights.map(|(name, right)| (name.clone(), right.clone())).collect();
    for (name, mut right) in rights {
        if stays(PolicyKind::Permission, &name.to_string()) {
            continue;
        }
        right.groups.retain(|other| other != group);
        let row = policy::find(work.tx, PolicyKind::Permission, &name.to_string())?;
        let made_for_it = row.is_some_and(|row| row.origin.is_some_and(|origin| origin.starts_with("role:")));
        if made_for_it && right.groups.is_empty() {
            change.deletes.push((PolicyKind::Permission, name.to_string()));
        } else {
            change.upserts.push(stored(work, PolicyObject::Permission(name, right))?);
        }
    }
    Ok(())
}

/// The parts that say what a role may do.
fn made(
    work: &Work<'_, '_>,
    group: &GroupId,
    role: &Role,
    may: &Restrictions,
) -> Result<Vec<PolicyObject>, Refused> {
    let comment = Some("Belongs to the role of this name and is changed with it".to_owned());
    let own = Group { label: role.label.clone(), comment, ..Group::default() };
    let mut objects = vec![PolicyObject::Group(group.clone(), own)];
    let mut faults = Vec::new();
    data_rights(work, group, may, &mut objects, &mut faults);
    for (pointer, name) in names(may) {
        match name.parse::<PermissionName>() {
            Ok(name) => match checked(work.policy(), &name) {
                Ok(()) => objects
                    .push(PolicyObject::Permission(name.clone(), with_group(work.policy(), &name, group))),
                Err(message) => faults.push(Fault { pointer, message }),
            },
            Err(error) => faults.push(Fault { pointer, message: error.to_string() }),
        }
    }
    if faults.is_empty() { Ok(objects) } else { Err(Refused::Invalid(faults)) }
}

fn data_rights(
    work: &Work<'_, '_>,
    group: &GroupId,
    may: &Restrictions,
    objects: &mut Vec<PolicyObject>,
    faults: &mut Vec<Fault>,
) {
    let mut given: BTreeSet<(&str, Operation)> = BTreeSet::new();
    for (at, DataRight { model, operations, domain }) in may.data.iter().enumerate() {
        let mut fault = |member: &str, message: String| {
            faults.push(Fault { pointer: format!("/may/data/{at}/{member}"), message });
        };
        if operations.is_empty() {
            fault("operations", "name at least one of create, read, update, delete".to_owned());
        }
        if let Some(twice) = operations.iter().find(|operation| !given.insert((model.as_str(), *operation))) {
            fault("operations", format!("{twice} of {model} is given twice; write one domain for it"));
        }
        if !work.policy().models.contains_key(model) {
            fault("model", format!("there is no model {model}"));
        }
        if let Some(domain) = domain
            && let Err(Refused::Invalid(wrong)) = checks::check_domain(work, model, domain)
        {
            wrong.into_iter().for_each(|wrong| fault("where", wrong.message));
        }
        let (Ok(acl), Ok(rule)) =
            (AclId::new(part_id(group, model, *operations)), RuleId::new(part_id(group, model, *operations)))
        else {
            fault("model", "the ids of the role and the model together are too long".to_owned());
            continue;
        };
        let (model, operations) = (model.clone(), *operations);
        let row =
            Acl { label: None, model: model.clone(), group: Some(group.clone()), operations, active: true };
        let domain = domain.clone().unwrap_or_else(|| EVERY_RECORD.to_owned());
        let limit =
            RecordRule { label: None, model, domain, groups: vec![group.clone()], operations, active: true };
        objects.extend([PolicyObject::Acl(acl, row), PolicyObject::Rule(rule, limit)]);
    }
}

fn part_id(group: &GroupId, model: &str, operations: Operations) -> String {
    let words: Vec<&str> = operations.iter().map(Operation::word).collect();
    format!("{group}.{model}.{}", words.join("-"))
}

/// The names of permissions that restrictions come to, each with its place.
fn names(may: &Restrictions) -> Vec<(String, String)> {
    let of = |member: &str, prefix: &str, all: &[String]| -> Vec<(String, String)> {
        let one = |(at, name): (usize, &String)| (format!("/may/{member}/{at}"), format!("{prefix}:{name}"));
        all.iter().enumerate().map(one).collect()
    };
    [
        of("modules", "module", &may.modules),
        of("features", "feature", &may.features),
        of("reports", "report", &may.reports),
        of("actions", "action", &may.actions),
    ]
    .concat()
}

/// An action must be one that the model declares.
fn checked(policy: &Policy, name: &PermissionName) -> Result<(), String> {
    let PermissionName::Action(model, action) = name else { return Ok(()) };
    let Some(known) = policy.models.get(model) else { return Err(format!("there is no model {model}")) };
    if known.actions.contains_key(action) {
        return Ok(());
    }
    let actions: Vec<&str> = known.actions.keys().map(|action| action.as_str()).collect();
    let has = if actions.is_empty() { "none".to_owned() } else { actions.join(", ") };
    Err(format!("model {model} has no action {action}; it has {has}"))
}

fn with_group(policy: &Policy, name: &PermissionName, group: &GroupId) -> Permission {
    let mut right = policy.permissions.get(name).cloned().unwrap_or_default();
    if !right.groups.contains(group) {
        right.groups.push(group.clone());
    }
    right
}

/// What the group of a role comes to, read back.
fn restrictions(policy: &Policy, group: &GroupId) -> Restrictions {
    let mut may = Restrictions::default();
    for (name, _) in policy.permissions.iter().filter(|(_, right)| right.groups.contains(group)) {
        let text = name.to_string();
        let Some((_, rest)) = text.split_once(':') else { continue };
        let list = match name {
            PermissionName::Module(_) => &mut may.modules,
            PermissionName::Feature(_) => &mut may.features,
            PermissionName::Report(..) => &mut may.reports,
            PermissionName::Action(..) => &mut may.actions,
        };
        list.push(rest.to_owned());
    }
    for (id, acl) in own_acls(policy, group) {
        let rule = RuleId::new(id.as_str()).ok().and_then(|id| policy.rules.get(&id));
        let domain = rule.map(|rule| rule.domain.clone()).filter(|domain| domain != EVERY_RECORD);
        may.data.push(DataRight { model: acl.model.clone(), operations: acl.operations, domain });
    }
    may
}

fn own_acls<'p>(policy: &'p Policy, group: &GroupId) -> impl Iterator<Item = (&'p AclId, &'p Acl)> {
    let (prefix, group) = (format!("{group}."), group.clone());
    policy.acls.iter().filter(move |(id, acl)| id.starts_with(&prefix) && acl.group.as_ref() == Some(&group))
}

fn own_rules<'p>(policy: &'p Policy, group: &GroupId) -> impl Iterator<Item = (&'p RuleId, &'p RecordRule)> {
    let (prefix, group) = (format!("{group}."), group.clone());
    policy.rules.iter().filter(move |(id, rule)| id.starts_with(&prefix) && rule.groups == [group.clone()])
}
