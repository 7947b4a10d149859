//! Addresses and numbers that somebody has shown to be his.

use bailiwick_model::UserId;

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "verified_contact": login Text, channel Text, address Text, at_us Int;
}

statements! {
    FIND in "verified_contact":
        "select at_us from verified_contact where login = $1 and channel = $2 and address = $3";
    LIST in "verified_contact":
        "select channel, address, at_us from verified_contact where login = $1 order by channel, address";
    DELETE in "verified_contact":
        "delete from verified_contact where login = $1 and channel = $2 and address = $3";
    DELETE_ALL in "verified_contact": "delete from verified_contact where login = $1";
}

/// Remembers that somebody has shown an address (`email`) or a number (`phone`) to be his, in its folded form. Returns whether that is new.
///
/// # Errors
/// When the database refuses.
pub fn put(
    tx: &mut Tx<'_>,
    login: &UserId,
    channel: &str,
    address: &str,
    at_us: i64,
) -> Result<bool, StoreError> {
    tx.insert(&ROW, params![login.as_str(), channel, address, at_us])
}

/// When it was shown, if it was.
///
/// # Errors
/// When the database refuses.
pub fn find(
    tx: &mut Tx<'_>,
    login: &UserId,
    channel: &str,
    address: &str,
) -> Result<Option<i64>, StoreError> {
    tx.find(&FIND, params![login.as_str(), channel, address], |row| row.int("at_us"))
}

/// Says that what a user has shown to be his will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&LIST, params![login.as_str()])
}

/// All that somebody has shown: channel, address, when.
///
/// # Errors
/// When the database refuses.
pub fn list(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<(String, String, i64)>, StoreError> {
    tx.query(&LIST, params![login.as_str()], |row| {
        Ok((row.text("channel")?.to_owned(), row.text("address")?.to_owned(), row.int("at_us")?))
    })
}

/// Forgets one.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId, channel: &str, address: &str) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![login.as_str(), channel, address]).map(|count| count > 0)
}

/// Forgets all of somebody.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}
