//! The audit trail: one chain of entries, however many write to it.
//!
//! [`append`] belongs in the unit of work of the change that it tells of, so that there is never one without the other.

pub mod checkpoint;
mod listing;
mod retention;
mod searched;

use std::ops::RangeInclusive;

use bailiwick_model::audit::{AuditEntry, AuditHash, AuditHead, Broken, ClockBack, Link, Retained, Verifier};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

pub(crate) use checkpoint::{SHAPES as CHECKPOINT_SHAPES, STATEMENTS as CHECKPOINT_STATEMENTS};
use listing::read;
pub use listing::{AuditFilter, PARAMS_BEFORE, each, list};
pub(crate) use listing::{CONDITIONAL, STATEMENTS as LISTING_STATEMENTS};
pub(crate) use retention::{SHAPES as RETENTION_SHAPES, STATEMENTS as RETENTION_STATEMENTS};
pub use retention::{first_since, prune, retained};
pub(crate) use searched::STATEMENTS as SEARCHED_STATEMENTS;
pub use searched::verify_search;

/// An entry with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The entry.
    pub entry: AuditEntry,
    /// Its hash.
    pub hash: AuditHash,
}

/// A trail that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its last entry.
    pub head: AuditHead,
    /// What was removed before its first one, if anything was.
    pub retained: Option<Retained>,
    /// The entry that goes back furthest behind an earlier one, if any does.
    pub clock_back: Option<ClockBack>,
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
        "update audit_head set sequence = sequence + $1 where id = 1 returning sequence, hash";
    SETTLE in "audit_head": "update audit_head set hash = $1 where id = 1";
    SCAN in "audit":
        "select sequence, at_us, actor, object_kind, object_id, action, body, previous, hash from audit \
         where sequence >= $1 and sequence <= $2 order by sequence";
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
    let head = tx.find(&TAKE, params![count], read_head)?.ok_or_else(headless)?;
    let (first, mut hash) = (head.sequence - count + 1, head.hash);
    let mut added = Vec::with_capacity(entries.len());
    for (entry, sequence) in entries.zip(first..) {
        let next = insert(tx, AuditEntry { sequence, ..entry }, hash)?;
        hash = next.hash;
        added.push(next);
    }
    tx.execute(&SETTLE, params![hash.as_str()])?;
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
    if !tx.insert(&ROW, row)? {
        let why = format!(
            "entry {sequence} is there already, though the head says that it comes next; run `bailiwick audit verify`"
        );
        return Err(StoreError::Invalid { what: "an audit entry".to_owned(), why });
    }
    Ok(Audited { entry, hash })
}

/// The last entry's number and hash.
///
/// # Errors
/// When the database refuses, or the head is gone.
pub fn head(tx: &mut Tx<'_>) -> Result<AuditHead, StoreError> {
    tx.find(&HEAD, &[], read_head)?.ok_or_else(headless)
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

/// Follows the whole chain from its first kept entry to its head. `anchors` are heads that were noted elsewhere; the kept
/// checkpoints count as such too. Anchors of entries that were removed prove nothing here.
///
/// # Errors
/// The first entry that is broken: in the chain, or in the columns that it is searched by. Also when entries were removed
/// and none of those that are left tells of it.
pub fn verify(tx: &mut Tx<'_>, anchors: impl IntoIterator<Item = AuditHead>) -> Result<Verified, AuditError> {
    let retained = retained(tx)?;
    let kept = checkpoint::heads(tx, i64::MIN)?;
    let mut verifier = Verifier::new(anchors.into_iter().chain(kept));
    if let Some(retained) = &retained {
        verifier.resume(retained.head())?;
    }
    let (mut broken, mut recorded) = (None, retained.is_none());
    tx.each(&SCAN, params![i64::MIN, i64::MAX], |row| {
        if broken.is_none() {
            match follow(&mut verifier, row)? {
                Ok(Some(entry)) => recorded |= retained.as_ref().is_some_and(|r| r.is_told_by(&entry)),
                Ok(None) => {}
                Err(found) => broken = Some(found),
            }
        }
        Ok(())
    })?;
    if let Some(broken) = broken {
        return Err(broken.into());
    }
    let clock_back = verifier.clock_back();
    let head = verifier.finish(&head(tx)?)?;
    match retained {
        Some(retained) if !recorded => Err(Broken::unrecorded(retained.head().sequence).into()),
        retained => Ok(Verified { head, retained, clock_back }),
    }
}

fn follow(
    verifier: &mut Verifier,
    row: &mut Row<'_>,
) -> Result<Result<Option<AuditEntry>, Broken>, StoreError> {
    let (place, at) = (row.int("sequence")?, row.int("at_us")?);
    let (actor, kind, id) = (row.text("actor")?, row.text("object_kind")?, row.text("object_id")?);
    let (action, text) = (row.text("action")?, row.text("body")?);
    let (previous, hash) = (row.text("previous")?, row.text("hash")?);
    let entry = match verifier.follow(&Link { place, previous, hash, text }) {
        Ok(Some(entry)) => entry,
        Ok(None) => return Ok(Ok(None)),
        Err(broken) => return Ok(Err(broken)),
    };
    let told = [
        ("at_us", entry.at == at),
        ("actor", entry.actor.is_written(actor)),
        ("object_kind", entry.object.kind == kind),
        ("object_id", entry.object.id == id),
        ("action", entry.action.as_str() == action),
    ];
    let wrong = told.into_iter().find(|(_, same)| !same);
    Ok(match wrong {
        Some((column, _)) => Err(Broken::contradicted(entry.sequence, column)),
        None => Ok(Some(entry)),
    })
}

fn read_head(row: &mut Row<'_>) -> Result<AuditHead, StoreError> {
    Ok(AuditHead { sequence: row.int("sequence")?, hash: row.parse("hash", str::parse)? })
}

fn headless() -> StoreError {
    StoreError::not_found("the row of table", "audit_head")
}
