//! `job`: work on many users, as it goes on and what came of it.

mod awaited;
mod listed;

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::Value as Json;

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    outlet::Outlet,
};
pub(super) use awaited::Wait;

#[derive(Debug, Subcommand)]
pub(crate) enum Job {
    /// List jobs that you may see, the newest first.
    List(listed::List),
    /// Show one job: how far it is, and what came of it.
    Show(Named),
    /// What came of each item of a job.
    Items(listed::Items),
    /// The rows of a table that were refused, as CSV to mend and send again.
    Rejects(Rejects),
    /// Wait until a job has ended; on this machine, do it.
    Wait(Named),
    /// Have a job end behind the batch at hand.
    Stop(Stop),
    /// Take back what a job did.
    Undo(Undo),
    /// Do what a dry run has tried, with the table or the people that it was about.
    CarryOut(CarryOut),
}

/// Names a job.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Id.
    id: String,
}

/// Ends a job.
#[derive(Debug, Args)]
pub(crate) struct Stop {
    /// Id.
    id: String,
    /// Say whether it could be stopped, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Does what was tried.
#[derive(Debug, Args)]
#[command(after_help = "\
Whoever tried it can, once, within a day. A table with passwords of another system is not kept for that: send it again.

Examples:
  bailiwick user import people.csv --dry-run
  bailiwick job carry-out 00000009")]
pub(crate) struct CarryOut {
    /// Id of the dry run.
    id: String,
    #[command(flatten)]
    wait: Wait,
}

/// Writes the rows that were refused.
#[derive(Debug, Args)]
#[command(after_help = "\
The column import_error says why; an import passes over it.

Examples:
  bailiwick job rejects 00000007 --output mend.csv
  bailiwick user import mend.csv")]
pub(crate) struct Rejects {
    /// Id.
    id: String,
    /// Into this file; to standard output when absent.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Takes back what a job did.
#[derive(Debug, Args)]
#[command(after_help = "\
What others have changed since stays, and is told.

Examples:
  bailiwick job undo 00000007 --dry-run
  bailiwick job undo 00000007 --reason \"The wrong list\"")]
pub(crate) struct Undo {
    /// Id.
    id: String,
    /// Say what would be taken back, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    wait: Wait,
}

impl Job {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::List(command) => command.run(context, &office),
            Self::Show(Named { id }) => {
                let job = office.ask(Ask::new(Method::GET, path(&id)))?;
                told(context, &job, card)
            }
            Self::Items(command) => command.run(context, &office),
            Self::Rejects(Rejects { id, output }) => {
                let mut outlet = Outlet::open(output)?;
                office.pour(Ask::new(Method::GET, format!("{}/rejects", path(&id))), &mut outlet)?;
                outlet.close()
            }
            Self::Wait(Named { id }) => awaited::ended(context, &office, &id),
            Self::Stop(Stop { id, dry_run }) => {
                let ask = Ask::new(Method::POST, format!("{}/stop", path(&id)));
                told(context, &office.ask(ask.dry(dry_run))?, card)
            }
            Self::Undo(Undo { id, dry_run, wait }) => {
                let ask = Ask::new(Method::POST, format!("{}/undo", path(&id))).dry(dry_run);
                wait.made(context, &office, ask)
            }
            Self::CarryOut(CarryOut { id, wait }) => {
                let ask = Ask::new(Method::POST, format!("{}/carry-out", path(&id)));
                wait.made(context, &office, ask)
            }
        }
    }
}

pub(super) fn path(id: &str) -> String {
    format!("/api/v1/jobs/{}", encoded(id))
}

/// A job for people.
pub(super) fn card(job: &Json) -> String {
    let number = |name: &str| job.get(name).and_then(Json::as_i64).unwrap_or_default();
    let mut card = vec![format!("job {} ({}): {}", text(job, "id"), text(job, "kind"), text(job, "state"))];
    if job.get("dry_run") == Some(&Json::Bool(true)) {
        card.push("a dry run: nothing is done for good".to_owned());
    }
    card.push(format!("{} of {} items", number("done"), number("total")));
    let counts = job.get("counts").and_then(Json::as_object).into_iter().flatten();
    card.extend(counts.map(|(verdict, count)| format!("  {verdict:<10} {count}")));
    card.extend(job.get("message").and_then(Json::as_str).map(str::to_owned));
    card.extend(job.get("undoes").and_then(Json::as_str).map(|id| format!("takes back job {id}")));
    card.join("\n")
}

pub(super) fn text(object: &Json, member: &str) -> String {
    match object.get(member) {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}
