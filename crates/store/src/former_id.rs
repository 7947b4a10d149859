//! Ids among the records of applications that were somebody's once and are no longer.

use bailiwick_model::{RecordId, UserId};

use crate::{
    StoreError, Tx,
    param::params,
    record_id,
    sql::{rows, statements},
};

rows! {
    ROW in "former_record_id": id_kind Text, id Text, login Text;
}

statements! {
    OTHERS in "former_record_id":
        "select login from former_record_id where id_kind = $1 and id = $2 and login <> $3 limit 1";
}

/// Notes that an id was an account's.
///
/// # Errors
/// When the database refuses.
pub fn note(tx: &mut Tx<'_>, id: &RecordId, login: &UserId) -> Result<(), StoreError> {
    let (kind, id) = record_id::columns(id);
    tx.insert(&ROW, params![kind, &id, login.as_str()]).map(drop)
}

/// Whether an id was once that of an account with another login.
///
/// # Errors
/// When the database refuses.
pub fn was_anothers(tx: &mut Tx<'_>, id: &RecordId, login: &UserId) -> Result<bool, StoreError> {
    let (kind, id) = record_id::columns(id);
    let other =
        tx.find(&OTHERS, params![kind, &id, login.as_str()], |row| row.text("login").map(str::to_owned))?;
    Ok(other.is_some())
}
