//! Prints a filter as an SQL condition with bind parameters, for SQLite and PostgreSQL.
//!
//! The condition is two-valued wherever it is used positively: negation has been pushed to the single tests, and each
//! negated test says what happens to NULL. Values never appear in the text.
//!
//! On SQLite two functions must be registered on the connection when the filter needs them: `bailiwick_fold(text)`
//! (see [`super::pattern::casefold`]) and `bailiwick_part(value, part, zone)`; [`SqlFilter::functions`] lists which.

mod columns;
mod links;
mod membership;
mod tree;

use std::fmt::Write as _;

use bailiwick_model::Value;
use jiff::tz::TimeZone;

use super::{Filter, Test, Tree};
use crate::schema::{FieldId, FieldInfo, Kind, ModelId, ModelInfo, Schema};

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
    /// The alias is no name.
    #[error("{0:?} cannot stand for a table in SQL; give its name or alias, as in FROM table AS alias")]
    Alias(String),
    /// A text or name that databases cannot keep.
    #[error("the filter holds a NUL character, which no database can keep; leave it out of texts and names")]
    Nul,
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
    if options.alias.split('.').any(|part| part.trim_matches('"').is_empty()) {
        return Err(SqlRefused::Alias(options.alias.to_owned()));
    }
    let mut printer = Printer {
        schema,
        options,
        out: String::new(),
        binds: Vec::new(),
        functions: Vec::new(),
        aliases: 0,
        nul: false,
    };
    printer.filter(model, options.alias, filter)?;
    if printer.nul || printer.out.contains('\0') {
        return Err(SqlRefused::Nul);
    }
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
    /// Whether some value holds a NUL character.
    nul: bool,
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

    fn bind(&mut self, value: Value) -> String {
        self.nul |= has_nul(&value);
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

fn has_nul(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.contains('\0'))
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
