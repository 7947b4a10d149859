//! Jobs whose input is still coming in, piece by piece: nobody sees or does them until the last piece is there.
//!
//! Whoever takes one in keeps it so with each piece. One that nobody has kept for too long will never be whole, and is
//! discarded.

use crate::{StoreError, Tx, param::params, sql::statements};

/// Parts that are taken away at once: others want to write, too.
const PIECE: i64 = 16;

statements! {
    KEEP in "job": "update job set leased_us = $3 where id = $1 and state = 'receiving' and leased_us > $2";
    RECEIVED in "job":
        "update job set state = 'waiting', leased_us = null, total = $3 where id = $1 and state = 'receiving' and leased_us > $2";
    LAPSED in "job": "select id from job where state = 'receiving' and leased_us <= $1 order by id";
    FORGET_SOME in "job_input":
        "delete from job_input where job = $1 and part in \
         (select part from job_input where job = $1 order by part limit $2) and \
         exists (select 1 from job where id = $1 and state = 'receiving')";
    DELETE in "job": "delete from job where id = $1 and state = 'receiving'";
}

/// Goes on taking a job in, until a moment. Returns whether it may: nobody may who took too long.
///
/// # Errors
/// When the database refuses.
pub fn keep_receiving(tx: &mut Tx<'_>, id: &str, now_us: i64, until_us: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&KEEP, params![id, now_us, until_us])? == 1)
}

/// Has a job that is there, with so many items, wait to be done. Returns whether it may: nobody may who took too long.
///
/// # Errors
/// When the database refuses.
pub fn received(tx: &mut Tx<'_>, id: &str, now_us: i64, total: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&RECEIVED, params![id, now_us, total])? == 1)
}

/// Jobs that will never be whole: nobody has kept them until this moment.
///
/// # Errors
/// When the database refuses.
pub fn lapsed(tx: &mut Tx<'_>, now_us: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&LAPSED, params![now_us], |row| Ok(row.text("id")?.to_owned()))
}

/// Takes away a piece of what came in of a job that will never be whole, and in the end itself. Returns whether there is
/// more. One that is whole after all stays.
///
/// # Errors
/// When the database refuses.
pub fn discard(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    if tx.execute(&FORGET_SOME, params![id, PIECE])? > 0 {
        return Ok(true);
    }
    tx.execute(&DELETE, params![id])?;
    Ok(false)
}
