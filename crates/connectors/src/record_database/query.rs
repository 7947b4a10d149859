//! The few statements that records are read with.
//!
//! Table and column names come from a policy and are quoted; values are parameters. The condition is printed by the
//! engine for the alias [`TABLE_ALIAS`], with its parameters first.

use std::ops::ControlFlow;

use bailiwick_model::Value;

use super::{Column, ColumnKind, Engine, RecordDatabase, RecordDatabaseError};

/// The alias of the queried table: conditions are printed for it.
pub const TABLE_ALIAS: &str = "b0";

/// A printed condition on the rows of a table.
#[derive(Clone, Copy, Debug)]
pub struct Condition<'a> {
    /// Its text, which calls the table [`TABLE_ALIAS`] and its parameters `?1`, `?2`, … or `$1`, `$2`, ….
    pub text: &'a str,
    /// Its parameters.
    pub binds: &'a [Value],
}

/// Rows of one table, in order of a key that tells them apart. Rows without a key are no records and left out.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    table: &'a str,
    key: &'a Column,
    condition: Option<Condition<'a>>,
    exactly: Option<(&'a Column, &'a Value)>,
    after: Option<&'a Value>,
    limit: Option<usize>,
}

/// The table behind a many2many: who is linked to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The table.
    pub table: String,
    /// Column of the record that has the links.
    pub own: Column,
    /// Column of the linked record.
    pub other: Column,
}

impl<'a> Query<'a> {
    /// All rows of `table` with a `key`.
    #[must_use]
    pub fn new(table: &'a str, key: &'a Column) -> Self {
        Self { table, key, condition: None, exactly: None, after: None, limit: None }
    }

    /// Only those that meet a condition.
    #[must_use]
    pub fn matching(mut self, condition: Condition<'a>) -> Self {
        self.condition = Some(condition);
        self
    }

    /// Only those whose `column` is `value`.
    #[must_use]
    pub fn having(mut self, column: &'a Column, value: &'a Value) -> Self {
        self.exactly = Some((column, value));
        self
    }

    /// Only those whose key comes after `key`.
    #[must_use]
    pub fn after(mut self, key: Option<&'a Value>) -> Self {
        self.after = key;
        self
    }

    /// The first `limit` of them.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// `SELECT … FROM … WHERE … ORDER BY …`, with parameters.
    fn text(&self, engine: Engine, columns: &[Column]) -> (String, Vec<Value>) {
        let names: Vec<String> = columns.iter().map(|c| qualified(&c.name)).collect();
        let (from, binds) = self.from(engine);
        let order = self.order(engine);
        let limit = self.limit.map_or_else(String::new, |n| format!(" LIMIT {n}"));
        (format!("SELECT {}{from} ORDER BY {order}{limit}", names.join(", ")), binds)
    }

    /// `SELECT count(*) FROM … WHERE …`, with parameters.
    fn counting(&self, engine: Engine) -> (String, Vec<Value>) {
        let (from, binds) = self.from(engine);
        (format!("SELECT count(*){from}"), binds)
    }

    fn from(&self, engine: Engine) -> (String, Vec<Value>) {
        let mut text = format!(" FROM {} {TABLE_ALIAS} WHERE ", quoted(self.table));
        let mut binds = Vec::new();
        if let Some(condition) = self.condition {
            text.push_str(&format!("({}) AND ", condition.text));
            binds.extend_from_slice(condition.binds);
        }
        if let Some((column, value)) = self.exactly {
            text.push_str(&format!(
                "{} = {} AND ",
                qualified(&column.name),
                parameter(engine, column, value, &mut binds)
            ));
        }
        if let Some(after) = self.after {
            let order = self.order(engine);
            text.push_str(&format!("{order} > {} AND ", parameter(engine, self.key, after, &mut binds)));
        }
        text.push_str(&format!("{} IS NOT NULL", qualified(&self.key.name)));
        (text, binds)
    }

    /// The key as it is ordered: numbers by size, texts by code point.
    fn order(&self, engine: Engine) -> String {
        let name = qualified(&self.key.name);
        match (engine, self.key.kind) {
            (Engine::Sqlite, _) => name,
            (Engine::Postgres, ColumnKind::Text) => format!("{name} COLLATE \"C\""),
            (Engine::Postgres, _) => name,
        }
    }
}

impl RecordDatabase {
    /// The rows of a query, all at once.
    ///
    /// # Errors
    /// As for [`RecordDatabase::select`].
    pub fn rows(
        &self,
        query: &Query<'_>,
        columns: &[Column],
    ) -> Result<Vec<Vec<Value>>, RecordDatabaseError> {
        let (sql, binds) = query.text(self.engine(), columns);
        self.select(&sql, &binds, &kinds(columns))
    }

    /// The rows of a query, one by one.
    ///
    /// # Errors
    /// As for [`RecordDatabase::for_each`].
    pub fn each_row(
        &self,
        query: &Query<'_>,
        columns: &[Column],
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), RecordDatabaseError> {
        let (sql, binds) = query.text(self.engine(), columns);
        self.for_each(&sql, &binds, &kinds(columns), each)
    }

    /// The keys of a query's rows.
    ///
    /// # Errors
    /// As for [`RecordDatabase::for_each`].
    pub fn keys(&self, query: &Query<'_>) -> Result<Vec<Value>, RecordDatabaseError> {
        let mut keys = Vec::new();
        self.each_row(query, std::slice::from_ref(query.key), &mut |mut row| {
            keys.extend(row.pop());
            ControlFlow::Continue(())
        })?;
        Ok(keys)
    }

    /// How many rows a query has; its limit does not count.
    ///
    /// # Errors
    /// As for [`RecordDatabase::select`].
    pub fn count(&self, query: &Query<'_>) -> Result<u64, RecordDatabaseError> {
        let (sql, binds) = query.counting(self.engine());
        let rows = self.select(&sql, &binds, &[ColumnKind::Integer])?;
        match rows.first().and_then(|row| row.first()) {
            Some(Value::Int(count)) => Ok(count.unsigned_abs()),
            _ => Err(RecordDatabaseError::Shape { database: self.to_string(), found: 0, wanted: 1 }),
        }
    }

    /// Ids that a record is linked to, in order of the linked ones.
    ///
    /// # Errors
    /// As for [`RecordDatabase::for_each`].
    pub fn linked(&self, relation: &Relation, own: &Value) -> Result<Vec<Value>, RecordDatabaseError> {
        self.keys(&Query::new(&relation.table, &relation.other).having(&relation.own, own))
    }

    /// All links of the records `low..=high`, as pairs in order of the owner.
    ///
    /// # Errors
    /// As for [`RecordDatabase::select`].
    pub fn links_between(
        &self,
        relation: &Relation,
        low: &Value,
        high: &Value,
    ) -> Result<Vec<(Value, Value)>, RecordDatabaseError> {
        let engine = self.engine();
        let (own, other) = (&relation.own, &relation.other);
        let mut binds = Vec::new();
        let (low, high) = (parameter(engine, own, low, &mut binds), parameter(engine, own, high, &mut binds));
        let key = Query::new(&relation.table, own).order(engine);
        let (from, linked) = (quoted(&relation.table), qualified(&other.name));
        let sql = format!(
            "SELECT {}, {linked} FROM {from} {TABLE_ALIAS} WHERE {key} >= {low} AND {key} <= {high} AND {linked} IS NOT NULL",
            qualified(&own.name)
        );
        let mut pairs = Vec::new();
        self.for_each(&sql, &binds, &[own.kind, other.kind], &mut |row| {
            if let Ok([own, other]) = <[Value; 2]>::try_from(row) {
                pairs.push((own, other));
            }
            ControlFlow::Continue(())
        })?;
        Ok(pairs)
    }
}

fn kinds(columns: &[Column]) -> Vec<ColumnKind> {
    columns.iter().map(|c| c.kind).collect()
}

/// `"table"`, or `"schema"."table"`.
pub(super) fn quoted(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(identifier).collect();
    parts.join(".")
}

/// A column of the queried table. Never bare: SQLite takes a bare quoted name that is no column for a text.
pub(super) fn qualified(column: &str) -> String {
    format!("{TABLE_ALIAS}.{}", identifier(column))
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Adds a key to the parameters and names it.
fn parameter(engine: Engine, column: &Column, value: &Value, binds: &mut Vec<Value>) -> String {
    binds.push(value.clone());
    let number = binds.len();
    match (engine, column.kind) {
        (Engine::Sqlite, _) => format!("?{number}"),
        (Engine::Postgres, ColumnKind::Integer) => format!("${number}::bigint"),
        (Engine::Postgres, _) => format!("${number}::text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_name_everything_quoted_and_bind_every_value() {
        let id = Column::new("id", ColumnKind::Integer);
        let name = Column::new("na\"me", ColumnKind::Text);
        let binds = [Value::text("x")];
        let (after, one) = (Value::Int(9), Value::Int(1));
        let query = Query::new("s.t\"; DROP", &id)
            .matching(Condition { text: "b0.\"a\" = $1::text", binds: &binds })
            .having(&id, &one)
            .after(Some(&after))
            .limit(5);
        let (text, binds) = query.text(Engine::Postgres, &[id.clone(), name]);
        assert_eq!(
            text,
            "SELECT b0.\"id\", b0.\"na\"\"me\" FROM \"s\".\"t\"\"; DROP\" b0 WHERE (b0.\"a\" = $1::text) AND \
             b0.\"id\" = $2::bigint AND b0.\"id\" > $3::bigint AND b0.\"id\" IS NOT NULL ORDER BY b0.\"id\" LIMIT 5"
        );
        assert_eq!(binds, [Value::text("x"), Value::Int(1), Value::Int(9)]);
    }

    #[test]
    fn text_keys_are_ordered_by_code_point() {
        let code = Column::new("code", ColumnKind::Text);
        let after = Value::text("a");
        let (text, _) =
            Query::new("t", &code).after(Some(&after)).text(Engine::Postgres, std::slice::from_ref(&code));
        assert!(text.contains("b0.\"code\" COLLATE \"C\" > $1::text"), "{text}");
        assert!(text.ends_with("ORDER BY b0.\"code\" COLLATE \"C\""), "{text}");
        let (text, _) = Query::new("t", &code).counting(Engine::Sqlite);
        assert_eq!(text, "SELECT count(*) FROM \"t\" b0 WHERE b0.\"code\" IS NOT NULL");
    }
}
