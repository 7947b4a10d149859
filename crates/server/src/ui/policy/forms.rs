//! Forms about small parts of the policy: all look alike, and are tried before they are saved.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;

use super::{
    super::{clash::Clash, faults::Faults, page::Page, query::Query, shell::Shell},
    deed::{self, Deed, Plan, Sent},
    names::{Named, OperationBox, Picker},
};
use crate::http::{Gate, Insider, Refusal};

/// A form about one part.
#[derive(Template)]
#[template(path = "policy_form.html")]
struct PartForm<'p> {
    shell: &'p Shell,
    page: &'p Page,
    plan: &'p Plan<'p>,
    heading: &'p Heading,
    tag: String,
    faults: Faults,
    clash: Option<Clash>,
    fields: Vec<Field>,
    groups: Vec<Named>,
}

/// What stands above a form.
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) about: String,
    /// Where it can be taken away.
    pub(super) delete: Option<String>,
}

/// A field of a form.
pub(super) enum Field {
    Text(TextField),
    /// One of several values.
    Choice(TextField, Vec<(String, String)>),
    Groups(Picker),
    Operations(String, Vec<OperationBox>, Option<String>),
    /// Yes or no.
    Flag(TextField),
    /// Said elsewhere, and sent along.
    Fixed(&'static str, String),
}

/// A field that is typed into.
#[derive(Default)]
pub(super) struct TextField {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    /// The list of what is offered.
    pub(super) list: &'static str,
    pub(super) is_required: bool,
    /// Whether it is an id.
    pub(super) is_code: bool,
    pub(super) fault: Option<String>,
}

impl TextField {
    /// A field by its name in the form, its label and its hint; an empty one has none.
    pub(super) fn new(page: &Page, draft: &Query, name: &'static str, label: &str, hint: &str) -> Self {
        Self {
            name,
            label: page.text(label),
            hint: if hint.is_empty() { String::new() } else { page.text(hint) },
            value: draft.one(name).unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }

    /// That has to be filled in.
    pub(super) fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// For an id.
    pub(super) fn code(self) -> Self {
        Self { is_code: true, ..self }
    }

    /// With what is wrong with it.
    pub(super) fn told(self, faults: &Faults) -> Self {
        Self { fault: told(faults, self.name), ..self }
    }
}

/// What is wrong with a field.
pub(super) fn told(faults: &Faults, name: &str) -> Option<String> {
    faults.at(name).map(|fault| fault.text.clone())
}

/// The form, what it comes to, or what is wrong with it.
#[allow(clippy::too_many_arguments, reason = "a form is about many things, each of which is used once")]
pub(super) async fn answered(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    deed: Deed,
    draft: &Query,
    plan: &Plan<'_>,
    heading: &Heading,
    made: impl FnOnce(&Faults) -> (Vec<Field>, Vec<Named>),
) -> Result<Response, Refusal> {
    let is_sent = !insider.knock.is_look && matches!(draft.one("step"), Some("save" | "preview"));
    let (mut faults, mut clash) = (Faults::default(), None);
    if is_sent {
        match deed::sent(gate, insider, shell, deed, draft, plan).await? {
            Sent::Answer(answer) => return Ok(answer),
            Sent::Again(wrong, differs) => (faults, clash) = (wrong, differs),
        }
    }
    let typed = || draft.one("tag").unwrap_or_default().to_owned();
    let tag = clash.as_ref().map_or_else(typed, |clash| clash.tag.clone());
    let ((fields, groups), status) = (made(&faults), faults.status());
    let page = &shell.page;
    page.html(status, &PartForm { shell, page, plan, heading, tag, faults, clash, fields, groups })
}
