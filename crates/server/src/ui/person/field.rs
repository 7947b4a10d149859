//! A field of a form, ready to be written: what it is called, what is in it, and what is wrong with it.

use crate::ui::{
    faults::{Fault, Faults},
    page::Page,
    picker::Picker,
};

/// A field.
#[derive(Default)]
pub(in crate::ui) struct Field {
    /// The name that it is sent by; its control is `f-NAME`.
    pub(in crate::ui) name: String,
    pub(in crate::ui) label: String,
    /// What the control is: `text`, `email`, `date`, `number` …, `lines` for several, `choice` for one of `choices`.
    pub(in crate::ui) kind: &'static str,
    pub(in crate::ui) value: String,
    pub(in crate::ui) hint: String,
    pub(in crate::ui) choices: Vec<Choice>,
    pub(in crate::ui) fault: Option<Fault>,
    /// Whether it is only shown.
    pub(in crate::ui) fixed: bool,
    /// Whether it has to be filled.
    pub(in crate::ui) must: bool,
    /// What it is instead, where places are chosen in it.
    pub(in crate::ui) picker: Option<Picker>,
}

/// Something to choose.
pub(in crate::ui) struct Choice {
    pub(in crate::ui) value: String,
    pub(in crate::ui) text: String,
    pub(in crate::ui) chosen: bool,
}

impl Field {
    /// A line of text.
    pub(in crate::ui) fn text(page: &Page, name: &str, label: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            label: page.text(label),
            kind: "text",
            value: value.into(),
            ..Self::default()
        }
    }

    /// A control for places, by what was typed into it; where it is only shown, by what it is called.
    pub(in crate::ui) fn places(picker: Picker) -> Self {
        let chosen = picker.rows.iter().filter(|row| row.is_chosen).map(|row| row.name.as_str());
        let value = match picker.is_many {
            true => chosen.collect::<Vec<_>>().join(", "),
            false => picker.value.clone(),
        };
        Self {
            name: picker.name.clone(),
            label: picker.label.clone(),
            kind: "text",
            value,
            hint: picker.told.clone(),
            must: picker.must,
            picker: Some(picker),
            ..Self::default()
        }
    }

    /// The same of another kind.
    pub(in crate::ui) fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// With a hint of a text of this name.
    pub(in crate::ui) fn hint(self, page: &Page, name: &str) -> Self {
        let hint = page.text(name);
        let picker = self.picker.map(|picker| Picker { hint: hint.clone(), ..picker });
        Self { hint, picker, ..self }
    }

    /// One of these, by value and text, of which the present value is chosen. What is there and none of them is one as well.
    pub(in crate::ui) fn choices(self, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        let choice = |(value, text): (String, String)| Choice { chosen: value == self.value, value, text };
        let mut choices: Vec<Choice> = choices.into_iter().map(choice).collect();
        if !self.value.is_empty() && !choices.iter().any(|choice| choice.chosen) {
            let (value, text) = (self.value.clone(), self.value.clone());
            choices.push(Choice { value, text, chosen: true });
        }
        Self { kind: "choice", choices, ..self }
    }

    /// With proposals, of which none need be taken.
    pub(in crate::ui) fn proposing(self, proposals: impl IntoIterator<Item = (String, String)>) -> Self {
        let choice = |(value, text)| Choice { value, text, chosen: false };
        Self { kind: "proposed", choices: proposals.into_iter().map(choice).collect(), ..self }
    }

    /// Only shown, where that is so.
    pub(in crate::ui) fn fixed(self, fixed: bool) -> Self {
        Self { fixed, ..self }
    }

    /// One that has to be filled.
    pub(in crate::ui) fn must(self) -> Self {
        Self { must: true, ..self }
    }

    /// With what is wrong with it.
    pub(in crate::ui) fn faulty(self, faults: &Faults) -> Self {
        let this = Self { picker: self.picker.map(|picker| picker.faulty(faults)), ..self };
        match faults.at(&this.name) {
            Some(fault) => Self { fault: Some(fault.clone()), ..this },
            None => this,
        }
    }

    /// What is in it, for people.
    pub(in crate::ui) fn shown(&self) -> &str {
        match self.choices.iter().find(|choice| choice.chosen) {
            Some(choice) => &choice.text,
            None => &self.value,
        }
    }

    /// What the control is described by.
    pub(in crate::ui) fn described(&self) -> String {
        let error = self.fault.is_some().then(|| format!("f-{}-e", self.name));
        let hint = (!self.hint.is_empty()).then(|| format!("f-{}-h", self.name));
        error.into_iter().chain(hint).collect::<Vec<_>>().join(" ")
    }
}
