//! Jobs: work in batches that goes on where it stopped, whichever process does it.
//!
//! A job is worked on by whoever holds its lease. Every batch is one unit of work with [`Job::place`] and the results of its
//! items, and begins with [`held`], so that whoever has lost the lease commits nothing.

mod clearing;
mod input;
mod item;
mod receiving;
mod state;

use serde_json::Value as Json;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sequence,
    sql::{SOME, rows, some, some_params, statements},
};

pub(crate) use clearing::STATEMENTS as CLEARING_STATEMENTS;
pub use clearing::{due, forget_items, mark_cleared};
pub use input::{Part, add_part, forget_inputs, hand_over, part, part_count};
pub(crate) use input::{SHAPES as INPUT_SHAPES, STATEMENTS as INPUT_STATEMENTS};
pub(crate) use item::{
    CONDITIONAL as ITEM_CONDITIONAL, SHAPES as ITEM_SHAPES, STATEMENTS as ITEM_STATEMENTS,
};
pub use item::{
    Item, PARAMS_BEFORE, add_items, count_traced, first_number, forget, item, items, items_before,
    items_where,
};
pub(crate) use receiving::STATEMENTS as RECEIVING_STATEMENTS;
pub use receiving::{discard, keep_receiving, lapsed, received};
pub use state::JobState;

/// One job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its id. Later ones come later in the order of texts.
    pub id: String,
    /// What kind of work.
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// Whose work it is, as JSON.
    pub author: Json,
    /// The author's login, when it is somebody who has one.
    pub author_login: Option<String>,
    /// The author's home company.
    pub company: Option<String>,
    /// What is to be done, as JSON.
    pub task: Json,
    /// Whether it only says what would be done.
    pub dry_run: bool,
    /// How far it got, in its own terms.
    pub place: i64,
    /// How many items are done.
    pub done: i64,
    /// How many there are.
    pub total: i64,
    /// How many items came to which verdict, as JSON.
    pub counts: Json,
    /// Why it ended as it did.
    pub message: Option<String>,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
    /// When its first batch began.
    pub started_us: Option<i64>,
    /// When it ended.
    pub ended_us: Option<i64>,
    /// The job that it takes back.
    pub undoes: Option<String>,
    /// When what came of its items was removed.
    pub cleared_us: Option<i64>,
}

rows! {
    ROW in "job":
        id Text, kind Text, state Text, author Text, author_login Text, company Text, task Text, dry_run Bool,
        place Int, done Int, total Int, counts Text, message Text, made_us Int, started_us Int, ended_us Int,
        holder Text, leased_us Int, undoes Text, cleared_us Int;
}

statements! {
    FIND in "job":
        "select id, kind, state, author, author_login, company, task, dry_run, place, done, total, counts, message, made_us, \
         started_us, ended_us, undoes, cleared_us from job where id = $1";
    SOME_OF in "job":
        concat!("select id, kind, state, author, author_login, company, task, dry_run, place, done, total, counts, message, made_us, \
         started_us, ended_us, undoes, cleared_us from job where id in ", some!());
    HELD in "job":
        "select id, kind, state, author, author_login, company, task, dry_run, place, done, total, counts, message, made_us, \
         started_us, ended_us, undoes, cleared_us from job where id = $1 and holder = $2 and state in ('running', 'stopping')";
    UNDONE_BY in "job": "select id from job where undoes = $1 and state <> 'failed' and dry_run = $2";
    READY in "job":
        "select id, author_login from job where state in ('waiting', 'running', 'stopping') and \
         (leased_us is null or leased_us <= $1) order by id limit 1000";
    OPEN in "job":
        "select count(*) as count from job where author_login = $1 and \
         (state in ('waiting', 'running', 'stopping') or state = 'receiving' and leased_us > $2)";
    TAKE in "job":
        "update job set state = case when state = 'stopping' then 'stopping' else 'running' end, holder = $2, \
         leased_us = $3, started_us = coalesce(started_us, $4) where id = $1 and \
         state in ('waiting', 'running', 'stopping') and (leased_us is null or leased_us <= $4)";
    RENEW in "job": "update job set leased_us = $2, place = $3, done = $4, counts = $5 where id = $1";
    END in "job":
        "update job set state = $2, message = $3, ended_us = $4, holder = null, leased_us = null where id = $1";
    STOP_RUNNING in "job": "update job set state = 'stopping' where id = $1 and state = 'running'";
    SET_STATE in "job": "update job set state = $2 where id = $1";
    GIVE_UP in "job": "update job set holder = null, leased_us = null where id = $1 and holder = $2";
}

/// Makes a job out of everything but its id, which is returned. One that is coming in has to be kept so with [`keep_receiving`] from
/// `until_us` on.
///
/// # Errors
/// When the database refuses.
pub fn insert(tx: &mut Tx<'_>, job: &Job, until_us: Option<i64>) -> Result<String, StoreError> {
    let id = format!("{:08}", sequence::next(tx, "job", 1)?);
    let Job {
        kind, state, author, author_login, company, task, dry_run, total, counts, made_us, undoes, ..
    } = job;
    let (author, task, counts) = (author.to_string(), task.to_string(), counts.to_string());
    let nothing = crate::Param::Null;
    let row = params![
        &id,
        kind,
        state.as_str(),
        &author,
        author_login.as_deref(),
        company.as_deref(),
        &task,
        *dry_run,
        0,
        0,
        *total,
        &counts,
        nothing,
        *made_us,
        nothing,
        nothing,
        nothing,
        until_us,
        undoes.as_deref(),
        nothing,
    ];
    match tx.insert(&ROW, row)? {
        true => Ok(id),
        false => Err(StoreError::conflict("job", id)),
    }
}

/// The job with this id.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Job>, StoreError> {
    tx.find(&FIND, params![id], read)
}

/// The jobs of these ids that are there, in the order of their ids.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn some(tx: &mut Tx<'_>, ids: &[&str]) -> Result<Vec<Job>, StoreError> {
    let mut jobs = Vec::with_capacity(ids.len());
    for ids in ids.chunks(SOME) {
        jobs.extend(tx.query(&SOME_OF, &some_params(ids.iter().copied()), read)?);
    }
    jobs.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(jobs)
}

/// The job, if `holder` still has its lease and it has not ended.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn held(tx: &mut Tx<'_>, id: &str, holder: &str) -> Result<Option<Job>, StoreError> {
    tx.find(&HELD, params![id, holder], read)
}

/// The job that takes another one back, or has done so; or one that says what that would do.
///
/// # Errors
/// When the database refuses.
pub fn undone_by(tx: &mut Tx<'_>, id: &str, dry_run: bool) -> Result<Option<String>, StoreError> {
    tx.find(&UNDONE_BY, params![id, dry_run], |row| Ok(row.text("id")?.to_owned()))
}

/// A job that somebody could go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Its id.
    pub id: String,
    /// The author's login, when it is somebody who has one.
    pub author: Option<String>,
}

/// Jobs that have not ended and that nobody works on, the oldest first; of very many, the oldest.
///
/// # Errors
/// When the database refuses.
pub fn ready(tx: &mut Tx<'_>, now_us: i64) -> Result<Vec<Ready>, StoreError> {
    tx.query(&READY, params![now_us], |row| {
        let (id, author) = (row.text("id")?.to_owned(), row.opt_text("author_login")?.map(str::to_owned));
        Ok(Ready { id, author })
    })
}

/// How many jobs of somebody have not ended, with those that are coming in.
///
/// # Errors
/// When the database refuses.
pub fn open(tx: &mut Tx<'_>, author: &str, now_us: i64) -> Result<i64, StoreError> {
    Ok(tx.find(&OPEN, params![author, now_us], |row| row.int("count"))?.unwrap_or_default())
}

/// Takes the lease of a job that has not ended and that nobody works on. Returns whether it is such a one.
///
/// # Errors
/// When the database refuses.
pub fn take(tx: &mut Tx<'_>, id: &str, holder: &str, now_us: i64, until_us: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&TAKE, params![id, holder, until_us, now_us])? == 1)
}

/// Lets go of a lease, so that somebody else can go on at once.
///
/// # Errors
/// When the database refuses.
pub fn give_up(tx: &mut Tx<'_>, id: &str, holder: &str) -> Result<(), StoreError> {
    tx.execute(&GIVE_UP, params![id, holder]).map(drop)
}

/// Writes how far the job has come, and has its lease last longer.
///
/// # Errors
/// When the database refuses.
pub fn renew(tx: &mut Tx<'_>, job: &Job, until_us: i64) -> Result<(), StoreError> {
    let counts = job.counts.to_string();
    tx.execute(&RENEW, params![&job.id, until_us, job.place, job.done, &counts]).map(drop)
}

/// Ends the job. What came of each item stays; its input goes, unless it is to be kept for doing what was tried.
///
/// # Errors
/// When the database refuses.
pub fn end(
    tx: &mut Tx<'_>,
    job: &Job,
    state: JobState,
    message: Option<&str>,
    at_us: i64,
    keeps_input: bool,
) -> Result<(), StoreError> {
    tx.execute(&END, params![&job.id, state.as_str(), message, at_us])?;
    if keeps_input { Ok(()) } else { input::forget(tx, &job.id) }
}

/// Has a job that is being worked on end behind the batch at hand. Returns whether there was such a one.
///
/// # Errors
/// When the database refuses.
pub fn stop(tx: &mut Tx<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&STOP_RUNNING, params![id])? == 1)
}

/// Writes where a job stands.
///
/// # Errors
/// When the database refuses.
pub fn set_state(tx: &mut Tx<'_>, id: &str, state: JobState) -> Result<(), StoreError> {
    tx.execute(&SET_STATE, params![id, state.as_str()]).map(drop)
}

fn read(row: &mut Row<'_>) -> Result<Job, StoreError> {
    let (id, kind) = (row.text("id")?.to_owned(), row.text("kind")?.to_owned());
    let state = row.parse("state", JobState::read)?;
    let author = row.json("author")?;
    let author_login = row.opt_text("author_login")?.map(str::to_owned);
    let company = row.opt_text("company")?.map(str::to_owned);
    let (task, dry_run) = (row.json("task")?, row.flag("dry_run")?);
    let (place, done, total) = (row.int("place")?, row.int("done")?, row.int("total")?);
    let (counts, message) = (row.json("counts")?, row.opt_text("message")?.map(str::to_owned));
    let (made_us, started_us) = (row.int("made_us")?, row.opt_int("started_us")?);
    let ended_us = row.opt_int("ended_us")?;
    let undoes = row.opt_text("undoes")?.map(str::to_owned);
    let cleared_us = row.opt_int("cleared_us")?;
    Ok(Job {
        id,
        kind,
        state,
        author,
        author_login,
        company,
        task,
        dry_run,
        place,
        done,
        total,
        counts,
        message,
        made_us,
        started_us,
        ended_us,
        undoes,
        cleared_us,
    })
}
