//! Signing in that has begun and is not through all gates yet.

use bailiwick_model::UserId;

use super::Hash;
use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "flow": hash Blob, login Text, body Blob, made_us Int, ends_us Int;
}

statements! {
    FIND in "flow": "select login, body, made_us, ends_us from flow where hash = $1";
    PUT in "flow":
        "insert into flow (hash, login, body, made_us, ends_us) values ($1, $2, $3, $4, $5) \
         on conflict (hash) do update set login = excluded.login, body = excluded.body";
    DELETE in "flow": "delete from flow where hash = $1";
    DELETE_ALL in "flow": "delete from flow where login = $1";
    DELETE_EVERY in "flow": "delete from flow";
    FORGET in "flow": "delete from flow where ends_us < $1";
}

/// A flow as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Flow {
    /// Who it says it is; empty where nobody has said so, as before a passkey is shown.
    pub login: String,
    /// What is known so far, sealed.
    pub body: Vec<u8>,
    /// When it began, in microseconds since 1970.
    pub made_us: i64,
    /// When it ends.
    pub ends_us: i64,
}

/// The flow whose secret has this hash.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, hash: &Hash) -> Result<Option<Flow>, StoreError> {
    tx.find(&FIND, params![hash.as_slice()], read)
}

/// Keeps a flow as it is now. When it began and ends stays.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, hash: &Hash, flow: &Flow) -> Result<(), StoreError> {
    let Flow { login, body, made_us, ends_us } = flow;
    tx.execute(&PUT, params![hash.as_slice(), login, body.as_slice(), *made_us, *ends_us]).map(drop)
}

/// Ends a flow. Of all who try at once, one is told that it was there.
///
/// # Errors
/// When the database refuses.
pub fn take(tx: &mut Tx<'_>, hash: &Hash) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![hash.as_slice()]).map(|count| count > 0)
}

/// Marks what was given away under this hash as used, until it would have ended by itself. Of all who try at once, one is told that it was not
/// used before.
///
/// # Errors
/// When the database refuses.
pub fn spend(tx: &mut Tx<'_>, hash: &Hash, at_us: i64, ends_us: i64) -> Result<bool, StoreError> {
    let nothing: &[u8] = &[];
    tx.insert(&ROW, params![hash.as_slice(), "", nothing, at_us, ends_us])
}

/// Ends all flows of somebody.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Ends every flow there is.
///
/// # Errors
/// When the database refuses.
pub fn delete_every(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    tx.execute(&DELETE_EVERY, &[])
}

/// Forgets flows that ended before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, at_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![at_us])
}

fn read(row: &mut Row<'_>) -> Result<Flow, StoreError> {
    Ok(Flow {
        login: row.text("login")?.to_owned(),
        body: row.blob("body")?.to_owned(),
        made_us: row.int("made_us")?,
        ends_us: row.int("ends_us")?,
    })
}
