//! Pictures of people, as they were checked.

use bailiwick_model::{Avatar, UserId};
use sha2::{Digest, Sha256};

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "avatar": login Text, media_type Text, digest Text, bytes Blob;
}

statements! {
    FIND in "avatar": "select bytes from avatar where login = $1";
    DIGEST in "avatar": "select digest from avatar where login = $1";
    DELETE in "avatar": "delete from avatar where login = $1";
}

/// A user's picture.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is none any more.
pub fn find(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<Avatar>, StoreError> {
    tx.find(&FIND, params![login.as_str()], |row| {
        let bytes = row.blob("bytes")?;
        Avatar::new(bytes).map_err(|why| row.corrupt("bytes", why))
    })
}

/// What tells a user's picture from any other, without reading it.
///
/// # Errors
/// When the database refuses.
pub fn digest(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<String>, StoreError> {
    tx.find(&DIGEST, params![login.as_str()], |row| Ok(row.text("digest")?.to_owned()))
}

/// Says that [`digest`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_digest(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&DIGEST, params![login.as_str()])
}

/// Gives a user a picture in the place of the one before.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, login: &UserId, avatar: &Avatar) -> Result<(), StoreError> {
    delete(tx, login)?;
    let digest: String = Sha256::digest(avatar.bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let media_type = avatar.picture().media_type();
    tx.insert(&ROW, params![login.as_str(), media_type, &digest, avatar.bytes()]).map(drop)
}

/// Takes a user's picture away, if there is one.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, params![login.as_str()])? > 0)
}
