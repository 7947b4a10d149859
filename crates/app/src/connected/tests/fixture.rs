//! The same records three times: in memory, in SQLite and in PostgreSQL.

use std::{fmt::Write as _, fs, sync::Arc};

use bailiwick_connectors::RecordDatabase;
use bailiwick_model::Value;
use bailiwick_policy::{
    Moment, Snapshot,
    domain::{Scope, build_search},
    filter::Filter,
    records::{MemoryRecords, row_from_json},
    schema::ModelId,
};
use bailiwick_protocol::document::Document;
use bailiwick_testkit::{Scratch, process::postgres};
use serde_json::{Map, Value as Json};

use super::{
    super::{Connected, Databases, sqlite_functions},
    records::{Numbers, others, parties},
};

/// `x.party` and `x.tag` are in the main database under awkward names, `x.vault` in another one, `x.note` in none;
/// areas and users are the directory's.
pub(super) const WORLD: &str = r#"
settings: {user_model: res.users}
models:
  x.party:
    table: {name: "pa\"rty; --", id: "the id"}
    area: [area_id]
    fields:
      name: char
      nick: {type: char, column: "ni\"ck') OR 1=1 --"}
      state: selection draft open closed
      age: integer
      score: float
      active: boolean
      born: date
      seen: datetime
      data: json
      area_id: many2one spp.area
      parent_id: many2one x.party
      child_ids: one2many x.party parent_id
      tag_ids: {type: many2many x.tag, relation: {table: party tag, own: party, other: tag}}
      friend_ids: {type: many2many x.party, relation: {table: friendship, own: a, other: b}}
      vault_id: many2one x.vault
      note_id: many2one x.note
      note_ids: one2many x.note party_id
  x.tag:
    id: text
    table: {name: tag}
    fields: {name: char, color: integer}
  x.vault:
    id: text
    table: {connection: vault, name: box}
    fields: {level: integer, parent_id: many2one x.vault}
  x.note:
    fields: {title: char, party_id: many2one x.party}
  spp.area:
    fields: {name: char, code: char, parent_id: many2one spp.area}
  res.users:
    fields: {name: char, login: char}
areas:
  PH: {id: 1, name: Philippines}
  PH-01: {id: 2, name: Ilocos, parent: PH}
  PH-02: {id: 3, name: Cagayan, parent: PH}
  KE: {id: 4, name: Kenya}
users:
  asha: {id: 7, name: Asha, timezone: Asia/Manila}
"#;

const TABLES: &str = r#"
create table "pa""rty; --" ("the id" bigint primary key, name TEXTUAL, "ni""ck') OR 1=1 --" TEXTUAL, state TEXTUAL,
    age bigint, score REALLY, active boolean, born date, seen MOMENT, data JSONISH, area_id bigint, parent_id bigint,
    vault_id TEXTUAL, note_id bigint);
create table tag (id TEXTUAL primary key, name TEXTUAL, color integer);
create table "party tag" (party bigint not null, tag TEXTUAL not null);
create table friendship (a bigint not null, b bigint not null);
"#;

const BOXES: &str = "create table box (id TEXTUAL primary key, level smallint, parent_id TEXTUAL);";

/// Everything a test compares.
pub(super) struct Fixture {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) moment: Moment,
    pub(super) memory: MemoryRecords,
    /// By name of the engine.
    pub(super) connected: Vec<(&'static str, Connected)>,
    _scratch: Scratch,
}

impl Fixture {
    pub(super) fn new(count: i64) -> Self {
        let snapshot = snapshot(WORLD);
        let mut rows: Vec<(&str, Map<String, Json>)> =
            parties(&mut Numbers::new(7), count).into_iter().map(|row| ("x.party", row)).collect();
        rows.extend(others().into_iter().map(|(model, row)| (model, row.as_object().unwrap().clone())));
        let memory = memory(&snapshot, &rows, |_| true);
        let notes = memory_of_notes(&snapshot, &rows);
        let scratch = Scratch::new("connected");
        let connected = vec![
            ("SQLite", connect(&snapshot, sqlite(&scratch, &rows), &notes)),
            ("PostgreSQL", connect(&snapshot, postgres_databases(&rows), &notes)),
        ];
        let moment = Moment::at(&snapshot, 1_795_250_000);
        Self { snapshot, moment, memory, connected, _scratch: scratch }
    }

    pub(super) fn model(&self, name: &str) -> ModelId {
        self.snapshot.schema().find(name).unwrap()
    }

    /// A domain with everything filled in, as Asha would ask it.
    pub(super) fn filter(&self, model: ModelId, domain: &str) -> Filter {
        let asha = self.snapshot.find_user("asha").unwrap();
        let asker = self.snapshot.asker(asha, &self.moment, &self.memory);
        assert_eq!(asker.zone().iana_name(), Some("Asia/Manila"));
        let search = build_search(self.snapshot.schema(), model, domain, true)
            .unwrap_or_else(|e| panic!("{domain}: {e}"));
        search
            .domain
            .bind(self.snapshot.schema(), model, &asker)
            .unwrap_or_else(|e| panic!("{domain}: {e:?}"))
    }
}

pub(super) fn snapshot(world: &str) -> Arc<Snapshot> {
    let document = Document::read("world.yaml", world).unwrap();
    let directory = document.directory.unwrap_or_default();
    Arc::new(Snapshot::compile(&document.policy, &directory).unwrap_or_else(|e| panic!("{e}")))
}

fn memory(
    snapshot: &Snapshot,
    rows: &[(&str, Map<String, Json>)],
    keep: impl Fn(&str) -> bool,
) -> MemoryRecords {
    let mut memory = MemoryRecords::default();
    for (name, row) in rows.iter().filter(|(name, _)| keep(name)) {
        let model = snapshot.schema().find(name).unwrap();
        memory.put(snapshot.schema(), model, row_from_json(snapshot.schema(), model, row).unwrap());
    }
    memory
}

fn memory_of_notes(snapshot: &Snapshot, rows: &[(&str, Map<String, Json>)]) -> MemoryRecords {
    memory(snapshot, rows, |name| name == "x.note")
}

fn connect(snapshot: &Arc<Snapshot>, databases: Databases, notes: &MemoryRecords) -> Connected {
    Connected::bind(Arc::clone(snapshot), databases, Arc::new(notes.clone()))
        .unwrap_or_else(|e| panic!("{e}"))
}

fn sqlite(scratch: &Scratch, rows: &[(&str, Map<String, Json>)]) -> Databases {
    let types = [("TEXTUAL", "text"), ("REALLY", "real"), ("MOMENT", "text"), ("JSONISH", "text")];
    let make = |name: &str, tables: &str, models: &[&str]| {
        let path = scratch.join(name);
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch(&script(tables, &types, rows, models)).unwrap();
        RecordDatabase::open(&format!("sqlite://{}", path.display()), sqlite_functions()).unwrap()
    };
    databases(make("main.db", TABLES, &["x.party", "x.tag"]), make("vault.db", BOXES, &["x.vault"]))
}

fn postgres_databases(rows: &[(&str, Map<String, Json>)]) -> Databases {
    // Types as applications choose them, not those that would be easiest to read.
    let types =
        [("TEXTUAL", "varchar"), ("REALLY", "numeric"), ("MOMENT", "timestamptz"), ("JSONISH", "jsonb")];
    let make = |tables: &str, models: &[&str]| {
        let url = postgres::database();
        let name = url.rsplit('/').next().unwrap();
        let script = script(tables, &types, rows, models);
        postgres::server()
            .psql(name, "alter database current set timezone to 'UTC'".replace("current", name).as_str());
        for statement in script.split(";\n").filter(|s| !s.trim().is_empty()) {
            postgres::server().psql(name, statement);
        }
        RecordDatabase::open(&url, sqlite_functions()).unwrap()
    };
    databases(make(TABLES, &["x.party", "x.tag"]), make(BOXES, &["x.vault"]))
}

fn databases(main: RecordDatabase, vault: RecordDatabase) -> Databases {
    Databases::from([("default".to_owned(), Arc::new(main)), ("vault".to_owned(), Arc::new(vault))])
}

/// Statements that make the tables and fill in the records of some models.
fn script(
    tables: &str,
    types: &[(&str, &str)],
    rows: &[(&str, Map<String, Json>)],
    models: &[&str],
) -> String {
    let mut out = types.iter().fold(tables.to_owned(), |text, (word, ty)| text.replace(word, ty));
    for model in models {
        let of_model: Vec<&Map<String, Json>> =
            rows.iter().filter(|(m, _)| m == model).map(|(_, row)| row).collect();
        let (table, columns) = match *model {
            "x.party" => ("\"pa\"\"rty; --\"", &PARTY[..]),
            "x.tag" => ("tag", &[("id", "id"), ("name", "name"), ("color", "color")][..]),
            _ => ("box", &[("id", "id"), ("level", "level"), ("parent_id", "parent_id")][..]),
        };
        let names: Vec<&str> = columns.iter().map(|(_, column)| *column).collect();
        for chunk in of_model.chunks(200) {
            let values: Vec<String> =
                chunk.iter().map(|row| tuple(columns.iter().map(|(f, _)| &row[*f]))).collect();
            let _ = writeln!(out, "insert into {table} ({}) values {};", names.join(", "), values.join(", "));
        }
        for (field, table) in [("tag_ids", "\"party tag\""), ("friend_ids", "friendship")] {
            let pairs = of_model.iter().flat_map(|row| {
                let linked = row.get(field).and_then(Json::as_array).cloned().unwrap_or_default();
                linked.into_iter().map(|other| tuple([&row["id"], &other].into_iter()))
            });
            let pairs: Vec<String> = pairs.collect();
            if !pairs.is_empty() {
                let _ = writeln!(out, "insert into {table} values {};", pairs.join(", "));
            }
        }
    }
    out
}

const PARTY: [(&str, &str); 14] = [
    ("id", "\"the id\""),
    ("name", "name"),
    ("nick", "\"ni\"\"ck') OR 1=1 --\""),
    ("state", "state"),
    ("age", "age"),
    ("score", "score"),
    ("active", "active"),
    ("born", "born"),
    ("seen", "seen"),
    ("data", "data"),
    ("area_id", "area_id"),
    ("parent_id", "parent_id"),
    ("vault_id", "vault_id"),
    ("note_id", "note_id"),
];

fn tuple<'a>(values: impl Iterator<Item = &'a Json>) -> String {
    let literal = |value: &Json| match value {
        Json::Null => "null".to_owned(),
        Json::Bool(b) => b.to_string(),
        Json::Number(n) => n.to_string(),
        Json::String(s) => format!("'{}'", s.replace('\'', "''")),
        json => format!("'{}'", json.to_string().replace('\'', "''")),
    };
    format!("({})", values.map(literal).collect::<Vec<_>>().join(", "))
}

/// A file with these tables, bound as the default connection.
pub(super) fn file(scratch: &Scratch, sql: &str) -> Databases {
    let path = scratch.join("file.db");
    let _ = fs::remove_file(&path);
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let database = RecordDatabase::open(&format!("sqlite://{}", path.display()), sqlite_functions()).unwrap();
    Databases::from([("default".to_owned(), Arc::new(database))])
}

/// A PostgreSQL database with these tables, bound as the default connection.
pub(super) fn server(sql: &str) -> Databases {
    let url = postgres::database();
    postgres::server().psql(url.rsplit('/').next().unwrap(), sql);
    let database = RecordDatabase::open(&url, sqlite_functions()).unwrap();
    Databases::from([("default".to_owned(), Arc::new(database))])
}

pub(super) fn ints(ids: &[i64]) -> Vec<Value> {
    ids.iter().copied().map(Value::Int).collect()
}
