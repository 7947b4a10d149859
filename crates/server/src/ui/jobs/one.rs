//! `/jobs/{id}`: how far a job is, what came of it, and what can be done about it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Administration, Ctx, Done, JobListing, Once, Refused};
use bailiwick_protocol::rest::JobView;

use super::{
    super::{
        faults::Faults,
        insider,
        page::Page,
        query::Query,
        shell::{Shell, led},
        users::segment,
    },
    view::{self, Count, ItemRow},
};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    language::Words,
};

/// Items on a page.
const ITEMS: usize = 50;

#[derive(Template)]
#[template(path = "job.html")]
struct JobPageView<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    id: String,
    title: String,
    about: String,
    state: view::State,
    done: i64,
    total: i64,
    progress: String,
    message: Option<String>,
    has_ended: bool,
    dry_run: bool,
    is_import: bool,
    made: String,
    author: String,
    started: Option<String>,
    ended: Option<String>,
    cleared: bool,
    counts: Vec<Count>,
    all: Option<String>,
    items: Vec<ItemRow>,
    next: Option<String>,
    can_stop: bool,
    can_undo: bool,
    has_rejects: bool,
    /// What the button that does it for real says.
    carry_out: Option<String>,
    undone_by: Option<String>,
    undoes: Option<String>,
    here: String,
}

/// `GET /jobs/{id}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, id, Faults::default()).await
}

/// `GET` of what can only be done: the job, as it is now.
pub(super) async fn again(Named(id): Named) -> Response {
    Redirect::to(&here(&id)).into_response()
}

/// `GET /jobs/{id}/rejects`: the rows that were refused, to be mended.
pub(super) async fn rejects(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let name = format!("rejects-{}.csv", id.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    insider
        .pour(&gate, "text/csv; charset=utf-8", &name, move |office, ctx, out| {
            office.write_rejects(ctx, &id, out).map(drop)
        })
        .await
}

/// `POST /jobs/{id}/stop`
pub(super) async fn stop(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, id, |office, ctx, id| office.stop_job(ctx, id)).await
}

/// `POST /jobs/{id}/undo`: tries it first.
pub(super) async fn undo(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, id, |office, ctx, id| office.undo_job(&ctx.clone().dry(), id)).await
}

/// `POST /jobs/{id}/do`: what was tried is done, once, however often the button is pressed.
pub(super) async fn carry_out(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, id, |office, ctx, id| {
        let once = Once { key: format!("carry out {id}"), request: format!("carry out {id}") };
        office.carry_out_job(&Ctx { once: Some(once), ..ctx.clone() }, id)
    })
    .await
}

/// Does something about a job, and leads to the job that comes of it.
async fn done(
    gate: &Arc<Gate>,
    request: Request,
    id: String,
    work: impl FnOnce(&Administration, &Ctx, &str) -> Result<Done<JobView>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let asked = id.clone();
    match insider.administer(gate, move |office, ctx| work(office, ctx, &asked)).await? {
        Ok(done) => Ok(Redirect::to(&here(&done.value.id)).into_response()),
        Err(Refused::StepUp) => led(Refused::StepUp, &here(&id)),
        Err(refused) => {
            let faults = Faults::of(refused)?;
            page(gate, &insider, id, faults).await
        }
    }
}

fn here(id: &str) -> String {
    format!("/jobs/{}", segment(id))
}

async fn page(gate: &Arc<Gate>, insider: &Insider, id: String, faults: Faults) -> Result<Response, Refusal> {
    let query = Query::of(&insider.knock.uri);
    let verdict = query.one("verdict").filter(|verdict| view::is_verdict(verdict)).map(str::to_owned);
    let after = query.one("after").and_then(|after| after.parse().ok()).unwrap_or_default();
    let listing = JobListing { verdict: verdict.clone(), domain: String::new(), after, limit: ITEMS };
    let found =
        insider.administer(gate, move |office, ctx| office.job_page(ctx, &id, &listing)).await??.value;
    let shell = Shell::of(gate, insider).await?;
    let (page, job) = (&shell.page, &found.job);
    let path = here(&job.id);
    let next = found
        .items
        .items
        .last()
        .filter(|_| found.items.more)
        .map(|last| query.with("after", Some(&last.number.to_string())).link(&path));
    let would: u64 = ["created", "changed"].iter().filter_map(|verdict| job.counts.get(*verdict)).sum();
    let would = i64::try_from(would).unwrap_or(i64::MAX);
    let carry_out =
        found.can_carry_out.then(|| page.with("jobs-carry-out", &Words::new().count("count", would)));
    let about = match job.dry_run {
        true => page.text("jobs-dry-about"),
        false => page.text("jobs-about-one"),
    };
    let template = JobPageView {
        title: view::title(page, job),
        about,
        state: view::state(page, job),
        done: job.done,
        total: job.total.max(1),
        progress: view::progress(page, job),
        message: job.message.clone(),
        has_ended: job.ended_us.is_some(),
        dry_run: job.dry_run,
        is_import: job.kind == "users.import",
        made: page.at(job.made_us),
        author: job.author.clone().unwrap_or_default(),
        started: job.started_us.map(|at| page.at(at)),
        ended: job.ended_us.map(|at| page.at(at)),
        cleared: job.cleared_us.is_some(),
        counts: view::counts(page, job, verdict.as_deref()),
        all: verdict.map(|_| path.clone()),
        items: found.items.items.iter().map(|item| view::item(page, job, item)).collect(),
        next,
        can_stop: found.can_stop,
        can_undo: found.can_undo,
        has_rejects: found.has_rejects,
        carry_out,
        undone_by: found.undone_by.as_deref().map(here),
        undoes: job.undoes.as_deref().map(here),
        here: query.link(&path),
        id: segment(&job.id),
        faults: Faults::default(),
        shell: &shell,
        page,
    };
    let status: StatusCode = faults.status();
    page.html(status, &JobPageView { faults, ..template })
}
