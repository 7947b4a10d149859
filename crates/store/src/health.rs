//! What condition a database is in: looked at from outside, and left as it is.

use std::collections::BTreeMap;

use crate::{
    Migration, StoreError, Tx, catalogue,
    migration::{self, ALL},
    sql::statements,
};

/// How a database's schema compares with the one that this program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the same.
    Current(i64),
    /// There are no tables of this product.
    Empty,
    /// It is older; opening the database brings it up to date.
    Older(i64),
    /// A newer program made it.
    Newer(i64),
    /// This migration was applied with other contents.
    Diverged(i64),
}

statements! {
    NEWEST_ENTRY in "audit":
        "select coalesce(max(at_us), 0) as at_us from (select at_us from audit order by sequence desc limit 10000) last";
    NEWEST_CHANGE in "change":
        "select coalesce(max(at_us), 0) as at_us \
         from (select at_us from change order by revision desc, seq desc limit 10000) last";
    FEED in "change": "select count(*) as length, coalesce(min(revision), 0) as first from change";
    TOUCH in "revision": "update revision set value = value where id = 1";
}

const SQLITE_SIZE: &str =
    "select c.page_count * s.page_size as size from pragma_page_count() c, pragma_page_size() s";

const POSTGRES_SIZE: &str = "select pg_database_size(current_database())::int8 as size";

const POSTGRES_CLOCK: &str = "select (extract(epoch from clock_timestamp()) * 1000000)::int8 as at_us";

const SQLITE_ENGINE: &str = "select 'SQLite ' || sqlite_version() as engine";

const POSTGRES_ENGINE: &str = "select 'PostgreSQL ' || current_setting('server_version') || ', ' || \
     current_setting('server_encoding') || ', collation ' || d.datcollate || case when exists \
     (select from pg_collation where collname = 'und-x-icu') then ', with ICU' else ', without ICU' end as engine \
     from pg_database d where d.datname = current_database()";

const POSTGRES_INDEXES: &str = "select 'the index ' || c.relname || ' is not valid' as found from pg_index i \
     join pg_class c on c.oid = i.indexrelid where not i.indisvalid \
     and c.relnamespace = (select oid from pg_namespace where nspname = current_schema())";

const POSTGRES_COLLATIONS: &str = "select 'column ' || a.attname || ' of table ' || c.relname || \
     ' is ordered by a language and not by code point' as found from pg_attribute a \
     join pg_class c on c.oid = a.attrelid join pg_collation o on o.oid = a.attcollation \
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and o.collname <> 'C' \
     and c.relnamespace = (select oid from pg_namespace where nspname = current_schema()) order by 1";

/// How the schema compares with this program's.
///
/// # Errors
/// When the database refuses.
pub fn standing(tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
    if !catalogue::tables(tx)?.contains_key("bailiwick_migration") {
        return Ok(Standing::Empty);
    }
    let applied: BTreeMap<i64, String> = migration::applied(tx)?.into_iter().collect();
    let known: BTreeMap<i64, &Migration> = ALL.iter().map(|m| (m.number, m)).collect();
    if let Some(number) = applied.keys().rev().find(|number| !known.contains_key(number)) {
        return Ok(Standing::Newer(*number));
    }
    let other = |(number, sum): &(&i64, &String)| known.get(number).is_some_and(|m| m.checksum() != **sum);
    if let Some((number, _)) = applied.iter().find(other) {
        return Ok(Standing::Diverged(*number));
    }
    let found = applied.keys().last().copied().unwrap_or(0);
    Ok(if applied.len() == known.len() { Standing::Current(found) } else { Standing::Older(found) })
}

/// What is wrong with the way that the engine keeps its data. `thorough` also compares SQLite's indexes with their
/// tables.
///
/// # Errors
/// When the database refuses.
pub fn faults(tx: &mut Tx<'_>, thorough: bool) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    if tx.is_sqlite() {
        let (text, column) = match thorough {
            true => ("pragma integrity_check", "integrity_check"),
            false => ("pragma quick_check", "quick_check"),
        };
        tx.each_of("the database file", text, |row| {
            let said = row.text(column)?;
            if said != "ok" {
                found.push(said.to_owned());
            }
            Ok(())
        })?;
        tx.each_of("the database file", "pragma foreign_key_check", |row| {
            found.push(format!("a row of {} belongs to a row that is not there", row.text("table")?));
            Ok(())
        })?;
        return Ok(found);
    }
    for text in [POSTGRES_INDEXES, POSTGRES_COLLATIONS] {
        tx.each_of("the catalogue", text, |row| {
            found.push(row.text("found")?.to_owned());
            Ok(())
        })?;
    }
    Ok(found)
}

/// The engine and its version, for people.
///
/// # Errors
/// When the database refuses.
pub fn engine(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    let text = if tx.is_sqlite() { SQLITE_ENGINE } else { POSTGRES_ENGINE };
    let mut found = String::new();
    tx.each_of("the engine", text, |row| {
        row.text("engine")?.clone_into(&mut found);
        Ok(())
    })?;
    Ok(found)
}

/// How many bytes the database has.
///
/// # Errors
/// When the database refuses.
pub fn size(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let text = if tx.is_sqlite() { SQLITE_SIZE } else { POSTGRES_SIZE };
    number(tx, text, "size").map(i64::unsigned_abs)
}

/// The time that the server's clock shows, in microseconds since 1970; nothing where there is no server.
///
/// # Errors
/// When the database refuses.
pub fn clock(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    if tx.is_sqlite() { Ok(None) } else { number(tx, POSTGRES_CLOCK, "at_us").map(Some) }
}

/// The latest time among the last ten thousand changes and entries of the audit trail, in microseconds since 1970.
///
/// # Errors
/// When the database refuses.
pub fn newest(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let entry = tx.find(&NEWEST_ENTRY, &[], |row| row.int("at_us"))?;
    let change = tx.find(&NEWEST_CHANGE, &[], |row| row.int("at_us"))?;
    Ok(entry.unwrap_or(0).max(change.unwrap_or(0)))
}

/// How many changes the feed keeps, and the first revision among them.
///
/// # Errors
/// When the database refuses.
pub fn feed(tx: &mut Tx<'_>) -> Result<(u64, i64), StoreError> {
    let found = tx.find(&FEED, &[], |row| Ok((row.int("length")?.unsigned_abs(), row.int("first")?)))?;
    Ok(found.unwrap_or_default())
}

/// Writes what is there already; see [`crate::Database::try_write`].
pub(crate) fn touch(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    match tx.execute(&TOUCH, &[])? {
        1 => Ok(()),
        _ => Err(StoreError::not_found("the row of table", "revision")),
    }
}

fn number(tx: &mut Tx<'_>, text: &str, column: &'static str) -> Result<i64, StoreError> {
    let mut found = 0;
    tx.each_of("the engine", text, |row| {
        found = row.int(column)?;
        Ok(())
    })?;
    Ok(found)
}
