//! SQLite: a file that another program writes.

use std::{ops::ControlFlow, path::Path, time::Duration};

use bailiwick_model::Value;
use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    types::{ToSqlOutput, ValueRef},
};

use super::{
    ColumnDescription, ColumnKind, RecordDatabaseError, SqliteFunctions,
    address::Address,
    decode,
    error::chain,
    query::{TABLE_ALIAS, qualified, quoted},
};

/// Opens the file for reading only.
pub(super) fn connect(
    path: &Path,
    address: &Address,
    functions: SqliteFunctions,
    patience: Duration,
) -> Result<Connection, RecordDatabaseError> {
    let file = |why: String| RecordDatabaseError::File { path: path.to_owned(), why };
    // Neither CREATE nor URI: a missing file is an error, and nothing in the name is an option.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| file(chain(&e)))?;
    let prepare = || {
        conn.busy_timeout(patience)?;
        conn.set_prepared_statement_cache_capacity(64);
        // The schema is another program's: functions of this program are not for its views and triggers.
        conn.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")?;
        functions.register(&conn)?;
        conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
    };
    prepare().map_err(|e: rusqlite::Error| match e.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => refused(address, &e),
        _ => file(chain(&e)),
    })?;
    Ok(conn)
}

pub(super) fn for_each(
    conn: &Connection,
    address: &Address,
    sql: &str,
    binds: &[Value],
    columns: &[ColumnKind],
    each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
) -> Result<(), RecordDatabaseError> {
    let fail = |error: rusqlite::Error| refused(address, &error);
    let mut statement = conn.prepare_cached(sql).map_err(fail)?;
    if statement.column_count() != columns.len() {
        let (found, wanted) = (statement.column_count(), columns.len());
        return Err(RecordDatabaseError::Shape { database: address.to_string(), found, wanted });
    }
    let binds = binds
        .iter()
        .map(bind)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|why| RecordDatabaseError::Refused { database: address.to_string(), why })?;
    let mut rows = statement.query(rusqlite::params_from_iter(binds)).map_err(fail)?;
    while let Some(row) = rows.next().map_err(fail)? {
        let mut values = Vec::with_capacity(columns.len());
        for (at, kind) in columns.iter().enumerate() {
            let value = decode::sqlite(*kind, row.get_ref(at).map_err(fail)?);
            values.push(value.map_err(|why| RecordDatabaseError::Value {
                database: address.to_string(),
                column: row.as_ref().column_name(at).unwrap_or("?").to_owned(),
                why,
            })?);
        }
        if each(values).is_break() {
            break;
        }
    }
    Ok(())
}

fn bind(value: &Value) -> Result<ToSqlOutput<'_>, String> {
    Ok(ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Bool(b) => ValueRef::Integer(i64::from(*b)),
        Value::Int(i) => ValueRef::Integer(*i),
        Value::Float(f) => ValueRef::Real(*f),
        Value::Text(t) => ValueRef::Text(t.as_bytes()),
        other => return Err(format!("{other:?} cannot be a parameter; print it as text first")),
    }))
}

pub(super) fn describe(
    conn: &Connection,
    address: &Address,
    table: &str,
) -> Result<Vec<ColumnDescription>, RecordDatabaseError> {
    let (schema, name) = match table.split_once('.') {
        Some((schema, name)) => (Some(schema), name),
        None => (None, table),
    };
    let read = || {
        let mut statement = conn.prepare("SELECT name, type FROM pragma_table_xinfo(?1, ?2)")?;
        let columns = statement.query_map((name, schema), |row| Ok((row.get(0)?, row.get(1)?)))?;
        columns.collect::<rusqlite::Result<Vec<(String, String)>>>()
    };
    let columns = read().map_err(|e| refused(address, &e))?;
    let describe = |(column, declared): (String, String)| {
        let collation = conn.column_metadata(schema, name, column.as_str()).ok();
        let collation = collation.and_then(|(_, collation, ..)| collation.map(|c| c.to_bytes().to_vec()));
        let exact = match collation {
            Some(collation) => collation.eq_ignore_ascii_case(b"BINARY"),
            // Of a view it is told nowhere, though a view passes on the collations of what it shows.
            None => compares_exactly(conn, table, &column)?,
        };
        Ok(ColumnDescription { name: column, declared, exact, readable: true, kinds: None })
    };
    columns.into_iter().map(describe).collect::<rusqlite::Result<_>>().map_err(|e| refused(address, &e))
}

/// Whether a column of a view takes only the same text for equal, found out with a value that has the column's collation.
/// The limit keeps the parts together: taken apart, the value would lose it.
fn compares_exactly(conn: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let (column, table) = (qualified(column), quoted(table));
    let text = format!(
        "SELECT count(*) FROM (SELECT {column} AS x FROM {table} {TABLE_ALIAS} WHERE 0 UNION ALL SELECT 'a' LIMIT 2) \
         WHERE x IN ('A', 'a ')"
    );
    conn.query_row(&text, [], |row| Ok(row.get::<_, i64>(0)? == 0))
}

fn refused(address: &Address, error: &rusqlite::Error) -> RecordDatabaseError {
    let (database, why) = (address.to_string(), chain(error));
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            RecordDatabaseError::Busy { database, why: format!("another program holds its lock ({why})") }
        }
        _ => RecordDatabaseError::Refused { database, why },
    }
}
