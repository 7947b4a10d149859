//! Which settings stand together on which page.

use bailiwick_model::SettingScope;

use crate::ui::query::Query;

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What guards: the strictest value counts.
    Security,
    /// Everything else: the nearest value counts.
    Defaults,
}

/// A group: the name of its text, and its settings.
pub(super) type Group = (&'static str, &'static [&'static str]);

const SECURITY: [Group; 5] = [
    (
        "set-passwords",
        &[
            "password.min_length",
            "password.composition",
            "password.history",
            "password.expiry_days",
            "password.reset",
        ],
    ),
    (
        "set-second",
        &["factor.required", "factor.methods", "factor.trust_days", "passkey.attested", "step_up.minutes"],
    ),
    (
        "set-sessions",
        &["session.idle_minutes", "session.hours", "session.limit", "session.when_full", "session.ends_on"],
    ),
    ("set-lockout", &["lockout.attempts", "lockout.stop", "lockout.per_minute"]),
    ("set-networks", &["network.allow", "network.deny", "sign_in.open"]),
];

const DEFAULTS: [Group; 3] = [
    (
        "set-accounts",
        &[
            "seats.limit",
            "seats.warn_percent",
            "account.default_role",
            "account.invitation_days",
            "account.recovery_days",
            "users.self_editable",
            "jobs.keep_days",
        ],
    ),
    ("set-language", &["language", "timezone"]),
    ("set-contact", &["contact.email", "contact.phone", "alerts.email"]),
];

impl Kind {
    pub(super) fn groups(self) -> &'static [Group] {
        match self {
            Self::Security => &SECURITY,
            Self::Defaults => &DEFAULTS,
        }
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Security => "/settings/security",
            Self::Defaults => "/settings/defaults",
        }
    }

    /// The name of the text of its heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Security => "security-policy",
            Self::Defaults => "set-defaults",
        }
    }

    /// The page of a place.
    pub(super) fn at(self, scope: &SettingScope) -> String {
        let at = scope.to_string();
        Query::default()
            .with("at", Some(&at).filter(|at| *at != "installation").map(String::as_str))
            .link(self.path())
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::SettingName;

    use super::*;

    #[test]
    fn every_setting_stands_on_one_page() {
        let listed =
            |kind: Kind| kind.groups().iter().flat_map(|(_, names)| *names).copied().collect::<Vec<_>>();
        let (security, defaults) = (listed(Kind::Security), listed(Kind::Defaults));
        for name in SettingName::all() {
            let (on, off) = if name.is_guarding() { (&security, &defaults) } else { (&defaults, &security) };
            assert_eq!(on.iter().filter(|known| **known == name.as_str()).count(), 1, "{name}");
            assert!(!off.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn a_place_is_part_of_the_address() {
        assert_eq!(Kind::Security.at(&SettingScope::Installation), "/settings/security");
        let acme = "company:acme".parse().unwrap();
        assert_eq!(Kind::Defaults.at(&acme), "/settings/defaults?at=company%3Aacme");
    }
}
