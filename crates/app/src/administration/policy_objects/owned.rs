//! Parts that belong to a role which is written as what it may do: they are changed with it and not by themselves.

use bailiwick_model::{GroupId, Policy, RoleId};
use bailiwick_store::policy::{PolicyKind, PolicyObject};

use super::{form, view};
use crate::administration::Refused;

/// The group that a role has to itself.
pub(super) fn group_of(role: &str) -> Option<GroupId> {
    GroupId::new(format!("role.{role}")).ok()
}

/// The role that a group belongs to.
fn role_of(policy: &Policy, group: &GroupId) -> Option<RoleId> {
    let role = RoleId::new(group.strip_prefix("role.")?).ok()?;
    policy.roles.get(&role)?.groups.contains(group).then_some(role)
}

/// The role that a part belongs to: its group, and the rows and rules that are named after that.
pub(super) fn owner(policy: &Policy, kind: PolicyKind, id: &str) -> Option<RoleId> {
    let object = form::find(policy, kind, id)?;
    owner_of(policy, &object).filter(|role| {
        kind == PolicyKind::Group || group_of(role).is_some_and(|group| id.starts_with(&format!("{group}.")))
    })
}

fn owner_of(policy: &Policy, object: &PolicyObject) -> Option<RoleId> {
    match object {
        PolicyObject::Group(id, _) => role_of(policy, id),
        PolicyObject::Acl(_, acl) => role_of(policy, acl.group.as_ref()?),
        PolicyObject::Rule(_, rule) => match rule.groups.as_slice() {
            [group] => role_of(policy, group),
            _ => None,
        },
        _ => None,
    }
}

/// Makes sure that a part may be changed by itself.
pub(super) fn check_free(policy: &Policy, kind: PolicyKind, id: &str) -> Result<(), Refused> {
    match owner(policy, kind, id) {
        Some(role) => Err(Refused::Conflict(format!(
            "{} {id:?} belongs to role {:?} and is changed together with it; change what the role may do",
            view::word(kind),
            role.as_str()
        ))),
        None => Ok(()),
    }
}

/// Makes sure that a row or rule that somebody writes is not about a group that a role has to itself: it could not be read
/// back as what the role may do.
pub(super) fn check_foreign(policy: &Policy, object: &PolicyObject) -> Result<(), Refused> {
    let groups: Vec<&GroupId> = match object {
        PolicyObject::Acl(_, acl) => acl.group.iter().collect(),
        PolicyObject::Rule(_, rule) => rule.groups.iter().collect(),
        _ => Vec::new(),
    };
    match groups.into_iter().find_map(|group| role_of(policy, group)) {
        Some(role) => Err(Refused::Conflict(format!(
            "this would be about the group that role {:?} has to itself; change what the role may do instead",
            role.as_str()
        ))),
        None => Ok(()),
    }
}
