//! Templates for reading other people's tables, by name.

use serde_json::Value as Json;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "import_template": name Text, body Text, changed_us Int;
}

statements! {
    FIND in "import_template": "select name, body from import_template where name = $1";
    LIST in "import_template": "select name, body from import_template order by name";
    DELETE in "import_template": "delete from import_template where name = $1";
}

/// Writes a template, whether or not there was one of this name.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, name: &str, body: &Json, at_us: i64) -> Result<(), StoreError> {
    delete(tx, name)?;
    tx.insert(&ROW, params![name, &body.to_string(), at_us]).map(drop)
}

/// The template of this name.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, name: &str) -> Result<Option<Json>, StoreError> {
    Ok(tx.find(&FIND, params![name], read)?.map(|(_, body)| body))
}

/// All of them, in the order of their names.
///
/// # Errors
/// As [`find`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<(String, Json)>, StoreError> {
    tx.query(&LIST, &[], read)
}

/// Removes one. Returns whether there was one of this name.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, name: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, params![name])? == 1)
}

fn read(row: &mut Row<'_>) -> Result<(String, Json), StoreError> {
    Ok((row.text("name")?.to_owned(), row.json("body")?))
}
