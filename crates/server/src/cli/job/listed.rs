//! Lists of jobs and of their items.

use axum::http::Method;
use clap::Args;
use serde_json::Value as Json;

use super::{awaited::row, path, text};
use crate::cli::{
    Context, Outcome, Trouble,
    office::{Ask, Office, told},
    show,
};

/// Lists jobs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick job list --domain \"[('state', 'in', ['waiting', 'running'])]\"
  bailiwick job list --search import --json")]
pub(crate) struct List {
    /// A filter in the domain language, on the fields of bailiwick.job.
    #[arg(long)]
    domain: Option<String>,
    /// Parts of kinds and authors.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// So many at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// All of them, page after page.
    #[arg(long)]
    all: bool,
}

/// Lists the items of a job.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick job items 00000007 --verdict refused --all
  bailiwick job items 00000007 --domain \"[('object', 'like', 'asha')]\" --json")]
pub(crate) struct Items {
    /// Id of the job.
    id: String,
    /// Only items that came to this: created, changed, unchanged, skipped, refused, not_done or partly.
    #[arg(long)]
    verdict: Option<String>,
    /// A filter in the domain language over number, object and verdict.
    #[arg(long)]
    domain: Option<String>,
    /// So many at most.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
    /// All of them, page after page.
    #[arg(long)]
    all: bool,
}

impl List {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { domain, search, limit, all } = self;
        let ask = || {
            Ask::new(Method::GET, "/api/v1/jobs")
                .with("domain", domain.as_deref())
                .with("search", search.as_deref())
                .with("order", Some("-id"))
                .with("limit", Some(if all { 500 } else { limit }))
        };
        let (items, more) = pages(office, all, ask)?;
        told(context, &Json::Array(items), |jobs| {
            let columns = ["id", "kind", "state", "author", "done", "total", "dry_run", "message"];
            let rows = jobs.as_array().into_iter().flatten();
            let rows = rows.map(|job| columns.map(|column| text(job, column)).to_vec());
            with_hint(show::table(&columns, rows), more)
        })
    }
}

impl Items {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { id, verdict, domain, limit, all } = self;
        let ask = || {
            Ask::new(Method::GET, format!("{}/items", path(&id)))
                .with("verdict", verdict.as_deref())
                .with("domain", domain.as_deref())
                .with("limit", Some(if all { 1_000 } else { limit }))
        };
        let (items, more) = pages(office, all, ask)?;
        told(context, &Json::Array(items), |items| {
            let rows = items.as_array().into_iter().flatten().map(row);
            with_hint(show::table(&["item", "user", "verdict", "why"], rows), more)
        })
    }
}

/// The first page, or all of them, and whether there is more.
fn pages<'a>(office: &Office, all: bool, ask: impl Fn() -> Ask<'a>) -> Result<(Vec<Json>, bool), Trouble> {
    let (mut items, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let mut page = office.ask(ask().with("cursor", cursor.as_deref()))?;
        if let Some(found) = page.get_mut("items").and_then(Json::as_array_mut) {
            items.append(found);
        }
        cursor = page.get("next_cursor").and_then(Json::as_str).map(str::to_owned);
        if cursor.is_none() || !all {
            return Ok((items, cursor.is_some()));
        }
    }
}

fn with_hint(table: String, more: bool) -> String {
    if more { format!("{table}\nThere are more; take --all, or a filter.") } else { table }
}
