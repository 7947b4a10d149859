//! Jobs in plain words.

use bailiwick_protocol::rest::{ItemFault, JobItemView, JobView};

use super::super::{page::Page, users::person};
use crate::language::Words;

/// The verdicts that items come to, in the order in which they are told.
const VERDICTS: [(&str, &str); 7] = [
    ("created", "ok"),
    ("changed", "ok"),
    ("unchanged", ""),
    ("skipped", ""),
    ("partly", "warn"),
    ("not_done", "warn"),
    ("refused", "bad"),
];

/// A job in a list.
pub(super) struct JobRow {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) made: String,
    pub(super) state: State,
    pub(super) done: i64,
    pub(super) total: i64,
    pub(super) progress: String,
}

/// Where a job stands.
pub(super) struct State {
    pub(super) class: &'static str,
    pub(super) text: String,
}

/// How many items came to a verdict.
pub(super) struct Count {
    pub(super) text: String,
    pub(super) class: &'static str,
    pub(super) count: u64,
    pub(super) href: String,
    pub(super) is_here: bool,
}

/// What came of an item.
pub(super) struct ItemRow {
    pub(super) number: i64,
    pub(super) object: String,
    pub(super) href: Option<String>,
    pub(super) class: &'static str,
    pub(super) verdict: String,
    pub(super) faults: Vec<ItemFault>,
}

pub(super) fn rows(page: &Page, jobs: &[JobView]) -> Vec<JobRow> {
    let row = |job: &JobView| JobRow {
        href: format!("/jobs/{}", job.id),
        title: title(page, job),
        author: job.author.clone().unwrap_or_default(),
        made: page.at(job.made_us),
        state: state(page, job),
        done: job.done,
        total: job.total.max(1),
        progress: progress(page, job),
    };
    jobs.iter().map(row).collect()
}

/// What a job does.
pub(super) fn title(page: &Page, job: &JobView) -> String {
    let what = match job.kind.as_str() {
        "users.import" => "jobs-kind-import",
        "users.give_role" => "jobs-kind-give-role",
        "users.end_role" => "jobs-kind-end-role",
        "users.set_state" => "jobs-kind-set-state",
        "users.request_password_reset" => "jobs-kind-reset-password",
        "users.end_sessions" => "jobs-kind-end-sessions",
        "users.set_fields" => "jobs-kind-change",
        "undo" => "jobs-kind-undo",
        other => return other.to_owned(),
    };
    let what = page.text(what);
    if job.dry_run { page.with("jobs-tried", &Words::new().filled("what", what)) } else { what }
}

pub(super) fn state(page: &Page, job: &JobView) -> State {
    let class = match job.state.as_str() {
        "done" => "ok dot",
        "running" | "stopping" => "accent dot",
        "failed" => "bad dot",
        "stopped" => "warn dot",
        _ => "dot",
    };
    State { class, text: page.text(&format!("jobs-state-{}", job.state)) }
}

/// How far a job is.
pub(super) fn progress(page: &Page, job: &JobView) -> String {
    page.with("jobs-progress", &Words::new().count("done", job.done).count("total", job.total))
}

/// What the items that are done came to.
pub(super) fn counts(page: &Page, job: &JobView, shown: Option<&str>) -> Vec<Count> {
    let count = |(verdict, class): (&str, &'static str)| {
        let count = job.counts.get(verdict).copied().unwrap_or_default();
        let key = match (job.dry_run, verdict) {
            (true, "created" | "changed") => format!("jobs-would-{verdict}"),
            _ => format!("jobs-verdict-{}", verdict.replace('_', "-")),
        };
        (count > 0).then(|| Count {
            text: page.text(&key),
            class,
            count,
            href: format!("/jobs/{}?verdict={verdict}", job.id),
            is_here: shown == Some(verdict),
        })
    };
    VERDICTS.into_iter().filter_map(count).collect()
}

/// Whether there is a verdict of this name.
pub(super) fn is_verdict(text: &str) -> bool {
    VERDICTS.iter().any(|(verdict, _)| *verdict == text)
}

pub(super) fn item(page: &Page, job: &JobView, item: &JobItemView) -> ItemRow {
    let class = VERDICTS.iter().find(|(verdict, _)| *verdict == item.verdict).map_or("", |(_, class)| class);
    // Whoever was not made has no page.
    let is_there = !item.object.is_empty()
        && item.verdict != "refused"
        && item.verdict != "not_done"
        && !(job.dry_run && item.verdict == "created")
        && job.kind != "undo";
    let key = match (job.dry_run, item.verdict.as_str()) {
        (true, "created" | "changed") => format!("jobs-would-{}", item.verdict),
        _ => format!("jobs-verdict-{}", item.verdict.replace('_', "-")),
    };
    ItemRow {
        number: item.number,
        object: if item.object.is_empty() { cells(item) } else { item.object.clone() },
        href: is_there.then(|| person(&item.object)),
        class,
        verdict: page.text(&key),
        faults: item.faults.clone(),
    }
}

/// The first cells of a row that is about nobody who could be told.
fn cells(item: &JobItemView) -> String {
    let cells = item.source.as_ref().and_then(serde_json::Value::as_array).into_iter().flatten();
    let told = cells.filter_map(serde_json::Value::as_str).filter(|cell| !cell.is_empty());
    told.take(3).collect::<Vec<_>>().join(", ")
}
