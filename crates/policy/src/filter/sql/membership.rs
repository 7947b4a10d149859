//! Whether a value is one of a list, or not set; and how values travel.

use bailiwick_model::Value;

use super::{Dialect, LONG_LIST, Printer, has_nul};
use crate::{calendar, filter::json, schema::Kind};

impl Printer<'_> {
    pub(super) fn membership(
        &mut self,
        kind: &Kind,
        column: &str,
        values: &[Value],
        unset: bool,
        negated: bool,
    ) {
        match kind {
            Kind::Boolean => {
                // Booleans are true or not: `unset` and `true` are each other's complement, and both are everything.
                let wants_true = !values.is_empty();
                match (wants_true != negated, self.options.dialect) {
                    _ if wants_true && unset => self.put(if negated { "1 = 0" } else { "1 = 1" }),
                    (true, Dialect::Sqlite) => self.put(format!("{column} IS 1")),
                    (false, Dialect::Sqlite) => self.put(format!("{column} IS NOT 1")),
                    (true, Dialect::Postgres) => self.put(format!("{column} IS TRUE")),
                    (false, Dialect::Postgres) => self.put(format!("{column} IS NOT TRUE")),
                }
            }
            Kind::Text | Kind::Integer | Kind::Float if unset => {
                let zero = if *kind == Kind::Text { "''" } else { "0" };
                let has = !values.is_empty();
                if negated {
                    self.put(format!("({column} IS NOT NULL AND {column} <> {zero}"));
                    self.put(if has { " AND " } else { "" });
                } else {
                    self.put(format!("({column} IS NULL OR {column} = {zero}"));
                    self.put(if has { " OR " } else { "" });
                }
                if has {
                    self.in_list(column, kind, values, negated);
                }
                self.put(")");
            }
            _ => {
                let left = self.comparable(kind, column);
                self.plain_membership(&left, kind, values, unset, negated);
            }
        }
    }

    /// Membership where only NULL is "not set".
    pub(super) fn plain_membership(
        &mut self,
        left: &str,
        kind: &Kind,
        values: &[Value],
        unset: bool,
        negated: bool,
    ) {
        if values.is_empty() {
            return self.put(&match (unset, negated) {
                (true, false) => format!("{left} IS NULL"),
                (true, true) => format!("{left} IS NOT NULL"),
                (false, negated) => (if negated { "1 = 1" } else { "1 = 0" }).to_owned(),
            });
        }
        // A negated list is never true for NULL by itself, so NULL has to be let in by name.
        let or_null = unset != negated;
        self.put(if or_null { "(" } else { "" });
        self.in_list(left, kind, values, negated);
        if or_null {
            self.put(format!(" OR {left} IS NULL)"));
        }
    }

    pub(super) fn in_list(&mut self, left: &str, kind: &Kind, values: &[Value], negated: bool) {
        match values {
            [one] => {
                self.put(format!("{left} {} ", if negated { "<>" } else { "=" }));
                self.bind_as(kind, one);
            }
            _ => {
                self.put(format!("{left} {} (", if negated { "NOT IN" } else { "IN" }));
                self.items(kind, values);
                self.put(")");
            }
        }
    }

    fn items(&mut self, kind: &Kind, values: &[Value]) {
        if values.len() > LONG_LIST {
            return self.json_items(values, "");
        }
        for (i, value) in values.iter().enumerate() {
            self.put(if i == 0 { "" } else { ", " });
            self.bind_as(kind, value);
        }
    }

    pub(super) fn json_items(&mut self, values: &[Value], collation: &str) {
        self.nul |= values.iter().any(has_nul);
        let json = serde_json::Value::Array(values.iter().map(json::value).collect());
        let parameter = self.bind(Value::text(json.to_string()));
        match self.options.dialect {
            Dialect::Sqlite => self.put(format!("SELECT value FROM json_each({parameter})")),
            Dialect::Postgres => {
                let fraction = values.iter().find(|v| matches!(v, Value::Float(_)));
                let cast = match fraction.or(values.first()) {
                    Some(Value::Int(_)) => "bigint",
                    Some(Value::Float(_)) => "double precision",
                    Some(Value::Date(_)) => "date",
                    Some(Value::Instant(_)) => "timestamp",
                    _ => "text",
                };
                self.put(format!(
                    "SELECT x::{cast}{collation} FROM json_array_elements_text({parameter}::text::json) AS x"
                ));
            }
        }
    }

    pub(super) fn bind_as(&mut self, kind: &Kind, value: &Value) {
        let (value, cast) = match value {
            Value::Int(_) if *kind == Kind::Float => (value.clone(), "::double precision"),
            Value::Int(_) => (value.clone(), "::bigint"),
            Value::Float(_) => (value.clone(), "::double precision"),
            Value::Bool(_) => (value.clone(), "::boolean"),
            Value::Date(d) => (Value::text(calendar::date_text(*d)), "::text::date"),
            Value::Instant(s) => (Value::text(calendar::instant_text(*s)), "::text::timestamp"),
            Value::Text(_) => (value.clone(), "::text"),
            Value::Null | Value::List(_) | Value::Json(_) => (Value::Null, "::text"),
        };
        let value = match (cast, value) {
            ("::double precision", Value::Int(i)) => Value::Float(i as f64),
            (_, value) => value,
        };
        let parameter = self.bind(value);
        self.put(&parameter);
        if self.options.dialect == Dialect::Postgres {
            self.put(cast);
        }
    }
}
