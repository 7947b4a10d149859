//! The objects of a policy as one type, so that they are compared in one place.

use std::{collections::BTreeMap, fmt::Display};

use bailiwick_model::{Acl, Category, Group, Policy, Privilege, RecordRule, Role};

use super::FieldChange;
use crate::odoo::Kind;

/// One object of a policy. Lists that mean sets are sorted, so that their order is no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Category(Category),
    Privilege(Privilege),
    Group(Group),
    Acl(Acl),
    Rule(RecordRule),
    Role(Role),
}

/// All objects of `policy` that an import can hold.
pub(super) fn all(policy: &Policy) -> BTreeMap<(Kind, String), Object> {
    let mut all = BTreeMap::new();
    all.extend(of(Kind::Category, &policy.categories, Object::Category));
    all.extend(of(Kind::Privilege, &policy.privileges, Object::Privilege));
    all.extend(of(Kind::Group, &policy.groups, |mut group| {
        group.implies.sort();
        Object::Group(group)
    }));
    all.extend(of(Kind::Acl, &policy.acls, Object::Acl));
    all.extend(of(Kind::Rule, &policy.rules, |mut rule| {
        rule.groups.sort();
        Object::Rule(rule)
    }));
    all.extend(of(Kind::Role, &policy.roles, |mut role| {
        role.groups.sort();
        Object::Role(role)
    }));
    all
}

fn of<K: Display, T: Clone>(
    kind: Kind,
    objects: &BTreeMap<K, T>,
    wrap: impl Fn(T) -> Object,
) -> impl Iterator<Item = ((Kind, String), Object)> {
    objects.iter().map(move |(id, object)| ((kind, id.to_string()), wrap(object.clone())))
}

/// `held` with what files add to it without defining it: only a group can be so extended, and only its implications.
pub(super) fn extended(held: &Object, addition: &Object) -> Object {
    let mut object = held.clone();
    if let (Object::Group(held), Object::Group(addition)) = (&mut object, addition) {
        held.implies.extend(addition.implies.iter().cloned());
        held.implies.sort();
        held.implies.dedup();
    }
    object
}

/// The fields in which two objects of a kind differ.
pub(super) fn differences(old: &Object, new: &Object) -> Vec<FieldChange> {
    let pairs = old.fields().into_iter().zip(new.fields());
    let differing = pairs.filter(|(old, new)| old.1 != new.1);
    differing.map(|((field, old), (_, new))| FieldChange { field, old, new }).collect()
}

impl Object {
    /// The fields as text, always the same ones in the same order for a kind.
    fn fields(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Category(c) => vec![
                ("label", c.label.clone()),
                ("parent", shown(c.parent.as_ref())),
                ("sequence", shown(c.sequence)),
                ("comment", shown(c.comment.as_ref())),
            ],
            Self::Privilege(p) => vec![
                ("label", p.label.clone()),
                ("category", shown(p.category.as_ref())),
                ("sequence", shown(p.sequence)),
                ("placeholder", shown(p.placeholder.as_ref())),
                ("comment", shown(p.comment.as_ref())),
            ],
            Self::Group(g) => vec![
                ("label", g.label.clone()),
                ("implies", list(&g.implies)),
                ("privilege", shown(g.privilege.as_ref())),
                ("sequence", shown(g.sequence)),
                ("comment", shown(g.comment.as_ref())),
            ],
            Self::Acl(a) => vec![
                ("label", shown(a.label.as_ref())),
                ("model", a.model.to_string()),
                ("group", shown(a.group.as_ref())),
                ("operations", a.operations.to_string()),
                ("active", a.active.to_string()),
            ],
            Self::Rule(r) => vec![
                ("label", shown(r.label.as_ref())),
                ("model", r.model.to_string()),
                ("domain", r.domain.clone()),
                ("groups", list(&r.groups)),
                ("operations", r.operations.to_string()),
                ("active", r.active.to_string()),
            ],
            Self::Role(r) => vec![
                ("label", r.label.clone()),
                ("scope", r.scope.to_string()),
                ("groups", list(&r.groups)),
                ("comment", shown(r.comment.as_ref())),
            ],
        }
    }

    /// Puts the object under `id`; an id that cannot be a key never came from a policy.
    pub(super) fn insert(&self, id: &str, policy: &mut Policy) {
        match self.clone() {
            Self::Category(object) => put(&mut policy.categories, id, object),
            Self::Privilege(object) => put(&mut policy.privileges, id, object),
            Self::Group(object) => put(&mut policy.groups, id, object),
            Self::Acl(object) => put(&mut policy.acls, id, object),
            Self::Rule(object) => put(&mut policy.rules, id, object),
            Self::Role(object) => put(&mut policy.roles, id, object),
        }
    }
}

fn put<K: Ord + std::str::FromStr, T>(objects: &mut BTreeMap<K, T>, id: &str, object: T) {
    if let Ok(id) = id.parse() {
        objects.insert(id, object);
    }
}

/// Takes the object of that kind and id out of `policy`.
pub(super) fn remove(kind: Kind, id: &str, policy: &mut Policy) {
    match kind {
        Kind::Category => _ = policy.categories.remove(id),
        Kind::Privilege => _ = policy.privileges.remove(id),
        Kind::Group => _ = policy.groups.remove(id),
        Kind::Acl => _ = policy.acls.remove(id),
        Kind::Rule => _ = policy.rules.remove(id),
        Kind::Role => _ = policy.roles.remove(id),
        Kind::User | Kind::Other => {}
    }
}

fn shown(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn list(ids: &[impl Display]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
