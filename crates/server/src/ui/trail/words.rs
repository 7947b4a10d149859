//! Entries of the trail in words: who, what, to what.

use bailiwick_model::audit::{Actor, AuditAction, AuditEntry};

use crate::{language::Words, ui::page::Page};

/// What entries are about, in few kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Kind {
    SignIns,
    Permissions,
    People,
    Configuration,
    Data,
    Operation,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub(in crate::ui) const ALL: [Self; 6] =
        [Self::SignIns, Self::Permissions, Self::People, Self::Configuration, Self::Data, Self::Operation];

    /// Its name in addresses.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::SignIns => "sign-ins",
            Self::Permissions => "permissions",
            Self::People => "people",
            Self::Configuration => "configuration",
            Self::Data => "data",
            Self::Operation => "operation",
        }
    }

    /// The kind of this name.
    pub(in crate::ui) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What an action is. Actions of applications are about data.
    pub(in crate::ui) fn of(action: &AuditAction) -> Self {
        if *action == AuditAction::USER_GROUPS {
            return Self::Permissions;
        }
        match action.as_str().split('.').next().unwrap_or_default() {
            "session" | "sign_in" | "password" | "factor" | "device" | "contact" | "password_reset" => {
                Self::SignIns
            }
            "role_line" | "override" | "admin" | "key" => Self::Permissions,
            "user" | "note" | "seats" => Self::People,
            "policy" | "setting" | "attribute" | "company" | "department" | "area" | "import_template" => {
                Self::Configuration
            }
            "job" | "trail" | "database" => Self::Operation,
            _ => Self::Data,
        }
    }

    /// All actions of Bailiwick's that are of this kind.
    pub(in crate::ui) fn actions(self) -> Vec<AuditAction> {
        AuditAction::ALL.iter().filter(|action| Self::of(action) == self).cloned().collect()
    }

    /// The name of its text.
    pub(in crate::ui) fn text(self) -> &'static str {
        match self {
            Self::SignIns => "trail-kind-sign-ins",
            Self::Permissions => "trail-kind-permissions",
            Self::People => "trail-kind-people",
            Self::Configuration => "trail-kind-configuration",
            Self::Data => "trail-kind-data",
            Self::Operation => "trail-kind-operation",
        }
    }

    /// How its badge is coloured.
    pub(in crate::ui) fn tone(self, action: &AuditAction) -> &'static str {
        let is_bad = [AuditAction::SESSION_REFUSED, AuditAction::SIGN_IN_UNUSUAL, AuditAction::SIGN_IN_ALERT];
        match self {
            _ if is_bad.contains(action) => "bad",
            Self::SignIns => "ok",
            Self::Permissions => "warn",
            Self::People | Self::Configuration => "accent",
            Self::Data | Self::Operation => "",
        }
    }
}

/// Its number.
pub(in crate::ui) fn number(entry: &AuditEntry) -> i64 {
    entry.sequence
}

/// When, in microseconds since 1970.
pub(in crate::ui) fn at_us(entry: &AuditEntry) -> i64 {
    entry.at
}

/// What was done. An application's own word is told as it is.
pub(in crate::ui) fn what(page: &Page, entry: &AuditEntry) -> String {
    action(page, &entry.action)
}

/// An action in words.
pub(in crate::ui) fn action(page: &Page, action: &AuditAction) -> String {
    if !AuditAction::ALL.contains(action) {
        return action.to_string();
    }
    page.text(&format!("act-{}", action.as_str().replace(['.', '_'], "-")))
}

/// To what, as the trail names it.
pub(in crate::ui) fn object(entry: &AuditEntry) -> String {
    match (entry.object.kind.as_str(), entry.object.id.as_str()) {
        (kind, "") => kind.to_owned(),
        ("user", login) => login.to_owned(),
        _ => entry.object.to_string(),
    }
}

/// Who did it.
pub(in crate::ui) fn actor(page: &Page, entry: &AuditEntry) -> String {
    match &entry.actor {
        Actor::User(login) => login.to_string(),
        Actor::Token(id) => page.with("trail-by-key", &Words::new().exact("id", id.as_str())),
        Actor::Machine => page.text("trail-by-machine"),
        Actor::System => "Bailiwick".to_owned(),
    }
}

/// The drawing of what was done.
pub(in crate::ui) fn icon(entry: &AuditEntry) -> &'static str {
    let action = entry.action.as_str();
    let (first, last) =
        (action.split('.').next().unwrap_or_default(), action.split('.').next_back().unwrap_or_default());
    match (first, last) {
        ("session", "refused") | ("password_reset", "refused") => "ban",
        ("sign_in", "unusual" | "alert") | ("trail", "missed") => "warn",
        ("session" | "sign_in" | "contact", _) => "check",
        ("password" | "password_reset", _) => "lock",
        ("factor", _) => "phone",
        ("device", _) => "laptop",
        ("role_line" | "override" | "admin", _) | ("user", "groups") => "badge",
        ("key", _) => "key",
        ("user" | "seats", _) => "user",
        ("note", _) => "message",
        ("policy" | "attribute", _) => "filter",
        ("setting", _) => "sliders",
        ("company" | "department", _) => "building",
        ("area", _) => "map",
        ("job" | "import_template", _) => "clock",
        ("trail" | "database", _) => "chain",
        ("decision", _) => "route",
        ("access", _) | ("record", "viewed") => "eye",
        _ => "edit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_of_one_kind_and_every_kind_has_some() {
        let all: usize = Kind::ALL.iter().map(|kind| kind.actions().len()).sum();
        assert_eq!(all, AuditAction::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
            assert!(!kind.actions().is_empty(), "{kind:?}");
        }
        assert_eq!(Kind::of(&AuditAction::new("spp.paid").unwrap()), Kind::Data);
    }

    #[test]
    fn every_action_is_told_in_words() {
        let english = include_str!("../../../locales/en/trail.ftl");
        for action in AuditAction::ALL {
            let name = format!("act-{} =", action.as_str().replace(['.', '_'], "-"));
            assert!(english.contains(&name), "locales/en/trail.ftl lacks {name}");
        }
    }
}
