//! The attributes and relations of a model.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldName, GroupSpec, ModelName};

/// What a field holds. Odoo's field types, less those that are computed from others.
///
/// As text: `char`, `selection draft open closed` (a key with a space in quotes: `'in progress'`), `many2one res.partner`, `one2many spp.member household_id`,
/// `many2many res.tag`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Char,
    /// Several lines of text.
    Text,
    /// Text with mark-up.
    Html,
    /// One of the listed keys; an empty list accepts any key.
    Selection(Vec<String>),
    /// A whole number.
    Integer,
    /// A floating-point number.
    Float,
    /// An amount of money.
    Monetary,
    /// True or false; not set is false.
    Boolean,
    /// A day.
    Date,
    /// A moment, stored in UTC to the second.
    Datetime,
    /// A link to one record of another model.
    Many2one(ModelName),
    /// The records of another model whose `inverse` field links here.
    One2many {
        /// The other model.
        model: ModelName,
        /// Its many2one that points here.
        inverse: FieldName,
    },
    /// Links to any number of records of another model.
    Many2many(ModelName),
    /// Free-form data that conditions can only test for presence.
    Json,
}

impl FieldKind {
    /// The first word of the kind, as written in files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Char => "char",
            Self::Text => "text",
            Self::Html => "html",
            Self::Selection(_) => "selection",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Monetary => "monetary",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Many2one(_) => "many2one",
            Self::One2many { .. } => "one2many",
            Self::Many2many(_) => "many2many",
            Self::Json => "json",
        }
    }

    /// The model at the other end of a relation.
    #[must_use]
    pub fn comodel(&self) -> Option<&ModelName> {
        match self {
            Self::Many2one(model) | Self::Many2many(model) | Self::One2many { model, .. } => Some(model),
            _ => None,
        }
    }

    /// Whether the field links to any number of records.
    #[must_use]
    pub fn is_x2many(&self) -> bool {
        matches!(self, Self::One2many { .. } | Self::Many2many(_))
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        match self {
            Self::Selection(keys) => keys.iter().try_for_each(|key| {
                // An unquoted word ends at a space, and a quote at its beginning would open one.
                if key.is_empty() || key.starts_with('\'') || key.contains(char::is_whitespace) {
                    write!(f, " '{}'", key.replace('\'', "''"))
                } else {
                    write!(f, " {key}")
                }
            }),
            Self::Many2one(model) | Self::Many2many(model) => write!(f, " {model}"),
            Self::One2many { model, inverse } => write!(f, " {model} {inverse}"),
            _ => Ok(()),
        }
    }
}

/// The text describes no kind of field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a field type: {why}")]
pub struct UnknownKind {
    text: String,
    why: String,
}

impl FromStr for FieldKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let fail = |why: String| UnknownKind { text: text.to_owned(), why };
        let words =
            words(text).ok_or_else(|| fail("close the quote, and write '' for a quote inside".into()))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let model = |name: &str| ModelName::new(name).map_err(|e| fail(e.to_string()));
        let kind = match *words.as_slice() {
            ["char"] => Self::Char,
            ["text"] => Self::Text,
            ["html"] => Self::Html,
            ["selection", ref keys @ ..] => Self::Selection(keys.iter().map(|k| (*k).to_owned()).collect()),
            ["integer"] => Self::Integer,
            ["float"] => Self::Float,
            ["monetary"] => Self::Monetary,
            ["boolean"] => Self::Boolean,
            ["date"] => Self::Date,
            ["datetime"] => Self::Datetime,
            ["json"] => Self::Json,
            ["many2one", to] => Self::Many2one(model(to)?),
            ["many2many", to] => Self::Many2many(model(to)?),
            ["one2many", to, inverse] => Self::One2many {
                model: model(to)?,
                inverse: FieldName::new(inverse).map_err(|e| fail(e.to_string()))?,
            },
            ["many2one" | "many2many", ..] => {
                return Err(fail("name one model, as in 'many2one res.partner'".into()));
            }
            ["one2many", ..] => {
                return Err(fail(
                    "name the model and its link back, as in 'one2many spp.member household_id'".into(),
                ));
            }
            _ => {
                return Err(fail(
                    "use char, text, html, selection, integer, float, monetary, boolean, date, datetime, many2one, \
                     one2many, many2many or json"
                        .into(),
                ));
            }
        };
        Ok(kind)
    }
}

/// Words between spaces; one in quotes may hold spaces, and `''` in it is a quote. `None` when a quote is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('\'') {
            Some(inner) => quoted(inner)?,
            None => {
                let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                (word.to_owned(), after)
            }
        };
        words.push(word);
        rest = after.trim_start();
    }
    Some(words)
}

/// The text up to the closing quote, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        word.push_str(before);
        let Some(more) = after.strip_prefix('\'') else {
            let is_whole = after.is_empty() || after.starts_with(char::is_whitespace);
            return is_whole.then_some((word, after));
        };
        word.push('\'');
        rest = more;
    }
}

impl Serialize for FieldKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FieldKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The table behind a many2many in a connected database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManyToMany {
    /// Its name.
    pub table: String,
    /// The column that holds this model's id.
    pub own: String,
    /// The column that holds the other model's id.
    pub other: String,
}

/// One attribute or relation of a model. Written as just its type (`name: char`) when nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it holds.
    pub kind: FieldKind,
    /// Its name for people.
    pub label: Option<String>,
    /// A record that lacks it is refused by every check instead of being read as "not set".
    pub required: bool,
    /// Who may read and write it (Odoo's `groups=`); nobody is left out when absent.
    pub groups: Option<GroupSpec>,
    /// Column in a connected database, when it is not called like the field.
    pub column: Option<String>,
    /// Table of a many2many in a connected database.
    pub relation: Option<ManyToMany>,
}

impl Field {
    /// A field of this kind with nothing else said.
    #[must_use]
    pub fn new(kind: FieldKind) -> Self {
        Self { kind, label: None, required: false, groups: None, column: None, relation: None }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    #[serde(rename = "type")]
    kind: FieldKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    groups: Option<GroupSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relation: Option<ManyToMany>,
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self == Self::new(self.kind.clone()) {
            return self.kind.serialize(serializer);
        }
        let Self { kind, label, required, groups, column, relation } = self.clone();
        Long { kind, label, required, groups, column, relation }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = Field;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field type such as 'char', or a map with at least 'type'")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Field, E> {
                text.parse().map(Field::new).map_err(E::custom)
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Field, A::Error> {
                let Long { kind, label, required, groups, column, relation } =
                    Long::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Field { kind, label, required, groups, column, relation })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_round_trip_as_text() {
        for text in [
            "char",
            "selection draft open",
            "many2one res.partner",
            "one2many spp.member household_id",
            "many2many a.b",
        ] {
            assert_eq!(text.parse::<FieldKind>().unwrap().to_string(), text);
        }
        let error = "many2one".parse::<FieldKind>().unwrap_err().to_string();
        assert_eq!(error, "\"many2one\" is not a field type: name one model, as in 'many2one res.partner'");
    }

    #[test]
    fn keys_of_any_spelling_stay_what_they_are() {
        let keys = ["in progress", "", "'", "o'clock", "'quoted'", "a''b", "\t", "plain", "\"x\""];
        let kind = FieldKind::Selection(keys.map(str::to_owned).to_vec());
        assert_eq!(kind.to_string().parse::<FieldKind>().unwrap(), kind, "{kind}");
        assert_eq!(
            "selection new 'in progress'".parse::<FieldKind>().unwrap(),
            FieldKind::Selection(vec!["new".to_owned(), "in progress".to_owned()])
        );
        for open in ["selection 'a", "selection 'a'b", "selection 'a''"] {
            assert!(open.parse::<FieldKind>().unwrap_err().to_string().contains("close the quote"), "{open}");
        }
    }

    #[test]
    fn short_and_long_form_read_alike() {
        let short: Field = serde_json::from_str("\"char\"").unwrap();
        let long: Field = serde_json::from_str("{\"type\": \"char\"}").unwrap();
        assert_eq!(short, long);
        assert_eq!(serde_json::to_string(&long).unwrap(), "\"char\"");
        assert!(serde_json::from_str::<Field>("{\"type\": \"char\", \"group\": \"x\"}").is_err());
    }
}
