//! Models and fields with every name resolved to a number.

mod compile;

use std::{collections::BTreeMap, sync::Arc};

use bailiwick_model::{
    Accepts, ActionName, FieldName, IdKind, ManyToMany, ModelName, Operation, Operations, Path, Table,
    Unplaced,
};
use rustc_hash::FxHashMap;

pub(crate) use compile::compile;

use crate::names::Names;

/// A model's number in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub(crate) u16);

/// A field's number in its model: also the place of its value in a record's row. `id` is always 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub(crate) u16);

impl FieldId {
    /// The field `id`, which every model has.
    pub const ID: Self = Self(0);

    /// The place of the field's value in a row.
    #[must_use]
    pub fn slot(self) -> usize {
        usize::from(self.0)
    }
}

impl ModelId {
    /// The model's place in [`Schema::models`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a field holds, with models resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The record's own id.
    Id(IdKind),
    /// `char`, `text` and `html`.
    Text,
    /// One of the keys; any when empty.
    Selection(Vec<Arc<str>>),
    /// A whole number.
    Integer,
    /// `float` and `monetary`.
    Float,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    Datetime,
    /// A link to one record.
    Many2one(ModelId),
    /// The records that link here.
    One2many(ModelId, FieldId),
    /// Links to several records.
    Many2many(ModelId),
    /// Free-form data.
    Json,
}

impl Kind {
    /// The model at the other end of a relation.
    #[must_use]
    pub fn comodel(&self) -> Option<ModelId> {
        match self {
            Self::Many2one(m) | Self::One2many(m, _) | Self::Many2many(m) => Some(*m),
            _ => None,
        }
    }

    /// Whether it links to any number of records.
    #[must_use]
    pub fn is_x2many(&self) -> bool {
        matches!(self, Self::One2many(..) | Self::Many2many(_))
    }

    /// The word for it in messages.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::Text => "text",
            Self::Selection(_) => "selection",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Many2one(_) => "many2one",
            Self::One2many(..) => "one2many",
            Self::Many2many(_) => "many2many",
            Self::Json => "json",
        }
    }
}

/// A compiled field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldInfo {
    /// Its name.
    pub name: FieldName,
    /// Its name for people.
    pub label: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Column in a connected database.
    pub column: String,
    /// Table of a many2many in a connected database.
    pub relation: Option<ManyToMany>,
}

/// A chain of fields from a model to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The fields, at least one; each but the last is a relation to the model that holds the next.
    pub fields: Vec<FieldId>,
    /// Whether the last field holds ids of records, as opposed to codes.
    pub to_ids: bool,
}

/// A compiled model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelInfo {
    /// Its name.
    pub name: ModelName,
    /// Its name for people.
    pub label: Option<String>,
    /// Its fields; slot 0 is `id`.
    pub fields: Vec<FieldInfo>,
    /// Parents by delegation and the link to each.
    pub inherits: Vec<(ModelId, FieldId)>,
    /// Fields that make up a record's name.
    pub display: Vec<FieldId>,
    /// The link that makes the records a tree.
    pub parent: Option<FieldId>,
    /// The boolean that hides archived records from searches.
    pub active: Option<FieldId>,
    /// Ways to a record's area.
    pub area: Vec<Route>,
    /// Ways to a record's company.
    pub company: Vec<Route>,
    /// Ways to a record's owner.
    pub owner: Vec<Route>,
    /// What local lines say about a record without an area.
    pub unplaced: Unplaced,
    /// What rows may give to local roles.
    pub local: Operations,
    /// Custom actions.
    pub actions: BTreeMap<ActionName, Operation>,
    /// Fields users may read on themselves.
    pub self_readable: Vec<FieldId>,
    /// Fields users may write on themselves.
    pub self_writable: Vec<FieldId>,
    /// Attributes taken from requests.
    pub accepts: Accepts,
    /// Where the records are kept.
    pub table: Option<Table>,
    by_name: FxHashMap<FieldName, FieldId>,
}

impl ModelInfo {
    /// An own field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }

    /// A field of this model by number.
    #[must_use]
    #[inline]
    pub fn info(&self, field: FieldId) -> &FieldInfo {
        #[allow(clippy::indexing_slicing, reason = "field numbers are only made by this model's schema")]
        &self.fields[field.slot()]
    }

    /// Which values are ids of its records.
    #[must_use]
    pub fn id_kind(&self) -> IdKind {
        match self.info(FieldId::ID).kind {
            Kind::Id(kind) => kind,
            _ => IdKind::Integer,
        }
    }

    /// `Label (technical.name)`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.label {
            Some(label) => format!("{label} ({})", self.name),
            None => self.name.to_string(),
        }
    }
}

/// Where a field name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A field of the model itself.
    Own(FieldId),
    /// A field of a delegate parent: the link to it, the parent, and where the name leads there.
    Inherited(FieldId, ModelId, Box<Found>),
    /// The record's name.
    DisplayName,
}

/// All models, compiled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    models: Vec<ModelInfo>,
    /// In the order of [`Schema::models`].
    names: Names,
    /// The model of users, when described.
    pub user: Option<ModelId>,
    /// The model of companies, when described.
    pub company: Option<ModelId>,
    /// The model of areas, when described.
    pub area: Option<ModelId>,
    /// The model of groups, when described.
    pub group: Option<ModelId>,
}

impl Schema {
    /// Every model, in order of name.
    #[must_use]
    pub fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    /// Every model's number.
    pub fn ids(&self) -> impl Iterator<Item = ModelId> + use<> {
        (0..self.models.len() as u16).map(ModelId)
    }

    /// A model by name.
    #[must_use]
    #[inline]
    pub fn find(&self, name: &str) -> Option<ModelId> {
        self.names.find(name).map(|n| ModelId(n as u16))
    }

    /// A model by number.
    #[must_use]
    #[inline]
    pub fn model(&self, id: ModelId) -> &ModelInfo {
        #[allow(clippy::indexing_slicing, reason = "model numbers are only made by this schema")]
        &self.models[id.index()]
    }

    /// Where `name` leads on `model`: own fields first, then those of its delegate parents.
    #[must_use]
    pub fn lookup(&self, model: ModelId, name: &str) -> Option<Found> {
        let info = self.model(model);
        if let Some(field) = info.field(name) {
            return Some(Found::Own(field));
        }
        if name == "display_name" {
            return Some(Found::DisplayName);
        }
        info.inherits.iter().find_map(|(parent, link)| {
            let found = self.lookup(*parent, name)?;
            Some(Found::Inherited(*link, *parent, Box::new(found)))
        })
    }

    /// The route that a dotted path takes from `model`, and the kind of value at its end.
    pub(crate) fn route(&self, model: ModelId, path: &Path) -> Result<(Route, Kind), (String, String)> {
        let mut fields = Vec::new();
        let mut at = Some(model);
        let mut kind = Kind::Json;
        for name in path.names() {
            let Some(here) = at else {
                return Err((
                    format!("{name:?} follows a field that is no relation"),
                    "end the path before it".into(),
                ));
            };
            let mut found = self.lookup(here, name).ok_or_else(|| self.unknown_field(here, name))?;
            let mut model = here;
            loop {
                let field = match found {
                    Found::Own(field) => {
                        fields.push(field);
                        field
                    }
                    Found::Inherited(link, parent, rest) => {
                        fields.push(link);
                        model = parent;
                        found = *rest;
                        continue;
                    }
                    Found::DisplayName => {
                        return Err(("a name is no relation".into(), "name a relation".into()));
                    }
                };
                kind = self.model(model).info(field).kind.clone();
                at = kind.comodel();
                break;
            }
        }
        let to_ids = matches!(kind, Kind::Id(_)) || kind.comodel().is_some();
        Ok((Route { fields, to_ids }, kind))
    }

    /// Message and remedy for a field that does not exist.
    pub(crate) fn unknown_field(&self, model: ModelId, name: &str) -> (String, String) {
        let info = self.model(model);
        let names: Vec<&str> = info.fields.iter().map(|f| f.name.as_str()).collect();
        let remedy = match closest(name, &names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("declare it in model {} or use one of its fields: {}", info.name, list(&names)),
        };
        (format!("model {} has no field {name:?}", info.name), remedy)
    }
}

fn list(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN { format!("{shown}, …") } else { shown }
}

/// The candidate that differs from `name` by the fewest edits, if by few enough to be a slip.
pub(crate) fn closest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let limit = 1 + name.chars().count() / 4;
    candidates
        .iter()
        .map(|c| (edits(name, c), *c))
        .filter(|(d, _)| *d <= limit)
        .min_by_key(|(d, _)| *d)
        .map(|(_, c)| c)
}

fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let cost = (diagonal + usize::from(ca != *cb)).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = cost;
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
