//! The form of an area, a company or a department: new, or changed.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::super::{clash::Clash, faults::Faults, page::Page, shell::Shell};
use crate::http::Refusal;

#[derive(Template)]
#[template(path = "place_form.html")]
pub(super) struct PlaceForm<'p> {
    pub(super) shell: &'p Shell,
    pub(super) page: &'p Page,
    pub(super) faults: Faults,
    pub(super) clash: Option<Clash>,
    /// The name of the text of its heading.
    pub(super) title: &'static str,
    /// What it is about, beside the heading.
    pub(super) of: Option<String>,
    /// The way back, with the name of its text.
    pub(super) over: (&'static str, &'static str),
    pub(super) back: String,
    pub(super) action: String,
    pub(super) tag: Option<String>,
    pub(super) controls: Vec<Control>,
    /// What would come of it, where that has to be confirmed, and what is confirmed by sending it again.
    pub(super) sure: Option<(String, String)>,
}

/// One control.
#[derive(Default)]
pub(super) struct Control {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) hint: String,
    /// Value, text, and whether it is chosen; none for a line of text.
    pub(super) options: Vec<(String, String, bool)>,
    pub(super) is_required: bool,
    /// Whether it is shown and sent, and not changed.
    pub(super) is_fixed: bool,
    /// Whether it is a code, which reads from left to right.
    pub(super) is_code: bool,
}

impl PlaceForm<'_> {
    pub(super) fn answer(self) -> Result<Response, Refusal> {
        let status = match &self.clash {
            Some(_) => StatusCode::CONFLICT,
            None => self.faults.status(),
        };
        self.page.html(status, &self)
    }
}
