//! Fields of forms: what stands in them, what is wrong with them, and how they are read.

use bailiwick_model::{Operation, Operations};
use serde_json::{Map, Value as Json};

use super::{
    super::{
        faults::{Fault, Faults},
        page::Page,
        query::Query,
    },
    names::{OperationBox, Picker},
};

/// A field of a form.
pub(super) enum Field {
    Text(TextField),
    /// Several lines of text.
    Lines(TextField),
    /// One of several values.
    Choice(TextField, Vec<(String, String)>),
    Groups(Picker),
    Operations(String, Vec<OperationBox>, Option<Fault>),
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
    /// Lines that are shown of several.
    pub(super) rows: usize,
    /// The list of what is offered.
    pub(super) list: &'static str,
    pub(super) is_required: bool,
    /// Whether it is an id.
    pub(super) is_code: bool,
    pub(super) fault: Option<Fault>,
}

impl TextField {
    /// A field by its name in the form, its label and its hint; an empty one has none.
    pub(super) fn new(page: &Page, draft: &Query, name: &'static str, label: &str, hint: &str) -> Self {
        Self {
            name,
            label: page.text(label),
            hint: if hint.is_empty() { String::new() } else { page.text(hint) },
            value: draft.one(name).unwrap_or_default().to_owned(),
            rows: 3,
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
pub(super) fn told(faults: &Faults, name: &str) -> Option<Fault> {
    faults.at(name).cloned()
}

/// The operations that were ticked.
pub(super) fn ticked(draft: &Query) -> Operations {
    draft.all("op").filter_map(|word| word.parse::<Operation>().ok()).collect()
}

/// Members of a patch by their names.
pub(super) fn members<const N: usize>(members: [(&str, Json); N]) -> Map<String, Json> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What was typed into a field, or nothing.
pub(super) fn said(draft: &Query, name: &str) -> Json {
    draft.said(name).map_or(Json::Null, Json::from)
}

/// A whole number. What is none is left for the engine to refuse, at its field.
pub(super) fn number(draft: &Query, name: &str) -> Json {
    let number = |text: &str| text.parse::<i64>().map_or_else(|_| text.into(), Json::from);
    draft.said(name).map_or(Json::Null, number)
}

/// Ids that were chosen under one name, or nothing.
pub(super) fn chosen(draft: &Query, name: &str) -> Json {
    let ids: Vec<&str> = draft.all(name).map(str::trim).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() { Json::Null } else { ids.into() }
}

/// The lines of a field that say something.
pub(super) fn lines<'d>(draft: &'d Query, name: &str) -> impl Iterator<Item = &'d str> {
    let lines = draft.one(name).unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| !line.is_empty())
}

/// Whether a part is in force, where saying nothing means that it is.
pub(super) fn in_force(draft: &Query) -> Json {
    if draft.one("active") == Some("yes") { Json::Null } else { false.into() }
}

/// What is written of a part, as its form has it: names and values.
#[derive(Default)]
pub(super) struct Written(Vec<(String, String)>);

impl Written {
    /// Members with one value, by their names.
    pub(super) fn of(body: &Map<String, Json>, names: &[&str]) -> Self {
        let text = |name: &str| match body.get(name) {
            Some(Json::String(text)) => text.clone(),
            Some(Json::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        Self(names.iter().map(|name| ((*name).to_owned(), text(name))).collect())
    }

    /// And one more.
    pub(super) fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// And several under one name.
    pub(super) fn all(mut self, name: &str, values: impl IntoIterator<Item = impl ToString>) -> Self {
        self.0.extend(values.into_iter().map(|value| (name.to_owned(), value.to_string())));
        self
    }

    /// And a list of the body under a name of the form.
    pub(super) fn list(self, name: &str, body: &Map<String, Json>, member: &str) -> Self {
        let values = body.get(member).and_then(Json::as_array).into_iter().flatten();
        self.all(name, values.filter_map(Json::as_str))
    }

    /// And that it is in force, unless it is switched off.
    pub(super) fn active(self, body: &Map<String, Json>) -> Self {
        match body.get("active") {
            Some(Json::Bool(false)) => self,
            _ => self.and("active", "yes"),
        }
    }

    /// As if it had been sent.
    pub(super) fn query(&self) -> Query {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}
