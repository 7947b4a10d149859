//! Exceptions for one user, each with a number of its own.

use std::fmt;

use bailiwick_model::{Override, UserId};

use crate::{
    Param, Row, StoreError, Tx,
    param::params,
    sequence,
    sql::{rows, statements},
};

/// The number of an exception; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OverrideId(pub i64);

impl fmt::Display for OverrideId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// The numbers of a user count up, so that they are the order, too.
rows! {
    ROW in "user_override": login Text, position Int, body Text;
}

statements! {
    OF in "user_override": "select position, body from user_override where login = $1 order by position";
    UPDATE in "user_override": "update user_override set body = $3 where login = $1 and position = $2";
    DELETE in "user_override": "delete from user_override where login = $1 and position = $2";
}

/// Makes an exception for a user who is there. It comes behind the others.
///
/// # Errors
/// When the database refuses.
pub fn insert(tx: &mut Tx<'_>, login: &UserId, exception: &Override) -> Result<OverrideId, StoreError> {
    let id = OverrideId(sequence::next(tx, SEQUENCE, 1)?);
    insert_as(tx, id.0, login, exception)?;
    Ok(id)
}

/// Rewrites an exception; it stays its user's.
///
/// # Errors
/// [`StoreError::NotFound`] when the user has none of this number.
pub fn update(
    tx: &mut Tx<'_>,
    login: &UserId,
    id: OverrideId,
    exception: &Override,
) -> Result<(), StoreError> {
    with_row(login, id.0, exception, |row| found(tx.execute(&UPDATE, row)?, id))
}

/// Takes an exception away.
///
/// # Errors
/// [`StoreError::NotFound`] when the user has none of this number.
pub fn delete(tx: &mut Tx<'_>, login: &UserId, id: OverrideId) -> Result<(), StoreError> {
    found(tx.execute(&DELETE, params![login.as_str(), id.0])?, id)
}

/// The exceptions of a user, oldest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn list_for(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<(OverrideId, Override)>, StoreError> {
    tx.query(&OF, params![login.as_str()], read)
}

/// What numbers are taken from.
pub(crate) const SEQUENCE: &str = "user_override";

pub(crate) fn insert_all(tx: &mut Tx<'_>, login: &UserId, exceptions: &[Override]) -> Result<(), StoreError> {
    if exceptions.is_empty() {
        return Ok(());
    }
    let first = sequence::next(tx, SEQUENCE, i64::try_from(exceptions.len()).unwrap_or(i64::MAX))?;
    (first..).zip(exceptions).try_for_each(|(id, exception)| insert_as(tx, id, login, exception))
}

/// The number and what was written, in this order.
pub(crate) fn read(row: &mut Row<'_>) -> Result<(OverrideId, Override), StoreError> {
    Ok((OverrideId(row.int("position")?), row.json("body")?))
}

pub(crate) fn with_row<T>(
    login: &UserId,
    id: i64,
    exception: &Override,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let body = serde_json::to_string(exception).map_err(|error| StoreError::Invalid {
        what: format!("an override of user {login}"),
        why: error.to_string(),
    })?;
    put(params![login.as_str(), id, &body])
}

fn insert_as(tx: &mut Tx<'_>, id: i64, login: &UserId, exception: &Override) -> Result<(), StoreError> {
    if with_row(login, id, exception, |row| tx.insert(&ROW, row))? {
        Ok(())
    } else {
        Err(StoreError::conflict("override", OverrideId(id)))
    }
}

fn found(count: u64, id: OverrideId) -> Result<(), StoreError> {
    if count == 0 { Err(StoreError::not_found("override", id)) } else { Ok(()) }
}
