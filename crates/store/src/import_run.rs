//! What was imported, with what result.

use crate::{
    Row, StoreError, Tx,
    param::params,
    sequence,
    sql::{rows, statements},
};

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Its number.
    pub id: i64,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// What was imported, as in `odoo:spp_area`.
    pub source: String,
    /// What came of it.
    pub report: serde_json::Value,
}

rows! {
    ROW in "import_run": id Int, at_us Int, source Text, report Text;
}

statements! {
    FIND in "import_run": "select id, at_us, source, report from import_run where id = $1";
    LIST in "import_run": "select id, at_us, source, report from import_run order by id desc limit $1";
}

/// Records an import and returns its number.
///
/// # Errors
/// When the database refuses.
pub fn insert(
    tx: &mut Tx<'_>,
    at_us: i64,
    source: &str,
    report: &serde_json::Value,
) -> Result<i64, StoreError> {
    let id = sequence::next(tx, "import_run", 1)?;
    tx.insert(&ROW, params![id, at_us, source, &report.to_string()])?;
    Ok(id)
}

/// The import with this number.
///
/// # Errors
/// [`StoreError::Corrupt`] when its row cannot be read.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Option<ImportRun>, StoreError> {
    tx.find(&FIND, params![id], read)
}

/// The last imports, newest first.
///
/// # Errors
/// As [`find`].
pub fn list(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<ImportRun>, StoreError> {
    tx.query(&LIST, params![i64::try_from(limit).unwrap_or(i64::MAX)], read)
}

fn read(row: &mut Row<'_>) -> Result<ImportRun, StoreError> {
    let (id, at_us) = (row.int("id")?, row.int("at_us")?);
    Ok(ImportRun { id, at_us, source: row.text("source")?.to_owned(), report: row.json("report")? })
}
