//! Models and fields with every name resolved to a number.

use std::{collections::BTreeMap, sync::Arc};

use bailiwick_model::{
    Accepts, ActionName, FieldKind, FieldName, IdKind, ManyToMany, Model, ModelName, Operation, Path, Settings, Table,
    Unplaced,
};
use rustc_hash::FxHashMap;

use crate::problem::Findings;

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
#[derive(Clone, Debug)]
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
}

/// A compiled model.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug, Default)]
pub struct Schema {
    models: Vec<ModelInfo>,
    by_name: FxHashMap<ModelName, ModelId>,
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
    pub fn find(&self, name: &str) -> Option<ModelId> {
        self.by_name.get(name).copied()
    }

    /// A model by number.
    #[must_use]
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
                return Err((format!("{name:?} follows a field that is no relation"), "end the path before it".into()));
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
                    Found::DisplayName => return Err(("a name is no relation".into(), "name a relation".into())),
                };
                kind = self.model(model).info(field).kind.clone();
                at = kind.comodel();
                break;
            }
        }
        Ok((Route { fields }, kind))
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

/// Resolves every name, reporting each that leads nowhere.
pub(crate) fn compile(models: &BTreeMap<ModelName, Model>, settings: &Settings, findings: &mut Findings) -> Schema {
    let mut schema = Schema::default();
    if models.len() > usize::from(u16::MAX) {
        findings.add("models", "more than 65,535 models", "split the policy");
        return schema;
    }
    for (number, name) in models.keys().enumerate() {
        schema.by_name.insert(name.clone(), ModelId(number as u16));
    }
    for (name, model) in models {
        let info = fields(name, model, models, &schema.by_name, findings);
        schema.models.push(info);
    }
    let pass: Vec<_> = schema.ids().zip(models).collect();
    for (id, (name, model)) in &pass {
        let delegates = delegates(&schema, *id, name, model, findings);
        #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
        let info = &mut schema.models[id.index()];
        info.inherits = delegates;
    }
    break_delegation_cycles(&mut schema, findings);
    for (id, (name, model)) in &pass {
        relations(&mut schema, *id, name, model, findings);
    }
    check_names(&mut schema, findings);
    schema.user = schema.find(&settings.user_model);
    schema.company = schema.find(&settings.company_model);
    schema.area = schema.find(&settings.area_model);
    schema.group = schema.find(&settings.group_model);
    schema
}

fn fields(
    name: &ModelName,
    model: &Model,
    models: &BTreeMap<ModelName, Model>,
    numbers: &FxHashMap<ModelName, ModelId>,
    findings: &mut Findings,
) -> ModelInfo {
    let place = format!("model {name}");
    // `id` sorts wherever it likes in the file; its slot is always the first.
    let slot_of = |model: &Model, field: &FieldName| -> Option<FieldId> {
        model.fields.keys().filter(|f| f.as_str() != "id").position(|f| f == field).map(|p| FieldId(p as u16 + 1))
    };
    let mut out = vec![FieldInfo {
        #[allow(clippy::unwrap_used, reason = "a constant that is a field name")]
        name: FieldName::new("id").unwrap(),
        label: None,
        kind: Kind::Id(model.id),
        required: false,
        column: model.table.as_ref().map_or_else(|| "id".into(), |t| t.id.clone()),
        relation: None,
    }];
    for (field, spec) in &model.fields {
        if field.as_str() == "id" || field.as_str() == "display_name" {
            findings.add(&place, format!("{field} exists on every model"), "remove it from the fields");
            continue;
        }
        let comodel = |wanted: &ModelName, findings: &mut Findings| {
            let found = numbers.get(wanted).copied();
            if found.is_none() {
                let names: Vec<&str> = numbers.keys().map(|k| k.as_str()).collect();
                let remedy = closest(wanted, &names)
                    .map_or_else(|| "describe it under models".to_owned(), |near| format!("did you mean {near:?}?"));
                findings.add(format!("{place}, field {field}"), format!("there is no model {wanted}"), remedy);
            }
            found
        };
        let kind = match &spec.kind {
            FieldKind::Char | FieldKind::Text | FieldKind::Html => Kind::Text,
            FieldKind::Selection(keys) => Kind::Selection(keys.iter().map(|k| Arc::from(k.as_str())).collect()),
            FieldKind::Integer => Kind::Integer,
            FieldKind::Float | FieldKind::Monetary => Kind::Float,
            FieldKind::Boolean => Kind::Boolean,
            FieldKind::Date => Kind::Date,
            FieldKind::Datetime => Kind::Datetime,
            FieldKind::Json => Kind::Json,
            FieldKind::Many2one(to) => comodel(to, findings).map_or(Kind::Json, Kind::Many2one),
            FieldKind::Many2many(to) => comodel(to, findings).map_or(Kind::Json, Kind::Many2many),
            FieldKind::One2many { model: to, inverse } => {
                let slot = models.get(to).and_then(|m| slot_of(m, inverse));
                match (comodel(to, findings), slot) {
                    (Some(id), Some(slot)) => {
                        let back = models.get(to).and_then(|m| m.fields.get(inverse)).map(|f| &f.kind);
                        if !matches!(back, Some(FieldKind::Many2one(m)) if m == name) {
                            let message = format!("{to}.{inverse} is no many2one to {name}");
                            findings.add(format!("{place}, field {field}"), message, "name the field that links back");
                        }
                        Kind::One2many(id, slot)
                    }
                    (Some(_), None) => {
                        let message = format!("model {to} has no field {inverse:?}");
                        findings.add(format!("{place}, field {field}"), message, "name the many2one that links back");
                        Kind::Json
                    }
                    (None, _) => Kind::Json,
                }
            }
        };
        out.push(FieldInfo {
            name: field.clone(),
            label: spec.label.clone(),
            kind,
            required: spec.required,
            column: spec.column.clone().unwrap_or_else(|| field.to_string()),
            relation: spec.relation.clone(),
        });
    }
    let by_name = out.iter().enumerate().map(|(i, f)| (f.name.clone(), FieldId(i as u16))).collect();
    ModelInfo {
        name: name.clone(),
        label: model.label.clone(),
        fields: out,
        inherits: Vec::new(),
        display: Vec::new(),
        parent: None,
        active: None,
        area: Vec::new(),
        company: Vec::new(),
        owner: Vec::new(),
        unplaced: model.unplaced,
        actions: model.actions.clone(),
        self_readable: Vec::new(),
        self_writable: Vec::new(),
        accepts: model.accepts.clone(),
        table: model.table.clone(),
        by_name,
    }
}

fn delegates(
    schema: &Schema,
    id: ModelId,
    name: &ModelName,
    model: &Model,
    findings: &mut Findings,
) -> Vec<(ModelId, FieldId)> {
    let mut out = Vec::new();
    for (parent, link) in &model.inherits {
        let place = format!("model {name}, inherits {parent}");
        let Some(parent_id) = schema.find(parent) else {
            findings.add(place, format!("there is no model {parent}"), "describe it under models");
            continue;
        };
        match schema.model(id).field(link).map(|f| (f, &schema.model(id).info(f).kind)) {
            Some((field, Kind::Many2one(to))) if *to == parent_id => out.push((parent_id, field)),
            Some(_) => findings.add(place, format!("{link} is no many2one to {parent}"), "name the link to the parent"),
            None => findings.add(place, format!("{name} has no field {link}"), "declare the many2one to the parent"),
        }
    }
    out
}

/// A model that delegates to itself, however indirectly, would make every look-up endless.
fn break_delegation_cycles(schema: &mut Schema, findings: &mut Findings) {
    for id in schema.ids() {
        let mut todo: Vec<ModelId> = schema.model(id).inherits.iter().map(|(p, _)| *p).collect();
        let mut seen = Vec::new();
        let mut cyclic = false;
        while let Some(next) = todo.pop() {
            cyclic |= next == id;
            if !seen.contains(&next) {
                seen.push(next);
                todo.extend(schema.model(next).inherits.iter().map(|(p, _)| *p));
            }
        }
        if cyclic {
            let name = schema.model(id).name.clone();
            findings.add(format!("model {name}"), "it inherits from itself", "remove one of the links under inherits");
            #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
            schema.models[id.index()].inherits.clear();
        }
    }
}

/// A name must consist of texts in the end: looking for one would be endless if two models were named after each other.
fn check_names(schema: &mut Schema, findings: &mut Findings) {
    for id in schema.ids() {
        let mut todo = vec![id];
        let mut seen = Vec::new();
        let mut endless = false;
        while let Some(next) = todo.pop() {
            endless |= next == id && !seen.is_empty();
            if !seen.contains(&next) {
                seen.push(next);
                let info = schema.model(next);
                todo.extend(info.display.iter().filter_map(|f| info.info(*f).kind.comodel()));
            }
        }
        let info = schema.model(id);
        let plain = |f: &FieldId| matches!(info.info(*f).kind, Kind::Text | Kind::Selection(_) | Kind::Many2one(_));
        let odd = info.display.iter().find(|f| !plain(f)).map(|f| info.info(*f).name.clone());
        if !endless && odd.is_none() {
            continue;
        }
        let message = match odd {
            Some(field) => format!("{field} is neither a text nor a link to a record that is named by texts"),
            None => "it is named after records that are named after it".to_owned(),
        };
        findings.add(format!("model {}, display", info.name), message, "list text fields");
        #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
        schema.models[id.index()].display.clear();
    }
}

fn relations(schema: &mut Schema, id: ModelId, name: &ModelName, model: &Model, findings: &mut Findings) {
    let own = |field: &FieldName, what: &str, schema: &Schema, findings: &mut Findings| {
        let found = schema.model(id).field(field);
        if found.is_none() {
            let (message, remedy) = schema.unknown_field(id, field);
            findings.add(format!("model {name}, {what}"), message, remedy);
        }
        found
    };
    let routes = |paths: &[Path], what: &str, schema: &Schema, findings: &mut Findings| -> Vec<Route> {
        let mut out = Vec::new();
        for path in paths {
            match schema.route(id, path) {
                Ok((route, _)) => out.push(route),
                Err((message, remedy)) => findings.add(format!("model {name}, {what} {path}"), message, remedy),
            }
        }
        out
    };
    let named = |text: &str, schema: &Schema| schema.model(id).field(text);
    let display: Vec<FieldId> = if model.display.is_empty() {
        named("name", schema).into_iter().collect()
    } else {
        model.display.iter().filter_map(|f| own(f, "display", schema, findings)).collect()
    };
    let parent = match &model.parent {
        Some(field) => own(field, "parent", schema, findings),
        None => named("parent_id", schema),
    }
    .filter(|f| schema.model(id).info(*f).kind == Kind::Many2one(id));
    if let (Some(field), None) = (&model.parent, parent) {
        let message = format!("{field} is no many2one to {name} itself");
        findings.add(format!("model {name}, parent"), message, "name the link that makes the records a tree");
    }
    let active = named("active", schema).filter(|f| schema.model(id).info(*f).kind == Kind::Boolean);
    let area = routes(&model.area, "area", schema, findings);
    let company = routes(&model.company, "company", schema, findings);
    let owner = routes(&model.owner, "owner", schema, findings);
    let self_readable = model.self_readable.iter().filter_map(|f| own(f, "self_readable", schema, findings)).collect();
    let self_writable = model.self_writable.iter().filter_map(|f| own(f, "self_writable", schema, findings)).collect();
    for field in &model.accepts.resource {
        let _ = own(field, "accepts.resource", schema, findings);
    }
    #[allow(clippy::indexing_slicing, reason = "id counts the models")]
    let info = &mut schema.models[id.index()];
    info.display = display;
    info.parent = parent;
    info.active = active;
    info.area = area;
    info.company = company;
    info.owner = owner;
    info.self_readable = self_readable;
    info.self_writable = self_writable;
}
