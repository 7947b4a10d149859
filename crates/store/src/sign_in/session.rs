//! Sessions: who is signed in, with what, from where.

use bailiwick_model::UserId;

use super::Hash;
use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "session":
        id Text, hash Blob, login Text, pathway Text, factors Text, made_us Int, seen_us Int, proved_us Int, ends_us Int,
        address Text, agent Text, device Text, roles Text, ends_with_roles Int;
}

statements! {
    BY_HASH in "session":
        "select id, hash, login, pathway, factors, made_us, seen_us, proved_us, ends_us, address, agent, device, roles, ends_with_roles \
         from session \
         where hash = $1";
    FIND in "session":
        "select id, hash, login, pathway, factors, made_us, seen_us, proved_us, ends_us, address, agent, device, roles, ends_with_roles \
         from session \
         where id = $1";
    OF in "session":
        "select id, hash, login, pathway, factors, made_us, seen_us, proved_us, ends_us, address, agent, device, roles, ends_with_roles \
         from session \
         where login = $1 order by made_us, id limit $2";
    COUNT in "session": "select count(*) as count from session where login = $1";
    REPLACE in "session":
        "update session set hash = $2, factors = $3, seen_us = $4, proved_us = $4 where id = $1 and hash = $5";
    SEEN in "session": "update session set seen_us = $2, address = $3 where id = $1 and seen_us < $2";
    DELETE in "session": "delete from session where id = $1";
    DELETE_ALL in "session": "delete from session where login = $1";
    DELETE_EVERY in "session": "delete from session";
    ENDED in "session": "select id from session where ends_us < $1 order by ends_us, id limit $2";
}

/// A session without its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name for people; opens nothing.
    pub id: String,
    /// The hash of its secret.
    pub hash: Hash,
    /// Whose it is.
    pub login: UserId,
    /// By which way he came.
    pub pathway: String,
    /// What he has shown, between blanks.
    pub factors: String,
    /// When it began, in microseconds since 1970.
    pub made_us: i64,
    /// When it was used last, to a minute.
    pub seen_us: i64,
    /// When he last showed who he is.
    pub proved_us: i64,
    /// When it ends, however much it is used.
    pub ends_us: i64,
    /// Where it was used last.
    pub address: Option<String>,
    /// The program that began it, as it calls itself.
    pub agent: Option<String>,
    /// The device that began it.
    pub device: Option<String>,
    /// The roles that its user held when it began, where that is known.
    pub roles: Option<Vec<String>>,
    /// Whether it ends when he loses one of them, whatever is set by then.
    pub ends_with_roles: bool,
}

/// Adds a session.
///
/// # Errors
/// [`StoreError::Conflict`] when its id or its secret is taken.
pub fn insert(tx: &mut Tx<'_>, session: &Session) -> Result<(), StoreError> {
    let Session {
        id,
        hash,
        login,
        pathway,
        factors,
        made_us,
        seen_us,
        proved_us,
        ends_us,
        address,
        agent,
        device,
        roles,
        ends_with_roles,
    } = session;
    let roles = roles.as_ref().map(|roles| roles.join(" "));
    let (address, agent, device) = (address.as_deref(), agent.as_deref(), device.as_deref());
    let row = params![
        id,
        hash.as_slice(),
        login.as_str(),
        pathway,
        factors,
        *made_us,
        *seen_us,
        *proved_us,
        *ends_us,
        address,
        agent,
        device,
        roles.as_deref(),
        i64::from(*ends_with_roles)
    ];
    if tx.insert(&ROW, row)? { Ok(()) } else { Err(StoreError::conflict("session", id)) }
}

/// The session whose secret has this hash.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn by_hash(tx: &mut Tx<'_>, hash: &Hash) -> Result<Option<Session>, StoreError> {
    tx.find(&BY_HASH, params![hash.as_slice()], read)
}

/// The session of this id.
///
/// # Errors
/// As [`by_hash`].
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Session>, StoreError> {
    tx.find(&FIND, params![id], read)
}

/// Says that the sessions of a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId, most: i64) -> Result<(), StoreError> {
    tx.foresee(&OF, params![login.as_str(), most])
}

/// The sessions of a user, the oldest first.
///
/// # Errors
/// As [`by_hash`].
pub fn of(tx: &mut Tx<'_>, login: &UserId, most: i64) -> Result<Vec<Session>, StoreError> {
    tx.query(&OF, params![login.as_str(), most], read)
}

/// How many sessions a user has, those included that are over and not yet forgotten.
///
/// # Errors
/// When the database refuses.
pub fn count(tx: &mut Tx<'_>, login: &UserId) -> Result<i64, StoreError> {
    Ok(tx.find(&COUNT, params![login.as_str()], |row| row.int("count"))?.unwrap_or_default())
}

/// Gives a session another secret, because its user has shown more of who he is. The one before opens nothing from then on; of all who try at
/// once, one is told that it was his.
///
/// # Errors
/// When the database refuses.
pub fn replace(
    tx: &mut Tx<'_>,
    session: &Session,
    hash: &Hash,
    factors: &str,
    at_us: i64,
) -> Result<bool, StoreError> {
    let row = params![&session.id, hash.as_slice(), factors, at_us, session.hash.as_slice()];
    tx.execute(&REPLACE, row).map(|count| count > 0)
}

/// Notes when and where a session was used last.
///
/// # Errors
/// When the database refuses.
pub fn seen(tx: &mut Tx<'_>, id: &str, at_us: i64, address: Option<&str>) -> Result<(), StoreError> {
    tx.execute(&SEEN, params![id, at_us, address]).map(drop)
}

/// Ends a session. Returns whether it was there.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![id]).map(|count| count > 0)
}

/// Ends all sessions of a user.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Ends every session there is. Returns how many there were.
///
/// # Errors
/// When the database refuses.
pub fn delete_every(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    tx.execute(&DELETE_EVERY, &[])
}

/// Sessions that were over before a moment, a number of them at a time.
///
/// # Errors
/// When the database refuses.
pub fn over_before(tx: &mut Tx<'_>, at_us: i64, most: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&ENDED, params![at_us, most], |row| row.text("id").map(str::to_owned))
}

fn read(row: &mut Row<'_>) -> Result<Session, StoreError> {
    let id = row.text("id")?.to_owned();
    let hash = row.blob("hash")?;
    let hash =
        hash.try_into().map_err(|_| row.corrupt("hash", format!("it has {} bytes, not 32", hash.len())))?;
    Ok(Session {
        id,
        hash,
        login: row.parse("login", UserId::new)?,
        pathway: row.text("pathway")?.to_owned(),
        factors: row.text("factors")?.to_owned(),
        made_us: row.int("made_us")?,
        seen_us: row.int("seen_us")?,
        proved_us: row.int("proved_us")?,
        ends_us: row.int("ends_us")?,
        address: row.opt_text("address")?.map(str::to_owned),
        agent: row.opt_text("agent")?.map(str::to_owned),
        device: row.opt_text("device")?.map(str::to_owned),
        roles: row.opt_text("roles")?.map(|roles| roles.split_whitespace().map(str::to_owned).collect()),
        ends_with_roles: row.int("ends_with_roles")? != 0,
    })
}

impl std::fmt::Debug for Session {
    /// Without the hash, which has no business in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("id", &self.id).field("login", &self.login).finish_non_exhaustive()
    }
}
