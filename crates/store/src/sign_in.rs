//! What signing in takes: passwords, second factors, sessions, devices, attempts. Everything secret comes here hashed or sealed; this crate could
//! not open it.

pub mod attempt;
pub mod contact;
pub mod device;
pub mod flow;
pub mod knock;
pub mod network;
pub mod passkey;
pub mod password;
pub mod recovery_code;
pub mod session;
pub mod ticket;
pub mod totp;

use bailiwick_model::UserId;

use crate::{Rows, Sql, StoreError, Tx, param::params};

pub(crate) static STATEMENTS: &[&[&Sql]] = &[
    attempt::STATEMENTS,
    contact::STATEMENTS,
    device::STATEMENTS,
    flow::STATEMENTS,
    knock::STATEMENTS,
    network::STATEMENTS,
    passkey::STATEMENTS,
    password::STATEMENTS,
    recovery_code::STATEMENTS,
    session::STATEMENTS,
    ticket::STATEMENTS,
    totp::STATEMENTS,
];

pub(crate) static SHAPES: &[&[&Rows]] = &[
    attempt::SHAPES,
    contact::SHAPES,
    device::SHAPES,
    flow::SHAPES,
    knock::SHAPES,
    network::SHAPES,
    passkey::SHAPES,
    password::SHAPES,
    recovery_code::SHAPES,
    session::SHAPES,
    ticket::SHAPES,
    totp::SHAPES,
];

/// Ends everything that is under way: sessions, flows, links that were sent. Returns how many sessions there were.
///
/// # Errors
/// When the database refuses.
pub fn end_everything(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    flow::delete_every(tx)?;
    ticket::delete_every(tx)?;
    session::delete_every(tx)
}

/// Says that everything that somebody signs in with will be asked for, and where he is signed in; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    let own =
        [&password::FIND, &totp::OF, &passkey::OF, &recovery_code::COUNT, &device::LIST, &contact::LIST];
    for question in own {
        tx.foresee(question, params![login.as_str()])?;
    }
    tx.foresee(&session::OF, params![login.as_str(), i64::MAX])
}

/// A hash of a secret, which is what is kept of it.
pub type Hash = [u8; 32];

/// Takes away everything that somebody signs in with, and every session of his.
///
/// # Errors
/// When the database refuses.
pub fn forget(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    password::delete(tx, login)?;
    totp::delete_all(tx, login)?;
    passkey::delete_all(tx, login)?;
    recovery_code::delete_all(tx, login)?;
    contact::delete_all(tx, login)?;
    ticket::delete_all(tx, login)?;
    flow::delete_all(tx, login)?;
    session::delete_all(tx, login)?;
    device::delete_all(tx, login)?;
    network::delete_all(tx, login)?;
    knock::delete_all(tx, login)
}
