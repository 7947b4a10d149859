//! Writing an archive: every table, row by row, from one state.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    ArchiveError, FORMAT, Manifest, Schema, Summary, TOLD_EVERY, Told,
    archive::{End, First, Header, Last},
    cell,
    tables::{self, Table},
};
use crate::{MIGRATIONS, Param, StoreError, Tx, audit, change};

/// Who makes an archive, and when.
#[derive(Clone, Copy, Debug)]
pub struct Made<'m> {
    /// The version of the program.
    pub product: &'m str,
    /// When, in microseconds since 1970.
    pub at_us: i64,
}

/// Writes everything that this unit of work sees. Memory stays flat, however much that is.
///
/// # Errors
/// When the database cannot be read, or `out` cannot be written.
pub fn write(
    tx: &mut Tx<'_>,
    out: &mut dyn Write,
    made: Made<'_>,
    told: Told<'_>,
) -> Result<Summary, ArchiveError> {
    let invalid =
        |what: &str, why: String| ArchiveError::Store(StoreError::Invalid { what: what.to_owned(), why });
    let manifest = Manifest {
        format: FORMAT,
        product: made.product.to_owned(),
        created: Timestamp::from_microsecond(made.at_us)
            .map_err(|error| invalid("the time of a backup", error.to_string()))?,
        schema: Schema::of(MIGRATIONS)
            .ok_or_else(|| invalid("a backup", "this program has no migrations".into()))?,
        revision: change::revision(tx)?.0,
        audit: audit::head(tx)?,
    };
    let mut pen = Pen { out, digest: Sha256::new(), line: Vec::new() };
    pen.object(&First { bailiwick_backup: manifest.clone() })?;
    let mut rows = BTreeMap::new();
    let mut done = 0;
    for table in tables::all(tx)? {
        let count = table_rows(tx, &mut pen, &table, &mut done, told)?;
        rows.insert(table.shape.table.to_owned(), count);
    }
    let sha256 = hexadecimal(&pen.digest.clone().finalize());
    pen.object(&Last { end: End { rows: rows.clone(), sha256: sha256.clone() } })?;
    pen.out.flush().map_err(ArchiveError::Output)?;
    Ok(Summary { manifest, rows, sha256 })
}

fn table_rows(
    tx: &mut Tx<'_>,
    pen: &mut Pen<'_>,
    table: &Table,
    done: &mut u64,
    told: Told<'_>,
) -> Result<u64, ArchiveError> {
    let Table { shape, select } = table;
    let columns = shape.columns.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).into())).collect();
    pen.object(&Header { table: shape.table.to_owned(), columns })?;
    told(shape.table, *done);
    let before = *done;
    let mut refused = None;
    let read = tx.each_of(shape.table, select, |row| {
        let values: Result<Vec<_>, _> =
            shape.columns.iter().map(|(name, kind)| row.value(name, *kind)).collect();
        if let Err(error) = pen.row(&values?) {
            let why = error.to_string();
            refused = Some(error);
            // What the caller gets is the reason itself; this ends the reading.
            return Err(StoreError::Invalid { what: "a backup".to_owned(), why });
        }
        *done += 1;
        if done.is_multiple_of(TOLD_EVERY) {
            told(shape.table, *done);
        }
        Ok(())
    });
    match refused {
        Some(error) => Err(ArchiveError::Output(error)),
        None => read.map(|()| *done - before).map_err(ArchiveError::Store),
    }
}

/// Writes lines, and hashes them on the way.
struct Pen<'o> {
    out: &'o mut dyn Write,
    digest: Sha256,
    line: Vec<u8>,
}

impl Pen<'_> {
    fn object(&mut self, object: &impl Serialize) -> Result<(), ArchiveError> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, object).map_err(|error| ArchiveError::Output(error.into()))?;
        self.line.push(b'\n');
        self.put().map_err(ArchiveError::Output)
    }

    fn row(&mut self, values: &[Param<'_>]) -> io::Result<()> {
        self.line.clear();
        cell::append(&mut self.line, values)?;
        self.put()
    }

    fn put(&mut self) -> io::Result<()> {
        self.digest.update(&self.line);
        self.out.write_all(&self.line)
    }
}

/// Bytes as hexadecimal digits in lower case.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
