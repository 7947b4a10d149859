//! Requests by the name that their callers gave them, with what came of each.

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "idempotency": actor Text, key Text, request Text, outcome Text, at_us Int;
}

statements! {
    FIND in "idempotency": "select request, outcome from idempotency where actor = $1 and key = $2";
    FORGET in "idempotency": "delete from idempotency where at_us < $1";
}

/// A request that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Tells it from others.
    pub request: String,
    /// What came of it, as JSON: the key of what was made, under which it is shown again, and not what was shown.
    pub outcome: String,
}

/// The request of this name, if the caller has sent it.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, actor: &str, key: &str) -> Result<Option<Remembered>, StoreError> {
    tx.find(&FIND, params![actor, key], |row| {
        Ok(Remembered { request: row.text("request")?.to_owned(), outcome: row.text("outcome")?.to_owned() })
    })
}

/// Remembers a request.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one of this name.
pub fn put(
    tx: &mut Tx<'_>,
    actor: &str,
    key: &str,
    request: &Remembered,
    at_us: i64,
) -> Result<(), StoreError> {
    let Remembered { request, outcome } = request;
    match tx.insert(&ROW, params![actor, key, request, outcome, at_us])? {
        true => Ok(()),
        false => Err(StoreError::conflict("request", key)),
    }
}

/// Forgets the requests of before a moment, in microseconds since 1970.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, at_us: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![at_us]).map(drop)
}
