//! One batch of a job: its items, their results and the place that it got to, in one transaction.

use std::collections::BTreeMap;

use bailiwick_model::Operation;
use bailiwick_store::{
    job::{self, Item, Job, JobState},
    own::Own,
};

use super::{act, end, item::Verdict, json, runner::Next, task::Task, undo, user_import};
use crate::{
    administration::{Refused, Work},
    error::AppError,
};

/// What a batch did.
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    /// The place behind it.
    pub(super) place: i64,
    /// Whether nothing follows.
    pub(super) is_last: bool,
}

/// Does the next batch of a job whose lease is held.
pub(super) fn run(work: &mut Work<'_, '_>, mut job: Job, until_us: i64) -> Result<Next, Refused> {
    let at_us = work.ctx.author.at_us;
    if job.state == JobState::Stopping {
        end(work, &job, JobState::Stopped, Some("it was stopped"), at_us)?;
        return Ok(Next::Ended);
    }
    // Rights are those of now: whoever has lost them gets nothing more done.
    if let Err(refused) = work.require_somewhere(Operation::Create, Own::Job) {
        let why = format!("its author may not have this done any more: {refused}");
        end(work, &job, JobState::Failed, Some(&why), at_us)?;
        return Ok(Next::Ended);
    }
    let task: Task = serde_json::from_value(job.task.clone()).map_err(|error| {
        Refused::App(AppError::Invalid(format!("the task of job {} cannot be read: {error}", job.id)))
    })?;
    let (batch, stopped) = carried_out(work, &job, &task)?;
    count(&mut job, &batch.items)?;
    job::add_items(work.tx, &job.id, &batch.items)?;
    job.place = batch.place;
    job.done = job.done.saturating_add(i64::try_from(batch.items.len()).unwrap_or(i64::MAX));
    job::renew(work.tx, &job, until_us)?;
    if stopped {
        let why = "rows were refused, so nothing of their batch was done; batches before it stand";
        end(work, &job, JobState::Failed, Some(why), at_us)?;
    } else if batch.is_last {
        end(work, &job, JobState::Done, None, at_us)?;
    } else {
        return Ok(Next::More(job.done, job.total));
    }
    Ok(Next::Ended)
}

/// The batch, and whether it was undone because something in it was refused. A dry run is undone in any case.
fn carried_out(work: &mut Work<'_, '_>, job: &Job, task: &Task) -> Result<(Batch, bool), Refused> {
    let mut tried = None;
    let kept = work.part(|work| {
        let batch = match task {
            Task::ImportUsers(import) => user_import::batch(work, job, import)?,
            Task::Users(act) => act::batch(work, job, act)?,
            Task::Undo { job: undone } => undo::batch(work, job, undone)?,
        };
        let refused = batch.items.iter().any(|item| item.verdict == Verdict::Refused.as_str());
        let stopped = task.stops() && refused;
        let undone = stopped || job.dry_run;
        tried = Some((batch, stopped && !job.dry_run));
        if undone { Err(Refused::Conflict(String::new())) } else { Ok(()) }
    })?;
    let Some((mut batch, stopped)) = tried else {
        return Err(kept.err().unwrap_or(Refused::Busy));
    };
    if kept.is_err() {
        for item in &mut batch.items {
            item.undo = None;
            if stopped && item.verdict != Verdict::Refused.as_str() {
                item.verdict = Verdict::NotDone.as_str().to_owned();
            }
        }
    }
    Ok((batch, stopped))
}

/// Adds the verdicts to those of the batches before.
fn count(job: &mut Job, items: &[Item]) -> Result<(), Refused> {
    let mut counts: BTreeMap<String, u64> = serde_json::from_value(job.counts.clone()).unwrap_or_default();
    for item in items {
        *counts.entry(item.verdict.clone()).or_default() += 1;
    }
    job.counts = json(&counts)?;
    Ok(())
}
