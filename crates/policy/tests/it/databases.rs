//! The records of a world as tables in SQLite and PostgreSQL, and filters run there.

use std::collections::BTreeMap;

use bailiwick_model::{FieldKind, IdKind, Value};
use bailiwick_policy::{
    calendar,
    domain::Part,
    filter::{
        Filter, casefold,
        sql::{self, Dialect, Options, SqlFilter, TreeForm, quoted},
    },
};
use bailiwick_testkit::process::postgres as server;
use jiff::tz::TimeZone;
use rusqlite::functions::FunctionFlags;
use serde_json::Value as Json;

use crate::{
    oracle::{Record, Records},
    worlds::World,
};

/// Both databases; one world at a time is loaded into them.
pub(crate) struct Databases {
    sqlite: rusqlite::Connection,
    postgres: postgres::Client,
}

impl Databases {
    /// Fresh ones; a PostgreSQL server that is missing fails the test.
    pub(crate) fn new() -> Self {
        let sqlite = rusqlite::Connection::open_in_memory().unwrap();
        functions(&sqlite);
        let mut postgres = postgres::Client::connect(&server::database(), postgres::NoTls).unwrap();
        postgres.batch_execute("SET TIME ZONE 'UTC'").unwrap();
        Self { sqlite, postgres }
    }

    /// Replaces all tables by those of `world`.
    pub(crate) fn load(&mut self, world: &World) {
        self.sqlite.execute_batch(&script(world, Dialect::Sqlite)).unwrap();
        self.postgres.batch_execute(&script(world, Dialect::Postgres)).unwrap();
    }

    /// Ids of the records of `model` that each database finds, SQLite's first.
    pub(crate) fn ids(
        &mut self,
        world: &World,
        model: &str,
        filter: &Filter,
        zone: &TimeZone,
        tree: TreeForm,
    ) -> [Vec<i64>; 2] {
        let print = |dialect| print(world, model, filter, zone, tree, dialect);
        [self.in_sqlite(model, &print(Dialect::Sqlite)), self.in_postgres(model, &print(Dialect::Postgres))]
    }

    /// How PostgreSQL would find the records, if it may not read the whole table.
    pub(crate) fn plan(&mut self, world: &World, model: &str, filter: &Filter) -> String {
        let printed = print(world, model, filter, &TimeZone::UTC, TreeForm::Auto, Dialect::Postgres);
        let binds: Vec<Box<dyn postgres::types::ToSql + Sync>> = printed.binds.iter().map(bound).collect();
        let binds: Vec<&(dyn postgres::types::ToSql + Sync)> = binds.iter().map(AsRef::as_ref).collect();
        self.postgres.batch_execute("SET enable_seqscan = off").unwrap();
        let rows = self.postgres.query(&format!("EXPLAIN {}", query(model, &printed)), &binds).unwrap();
        rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>().join("\n")
    }

    /// Makes an index on PostgreSQL.
    pub(crate) fn index(&mut self, model: &str, column: &str) {
        let text = format!("CREATE INDEX ON {} ({})", table(model), quoted(column));
        self.postgres.batch_execute(&text).unwrap();
    }

    fn in_sqlite(&self, model: &str, filter: &SqlFilter) -> Vec<i64> {
        use rusqlite::types::Value as Bound;
        let binds = filter.binds.iter().map(|value| match value {
            Value::Bool(b) => Bound::Integer((*b).into()),
            Value::Int(i) => Bound::Integer(*i),
            Value::Float(f) => Bound::Real(*f),
            Value::Text(t) => Bound::Text(t.to_string()),
            other => panic!("{other:?} is bound"),
        });
        let text = query(model, filter);
        let mut statement = self.sqlite.prepare_cached(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        let rows = statement.query_map(rusqlite::params_from_iter(binds), |row| row.get(0));
        rows.unwrap().collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    fn in_postgres(&mut self, model: &str, filter: &SqlFilter) -> Vec<i64> {
        let binds: Vec<Box<dyn postgres::types::ToSql + Sync>> = filter.binds.iter().map(bound).collect();
        let binds: Vec<&(dyn postgres::types::ToSql + Sync)> = binds.iter().map(AsRef::as_ref).collect();
        let text = query(model, filter);
        let rows = self
            .postgres
            .query(&text, &binds)
            .unwrap_or_else(|e| panic!("{e:?}\n{text}\n{:?}", filter.binds));
        rows.iter().map(|row| i64::from(row.get::<_, i32>(0))).collect()
    }
}

fn bound(value: &Value) -> Box<dyn postgres::types::ToSql + Sync> {
    match value {
        Value::Bool(b) => Box::new(*b),
        Value::Int(i) => Box::new(*i),
        Value::Float(f) => Box::new(*f),
        Value::Text(t) => Box::new(t.to_string()),
        other => panic!("{other:?} is bound"),
    }
}

fn query(model: &str, filter: &SqlFilter) -> String {
    format!("SELECT id FROM {} AS t WHERE {} ORDER BY id", table(model), filter.text)
}

fn print(
    world: &World,
    model: &str,
    filter: &Filter,
    zone: &TimeZone,
    tree: TreeForm,
    dialect: Dialect,
) -> SqlFilter {
    let schema = world.snapshot.schema();
    // All nodes of a tree, found by evaluating it on every one.
    let closure = |tree: &bailiwick_policy::filter::Tree| {
        let test = bailiwick_policy::filter::Test::Tree(tree.clone());
        let inside = Filter::Field { field: bailiwick_policy::schema::FieldId::ID, negated: false, test };
        let name = schema.model(tree.model).name.to_string();
        Some(world.matching(&name, &inside, zone))
    };
    let options = Options { dialect, alias: "t", binds_before: 0, zone, tree, closure: Some(&closure) };
    sql::print(schema, schema.find(model).unwrap(), filter, options).unwrap_or_else(|e| panic!("{e}"))
}

fn table(model: &str) -> String {
    quoted(&model.replace('.', "_"))
}

/// What an embedding application registers on SQLite.
fn functions(sqlite: &rusqlite::Connection) {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let fold =
        |call: &rusqlite::functions::Context<'_>| Ok(call.get::<Option<String>>(0)?.map(|t| casefold(&t)));
    sqlite.create_scalar_function("bailiwick_fold", 1, flags, fold).unwrap();
    let part = |call: &rusqlite::functions::Context<'_>| {
        let Some(text) = call.get::<Option<String>>(0)? else { return Ok(None) };
        let part = Part::named(&call.get::<String>(1)?).unwrap();
        let zone = TimeZone::get(&call.get::<String>(2)?).unwrap();
        Ok(Some(match text.parse::<jiff::civil::Date>() {
            Ok(date) if text.len() == 10 => part.of_day(calendar::day_number(date)),
            _ => part.of_instant(calendar::moment(text.parse().unwrap(), &TimeZone::UTC), &zone),
        }))
    };
    sqlite.create_scalar_function("bailiwick_part", 3, flags, part).unwrap();
}

/// Statements that make the tables of a world. Texts on PostgreSQL get a collation whose order is not that of code
/// points, and ids the narrow type that Odoo gives them: filters must not rely on the database being kind.
fn script(world: &World, dialect: Dialect) -> String {
    let mut out = String::new();
    for (name, model) in &world.policy.models {
        let id_kind = if model.id == IdKind::Text { "text" } else { "integer" };
        let mut columns = vec![("id".to_owned(), id_kind, "id".to_owned())];
        for (field, described) in &model.fields {
            let column = described.column.clone().unwrap_or_else(|| field.to_string());
            if let Some(relation) = &described.relation {
                out += &links(world, name, field, relation, &quoted(&relation.table));
            } else if !described.kind.is_x2many() {
                columns.push((column, kind(world, &described.kind, dialect), field.to_string()));
            }
        }
        let tree = if name.as_str() == "spp.area" {
            ", tree_path text, tree_low integer, tree_high integer"
        } else {
            ""
        };
        let described: Vec<String> =
            columns.iter().map(|(c, kind, _)| format!("{} {kind}", quoted(c))).collect();
        let name_sql = table(name);
        out += &format!(
            "DROP TABLE IF EXISTS {name_sql};\nCREATE TABLE {name_sql} ({}{tree}, PRIMARY KEY (\"id\"));\n",
            described.join(", ")
        );
        for record in world.records.get(name.as_str()).into_iter().flat_map(BTreeMap::values) {
            let names: Vec<String> = columns.iter().map(|(c, ..)| quoted(c)).collect();
            let values: Vec<String> =
                columns.iter().map(|(_, _, field)| literal(record.get(field))).collect();
            out +=
                &format!("INSERT INTO {name_sql} ({}) VALUES ({});\n", names.join(", "), values.join(", "));
        }
    }
    if world.records.contains_key("spp.area") { out + &tree_columns(&world.records) } else { out }
}

fn links(
    world: &World,
    model: &str,
    field: &str,
    relation: &bailiwick_model::ManyToMany,
    table: &str,
) -> String {
    let (own, other) = (quoted(&relation.own), quoted(&relation.other));
    let to = world.policy.models[model].fields[field].kind.comodel().unwrap();
    let other_kind = if world.policy.models[to].id == IdKind::Text { "text" } else { "integer" };
    let mut out = format!(
        "DROP TABLE IF EXISTS {table};\nCREATE TABLE {table} ({own} integer, {other} {other_kind});\n"
    );
    for (id, record) in world.records.get(model).into_iter().flatten() {
        for linked in record.get(field).and_then(Json::as_array).into_iter().flatten() {
            out += &format!("INSERT INTO {table} VALUES ({id}, {});\n", literal(Some(linked)));
        }
    }
    out
}

fn kind(world: &World, kind: &FieldKind, dialect: Dialect) -> &'static str {
    let collated = if dialect == Dialect::Postgres { "text COLLATE \"en-x-icu\"" } else { "text" };
    match (kind, dialect) {
        (FieldKind::Char | FieldKind::Text | FieldKind::Html | FieldKind::Selection(_), _) => collated,
        (FieldKind::Many2one(to), _) if world.policy.models[to].id == IdKind::Text => collated,
        (FieldKind::Float | FieldKind::Monetary, Dialect::Postgres) => "double precision",
        (FieldKind::Float | FieldKind::Monetary, Dialect::Sqlite) => "real",
        (FieldKind::Boolean, _) => "boolean",
        (FieldKind::Date, Dialect::Postgres) => "date",
        (FieldKind::Datetime, Dialect::Postgres) => "timestamp",
        (FieldKind::Json, Dialect::Postgres) => "jsonb",
        (FieldKind::Integer | FieldKind::Many2one(_), _) => "integer",
        _ => "text",
    }
}

fn literal(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => "NULL".to_owned(),
        Some(Json::String(text)) => format!("'{}'", text.replace('\'', "''")),
        Some(Json::Object(object)) => {
            format!("'{}'", Json::Object(object.clone()).to_string().replace('\'', "''"))
        }
        Some(other) => other.to_string(),
    }
}

/// The ready-made answers to "below which area?": a path of ids, and an interval.
fn tree_columns(records: &Records) -> String {
    fn visit(areas: &BTreeMap<i64, Record>, id: i64, above: &str, next: &mut usize, out: &mut String) {
        let (path, low) = (format!("{above}{id}/"), *next);
        *next += 1;
        for child in areas.iter().filter(|(_, r)| r["parent_id"] == id).map(|(id, _)| *id) {
            visit(areas, child, &path, next, out);
        }
        *out += &format!(
            "UPDATE spp_area SET tree_path = '{path}', tree_low = {low}, tree_high = {next} WHERE id = {id};\n"
        );
    }
    let areas = &records["spp.area"];
    let (mut out, mut next) = (String::new(), 0);
    for root in areas.iter().filter(|(_, r)| r["parent_id"].is_null()).map(|(id, _)| *id) {
        visit(areas, root, "", &mut next, &mut out);
    }
    out
}
