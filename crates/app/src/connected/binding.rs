//! A model's table: which column is which field.

use std::{fmt, sync::Arc};

use bailiwick_connectors::{Column, ColumnKind, Query, RecordDatabase, Relation};
use bailiwick_model::{IdKind, ModelName, Tree, Value};
use bailiwick_policy::{
    records::{RecordsError, Row},
    schema::{Kind, ModelId, Schema},
};

use super::{DEFAULT_CONNECTION, Databases, OWN_CONNECTION, unreadable, validation::Validation};
use crate::own;

/// A model bound to a table.
pub(super) struct Binding {
    pub(super) model: ModelName,
    pub(super) connection: String,
    pub(super) database: Arc<RecordDatabase>,
    pub(super) table: String,
    /// The column of the id.
    pub(super) key: Column,
    /// Fields with a column, the id first.
    pub(super) fields: Vec<Bound>,
    /// Fields with a relation table.
    pub(super) lists: Vec<(usize, Relation)>,
    /// Columns of the table's ready-made tree.
    pub(super) tree: Vec<Column>,
    /// Fields of the model, with and without columns.
    width: usize,
}

/// A field and its column.
#[derive(PartialEq)]
pub(super) struct Bound {
    slot: usize,
    pub(super) field: String,
    pub(super) column: Column,
}

impl Binding {
    /// The binding that the policy describes; `None` for a model without a table.
    pub(super) fn of(
        schema: &Schema,
        model: ModelId,
        databases: &Databases,
        validation: &mut Validation,
    ) -> Option<Self> {
        let info = schema.model(model);
        let table = info.table.as_ref()?;
        let is_own = info.name.starts_with(own::PREFIX);
        let connection = match &table.connection {
            _ if is_own => OWN_CONNECTION,
            Some(connection) => connection.as_str(),
            None => DEFAULT_CONNECTION,
        };
        // What lies in the program's own database is for the program's own models: there are secrets, too.
        let Some(database) = databases.get(connection).filter(|_| is_own == (connection == OWN_CONNECTION))
        else {
            // A database in memory cannot be asked by others, so own objects have no records there.
            if is_own {
                return None;
            }
            validation.no_connection(&info.name, connection, databases);
            return None;
        };
        let (mut fields, mut lists) = (Vec::new(), Vec::new());
        for (slot, field) in info.fields.iter().enumerate() {
            match (&field.kind, &field.relation) {
                (Kind::One2many(..), _) => {}
                (Kind::Many2many(to), Some(relation)) => {
                    let own = Column::new(&relation.own, id_column_kind(info.id_kind()));
                    let other = Column::new(&relation.other, id_column_kind(schema.model(*to).id_kind()));
                    lists.push((slot, Relation { table: relation.table.clone(), own, other }));
                }
                (Kind::Many2many(_), None) => validation.no_relation(&info.name, &field.name),
                (kind, _) => {
                    let column = Column::new(&field.column, column_kind(schema, kind));
                    fields.push(Bound { slot, field: field.name.to_string(), column });
                }
            }
        }
        let tree = match &table.tree {
            Some(Tree::Path(path)) => vec![Column::new(path, ColumnKind::Text)],
            Some(Tree::Interval { low, high }) => {
                [low, high].map(|name| Column::new(name, ColumnKind::Integer)).to_vec()
            }
            None => Vec::new(),
        };
        Some(Self {
            model: info.name.clone(),
            connection: connection.to_owned(),
            database: Arc::clone(database),
            table: table.name.clone(),
            key: Column::new(&table.id, id_column_kind(info.id_kind())),
            fields,
            lists,
            tree,
            width: info.fields.len(),
        })
    }

    /// The column of a field.
    pub(super) fn column(&self, slot: usize) -> Option<&Column> {
        self.fields.iter().find(|f| f.slot == slot).map(|f| &f.column)
    }

    /// The record with this id.
    pub(super) fn row(&self, id: &Value) -> Result<Option<Row>, RecordsError> {
        if !is_key_of(&self.key, id) {
            return Ok(None);
        }
        // Two at most: the second only to notice that the id is none.
        let query = Query::new(&self.table, &self.key).having(&self.key, id).limit(2);
        let mut rows = self.database.rows(&query, &self.columns()).map_err(unreadable)?;
        let (Some(values), true) = (rows.pop(), rows.is_empty()) else {
            return if rows.is_empty() { Ok(None) } else { Err(self.ambiguous(id)) };
        };
        let mut row = self.spread(values);
        // A column may call other texts equal than we do.
        if row.first() != Some(id) {
            return Ok(None);
        }
        for (slot, relation) in &self.lists {
            let linked = self.database.linked(relation, id).map_err(unreadable)?;
            set(&mut row, *slot, list(linked));
        }
        Ok(Some(row.into()))
    }

    fn ambiguous(&self, id: &Value) -> RecordsError {
        RecordsError(format!(
            "table {} has more than one row whose {} is {id:?}; name a column that tells the records of {} apart",
            self.table, self.key.name, self.model
        ))
    }

    /// Records in order of their ids, after one of them.
    pub(super) fn rows(&self, after: Option<&Value>, limit: usize) -> Result<Vec<Row>, RecordsError> {
        let query = Query::new(&self.table, &self.key).after(after).limit(limit);
        let found = self.database.rows(&query, &self.columns()).map_err(unreadable)?;
        let mut rows: Vec<Vec<Value>> = found.into_iter().map(|values| self.spread(values)).collect();
        let ends =
            (rows.first().and_then(|r| r.first()).cloned(), rows.last().and_then(|r| r.first()).cloned());
        if let (Some(low), Some(high)) = ends {
            for (slot, relation) in &self.lists {
                self.fill(&mut rows, *slot, relation, (&low, &high))?;
            }
        }
        Ok(rows.into_iter().map(Row::from).collect())
    }

    /// Puts the links of rows `low..=high`, which are in order, into their slot.
    fn fill(
        &self,
        rows: &mut [Vec<Value>],
        slot: usize,
        relation: &Relation,
        (low, high): (&Value, &Value),
    ) -> Result<(), RecordsError> {
        let mut links = self.database.links_between(relation, low, high).map_err(unreadable)?;
        links.sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let mut rest = links.as_slice();
        for row in rows {
            let Some(id) = row.first() else { continue };
            rest = rest.get(rest.partition_point(|(own, _)| own.order(id).is_lt())..).unwrap_or(&[]);
            let (own, others) = rest.split_at(rest.partition_point(|(own, _)| own.order(id).is_le()));
            rest = others;
            set(row, slot, list(own.iter().map(|(_, other)| other.clone()).collect()));
        }
        Ok(())
    }

    fn columns(&self) -> Vec<Column> {
        self.fields.iter().map(|f| f.column.clone()).collect()
    }

    fn spread(&self, values: Vec<Value>) -> Vec<Value> {
        let mut row = vec![Value::Null; self.width];
        for (bound, value) in self.fields.iter().zip(values) {
            set(&mut row, bound.slot, value);
        }
        row
    }
}

/// Two bindings are one when they read the same columns of the same table over the same connection.
impl PartialEq for Binding {
    fn eq(&self, other: &Self) -> bool {
        self.model == other.model
            && Arc::ptr_eq(&self.database, &other.database)
            && (&self.table, &self.key) == (&other.table, &other.key)
            && (&self.fields, &self.lists, &self.tree) == (&other.fields, &other.lists, &other.tree)
    }
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {} of {}", self.model, self.table, self.database)
    }
}

/// Whether a value can be in a column of ids at all; others need no query.
pub(super) fn is_key_of(column: &Column, id: &Value) -> bool {
    matches!((column.kind, id), (ColumnKind::Integer, Value::Int(_)) | (ColumnKind::Text, Value::Text(_)))
}

fn set(row: &mut [Value], slot: usize, value: Value) {
    if let Some(place) = row.get_mut(slot) {
        *place = value;
    }
}

/// The links of a record, as every other source of records has them.
fn list(mut ids: Vec<Value>) -> Value {
    ids.sort_unstable_by(Value::order);
    ids.dedup();
    Value::list(ids)
}

fn id_column_kind(kind: IdKind) -> ColumnKind {
    match kind {
        IdKind::Integer => ColumnKind::Integer,
        IdKind::Text => ColumnKind::Text,
    }
}

fn column_kind(schema: &Schema, kind: &Kind) -> ColumnKind {
    match kind {
        Kind::Id(id) => id_column_kind(*id),
        Kind::Many2one(to) => id_column_kind(schema.model(*to).id_kind()),
        Kind::Text | Kind::Selection(_) => ColumnKind::Text,
        Kind::Integer => ColumnKind::Integer,
        Kind::Float => ColumnKind::Float,
        Kind::Boolean => ColumnKind::Boolean,
        Kind::Date => ColumnKind::Date,
        Kind::Datetime => ColumnKind::Datetime,
        // Relations to several records have no column.
        Kind::Json | Kind::One2many(..) | Kind::Many2many(_) => ColumnKind::Json,
    }
}
