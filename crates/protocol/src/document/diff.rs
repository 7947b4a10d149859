//! What changes from one document to another.

use std::{collections::BTreeMap, fmt};

use bailiwick_model::Directory;
use serde::Serialize;
use serde_json::Value;

use super::Document;

/// One object that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Its key; empty for the settings.
    pub key: String,
    /// What happened to it.
    pub what: What,
}

/// What happened to an object.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Only the new document has it.
    Added,
    /// Only the old document has it.
    Removed,
    /// Both have it, and these parts differ; at least one.
    Changed {
        /// The parts.
        fields: Vec<FieldChange>,
    },
}

/// A part that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Where in the object, as keys joined by dots; lists are compared as wholes.
    pub path: String,
    /// What stood there; absent when nothing did.
    pub old: Option<Value>,
    /// What stands there now; absent when nothing does.
    pub new: Option<Value>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// The kinds of objects in a document, in the order they are compared.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// The word for people.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// The settings of the policy.
    Settings = "settings",
    /// A model.
    Model = "model",
    /// A category.
    Category = "category",
    /// A privilege.
    Privilege = "privilege",
    /// A group.
    Group = "group",
    /// An access-control row.
    Acl = "acl",
    /// A record rule.
    Rule = "rule",
    /// A field rule.
    FieldRule = "field rule",
    /// A permission.
    Permission = "permission",
    /// A role.
    Role = "role",
    /// A company.
    Company = "company",
    /// A department.
    Department = "department",
    /// An area.
    Area = "area",
    /// A user.
    User = "user",
}

/// Compares two documents, object by object, in a fixed order.
///
/// A new document without a directory says nothing about people, so none of them count as removed.
///
/// # Errors
/// When an object has no JSON form, which the types of a document rule out.
pub fn diff(old: &Document, new: &Document) -> Result<Vec<Change>, serde_json::Error> {
    let mut changes = Vec::new();
    if old.policy.settings != new.policy.settings {
        let fields = fields(&old.policy.settings, &new.policy.settings)?;
        changes.push(Change { kind: Kind::Settings, key: String::new(), what: What::Changed { fields } });
    }
    let (a, b) = (&old.policy, &new.policy);
    compare(Kind::Model, &a.models, &b.models, &mut changes)?;
    compare(Kind::Category, &a.categories, &b.categories, &mut changes)?;
    compare(Kind::Privilege, &a.privileges, &b.privileges, &mut changes)?;
    compare(Kind::Group, &a.groups, &b.groups, &mut changes)?;
    compare(Kind::Acl, &a.acls, &b.acls, &mut changes)?;
    compare(Kind::Rule, &a.rules, &b.rules, &mut changes)?;
    compare(Kind::FieldRule, &a.field_rules, &b.field_rules, &mut changes)?;
    compare(Kind::Permission, &a.permissions, &b.permissions, &mut changes)?;
    compare(Kind::Role, &a.roles, &b.roles, &mut changes)?;
    if let Some(b) = &new.directory {
        let nobody = Directory::default();
        let a = old.directory.as_ref().unwrap_or(&nobody);
        compare(Kind::Company, &a.companies, &b.companies, &mut changes)?;
        compare(Kind::Department, &a.departments, &b.departments, &mut changes)?;
        compare(Kind::Area, &a.areas, &b.areas, &mut changes)?;
        compare(Kind::User, &a.users, &b.users, &mut changes)?;
    }
    Ok(changes)
}

fn compare<K: Ord + fmt::Display, V: PartialEq + Serialize>(
    kind: Kind,
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
    changes: &mut Vec<Change>,
) -> Result<(), serde_json::Error> {
    let start = changes.len();
    for (key, was) in old {
        let what = match new.get(key) {
            None => What::Removed,
            Some(is) if is == was => continue,
            Some(is) => What::Changed { fields: fields(was, is)? },
        };
        changes.push(Change { kind, key: key.to_string(), what });
    }
    let added = new.keys().filter(|key| !old.contains_key(key));
    changes.extend(added.map(|key| Change { kind, key: key.to_string(), what: What::Added }));
    if let Some(these) = changes.get_mut(start..) {
        these.sort_by(|a, b| a.key.cmp(&b.key));
    }
    Ok(())
}

fn fields<T: Serialize>(old: &T, new: &T) -> Result<Vec<FieldChange>, serde_json::Error> {
    let (old, new) = (serde_json::to_value(old)?, serde_json::to_value(new)?);
    let mut found = Vec::new();
    walk("", Some(&old), Some(&new), &mut found);
    Ok(found)
}

fn walk(path: &str, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<FieldChange>) {
    if old == new {
        return;
    }
    let (Some(Value::Object(a)), Some(Value::Object(b))) = (old, new) else {
        found.push(FieldChange { path: path.to_owned(), old: old.cloned(), new: new.cloned() });
        return;
    };
    let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    for key in keys {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        walk(&below, a.get(key), b.get(key), found);
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.what {
            What::Added => '+',
            What::Removed => '-',
            What::Changed { .. } => '~',
        };
        write!(f, "{sign} {}", self.kind.word())?;
        if !self.key.is_empty() {
            write!(f, " {}", self.key)?;
        }
        if let What::Changed { fields } = &self.what {
            fields.iter().try_for_each(|field| write!(f, "\n    {field}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "value" } else { &self.path };
        match (&self.old, &self.new) {
            (Some(Value::Array(old)), Some(Value::Array(new))) => write_list(f, path, old, new),
            (Some(old), Some(new)) => write!(f, "{path}: {old} → {new}"),
            (Some(old), None) => write!(f, "{path}: {old} removed"),
            (None, Some(new)) => write!(f, "{path}: {new} added"),
            (None, None) => write!(f, "{path}: unchanged"),
        }
    }
}

/// Of two lists, only the elements that came or went.
fn write_list(f: &mut fmt::Formatter<'_>, path: &str, old: &[Value], new: &[Value]) -> fmt::Result {
    let (gone, come) = (without(old, new), without(new, old));
    if gone.is_empty() && come.is_empty() {
        return write!(f, "{path}: order changed");
    }
    write!(f, "{path}:")?;
    gone.iter().try_for_each(|item| write!(f, " -{item}"))?;
    come.iter().try_for_each(|item| write!(f, " +{item}"))
}

/// The elements of `list` that are left when each element of `others` has taken one of its kind away.
fn without<'a>(list: &'a [Value], others: &[Value]) -> Vec<&'a Value> {
    let mut spare: Vec<&Value> = others.iter().collect();
    let taken = |item: &&Value| match spare.iter().position(|other| other == item) {
        Some(at) => {
            spare.swap_remove(at);
            false
        }
        None => true,
    };
    list.iter().filter(taken).collect()
}
