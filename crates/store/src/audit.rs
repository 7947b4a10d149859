//! The audit trail: one chain of entries, however many write to it.
//!
//! [`append`] belongs in the unit of work of the change that it tells of, so that there is never one without the other.

pub mod checkpoint;
mod daily;
mod listing;
mod newest;
mod retention;
mod searched;
mod verifying;

use std::ops::RangeInclusive;

use bailiwick_model::audit::{AuditEntry, AuditHash, AuditHead, Broken, Link};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

pub(crate) use checkpoint::{SHAPES as CHECKPOINT_SHAPES, STATEMENTS as CHECKPOINT_STATEMENTS};
pub(crate) use daily::STATEMENTS as DAILY_STATEMENTS;
pub use daily::{Counts, Stretches, daily, foresee_daily};
use listing::read;
pub use listing::{AuditFilter, PARAMS_BEFORE, each, foresee_list, list};
pub(crate) use listing::{CONDITIONAL, STATEMENTS as LISTING_STATEMENTS};
pub(crate) use newest::STATEMENTS as NEWEST_STATEMENTS;
pub use newest::{KINDS_AT_ONCE, foresee_newest, newest};
pub(crate) use retention::{SHAPES as RETENTION_SHAPES, STATEMENTS as RETENTION_STATEMENTS};
pub use retention::{first_since, prune, retained};
pub(crate) use searched::STATEMENTS as SEARCHED_STATEMENTS;
pub use searched::verify_search;
pub use verifying::{Verified, verify, verify_stretch};

/// An entry with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The entry.
    pub entry: AuditEntry,
    /// Its hash.
    pub hash: AuditHash,
}

/// Why a trail could not be followed to its end.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// It is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

rows! {
    ROW in "audit":
        sequence Int, at_us Int, actor Text, object_kind Text, object_id Text, action Text, body Text, previous Text,
        hash Text;
}

statements! {
    HEAD in "audit_head": "select sequence, hash from audit_head where id = 1";
    TAKE in "audit_head":
        "update audit_head set sequence = sequence + $1 where id = 1 returning sequence, hash, \
         (select max(sequence) from audit) as newest";
    SETTLE in "audit_head": "update audit_head set hash = $1 where id = 1";
    SCAN in "audit":
        "select sequence, at_us, actor, object_kind, object_id, action, body, previous, hash from audit \
         where sequence >= $1 and sequence <= $2 order by sequence";
    HASHES in "audit": "select sequence, hash from audit where sequence = $1 or sequence = $2";
    FIND in "audit": "select sequence, body, hash from audit where sequence = $1";
}

/// Adds an entry to the end of the chain and returns it with the number it was given; the one that it came with does
/// not count.
///
/// The head is locked from here to the end of the unit of work, on every node, so that nobody can chain to the same end.
///
/// # Errors
/// When the database refuses, or the head is gone.
pub fn append(tx: &mut Tx<'_>, entry: AuditEntry) -> Result<Audited, StoreError> {
    append_all(tx, [entry])?.pop().ok_or_else(headless)
}

/// Says that so many entries are going to be appended at once before the unit of work ends; the head may be locked from now on. On
/// PostgreSQL that costs no way to the server of its own.
///
/// # Errors
/// When the database refuses.
pub fn expect(tx: &mut Tx<'_>, entries: usize) -> Result<(), StoreError> {
    let count = i64::try_from(entries).unwrap_or(i64::MAX);
    if count == 0 { Ok(()) } else { tx.order(&TAKE, params![count]) }
}

/// As [`append`], for entries in this order. The head is changed once for all of them: a row that one unit of work
/// changes again and again grows slower each time.
///
/// # Errors
/// As for [`append`].
pub fn append_all<I>(tx: &mut Tx<'_>, entries: I) -> Result<Vec<Audited>, StoreError>
where
    I: IntoIterator<Item = AuditEntry, IntoIter: ExactSizeIterator>,
{
    let entries = entries.into_iter();
    if entries.len() == 0 {
        return Ok(Vec::new());
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let taken = tx.find(&TAKE, params![count], |row| Ok((read_head(row)?, row.opt_int("newest")?)))?;
    let (head, newest) = taken.ok_or_else(headless)?;
    let (first, mut hash) = (head.sequence - count + 1, head.hash);
    if newest.is_some_and(|newest| newest >= first) {
        let why = format!(
            "entry {first} is there already, though the head says that it comes next; run `bailiwick audit verify`"
        );
        return Err(StoreError::Invalid { what: "an audit entry".to_owned(), why });
    }
    let mut added = Vec::with_capacity(entries.len());
    for (entry, sequence) in entries.zip(first..) {
        let next = insert(tx, AuditEntry { sequence, ..entry }, hash)?;
        hash = next.hash;
        added.push(next);
    }
    tx.execute_later(&SETTLE, params![hash.as_str()])?;
    Ok(added)
}

/// Writes an entry that follows the one with this hash.
fn insert(tx: &mut Tx<'_>, entry: AuditEntry, previous: AuditHash) -> Result<Audited, StoreError> {
    let body = entry
        .canonical()
        .map_err(|error| StoreError::Invalid { what: "an audit entry".to_owned(), why: error.to_string() })?;
    let hash = previous.followed_by(&body);
    let AuditEntry { sequence, at, actor, object, action, .. } = &entry;
    let (actor, kind, id) = (actor.to_string(), &object.kind, &object.id);
    let (before, own) = (previous.as_str(), hash.as_str());
    let row = params![*sequence, *at, &actor, kind, id, action.as_str(), &body, before, own];
    tx.insert_later(&ROW, row)?;
    Ok(Audited { entry, hash })
}

/// The last entry's number and hash.
///
/// # Errors
/// When the database refuses, or the head is gone.
pub fn head(tx: &mut Tx<'_>) -> Result<AuditHead, StoreError> {
    tx.find(&HEAD, &[], read_head)?.ok_or_else(headless)
}

/// Says that [`head`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_head(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.foresee(&HEAD, &[])
}

/// Hands over the entries of these numbers, oldest first, as they are kept and unjudged.
///
/// # Errors
/// When the database refuses, or `each` does.
pub fn scan(
    tx: &mut Tx<'_>,
    wanted: RangeInclusive<i64>,
    each: &mut dyn FnMut(&Link<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    tx.each(&SCAN, params![*wanted.start(), *wanted.end()], |row| {
        let place = row.int("sequence")?;
        row.skip(5);
        let (text, previous, hash) = (row.text("body")?, row.text("previous")?, row.text("hash")?);
        each(&Link { place, previous, hash, text })
    })
}

/// The entry of this number, if it is there.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, sequence: i64) -> Result<Option<Audited>, StoreError> {
    tx.find(&FIND, params![sequence], read)
}

/// Says that [`hashes`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_hashes(tx: &mut Tx<'_>, one: i64, other: i64) -> Result<(), StoreError> {
    tx.foresee(&HASHES, params![one, other])
}

/// The hashes that are kept of two entries, where they are there; nothing of them is judged.
///
/// # Errors
/// [`StoreError::Corrupt`] when one is no hash.
pub fn hashes(tx: &mut Tx<'_>, one: i64, other: i64) -> Result<Vec<AuditHead>, StoreError> {
    tx.query(&HASHES, params![one, other], read_head)
}

fn read_head(row: &mut Row<'_>) -> Result<AuditHead, StoreError> {
    Ok(AuditHead { sequence: row.int("sequence")?, hash: row.parse("hash", str::parse)? })
}

fn headless() -> StoreError {
    StoreError::not_found("the row of table", "audit_head")
}
