//! What a setting can be set to.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::{SettingLevel, SettingName, SettingScope};
use crate::{EmailAddress, LanguageTag, Network, PhoneNumber, RoleId, TimeZoneName};

/// How many networks one value may name.
pub const MOST_NETWORKS: usize = 200;

/// What the values of a setting are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number between two others, which belong to it.
    Number {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Yes or no.
    Boolean,
    /// Some of these words, or none.
    Words(&'static [&'static str]),
    /// One of these words, which are listed from the laxest to the strictest.
    Choice(&'static [&'static str]),
    /// Networks that requests may or may not come from: one at least, or the value would say the opposite of having none.
    Networks,
    /// A language.
    Language,
    /// A time zone.
    TimeZone,
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// A role. Whether there is such a role says the policy.
    Role,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Boolean(bool),
    /// Some words.
    Words(BTreeSet<String>),
    /// One word.
    Choice(&'static str),
    /// Networks.
    Networks(BTreeSet<Network>),
    /// A language.
    Language(LanguageTag),
    /// A time zone.
    TimeZone(TimeZoneName),
    /// An email address.
    Email(EmailAddress),
    /// A telephone number.
    Phone(PhoneNumber),
    /// A role.
    Role(RoleId),
}

impl SettingValue {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no, if it is that.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(yes) => Some(*yes),
            _ => None,
        }
    }

    /// The words, if it is some.
    #[must_use]
    pub fn words(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The networks, if it is some.
    #[must_use]
    pub fn networks(&self) -> Option<&BTreeSet<Network>> {
        match self {
            Self::Networks(networks) => Some(networks),
            _ => None,
        }
    }

    /// The text, if it is one: a word, a language, a time zone, an address, a number to call or a role.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Number(_) | Self::Boolean(_) | Self::Words(_) | Self::Networks(_) => None,
            Self::Choice(word) => Some(word),
            Self::Language(tag) => Some(tag.as_str()),
            Self::TimeZone(zone) => Some(zone.as_str()),
            Self::Email(email) => Some(email.as_str()),
            Self::Phone(number) => Some(number.as_str()),
            Self::Role(role) => Some(role),
        }
    }
}

/// Why a setting cannot be set so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// Not a value of this setting.
    #[error("{name} cannot be {value}: {why}")]
    Value {
        /// The setting.
        name: SettingName,
        /// The refused value, as JSON.
        value: String,
        /// What is wrong with it, and how to mend it.
        why: String,
    },
    /// Nobody would ask for it there.
    #[error("{name} cannot be set for one {}; set it for the installation{}", scope.level(), others(*name))]
    Scope {
        /// The setting.
        name: SettingName,
        /// Where it was to be set.
        scope: SettingScope,
    },
    /// A place above it has decided.
    #[error(
        "{name} is locked by {by}, so a value of {scope} would not count; ask there, or remove the lock first"
    )]
    Locked {
        /// The setting.
        name: SettingName,
        /// Where it was to be set.
        scope: SettingScope,
        /// The place that has locked it.
        by: SettingScope,
    },
}

fn others(name: SettingName) -> String {
    let article = |level: &SettingLevel| if *level == SettingLevel::Area { "an" } else { "a" };
    name.levels().iter().map(|level| format!(" or {} {level}", article(level))).collect()
}

impl SettingName {
    /// Reads a value of this setting from JSON.
    ///
    /// # Errors
    /// When it is no value of this setting.
    pub fn read(self, value: &Value) -> Result<SettingValue, SettingError> {
        self.value(value).map_err(|why| SettingError::Value {
            name: self,
            value: value.to_string().chars().take(100).collect(),
            why,
        })
    }

    fn value(self, value: &Value) -> Result<SettingValue, String> {
        let kind = self.kind();
        match (kind, value) {
            (SettingKind::Number { least, most }, value) => match value.as_i64() {
                Some(number) if (least..=most).contains(&number) => Ok(SettingValue::Number(number)),
                _ => Err(format!("write a whole number from {least} to {most}")),
            },
            (SettingKind::Boolean, Value::Bool(yes)) => Ok(SettingValue::Boolean(*yes)),
            (SettingKind::Boolean, _) => Err("write true or false".to_owned()),
            (SettingKind::Words(known), Value::Array(items)) => {
                let word =
                    |item: &Value| item.as_str().filter(|word| known.contains(word)).map(str::to_owned);
                let words = items.iter().map(word).collect::<Option<_>>();
                words.map(SettingValue::Words).ok_or_else(|| format!("list some of {}", known.join(", ")))
            }
            (SettingKind::Words(known), _) => Err(format!("write a list of some of {}", known.join(", "))),
            (SettingKind::Choice(known), value) => {
                let chosen = known.iter().find(|word| value.as_str() == Some(word));
                chosen
                    .map(|word| SettingValue::Choice(word))
                    .ok_or_else(|| format!("write one of {}", known.join(", ")))
            }
            (SettingKind::Networks, Value::Array(items)) => networks(items),
            (SettingKind::Networks, _) => Err("write a list of networks, as in [\"10.0.0.0/8\"]".to_owned()),
            (_, Value::String(text)) => text_value(kind, text),
            _ => Err("write a text".to_owned()),
        }
    }
}

fn networks(items: &[Value]) -> Result<SettingValue, String> {
    if items.is_empty() {
        return Err("name one at least; where none is to be named, take the setting away".to_owned());
    }
    if items.len() > MOST_NETWORKS {
        return Err(format!("name at most {MOST_NETWORKS}; a range, as in 10.0.0.0/8, stands for many"));
    }
    let network = |item: &Value| match item.as_str() {
        Some(text) => Network::new(text).map_err(|error| error.to_string()),
        None => Err("write each network as a text".to_owned()),
    };
    items.iter().map(network).collect::<Result<_, _>>().map(SettingValue::Networks)
}

fn text_value(kind: SettingKind, text: &str) -> Result<SettingValue, String> {
    fn read<T, E: ToString>(
        read: Result<T, E>,
        value: impl Fn(T) -> SettingValue,
    ) -> Result<SettingValue, String> {
        read.map(value).map_err(|error| error.to_string())
    }
    match kind {
        SettingKind::Language => read(LanguageTag::new(text), SettingValue::Language),
        SettingKind::TimeZone => read(TimeZoneName::new(text), SettingValue::TimeZone),
        SettingKind::Email => read(EmailAddress::new(text), SettingValue::Email),
        SettingKind::Phone => read(PhoneNumber::new(text), SettingValue::Phone),
        SettingKind::Role => read(RoleId::new(text), SettingValue::Role),
        _ => Err("write no text".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_typed_and_read_as_they_are_written() {
        for (name, value) in [
            (SettingName::RECOVERY_DAYS, json!(0)),
            (SettingName::SELF_EDITABLE, json!([])),
            (SettingName::SELF_EDITABLE, json!(["avatar", "email"])),
            (SettingName::LANGUAGE, json!("pt-BR")),
            (SettingName::TIMEZONE, json!("Asia/Manila")),
            (SettingName::CONTACT_EMAIL, json!("Help@office.example")),
            (SettingName::CONTACT_PHONE, json!("+63288880000")),
            (SettingName::DEFAULT_ROLE, json!("officer")),
            (SettingName::PASSWORD_RESET, json!("administrator")),
            (SettingName::NETWORK_ALLOW, json!(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"])),
        ] {
            let read = name.read(&value).unwrap();
            assert_eq!(serde_json::to_value(&read).unwrap(), value);
            assert_eq!((read.number(), read.text()), (value.as_i64(), value.as_str()));
            let lists = (read.words().map(BTreeSet::len), read.networks().map(BTreeSet::len));
            assert_eq!(lists.0.or(lists.1), value.as_array().map(Vec::len));
            assert_eq!(read.boolean(), None);
        }
        assert_eq!(SettingName::SIGN_IN_OPEN.read(&json!(false)).unwrap().boolean(), Some(false));
        let same = json!(["::ffff:10.0.0.0/104", "10.0.0.0/8"]);
        assert_eq!(
            SettingName::NETWORK_DENY.read(&same).unwrap().networks().map(BTreeSet::len),
            Some(1),
            "written twice"
        );
    }

    #[test]
    fn what_is_no_value_is_refused_with_what_would_be() {
        for (name, value, message) in [
            (
                SettingName::RECOVERY_DAYS,
                json!(-1),
                "account.recovery_days cannot be -1: write a whole number from 0 to 3650",
            ),
            (
                SettingName::RECOVERY_DAYS,
                json!(1.5),
                "account.recovery_days cannot be 1.5: write a whole number from 0 to 3650",
            ),
            (SettingName::RECOVERY_DAYS, json!("30"), "from 0 to 3650"),
            (SettingName::SELF_EDITABLE, json!(["login"]), "list some of attributes, avatar"),
            (SettingName::SELF_EDITABLE, json!("avatar"), "write a list"),
            (SettingName::LANGUAGE, json!("English, please"), "is not a language tag"),
            (SettingName::TIMEZONE, json!("../x"), "is no time zone"),
            (SettingName::CONTACT_EMAIL, json!("a"), "is not an email address"),
            (SettingName::CONTACT_PHONE, json!("110"), "does not begin with '+'"),
            (SettingName::DEFAULT_ROLE, json!(""), "cannot be empty"),
            (SettingName::DEFAULT_ROLE, json!(null), "write a text"),
            (SettingName::PASSWORD_RESET, json!("nobody"), "write one of email, administrator"),
            (SettingName::PASSWORD_RESET, json!(["email"]), "write one of email, administrator"),
            (SettingName::SIGN_IN_OPEN, json!("yes"), "write true or false"),
            (SettingName::NETWORK_ALLOW, json!("10.0.0.0/8"), "write a list of networks"),
            (SettingName::NETWORK_ALLOW, json!([]), "name one at least"),
            (SettingName::NETWORK_ALLOW, json!([10]), "as a text"),
            (SettingName::NETWORK_ALLOW, json!(["10.1.0.0/8"]), "write 10.0.0.0/8 for the network"),
            (SettingName::NETWORK_ALLOW, json!(vec!["10.0.0.0/8"; 201]), "at most 200"),
            (SettingName::PASSWORD_MIN_LENGTH, json!(7), "from 8 to 128"),
        ] {
            let error = name.read(&value).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
