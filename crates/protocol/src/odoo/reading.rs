//! Typed access to the fields of a record. What cannot be read becomes a finding here, so that callers only decide
//! what its absence means.

use bailiwick_model::KeyError;

use super::{
    Kind, Level, Place,
    edit::Edits,
    finding::{Findings, quote},
    python::{self, Literal},
    record::{Content, Field, Record, qualify},
};

/// Reads the fields of one record.
pub(super) struct Reading<'a> {
    pub(super) record: &'a Record,
    pub(super) findings: &'a mut Findings,
}

/// A field that was not understood; the finding exists already.
#[derive(Debug)]
pub(super) struct Unread;

impl Reading<'_> {
    pub(super) fn kind(&self) -> Kind {
        self.record.kind()
    }

    /// Text without surrounding space; nothing when empty or unset.
    pub(super) fn text(&mut self, field: &Field) -> Result<Option<String>, Unread> {
        let text = match self.literal(field)? {
            Literal::None | Literal::Bool(false) => String::new(),
            Literal::Text(text) => text.trim().to_owned(),
            Literal::Int(number) => number.to_string(),
            other => return Err(self.unread(field, &expected("a text", &other))),
        };
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    pub(super) fn number(&mut self, field: &Field) -> Result<Option<i64>, Unread> {
        match self.literal(field)? {
            Literal::None | Literal::Bool(false) => Ok(None),
            Literal::Int(number) => Ok(Some(number)),
            Literal::Text(text) if text.trim().is_empty() => Ok(None),
            Literal::Text(text) => {
                text.trim().parse().map(Some).map_err(|_| self.unread(field, "a whole number is expected"))
            }
            other => Err(self.unread(field, &expected("a whole number", &other))),
        }
    }

    pub(super) fn flag(&mut self, field: &Field) -> Result<bool, Unread> {
        let text = match self.literal(field)? {
            Literal::Text(text) => text,
            other => return Ok(other.truth()),
        };
        match text.trim().to_ascii_lowercase().as_str() {
            "1" | "true" | "t" | "yes" | "y" | "on" => Ok(true),
            "" | "0" | "false" | "f" | "no" | "n" | "off" => Ok(false),
            _ => Err(self.unread(field, "1, 0, True or False is expected")),
        }
    }

    /// A reference to one object, qualified; nothing when unset.
    pub(super) fn reference(&mut self, field: &Field) -> Result<Option<String>, Unread> {
        match self.literal(field)? {
            Literal::None | Literal::Bool(false) => Ok(None),
            Literal::Text(text) if text.trim().is_empty() => Ok(None),
            Literal::Ref(id) => Ok(Some(qualify(&self.record.module, &id))),
            other => Err(self.unread(field, &expected("a reference", &other))),
        }
    }

    /// Changes to a list of references. What is not understood of them is reported and left out.
    pub(super) fn edits(&mut self, field: &Field) -> Edits {
        let Ok(literal) = self.literal(field) else {
            return Edits { edits: Vec::new(), refused: vec![String::new()] };
        };
        let read = Edits::of(&literal, &self.record.module);
        match read.refused.as_slice() {
            [] => {}
            [why] => _ = self.unread(field, why),
            [why, more @ ..] => _ = self.unread(field, &format!("{why}, and {} items more", more.len())),
        }
        read
    }

    /// The value as written, in the one form all ways of writing share.
    pub(super) fn literal(&mut self, field: &Field) -> Result<Literal, Unread> {
        match &field.content {
            Content::Text(text) => Ok(Literal::Text(text.clone())),
            Content::Ref(id) if id.trim().is_empty() => Ok(Literal::None),
            Content::Ref(id) => Ok(Literal::Ref(id.clone())),
            Content::Eval(text) => {
                python::parse(text).map_err(|error| self.unread(field, &error.to_string()))
            }
            Content::Search(_) => Err(self.unread(field, "a search needs a database to be answered")),
            Content::Nested => {
                Err(self.unread(field, "markup or the content of another file is not read here"))
            }
        }
    }

    /// A key, or a finding when the text cannot be one.
    pub(super) fn key<K>(&mut self, place: &Place, key: Result<K, KeyError>) -> Option<K> {
        key.map_err(|error| {
            let subject = quote(&self.record.id);
            self.findings.add(
                Level::Unresolved,
                self.record.kind(),
                place,
                subject,
                error.to_string(),
                "mend the id",
            );
        })
        .ok()
    }

    /// Counts a field that has no counterpart.
    pub(super) fn ignore(&mut self, field: &Field) {
        let subject = format!("{}.{}", self.record.model, quote(&field.name));
        let why = "the field has no counterpart here";
        self.findings.ignore(self.kind(), &field.place, subject, why, "nothing to do");
    }

    pub(super) fn note(&mut self, place: &Place, why: impl Into<String>, remedy: &str) {
        self.findings.add(Level::Note, self.kind(), place, self.record.id.clone(), why, remedy);
    }

    /// Reports a field that was not understood, quoting it.
    pub(super) fn unread(&mut self, field: &Field, why: &str) -> Unread {
        let written = match &field.content {
            Content::Text(text) | Content::Ref(text) | Content::Eval(text) | Content::Search(text) => {
                quote(text)
            }
            Content::Nested => "…".to_owned(),
        };
        let subject = format!("{}: {} = {written}", self.record.id, quote(&field.name));
        let remedy = "set the value in the imported policy, or write it in the file as a literal";
        self.findings.add(Level::Unresolved, self.kind(), &field.place, subject, why, remedy);
        Unread
    }
}

fn expected(what: &str, found: &Literal) -> String {
    let found = match found {
        Literal::None => "None",
        Literal::Bool(_) => "a switch",
        Literal::Int(_) | Literal::Float(_) => "a number",
        Literal::Text(_) => "a text",
        Literal::List(_) | Literal::Tuple(_) => "a list",
        Literal::Dict(_) => "a dictionary",
        Literal::Ref(_) => "a reference",
        Literal::Command(..) => "a command",
    };
    format!("{what} is expected, this is {found}")
}
