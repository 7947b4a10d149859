//! What a page of settings shows, ready to be written.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::SettingsPage;
use bailiwick_model::SettingScope;
use bailiwick_protocol::rest::SettingView;

use super::{belongs, control::Control, groups::Kind, words};
use crate::{
    http::{Knock, Refusal},
    language::Words,
    ui::{faults::Faults, page, shell::Shell},
};

#[derive(Template)]
#[template(path = "settings.html")]
pub(super) struct Page<'p> {
    shell: &'p Shell,
    page: &'p page::Page,
    kind: Kind,
    /// Where it applies, in words.
    at: String,
    /// The same page of the installation, where this is of another place.
    of_all: Option<&'static str>,
    /// The other page of the same place.
    other: String,
    action: String,
    groups: Vec<Group>,
    /// Whether the actor may set values here.
    changes: bool,
    /// Whether he has to show first who he is.
    shows_first: Option<String>,
    faults: Faults,
    has_clash: bool,
    effect: Option<Effect>,
    /// Whether it was only tried.
    is_trial: bool,
    require_change: bool,
}

struct Group {
    title: &'static str,
    controls: Vec<Control>,
    /// Whether people may have to choose other passwords because of it.
    is_of_passwords: bool,
}

/// What would come of what was typed.
pub(super) struct Effect {
    pub(super) told: Vec<(bool, String)>,
}

impl<'p> Page<'p> {
    /// Whether the control can be used.
    fn opens(&self, control: &Control) -> bool {
        self.changes && control.locked_by.is_none()
    }

    pub(super) fn of(
        shell: &'p Shell,
        kind: Kind,
        scope: &SettingScope,
        found: SettingsPage,
        is_fresh: bool,
    ) -> Self {
        let page = &shell.page;
        let control = |name: &str| {
            let setting = found.all.iter().find(|setting| setting.name == name)?;
            belongs(kind, setting).then(|| Control::of(page, setting, &found.roles)).flatten()
        };
        let groups = kind.groups().iter().map(|(title, names)| Group {
            title,
            controls: names.iter().filter_map(|name| control(name)).collect(),
            is_of_passwords: *title == "set-passwords",
        });
        let place = match &found.name {
            Some(name) => page.with("set-at-named", &Words::new().text("name", name)),
            None => words::place(page, &scope.to_string()),
        };
        let other = if kind == Kind::Security { Kind::Defaults } else { Kind::Security };
        let here = kind.at(scope);
        let step_up = serde_urlencoded::to_string([("next", &here)]).unwrap_or_default();
        let shows_first =
            (found.changes && kind == Kind::Security && !is_fresh).then(|| format!("/step-up?{step_up}"));
        Self {
            shell,
            page,
            kind,
            at: page.with("set-applies", &Words::new().filled("place", place)),
            of_all: (*scope != SettingScope::Installation).then_some(kind.path()),
            other: other.at(scope),
            action: here,
            groups: groups.filter(|group| !group.controls.is_empty()).collect(),
            changes: found.changes && shows_first.is_none(),
            shows_first,
            faults: Faults::default(),
            has_clash: false,
            effect: None,
            is_trial: false,
            require_change: false,
        }
    }

    /// With what was typed in the place of what holds.
    pub(super) fn with_typed(mut self, knock: &Knock, is_meant: bool) -> Self {
        for group in &mut self.groups {
            group.controls =
                std::mem::take(&mut group.controls).into_iter().map(|one| one.with_typed(knock)).collect();
        }
        self.require_change = knock.field("require_change").is_some();
        self.is_trial = !is_meant;
        self
    }

    pub(super) fn with_effect(self, effect: Effect) -> Self {
        Self { effect: Some(effect), ..self }
    }

    pub(super) fn with_faults(self, faults: Faults) -> Self {
        Self { faults, ..self }
    }

    /// Somebody else was quicker: the page has what he typed, and what is to be seen now when it is loaded again.
    pub(super) fn with_clash(self) -> Self {
        let told = self.page.text("set-clash");
        Self { faults: Faults::one("", told), has_clash: true, ..self }
    }

    /// He has shown who he is too long ago; what he typed stays.
    pub(super) fn with_step_up(self) -> Self {
        Self { faults: Faults::stale(), changes: true, ..self }
    }

    pub(super) fn answer(self) -> Result<Response, Refusal> {
        let status = if self.has_clash { StatusCode::CONFLICT } else { self.faults.status() };
        self.page.html(status, &self)
    }
}

impl Effect {
    pub(super) fn of(page: &page::Page, changed: &[SettingView]) -> Self {
        let mut told = Vec::new();
        for setting in changed {
            let label = words::label(page, &setting.name);
            let said = |name: &str, count: u64| {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                page.with(name, &Words::new().filled("setting", &label).count("count", count))
            };
            let before = told.len();
            if let Some(affects) = setting.affects {
                let all = [
                    ("set-stricter", affects.stricter, true),
                    ("set-laxer", affects.laxer, true),
                    ("set-otherwise-people", affects.otherwise, true),
                ];
                told.extend(
                    all.into_iter()
                        .filter(|(_, count, _)| *count > 0)
                        .map(|(name, count, warns)| (warns, said(name, count))),
                );
            }
            if let Some(passwords) = setting.passwords {
                let all = [
                    ("set-weaker", passwords.weaker),
                    ("set-unknown", passwords.unknown),
                    ("set-older", passwords.older),
                    ("set-required", passwords.required),
                ];
                told.extend(
                    all.into_iter()
                        .filter(|(_, count)| *count > 0)
                        .map(|(name, count)| (true, said(name, count))),
                );
            }
            if told.len() == before {
                let value = words::value(page, &setting.name, &setting.value);
                let words = Words::new().filled("setting", &label).filled("value", value);
                told.push((false, page.with("set-becomes", &words)));
            }
        }
        Self { told }
    }
}
