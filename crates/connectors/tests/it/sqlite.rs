//! SQLite files of other applications.

use std::fs;

use bailiwick_connectors::{ColumnKind, RecordDatabase, RecordDatabaseError};
use bailiwick_model::Value;
use bailiwick_testkit::Scratch;

use crate::fixture::{FUNCTIONS, file, open, open_with, tight};

fn refused(url: &str) -> String {
    RecordDatabase::open(url, FUNCTIONS).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn nothing_can_be_written() {
    let scratch = Scratch::new("sqlite");
    let database = open(&file(&scratch, "create table t (x); insert into t values (1)"));
    for sql in [
        "insert into t values (2)",
        "update t set x = 2",
        "delete from t",
        "drop table t",
        "create table u (x)",
        "create temp table u (x)",
        "vacuum",
    ] {
        let error = database.select(sql, &[], &[]).unwrap_err();
        assert!(matches!(error, RecordDatabaseError::Refused { .. }), "{sql}: {error}");
        assert!(error.to_string().contains("readonly"), "{sql}: {error}");
    }
    // Even after the switch is turned, the file is open for reading only.
    database.select("pragma query_only = off", &[], &[]).unwrap();
    let error =
        database.select("insert into t values (2) returning x", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
    let rows = database.select("select count(*), max(x) from t", &[], &[ColumnKind::Integer; 2]).unwrap();
    assert_eq!(rows, [[Value::Int(1), Value::Int(1)]]);
}

#[test]
fn what_is_no_database_is_refused_by_name() {
    let scratch = Scratch::new("sqlite");
    let missing = scratch.join("missing.db");
    let error = refused(&format!("sqlite://{}", missing.display()));
    assert!(error.contains("missing.db") && error.contains("name an existing SQLite file"), "{error}");
    assert!(!missing.exists());
    let text = scratch.join("text.db");
    fs::write(
        &text,
        "this is a long enough text that is not a database at all, not even a little one, is it? ".repeat(20),
    )
    .unwrap();
    let error = refused(&format!("sqlite://{}", text.display()));
    assert!(error.contains("not a database"), "{error}");
}

#[test]
fn functions_answer_and_keep_null() {
    let scratch = Scratch::new("sqlite");
    let database = open(&file(&scratch, "create table t (x)"));
    let sql = "select bailiwick_fold('ÅSE'), bailiwick_fold(null), bailiwick_part('2026-11-21', 'year_number', ?1), \
               bailiwick_part(null, 'year_number', 'UTC')";
    let kinds = [ColumnKind::Text, ColumnKind::Text, ColumnKind::Integer, ColumnKind::Integer];
    let rows = database.select(sql, &[Value::text("UTC")], &kinds).unwrap();
    assert_eq!(rows, [[Value::text("åse"), Value::Null, Value::Int(2026), Value::Null]]);
}

#[test]
fn a_writer_beside_us_is_waited_for_and_then_named() {
    let scratch = Scratch::new("sqlite");
    let url = file(&scratch, "create table t (x); insert into t values (1)");
    let database = open_with(&url, tight());
    let writer = rusqlite::Connection::open(scratch.join("records.db")).unwrap();
    writer.execute_batch("begin exclusive; insert into t values (2)").unwrap();
    let error = database.select("select x from t", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(matches!(error, RecordDatabaseError::Busy { .. }), "{error}");
    writer.execute_batch("commit").unwrap();
    assert_eq!(database.select("select x from t", &[], &[ColumnKind::Integer]).unwrap().len(), 2);
}

#[test]
fn a_live_database_in_wal_mode_is_read_as_it_grows() {
    let scratch = Scratch::new("sqlite");
    let url = file(&scratch, "pragma journal_mode = wal; create table t (x)");
    let writer = rusqlite::Connection::open(scratch.join("records.db")).unwrap();
    let database = open(&url);
    for count in 1..4 {
        writer.execute("insert into t values (1)", []).unwrap();
        let rows = database.select("select count(*) from t", &[], &[ColumnKind::Integer]).unwrap();
        assert_eq!(rows, [[Value::Int(count)]]);
    }
}
