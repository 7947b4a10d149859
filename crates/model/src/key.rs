//! Technical ids: one type per kind of thing, so that a group id is never passed where a role id is meant.
//!
//! All are immutable shared strings. Odoo's external ids (`module.name`) fit as they are.

use std::{borrow::Borrow, fmt, ops::Deref, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest accepted key, in bytes. AuthZEN subjects are opaque strings of other systems, hence the room.
pub const MAX_KEY_BYTES: usize = 256;

/// `a`, or `an` where the word begins so.
fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// Why a text cannot be a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing but an empty text.
    #[error("{} {kind} cannot be empty", article(.kind))]
    Empty {
        /// What the key would have named.
        kind: &'static str,
    },
    /// Longer than [`MAX_KEY_BYTES`].
    #[error("{} {kind} may have at most {MAX_KEY_BYTES} bytes, this one has {bytes}", article(.kind))]
    TooLong {
        /// What the key would have named.
        kind: &'static str,
        /// Its length.
        bytes: usize,
    },
    /// A character that no key of this kind may hold.
    #[error("{text:?} is not {} {kind}: {found:?} is not allowed here; {remedy}", article(.kind))]
    Character {
        /// What the key would have named.
        kind: &'static str,
        /// The refused text.
        text: String,
        /// The first offending character.
        found: char,
        /// What is allowed instead.
        remedy: &'static str,
    },
}

#[derive(Clone, Copy)]
enum Alphabet {
    /// Letters, digits and `_`, not starting with a digit: what both SQL and Python call an identifier.
    Identifier,
    /// Identifiers joined by dots.
    Dotted,
    /// Anything printable.
    Printable,
}

fn check(kind: &'static str, alphabet: Alphabet, text: &str) -> Result<(), KeyError> {
    if text.is_empty() {
        return Err(KeyError::Empty { kind });
    }
    if text.len() > MAX_KEY_BYTES {
        return Err(KeyError::TooLong { kind, bytes: text.len() });
    }
    let refuse = |found, remedy| Err(KeyError::Character { kind, text: text.to_owned(), found, remedy });
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match alphabet {
        Alphabet::Identifier => {
            if let Some(c) = text.chars().find(|c| !word(*c)) {
                return refuse(c, "use letters, digits and '_'");
            }
            if let Some(c) = text.chars().next().filter(char::is_ascii_digit) {
                return refuse(c, "start with a letter or '_'");
            }
        }
        Alphabet::Dotted => {
            if let Some(c) = text.chars().find(|c| !word(*c) && *c != '.' && *c != '-') {
                return refuse(c, "use letters, digits, '_', '-' and '.'");
            }
            if text.split('.').any(str::is_empty) {
                return refuse('.', "put a name on both sides of each '.'");
            }
        }
        Alphabet::Printable => {
            if let Some(c) = text.chars().find(|c| c.is_control()) {
                return refuse(c, "remove control characters");
            }
            if let Some(c) = text.chars().next().filter(|c| c.is_whitespace()) {
                return refuse(c, "remove the leading space");
            }
            if let Some(c) = text.chars().next_back().filter(|c| c.is_whitespace()) {
                return refuse(c, "remove the trailing space");
            }
        }
    }
    Ok(())
}

/// Whether `text` is made of names joined by dots; `kind` is for the refusal.
pub(crate) fn check_dotted(kind: &'static str, text: &str) -> Result<(), KeyError> {
    check(kind, Alphabet::Dotted, text)
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, $alphabet:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Accepts `text` if it can be such a key.
            ///
            /// # Errors
            /// [`KeyError`] says what is wrong with it and how to mend it.
            pub fn new(text: impl AsRef<str>) -> Result<Self, KeyError> {
                let text = text.as_ref();
                check($kind, Alphabet::$alphabet, text)?;
                Ok(Self(Arc::from(text)))
            }

            /// The key as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The key as shared text, without a copy.
            #[must_use]
            pub fn shared(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = KeyError;
            fn from_str(text: &str) -> Result<Self, KeyError> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

keys! {
    /// Name of a kind of record, as in `res.partner`.
    ModelName = "model name", Dotted;
    /// Name of a field of a model, as in `area_id`.
    FieldName = "field name", Identifier;
    /// Name of a custom action of a model, as in `approve`.
    ActionName = "action name", Identifier;
    /// Technical id of a group, as in `base.group_user`.
    GroupId = "group id", Printable;
    /// Technical id of a privilege.
    PrivilegeId = "privilege id", Printable;
    /// Technical id of a category of privileges.
    CategoryId = "category id", Printable;
    /// Technical id of an access-control row.
    AclId = "ACL id", Printable;
    /// Technical id of a record rule.
    RuleId = "rule id", Printable;
    /// Technical id of a field rule.
    FieldRuleId = "field rule id", Printable;
    /// Technical id of a role.
    RoleId = "role id", Printable;
    /// Short code of a company.
    CompanyId = "company code", Printable;
    /// Short code of a department.
    DepartmentId = "department code", Printable;
    /// Code of an area, as in `D-12`.
    AreaCode = "area code", Printable;
    /// What people are told about, as in `role.ending`.
    NotificationKind = "kind of notification", Dotted;
    /// The name a user is known by at sign-in and in AuthZEN subjects.
    UserId = "login", Printable;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_name_the_kind_and_the_remedy() {
        assert_eq!(GroupId::new("").unwrap_err().to_string(), "a group id cannot be empty");
        assert_eq!(
            FieldName::new("area-id").unwrap_err().to_string(),
            "\"area-id\" is not a field name: '-' is not allowed here; use letters, digits and '_'"
        );
        assert!(ModelName::new("spp..area").is_err());
        assert!(FieldName::new("2nd").is_err());
        assert!(UserId::new("asha\n").is_err());
        assert!(UserId::new("é".repeat(200)).is_err());
    }

    #[test]
    fn odoo_and_authzen_ids_fit() {
        for id in ["base.group_user", "CiRmZDA2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQ", "Ā é"] {
            assert_eq!(GroupId::new(id).unwrap().as_str(), id);
        }
    }
}
