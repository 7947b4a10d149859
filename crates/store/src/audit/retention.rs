//! The beginning of the trail, removed so that the rest can still be proved.

use bailiwick_model::audit::{Retained, SignedCheckpoint};

use super::checkpoint::written;
use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "audit_retained": first Int, previous Text, removed Int, signed Text;
}

statements! {
    LAST in "audit_retained":
        "select first, previous, removed, signed from audit_retained order by first desc limit 1";
    OLD in "audit": "select min(sequence) as sequence from audit where at_us >= $1";
    COUNT in "audit": "select count(*) as entries from audit where sequence < $1";
    REMOVE in "audit": "delete from audit where sequence < $1";
}

/// What is known of the entries that were removed last, if any were.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn retained(tx: &mut Tx<'_>) -> Result<Option<Retained>, StoreError> {
    tx.find(&LAST, &[], |row: &mut Row<'_>| {
        let (first, previous) = (row.int("first")?, row.parse("previous", str::parse)?);
        let (removed, signed): (i64, SignedCheckpoint) = (row.int("removed")?, row.json("signed")?);
        Ok(Retained { first, previous, removed, signed })
    })
}

/// The first entry that is not older than a moment: all before it are, whatever a clock did later. `None` when all are older.
///
/// # Errors
/// When the database refuses.
pub fn first_since(tx: &mut Tx<'_>, at_us: i64) -> Result<Option<i64>, StoreError> {
    Ok(tx.find(&OLD, params![at_us], |row| row.opt_int("sequence"))?.flatten())
}

/// Removes the entries before `retained.first` and keeps what is known of them.
///
/// # Errors
/// [`StoreError::Invalid`] when there are not as many as it says; [`StoreError::Conflict`] when they are gone already.
pub fn prune(tx: &mut Tx<'_>, retained: &Retained) -> Result<(), StoreError> {
    let Retained { first, previous, removed, signed } = retained;
    let found = tx.find(&COUNT, params![*first], |row| row.int("entries"))?.unwrap_or_default();
    if found != *removed {
        let why = format!("{removed} entries before entry {first} should go, and there are {found}");
        return Err(StoreError::Invalid { what: "the removal of entries".to_owned(), why });
    }
    // First, because the database lets nothing go that is not known of.
    if !tx.insert(&ROW, params![*first, previous.as_str(), *removed, &written(signed)?])? {
        return Err(StoreError::conflict("the removal of entries before", first));
    }
    tx.execute(&REMOVE, params![*first]).map(drop)
}
