//! What jobs are about, a part for each batch.

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "job_input": job Text, part Int, first Int, count Int, body Text;
}

statements! {
    FIND in "job_input": "select first, count, body from job_input where job = $1 and part = $2";
    COUNT in "job_input": "select count(*) as count from job_input where job = $1";
    FORGET in "job_input": "delete from job_input where job = $1";
    FORGET_ENDED in "job_input":
        "delete from job_input where job in (select id from job where ended_us is not null and (not dry_run or ended_us < $1))";
    HAND_OVER in "job_input": "update job_input set job = $2 where job = $1";
}

/// What one batch is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of its first item.
    pub first: i64,
    /// How many items there are.
    pub count: i64,
    /// Them, in the words of the kind of job.
    pub body: String,
}

/// Adds a part; they are numbered from 0.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one of this number.
pub fn add_part(tx: &mut Tx<'_>, job: &str, number: i64, part: &Part) -> Result<(), StoreError> {
    match tx.insert(&ROW, params![job, number, part.first, part.count, &part.body])? {
        true => Ok(()),
        false => Err(StoreError::conflict("part of job", job)),
    }
}

/// A part.
///
/// # Errors
/// When the database refuses.
pub fn part(tx: &mut Tx<'_>, job: &str, number: i64) -> Result<Option<Part>, StoreError> {
    tx.find(&FIND, params![job, number], |row| {
        let (first, count) = (row.int("first")?, row.int("count")?);
        Ok(Part { first, count, body: row.text("body")?.to_owned() })
    })
}

/// How many parts there are.
///
/// # Errors
/// When the database refuses.
pub fn part_count(tx: &mut Tx<'_>, job: &str) -> Result<i64, StoreError> {
    Ok(tx.find(&COUNT, params![job], |row| row.int("count"))?.unwrap_or_default())
}

/// Takes the input of a job away.
pub(super) fn forget(tx: &mut Tx<'_>, job: &str) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![job]).map(drop)
}

/// Takes away the input of all jobs that have ended, and of dry runs that ended before a moment: until then, what they have tried can be done.
///
/// # Errors
/// When the database refuses.
pub fn forget_inputs(tx: &mut Tx<'_>, dry_before_us: i64) -> Result<(), StoreError> {
    tx.execute(&FORGET_ENDED, params![dry_before_us]).map(drop)
}

/// Gives the input of a job to another one. Returns how many parts there were.
///
/// # Errors
/// When the database refuses.
pub fn hand_over(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<u64, StoreError> {
    tx.execute(&HAND_OVER, params![from, to])
}
