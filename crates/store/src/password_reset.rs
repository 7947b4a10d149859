//! Who was asked to be sent a new password, until it is sent.

use bailiwick_model::UserId;

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "password_reset_request": login Text, asked_us Int, job Text;
}

statements! {
    FIND in "password_reset_request": "select asked_us from password_reset_request where login = $1";
    DELETE in "password_reset_request": "delete from password_reset_request where login = $1";
}

/// Notes a request. Returns whether there was none for this user yet.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, login: &UserId, asked_us: i64, job: Option<&str>) -> Result<bool, StoreError> {
    tx.insert(&ROW, params![login.as_str(), asked_us, job])
}

/// When a new password was asked for, in microseconds since 1970.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<i64>, StoreError> {
    tx.find(&FIND, params![login.as_str()], |row| row.int("asked_us"))
}

/// Forgets a request.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE, params![login.as_str()]).map(drop)
}
