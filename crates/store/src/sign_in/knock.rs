//! Who knocked, and what each gate said.

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sequence,
    sql::{rows, statements},
};

rows! {
    ROW in "knock":
        id Int, at_us Int, login Text, pathway Text, address Text, agent Text, outcome Text, gates Text, request_id Text;
}

statements! {
    OF in "knock":
        "select id, at_us, login, pathway, address, agent, outcome, gates, request_id from knock \
         where login = $1 and id < $2 order by id desc limit $3";
    SINCE in "knock": "select count(*) as count from knock where at_us >= $1 and outcome = $2";
    DELETE_ALL in "knock": "delete from knock where login = $1";
    FORGET in "knock": "delete from knock where at_us < $1";
}

/// Somebody knocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    /// Its number; 0 until it has one.
    pub id: i64,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// Who he said he was, if there is such an account. What was typed otherwise is not kept: people type passwords there.
    pub login: Option<UserId>,
    /// By which way.
    pub pathway: String,
    /// From which address.
    pub address: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// The verdicts of the gates, as JSON.
    pub gates: String,
    /// In the course of which request.
    pub request_id: Option<String>,
}

/// Writes one down.
///
/// # Errors
/// When the database refuses.
pub fn insert(tx: &mut Tx<'_>, knock: &Knock) -> Result<i64, StoreError> {
    let number = sequence::next(tx, "knock", 1)?;
    let Knock { id: _, at_us, login, pathway, address, agent, outcome, gates, request_id } = knock;
    let login = login.as_ref().map(UserId::as_str);
    let (address, agent, request_id) = (address.as_deref(), agent.as_deref(), request_id.as_deref());
    let row = params![number, *at_us, login, pathway, address, agent, outcome, gates, request_id];
    tx.insert(&ROW, row)?;
    Ok(number)
}

/// Says that those of one account will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId, before: i64, limit: i64) -> Result<(), StoreError> {
    tx.foresee(&OF, params![login.as_str(), before, limit])
}

/// Those of one account, the newest first, before a number.
///
/// # Errors
/// When the database refuses.
pub fn of(tx: &mut Tx<'_>, login: &UserId, before: i64, limit: i64) -> Result<Vec<Knock>, StoreError> {
    tx.query(&OF, params![login.as_str(), before, limit], read)
}

/// How many came to an end of this kind since a moment.
///
/// # Errors
/// When the database refuses.
pub fn since(tx: &mut Tx<'_>, at_us: i64, outcome: &str) -> Result<i64, StoreError> {
    Ok(tx.find(&SINCE, params![at_us, outcome], |row| row.int("count"))?.unwrap_or_default())
}

/// Forgets those of one account.
///
/// # Errors
/// When the database refuses.
pub fn delete_all(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, params![login.as_str()]).map(drop)
}

/// Forgets those of before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, at_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![at_us])
}

fn read(row: &mut Row<'_>) -> Result<Knock, StoreError> {
    Ok(Knock {
        id: row.int("id")?,
        at_us: row.int("at_us")?,
        login: row.opt_parse("login", UserId::new)?,
        pathway: row.text("pathway")?.to_owned(),
        address: row.opt_text("address")?.map(str::to_owned),
        agent: row.opt_text("agent")?.map(str::to_owned),
        outcome: row.text("outcome")?.to_owned(),
        gates: row.text("gates")?.to_owned(),
        request_id: row.opt_text("request_id")?.map(str::to_owned),
    })
}
