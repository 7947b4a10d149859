//! The form of an area, a company or a department: new, or changed.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::super::{clash::Clash, faults::Faults, page::Page, person::field::Field, shell::Shell};
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
    /// The state that was seen.
    pub(super) tag: Option<String>,
    /// The state that it is in.
    pub(super) now: Option<String>,
    pub(super) controls: Vec<Field>,
    /// What would come of it, where that has to be confirmed, and what is confirmed by sending it again.
    pub(super) sure: Option<(String, String)>,
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
