//! What came of each item of a job.

use crate::{
    Condition, ConditionalSql, Param, Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "job_item": job Text, number Int, object Text, verdict Text, faults Text, source Text, undo Text;
}

statements! {
    PAGE in "job_item":
        "select number, object, verdict, faults, source, undo from job_item where job = $1 and number > $2 \
         order by number limit $3";
    PAGE_OF in "job_item":
        "select number, object, verdict, faults, source, undo from job_item where job = $1 and verdict = $4 and number > $2 \
         order by number limit $3";
    TRACED in "job_item": "select count(*) as count from job_item where job = $1 and undo is not null";
    BACKWARDS in "job_item":
        "select number, object, verdict, faults, source, undo from job_item where job = $1 and number < $2 and \
         undo is not null order by number desc limit $3";
    FORGET in "job_item":
        "update job_item set faults = null, source = null, undo = null where object = $1 and \
         (faults is not null or source is not null or undo is not null)";
    ONE in "job_item":
        "select number, object, verdict, faults, source, undo from job_item where job = $1 and number = $2";
    FIRST in "job_item": "select number from job_item where job = $1 order by number limit 1";
}

/// How many parameters stand before those of a condition in [`items_where`].
pub const PARAMS_BEFORE: usize = 4;

static WHERE: ConditionalSql = ConditionalSql {
    table: "own_job_item",
    before: "select number, object, verdict, faults, source, undo from own_job_item t where t.job = $1 and t.number > $2 \
             and ($4 = '' or t.verdict = $4) and ",
    after: " order by t.number limit $3",
};

/// The statements with a place for a condition.
pub(crate) static CONDITIONAL: &[&ConditionalSql] = &[&WHERE];

/// One item and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number: the row of a table, or its place among the keys.
    pub number: i64,
    /// What it is about, as in a login; empty when not even that can be read.
    pub object: String,
    /// What came of it, in one word.
    pub verdict: String,
    /// What is wrong with it, as JSON.
    pub faults: Option<String>,
    /// What it was, where it was refused: the cells of the row, as JSON.
    pub source: Option<String>,
    /// What takes it back, as JSON.
    pub undo: Option<String>,
}

/// Takes away what jobs that were done know of somebody beyond his name: the cells of his rows, and what would take it back.
///
/// # Errors
/// When the database refuses.
pub fn forget(tx: &mut Tx<'_>, object: &str) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![object]).map(drop)
}

/// Adds what came of a batch.
///
/// # Errors
/// When the database refuses, or there is an item of the same number.
pub fn add_items(tx: &mut Tx<'_>, job: &str, items: &[Item]) -> Result<(), StoreError> {
    tx.bulk(&ROW, |put| {
        items.iter().try_for_each(|Item { number, object, verdict, faults, source, undo }| {
            let (faults, source, undo) = (faults.as_deref(), source.as_deref(), undo.as_deref());
            put(params![job, *number, object, verdict, faults, source, undo])
        })
    })
}

/// The first `limit` items behind a number, all or those of one verdict.
///
/// # Errors
/// When the database refuses.
pub fn items(
    tx: &mut Tx<'_>,
    job: &str,
    verdict: Option<&str>,
    after: i64,
    limit: i64,
) -> Result<Vec<Item>, StoreError> {
    match verdict {
        None => tx.query(&PAGE, params![job, after, limit], read),
        Some(verdict) => tx.query(&PAGE_OF, params![job, after, limit, verdict], read),
    }
}

/// As [`items`], of those that meet a condition on `own_job_item`, which is called [`ALIAS`](crate::own::ALIAS). The condition
/// has [`PARAMS_BEFORE`] parameters before its own.
///
/// # Errors
/// When the database refuses.
pub fn items_where(
    tx: &mut Tx<'_>,
    job: &str,
    verdict: Option<&str>,
    after: i64,
    limit: i64,
    condition: &Condition,
) -> Result<Vec<Item>, StoreError> {
    let params: &[Param<'_>; PARAMS_BEFORE] = params![job, after, limit, verdict.unwrap_or_default()];
    tx.query_where(&WHERE, condition, params, read)
}

/// The item of this number.
///
/// # Errors
/// When the database refuses.
pub fn item(tx: &mut Tx<'_>, job: &str, number: i64) -> Result<Option<Item>, StoreError> {
    tx.find(&ONE, params![job, number], read)
}

/// The last `limit` items before a number that can be taken back, the last one first.
///
/// # Errors
/// When the database refuses.
pub fn items_before(tx: &mut Tx<'_>, job: &str, before: i64, limit: i64) -> Result<Vec<Item>, StoreError> {
    tx.query(&BACKWARDS, params![job, before, limit], read)
}

/// How many items can be taken back.
///
/// # Errors
/// When the database refuses.
pub fn count_traced(tx: &mut Tx<'_>, job: &str) -> Result<i64, StoreError> {
    Ok(tx.find(&TRACED, params![job], |row| row.int("count"))?.unwrap_or_default())
}

/// The lowest number of an item.
///
/// # Errors
/// When the database refuses.
pub fn first_number(tx: &mut Tx<'_>, job: &str) -> Result<Option<i64>, StoreError> {
    tx.find(&FIRST, params![job], |row| row.int("number"))
}

fn read(row: &mut Row<'_>) -> Result<Item, StoreError> {
    let (number, object) = (row.int("number")?, row.text("object")?.to_owned());
    let verdict = row.text("verdict")?.to_owned();
    let faults = row.opt_text("faults")?.map(str::to_owned);
    let source = row.opt_text("source")?.map(str::to_owned);
    Ok(Item { number, object, verdict, faults, source, undo: row.opt_text("undo")?.map(str::to_owned) })
}
