//! Custom attributes of accounts: which there are, and what they may hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    EmailAddress, FieldName, Label,
    text::{disturbs_text, is_ignorable},
};

/// Longest text of an attribute that sets no limit of its own, in characters.
const USUAL_LENGTH: u16 = 1_000;
/// Longest text that any attribute may allow.
const MAX_LENGTH: u16 = 10_000;

/// The custom attributes of an installation. What is not here cannot be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeSchema {
    /// By name.
    pub fields: BTreeMap<FieldName, AttributeField>,
}

/// One custom attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct AttributeField {
    label: Label,
    kind: AttributeKind,
    required: bool,
    unique: bool,
    max_length: Option<u16>,
    own: SelfAccess,
}

/// What an attribute holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day, as in `2026-11-30`.
    Date,
    /// One of these words.
    Choice(Vec<Label>),
    /// An email address.
    Email,
    /// An address of the web, `https` or `http`.
    Url,
}

/// What people may do with an attribute of their own account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SelfAccess {
    /// Not see it.
    Hidden,
    /// See it.
    #[default]
    Read,
    /// See and change it.
    Write,
}

/// Something that is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct AttributeFault {
    /// Where, as a JSON pointer into the attributes.
    pub pointer: String,
    /// What, and how to mend it.
    pub message: String,
}

/// Why an attribute cannot be defined so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttributeDefinitionError {
    /// Nothing to choose from, or a choice twice.
    #[error("an attribute of kind choice needs `choices`, each of them once")]
    Choices,
    /// Choices without choice.
    #[error("only an attribute of kind choice has `choices`; remove them or change the kind")]
    NoChoice,
    /// A length where it means nothing, or beyond all measure.
    #[error("`max_length` is for kind text, and is 1 to {MAX_LENGTH}")]
    Length,
    /// Two people would soon share such a value.
    #[error("an attribute of kind boolean or choice cannot be unique")]
    Unique,
}

impl AttributeSchema {
    /// Everything that is wrong with these values: unknown ones, missing ones, and ones of the wrong kind.
    #[must_use]
    pub fn check(&self, values: &BTreeMap<FieldName, Value>) -> Vec<AttributeFault> {
        let fault = |name: &FieldName, message| AttributeFault { pointer: format!("/{name}"), message };
        let given = values.iter().filter_map(|(name, value)| match self.fields.get(name) {
            None => Some(fault(name, self.unknown())),
            Some(field) => field.check(value).err().map(|message| fault(name, message)),
        });
        let missing = self
            .fields
            .iter()
            .filter(|(name, field)| field.required && !values.contains_key(*name))
            .map(|(name, _)| fault(name, "this attribute is required; give it a value".to_owned()));
        given.chain(missing).collect()
    }

    fn unknown(&self) -> String {
        let known = self.fields.keys().map(FieldName::as_str).collect::<Vec<_>>();
        match known.is_empty() {
            true => "there are no attributes here; define it first".to_owned(),
            false => {
                format!("there is no such attribute; use one of {}, or define it first", known.join(", "))
            }
        }
    }
}

impl AttributeField {
    /// An attribute that may be absent, may repeat, and that its owner may see.
    ///
    /// # Errors
    /// When there is nothing to choose from, or a choice twice.
    pub fn new(label: Label, kind: AttributeKind) -> Result<Self, AttributeDefinitionError> {
        let field = Self {
            label,
            kind,
            required: false,
            unique: false,
            max_length: None,
            own: SelfAccess::default(),
        };
        field.checked()
    }

    /// The attribute, which each account must have.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The attribute, of which no two accounts may have the same value.
    ///
    /// # Errors
    /// For kinds that have too few values.
    pub fn unique(self) -> Result<Self, AttributeDefinitionError> {
        Self { unique: true, ..self }.checked()
    }

    /// The attribute with this limit of characters.
    ///
    /// # Errors
    /// For kinds other than text, and for 0 and limits beyond all measure.
    pub fn with_max_length(self, most: u16) -> Result<Self, AttributeDefinitionError> {
        Self { max_length: Some(most), ..self }.checked()
    }

    /// The attribute with this access of its owner.
    #[must_use]
    pub fn with_self_access(self, own: SelfAccess) -> Self {
        Self { own, ..self }
    }

    /// Its name on screens.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// What it holds.
    #[must_use]
    pub fn kind(&self) -> &AttributeKind {
        &self.kind
    }

    /// Whether each account must have it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// Whether no two accounts may have the same value, see [`AttributeField::unique_key`].
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.unique
    }

    /// What people may do with it in their own account.
    #[must_use]
    pub fn self_access(&self) -> SelfAccess {
        self.own
    }

    /// What two accounts may not both have, if the attribute is unique. Email addresses are compared as those of accounts.
    #[must_use]
    pub fn unique_key(&self, value: &Value) -> Option<String> {
        (self.unique && !value.is_null()).then(|| self.comparison_key(value))
    }

    /// What is the same for two values that mean the same, whether or not two accounts may both have it.
    #[must_use]
    pub fn comparison_key(&self, value: &Value) -> String {
        match (&self.kind, value) {
            (AttributeKind::Email, Value::String(text)) => {
                EmailAddress::new(text).map_or_else(|_| text.clone(), |email| email.folded().to_owned())
            }
            (_, Value::String(text)) => text.clone(),
            // 7 and 7.0 are one number, however they are written.
            (_, Value::Number(number)) => {
                number.as_f64().map_or_else(|| number.to_string(), |n| n.to_string())
            }
            (_, other) => other.to_string(),
        }
    }

    /// Whether `value` fits.
    ///
    /// # Errors
    /// What is wrong with it, and how to mend it.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        match (&self.kind, value) {
            (_, Value::Null) => Err("null is no value; leave the attribute out".to_owned()),
            (AttributeKind::Number, Value::Number(_)) | (AttributeKind::Boolean, Value::Bool(_)) => Ok(()),
            (AttributeKind::Number, _) => Err("write a number".to_owned()),
            (AttributeKind::Boolean, _) => Err("write true or false".to_owned()),
            (AttributeKind::Text, Value::String(text)) => self.check_text(text),
            (AttributeKind::Date, Value::String(text)) if is_day(text) => Ok(()),
            (AttributeKind::Date, _) => Err("write a day as in \"2026-11-30\"".to_owned()),
            (AttributeKind::Choice(choices), Value::String(text))
                if choices.iter().any(|c| c.as_str() == text) =>
            {
                Ok(())
            }
            (AttributeKind::Choice(choices), _) => {
                let words = choices.iter().map(|c| format!("{:?}", c.as_str())).collect::<Vec<_>>();
                Err(format!("choose one of {}", words.join(", ")))
            }
            (AttributeKind::Email, Value::String(text)) => {
                EmailAddress::new(text).map(|_| ()).map_err(|error| error.to_string())
            }
            (AttributeKind::Url, Value::String(text)) if is_web_address(text) => Ok(()),
            (AttributeKind::Url, _) => {
                Err("write an address that begins with https:// or http://".to_owned())
            }
            (AttributeKind::Text | AttributeKind::Email, _) => Err("write a text".to_owned()),
        }
    }

    fn check_text(&self, text: &str) -> Result<(), String> {
        let most = usize::from(self.max_length.unwrap_or(USUAL_LENGTH));
        if text.chars().count() > most {
            return Err(format!("this text may have at most {most} characters; shorten it"));
        }
        if let Some(c) = text.chars().find(|c| disturbs_text(*c)) {
            return Err(format!("{c:?} is not allowed here; remove it"));
        }
        match text.trim().is_empty() {
            true => Err("this text is empty; leave the attribute out".to_owned()),
            false => Ok(()),
        }
    }

    fn checked(self) -> Result<Self, AttributeDefinitionError> {
        if let AttributeKind::Choice(choices) = &self.kind {
            let repeats =
                choices.iter().enumerate().any(|(i, choice)| choices.iter().take(i).any(|c| c == choice));
            if choices.is_empty() || repeats {
                return Err(AttributeDefinitionError::Choices);
            }
        }
        if self.unique && matches!(self.kind, AttributeKind::Boolean | AttributeKind::Choice(_)) {
            return Err(AttributeDefinitionError::Unique);
        }
        let measured = self.kind == AttributeKind::Text;
        if self.max_length.is_some_and(|most| !measured || !(1..=MAX_LENGTH).contains(&most)) {
            return Err(AttributeDefinitionError::Length);
        }
        Ok(self)
    }
}

/// A day and nothing else: `Date` would also read one with a time behind it.
fn is_day(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|day| day.to_string() == text)
}

/// Anything but `http` could run as a program when it is clicked, and a name before the host pretends to be the host.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let odd = |c: char| c.is_whitespace() || c.is_control() || is_ignorable(c) || "\"'<>\\^`{|}".contains(c);
    text.len() <= 2_000
        && !host.is_empty()
        && !host.starts_with(':')
        && !host.contains('@')
        && !text.contains(odd)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    label: Label,
    kind: Word,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Label>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
    #[serde(default, rename = "self")]
    own: SelfAccess,
}

/// [`AttributeKind`] in files, where the choices stand beside it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Text,
    Number,
    Boolean,
    Date,
    Choice,
    Email,
    Url,
}

impl TryFrom<Wire> for AttributeField {
    type Error = AttributeDefinitionError;
    fn try_from(wire: Wire) -> Result<Self, AttributeDefinitionError> {
        let Wire { label, kind, choices, required, unique, max_length, own } = wire;
        if !choices.is_empty() && !matches!(kind, Word::Choice) {
            return Err(AttributeDefinitionError::NoChoice);
        }
        let kind = match kind {
            Word::Text => AttributeKind::Text,
            Word::Number => AttributeKind::Number,
            Word::Boolean => AttributeKind::Boolean,
            Word::Date => AttributeKind::Date,
            Word::Choice => AttributeKind::Choice(choices),
            Word::Email => AttributeKind::Email,
            Word::Url => AttributeKind::Url,
        };
        Self { label, kind, required, unique, max_length, own }.checked()
    }
}

impl From<AttributeField> for Wire {
    fn from(field: AttributeField) -> Self {
        let AttributeField { label, kind, required, unique, max_length, own } = field;
        let (kind, choices) = match kind {
            AttributeKind::Text => (Word::Text, Vec::new()),
            AttributeKind::Number => (Word::Number, Vec::new()),
            AttributeKind::Boolean => (Word::Boolean, Vec::new()),
            AttributeKind::Date => (Word::Date, Vec::new()),
            AttributeKind::Choice(choices) => (Word::Choice, choices),
            AttributeKind::Email => (Word::Email, Vec::new()),
            AttributeKind::Url => (Word::Url, Vec::new()),
        };
        Self { label, kind, choices, required, unique, max_length, own }
    }
}

#[cfg(test)]
#[path = "attribute/tests.rs"]
mod tests;
