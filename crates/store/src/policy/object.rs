//! One part of the policy, as a row holds it.

use std::str::FromStr;

use bailiwick_model::{
    Acl, AclId, Category, CategoryId, FieldRule, FieldRuleId, Group, GroupId, Model, ModelName, Permission,
    PermissionName, Policy, Privilege, PrivilegeId, RecordRule, Role, RoleId, RuleId, Settings,
};

use crate::StoreError;

/// One list serves the enums, the words in the table, reading, writing and the way into and out of a [`Policy`].
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident $word:literal: $key:ty => $body:ty, $field:ident;)*) => {
        /// Which part of the policy.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PolicyKind {
            /// One of the settings.
            Setting,
            $($(#[$doc])* $name,)*
        }

        /// One part of the policy with its key.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(clippy::large_enum_variant, reason = "a few thousand at most, on their way in or out")]
        pub enum PolicyObject {
            /// One field of [`Settings`], by name.
            Setting(String, serde_json::Value),
            $($(#[$doc])* $name($key, $body),)*
        }

        impl PolicyKind {
            /// Every kind.
            pub const ALL: &[Self] = &[Self::Setting, $(Self::$name),*];

            /// Its name in the table and in the change feed.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    Self::Setting => "setting",
                    $(Self::$name => $word,)*
                }
            }
        }

        impl PolicyObject {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> PolicyKind {
                match self {
                    Self::Setting(..) => PolicyKind::Setting,
                    $(Self::$name(..) => PolicyKind::$name,)*
                }
            }

            /// Its key.
            #[must_use]
            pub fn key(&self) -> String {
                match self {
                    Self::Setting(name, _) => name.clone(),
                    $(Self::$name(key, _) => key.to_string(),)*
                }
            }

            pub(super) fn body(&self) -> Result<String, StoreError> {
                match self {
                    Self::Setting(_, value) => serde_json::to_string(value),
                    $(Self::$name(_, body) => serde_json::to_string(body),)*
                }
                .map_err(|error| unwritable(self, &error))
            }

            pub(super) fn read(kind: PolicyKind, key: &str, body: &str) -> Result<Self, String> {
                match kind {
                    PolicyKind::Setting => Ok(Self::Setting(key.to_owned(), text(serde_json::from_str(body))?)),
                    $(PolicyKind::$name => Ok(Self::$name(text(key.parse())?, text(serde_json::from_str(body))?)),)*
                }
            }

            /// A setting is no entry of a map: the loader puts them together itself.
            pub(super) fn put_into(self, policy: &mut Policy) {
                match self {
                    Self::Setting(..) => {}
                    $(Self::$name(key, body) => {
                        policy.$field.insert(key, body);
                    })*
                }
            }

            /// All parts of a policy. Settings at their default are left out, so that a later default reaches them.
            ///
            /// # Errors
            /// When a part cannot be written as JSON.
            pub fn all_of(policy: &Policy) -> Result<Vec<Self>, StoreError> {
                let mut all = settings(&policy.settings)?;
                $(all.extend(policy.$field.iter().map(|(key, body)| Self::$name(key.clone(), body.clone())));)*
                Ok(all)
            }
        }
    };
}

parts! {
    /// A kind of record.
    Model "model": ModelName => Model, models;
    /// A category of privileges.
    Category "category": CategoryId => Category, categories;
    /// A privilege.
    Privilege "privilege": PrivilegeId => Privilege, privileges;
    /// A group.
    Group "group": GroupId => Group, groups;
    /// An access-control row.
    Acl "acl": AclId => Acl, acls;
    /// A record rule.
    Rule "rule": RuleId => RecordRule, rules;
    /// A field rule.
    FieldRule "field_rule": FieldRuleId => FieldRule, field_rules;
    /// A named right.
    Permission "permission": PermissionName => Permission, permissions;
    /// A role.
    Role "role": RoleId => Role, roles;
}

impl FromStr for PolicyKind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().copied().find(|kind| kind.word() == text);
        known.ok_or_else(|| format!("{text:?} is no kind of policy object"))
    }
}

fn settings(settings: &Settings) -> Result<Vec<PolicyObject>, StoreError> {
    let fields = |settings: &Settings| match serde_json::to_value(settings) {
        Ok(serde_json::Value::Object(fields)) => Ok(fields),
        Ok(_) => Ok(serde_json::Map::new()),
        Err(error) => Err(StoreError::Invalid { what: "the settings".to_owned(), why: error.to_string() }),
    };
    let usual = fields(&Settings::default())?;
    let unusual = fields(settings)?.into_iter().filter(|(name, value)| usual.get(name) != Some(value));
    Ok(unusual.map(|(name, value)| PolicyObject::Setting(name, value)).collect())
}

fn text<T, E: std::fmt::Display>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

fn unwritable(object: &PolicyObject, error: &serde_json::Error) -> StoreError {
    StoreError::Invalid { what: format!("{} {}", object.kind().word(), object.key()), why: error.to_string() }
}
