//! Jobs: work on many people, in batches that survive whatever happens to the process.
//!
//! Making a job stores what is to be done, on whose behalf; a [`Runner`] does it. Each batch is one transaction with the
//! place that it got to and what came of each item, so that a process that is killed neither repeats nor loses one. The
//! author's rights count as they are at each batch.

mod act;
mod batch;
mod carrying_out;
mod clearing;
mod export;
mod item;
mod page;
mod receiving;
mod redaction;
mod rejects;
mod runner;
mod sheet;
mod task;
mod templates;
mod turns;
mod undo;
mod user_import;
mod user_row;

use bailiwick_model::{
    Operation, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::rest::{JobItemView, JobView, Listed};
use bailiwick_store::{
    job::{self, Job, JobState, Part},
    own::{Id, Own},
    user,
};
use serde_json::{Value as Json, json};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    guard::{Matching, named_model},
    listing::{Listing, Turned, listed_together},
    tag::tag,
    trees::check_match,
};
use task::Task;

pub use act::JobAct;
pub use export::{Exported, UserExport};
pub use page::JobPage;
pub use runner::Runner;
pub use user_import::{AllOrNothing, Existing, ImportWish, OnRefused};

/// Which items of a job are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobListing {
    /// Those that came to this verdict.
    pub verdict: Option<String>,
    /// Those that a filter in the domain language matches, on `bailiwick.job_item`; nothing for no limit.
    pub domain: String,
    /// Those behind this number.
    pub after: i64,
    /// How many at most.
    pub limit: usize,
}

impl Administration {
    /// A job, as far as the actor may see it.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_job(&self, ctx: &Ctx, id: &str) -> Result<Done<JobView>, Refused> {
        self.read(ctx, |work| seen(work, id).map(view))
    }

    /// The jobs that the actor may see and asks for.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read.
    pub fn list_jobs(&self, ctx: &Ctx, listing: &Listing) -> Result<Done<Turned<JobView>>, Refused> {
        self.read(ctx, |work| {
            listed_together(work, Own::Job, listing, |work, ids| {
                let mut jobs = job::some(work.tx, ids)?;
                let mut taken = |id: &str| {
                    let at = jobs.iter().position(|job| job.id == id);
                    at.map(|at| view(jobs.swap_remove(at))).ok_or_else(|| Refused::missing("job", id))
                };
                ids.iter().map(|id| taken(id)).collect()
            })
        })
    }

    /// What came of the items of a job, in their order.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such job that the actor may see.
    pub fn job_items(
        &self,
        ctx: &Ctx,
        id: &str,
        listing: &JobListing,
    ) -> Result<Done<Listed<JobItemView>>, Refused> {
        self.read(ctx, |work| {
            seen(work, id)?;
            items_of(work, id, listing)
        })
    }

    /// Has a job end behind the batch at hand, or at once when nobody has begun it. What it has done stays.
    ///
    /// # Errors
    /// [`Refused::Conflict`] when it has ended already.
    pub fn stop_job(&self, ctx: &Ctx, id: &str) -> Result<Done<JobView>, Refused> {
        self.write(ctx, |work| {
            let job = seen(work, id)?;
            must_be_own(work, &job)?;
            if job.state.has_ended() {
                return Err(Refused::Conflict(format!("job {id} is {} already", job.state.as_str())));
            }
            if !job::stop(work.tx, id)? && job.state == JobState::Waiting {
                let at_us = work.ctx.author.at_us;
                end(work, &job, JobState::Stopped, Some("it was stopped before it began"), at_us)?;
            }
            found(work, id).map(view)
        })
    }

    /// Makes a job that takes back what another one did, item by item: what was changed since by others stays, and is
    /// told.
    ///
    /// # Errors
    /// [`Refused::Conflict`] when there is nothing to take back.
    pub fn undo_job(&self, ctx: &Ctx, id: &str) -> Result<Done<JobView>, Refused> {
        let dry_run = ctx.dry_run;
        let make_job = |work: &mut Work<'_, '_>| {
            let job = seen(work, id)?;
            check_match(work.ctx, "job", &view(job.clone()).tag)?;
            undo::check(work, &job, dry_run)?;
            // Roles and addresses may come back by it, and the job runs without the session that asks for it.
            work.must_be_fresh()?;
            // What was refused has left nothing to take back.
            let total = job::count_traced(work.tx, id)?;
            let wanted = Wanted { dry_run, total, undoes: Some(id.to_owned()) };
            let made = make(work, &Task::Undo { job: id.to_owned() }, wanted)?;
            Ok((found(work, &made).map(view)?, made))
        };
        self.create(&for_real(ctx), make_job, |work, id: String| seen(work, &id).map(view))
    }
}

/// What came of the items of a job that the actor sees. Whoever sees the job sees what came of it.
fn items_of(work: &mut Work<'_, '_>, id: &str, listing: &JobListing) -> Result<Listed<JobItemView>, Refused> {
    let limit = i64::try_from(listing.limit).unwrap_or(i64::MAX).saturating_add(1);
    let verdict = listing.verdict.as_deref();
    let mut items = match listing.domain.trim() {
        "" => job::items(work.tx, id, verdict, listing.after, limit)?,
        domain => {
            let model = named_model(&work.state, "bailiwick.job_item")?;
            let filter = work.guard.matched(&work.state, model, domain)?;
            let matching = Matching::of(model, filter);
            let (engine, before) = (work.tx.engine(), job::PARAMS_BEFORE);
            let condition = matching.condition(&work.state, &work.guard, engine, before)?;
            job::items_where(work.tx, id, verdict, listing.after, limit, &condition)?
        }
    };
    let more = items.len() > listing.limit;
    items.truncate(listing.limit);
    let items = items.into_iter().map(item::view).collect();
    Ok(Listed { items, more, count: None, count_is_least: false })
}

/// Jobs of one author at a time that have not ended.
const MOST_OPEN: i64 = 10;

/// What a new job is told beside its task.
struct Wanted {
    dry_run: bool,
    total: i64,
    undoes: Option<String>,
}

/// A dry run of a job is a job: it is stored, and only what it does is not.
fn for_real(ctx: &Ctx) -> Ctx {
    Ctx { dry_run: false, ..ctx.clone() }
}

/// Makes sure that the author has not too many jobs under way already.
fn check_room(work: &mut Work<'_, '_>) -> Result<(), Refused> {
    let Actor::User(login) = &work.ctx.author.actor else { return Ok(()) };
    match job::open(work.tx, login.as_str(), work.ctx.author.at_us)? {
        open if open < MOST_OPEN => Ok(()),
        open => Err(Refused::Conflict(format!(
            "{open} of your jobs have not ended or are coming in, and {MOST_OPEN} is the most at a time; wait until one has \
             ended, or stop one"
        ))),
    }
}

/// Makes a job without its input.
fn make(work: &mut Work<'_, '_>, task: &Task, wanted: Wanted) -> Result<String, Refused> {
    let Wanted { dry_run, total, .. } = wanted;
    let id = store(work, task, wanted, None)?;
    tell_made(work, &id, task, total, dry_run);
    Ok(id)
}

/// Stores a job without its input, which is there when it is to be done, or comes in until a moment.
fn store(
    work: &mut Work<'_, '_>,
    task: &Task,
    wanted: Wanted,
    coming_until_us: Option<i64>,
) -> Result<String, Refused> {
    work.require_somewhere(Operation::Create, Own::Job)?;
    check_room(work)?;
    let author = &work.ctx.author;
    let at_us = author.at_us;
    let author_login = match &author.actor {
        Actor::User(login) => Some(login.clone()),
        _ => None,
    };
    let company = match &author_login {
        Some(login) => user::find(work.tx, login)?.and_then(|user| user.company),
        None => None,
    };
    let Wanted { dry_run, total, undoes } = wanted;
    let made = Job {
        id: String::new(),
        kind: task.kind().to_owned(),
        state: coming_until_us.map_or(JobState::Waiting, |_| JobState::Receiving),
        author: json(author)?,
        author_login: author_login.map(|login| login.to_string()),
        company: company.map(|company| company.to_string()),
        task: json(task)?,
        dry_run,
        place: 0,
        done: 0,
        total,
        counts: json!({}),
        message: None,
        made_us: at_us,
        started_us: None,
        ended_us: None,
        undoes,
        cleared_us: None,
    };
    Ok(job::insert(work.tx, &made, coming_until_us)?)
}

fn tell_made(work: &mut Work<'_, '_>, id: &str, task: &Task, total: i64, dry_run: bool) {
    let told = [("kind", json!(task.kind())), ("items", json!(total)), ("dry_run", json!(dry_run))];
    let told = told.map(|(field, value)| AuditChange::shown(field, None, Some(value)));
    work.tell(AuditAction::JOB_MADE, AuditObject::new("job", id), told.into());
}

/// Stores what a job is about, a part for each batch.
fn add_parts(
    work: &mut Work<'_, '_>,
    id: &str,
    parts: impl Iterator<Item = Result<Part, Refused>>,
) -> Result<(), Refused> {
    for (number, part) in (0_i64..).zip(parts) {
        job::add_part(work.tx, id, number, &part?)?;
    }
    Ok(())
}

/// Ends a job, and tells what came of it.
fn end(
    work: &mut Work<'_, '_>,
    job: &Job,
    state: JobState,
    message: Option<&str>,
    at_us: i64,
) -> Result<(), Refused> {
    let keeps_input = state == JobState::Done && carrying_out::may_follow(job);
    job::end(work.tx, job, state, message, at_us, keeps_input)?;
    if let (Some(undone), JobState::Done, false) = (&job.undoes, state, job.dry_run) {
        job::set_state(work.tx, undone, JobState::Undone)?;
    }
    let told = [
        ("state", json!(state.as_str())),
        ("items", json!(job.done)),
        ("counts", job.counts.clone()),
        ("message", json!(message)),
    ];
    let told = told.map(|(field, value)| AuditChange::shown(field, None, Some(value)));
    work.tell(AuditAction::JOB_ENDED, AuditObject::new("job", &job.id), told.into());
    Ok(())
}

/// A job that the actor may see: his own, and those of companies that he manages or audits.
fn seen(work: &mut Work<'_, '_>, id: &str) -> Result<Job, Refused> {
    if work.may(Operation::Read, Own::Job, &Id::Text(id.to_owned()))? {
        found(work, id)
    } else {
        Err(Refused::missing("job", id))
    }
}

fn found(work: &mut Work<'_, '_>, id: &str) -> Result<Job, Refused> {
    job::find(work.tx, id)?.ok_or_else(|| Refused::missing("job", id))
}

/// Makes sure that a job is the actor's, or that he administers everything.
fn must_be_own(work: &Work<'_, '_>, job: &Job) -> Result<(), Refused> {
    match &work.ctx.author.actor {
        Actor::User(login) if job.author_login.as_deref() == Some(login.as_str()) => Ok(()),
        _ => delegation::must_be_administrator(work),
    }
}

/// A job as it is shown.
fn view(job: Job) -> JobView {
    let author = match job.author.get("actor").and_then(|actor| actor.get("kind")).and_then(Json::as_str) {
        Some(kind) if job.author_login.is_none() => Some(kind.to_owned()),
        _ => job.author_login,
    };
    let view = JobView {
        id: job.id,
        kind: job.kind,
        state: job.state.as_str().to_owned(),
        dry_run: job.dry_run,
        author,
        done: job.done,
        total: job.total,
        counts: serde_json::from_value(job.counts).unwrap_or_default(),
        message: job.message,
        made_us: job.made_us,
        started_us: job.started_us,
        ended_us: job.ended_us,
        undoes: job.undoes,
        cleared_us: job.cleared_us,
        tag: String::new(),
    };
    JobView { tag: tag(&view), ..view }
}

fn json<T: serde::Serialize>(value: &T) -> Result<Json, Refused> {
    serde_json::to_value(value).map_err(|error| Refused::invalid("", error.to_string()))
}

/// Somebody whom an item is about, and who is there.
fn login_of(text: &str) -> Result<UserId, Refused> {
    UserId::new(text).map_err(|_| Refused::missing("user", text))
}
