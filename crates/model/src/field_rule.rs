//! Which fields of a record.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldName, GroupId, KeyError, ModelName, Operations};

/// Odoo's `groups=`: `a,b,!c` means "in a or b, and not in c"; `.` means nobody. In the id of a group a backslash stands
/// before a comma, before a `!` or `.` at its beginning, and before a backslash.
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
        for word in words(text).iter().map(|w| w.trim()).filter(|w| !w.is_empty()) {
            match word.strip_prefix('!') {
                Some(group) => spec.none_of.push(GroupId::new(unescaped(group.trim()))?),
                None => spec.any_of.push(GroupId::new(unescaped(word))?),
            }
        }
        Ok(spec)
    }
}

/// The parts between commas that no backslash stands before.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_escaped = false;
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if c != ',' || is_escaped => word.push(c),
            _ => words.push(String::new()),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    words
}

fn unescaped(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next_if(|n| matches!(n, ',' | '!' | '.' | '\\')) } else { None };
        out.push(next.unwrap_or(c));
    }
    out
}

fn escaped(group: &GroupId) -> String {
    let inner = group.replace('\\', "\\\\").replace(',', "\\,");
    if inner.starts_with(['!', '.']) { format!("\\{inner}") } else { inner }
}

impl fmt::Display for GroupSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nobody {
            return f.write_str(".");
        }
        let words: Vec<_> = self
            .any_of
            .iter()
            .map(escaped)
            .chain(self.none_of.iter().map(|g| format!("!{}", escaped(g))))
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

    #[test]
    fn groups_of_any_name_stay_who_they_are() {
        let odd = ["a,b", "!a", ".", "..", "a b", "\\", "\\,", "a\\b", "!", ",", ",!", "\\!a", "base.x"];
        let ids: Vec<GroupId> = odd.iter().map(|id| GroupId::new(id).unwrap()).collect();
        let mut specs = vec![GroupSpec { any_of: ids.clone(), none_of: ids.clone(), nobody: false }];
        for id in ids {
            specs.push(GroupSpec { any_of: vec![id.clone()], ..GroupSpec::default() });
            specs.push(GroupSpec { none_of: vec![id], ..GroupSpec::default() });
        }
        for spec in specs {
            assert_eq!(spec.to_string().parse::<GroupSpec>().unwrap(), spec, "{spec}");
        }
        // Odoo knows no backslashes here, and a single one is taken as it is.
        assert_eq!("a\\b".parse::<GroupSpec>().unwrap().any_of[0].as_str(), "a\\b");
    }
}
