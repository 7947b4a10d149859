//! Browsers that people have signed in with.

use std::collections::BTreeMap;

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{SOME, rows, some, some_params, statements},
};

rows! {
    ROW in "device": login Text, id Text, agent Text, network Text, first_us Int, last_us Int, trusted_until_us Int;
}

statements! {
    FIND in "device":
        "select id, agent, network, first_us, last_us, trusted_until_us from device where login = $1 and id = $2";
    LIST in "device":
        "select id, agent, network, first_us, last_us, trusted_until_us from device where login = $1 \
         order by last_us desc, id limit 200";
    LAST in "device": concat!(
        "select login, max(last_us) as at from device where login in ", some!(), " group by login");
    PUT in "device":
        "insert into device (login, id, agent, network, first_us, last_us, trusted_until_us) values ($1, $2, $3, $4, $5, $6, $7) \
         on conflict (login, id) do update set agent = excluded.agent, network = excluded.network, \
         last_us = excluded.last_us, trusted_until_us = excluded.trusted_until_us";
    DELETE in "device": "delete from device where login = $1 and id = $2";
    DELETE_ALL in "device": "delete from device where login = $1";
    DISTRUST in "device": "update device set trusted_until_us = null where login = $1 and trusted_until_us is not null";
    FORGET in "device": "delete from device where last_us < $1";
}

/// A browser that somebody has signed in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The hash of what the browser shows, in hexadecimal.
    pub id: String,
    /// What it calls itself.
    pub agent: Option<String>,
    /// Where it was last.
    pub network: Option<String>,
    /// When it came first, in microseconds since 1970.
    pub first_us: i64,
    /// When it came last.
    pub last_us: i64,
    /// Until when it spares its user the second factor.
    pub trusted_until_us: Option<i64>,
}

/// A device of a user.
///
/// # Errors
/// When the database refuses.
pub fn find(tx: &mut Tx<'_>, login: &UserId, id: &str) -> Result<Option<Device>, StoreError> {
    tx.find(&FIND, params![login.as_str(), id], read)
}

/// Says that the devices of a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&LIST, params![login.as_str()])
}

/// The devices of a user, the last used first; two hundred at most.
///
/// # Errors
/// When the database refuses.
pub fn list(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<Device>, StoreError> {
    tx.query(&LIST, params![login.as_str()], read)
}

/// Users that [`last`] asks about at once.
pub const AT_ONCE: usize = SOME;

/// When some users came last, on whatever device that is still remembered. At most [`AT_ONCE`] are looked at.
///
/// # Errors
/// When the database refuses.
pub fn last(tx: &mut Tx<'_>, logins: &[UserId]) -> Result<BTreeMap<String, i64>, StoreError> {
    let params = some_params(logins.iter().map(|login| login.as_str()));
    let found = tx.query(&LAST, &params, |row| Ok((row.text("login")?.to_owned(), row.int("at")?)))?;
    Ok(found.into_iter().collect())
}

/// Remembers a device as it is now.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, login: &UserId, device: &Device) -> Result<(), StoreError> {
    let Device { id, agent, network, first_us, last_us, trusted_until_us } = device;
    let (agent, network) = (agent.as_deref(), network.as_deref());
    let row = params![login.as_str(), id, agent, network, *first_us, *last_us, *trusted_until_us];
    tx.execute(&PUT, row).map(drop)
}

/// Forgets a device. Returns whether it was known.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId, id: &str) -> Result<bool, StoreError> {
    tx.execute(&DELETE, params![login.as_str(), id]).map(|count| count > 0)
}

/// Has no device of a user spare him anything any more. Returns how many did.
///
/// # Errors
/// When the database refuses.
pub fn distrust(tx: &mut Tx<'_>, login: &UserId) -> Result<u64, StoreError> {
    tx.execute(&DISTRUST, params![login.as_str()])
}

/// Forgets all devices of a user.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Forgets devices that were last used before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, before_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![before_us])
}

fn read(row: &mut Row<'_>) -> Result<Device, StoreError> {
    Ok(Device {
        id: row.text("id")?.to_owned(),
        agent: row.opt_text("agent")?.map(str::to_owned),
        network: row.opt_text("network")?.map(str::to_owned),
        first_us: row.int("first_us")?,
        last_us: row.int("last_us")?,
        trusted_until_us: row.opt_int("trusted_until_us")?,
    })
}
