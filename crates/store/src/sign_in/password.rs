//! Passwords, as slow hashes, and those that a user had before.

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "password":
        login Text, hash Text, set_us Int, must_change Bool, ends_us Int, least_length Int, least_strength Int, classes Text;
    FORMER in "former_password": login Text, set_us Int, hash Text;
}

statements! {
    FIND in "password":
        "select hash, set_us, must_change, ends_us, least_length, least_strength, classes from password where login = $1";
    PUT in "password":
        "insert into password (login, hash, set_us, must_change, ends_us, least_length, least_strength, classes) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) \
         on conflict (login) do update set hash = excluded.hash, set_us = excluded.set_us, \
         must_change = excluded.must_change, ends_us = excluded.ends_us, least_length = excluded.least_length, \
         least_strength = excluded.least_strength, classes = excluded.classes";
    HELD in "password":
        "select login, set_us, must_change, least_length, least_strength, classes from password \
         where login > $1 order by login limit $2";
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
    /// What it had to be when it was set, where that is known.
    pub held_to: Option<HeldTo>,
}

/// What a password had to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTo {
    /// Least characters.
    pub length: i64,
    /// Least score of strength.
    pub strength: i64,
    /// Kinds of characters, between blanks.
    pub classes: String,
}

/// What is known of a password without its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Whose.
    pub login: UserId,
    /// When it was set, in microseconds since 1970.
    pub set_us: i64,
    /// Whether another one has to be chosen anyway.
    pub must_change: bool,
    /// What it had to be, where that is known.
    pub held_to: Option<HeldTo>,
}

/// Says that a password will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![login.as_str()])
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
    let Kept { hash, set_us, must_change, ends_us, held_to } = kept;
    let (length, strength) = held_to.as_ref().map(|held| (held.length, held.strength)).unzip();
    let classes = held_to.as_ref().map(|held| held.classes.as_str());
    let row = params![login.as_str(), hash, *set_us, *must_change, *ends_us, length, strength, classes];
    tx.execute(&PUT, row).map(drop)
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

/// What is known of passwords, by login, a number of them behind one.
///
/// # Errors
/// [`StoreError::Corrupt`] when a row cannot be read.
pub fn known_after(tx: &mut Tx<'_>, after: &str, most: i64) -> Result<Vec<Known>, StoreError> {
    tx.query(&HELD, params![after, most], |row| {
        Ok(Known {
            login: row.parse("login", UserId::new)?,
            set_us: row.int("set_us")?,
            must_change: row.flag("must_change")?,
            held_to: held_to(row)?,
        })
    })
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
        held_to: held_to(row)?,
    })
}

fn held_to(row: &mut Row<'_>) -> Result<Option<HeldTo>, StoreError> {
    let (length, strength) = (row.opt_int("least_length")?, row.opt_int("least_strength")?);
    let classes = row.opt_text("classes")?.unwrap_or_default().to_owned();
    Ok(length.zip(strength).map(|(length, strength)| HeldTo { length, strength, classes }))
}
