//! Making a database what an archive says.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

use bailiwick_model::audit::AuditHead;

use super::{
    ArchiveError, Manifest, TOLD_EVERY, Told,
    archive::Header,
    cell::Cell,
    read::{Line, Reader},
    tables,
};
use crate::{
    Param, Revision, Shape, StoreError, Tx, audit,
    catalogue::{self, CataloguedTable},
    change,
    param::params,
    seat,
    sql::{Kind, statements},
};

statements! {
    SEQUENCES in "sequence": "select name, last from sequence";
    RAISE_SEQUENCE in "sequence": "update sequence set last = $2 where name = $1 and last < $2";
    SET_REVISION in "revision": "update revision set value = $1 where id = 1";
}

/// What errors call the rows of an archive.
const TABLE: &str = "a table that is being restored";

/// Whether nothing was ever done with the database.
///
/// # Errors
/// When the database refuses.
pub fn is_unused(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    Ok(change::revision(tx)?.0 == 0 && audit::head(tx)? == AuditHead::START)
}

/// Replaces everything that the database holds by what the archive holds, whose schema must be the database's, and sets
/// the revision to the archive's. Numbers that were ever given out are not given again. Memory stays flat.
///
/// The archive should have been [verified](super::verify); whatever is wrong with it is an error here as well.
///
/// # Errors
/// See [`ArchiveError`]; the unit of work must then be given up.
pub fn load(tx: &mut Tx<'_>, input: impl BufRead, told: Told<'_>) -> Result<Manifest, ArchiveError> {
    let mut reader = Reader::open(input)?;
    let found = catalogue::tables(tx)?;
    let given = tx.query(&SEQUENCES, &[], |row| Ok((row.text("name")?.to_owned(), row.int("last")?)))?;
    let guards = unguarded(tx, &found)?;
    clear(tx, &found)?;
    let mut filled = BTreeSet::new();
    let mut done = 0;
    let mut header = match reader.next()? {
        Line::Table(header) => Some(header),
        Line::Row(_) | Line::End(_) => None,
    };
    while let Some(table) = header {
        check(&table, &found, reader.manifest.schema.version)?;
        header = fill(tx, &mut reader, &table, &mut done, told)?;
        filled.insert(table.table);
    }
    let expected = tables::names(&found);
    if let Some(missing) = expected.difference(&filled).next() {
        let version = reader.manifest.schema.version;
        return Err(ArchiveError::Misfit { version, why: format!("table {missing} is missing") });
    }
    for (name, last) in &given {
        tx.execute(&RAISE_SEQUENCE, params![name, *last])?;
    }
    set_revision(tx, Revision(reader.manifest.revision))?;
    guards.iter().try_for_each(|guard| tx.define(guard))?;
    seat::count_anew(tx, &found)?;
    // After a bulk load the planner's idea of the tables is worth nothing, and a bad plan here costs minutes.
    for name in &filled {
        tx.define(&format!("analyze {name}"))?;
    }
    Ok(reader.manifest)
}

/// How many rows each table holds.
///
/// # Errors
/// When the database refuses.
pub fn counts(tx: &mut Tx<'_>) -> Result<BTreeMap<String, u64>, StoreError> {
    let found = catalogue::tables(tx)?;
    let mut counts = BTreeMap::new();
    for name in tables::names(&found) {
        let mut count = 0;
        tx.each_of(TABLE, &format!("select count(*) as count from {name}"), |row| {
            count = row.int("count")?.unsigned_abs();
            Ok(())
        })?;
        counts.insert(name, count);
    }
    Ok(counts)
}

/// Sets the number of the last change, so that the next one is beyond it.
///
/// # Errors
/// When the database refuses.
pub fn set_revision(tx: &mut Tx<'_>, revision: Revision) -> Result<(), StoreError> {
    tx.execute(&SET_REVISION, params![revision.0]).map(drop)
}

/// Children first, so that no row has to look for what belongs to it. The row of the revision stays, because every
/// writer on every node waits for it.
fn clear(tx: &mut Tx<'_>, found: &BTreeMap<String, CataloguedTable>) -> Result<(), StoreError> {
    let order = catalogue::filling_order(found, &tables::names(found));
    order.iter().rev().try_for_each(|name| tx.define(&format!("delete from {name}")))
}

/// Lifts the triggers that keep the audit trail: what is there is replaced as a whole, by a trail that is verified before
/// anything is committed. Those that count are lifted along: all is counted in the end. Returns what puts them back.
fn unguarded(tx: &mut Tx<'_>, found: &BTreeMap<String, CataloguedTable>) -> Result<Vec<String>, StoreError> {
    let mut back = Vec::new();
    if tx.is_sqlite() {
        let mut names = Vec::new();
        tx.each_of("sqlite_master", "select name, sql from sqlite_master where type = 'trigger'", |row| {
            names.push(row.text("name")?.to_owned());
            back.push(row.text("sql")?.to_owned());
            Ok(())
        })?;
        names.iter().try_for_each(|name| tx.define(&format!("drop trigger {name}")))?;
    } else {
        for name in found.keys() {
            tx.define(&format!("alter table {name} disable trigger user"))?;
            back.push(format!("alter table {name} enable trigger user"));
        }
    }
    Ok(back)
}

/// Names become part of statements, so each must be one that the database itself has told.
fn check(
    header: &Header,
    found: &BTreeMap<String, CataloguedTable>,
    version: i64,
) -> Result<(), ArchiveError> {
    let misfit = |why: String| Err(ArchiveError::Misfit { version, why });
    let Some(table) = found.get(&header.table) else {
        return misfit(format!("it has no table {:?}", header.table));
    };
    let columns: BTreeSet<&String> = header.columns.iter().map(|(name, _)| name).collect();
    match columns.len() == header.columns.len() && columns == table.columns.iter().collect() {
        true => Ok(()),
        false => misfit(format!("table {} has columns {:?}, not {columns:?}", header.table, table.columns)),
    }
}

/// Fills one table and returns the header of the next.
fn fill<R: BufRead>(
    tx: &mut Tx<'_>,
    reader: &mut Reader<R>,
    header: &Header,
    done: &mut u64,
    told: Told<'_>,
) -> Result<Option<Header>, ArchiveError> {
    let columns: Vec<(&str, Kind)> =
        header.columns.iter().map(|(name, kind)| (name.as_str(), (*kind).into())).collect();
    let shape = Shape { table: &header.table, columns: &columns };
    let (mut next, mut refused) = (None, None);
    told(&header.table, *done);
    let filled = tx.bulk_into(TABLE, &shape, |put| {
        loop {
            match reader.next() {
                Ok(Line::Row(cells)) => {
                    let row: Vec<Param<'_>> = cells.iter().map(Cell::param).collect();
                    put(&row)?;
                }
                Ok(Line::Table(header)) => {
                    next = Some(header);
                    return Ok(());
                }
                Ok(Line::End(_)) => return Ok(()),
                Err(error) => {
                    refused = Some(error);
                    return Err(StoreError::Spoiled);
                }
            }
            *done += 1;
            if done.is_multiple_of(TOLD_EVERY) {
                told(&header.table, *done);
            }
        }
    });
    match refused {
        Some(error) => Err(error),
        None => filled.map(|()| next).map_err(ArchiveError::Store),
    }
}
