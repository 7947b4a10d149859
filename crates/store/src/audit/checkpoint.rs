//! Signed heads. They are kept here for convenience; what proves anything is a copy elsewhere.

use bailiwick_model::audit::{AuditHead, SignedCheckpoint};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "audit_checkpoint": sequence Int, key Text, at_us Int, signed Text;
}

statements! {
    LAST in "audit_checkpoint":
        "select sequence, signed from audit_checkpoint order by sequence desc, key limit 1";
    NEWEST in "audit_checkpoint":
        "select sequence, signed from audit_checkpoint order by sequence desc, key limit $1";
    FROM in "audit_checkpoint":
        "select sequence, signed from audit_checkpoint where sequence >= $1 order by sequence, key";
}

/// Keeps a checkpoint, and returns whether there was none of this entry and key.
///
/// # Errors
/// When the database refuses.
pub fn keep(tx: &mut Tx<'_>, signed: &SignedCheckpoint) -> Result<bool, StoreError> {
    let text = written(signed)?;
    let checkpoint = &signed.checkpoint;
    tx.insert(&ROW, params![checkpoint.sequence, checkpoint.key.as_str(), checkpoint.at, &text])
}

/// The checkpoint of the latest entry, if there is any.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn last(tx: &mut Tx<'_>) -> Result<Option<SignedCheckpoint>, StoreError> {
    tx.find(&LAST, &[], read)
}

/// Says that [`last`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_last(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.foresee(&LAST, &[])
}

/// The checkpoints of the latest entries, the last one first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<SignedCheckpoint>, StoreError> {
    tx.query(&NEWEST, params![limit], read)
}

/// All checkpoints of entries from a number on, in the order of entries.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn from(tx: &mut Tx<'_>, sequence: i64) -> Result<Vec<SignedCheckpoint>, StoreError> {
    tx.query(&FROM, params![sequence], read)
}

/// The same, each with the number of the entry that it is kept for. Somebody may have altered it so that it is about another one, or
/// can no longer be read: then there is nothing but the number.
///
/// # Errors
/// When the database refuses.
pub fn kept(tx: &mut Tx<'_>, sequence: i64) -> Result<Vec<(i64, Option<SignedCheckpoint>)>, StoreError> {
    tx.query(&FROM, params![sequence], |row| {
        let sequence = row.int("sequence")?;
        let signed = serde_json::from_str::<SignedCheckpoint>(row.text("signed")?).ok();
        Ok((sequence, signed.filter(|signed| signed.checkpoint.sequence == sequence)))
    })
}

/// The heads of all checkpoints of entries from a number on.
pub(super) fn heads(tx: &mut Tx<'_>, sequence: i64) -> Result<Vec<AuditHead>, StoreError> {
    Ok(from(tx, sequence)?.iter().map(|signed| signed.checkpoint.head()).collect())
}

/// A checkpoint as it is kept.
pub(super) fn written(signed: &SignedCheckpoint) -> Result<String, StoreError> {
    serde_json::to_string(signed)
        .map_err(|error| StoreError::Invalid { what: "a checkpoint".to_owned(), why: error.to_string() })
}

fn read(row: &mut Row<'_>) -> Result<SignedCheckpoint, StoreError> {
    let sequence = row.int("sequence")?;
    let signed: SignedCheckpoint = row.json("signed")?;
    if signed.checkpoint.sequence != sequence {
        return Err(row.corrupt("signed", "it is a checkpoint of another entry"));
    }
    Ok(signed)
}
