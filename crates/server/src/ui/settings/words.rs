//! Settings and their values in words.

use bailiwick_model::{SettingKind, SettingName, SettingScope};
use bailiwick_protocol::rest::SettingView;
use serde_json::Value as Json;

use super::groups::Kind;
use crate::{language::Words, ui::page::Page};

/// Languages by the names that their readers know.
pub(super) const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")];

/// Settings whose number is one of something, with the name of the text for it.
const UNITS: [(&str, &str); 16] = [
    ("password.min_length", "set-unit-characters"),
    ("password.history", "set-unit-passwords"),
    ("password.expiry_days", "set-unit-days"),
    ("factor.trust_days", "set-unit-days"),
    ("step_up.minutes", "set-unit-minutes"),
    ("session.idle_minutes", "set-unit-minutes"),
    ("session.hours", "set-unit-hours"),
    ("session.limit", "set-unit-sessions"),
    ("account.invitation_days", "set-unit-days"),
    ("account.recovery_days", "set-unit-days"),
    ("jobs.keep_days", "set-unit-days"),
    ("seats.limit", "set-unit-seats"),
    ("seats.warn_percent", "set-unit-percent"),
    ("lockout.attempts", "set-unit-attempts"),
    ("lockout.stop", "set-unit-attempts"),
    ("lockout.per_minute", "set-unit-attempts"),
];

/// Settings of which more is said than their name.
const ABOUT: [&str; 15] = [
    "password.composition",
    "password.expiry_days",
    "password.history",
    "factor.trust_days",
    "passkey.attested",
    "step_up.minutes",
    "session.limit",
    "lockout.stop",
    "lockout.per_minute",
    "network.allow",
    "network.deny",
    "sign_in.open",
    "seats.limit",
    "account.default_role",
    "alerts.email",
];

/// A setting in a list: what counts, where it comes from, and what would count without the place's own value.
pub(in crate::ui) struct Told {
    pub(in crate::ui) label: String,
    pub(in crate::ui) value: String,
    pub(in crate::ui) inherited: String,
    pub(in crate::ui) from: String,
    pub(in crate::ui) is_own: bool,
    pub(in crate::ui) locked_by: Option<String>,
    pub(in crate::ui) href: String,
}

/// A setting at a place, in a list.
pub(in crate::ui) fn told(page: &Page, setting: &SettingView, scope: &str) -> Told {
    let kind = if setting.guards { Kind::Security } else { Kind::Defaults };
    let link = scope.parse().map(|scope: SettingScope| kind.at(&scope)).unwrap_or_default();
    Told {
        label: label(page, &setting.name),
        value: value(page, &setting.name, &setting.value),
        inherited: value(page, &setting.name, &setting.inherited),
        from: from(page, setting),
        is_own: setting.own.is_some(),
        locked_by: setting.locked_by.as_deref().map(|scope| place(page, scope)),
        href: format!("{link}#f-{}", setting.name),
    }
}

/// What a setting is called.
pub(super) fn label(page: &Page, name: &str) -> String {
    page.text(&format!("set-{}", dashed(name)))
}

/// What has to be said of it beside that.
pub(super) fn about(page: &Page, name: &str) -> Option<String> {
    ABOUT.contains(&name).then(|| page.text(&format!("set-{}-about", dashed(name))))
}

/// What its number is one of.
pub(super) fn unit(page: &Page, name: &str) -> Option<String> {
    UNITS.iter().find(|(known, _)| *known == name).map(|(_, text)| page.text(text))
}

/// One of its words.
pub(super) fn word(page: &Page, name: &str, word: &str) -> String {
    page.text(&format!("set-{}-{}", dashed(name), dashed(word)))
}

/// Where a value comes from.
pub(super) fn from(page: &Page, setting: &SettingView) -> String {
    if setting.own.is_some() {
        return page.text("set-here");
    }
    match &setting.from {
        Some(scope) => page.with("set-from", &Words::new().filled("place", place(page, scope))),
        None => page.text("set-default"),
    }
}

/// A place that has settings, in words.
pub(super) fn place(page: &Page, scope: &str) -> String {
    let (level, key) = scope.split_once(':').unwrap_or((scope, ""));
    let words = Words::new().text("code", key);
    match level {
        "company" => page.with("set-at-company", &words),
        "department" => page.with("set-at-department", &words),
        "area" => page.with("set-at-area", &words),
        "role" => page.with("set-at-role", &words),
        "user" => page.with("set-at-user", &words),
        _ => page.text("set-at-installation"),
    }
}

/// A value in words.
pub(super) fn value(page: &Page, name: &str, value: &Json) -> String {
    let kind = SettingName::new(name).ok().map(SettingName::kind);
    let text = |text: &str| match kind {
        Some(SettingKind::Words(_) | SettingKind::Choice(_)) => word(page, name, text),
        Some(SettingKind::Language) => {
            let known = LANGUAGES.iter().find(|(tag, _)| *tag == text);
            known.map_or(text, |(_, told)| told).to_owned()
        }
        _ => text.to_owned(),
    };
    match value {
        Json::Null if matches!(kind, Some(SettingKind::Number { .. })) => page.text("set-nothing"),
        Json::Null => page.text("none"),
        Json::Bool(true) => page.text("yes"),
        Json::Bool(false) => page.text("no"),
        Json::String(value) => text(value),
        Json::Array(values) if values.is_empty() => page.text("none"),
        Json::Array(values) => {
            let comma = format!("{} ", page.text("me-comma"));
            values.iter().filter_map(Json::as_str).map(text).collect::<Vec<_>>().join(&comma)
        }
        Json::Number(number) => match unit(page, name) {
            Some(unit) => format!("{number} {unit}"),
            None => number.to_string(),
        },
        Json::Object(_) => String::new(),
    }
}

/// A name as names of texts are written.
fn dashed(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;

    #[test]
    fn every_setting_and_every_word_has_a_text_in_every_language() {
        for lang in ["en", "fr", "es", "ar"] {
            let uri = format!("/?lang={lang}").parse().unwrap();
            let page = Page::new(&HeaderMap::new(), &uri).unwrap();
            let said = |text: String| assert!(!text.starts_with("set-"), "{text} in {lang}");
            for name in SettingName::all() {
                said(label(&page, name.as_str()));
                about(&page, name.as_str()).into_iter().for_each(said);
                unit(&page, name.as_str()).into_iter().for_each(said);
                if let SettingKind::Words(words) | SettingKind::Choice(words) = name.kind() {
                    words.iter().for_each(|one| said(word(&page, name.as_str(), one)));
                }
            }
        }
    }
}
