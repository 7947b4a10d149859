//! A kind of record that some application keeps.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{ActionName, Field, FieldName, KeyError, ModelAudit, ModelName, Operation, Operations};

/// Field names joined by dots, as in `partner_id.area_id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<FieldName>);

impl Path {
    /// The names, at least one.
    #[must_use]
    pub fn names(&self) -> &[FieldName] {
        &self.0
    }
}

impl FromStr for Path {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        text.split('.').map(FieldName::new).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut dot = "";
        for name in &self.0 {
            write!(f, "{dot}{name}")?;
            dot = ".";
        }
        Ok(())
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Which values are ids of the model's records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdKind {
    /// Numbers, as in Odoo.
    #[default]
    Integer,
    /// Opaque texts.
    Text,
}

/// What a local role line says about a record that has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unplaced {
    /// It is out of every local line's reach.
    #[default]
    Hidden,
    /// It is within every local line's reach.
    Reachable,
}

/// Which attributes of a request the model's rules may read.
///
/// A request's attributes are the caller's word, so each one is named here; what is not named is ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accepts {
    /// Names usable as `subject.…` in rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<FieldName>,
    /// Fields of the model that a request may supply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource: Vec<FieldName>,
    /// Names usable as `action.…` in rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub action: Vec<FieldName>,
    /// Names usable as `context.…` in rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<FieldName>,
    /// Whether a supplied `resource` attribute wins over the stored one. By default what is stored wins.
    #[serde(rename = "override", skip_serializing_if = "std::ops::Not::not")]
    pub overrides_stored: bool,
}

/// How a table lets SQL ask "is this node below that one?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Tree {
    /// A text column such as `1/4/9/` (Odoo's `parent_path`).
    Path(String),
    /// Two number columns: a node holds exactly the nodes whose `low` lies in its `low..high`.
    Interval {
        /// First number of the subtree.
        low: String,
        /// First number after the subtree.
        high: String,
    },
}

/// The table of a connected database that keeps the model's records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Name of the connection in the configuration; the default connection when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<String>,
    /// Table or view, optionally `schema.table`.
    pub name: String,
    /// Column of the id.
    #[serde(default = "id_column", skip_serializing_if = "is_id")]
    pub id: String,
    /// Ready-made answer to "below which node?", when the table has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<Tree>,
}

fn id_column() -> String {
    "id".to_owned()
}

fn is_id(column: &String) -> bool {
    column == "id"
}

/// A kind of record: its fields, and what a decision must know about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Model {
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Which values are ids.
    #[serde(skip_serializing_if = "is_default")]
    pub id: IdKind,
    /// Parents by delegation (Odoo's `_inherits`): parent model and the many2one that links to it. The parent's
    /// fields are usable as own ones and its record rules apply too.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub inherits: BTreeMap<ModelName, FieldName>,
    /// Fields that make up the name of a record; `name` when there is such a field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub display: Vec<FieldName>,
    /// The many2one to the same model that makes its records a tree; `parent_id` when there is such a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<FieldName>,
    /// Relations that give a record its area; several mean any of them. None: reach by area does not apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<Path>,
    /// Relations that give a record its company; several mean any of them. None: reach by company does not apply.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub company: Vec<Path>,
    /// Relations that give a record its owner, shown in explanations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owner: Vec<Path>,
    /// What happens to records without an area.
    #[serde(skip_serializing_if = "is_default")]
    pub unplaced: Unplaced,
    /// What rows give to local roles where the model has no area, which then limits nothing; all that they say when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<Operations>,
    /// Custom actions and the operation whose record rules they obey.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<ActionName, Operation>,
    /// Fields a user may read on his own record whatever the rules say (user model only).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub self_readable: Vec<FieldName>,
    /// Fields a user may write on his own record whatever the rules say (user model only).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub self_writable: Vec<FieldName>,
    /// Attributes taken from requests.
    #[serde(skip_serializing_if = "is_default")]
    pub accepts: Accepts,
    /// What of the questions about its records the audit trail is told.
    #[serde(skip_serializing_if = "is_default")]
    pub audit: ModelAudit,
    /// Where the records are kept, when Bailiwick may look at them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// The fields. `id` and `display_name` exist on every model and are not listed.
    pub fields: BTreeMap<FieldName, Field>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
