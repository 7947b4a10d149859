//! Doing what a dry run has tried: with the table or the people that it was about, which nobody has to send again.

use bailiwick_model::Operation;
use bailiwick_protocol::rest::JobView;
use bailiwick_store::{
    job::{self, Job, JobState},
    own::Own,
};

use super::{
    Wanted, act, found, must_be_own, runner::TRIED_US, seen, store, task::Task, tell_made, undo, view,
};
use crate::{
    administration::{Administration, Ctx, Done, Refused, Work, trees::check_match},
    error::AppError,
};

impl Administration {
    /// Makes a job that does what a dry run has tried. It can be done once, by whoever tried it, for a day.
    ///
    /// # Errors
    /// [`Refused::Conflict`] for a job that was none, has not come to its end, or was done already.
    pub fn carry_out_job(&self, ctx: &Ctx, id: &str) -> Result<Done<JobView>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            let tried = seen(work, id)?;
            must_be_own(work, &tried)?;
            check_match(work.ctx, "job", &view(tried.clone()).tag)?;
            check(work, &tried)?;
            let task = task_of(&tried)?;
            must_be_fresh_for(work, &task)?;
            let undoes = match &task {
                Task::Undo { job } => Some(job.clone()),
                Task::ImportUsers(_) | Task::Users(_) => None,
            };
            let wanted = Wanted { dry_run: false, total: tried.total, undoes };
            let made = store(work, &task, wanted, None)?;
            job::hand_over(work.tx, id, &made)?;
            tell_made(work, &made, &task, tried.total, false);
            Ok((found(work, &made).map(view)?, made))
        };
        self.create(ctx, make, |work, id: String| seen(work, &id).map(view))
    }
}

/// Whether what a job is about is kept beyond its end, so that it can be done for real. What another system keeps of
/// passwords lies in no table here for longer than it takes, so whoever sends such a table sends it twice.
pub(super) fn may_follow(job: &Job) -> bool {
    job.dry_run && task_of(job).is_ok_and(|task| !task.has_passwords())
}

/// Makes sure that what a job has tried can be done.
pub(super) fn check(work: &mut Work<'_, '_>, tried: &Job) -> Result<(), Refused> {
    let no = |why: String| Err(Refused::Conflict(why));
    let id = &tried.id;
    if !tried.dry_run {
        return no(format!("job {id} was no dry run, so it is done"));
    }
    if tried.state != JobState::Done {
        return no(format!("job {id} is {}, so nobody knows what would come of it", tried.state.as_str()));
    }
    if let Task::Undo { job } = task_of(tried)? {
        let undone = found(work, &job)?;
        return undo::check(work, &undone, false);
    }
    let ended = tried.ended_us.unwrap_or_default();
    if work.ctx.author.at_us.saturating_sub(ended) > TRIED_US || job::part_count(work.tx, id)? == 0 {
        return no(format!(
            "what job {id} was about is not kept any more: it was done already, was tried too long ago, or had passwords in it; send it again"
        ));
    }
    Ok(())
}

/// The job runs without the session that asks for it, so what takes a fresh one is asked here.
fn must_be_fresh_for(work: &mut Work<'_, '_>, task: &Task) -> Result<(), Refused> {
    match task {
        Task::Users(act) => act::checked(work, act).map(drop),
        Task::ImportUsers(_) => {
            work.require_somewhere(Operation::Create, Own::User)?;
            work.must_be_fresh()
        }
        Task::Undo { .. } => work.must_be_fresh(),
    }
}

fn task_of(job: &Job) -> Result<Task, Refused> {
    serde_json::from_value(job.task.clone()).map_err(|error| {
        Refused::App(AppError::Invalid(format!("the task of job {} cannot be read: {error}", job.id)))
    })
}
