//! Makes the database that the demo connects to. The only place in this crate that writes, and only a new file.

use std::path::Path;

use bailiwick_model::Value;
use rusqlite::{Connection, params_from_iter, types::Value as Lite};

/// A table with its rows. The first column is the key; a table of two columns is a set of pairs.
pub struct SampleTable<'a> {
    /// Its name.
    pub name: &'a str,
    /// Columns and their types.
    pub columns: &'a [(&'a str, &'a str)],
    /// Rows, one value per column.
    pub rows: &'a [Vec<Value>],
}

/// The sample database could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the sample database {path} cannot be made: {source}")]
pub struct SampleError {
    path: String,
    source: rusqlite::Error,
}

/// Makes a SQLite database with these tables, in one transaction, replacing tables of the same names.
///
/// # Errors
/// When the file cannot be written.
pub fn create_sample(path: &Path, tables: &[SampleTable<'_>]) -> Result<(), SampleError> {
    write(path, tables).map_err(|source| SampleError { path: path.display().to_string(), source })
}

fn write(path: &Path, tables: &[SampleTable<'_>]) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    let transaction = connection.transaction()?;
    for table in tables {
        let name = quoted(table.name);
        let columns: Vec<String> =
            table.columns.iter().map(|(c, kind)| format!("{} {kind}", quoted(c))).collect();
        let key: Vec<String> = match table.columns {
            [(a, _), (b, _)] => vec![quoted(a), quoted(b)],
            columns => columns.iter().take(1).map(|(c, _)| quoted(c)).collect(),
        };
        transaction.execute(&format!("DROP TABLE IF EXISTS {name}"), [])?;
        transaction.execute(
            &format!("CREATE TABLE {name} ({}, PRIMARY KEY ({}))", columns.join(", "), key.join(", ")),
            [],
        )?;
        let marks = vec!["?"; table.columns.len()].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {name} VALUES ({marks})"))?;
        for row in table.rows {
            insert.execute(params_from_iter(row.iter().map(lite)))?;
        }
    }
    transaction.commit()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn lite(value: &Value) -> Lite {
    match value {
        Value::Null | Value::List(_) => Lite::Null,
        Value::Bool(b) => Lite::Integer((*b).into()),
        Value::Int(i) => Lite::Integer(*i),
        Value::Float(f) => Lite::Real(*f),
        Value::Text(t) => Lite::Text(t.to_string()),
        Value::Date(d) => Lite::Integer((*d).into()),
        Value::Instant(s) => Lite::Integer(*s),
        Value::Json(j) => Lite::Text(j.to_string()),
    }
}
