//! Networks that people have signed in from.

use bailiwick_model::UserId;

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "known_network": login Text, network Text, first_us Int, last_us Int;
}

statements! {
    FIND in "known_network": "select last_us from known_network where login = $1 and network = $2";
    ANY in "known_network": "select last_us from known_network where login = $1 limit 1";
    SEEN in "known_network":
        "insert into known_network (login, network, first_us, last_us) values ($1, $2, $3, $4) \
         on conflict (login, network) do update set last_us = excluded.last_us";
    DELETE_ALL in "known_network": "delete from known_network where login = $1";
    FORGET in "known_network": "delete from known_network where last_us < $1";
}

/// Whether somebody has signed in from a network before.
///
/// # Errors
/// When the database refuses.
pub fn is_known(tx: &mut Tx<'_>, login: &UserId, network: &str) -> Result<bool, StoreError> {
    Ok(tx.find(&FIND, params![login.as_str(), network], |row| row.int("last_us"))?.is_some())
}

/// Whether any network of somebody is known.
///
/// # Errors
/// When the database refuses.
pub fn any(tx: &mut Tx<'_>, login: &UserId) -> Result<bool, StoreError> {
    Ok(tx.find(&ANY, params![login.as_str()], |row| row.int("last_us"))?.is_some())
}

/// Remembers that somebody has signed in from a network.
///
/// # Errors
/// When the database refuses.
pub fn seen(tx: &mut Tx<'_>, login: &UserId, network: &str, at_us: i64) -> Result<(), StoreError> {
    tx.execute(&SEEN, params![login.as_str(), network, at_us, at_us]).map(drop)
}

/// Forgets all of somebody.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Forgets networks that nobody came from since a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, before_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![before_us])
}
