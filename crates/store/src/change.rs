//! The revision, and what was changed by whom.

use std::fmt;

use crate::{
    Param, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

/// The number of a state of the store; every change makes the next one. The consistency token of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub i64);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who changes something, when, and in the course of which request.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Microseconds since 1970.
    pub at_us: i64,
    /// The user or program.
    pub actor: &'a str,
    /// The request, when there is one.
    pub request_id: Option<&'a str>,
}

/// One thing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of thing, as in `user` or `role`.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// What happened to it, as in `created`.
    pub what: String,
}

/// A change as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The revision that it is part of.
    pub revision: Revision,
    /// Its place among the changes of that revision, from 0.
    pub seq: i64,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// By whom.
    pub actor: String,
    /// In the course of which request.
    pub request_id: Option<String>,
    /// The thing changed.
    pub change: Change,
}

/// Rows that are inserted one by one sooner than through the bulk channel.
const FEW: usize = 4;

rows! {
    ROW in "change":
        revision Int, seq Int, at_us Int, kind Text, key Text, actor Text, what Text, request_id Text;
}

statements! {
    CURRENT in "revision": "select value from revision where id = 1";
    NEXT in "revision": "update revision set value = value + 1 where id = 1 returning value";
    SET in "revision": "update revision set value = $1 where id = 1";
    SINCE in "change":
        "select revision, seq, at_us, kind, key, actor, what, request_id from change \
         where revision > $1 and revision <= (select max(revision) from \
           (select revision from change where revision > $1 order by revision, seq limit $2) as first) \
         order by revision, seq";
}

/// Records changes as the next revision and announces it to whoever waits, on every node.
///
/// Every use case that writes ends with this, in the same unit of work; that is what keeps snapshots up to date.
///
/// # Errors
/// When the database refuses.
pub fn append(tx: &mut Tx<'_>, stamp: &Stamp<'_>, changes: &[Change]) -> Result<Revision, StoreError> {
    let next = tx.find(&NEXT, &[], |row| row.int("value"))?;
    let revision = Revision(next.ok_or_else(|| StoreError::not_found("the row of table", "revision"))?);
    record(tx, stamp, changes, revision)
}

/// As [`append`], for whoever has asked in this very unit of work which revision is the last: nobody else has written since.
///
/// # Errors
/// As for [`append`]. Where it was not the last, there is such a revision already.
pub fn append_after(
    tx: &mut Tx<'_>,
    last: Revision,
    stamp: &Stamp<'_>,
    changes: &[Change],
) -> Result<Revision, StoreError> {
    let revision = Revision(last.0 + 1);
    tx.execute_later(&SET, params![revision.0])?;
    record(tx, stamp, changes, revision)
}

fn record(
    tx: &mut Tx<'_>,
    stamp: &Stamp<'_>,
    changes: &[Change],
    revision: Revision,
) -> Result<Revision, StoreError> {
    let rows = |put: &mut dyn FnMut(&[Param<'_>]) -> Result<(), StoreError>| {
        for (seq, Change { kind, key, what }) in (0_i64..).zip(changes) {
            let Stamp { at_us, actor, request_id } = *stamp;
            put(params![revision.0, seq, at_us, kind, key, actor, what, request_id])?;
        }
        Ok(())
    };
    // Opening the bulk channel costs as much as a few rows do without it.
    if changes.len() <= FEW {
        rows(&mut |row| tx.insert_later(&ROW, row))?;
    } else {
        tx.bulk(&ROW, |put| rows(&mut *put))?;
    }
    tx.announce(revision)?;
    Ok(revision)
}

/// The number of the last change.
///
/// # Errors
/// When the database refuses.
pub fn revision(tx: &mut Tx<'_>) -> Result<Revision, StoreError> {
    let value = tx.find(&CURRENT, &[], |row| row.int("value"))?;
    value.map(Revision).ok_or_else(|| StoreError::not_found("the row of table", "revision"))
}

/// Says that the last revision and the changes after another one will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, after: Revision, limit: usize) -> Result<(), StoreError> {
    tx.foresee(&CURRENT, &[])?;
    tx.foresee(&SINCE, params![after.0, i64::try_from(limit).unwrap_or(i64::MAX)])
}

/// The first `limit` changes after a revision, oldest first, and the rest of the last one's revision: a revision is never
/// cut in two, so reading on from the last one returned misses nothing.
///
/// # Errors
/// When the database refuses.
pub fn since(tx: &mut Tx<'_>, after: Revision, limit: usize) -> Result<Vec<Recorded>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.query(&SINCE, params![after.0, limit], |row| {
        let (revision, seq, at_us) = (Revision(row.int("revision")?), row.int("seq")?, row.int("at_us")?);
        let (kind, key) = (row.text("kind")?.to_owned(), row.text("key")?.to_owned());
        let (actor, what) = (row.text("actor")?.to_owned(), row.text("what")?.to_owned());
        let request_id = row.opt_text("request_id")?.map(str::to_owned);
        Ok(Recorded { revision, seq, at_us, actor, request_id, change: Change { kind, key, what } })
    })
}
