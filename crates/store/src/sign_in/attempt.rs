//! How often somebody failed of late. The key is a hash of what he is counted by: an account as it was typed, a network, a device.

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "attempt": key Text, failed Int, last_us Int, until_us Int;
}

statements! {
    FIND in "attempt": "select failed, last_us, until_us from attempt where key = $1";
    PUT in "attempt":
        "insert into attempt (key, failed, last_us, until_us) values ($1, $2, $3, $4) \
         on conflict (key) do update set failed = excluded.failed, last_us = excluded.last_us, until_us = excluded.until_us";
    DELETE in "attempt": "delete from attempt where key = $1";
    FORGET in "attempt": "delete from attempt where last_us < $1 and until_us < $2";
}

/// What is known of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// Failures in a row, those included that are being judged just now.
    pub failed: i64,
    /// When the last one came, in microseconds since 1970.
    pub last_us: i64,
    /// Until when nothing more is judged.
    pub until_us: i64,
}

/// What is known of a key; nothing where nobody failed of late.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<Attempts>, StoreError> {
    tx.find(&FIND, params![key], read)
}

/// Says that [`find`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, key: &str) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![key])
}

/// Remembers attempts in the place of those known before.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, key: &str, attempts: Attempts) -> Result<(), StoreError> {
    let Attempts { failed, last_us, until_us } = attempts;
    tx.execute(&PUT, params![key, failed, last_us, until_us]).map(drop)
}

/// Forgets a key. Returns whether anything was known of it.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, key: &str) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![key]).map(|count| count > 0)
}

/// Forgets everything that came before a moment and stops nobody at `now_us` any more.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, before_us: i64, now_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![before_us, now_us])
}

fn read(row: &mut Row<'_>) -> Result<Attempts, StoreError> {
    Ok(Attempts { failed: row.int("failed")?, last_us: row.int("last_us")?, until_us: row.int("until_us")? })
}
