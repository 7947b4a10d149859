//! A form as a page shows it: what was typed, what is wrong with it, and what somebody else changed meanwhile.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use bailiwick_app::administration::{PolicyPart, PolicySight};

use super::{
    super::{clash::Clash, faults::Faults, page::Page, query::Query, shell::Shell},
    control::{Field, TextField, told},
    deed::Plan,
    names::{Named, Picker, groups_offered},
};
use crate::http::{Gate, Insider, Refusal};

/// What every form about a part shows.
pub(super) struct Sheet<'r> {
    pub(super) gate: &'r Arc<Gate>,
    pub(super) insider: &'r Insider,
    pub(super) shell: &'r Shell,
    pub(super) sight: &'r PolicySight,
    /// The model that it is about; empty where it is about none.
    pub(super) model: &'r str,
    /// The id of what is there; nothing where something new is made.
    pub(super) id: Option<&'r str>,
    /// What is there.
    pub(super) part: Option<&'r PolicyPart>,
    pub(super) draft: &'r Query,
    pub(super) plan: &'r Plan,
    pub(super) heading: Heading,
    /// What the part was when the form was made.
    pub(super) tag: String,
    pub(super) faults: Faults,
    pub(super) clash: Option<Clash>,
}

/// What stands above a form.
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) about: String,
    /// Where it can be taken away.
    pub(super) delete: Option<String>,
}

/// A form with fields one below the other.
#[derive(Template)]
#[template(path = "policy_fields.html")]
struct PlainForm<'p> {
    shell: &'p Shell,
    page: &'p Page,
    sheet: &'p Sheet<'p>,
    fields: Vec<Field>,
    groups: Vec<Named>,
}

impl<'r> Sheet<'r> {
    /// A form that nothing is wrong with.
    pub(super) fn new(
        (gate, insider, shell, sight): (&'r Arc<Gate>, &'r Insider, &'r Shell, &'r PolicySight),
        (model, known, draft): (&'r str, Option<(&'r str, &'r PolicyPart)>, &'r Query),
        plan: &'r Plan,
        heading: Heading,
    ) -> Self {
        let tag = draft.one("tag").unwrap_or_default().to_owned();
        let (faults, clash) = (Faults::default(), None);
        let (id, part) = known.unzip();
        Self { gate, insider, shell, sight, model, id, part, draft, plan, heading, tag, faults, clash }
    }

    /// The same with what is wrong.
    pub(super) fn told(mut self, faults: Faults, clash: Option<Clash>) -> Self {
        if let Some(clash) = &clash {
            self.tag.clone_from(&clash.tag);
        }
        Self { faults, clash, ..self }
    }

    /// The texts.
    pub(super) fn page(&self) -> &'r Page {
        &self.shell.page
    }

    /// A field by its name in the form, its label and its hint, with what was typed into it.
    pub(super) fn text(&self, name: &'static str, label: &str, hint: &str) -> TextField {
        TextField::new(self.page(), self.draft, name, label, hint).told(&self.faults)
    }

    /// A field for groups.
    pub(super) fn picker(&self, name: &'static str, label: &'static str, hint: &'static str) -> Picker {
        let chosen = self.draft.all(name);
        Picker::new(self.page(), self.sight, (name, label, hint), chosen, told(&self.faults, name))
    }

    /// What was typed into a field.
    pub(super) fn said(&self, name: &str) -> &str {
        self.draft.one(name).unwrap_or_default()
    }
}

/// The page of a plain form.
pub(super) fn plain(sheet: Sheet<'_>, mut fields: Vec<Field>) -> Result<Response, Refusal> {
    if sheet.part.is_none() && !sheet.model.is_empty() {
        fields.push(Field::Fixed("m", sheet.model.to_owned()));
    }
    let (shell, page) = (sheet.shell, sheet.page());
    let (groups, status) = (groups_offered(sheet.sight.policy()), sheet.faults.status());
    page.html(status, &PlainForm { shell, page, sheet: &sheet, fields, groups })
}
