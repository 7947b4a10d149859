//! The audit trail: one chain of entries, however many write to it.
//!
//! [`append`] belongs in the unit of work of the change that it tells of, so that there is never one without the other.

use bailiwick_model::audit::{Actor, AuditAction, AuditEntry, AuditHash, AuditHead, Broken, Link, Verifier};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

/// An entry with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The entry.
    pub entry: AuditEntry,
    /// Its hash.
    pub hash: AuditHash,
}

/// Which entries are wanted; all where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By whom.
    pub actor: Option<Actor>,
    /// To what kind of thing.
    pub object_kind: Option<String>,
    /// To the thing of that kind with this key.
    pub object_id: Option<String>,
    /// What was done.
    pub action: Option<AuditAction>,
    /// Not before this moment, in microseconds since 1970.
    pub since: Option<i64>,
    /// Before this moment, in microseconds since 1970.
    pub until: Option<i64>,
    /// Before this entry: how a list goes on.
    pub before: Option<i64>,
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

/// The rest of a list's statement, behind its most selective condition.
macro_rules! listing {
    ($first:literal) => {
        concat!(
            "select sequence, body, hash from audit where ",
            $first,
            " and ($1 = '' or actor = $1) and ($2 = '' or object_kind = $2) and ($3 = '' or object_id = $3) \
             and ($4 = '' or action = $4) and at_us >= $5 and at_us < $6 and sequence < $7 \
             order by sequence desc limit $8"
        )
    };
}

statements! {
    HEAD in "audit_head": "select sequence, hash from audit_head where id = 1";
    TAKE in "audit_head":
        "update audit_head set sequence = sequence + $1 where id = 1 returning sequence, hash";
    SETTLE in "audit_head": "update audit_head set hash = $1 where id = 1";
    SCAN in "audit":
        "select sequence, at_us, actor, object_kind, object_id, action, body, previous, hash from audit \
         where sequence >= $1 order by sequence";
    FIND in "audit": "select sequence, body, hash from audit where sequence = $1";
    // Each begins with a condition that has an index; which one serves depends on what is asked.
    BY_OBJECT in "audit": listing!("object_kind = $2 and object_id = $3");
    BY_ACTOR in "audit": listing!("actor = $1");
    BY_ACTION in "audit": listing!("action = $4");
    BY_NUMBER in "audit": listing!("sequence < $7");
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

/// Hands over the entries from a number on, oldest first, as they are kept and unjudged.
///
/// # Errors
/// When the database refuses, or `each` does.
pub fn scan(
    tx: &mut Tx<'_>,
    from: i64,
    each: &mut dyn FnMut(&Link<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    tx.each(&SCAN, params![from], |row| {
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

/// The first `limit` entries that are wanted, newest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn list(tx: &mut Tx<'_>, wanted: &AuditFilter, limit: usize) -> Result<Vec<Audited>, StoreError> {
    let AuditFilter { actor, object_kind, object_id, action, since, until, before } = wanted;
    let statement = match (actor, object_kind, object_id, action) {
        (_, Some(_), Some(_), _) => &BY_OBJECT,
        (Some(_), ..) => &BY_ACTOR,
        (.., Some(_)) => &BY_ACTION,
        _ => &BY_NUMBER,
    };
    let actor = actor.as_ref().map(ToString::to_string).unwrap_or_default();
    let kind = object_kind.as_deref().unwrap_or_default();
    let id = object_id.as_deref().unwrap_or_default();
    let action = action.as_ref().map(AuditAction::as_str).unwrap_or_default();
    let (since, until) = (since.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX));
    let (before, limit) = (before.unwrap_or(i64::MAX), i64::try_from(limit).unwrap_or(i64::MAX));
    tx.query(statement, params![&actor, kind, id, action, since, until, before, limit], read)
}

/// Follows the whole chain to its head and returns that.
///
/// # Errors
/// The first entry that is broken: in the chain, or in the columns that it is searched by.
pub fn verify(
    tx: &mut Tx<'_>,
    anchors: impl IntoIterator<Item = AuditHead>,
) -> Result<AuditHead, AuditError> {
    let mut verifier = Verifier::new(anchors);
    let mut broken = None;
    tx.each(&SCAN, params![i64::MIN], |row| {
        if broken.is_none() {
            broken = follow(&mut verifier, row)?.err();
        }
        Ok(())
    })?;
    match broken {
        Some(broken) => Err(broken.into()),
        None => Ok(verifier.finish(&head(tx)?)?),
    }
}

fn follow(verifier: &mut Verifier, row: &mut Row<'_>) -> Result<Result<(), Broken>, StoreError> {
    let (place, at) = (row.int("sequence")?, row.int("at_us")?);
    let (actor, kind, id) = (row.text("actor")?, row.text("object_kind")?, row.text("object_id")?);
    let (action, text) = (row.text("action")?, row.text("body")?);
    let (previous, hash) = (row.text("previous")?, row.text("hash")?);
    let entry = match verifier.follow(&Link { place, previous, hash, text }) {
        Ok(Some(entry)) => entry,
        Ok(None) => return Ok(Ok(())),
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
    Ok(wrong.map_or(Ok(()), |(column, _)| Err(Broken::contradicted(entry.sequence, column))))
}

fn read(row: &mut Row<'_>) -> Result<Audited, StoreError> {
    row.int("sequence")?;
    Ok(Audited {
        entry: row.parse("body", AuditEntry::read)?,
        hash: row.parse("hash", str::parse::<AuditHash>)?,
    })
}

fn read_head(row: &mut Row<'_>) -> Result<AuditHead, StoreError> {
    Ok(AuditHead { sequence: row.int("sequence")?, hash: row.parse("hash", str::parse)? })
}

fn headless() -> StoreError {
    StoreError::not_found("the row of table", "audit_head")
}
