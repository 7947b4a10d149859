//! Authenticator apps: seeds, sealed.

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "totp": id Text, login Text, name Text, seed Blob, last_step Int, made_us Int, used_us Int;
}

statements! {
    OF in "totp":
        "select id, login, name, seed, last_step, made_us, used_us from totp where login = $1 order by made_us, id";
    USED in "totp": "update totp set last_step = $2, used_us = $3 where id = $1 and last_step < $2";
    RENAME in "totp": "update totp set name = $3 where id = $1 and login = $2";
    DELETE in "totp": "delete from totp where id = $1 and login = $2";
    DELETE_ALL in "totp": "delete from totp where login = $1";
}

/// An authenticator as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// Its id; opens nothing.
    pub id: String,
    /// Whose it is.
    pub login: UserId,
    /// What he calls it.
    pub name: String,
    /// Its seed, sealed.
    pub seed: Vec<u8>,
    /// The last step whose code was used.
    pub last_step: i64,
    /// When it was added, in microseconds since 1970.
    pub made_us: i64,
    /// When it was used last.
    pub used_us: Option<i64>,
}

/// Adds an authenticator.
///
/// # Errors
/// [`StoreError::Conflict`] when its id is taken.
pub fn insert(tx: &mut Tx<'_>, totp: &Totp) -> Result<(), StoreError> {
    let Totp { id, login, name, seed, last_step, made_us, used_us } = totp;
    let row = params![id, login.as_str(), name, seed.as_slice(), *last_step, *made_us, *used_us];
    if tx.insert(&ROW, row)? { Ok(()) } else { Err(StoreError::conflict("authenticator", id)) }
}

/// Says that the authenticators of a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&OF, params![login.as_str()])
}

/// The authenticators of a user, the oldest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn of(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<Totp>, StoreError> {
    tx.query(&OF, params![login.as_str()], read)
}

/// Uses a step up. Of all who try at once, one is told that it was unused.
///
/// # Errors
/// When the database refuses.
pub fn used(tx: &mut Tx<'_>, id: &str, step: i64, at_us: i64) -> Result<bool, StoreError> {
    tx.execute(&USED, params![id, step, at_us]).map(|count| count > 0)
}

/// Gives a user's authenticator another name. Returns whether there is one.
///
/// # Errors
/// When the database refuses.
pub fn rename(tx: &mut Tx<'_>, id: &str, login: &UserId, name: &str) -> Result<bool, StoreError> {
    tx.execute(&RENAME, params![id, login.as_str(), name]).map(|count| count > 0)
}

/// Takes a user's authenticator away. Returns whether there was one.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, id: &str, login: &UserId) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![id, login.as_str()]).map(|count| count > 0)
}

/// Takes all of a user away.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

fn read(row: &mut Row<'_>) -> Result<Totp, StoreError> {
    Ok(Totp {
        id: row.text("id")?.to_owned(),
        login: row.parse("login", UserId::new)?,
        name: row.text("name")?.to_owned(),
        seed: row.blob("seed")?.to_owned(),
        last_step: row.int("last_step")?,
        made_us: row.int("made_us")?,
        used_us: row.opt_int("used_us")?,
    })
}
