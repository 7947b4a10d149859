//! Passwords, as slow hashes, and those that a user had before.

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "password": login Text, hash Text, set_us Int, must_change Bool, ends_us Int;
    FORMER in "former_password": login Text, set_us Int, hash Text;
}

statements! {
    FIND in "password": "select hash, set_us, must_change, ends_us from password where login = $1";
    PUT in "password":
        "insert into password (login, hash, set_us, must_change, ends_us) values ($1, $2, $3, $4, $5) \
         on conflict (login) do update set hash = excluded.hash, set_us = excluded.set_us, \
         must_change = excluded.must_change, ends_us = excluded.ends_us";
    REHASH in "password": "update password set hash = $3 where login = $1 and hash = $2";
    DEMAND in "password": "update password set must_change = true where login = $1 and not must_change";
    FORMER_OF in "former_password":
        "select hash from former_password where login = $1 order by set_us desc limit $2";
    FORGET_FORMER in "former_password":
        "delete from former_password where login = $1 and set_us not in \
         (select set_us from former_password where login = $1 order by set_us desc limit $2)";
    DELETE in "password": "delete from password where login = $1";
    DELETE_FORMER in "former_password": "delete from former_password where login = $1";
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its hash, with everything that is needed to judge another one by it.
    pub hash: String,
    /// When it was set, in microseconds since 1970.
    pub set_us: i64,
    /// Whether another one has to be chosen before anything else.
    pub must_change: bool,
    /// When it stops working: a temporary one.
    pub ends_us: Option<i64>,
}

/// The password of a user, if he has one.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<Kept>, StoreError> {
    tx.find(&FIND, params![login.as_str()], read)
}

/// Sets a password in the place of the one before, and keeps `remember` of those that went before it.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, login: &UserId, kept: &Kept, remember: i64) -> Result<(), StoreError> {
    if remember > 0
        && let Some(Kept { hash, set_us, .. }) = find(tx, login)?
    {
        tx.insert(&FORMER, params![login.as_str(), set_us, &hash])?;
    }
    tx.execute(&FORGET_FORMER, params![login.as_str(), remember])?;
    let Kept { hash, set_us, must_change, ends_us } = kept;
    tx.execute(&PUT, params![login.as_str(), hash, *set_us, *must_change, *ends_us]).map(drop)
}

/// Puts a better hash of the same password in the place of one, unless another password was set meanwhile.
///
/// # Errors
/// When the database refuses.
pub fn rehash(tx: &mut Tx<'_>, login: &UserId, before: &str, after: &str) -> Result<(), StoreError> {
    tx.execute(&REHASH, params![login.as_str(), before, after]).map(drop)
}

/// Demands that another one is chosen at the next sign-in. Returns whether that is new.
///
/// # Errors
/// When the database refuses.
pub fn demand_change(tx: &mut Tx<'_>, login: &UserId) -> Result<bool, StoreError> {
    tx.execute(&DEMAND, params![login.as_str()]).map(|count| count > 0)
}

/// The hashes of the last passwords before this one.
///
/// # Errors
/// When the database refuses.
pub fn former(tx: &mut Tx<'_>, login: &UserId, most: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&FORMER_OF, params![login.as_str(), most], |row| row.text("hash").map(str::to_owned))
}

/// Takes a user's password away, and those before it.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_FORMER, params![login.as_str()])?;
    tx.execute(&DELETE, params![login.as_str()]).map(drop)
}

fn read(row: &mut Row<'_>) -> Result<Kept, StoreError> {
    Ok(Kept {
        hash: row.text("hash")?.to_owned(),
        set_us: row.int("set_us")?,
        must_change: row.flag("must_change")?,
        ends_us: row.opt_int("ends_us")?,
    })
}
