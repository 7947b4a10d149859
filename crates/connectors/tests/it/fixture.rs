//! Databases to connect to.

use std::time::Duration;

use bailiwick_connectors::{Limits, RecordDatabase, SqliteFunctions};
use bailiwick_testkit::{Scratch, process::postgres};

pub(crate) const FUNCTIONS: SqliteFunctions = SqliteFunctions { fold: str::to_lowercase, part };

fn part(value: &str, part: &str, zone: &str) -> Option<i64> {
    (part == "year_number" && zone == "UTC").then(|| value.get(..4)?.parse().ok())?
}

/// A file with these tables, and its address.
pub(crate) fn file(scratch: &Scratch, sql: &str) -> String {
    let path = scratch.join("records.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    format!("sqlite://{}", path.display())
}

/// The address of a fresh database with these tables.
pub(crate) fn server(sql: &str) -> String {
    let url = postgres::database();
    postgres::server().psql(name(&url), sql);
    url
}

pub(crate) fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap()
}

pub(crate) fn open(url: &str) -> RecordDatabase {
    RecordDatabase::open(url, FUNCTIONS).unwrap()
}

pub(crate) fn open_with(url: &str, limits: Limits) -> RecordDatabase {
    RecordDatabase::open_with(url, FUNCTIONS, limits).unwrap()
}

/// Limits that tests reach quickly.
pub(crate) fn tight() -> Limits {
    Limits { connections: 1, statement: Duration::from_millis(300), rows: 10 }
}
