//! Prints a filter as an SQL condition with bind parameters, for SQLite and PostgreSQL.
//!
//! The condition is two-valued wherever it is used positively: negation has been pushed to the single tests, and each
//! negated test says what happens to NULL. Values never appear in the text.
//!
//! On SQLite two functions must be registered on the connection when the filter needs them: `bailiwick_fold(text)`
//! (see [`super::pattern::casefold`]) and `bailiwick_part(value, part, zone)`; [`SqlFilter::functions`] lists which.

mod links;
mod tree;

use std::fmt::Write as _;

use bailiwick_model::{IdKind, Value};
use jiff::tz::TimeZone;

use super::{Filter, Pattern, Test, Tree};
use crate::{
    calendar,
    domain::Part,
    schema::{FieldId, FieldInfo, Kind, ModelId, ModelInfo, Schema},
};

/// Which database will read the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.38 or newer, parameters `?1`.
    Sqlite,
    /// PostgreSQL 13 or newer built with ICU, parameters `$1`.
    Postgres,
}

/// How "below this node" is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TreeForm {
    /// By the table's own tree columns when it has them, else by walking the links.
    #[default]
    Auto,
    /// By walking the links, whatever columns there are.
    Walk,
    /// By the ids of all nodes, computed beforehand: see [`Options::closure`].
    Ids,
}

/// How a filter is printed.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Which database.
    pub dialect: Dialect,
    /// Name or alias of the filtered table in the query that the condition goes into.
    pub alias: &'a str,
    /// Number of parameters that come before.
    pub binds_before: usize,
    /// The zone in which parts of moments are read.
    pub zone: &'a TimeZone,
    /// How "below this node" is asked.
    pub tree: TreeForm,
    /// All nodes below (or above) the roots of a tree, where they are known; needed for [`TreeForm::Ids`], and used
    /// by [`TreeForm::Auto`] for trees that have no table.
    pub closure: Option<&'a Closure<'a>>,
}

/// Finds all nodes that a tree test holds for, where they are known.
pub type Closure<'a> = dyn Fn(&Tree) -> Option<Vec<Value>> + 'a;

/// A printed filter.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlFilter {
    /// The condition.
    pub text: String,
    /// Values of its parameters in order: integers, floats, booleans and texts only.
    pub binds: Vec<Value>,
    /// Functions that SQLite must be given.
    pub functions: Vec<&'static str>,
}

/// Why a filter cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlRefused {
    /// A relation leads to records that no table is known for.
    #[error(
        "model {0} has no table, so SQL cannot reach it; describe its table in the schema or check record by record"
    )]
    NoTable(String),
    /// A many2many without its table.
    #[error("{0} has no relation table; describe it under `relation` (table, own, other)")]
    NoRelation(String),
    /// The zone of the question has no name a database knows.
    #[error(
        "the time zone has no IANA name, so PostgreSQL and SQLite cannot be told; name one such as Asia/Manila"
    )]
    NamelessZone,
}

/// Prints `filter` on records of `model`.
///
/// # Errors
/// See [`SqlRefused`].
pub fn print(
    schema: &Schema,
    model: ModelId,
    filter: &Filter,
    options: Options<'_>,
) -> Result<SqlFilter, SqlRefused> {
    let mut printer =
        Printer { schema, options, out: String::new(), binds: Vec::new(), functions: Vec::new(), aliases: 0 };
    printer.filter(model, options.alias, filter)?;
    Ok(SqlFilter { text: printer.out, binds: printer.binds, functions: printer.functions })
}

/// `"table"`, or `"schema"."table"`.
#[must_use]
pub fn quoted(name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(|p| format!("\"{}\"", p.replace('"', "\"\""))).collect();
    parts.join(".")
}

/// Longer lists travel as one JSON parameter, because databases limit the number of parameters.
const LONG_LIST: usize = 64;

struct Printer<'a> {
    schema: &'a Schema,
    options: Options<'a>,
    out: String,
    binds: Vec<Value>,
    functions: Vec<&'static str>,
    aliases: usize,
}

type Printed = Result<(), SqlRefused>;

impl Printer<'_> {
    fn filter(&mut self, model: ModelId, alias: &str, filter: &Filter) -> Printed {
        match filter {
            Filter::All => self.put("1 = 1"),
            Filter::Nothing => self.put("1 = 0"),
            Filter::And(parts) => self.joined(model, alias, parts, " AND ")?,
            Filter::Or(parts) => self.joined(model, alias, parts, " OR ")?,
            Filter::Field { field, negated, test } => self.test(model, alias, *field, *negated, test)?,
        }
        Ok(())
    }

    fn joined(&mut self, model: ModelId, alias: &str, parts: &[Filter], word: &str) -> Printed {
        for (i, part) in parts.iter().enumerate() {
            self.put(if i == 0 { "(" } else { word });
            self.filter(model, alias, part)?;
        }
        self.put(")");
        Ok(())
    }

    fn test(&mut self, model: ModelId, alias: &str, field: FieldId, negated: bool, test: &Test) -> Printed {
        let schema = self.schema;
        let info = schema.model(model).info(field);
        if info.kind.is_x2many() {
            return self.links_test(model, alias, info, negated, test);
        }
        let column = column(alias, info);
        match test {
            Test::In { part: None, values, unset } => {
                self.membership(&info.kind, &column, values, *unset, negated)
            }
            Test::In { part: Some(part), values, unset } => {
                let number = self.part_of(&info.kind, &column, *part)?;
                self.plain_membership(&number, &Kind::Integer, values, *unset, negated);
            }
            Test::Order { part, side, bound, unset } => {
                let (left, kind) = match part {
                    Some(part) => (self.part_of(&info.kind, &column, *part)?, Kind::Integer),
                    None => (self.ordered(&info.kind, &column), info.kind.clone()),
                };
                let sign = if negated { opposite(side.sign()) } else { side.sign() };
                // "Not set" is accepted by the test and refused by its complement, or the other way round.
                let or_null = *unset != negated;
                self.put(if or_null { "(" } else { "" });
                self.put(format!("{left} {sign} "));
                self.bind_as(&kind, bound);
                if or_null {
                    self.put(format!(" OR {column} IS NULL)"));
                }
            }
            Test::Like(pattern) => self.like(&info.kind, &column, pattern, negated),
            Test::Related(comodel, inner) => {
                let inner_alias = self.alias();
                let target = self.table(*comodel)?;
                let id = column_of(&inner_alias, schema.model(*comodel));
                self.put(if negated { "NOT EXISTS (" } else { "EXISTS (" });
                self.put(format!("SELECT 1 FROM {target} {inner_alias} WHERE {id} = {column} AND "));
                self.filter(*comodel, &inner_alias, inner)?;
                self.put(")");
            }
            Test::Tree(tree) => {
                self.put(if negated { "(" } else { "" });
                self.tree(tree, &column, negated)?;
                if negated {
                    self.put(format!(" OR {column} IS NULL)"));
                }
            }
        }
        Ok(())
    }

    fn membership(&mut self, kind: &Kind, column: &str, values: &[Value], unset: bool, negated: bool) {
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
    fn plain_membership(&mut self, left: &str, kind: &Kind, values: &[Value], unset: bool, negated: bool) {
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

    fn in_list(&mut self, left: &str, kind: &Kind, values: &[Value], negated: bool) {
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

    fn json_items(&mut self, values: &[Value], collation: &str) {
        let json = serde_json::Value::Array(values.iter().map(super::json::value).collect());
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

    fn like(&mut self, kind: &Kind, column: &str, pattern: &Pattern, negated: bool) {
        let text = match (kind, self.options.dialect) {
            (Kind::Text | Kind::Selection(_), _) => column.to_owned(),
            (Kind::Date, Dialect::Postgres) => format!("to_char({column}, 'YYYY-MM-DD')"),
            (Kind::Datetime, Dialect::Postgres) => {
                format!("to_char({column}::timestamp, 'YYYY-MM-DD HH24:MI:SS')")
            }
            (Kind::Datetime, Dialect::Sqlite) => self.comparable(kind, column),
            _ => format!("CAST({column} AS TEXT)"),
        };
        let (text, word, form) = match (self.options.dialect, pattern.fold) {
            (Dialect::Sqlite, false) => (text, "GLOB", pattern.glob()),
            (Dialect::Sqlite, true) => {
                self.function("bailiwick_fold");
                (format!("bailiwick_fold({text})"), "GLOB", pattern.glob())
            }
            (Dialect::Postgres, false) => (text, "LIKE", pattern.like()),
            (Dialect::Postgres, true) => {
                (format!("replace(lower({text} COLLATE \"und-x-icu\"), 'ς', 'σ')"), "LIKE", pattern.like())
            }
        };
        let parameter = self.bind(Value::text(form));
        let cast = if self.options.dialect == Dialect::Postgres { "::text" } else { "" };
        // What is not set has no form, whatever its text may look like. An empty text never fits, since patterns that
        // would fit it have become "is set".
        let zero = *kind == Kind::Integer;
        self.put(&match (negated, zero) {
            (true, false) => format!("({column} IS NULL OR {text} NOT {word} {parameter}{cast})"),
            (true, true) => {
                format!("({column} IS NULL OR {column} = 0 OR {text} NOT {word} {parameter}{cast})")
            }
            (false, false) => format!("{text} {word} {parameter}{cast}"),
            (false, true) => format!("({column} <> 0 AND {text} {word} {parameter}{cast})"),
        });
    }

    fn part_of(&mut self, kind: &Kind, column: &str, part: Part) -> Result<String, SqlRefused> {
        let zone = match kind {
            Kind::Date => "UTC",
            _ => self
                .options
                .zone
                .iana_name()
                .or((*self.options.zone == TimeZone::UTC).then_some("UTC"))
                .ok_or(SqlRefused::NamelessZone)?,
        };
        if self.options.dialect == Dialect::Sqlite {
            self.function("bailiwick_part");
            let zone = self.bind(Value::text(zone));
            return Ok(format!("bailiwick_part({column}, '{}', {zone})", part.name()));
        }
        let unit = match part {
            Part::Year => "year",
            Part::Quarter => "quarter",
            Part::Month => "month",
            Part::IsoWeek => "week",
            Part::DayOfYear => "doy",
            Part::DayOfMonth => "day",
            Part::DayOfWeek => "dow",
            Part::Hour => "hour",
            Part::Minute => "minute",
            Part::Second => "second",
        };
        let local = if *kind == Kind::Date {
            format!("{column}::timestamp")
        } else {
            let zone = self.bind(Value::text(zone));
            format!("({column}::timestamp AT TIME ZONE 'UTC' AT TIME ZONE {zone}::text)")
        };
        Ok(format!("floor(extract({unit} FROM {local}))::bigint"))
    }

    /// The column in the form in which its values are compared.
    fn comparable(&self, kind: &Kind, column: &str) -> String {
        match (kind, self.options.dialect) {
            (Kind::Text | Kind::Selection(_), Dialect::Postgres) => collated(column),
            (Kind::Datetime, Dialect::Postgres) => format!("date_trunc('second', {column}::timestamp)"),
            (Kind::Datetime, Dialect::Sqlite) => format!("strftime('%Y-%m-%d %H:%M:%S', {column})"),
            _ => column.to_owned(),
        }
    }

    /// The column in the form in which its values are put in order: texts by code point, ids included.
    fn ordered(&self, kind: &Kind, column: &str) -> String {
        let is_text_id = match kind {
            Kind::Id(kind) => *kind == IdKind::Text,
            Kind::Many2one(to) => self.schema.model(*to).id_kind() == IdKind::Text,
            _ => false,
        };
        if is_text_id && self.options.dialect == Dialect::Postgres {
            return collated(column);
        }
        self.comparable(kind, column)
    }

    fn bind_as(&mut self, kind: &Kind, value: &Value) {
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

    fn bind(&mut self, value: Value) -> String {
        self.binds.push(value);
        let number = self.options.binds_before + self.binds.len();
        match self.options.dialect {
            Dialect::Sqlite => format!("?{number}"),
            Dialect::Postgres => format!("${number}"),
        }
    }

    fn table(&self, model: ModelId) -> Result<String, SqlRefused> {
        let info = self.schema.model(model);
        info.table.as_ref().map(|t| quoted(&t.name)).ok_or_else(|| SqlRefused::NoTable(info.name.to_string()))
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("b{}", self.aliases)
    }

    fn function(&mut self, name: &'static str) {
        if !self.functions.contains(&name) {
            self.functions.push(name);
        }
    }

    fn put(&mut self, text: impl AsRef<str>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_str(text.as_ref());
    }
}

fn collated(column: &str) -> String {
    format!("{column} COLLATE \"C\"")
}

fn column(alias: &str, info: &FieldInfo) -> String {
    format!("{alias}.{}", quoted(&info.column))
}

fn column_of(alias: &str, model: &ModelInfo) -> String {
    column(alias, model.info(FieldId::ID))
}

fn opposite(sign: &str) -> &'static str {
    match sign {
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        _ => "<",
    }
}
