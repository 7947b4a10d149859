//! What parts of a policy refer to: checked when they are saved, and named when what they refer to would go.

use bailiwick_model::{GroupId, GroupSpec, PermissionName, Policy, RoleId, SettingScope};
use bailiwick_store::{
    holders::{self, Lines},
    policy::{PolicyChange, PolicyKind, PolicyObject},
    setting,
};

use super::{form, view};
use crate::{
    administration::{Refused, Work},
    own,
};

/// Holders and references that are named one by one.
pub(super) const MOST_NAMED: usize = 20;

/// One part of the policy naming another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Where, as a JSON pointer.
    pub(super) pointer: String,
    /// Which kind of part.
    pub(super) kind: PolicyKind,
    /// Its id.
    pub(super) id: String,
}

/// Everything that a part refers to.
pub(super) fn of(object: &PolicyObject) -> Vec<Reference> {
    let mut found = Found::default();
    match object {
        PolicyObject::Setting(..) => {}
        PolicyObject::Model(_, model) => {
            for (name, field) in &model.fields {
                found.add(format!("/fields/{name}"), PolicyKind::Model, field.kind.comodel());
                if let Some(spec) = &field.groups {
                    found.spec(&format!("/fields/{name}/groups"), spec);
                }
            }
            for parent in model.inherits.keys() {
                found.add(format!("/inherits/{parent}"), PolicyKind::Model, Some(parent));
            }
        }
        PolicyObject::Category(_, category) => {
            found.add("/parent", PolicyKind::Category, category.parent.as_ref())
        }
        PolicyObject::Privilege(_, privilege) => {
            found.add("/category", PolicyKind::Category, privilege.category.as_ref());
        }
        PolicyObject::Group(_, group) => {
            found.groups("/implies", &group.implies);
            found.add("/privilege", PolicyKind::Privilege, group.privilege.as_ref());
        }
        PolicyObject::Acl(_, acl) => {
            found.add("/model", PolicyKind::Model, Some(&acl.model));
            found.add("/group", PolicyKind::Group, acl.group.as_ref());
        }
        PolicyObject::Rule(_, rule) => {
            found.add("/model", PolicyKind::Model, Some(&rule.model));
            found.groups("/groups", &rule.groups);
        }
        PolicyObject::FieldRule(_, rule) => {
            found.add("/model", PolicyKind::Model, Some(&rule.model));
            found.spec("/groups", &rule.groups);
        }
        PolicyObject::Permission(name, permission) => {
            if let PermissionName::Action(model, _) = name {
                found.add("/id", PolicyKind::Model, Some(model));
            }
            found.groups("/groups", &permission.groups);
        }
        PolicyObject::Role(_, role) => found.groups("/groups", &role.groups),
    }
    found.0
}

#[derive(Default)]
struct Found(Vec<Reference>);

impl Found {
    fn add(&mut self, pointer: impl Into<String>, kind: PolicyKind, id: Option<&impl ToString>) {
        let pointer = pointer.into();
        self.0.extend(id.map(|id| Reference { pointer, kind, id: id.to_string() }));
    }

    fn groups(&mut self, pointer: &str, groups: &[GroupId]) {
        for (at, group) in groups.iter().enumerate() {
            self.add(format!("{pointer}/{at}"), PolicyKind::Group, Some(group));
        }
    }

    fn spec(&mut self, pointer: &str, spec: &GroupSpec) {
        for group in spec.any_of.iter().chain(&spec.none_of) {
            self.add(pointer, PolicyKind::Group, Some(group));
        }
    }
}

/// Makes sure that nothing refers to what would be deleted, but for what goes or changes with it.
pub(super) fn check_unused(work: &mut Work<'_, '_>, change: &PolicyChange) -> Result<(), Refused> {
    let mut next = work.policy().clone();
    change.deletes.iter().for_each(|(kind, id)| form::remove(&mut next, *kind, id));
    change.upserts.iter().for_each(|row| form::put(&mut next, row.object.clone()));
    let mut users = Vec::new();
    for (kind, id) in &change.deletes {
        users.extend(referring(&next, *kind, id));
        match kind {
            PolicyKind::Role => {
                users.extend(people_with_role(work, id)?);
                users.extend(settings_of_role(work, id)?);
            }
            PolicyKind::Group => users.extend(people_with_group(work, id)?),
            _ => {}
        }
    }
    let Some((kind, id)) = change.deletes.first().filter(|_| !users.is_empty()) else { return Ok(()) };
    Err(Refused::Conflict(format!(
        "{} {id:?} is in use by {}; change or end those first",
        view::word(*kind),
        users.join(", ")
    )))
}

/// The parts that refer to one.
fn referring(policy: &Policy, kind: PolicyKind, id: &str) -> Vec<String> {
    let names = |object: &PolicyObject| of(object).iter().any(|other| other.kind == kind && other.id == id);
    let mut found = Vec::new();
    for other in PolicyKind::ALL {
        let ids = form::ids(policy, *other).into_iter();
        let objects = ids.filter_map(|id| form::find(policy, *other, &id)).filter(names);
        found.extend(objects.map(|object| format!("{} {}", view::word(*other), object.key())));
    }
    found
}

fn people_with_role(work: &mut Work<'_, '_>, id: &str) -> Result<Option<String>, Refused> {
    let Ok(role) = RoleId::new(id) else { return Ok(None) };
    let holders = holders::of_role(work.tx, &role, Lines::All, MOST_NAMED)?;
    let first: Vec<String> = holders.first.iter().map(ToString::to_string).collect();
    Ok(named("role lines of", &first, holders.count))
}

/// A role of the same id would come into them. A shipped role that comes back in the place of this one keeps them.
fn settings_of_role(work: &mut Work<'_, '_>, id: &str) -> Result<Option<String>, Refused> {
    let Ok(role) = RoleId::new(id) else { return Ok(None) };
    if own::shipped().roles.contains_key(&role) {
        return Ok(None);
    }
    let count = setting::count(work.tx, &SettingScope::Role(role))?;
    Ok((count > 0).then(|| format!("settings set there: {count}")))
}

fn people_with_group(work: &mut Work<'_, '_>, id: &str) -> Result<Option<String>, Refused> {
    let Ok(group) = GroupId::new(id) else { return Ok(None) };
    let holders = holders::of_group(work.tx, &group, MOST_NAMED)?;
    let first: Vec<String> = holders.first.iter().map(|login| format!("user {login}")).collect();
    Ok(named("the direct groups of", &first, holders.count))
}

/// "… of 3: user a, user b, user c", with the first ones by name.
pub(super) fn named(what: &str, first: &[String], count: i64) -> Option<String> {
    let rest = usize::try_from(count).unwrap_or_default().saturating_sub(first.len());
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    (count > 0).then(|| format!("{what} {count} ({}{more})", first.join(", ")))
}
