//! Doing the jobs, a batch of each in turn.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use bailiwick_model::audit::Origin;
use bailiwick_store::{
    StoreError,
    job::{self, JobState},
};

use super::{batch, end, turns::Turns};
use crate::{
    administration::{Administration, Ctx, Refused, TAKEN_UP},
    audit::Author,
    error::AppError,
    state::State,
};

/// How long nobody else takes a job that its holder has not been heard of. No batch may take longer.
const LEASE_US: i64 = 120 * 1_000_000;

/// How long there is nothing to do before somebody looks again.
const IDLE: Duration = Duration::from_millis(500);

/// How often tables that broke off are looked for.
const LOOK_US: i64 = 60 * 1_000_000;

/// For how long what a dry run has tried can be done without being sent again.
pub(super) const TRIED_US: i64 = 24 * 3_600 * 1_000_000;

/// Between batches others get their turn to write.
const BREATH: Duration = Duration::from_millis(1);

/// Works on jobs in a process.
pub struct Runner<'r> {
    administration: &'r Administration,
    /// What this process is called among those that share the database.
    holder: String,
    clock: &'r (dyn Fn() -> i64 + Sync),
    stop: &'r AtomicBool,
    turns: Mutex<Turns>,
}

/// What a batch leaves to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// More batches; so many of so many items are done.
    More(i64, i64),
    /// Nothing: the job has ended.
    Ended,
    /// Nothing here: somebody else has the lease.
    Lost,
}

impl<'r> Runner<'r> {
    /// A runner that goes by a clock of microseconds since 1970 and ends behind the batch at hand when `stop` is set.
    #[must_use]
    pub fn new(
        administration: &'r Administration,
        holder: String,
        clock: &'r (dyn Fn() -> i64 + Sync),
        stop: &'r AtomicBool,
    ) -> Self {
        Self { administration, holder, clock, stop, turns: Mutex::default() }
    }

    /// Does jobs as they come, until told to stop. What goes wrong in the surroundings is logged and tried again.
    pub fn keep_running(&self) {
        let mut looked = i64::MIN;
        while !self.stop.load(Ordering::Relaxed) {
            let now = (self.clock)();
            if now.saturating_sub(looked) >= LOOK_US {
                looked = now;
                let before = now.saturating_sub(TRIED_US);
                let database = self.administration.installation().database();
                if let Err(error) = database.write(|tx| job::forget_inputs(tx, before)) {
                    tracing::warn!(%error, "the input of jobs that have ended is still there");
                }
                if let Err(error) = self.administration.discard_unfinished(now) {
                    tracing::warn!(%error, "tables that broke off are still there");
                }
            }
            match self.run(None, &|_, _| ()) {
                Ok(Some(_)) => {}
                Ok(None) => thread::sleep(IDLE),
                Err(error) => {
                    tracing::error!(%error, "a job could not go on; it is tried again");
                    thread::sleep(IDLE);
                }
            }
        }
    }

    /// Does one job to its end, or as much as it is the turn of: a job goes on until its end, or until another one waits
    /// behind a batch. Returns its id; nothing when there is none. `progress` is told how many of how many items are done.
    ///
    /// # Errors
    /// When the surroundings are in the way. The job goes on where it stopped as soon as somebody takes it up.
    pub fn run(&self, wanted: Option<&str>, progress: &dyn Fn(i64, i64)) -> Result<Option<String>, Refused> {
        let database = self.administration.installation().database();
        let Some(id) = self.take(wanted)? else { return Ok(None) };
        let mut base = match self.administration.live.state() {
            Some(live) => State::clone(&live),
            None => self.administration.installation().load()?,
        };
        loop {
            if self.stop.load(Ordering::Relaxed) {
                database.write(|tx| job::give_up(tx, &id, &self.holder))?;
                break;
            }
            match self.step(&mut base, &id) {
                Ok(Next::More(done, total)) => {
                    progress(done, total);
                    if wanted.is_none() && self.others_wait() {
                        database.write(|tx| job::give_up(tx, &id, &self.holder))?;
                        return Ok(Some(id));
                    }
                }
                Ok(Next::Ended | Next::Lost) => break,
                Err(error) if is_passing(&error) => {
                    // If even this cannot be written, the lease runs out by itself.
                    drop(database.write(|tx| job::give_up(tx, &id, &self.holder)));
                    return Err(error);
                }
                Err(error) => {
                    self.fail(&mut base, &id, &error)?;
                    break;
                }
            }
            thread::sleep(BREATH);
        }
        self.take_up()?;
        Ok(Some(id))
    }

    /// Takes the lease of a job: of this one, or of the one whose turn it is.
    fn take(&self, wanted: Option<&str>) -> Result<Option<String>, Refused> {
        let database = self.administration.installation().database();
        let now = (self.clock)();
        let take = |id: &str| {
            database.write(|tx| job::take(tx, id, &self.holder, now, now.saturating_add(LEASE_US)))
        };
        if let Some(wanted) = wanted {
            return Ok(take(wanted)?.then(|| wanted.to_owned()));
        }
        let ready = database.read(|tx| job::ready(tx, now))?;
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        for next in turns.in_order(ready) {
            // Another process may have been quicker.
            if take(&next.id)? {
                turns.had(&next);
                return Ok(Some(next.id));
            }
        }
        Ok(None)
    }

    /// Whether there are other jobs that nobody works on.
    fn others_wait(&self) -> bool {
        let now = (self.clock)();
        let ready = self.administration.installation().database().read(|tx| job::ready(tx, now));
        ready.is_ok_and(|ready| !ready.is_empty())
    }

    /// Does one batch.
    fn step(&self, base: &mut State, id: &str) -> Result<Next, Refused> {
        let Some(ctx) = self.ctx(id)? else { return Ok(Next::Lost) };
        let until_us = (self.clock)().saturating_add(LEASE_US);
        self.administration.batch(base, &ctx, |work| match job::held(work.tx, id, &self.holder)? {
            Some(job) => batch::run(work, job, until_us),
            None => Ok(Next::Lost),
        })
    }

    /// Ends a job that cannot go on, with the reason.
    fn fail(&self, base: &mut State, id: &str, why: &Refused) -> Result<(), Refused> {
        let Some(ctx) = self.ctx(id)? else { return Ok(()) };
        self.administration.batch(base, &ctx, |work| match job::held(work.tx, id, &self.holder)? {
            Some(job) => {
                let at_us = work.ctx.author.at_us;
                end(work, &job, JobState::Failed, Some(&why.to_string()), at_us)
            }
            None => Ok(()),
        })
    }

    /// The author of a job, now.
    fn ctx(&self, id: &str) -> Result<Option<Ctx>, Refused> {
        let Some(job) = self.administration.installation().database().read(|tx| job::find(tx, id))? else {
            return Ok(None);
        };
        let author: Author = serde_json::from_value(job.author).map_err(|error| {
            Refused::App(AppError::Invalid(format!("the author of job {id} cannot be read: {error}")))
        })?;
        let origin = Origin { job: Some(id.to_owned()), ..author.origin };
        Ok(Some(Ctx::new(Author { at_us: (self.clock)(), origin, ..author })))
    }

    /// Has this node answer from what was done.
    fn take_up(&self) -> Result<(), Refused> {
        let Administration { installation, live, followed, .. } = self.administration;
        let newest = installation.database().revision()?.0.unsigned_abs();
        if *followed {
            if let Err(behind) = live.at_least(newest, TAKEN_UP) {
                tracing::warn!(%behind, "a job is done and this node has not taken it up yet");
            }
        } else if let Some(before) = live.state() {
            live.advance(installation.advance(&before)?.state);
        }
        Ok(())
    }
}

/// Whether the surroundings are in the way, which may be better soon.
fn is_passing(refused: &Refused) -> bool {
    match refused {
        Refused::Busy | Refused::NotReady | Refused::Untold(_) => true,
        Refused::App(AppError::Store(error)) => {
            matches!(
                error,
                StoreError::Unavailable { .. } | StoreError::Busy { .. } | StoreError::InUse { .. }
            )
        }
        _ => false,
    }
}
