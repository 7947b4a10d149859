//! The control of one setting: what holds, where it comes from, and whether it can be another here.

use bailiwick_model::{SettingKind, SettingName};
use bailiwick_protocol::rest::SettingView;
use serde_json::Value as Json;

use super::words;
use crate::{http::Knock, language::Words, ui::page::Page};

/// The control of one setting.
pub(super) struct Control {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) unit: Option<String>,
    /// What kind of control it is: `number`, `cards`, `boxes`, `select`, `lines` or the type of an input.
    pub(super) kind: &'static str,
    pub(super) value: String,
    pub(super) least: i64,
    pub(super) most: i64,
    pub(super) options: Vec<Choice>,
    /// Where the value comes from.
    pub(super) from: String,
    pub(super) is_own: bool,
    pub(super) is_locked: bool,
    /// The place that has locked it.
    pub(super) locked_by: Option<String>,
    /// What would count without the place's own value.
    pub(super) otherwise: String,
    /// Where it is set as well, without effect.
    pub(super) idle: Vec<String>,
    pub(super) seen: String,
}

/// One of several values.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) told: String,
    pub(super) about: Option<String>,
    pub(super) is_on: bool,
}

impl Control {
    pub(super) fn of(page: &Page, setting: &SettingView, roles: &[(String, String)]) -> Option<Self> {
        let name = SettingName::new(&setting.name).ok()?;
        let mut control = Self {
            label: words::label(page, &setting.name),
            hint: words::about(page, &setting.name),
            unit: words::unit(page, &setting.name),
            kind: "text",
            value: lines(&setting.value),
            least: 0,
            most: 0,
            options: Vec::new(),
            from: words::from(page, setting),
            is_own: setting.own.is_some(),
            is_locked: setting.own.as_ref().is_some_and(|own| own.locked),
            locked_by: setting.locked_by.as_deref().map(|scope| words::place(page, scope)),
            otherwise: words::value(page, &setting.name, &setting.inherited),
            idle: setting.overridden.iter().map(|scope| words::place(page, scope)).collect(),
            seen: setting.tag.clone(),
            name: setting.name.clone(),
        };
        let choice = |value: &str, told: String, about: Option<String>| Choice {
            is_on: has(&setting.value, value),
            value: value.to_owned(),
            told,
            about,
        };
        let word = |word: &&'static str| choice(word, words::word(page, &setting.name, word), None);
        match name.kind() {
            SettingKind::Number { least, most } => {
                (control.kind, control.least, control.most) = ("number", least, most);
            }
            SettingKind::Boolean => {
                control.kind = "select";
                control.options =
                    vec![choice("true", page.text("yes"), None), choice("false", page.text("no"), None)];
            }
            SettingKind::Words(all) => {
                (control.kind, control.options) = ("boxes", all.iter().map(word).collect());
            }
            SettingKind::Choice(all) if setting.name == "factor.required" => {
                control.kind = "cards";
                let card = |one: &&'static str| {
                    let about = page.text(&format!("set-factor-required-{one}-about"));
                    choice(one, words::word(page, &setting.name, one), Some(about))
                };
                control.options = all.iter().map(card).collect();
            }
            SettingKind::Choice(all) => {
                (control.kind, control.options) = ("select", all.iter().map(word).collect());
            }
            SettingKind::Networks => control.kind = "lines",
            SettingKind::Email => control.kind = "email",
            SettingKind::Phone => control.kind = "tel",
            SettingKind::Language => {
                control.kind = "select";
                let known = words::LANGUAGES;
                control.options =
                    known.iter().map(|(tag, told)| choice(tag, (*told).to_owned(), None)).collect();
                if !control.options.iter().any(|option| option.is_on) && !control.value.is_empty() {
                    control.options.push(choice(&control.value, control.value.clone(), None));
                }
            }
            SettingKind::Role if !roles.is_empty() => {
                control.kind = "select";
                let mut options = vec![choice("", page.text("none"), None)];
                options.extend(roles.iter().map(|(id, label)| choice(id, label.clone(), None)));
                control.options = options;
            }
            SettingKind::TimeZone | SettingKind::Role => {}
        }
        Some(control)
    }

    /// Whether it takes the whole width.
    pub(super) fn is_wide(&self) -> bool {
        matches!(self.kind, "cards" | "boxes" | "lines")
    }

    /// The same with what was typed in the place of what holds.
    pub(super) fn with_typed(mut self, knock: &Knock) -> Self {
        let field = format!("value.{}", self.name);
        let typed: Vec<&str> = knock.all(&field).collect();
        self.is_own = knock.field(&format!("own.{}", self.name)).is_some();
        self.is_locked = knock.field(&format!("lock.{}", self.name)).is_some();
        for option in &mut self.options {
            option.is_on = typed.contains(&option.value.as_str());
        }
        if self.options.is_empty() {
            self.value = typed.first().copied().unwrap_or_default().to_owned();
        }
        // What he saw stays what he saw, until the page is loaded again.
        if let Some(seen) = knock.field(&format!("seen.{}", self.name)) {
            self.seen = seen.to_owned();
        }
        self
    }

    /// The text of the box that locks it.
    pub(super) fn without(&self, page: &Page) -> String {
        page.with("set-otherwise", &Words::new().filled("value", &self.otherwise))
    }
}

/// A value as a field has it: networks one to a line.
fn lines(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// Whether a value is this one, or has it among its words.
fn has(value: &Json, wanted: &str) -> bool {
    match value {
        Json::Null => wanted.is_empty(),
        Json::Bool(yes) => wanted == if *yes { "true" } else { "false" },
        Json::String(text) => text == wanted,
        Json::Array(values) => values.iter().any(|value| value.as_str() == Some(wanted)),
        _ => false,
    }
}
