//! Codes for the day on which every other second factor is lost. Each works once.

use bailiwick_model::UserId;

use super::Hash;
use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "recovery_code": login Text, hash Blob, made_us Int;
}

statements! {
    COUNT in "recovery_code": "select count(*) as count from recovery_code where login = $1";
    TAKE in "recovery_code": "delete from recovery_code where login = $1 and hash = $2";
    DELETE_ALL in "recovery_code": "delete from recovery_code where login = $1";
}

/// Gives a user codes in the place of those he had.
///
/// # Errors
/// When the database refuses.
pub fn replace(tx: &mut Tx<'_>, login: &UserId, hashes: &[Hash], made_us: i64) -> Result<(), StoreError> {
    delete_all(tx, login)?;
    for hash in hashes {
        tx.insert(&ROW, params![login.as_str(), hash.as_slice(), made_us])?;
    }
    Ok(())
}

/// Says that how many are left will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&COUNT, params![login.as_str()])
}

/// How many a user has left.
///
/// # Errors
/// When the database refuses.
pub fn count(tx: &mut Tx<'_>, login: &UserId) -> Result<i64, StoreError> {
    Ok(tx.find(&COUNT, params![login.as_str()], |row| row.int("count"))?.unwrap_or_default())
}

/// Uses one up. Of all who try at once, one is told that it was there.
///
/// # Errors
/// When the database refuses.
pub fn take(tx: &mut Tx<'_>, login: &UserId, hash: &Hash) -> Result<bool, StoreError> {
    tx.execute(&TAKE, params![login.as_str(), hash.as_slice()]).map(|count| count > 0)
}

/// Takes all of a user away.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}
