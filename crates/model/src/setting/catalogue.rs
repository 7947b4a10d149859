//! The list of all settings. A new one is an entry here, with a constant to ask for it by.

use super::{Combine, SettingKind, SettingLevel, SettingName, SettingValue};
use crate::{LanguageTag, TimeZoneName};

use SettingLevel::{Area, Company, Department, Role, User};

/// What is known of a setting before anybody sets it.
pub(super) struct Definition {
    pub(super) name: &'static str,
    pub(super) kind: SettingKind,
    pub(super) default: Default,
    pub(super) combine: Combine,
    pub(super) description: &'static str,
    /// Below the installation.
    pub(super) levels: &'static [SettingLevel],
}

/// A default value, as a constant can hold it.
pub(super) enum Default {
    Nothing,
    Number(i64),
    Boolean(bool),
    Choice(&'static str),
    Words(&'static [&'static str]),
    Language(&'static str),
    TimeZone(&'static str),
}

impl Default {
    pub(super) fn value(&self) -> Option<SettingValue> {
        match *self {
            Self::Nothing => None,
            Self::Number(number) => Some(SettingValue::Number(number)),
            Self::Boolean(yes) => Some(SettingValue::Boolean(yes)),
            Self::Choice(word) => Some(SettingValue::Choice(word)),
            Self::Words(words) => {
                Some(SettingValue::Words(words.iter().map(|&word| word.to_owned()).collect()))
            }
            Self::Language(tag) => LanguageTag::new(tag).ok().map(SettingValue::Language),
            Self::TimeZone(name) => TimeZoneName::new(name).ok().map(SettingValue::TimeZone),
        }
    }
}

/// What a password can be asked to have.
const CHARACTERS: &[&str] = &["digit", "lower", "symbol", "upper"];

/// What one can show beside a password.
const FACTORS: &[&str] = &["email", "passkey", "recovery", "sms", "totp"];

/// What can end the sessions of whoever it happens to.
const ENDINGS: &[&str] = &["factor", "password", "role"];

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
    ($($constant:ident = $name:literal, $kind:expr, $default:expr, $($combine:ident,)? [$($level:ident),*], $description:literal;)*) => {
        /// In the order of their names.
        pub(super) static CATALOGUE: &[Definition] = &[$(
            Definition {
                name: $name,
                kind: $kind,
                default: $default,
                combine: catalogue!(@combine $($combine)?),
                description: $description,
                levels: &[$($level),*],
            },
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
    (@combine) => { Combine::Nearest };
    (@combine $combine:ident) => { Combine::$combine };
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
    ALERTS_EMAIL = "alerts.email", SettingKind::Email, Default::Nothing, [],
        "The address that is told when many sign-ins fail, one network tries many accounts, or an account loses its last second \
         factor; without it, administrators are.";
    CONTACT_EMAIL = "contact.email", SettingKind::Email, Default::Nothing, [Company, Department, Area],
        "The address that people are told to write to.";
    CONTACT_PHONE = "contact.phone", SettingKind::Phone, Default::Nothing, [Company, Department, Area],
        "The number that people are told to call.";
    FACTOR_METHODS = "factor.methods", SettingKind::Words(FACTORS), Default::Words(&["email", "passkey", "recovery", "totp"]), Intersection, [Company, Department, Role, User],
        "What people may show beside the password: a code from a letter, a passkey, a recovery code, a code from a text \
         message, a code of an authenticator.";
    FACTOR_REQUIRED = "factor.required", SettingKind::Choice(&["optional", "administrators", "everybody"]), Default::Choice("optional"), Strictest, [Company, Department, Role, User],
        "Who has to show something beside the password: nobody who does not want to, administrators, or everybody.";
    FACTOR_TRUST_DAYS = "factor.trust_days", SettingKind::Number { least: 0, most: 90 }, Default::Number(30), Least, [Company, Department, Role, User],
        "How many days a device is not asked again for what is shown beside the password; with 0 it is asked each time.";
    JOBS_KEEP_DAYS = "jobs.keep_days", SettingKind::Number { least: 1, most: 3_650 }, Default::Number(90), [],
        "How many days what came of each item of a job is kept after its end, with the rows that were refused.";
    LANGUAGE = "language", SettingKind::Language, Default::Language("en"), [Company, Department, Area],
        "The language of screens and letters for people who have not chosen one.";
    LOCKOUT_ATTEMPTS = "lockout.attempts", SettingKind::Number { least: 3, most: 50 }, Default::Number(10), Least, [Company, Department, Role, User],
        "How many wrong attempts in a row there can be before one has to wait.";
    LOCKOUT_PER_MINUTE = "lockout.per_minute", SettingKind::Number { least: 10, most: 100_000 }, Default::Number(300), Least, [],
        "How many wrong attempts a minute there can be at all accounts together, from browsers that have not signed in before; five minutes' worth may come at once.";
    LOCKOUT_STOP = "lockout.stop", SettingKind::Number { least: 20, most: 1_000 }, Default::Number(100), Least, [Company, Department, Role, User],
        "How many wrong attempts in a row there can be before only somebody who manages the account lets go on.";
    NETWORK_ALLOW = "network.allow", SettingKind::Networks, Default::Nothing, Intersection, [Company, Department, Role, User],
        "Networks that requests have to come from; where several places name some, from one of each.";
    NETWORK_DENY = "network.deny", SettingKind::Networks, Default::Nothing, Union, [Company, Department, Role, User],
        "Networks that no request may come from, whatever is allowed.";
    PASSKEY_ATTESTED = "passkey.attested", SettingKind::Boolean, Default::Boolean(false), Any, [Company, Department, Role, User],
        "Whether a passkey must show of which make the device is that holds it.";
    PASSWORD_COMPOSITION = "password.composition", SettingKind::Words(CHARACTERS), Default::Words(&[]), Union, [Company, Department, Role, User],
        "Kinds of characters that each password must have. NIST SP 800-63B-4 advises against it: people meet such rules \
         in ways that are easy to guess.";
    PASSWORD_EXPIRY_DAYS = "password.expiry_days", SettingKind::Number { least: 0, most: 3_650 }, Default::Number(0), LeastButZero, [Company, Department, Role, User],
        "After how many days a password has to be replaced; with 0, never. NIST SP 800-63B-4 advises against it, unless a \
         password has become known.";
    PASSWORD_HISTORY = "password.history", SettingKind::Number { least: 0, most: 24 }, Default::Number(0), Most, [Company, Department, Role, User],
        "How many of the passwords before cannot be taken again.";
    PASSWORD_MIN_LENGTH = "password.min_length", SettingKind::Number { least: 8, most: 128 }, Default::Number(12), Most, [Company, Department, Role, User],
        "How many characters a password must have.";
    PASSWORD_RESET = "password.reset", SettingKind::Choice(&["email", "administrator"]), Default::Choice("email"), Strictest, [Company, Department, Role, User],
        "Who gives somebody a new password who has forgotten his: he himself by a letter, or only somebody who manages \
         the account.";
    SEATS_LIMIT = "seats.limit", SettingKind::Number { least: 0, most: 100_000_000 }, Default::Nothing, [Company],
        "How many accounts there can be; without it, as many as there are.";
    SEATS_WARN_PERCENT = "seats.warn_percent", SettingKind::Number { least: 1, most: 100 }, Default::Number(90), [Company],
        "From how many percent of the seats on administrators are warned.";
    SESSION_ENDS_ON = "session.ends_on", SettingKind::Words(ENDINGS), Default::Words(&["factor", "password"]), Union, [Company, Department, Role, User],
        "What ends all other sessions of a user: a new password, a second factor that was taken away, a role that was lost.";
    SESSION_HOURS = "session.hours", SettingKind::Number { least: 1, most: 8_760 }, Default::Number(168), Least, [Company, Department, Role, User],
        "After how many hours a session ends, whether it is used or not.";
    SESSION_IDLE_MINUTES = "session.idle_minutes", SettingKind::Number { least: 5, most: 43_200 }, Default::Number(720), Least, [Company, Department, Role, User],
        "After how many minutes without a request a session ends.";
    SESSION_LIMIT = "session.limit", SettingKind::Number { least: 1, most: 1_000 }, Default::Nothing, Least, [Company, Department, Role, User],
        "How many sessions a user can have at once; without it, as many as he opens.";
    SESSION_WHEN_FULL = "session.when_full", SettingKind::Choice(&["choose", "oldest", "deny"]), Default::Choice("choose"), Strictest, [Company, Department, Role, User],
        "What happens when a user has as many sessions as he can: he chooses which one ends, the oldest ends, or none is \
         opened.";
    SIGN_IN_OPEN = "sign_in.open", SettingKind::Boolean, Default::Boolean(true), All, [Company, Department, Role, User],
        "Whether people can sign in.";
    STEP_UP_MINUTES = "step_up.minutes", SettingKind::Number { least: 1, most: 60 }, Default::Number(5), Least, [Company, Department, Role, User],
        "For how many minutes after showing again who he is somebody may do what takes that.";
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
    fn what_combines_is_of_a_kind_that_can() {
        use {Combine as C, SettingKind as K};
        let mut guarding = 0;
        for name in SettingName::all() {
            let fits = match (name.combine(), name.kind()) {
                (C::Nearest, _) => true,
                (C::Least | C::LeastButZero | C::Most, K::Number { .. }) => true,
                (C::Union | C::Intersection, K::Words(_) | K::Networks) => true,
                (C::Strictest, K::Choice(words)) => words.len() > 1,
                (C::All | C::Any, K::Boolean) => true,
                _ => false,
            };
            assert!(fits, "{name}");
            if name.combine() == C::LeastButZero {
                assert!(matches!(name.kind(), K::Number { least: 0, .. }), "{name}");
            }
            guarding += usize::from(name.is_guarding());
            let mark = ["factor.", "lockout.", "network.", "pass", "session.", "sign_in.", "step_up."];
            assert_eq!(name.is_guarding(), mark.iter().any(|mark| name.as_str().starts_with(mark)), "{name}");
        }
        assert_eq!(guarding, 21);
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
