//! What is wrong with a form that was sent: at the top of the page, and at each field.

use askama::filters::Safe;
use axum::http::StatusCode;
use bailiwick_app::administration::Refused;

use super::page::{Page, escaped};
use crate::http::Refusal;

/// What is wrong, in the order in which it is told.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) all: Vec<Fault>,
    /// Whether it takes that he shows again who he is: what he typed stays, and is sent again when he has.
    pub(super) is_stale: bool,
    /// Whether somebody else was faster, and he is told so.
    is_overtaken: bool,
    status: StatusCode,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The name of the field, by which its control is known as `f-NAME`; empty for the form as a whole.
    pub(super) field: String,
    pub(super) text: String,
    /// Whether the text is the engine's, which speaks English.
    pub(super) is_english: bool,
}

impl Fault {
    /// One, in the reader's language.
    pub(super) fn ours(field: &str, text: String) -> Self {
        Self { field: field.to_owned(), text, is_english: false }
    }

    /// One, in the engine's words.
    pub(super) fn english(field: &str, text: String) -> Self {
        Self { field: field.to_owned(), text, is_english: true }
    }

    /// The text, in its reader's words.
    pub(super) fn shown(&self, page: &Page) -> Safe<String> {
        if self.is_english { page.said(&self.text) } else { Safe(escaped(&self.text)) }
    }
}

impl Faults {
    /// One, in the reader's language.
    pub(super) fn one(field: &str, text: String) -> Self {
        Self {
            all: vec![Fault::ours(field, text)],
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::default()
        }
    }

    /// One, in the engine's words.
    pub(super) fn english(field: &str, text: String) -> Self {
        Self {
            all: vec![Fault::english(field, text)],
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::default()
        }
    }

    /// What was to be done about something that is not there: the page as it is, and that nothing was done.
    pub(super) fn missing(text: String) -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::one("", text) }
    }

    /// The same with another one.
    pub(super) fn and(self, field: &str, text: String) -> Self {
        self.with(Fault::ours(field, text))
    }

    /// The same with another one, whosever words it is in.
    pub(super) fn with(mut self, fault: Fault) -> Self {
        self.all.push(fault);
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self
    }

    /// Nothing is wrong, but it is too long since he showed who he is.
    pub(super) fn stale() -> Self {
        Self { is_stale: true, status: StatusCode::UNPROCESSABLE_ENTITY, ..Self::default() }
    }

    /// What a use case says about what was sent. Whatever is about something else than the form is an answer of its own: what one may not do,
    /// what is not there, and what broke.
    pub(super) fn of(refused: Refused) -> Result<Self, Refused> {
        let said = match &refused {
            Refused::StepUp => return Ok(Self::stale()),
            Refused::Invalid(faults) => {
                let fault = |fault: &bailiwick_app::administration::Fault| {
                    (field_of(&fault.pointer).to_owned(), fault.message.clone())
                };
                faults.iter().map(fault).collect()
            }
            Refused::Conflict(_)
            | Refused::Beyond(_)
            | Refused::Domain(_)
            | Refused::NotInForce(_)
            | Refused::ManagedByRoles { .. }
            | Refused::LastAdministrator { .. } => vec![(String::new(), refused.to_string())],
            _ => return Err(refused),
        };
        let all = said.into_iter().map(|(field, text)| Fault::english(&field, text)).collect();
        Ok(Self { all, status: Refusal::from(refused).status(), ..Self::default() })
    }

    /// The same with what is said of closed lists in the reader's words: what a form offers there, he has chosen from in his language.
    pub(super) fn worded(mut self, page: &Page) -> Self {
        for fault in self.all.iter_mut().filter(|fault| fault.text.starts_with("unknown variant `")) {
            (fault.text, fault.is_english) = (page.text("fault-choice"), false);
        }
        self
    }

    /// Somebody else was faster: what is wrong is told by what differs.
    pub(super) fn conflict() -> Self {
        Self { status: StatusCode::CONFLICT, ..Self::default() }
    }

    /// The same in a sentence.
    pub(super) fn overtaken(text: String) -> Self {
        Self { status: StatusCode::CONFLICT, is_overtaken: true, ..Self::one("", text) }
    }

    /// The state that a form is to be sent with again: what was seen by whoever sent it, and what there is now where he has been told of that.
    pub(super) fn tag(&self, sent: Option<&str>, now: &str) -> String {
        let sent = sent.filter(|tag| !tag.is_empty() && !self.is_overtaken);
        sent.unwrap_or(now).to_owned()
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && !self.is_stale
    }

    /// What is wrong with a field.
    pub(super) fn at(&self, field: &str) -> Option<&Fault> {
        self.all.iter().find(|fault| fault.field == field)
    }

    /// How the form is answered.
    pub(super) fn status(&self) -> StatusCode {
        if self.is_empty() && self.status != StatusCode::CONFLICT { StatusCode::OK } else { self.status }
    }
}

/// The field that a JSON pointer leads to: its first step.
fn field_of(pointer: &str) -> &str {
    pointer.trim_start_matches('/').split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_at_their_fields() {
        let fault = |pointer: &str| bailiwick_app::administration::Fault {
            pointer: pointer.to_owned(),
            message: "is none".to_owned(),
        };
        let invalid = |pointer: &str| Faults::of(Refused::Invalid(vec![fault(pointer)])).unwrap();
        assert_eq!(invalid("/email").at("email").unwrap().text, "is none");
        assert_eq!(invalid("/role_lines/0/from").at("role_lines").unwrap().text, "is none");
        assert!(invalid("").at("email").is_none());
        assert_eq!(invalid("").status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(Faults::of(Refused::NotReady).is_err());
        let told = Faults::overtaken("somebody was faster".to_owned());
        assert_eq!((told.tag(Some("seen"), "now"), told.status()), ("now".to_owned(), StatusCode::CONFLICT));
        assert_eq!(invalid("/email").tag(Some("seen"), "now"), "seen");
        assert_eq!(Faults::default().tag(None, "now"), "now");
        let stale = Faults::of(Refused::StepUp).unwrap();
        assert_eq!((stale.is_empty(), stale.status()), (false, StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(Faults::default().status(), StatusCode::OK);
    }
}
