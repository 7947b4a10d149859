//! Where the engine finds the values of records.

use std::{borrow::Cow, sync::Arc};

use bailiwick_model::{IdKind, Value};
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::{
    calendar,
    filter::Filter,
    moment::Moment,
    schema::{FieldId, Kind, ModelId, Schema},
};

/// The values of one record, one per field of its model, in slot order.
///
/// A one2many has no value of its own (its slot is [`Value::Null`]): it is what other records' links say.
pub type Row = Arc<[Value]>;

/// The records could not be read. A decision that needs them denies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the records could not be read: {0}")]
pub struct RecordsError(pub String);

/// A source of records.
pub trait Records {
    /// The record's values, or `None` when there is no such record.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError>;

    /// Ids of the records of `model` whose many2one `field` links to `id`.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn referrers(&self, model: ModelId, field: FieldId, id: &Value)
    -> Result<Cow<'_, [Value]>, RecordsError>;

    /// Ids of all records of `model`, in order.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError>;

    /// Ids of the records that are listed, in order, where the source can find them without being asked for each
    /// record; `None` where it cannot.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn list(&self, _: &Listing<'_>) -> Result<Option<Vec<Value>>, RecordsError> {
        Ok(None)
    }
}

/// A stretch of the records that match a filter, in order of ids.
#[derive(Clone, Copy)]
pub struct Listing<'q> {
    /// Whose records.
    pub model: ModelId,
    /// Which of them.
    pub filter: &'q Filter,
    /// When the question is asked: the directory's own records depend on it.
    pub moment: &'q Moment,
    /// The asker's zone, in which parts of moments are read.
    pub zone: &'q TimeZone,
    /// The last id of the stretch before.
    pub after: Option<&'q Value>,
    /// Ids at most; all of them when `None`. Fewer come only at the end.
    pub limit: Option<usize>,
}

/// No records at all.
pub struct NoRecords;

impl Records for NoRecords {
    fn row(&self, _: ModelId, _: &Value) -> Result<Option<Row>, RecordsError> {
        Ok(None)
    }
    fn referrers(&self, _: ModelId, _: FieldId, _: &Value) -> Result<Cow<'_, [Value]>, RecordsError> {
        Ok(Cow::Borrowed(&[]))
    }
    fn ids(&self, _: ModelId) -> Result<Vec<Value>, RecordsError> {
        Ok(Vec::new())
    }
}

/// Records held in memory: world files, stored attributes, tests.
#[derive(Clone, Default)]
pub struct MemoryRecords {
    tables: FxHashMap<ModelId, MemoryTable>,
}

#[derive(Clone, Default)]
struct MemoryTable {
    rows: FxHashMap<Value, Row>,
    links: FxHashMap<FieldId, FxHashMap<Value, Vec<Value>>>,
}

impl MemoryRecords {
    /// Adds or replaces a record. `row` must have one value per field of the model.
    pub fn put(&mut self, schema: &Schema, model: ModelId, row: Row) {
        let Some(id) = row.first().cloned() else { return };
        self.remove(schema, model, &id);
        let table = self.tables.entry(model).or_default();
        for (field, target) in links(schema, model, &row) {
            table.links.entry(field).or_default().entry(target.clone()).or_default().push(id.clone());
        }
        table.rows.insert(id, row);
    }

    /// Removes a record, if it is there.
    pub fn remove(&mut self, schema: &Schema, model: ModelId, id: &Value) {
        let Some(table) = self.tables.get_mut(&model) else { return };
        let Some(row) = table.rows.remove(id) else { return };
        for (field, target) in links(schema, model, &row) {
            if let Some(referrers) = table.links.get_mut(&field).and_then(|l| l.get_mut(target)) {
                referrers.retain(|r| r != id);
            }
        }
    }

    /// How many records of `model` there are.
    #[must_use]
    pub fn len(&self, model: ModelId) -> usize {
        self.tables.get(&model).map_or(0, |t| t.rows.len())
    }

    /// Whether there is no record of `model`.
    #[must_use]
    pub fn is_empty(&self, model: ModelId) -> bool {
        self.len(model) == 0
    }
}

/// The many2one links that some one2many, or a tree, may have to follow back.
fn links<'a>(schema: &Schema, model: ModelId, row: &'a Row) -> Vec<(FieldId, &'a Value)> {
    let fields = &schema.model(model).fields;
    fields
        .iter()
        .zip(row.iter())
        .enumerate()
        .filter(|(_, (info, value))| matches!(info.kind, Kind::Many2one(_)) && !value.is_null())
        .map(|(slot, (_, value))| (FieldId(slot as u16), value))
        .collect()
}

impl Records for MemoryRecords {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        Ok(self.tables.get(&model).and_then(|t| t.rows.get(id)).cloned())
    }

    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        let found = self.tables.get(&model).and_then(|t| t.links.get(&field)).and_then(|l| l.get(id));
        Ok(Cow::Borrowed(found.map_or(&[], Vec::as_slice)))
    }

    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        let mut ids: Vec<Value> =
            self.tables.get(&model).map_or_else(Vec::new, |t| t.rows.keys().cloned().collect());
        ids.sort_unstable_by(Value::order);
        Ok(ids)
    }
}

/// A source with a few records changed or added: values that came with a request, or an update not yet made.
pub struct Overlay<'a> {
    base: &'a dyn Records,
    rows: Vec<(ModelId, Row)>,
}

impl<'a> Overlay<'a> {
    /// `base` with nothing changed yet.
    #[must_use]
    pub fn new(base: &'a dyn Records) -> Self {
        Self { base, rows: Vec::new() }
    }

    /// Changes or adds a record.
    pub fn put(&mut self, model: ModelId, row: Row) {
        self.rows.retain(|(m, r)| *m != model || r.first() != row.first());
        self.rows.push((model, row));
    }
}

impl Records for Overlay<'_> {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        match self.rows.iter().find(|(m, r)| *m == model && r.first() == Some(id)) {
            Some((_, row)) => Ok(Some(Arc::clone(row))),
            None => self.base.row(model, id),
        }
    }

    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        let base = self.base.referrers(model, field, id)?;
        if !self.rows.iter().any(|(m, _)| *m == model) {
            return Ok(base);
        }
        let mut out = base.into_owned();
        for (_, row) in self.rows.iter().filter(|(m, _)| *m == model) {
            let (Some(own), Some(target)) = (row.first(), row.get(field.slot())) else { continue };
            out.retain(|r| r != own);
            if target == id {
                out.push(own.clone());
            }
        }
        Ok(Cow::Owned(out))
    }

    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        let mut ids = self.base.ids(model)?;
        for (_, row) in self.rows.iter().filter(|(m, _)| *m == model) {
            if let Some(id) = row.first().filter(|id| !ids.contains(id)) {
                ids.push(id.clone());
            }
        }
        ids.sort_unstable_by(Value::order);
        Ok(ids)
    }
}

/// A JSON value cannot be a value of this field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {found} is no {wanted}; {remedy}")]
pub struct ValueError {
    field: String,
    found: String,
    wanted: &'static str,
    remedy: &'static str,
}

/// Reads a record from JSON values by field name.
///
/// # Errors
/// When a field is unknown or a value does not fit its type; every fault is listed.
pub fn row_from_json(
    schema: &Schema,
    model: ModelId,
    values: &serde_json::Map<String, serde_json::Value>,
) -> Result<Row, Vec<String>> {
    let info = schema.model(model);
    let mut row = vec![Value::Null; info.fields.len()];
    let mut faults = Vec::new();
    for (name, json) in values {
        let Some(field) = info.field(name) else {
            let (message, remedy) = schema.unknown_field(model, name);
            faults.push(format!("{message}; {remedy}"));
            continue;
        };
        match value_from_json(schema, model, field, json) {
            Ok(value) => {
                if let Some(slot) = row.get_mut(field.slot()) {
                    *slot = value;
                }
            }
            Err(error) => faults.push(error.to_string()),
        }
    }
    if faults.is_empty() { Ok(row.into()) } else { Err(faults) }
}

/// Reads one field's value from JSON. `null` and Odoo's `false` are "not set".
///
/// # Errors
/// When the value does not fit the field's type.
pub fn value_from_json(
    schema: &Schema,
    model: ModelId,
    field: FieldId,
    json: &serde_json::Value,
) -> Result<Value, ValueError> {
    use serde_json::Value as Json;
    let info = schema.model(model).info(field);
    let fail = |wanted, remedy| {
        let mut found = json.to_string();
        if found.chars().count() > 60 {
            found = found.chars().take(60).chain(['…']).collect();
        }
        Err(ValueError {
            field: format!("{}.{}", schema.model(model).name, info.name),
            found,
            wanted,
            remedy,
        })
    };
    let id = |kind: IdKind| match (kind, json) {
        (IdKind::Integer, Json::Number(n)) => n.as_i64().map(Value::Int),
        (IdKind::Integer, Json::String(s)) => s.parse().ok().map(Value::Int),
        (IdKind::Text, Json::String(s)) => Some(Value::text(s)),
        (IdKind::Text, Json::Number(n)) => Some(Value::text(n.to_string())),
        _ => None,
    };
    if matches!(json, Json::Null) || (matches!(json, Json::Bool(false)) && info.kind != Kind::Boolean) {
        return Ok(Value::Null);
    }
    let value = match &info.kind {
        Kind::Id(kind) => id(*kind),
        Kind::Text | Kind::Selection(_) => json.as_str().map(Value::text),
        Kind::Integer => json.as_i64().map(Value::Int),
        Kind::Float => json.as_f64().filter(|f| f.is_finite()).map(Value::Float),
        Kind::Boolean => json.as_bool().map(Value::Bool),
        Kind::Date => json.as_str().and_then(calendar::parse_date).map(Value::Date),
        Kind::Datetime => json.as_str().and_then(calendar::parse_instant).map(Value::Instant),
        Kind::Json => Some(Value::Json(Arc::new(json.clone()))),
        Kind::Many2one(to) => id(schema.model(*to).id_kind()),
        Kind::Many2many(to) | Kind::One2many(to, _) => match json {
            Json::Array(items) => {
                let kind = schema.model(*to).id_kind();
                let ids: Option<Vec<Value>> = items
                    .iter()
                    .map(|item| match (kind, item) {
                        (IdKind::Integer, Json::Number(n)) => n.as_i64().map(Value::Int),
                        (IdKind::Text, Json::String(s)) => Some(Value::text(s)),
                        _ => None,
                    })
                    .collect();
                ids.map(|mut ids| {
                    ids.sort_unstable_by(Value::order);
                    ids.dedup();
                    Value::list(ids)
                })
            }
            _ => None,
        },
    };
    if let (Kind::One2many(..), Some(_)) = (&info.kind, &value) {
        return fail("own value", "set the link on the other records instead");
    }
    match value {
        Some(value) => Ok(value),
        None => match info.kind {
            Kind::Id(_) | Kind::Many2one(_) => fail("record id", "give the id of one record, or null"),
            Kind::Many2many(_) | Kind::One2many(..) => {
                fail("list of record ids", "give a list such as [1, 2]")
            }
            Kind::Date => fail("date", "write it as \"2026-11-21\""),
            Kind::Datetime => fail("moment", "write it as \"2026-11-21 08:30:00\" in UTC"),
            Kind::Boolean => fail("boolean", "write true or false"),
            Kind::Integer => fail("whole number", "write it without quotes or fraction"),
            Kind::Float => fail("number", "write it without quotes"),
            _ => fail("text", "put it in quotes"),
        },
    }
}
