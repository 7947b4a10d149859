//! A job as somebody looks at it: how far it is, what came of its items, and what he can do about it. All in one look.

use bailiwick_model::Operation;
use bailiwick_protocol::rest::{JobItemView, JobView, Listed};
use bailiwick_store::{
    job::{self, Job},
    own::Own,
};

use super::{JobListing, carrying_out, clearing, items_of, must_be_own, seen, undo, view};
use crate::administration::{Administration, Ctx, Done, Refused};

/// A job with a page of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct JobPage {
    /// The job.
    pub job: JobView,
    /// What came of its items.
    pub items: Listed<JobItemView>,
    /// Whether the actor can stop it now.
    pub can_stop: bool,
    /// Whether he can take back what it did.
    pub can_undo: bool,
    /// Whether he can have done what it has tried.
    pub can_carry_out: bool,
    /// Whether there are rows that were refused, to be mended.
    pub has_rejects: bool,
    /// The job that takes it back, or has done so.
    pub undone_by: Option<String>,
}

impl Administration {
    /// A job, as far as the actor may see it, with a page of its items.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see; [`Refused::Domain`] for a filter that cannot be read.
    pub fn job_page(&self, ctx: &Ctx, id: &str, listing: &JobListing) -> Result<Done<JobPage>, Refused> {
        self.read(ctx, |work| {
            let job = seen(work, id)?;
            let items = items_of(work, id, listing)?;
            let makes = work.guard.may_somewhere(&work.state, Operation::Create, Own::Job)?;
            let is_own = must_be_own(work, &job).is_ok();
            let can_undo = makes && has_done_something(&job) && undo::check(work, &job, false).is_ok();
            let can_carry_out = makes && is_own && carrying_out::check(work, &job).is_ok();
            Ok(JobPage {
                can_stop: is_own && !job.state.has_ended(),
                can_undo,
                can_carry_out,
                has_rejects: job.kind == "users.import"
                    && refused(&job) > 0
                    && clearing::must_be_there(&job).is_ok(),
                undone_by: job::undone_by(work.tx, id, false)?,
                items,
                job: view(job),
            })
        })
    }
}

/// How many items came to this.
fn counted(job: &Job, verdict: &str) -> u64 {
    job.counts.get(verdict).and_then(serde_json::Value::as_u64).unwrap_or_default()
}

fn refused(job: &Job) -> u64 {
    counted(job, "refused")
}

/// Whether there is anything that could be taken back.
fn has_done_something(job: &Job) -> bool {
    counted(job, "created") + counted(job, "changed") > 0
}
