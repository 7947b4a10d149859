//! Passkeys: public keys whose private half a device of the user has.

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "passkey": credential Text, login Text, name Text, body Text, made_us Int, used_us Int;
}

statements! {
    FIND in "passkey":
        "select credential, login, name, body, made_us, used_us from passkey where credential = $1";
    OF in "passkey":
        "select credential, login, name, body, made_us, used_us from passkey where login = $1 order by made_us, credential";
    USED in "passkey": "update passkey set body = $2, used_us = $3 where credential = $1";
    RENAME in "passkey": "update passkey set name = $3 where credential = $1 and login = $2";
    DELETE in "passkey": "delete from passkey where credential = $1 and login = $2";
    DELETE_ALL in "passkey": "delete from passkey where login = $1";
}

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The id of the credential, in URL-safe base64.
    pub credential: String,
    /// Whose it is.
    pub login: UserId,
    /// What he calls it.
    pub name: String,
    /// The public key and what belongs to it, as JSON.
    pub body: String,
    /// When it was added, in microseconds since 1970.
    pub made_us: i64,
    /// When it was used last.
    pub used_us: Option<i64>,
}

/// Adds a passkey.
///
/// # Errors
/// [`StoreError::Conflict`] when it is somebody's already.
pub fn insert(tx: &mut Tx<'_>, passkey: &Passkey) -> Result<(), StoreError> {
    let Passkey { credential, login, name, body, made_us, used_us } = passkey;
    match tx.insert(&ROW, params![credential, login.as_str(), name, body, *made_us, *used_us])? {
        true => Ok(()),
        false => Err(StoreError::conflict("passkey", credential)),
    }
}

/// The passkey with this credential.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, credential: &str) -> Result<Option<Passkey>, StoreError> {
    tx.find(&FIND, params![credential], read)
}

/// Says that the passkeys of a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&OF, params![login.as_str()])
}

/// The passkeys of a user, the oldest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn of(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<Passkey>, StoreError> {
    tx.query(&OF, params![login.as_str()], read)
}

/// Notes a use, with what it changed.
///
/// # Errors
/// When the database refuses.
pub fn used(tx: &mut Tx<'_>, credential: &str, body: &str, at_us: i64) -> Result<(), StoreError> {
    tx.execute(&USED, params![credential, body, at_us]).map(drop)
}

/// Gives a user's passkey another name. Returns whether there is one.
///
/// # Errors
/// When the database refuses.
pub fn rename(tx: &mut Tx<'_>, credential: &str, login: &UserId, name: &str) -> Result<bool, StoreError> {
    tx.execute(&RENAME, params![credential, login.as_str(), name]).map(|count| count > 0)
}

/// Takes a user's passkey away. Returns whether there was one.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, credential: &str, login: &UserId) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![credential, login.as_str()]).map(|count| count > 0)
}

/// Takes all passkeys of a user away.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

fn read(row: &mut Row<'_>) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        credential: row.text("credential")?.to_owned(),
        login: row.parse("login", UserId::new)?,
        name: row.text("name")?.to_owned(),
        body: row.text("body")?.to_owned(),
        made_us: row.int("made_us")?,
        used_us: row.opt_int("used_us")?,
    })
}
