//! Waiting for a job to end; on the machine, doing it.

use std::time::Duration;

use axum::http::Method;
use bailiwick_app::Progress;
use clap::Args;
use serde_json::Value as Json;

use super::{card, path, text};
use crate::cli::{
    Context, Outcome, Trouble,
    office::{Ask, Office, told},
    progress::Bar,
    show,
};

/// How long there is nothing to see before somebody looks again.
const GLANCE: Duration = Duration::from_millis(250);
/// Refused items that are shown.
const MOST_SHOWN: u32 = 20;

/// Whether to see a job to its end.
#[derive(Debug, Args)]
pub(crate) struct Wait {
    /// Make the job and leave it to a server, or to `bailiwick job wait`.
    #[arg(long)]
    no_wait: bool,
}

impl Wait {
    /// Makes a job, and sees it to its end where that is wanted.
    pub(crate) fn made(&self, context: &Context, office: &Office, ask: Ask<'_>) -> Result<Outcome, Trouble> {
        let job = office.ask(ask)?;
        let id = text(&job, "id");
        match self.no_wait {
            false => ended(context, office, &id),
            true => told(context, &job, |job| {
                format!("{}\nSee it to its end with: bailiwick job wait {id}", card(job))
            }),
        }
    }
}

/// A job that has ended, which it may have to be waited for. All is well when nothing was refused and nothing is left to do.
pub(super) fn ended(context: &Context, office: &Office, id: &str) -> Result<Outcome, Trouble> {
    let job = see_through(office, id)?;
    let count =
        |verdict: &str| job.pointer(&format!("/counts/{verdict}")).and_then(Json::as_i64).unwrap_or(0);
    let refused = count("refused") + count("partly") + count("not_done");
    let is_well = refused == 0 && ["done", "undone"].contains(&text(&job, "state").as_str());
    let outcome = match refused > 0 && !context.json() {
        true => Outcome::done(format!("{}\n{}", card(&job), faulty(office, id)?)),
        false => told(context, &job, card)?,
    };
    Ok(Outcome::judged(outcome.text, is_well))
}

fn see_through(office: &Office, id: &str) -> Result<Json, Trouble> {
    let bar = Bar::new();
    let tell = |done: i64, total: i64| {
        let count = |number: i64| usize::try_from(number).unwrap_or_default();
        bar.tell(Progress { stage: "items", done: count(done), total: count(total) });
    };
    loop {
        office.work_off(id, &tell)?;
        let job = office.ask(Ask::new(Method::GET, path(id)))?;
        if !["waiting", "running", "stopping"].contains(&text(&job, "state").as_str()) {
            return Ok(job);
        }
        let number = |name: &str| job.get(name).and_then(Json::as_i64).unwrap_or_default();
        tell(number("done"), number("total"));
        std::thread::sleep(GLANCE);
    }
}

/// The first items that were not done as wanted, with their faults.
fn faulty(office: &Office, id: &str) -> Result<String, Trouble> {
    let ask = Ask::new(Method::GET, format!("{}/items", path(id)))
        .with("domain", Some("[('verdict', 'in', ['refused', 'partly'])]"))
        .with("limit", Some(MOST_SHOWN));
    let page = office.ask(ask)?;
    let items = page.get("items").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut table = show::table(&["item", "user", "verdict", "why"], items.iter().map(row));
    if page.get("more") == Some(&Json::Bool(true)) {
        table.push_str(&format!("\nThere are more: bailiwick job items {id} --verdict refused --all"));
    }
    Ok(table)
}

/// An item for people.
pub(super) fn row(item: &Json) -> Vec<String> {
    let faults = item.get("faults").and_then(Json::as_array).into_iter().flatten();
    let why = faults.map(|fault| match fault.get("column").and_then(Json::as_str) {
        Some(column) => format!("{column}: {}", text(fault, "message")),
        None => text(fault, "message"),
    });
    let why = why.collect::<Vec<_>>().join("; ");
    vec![text(item, "number"), text(item, "object"), text(item, "verdict"), why]
}
