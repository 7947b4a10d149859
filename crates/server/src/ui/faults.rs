//! What is wrong with a form that was sent: at the top of the page, and at each field.

use axum::http::StatusCode;
use bailiwick_app::administration::Refused;

use crate::http::Refusal;

/// What is wrong, in the order in which it is told.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) all: Vec<Fault>,
    status: StatusCode,
}

/// One thing that is wrong.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// The name of the field, by which its control is known as `f-NAME`; empty for the form as a whole.
    pub(super) field: String,
    pub(super) text: String,
    /// Whether the text is the engine's, which speaks English.
    pub(super) is_english: bool,
}

impl Faults {
    /// One, in the reader's language.
    pub(super) fn one(field: &str, text: String) -> Self {
        let fault = Fault { field: field.to_owned(), text, is_english: false };
        Self { all: vec![fault], status: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// One, in the engine's words.
    pub(super) fn english(field: &str, text: String) -> Self {
        let fault = Fault { field: field.to_owned(), text, is_english: true };
        Self { all: vec![fault], status: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// The same with another one.
    pub(super) fn and(mut self, field: &str, text: String) -> Self {
        self.all.push(Fault { field: field.to_owned(), text, is_english: false });
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self
    }

    /// What a use case says about what was sent. Whatever is about something else than the form is an answer of its own: showing again who
    /// one is, what one may not do, what is not there, and what broke.
    pub(super) fn of(refused: Refused) -> Result<Self, Refused> {
        let said = match &refused {
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
        let fault = |(field, text)| Fault { field, text, is_english: true };
        Ok(Self { all: said.into_iter().map(fault).collect(), status: Refusal::from(refused).status() })
    }

    /// Somebody else was faster: what is wrong is told by what differs.
    pub(super) fn conflict() -> Self {
        Self { all: Vec::new(), status: StatusCode::CONFLICT }
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
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
        assert!(Faults::of(Refused::StepUp).is_err());
        assert_eq!(Faults::default().status(), StatusCode::OK);
    }
}
