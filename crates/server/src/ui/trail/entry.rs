//! `/audit/{sequence}`: one entry, what it changed, and what proves it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, EntryPage};
use bailiwick_model::audit::{AuditChange, AuditEntry, Values};
use serde_json::Value as Json;

use super::{
    super::{insider, page::Page, query::Query, shell::Shell},
    words::{self, Kind},
};
use crate::{
    http::{Gate, Named, Refusal},
    language::Words,
    ui::agent,
};

#[derive(Template)]
#[template(path = "trail_entry.html")]
struct EntryView<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    what: String,
    at: String,
    kind: String,
    tone: &'static str,
    is_sound: bool,
    rows: Vec<(&'static str, String)>,
    changes: Vec<Change>,
    hash: String,
    previous: String,
    text: String,
    older: Option<i64>,
    newer: Option<i64>,
    /// All of whoever did it, and all about what it was done to.
    by: String,
    about: String,
}

/// A field that differs.
struct Change {
    field: String,
    old: Option<String>,
    new: Option<String>,
    is_hidden: bool,
}

/// `GET /audit/{sequence}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(sequence): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let work = move |office: &Administration, ctx: &_| {
        // What is no number is no entry; whoever may see none is told so first.
        office.show_entry(ctx, sequence.parse().unwrap_or(i64::MIN))
    };
    let found = insider.administer(&gate, work).await??.value;
    shell.page.html(StatusCode::OK, &EntryView::of(&shell, found))
}

impl<'p> EntryView<'p> {
    fn of(shell: &'p Shell, found: EntryPage) -> Self {
        let page = &shell.page;
        let EntryPage { view, text, previous, is_sound, older, newer } = found;
        let entry = view.entry;
        let kind = Kind::of(&entry.action);
        let link = |name, value: String| Query::default().with(name, Some(&value)).link("/audit");
        Self {
            shell,
            page,
            title: page.with("trail-entry", &Words::new().count("number", entry.sequence)),
            what: words::what(page, &entry),
            at: page.moment(entry.at),
            kind: page.text(kind.text()),
            tone: kind.tone(&entry.action),
            is_sound,
            rows: rows(page, &entry),
            by: link("who", entry.actor.to_string()),
            about: link("what", entry.object.to_string()),
            changes: entry.changes.into_iter().map(Change::of).collect(),
            hash: view.hash.map(|hash| hash.to_string()).unwrap_or_default(),
            previous,
            text,
            older,
            newer,
        }
    }
}

/// What is known of it besides, each with the name of its text.
fn rows(page: &Page, entry: &AuditEntry) -> Vec<(&'static str, String)> {
    let origin = &entry.origin;
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let device = origin.device.as_deref().map(|device| agent::told(page, Some(device))).unwrap_or_default();
    let rows = [
        ("trail-who", words::actor(page, entry)),
        ("trail-on-behalf", entry.on_behalf.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("trail-object", entry.object.to_string()),
        ("trail-action", entry.action.to_string()),
        ("trail-reason", own(&entry.reason)),
        ("trail-address", own(&origin.address)),
        ("trail-device", device),
        ("trail-session", own(&origin.session)),
        ("trail-key", own(&origin.token)),
        ("trail-job", own(&origin.job)),
        ("trail-account", own(&origin.account)),
        ("trail-request", own(&entry.request_id)),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

impl Change {
    fn of(change: AuditChange) -> Self {
        let (old, new, is_hidden) = match change.values {
            Values::Shown { old, new } => (old.as_ref().map(told), new.as_ref().map(told), false),
            Values::Redacted => (None, None, true),
        };
        Self { field: change.field, old, new, is_hidden }
    }
}

/// A value for people.
fn told(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(values) if values.iter().all(|value| value.is_string()) => {
            values.iter().map(told).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
