//! The list of all settings. A new one is an entry here, with a constant to ask for it by.

use super::{SettingKind, SettingLevel, SettingName, SettingValue};
use crate::{LanguageTag, TimeZoneName};

use SettingLevel::{Area, Company, Department};

/// What is known of a setting before anybody sets it.
pub(super) struct Definition {
    pub(super) name: &'static str,
    pub(super) kind: SettingKind,
    pub(super) default: Default,
    pub(super) description: &'static str,
    /// Below the installation.
    pub(super) levels: &'static [SettingLevel],
}

/// A default value, as a constant can hold it.
pub(super) enum Default {
    Nothing,
    Number(i64),
    Words(&'static [&'static str]),
    Language(&'static str),
    TimeZone(&'static str),
}

impl Default {
    pub(super) fn value(&self) -> Option<SettingValue> {
        match *self {
            Self::Nothing => None,
            Self::Number(number) => Some(SettingValue::Number(number)),
            Self::Words(words) => {
                Some(SettingValue::Words(words.iter().map(|&word| word.to_owned()).collect()))
            }
            Self::Language(tag) => LanguageTag::new(tag).ok().map(SettingValue::Language),
            Self::TimeZone(name) => TimeZoneName::new(name).ok().map(SettingValue::TimeZone),
        }
    }
}

/// What people can be allowed to change in their own account.
const OWN_FIELDS: &[&str] = &[
    "attributes",
    "avatar",
    "email",
    "first_name",
    "job_title",
    "language",
    "last_name",
    "name",
    "notifications",
    "phones",
    "qualifications",
    "timezone",
];

macro_rules! catalogue {
    ($($constant:ident = $name:literal, $kind:expr, $default:expr, [$($level:ident),*], $description:literal;)*) => {
        /// In the order of their names.
        pub(super) static CATALOGUE: &[Definition] = &[$(
            Definition { name: $name, kind: $kind, default: $default, description: $description, levels: &[$($level),*] },
        )*];

        impl SettingName {
            catalogue!(@constants 0usize; $($constant = $name, $description;)*);
        }
    };
    (@constants $at:expr; $constant:ident = $name:literal, $description:literal; $($rest:tt)*) => {
        #[doc = concat!("`", $name, "`: ", $description)]
        pub const $constant: Self = Self(entry($at));
        catalogue!(@constants $at + 1; $($rest)*);
    };
    (@constants $at:expr;) => {};
}

#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
const fn entry(at: usize) -> &'static Definition {
    &CATALOGUE[at]
}

catalogue! {
    DEFAULT_ROLE = "account.default_role", SettingKind::Role, Default::Nothing, [Company, Department],
        "The role that new accounts get.";
    INVITATION_DAYS = "account.invitation_days", SettingKind::Number { least: 1, most: 365 }, Default::Number(14), [Company],
        "How many days an invitation can be accepted.";
    RECOVERY_DAYS = "account.recovery_days", SettingKind::Number { least: 0, most: 3_650 }, Default::Number(30), [Company],
        "How many days an account that was left can be recovered.";
    CONTACT_EMAIL = "contact.email", SettingKind::Email, Default::Nothing, [Company, Department, Area],
        "The address that people are told to write to.";
    CONTACT_PHONE = "contact.phone", SettingKind::Phone, Default::Nothing, [Company, Department, Area],
        "The number that people are told to call.";
    JOBS_KEEP_DAYS = "jobs.keep_days", SettingKind::Number { least: 1, most: 3_650 }, Default::Number(90), [],
        "How many days what came of each item of a job is kept after its end, with the rows that were refused.";
    LANGUAGE = "language", SettingKind::Language, Default::Language("en"), [Company, Department, Area],
        "The language of screens and letters for people who have not chosen one.";
    SEATS_LIMIT = "seats.limit", SettingKind::Number { least: 0, most: 100_000_000 }, Default::Nothing, [Company],
        "How many accounts there can be; without it, as many as there are.";
    SEATS_WARN_PERCENT = "seats.warn_percent", SettingKind::Number { least: 1, most: 100 }, Default::Number(90), [Company],
        "From how many percent of the seats on administrators are warned.";
    TIMEZONE = "timezone", SettingKind::TimeZone, Default::TimeZone("UTC"), [Company, Department, Area],
        "The time zone in which screens and letters show moments to people who have not chosen one. Which day it is for a \
         question, a company says itself.";
    SELF_EDITABLE = "users.self_editable", SettingKind::Words(OWN_FIELDS),
        Default::Words(&["avatar", "language", "notifications", "phones", "timezone"]), [Company, Department],
        "What people may change in their own account.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_default_is_a_value_of_its_setting() {
        for name in SettingName::all() {
            if let Some(value) = name.default_value() {
                assert_eq!(name.read(&serde_json::to_value(&value).unwrap()).unwrap(), value, "{name}");
            } else {
                assert!(matches!(name.0.default, Default::Nothing), "{name}");
            }
        }
    }

    #[test]
    fn names_are_in_order_and_found() {
        let names: Vec<_> = SettingName::all().collect();
        assert_eq!(names.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>(), names);
        for name in &names {
            assert_eq!(SettingName::new(name.as_str()), Ok(*name));
            assert!(name.description().ends_with('.'));
        }
        assert_eq!(SettingName::RECOVERY_DAYS.default_value(), Some(SettingValue::Number(30)));
        assert_eq!(SettingName::SELF_EDITABLE.as_str(), "users.self_editable");
        let error = SettingName::new("colour").unwrap_err().to_string();
        assert!(
            error.starts_with("there is no setting \"colour\"; use one of account.default_role, "),
            "{error}"
        );
    }
}
