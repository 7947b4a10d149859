//! Which fields of a record.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldName, GroupId, KeyError, ModelName, Operations};

/// Odoo's `groups=`: `a,b,!c` means "in a or b, and not in c"; `.` means nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupSpec {
    /// One of these is needed, when there are any.
    pub any_of: Vec<GroupId>,
    /// None of these may be held.
    pub none_of: Vec<GroupId>,
    /// Nobody at all, whatever the lists say.
    pub nobody: bool,
}

impl FromStr for GroupSpec {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.trim() == "." {
            return Ok(Self { nobody: true, ..Self::default() });
        }
        let mut spec = Self::default();
        for word in text.split(',').map(str::trim).filter(|w| !w.is_empty()) {
            match word.strip_prefix('!') {
                Some(group) => spec.none_of.push(GroupId::new(group.trim())?),
                None => spec.any_of.push(GroupId::new(word)?),
            }
        }
        Ok(spec)
    }
}

impl fmt::Display for GroupSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nobody {
            return f.write_str(".");
        }
        let words: Vec<_> = self
            .any_of
            .iter()
            .map(ToString::to_string)
            .chain(self.none_of.iter().map(|g| format!("!{g}")))
            .collect();
        f.write_str(&words.join(","))
    }
}

impl Serialize for GroupSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GroupSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Restricts a field to some groups. Several rules on one field must all be met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// The kind of record.
    pub model: ModelName,
    /// The field.
    pub field: FieldName,
    /// `read`, `update` or both.
    pub operations: Operations,
    /// Who may.
    pub groups: GroupSpec,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_round_trip() {
        for (text, shown) in [
            ("base.group_user, !base.group_portal", "base.group_user,!base.group_portal"),
            (".", "."),
            ("", ""),
        ] {
            assert_eq!(text.parse::<GroupSpec>().unwrap().to_string(), shown);
        }
    }
}
