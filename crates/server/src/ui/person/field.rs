//! A field of a form, ready to be written: what it is called, what is in it, and what is wrong with it.

use crate::{
    language::Words,
    ui::{faults::Faults, page::Page},
};

/// A field.
#[derive(Default)]
pub(super) struct Field {
    /// The name that it is sent by; its control is `f-NAME`.
    pub(super) name: String,
    pub(super) label: String,
    /// What the control is: `text`, `email`, `date`, `number` …, `lines` for several, `choice` for one of `choices`.
    pub(super) kind: &'static str,
    pub(super) value: String,
    pub(super) hint: String,
    pub(super) choices: Vec<Choice>,
    pub(super) error: String,
    pub(super) error_is_english: bool,
    /// Whether it is only shown.
    pub(super) fixed: bool,
    /// Whether it has to be filled.
    pub(super) must: bool,
}

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) chosen: bool,
}

impl Field {
    /// A line of text.
    pub(super) fn text(page: &Page, name: &str, label: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            label: page.text(label),
            kind: "text",
            value: value.into(),
            ..Self::default()
        }
    }

    /// The same of another kind.
    pub(super) fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// With a hint of a text of this name.
    pub(super) fn hint(self, page: &Page, name: &str) -> Self {
        Self { hint: page.text(name), ..self }
    }

    /// With what a code that is in it stands for, where that is known.
    pub(super) fn named(self, page: &Page, name: Option<&String>) -> Self {
        match name {
            Some(name) => {
                Self { hint: page.with("person-is-called", &Words::new().text("name", name)), ..self }
            }
            None => self,
        }
    }

    /// One of these, by value and text, of which the present value is chosen. What is there and none of them is one as well.
    pub(super) fn choices(self, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        let choice = |(value, text): (String, String)| Choice { chosen: value == self.value, value, text };
        let mut choices: Vec<Choice> = choices.into_iter().map(choice).collect();
        if !self.value.is_empty() && !choices.iter().any(|choice| choice.chosen) {
            let (value, text) = (self.value.clone(), self.value.clone());
            choices.push(Choice { value, text, chosen: true });
        }
        Self { kind: "choice", choices, ..self }
    }

    /// With proposals, of which none need be taken.
    pub(super) fn proposing(self, proposals: impl IntoIterator<Item = (String, String)>) -> Self {
        let choice = |(value, text)| Choice { value, text, chosen: false };
        Self { kind: "proposed", choices: proposals.into_iter().map(choice).collect(), ..self }
    }

    /// Only shown, where that is so.
    pub(super) fn fixed(self, fixed: bool) -> Self {
        Self { fixed, ..self }
    }

    /// One that has to be filled.
    pub(super) fn must(self) -> Self {
        Self { must: true, ..self }
    }

    /// With what is wrong with it.
    pub(super) fn faulty(self, faults: &Faults) -> Self {
        match faults.at(&self.name) {
            Some(fault) => Self { error: fault.text.clone(), error_is_english: fault.is_english, ..self },
            None => self,
        }
    }

    /// What is in it, for people.
    pub(super) fn shown(&self) -> &str {
        match self.choices.iter().find(|choice| choice.chosen) {
            Some(choice) => &choice.text,
            None => &self.value,
        }
    }

    /// What the control is described by.
    pub(super) fn described(&self) -> String {
        let error = (!self.error.is_empty()).then(|| format!("f-{}-e", self.name));
        let hint = (!self.hint.is_empty()).then(|| format!("f-{}-h", self.name));
        error.into_iter().chain(hint).collect::<Vec<_>>().join(" ")
    }
}
