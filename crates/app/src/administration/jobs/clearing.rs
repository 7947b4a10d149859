//! What came of the items of jobs is removed some time after their end, as the setting `jobs.keep_days` says: cells of rows that were
//! refused, and what it takes to take a job back, are about people. The job stays, with how many items came to what.

use bailiwick_model::audit::{AuditAction, AuditChange, AuditObject};
use bailiwick_store::job::{self, Job};
use serde_json::json;

use crate::administration::{Administration, Ctx, Done, Refused, Work, delegation, settings::job_days};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

impl Administration {
    /// Removes what came of the items of jobs that ended long enough ago. Returns the jobs.
    ///
    /// # Errors
    /// [`Refused::Beyond`] for whoever does not administer everything.
    pub fn clear_jobs(&self, ctx: &Ctx) -> Result<Done<Vec<String>>, Refused> {
        let mut cleared = self.read(ctx, |work| {
            delegation::must_be_administrator(work)?;
            due(work)
        })?;
        if ctx.dry_run {
            return Ok(cleared);
        }
        let database = self.installation().database();
        for id in &cleared.value {
            let done = self.write(ctx, |work| {
                delegation::must_be_administrator(work)?;
                // From here on nobody begins to take it back.
                if job::mark_cleared(work.tx, id, work.ctx.author.at_us)? {
                    let items = job::find(work.tx, id)?.map_or(0, |job| job.done);
                    let told = vec![AuditChange::shown("items", Some(json!(items)), None)];
                    work.tell(AuditAction::JOB_CLEARED, AuditObject::new("job", id), told);
                }
                Ok(())
            })?;
            while database.write(|tx| job::forget_items(tx, id))? {}
            cleared.revision = done.revision;
        }
        Ok(cleared)
    }
}

/// Makes sure that what came of the items of a job is still there.
pub(super) fn must_be_there(job: &Job) -> Result<(), Refused> {
    match job.cleared_us {
        None => Ok(()),
        Some(_) => Err(Refused::Conflict(format!(
            "what came of the items of job {} was removed some time after its end, as the setting jobs.keep_days says",
            job.id
        ))),
    }
}

fn due(work: &mut Work<'_, '_>) -> Result<Vec<String>, Refused> {
    let days = job_days(work)?;
    let ended_by = work.ctx.author.at_us.saturating_sub(days.saturating_mul(DAY_US));
    Ok(job::due(work.tx, ended_by)?)
}
