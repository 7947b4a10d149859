//! What came of the items of jobs that ended long ago is removed; the jobs themselves stay, with how many items came to what.

use crate::{StoreError, Tx, param::params, sql::statements};

/// Items that are removed at once: others want to write, too.
const PIECE: i64 = 1_000;

statements! {
    DUE in "job":
        "select id from job where ended_us <= $1 and \
         (cleared_us is null or exists (select 1 from job_item i where i.job = job.id)) and \
         not exists (select 1 from job undo where undo.undoes = job.id and undo.ended_us is null) order by id";
    MARK in "job": "update job set cleared_us = $2 where id = $1 and cleared_us is null";
    FORGET_SOME in "job_item":
        "delete from job_item where job = $1 and number in \
         (select number from job_item where job = $1 order by number limit $2)";
}

/// Jobs that ended by a moment, have items yet, and are not being taken back.
///
/// # Errors
/// When the database refuses.
pub fn due(tx: &mut Tx<'_>, ended_by_us: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&DUE, params![ended_by_us], |row| Ok(row.text("id")?.to_owned()))
}

/// Notes that what came of the items of a job goes. Returns whether that was new.
///
/// # Errors
/// When the database refuses.
pub fn mark_cleared(tx: &mut Tx<'_>, id: &str, at_us: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&MARK, params![id, at_us])? == 1)
}

/// Removes some items of a job. Returns whether there may be more.
///
/// # Errors
/// When the database refuses.
pub fn forget_items(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&FORGET_SOME, params![id, PIECE])? > 0)
}
