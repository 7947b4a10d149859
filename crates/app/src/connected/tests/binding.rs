//! What binding refuses, and what it says.

use std::sync::Arc;

use bailiwick_model::Value;
use bailiwick_policy::records::{NoRecords, Records, RecordsError};
use bailiwick_testkit::Scratch;

use super::{
    super::{Connected, Databases},
    fixture::{file, server, snapshot},
};

const WORLD: &str = "
models:
  x.home:
    table: {name: home, tree: {path: parent_path}}
    fields:
      name: char
      size: {type: integer, column: square_metres}
      owner_ids: {type: many2many x.home, relation: {table: home_owner, own: home, other: owner}}
      built: date
";

fn bind(world: &str, databases: Databases) -> Result<Connected, String> {
    Connected::bind(snapshot(world), databases, Arc::new(NoRecords)).map_err(|e| e.to_string())
}

#[test]
fn every_missing_thing_is_named_at_once() {
    let scratch = Scratch::new("binding");
    let sql = "create table home (id integer primary key, name text); create table home_owner (home integer)";
    for databases in [file(&scratch, sql), server(sql)] {
        let found = bind(WORLD, databases).map(|_| ()).unwrap_err();
        let expected = [
            "model x.home, field built: table home has no column \"built\"; it has id, name; name the column under",
            "model x.home, field size: table home has no column \"square_metres\"; it has id, name; name",
            "model x.home, table tree: table home has no column \"parent_path\"",
            "model x.home, relation table home_owner: table home_owner has no column \"owner\"; it has home; name",
        ];
        assert_eq!(found.lines().count(), expected.len(), "{found}");
        for (line, start) in found.lines().zip(expected) {
            assert!(line.starts_with(start), "{line}");
        }
    }
}

#[test]
fn missing_tables_and_connections_are_named_once() {
    let scratch = Scratch::new("binding");
    let found = bind(WORLD, file(&scratch, "create table house (id integer)")).map(|_| ()).unwrap_err();
    let path = scratch.join("file.db");
    let missing = |t: &str| {
        format!(
            "model x.home: there is no table or view {t} in sqlite://{}; mend its name in the model, or create it",
            path.display()
        )
    };
    assert_eq!(found, [missing("home"), missing("home_owner")].join("\n"));
    let found = bind(WORLD, Databases::new()).map(|_| ()).unwrap_err();
    assert_eq!(
        found,
        "model x.home: no connection is called \"default\" (known: none); configure it, or name another under `table`, \
         `connection`"
    );
}

#[test]
fn columns_that_compare_in_their_own_way_are_refused() {
    let world = "models: {x.key: {id: text, table: {name: key}, fields: {at: datetime, label: char}}}";
    let found =
        bind(world, server("create table key (id uuid primary key, at date, label text)")).map(|_| ());
    let found = found.unwrap_err();
    assert!(
        found.starts_with("model x.key, field id: column id of table key is uuid, which is no text; "),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1);
    let scratch = Scratch::new("binding");
    let nocase = "create table key (id text primary key, at text, label text collate nocase)";
    let found = bind(world, file(&scratch, nocase)).map(|_| ()).unwrap_err();
    assert!(found.contains("column label of table key takes different texts for equal"), "{found}");
    // A view passes on the collation of what it shows.
    for (at, text) in ["collate nocase", "collate rtrim", ""].into_iter().enumerate() {
        let scratch = Scratch::new("binding");
        let view = format!(
            "create table raw (id text primary key, at text, label text {text});
             create view key as select raw.id, raw.at, raw.label from raw join raw as other using (id)"
        );
        let found = bind(world, file(&scratch, &view)).map(|_| ()).err().unwrap_or_default();
        assert_eq!(
            found.contains("column label of table key takes different texts for equal"),
            at < 2,
            "{found}"
        );
        let scratch = Scratch::new("binding");
        let exact = view.replace("raw.label from", "raw.label collate binary as label from");
        bind(world, file(&scratch, &exact)).unwrap();
    }
    let view = "create table raw (id uuid, at date, label text);
        create view key as select id::text as id, at, label from raw";
    bind(world, server(view)).unwrap();
}

#[test]
fn the_next_snapshot_asks_only_about_what_changed() {
    let scratch = Scratch::new("binding");
    let world = "models: {x.a: {table: {name: a}, fields: {name: char}}}";
    let databases = file(&scratch, "create table a (id integer, name text)");
    let connected = bind(world, databases).unwrap();
    rusqlite::Connection::open(scratch.join("file.db")).unwrap().execute_batch("drop table a").unwrap();
    let again = connected.renew(snapshot(world), Arc::new(NoRecords)).unwrap();
    let wider = "models: {x.a: {table: {name: a}, fields: {name: char, size: integer}}}";
    let error = again.renew(snapshot(wider), Arc::new(NoRecords)).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("there is no table or view a"), "{error}");
    let model = again.snapshot().schema().find("x.a").unwrap();
    let RecordsError(error) = again.row(model, &Value::Int(1)).unwrap_err();
    assert!(error.contains("no such table: a"), "{error}");
}

#[test]
fn an_id_that_is_none_is_an_error_and_a_strange_id_is_nobody() {
    let scratch = Scratch::new("binding");
    let world = "models: {x.a: {table: {name: a}, fields: {name: char}}}";
    let sql = "create table a (id integer, name text); insert into a values (1, 'x'), (1, 'y'), (2, 'z')";
    let connected = bind(world, file(&scratch, sql)).unwrap();
    let model = connected.snapshot().schema().find("x.a").unwrap();
    let RecordsError(error) = connected.row(model, &Value::Int(1)).unwrap_err();
    assert!(error.contains("more than one row whose id is"), "{error}");
    assert_eq!(connected.row(model, &Value::Int(2)).unwrap().unwrap()[1], Value::text("z"));
    assert_eq!(connected.row(model, &Value::Int(3)).unwrap(), None);
    assert_eq!(connected.row(model, &Value::text("2")).unwrap(), None);
}
