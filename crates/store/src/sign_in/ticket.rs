//! Links that were sent: each opens one thing, once, for a while.

use bailiwick_model::UserId;

use super::Hash;
use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "ticket": hash Blob, purpose Text, login Text, detail Text, made_us Int, ends_us Int;
}

statements! {
    FIND in "ticket":
        "select purpose, login, detail, made_us, ends_us from ticket where hash = $1 and purpose = $2";
    OPEN in "ticket":
        "select purpose, login, detail, made_us, ends_us from ticket where login = $1 and purpose = $2 and ends_us > $3 \
         order by ends_us desc limit 1";
    DELETE in "ticket": "delete from ticket where hash = $1 and purpose = $2";
    DELETE_OF in "ticket": "delete from ticket where login = $1 and purpose = $2";
    DELETE_ALL in "ticket": "delete from ticket where login = $1";
    DELETE_EVERY in "ticket": "delete from ticket";
    FORGET in "ticket": "delete from ticket where ends_us < $1";
}

/// What a link opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What it is for.
    pub purpose: String,
    /// For whom.
    pub login: UserId,
    /// What more there is to it, such as the address that is to be shown.
    pub detail: String,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
    /// When it stops working.
    pub ends_us: i64,
}

/// Keeps a ticket.
///
/// # Errors
/// [`StoreError::Conflict`] when its secret is taken.
pub fn insert(tx: &mut Tx<'_>, hash: &Hash, ticket: &Ticket) -> Result<(), StoreError> {
    let Ticket { purpose, login, detail, made_us, ends_us } = ticket;
    match tx.insert(&ROW, params![hash.as_slice(), purpose, login.as_str(), detail, *made_us, *ends_us])? {
        true => Ok(()),
        false => Err(StoreError::conflict("ticket", purpose)),
    }
}

/// The ticket whose secret has this hash, left where it is.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, hash: &Hash, purpose: &str) -> Result<Option<Ticket>, StoreError> {
    tx.find(&FIND, params![hash.as_slice(), purpose], read)
}

/// What was sent to somebody for this and opens it still at a moment.
///
/// # Errors
/// When the database refuses.
pub fn open_of(
    tx: &mut Tx<'_>,
    login: &UserId,
    purpose: &str,
    now_us: i64,
) -> Result<Option<Ticket>, StoreError> {
    tx.find(&OPEN, params![login.as_str(), purpose, now_us], read)
}

/// Uses a ticket up. Of all who try at once, one is told that it was there.
///
/// # Errors
/// When the database refuses.
pub fn take(tx: &mut Tx<'_>, hash: &Hash, purpose: &str) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![hash.as_slice(), purpose]).map(|count| count > 0)
}

/// Takes away what was sent to somebody for this before.
///
/// # Errors
/// When the database refuses.
pub fn delete_of(tx: &mut Tx<'_>, login: &UserId, purpose: &str) -> Result<(), StoreError> {
    tx.execute(&DELETE_OF, params![login.as_str(), purpose]).map(drop)
}

/// Takes away everything that was sent to somebody.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Takes every link there is away. Returns how many there were.
///
/// # Errors
/// When the database refuses.
pub fn delete_every(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    tx.execute(&DELETE_EVERY, &[])
}

/// Forgets tickets that ended before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, at_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![at_us])
}

fn read(row: &mut Row<'_>) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        purpose: row.text("purpose")?.to_owned(),
        login: row.parse("login", UserId::new)?,
        detail: row.text("detail")?.to_owned(),
        made_us: row.int("made_us")?,
        ends_us: row.int("ends_us")?,
    })
}
