//! `/users/{login}/activity`: what was done to an account, and notes about it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::Subject;
use bailiwick_model::audit::{Actor, AuditAction, AuditChange, Values};
use bailiwick_protocol::rest::EntryView;
use serde_json::Value as Json;

use super::{
    administer, done,
    head::{Head, title},
    insider, meant,
};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    language::Words,
    ui::{faults::Faults, page::Page, query::Query, shell::Shell},
};

/// Entries on a page.
const PER_PAGE: usize = 30;
/// Letters of a value that are shown; the trail has all of it.
const LONGEST: usize = 300;

/// Kinds of what is done, and what the names of their actions begin with.
const KINDS: [(&str, &[&str]); 4] = [
    ("account", &["user", "picture"]),
    ("roles", &["role_line", "override"]),
    ("sign-in", &["session", "sign_in", "password", "factor", "device", "api_key"]),
    ("notes", &["note"]),
];

#[derive(Template)]
#[template(path = "person/activity.html")]
struct ActivityPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    writes: bool,
    note: String,
    entries: Vec<Entry>,
    kinds: Vec<(String, String, bool)>,
    older: Option<String>,
    newest: Option<String>,
}

struct Entry {
    icon: &'static str,
    tone: &'static str,
    who: String,
    /// What was done; where there is no text for it, its word.
    did: String,
    is_word: bool,
    when: String,
    number: String,
    reason: String,
    note: String,
    changes: Vec<Change>,
}

struct Change {
    field: String,
    old: String,
    new: String,
    is_secret: bool,
}

/// `GET /users/{login}/activity`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, &login, Faults::default()).await
}

/// `POST /users/{login}/notes`
pub(super) async fn note(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let text = insider.knock.field("text").unwrap_or_default().trim().replace("\r\n", "\n");
    let known = login.clone();
    let refused = match meant(&insider) {
        Ok(ctx) => {
            let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
                office.add_note(ctx, &Subject::User(known.clone()), &text)
            };
            match administer(&gate, &insider, ctx, work).await? {
                Ok(_) => return Ok(done(&login, "/activity", "person-noted")),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    page(&gate, &insider, &login, Faults::of(refused)?).await
}

async fn page(gate: &Gate, insider: &Insider, login: &str, faults: Faults) -> Result<Response, Refusal> {
    let query = Query::of(&insider.knock.uri);
    let before: Option<i64> = query.one("before").and_then(|before| before.parse().ok());
    let kind = KINDS.iter().find(|(name, _)| query.one("kind") == Some(name));
    let actions = kind.map_or(&[][..], |(_, actions)| actions);
    let known = login.to_owned();
    let (person, entries) = insider
        .administer(gate, move |office, ctx| office.person_timeline(ctx, &known, actions, before, PER_PAGE))
        .await??
        .value;
    let (entries, next) = entries;
    let shell = Shell::of(gate, insider).await?;
    let head = Head::of(&shell, &person, "activity");
    let path = format!("{}/activity", head.path);
    let status = faults.status();
    let shown = Query::default().with("kind", kind.map(|(name, _)| *name));
    let written = ActivityPage {
        title: title(&shell.page, "person-tab-activity", &head.name),
        writes: person.acts.change,
        note: insider.knock.field("text").unwrap_or_default().to_owned(),
        entries: entries.iter().map(|view| entry(&shell.page, view)).collect(),
        kinds: kinds(&shell.page, kind.map(|(name, _)| *name), &path),
        older: next.map(|next| shown.with("before", Some(&next.to_string())).link(&path)),
        newest: before.map(|_| shown.link(&path)),
        shell: &shell,
        page: &shell.page,
        head,
        faults,
    };
    shell.page.html(status, &written)
}

/// The ways to what is of one kind alone, by address, text and whether it is shown.
fn kinds(page: &Page, here: Option<&str>, path: &str) -> Vec<(String, String, bool)> {
    let of = |name: &str| {
        let href = Query::default().with("kind", Some(name)).link(path);
        (href, page.text(&format!("person-shown-{name}")), here == Some(name))
    };
    let all = (path.to_owned(), page.text("person-shown-all"), here.is_none());
    std::iter::once(all).chain(KINDS.iter().map(|(name, _)| of(name))).collect()
}

fn entry(page: &Page, view: &EntryView) -> Entry {
    let told = &view.entry;
    let action = told.action.as_str();
    let key = format!("person-did-{}", action.replace(['.', '_'], "-"));
    let did = page.text(&key);
    let is_word = did == key;
    let (icon, tone) = drawn(action);
    let is_note = told.action == AuditAction::NOTE_ADDED;
    let text = |change: &AuditChange| match &change.values {
        Values::Shown { new: Some(new), .. } => Some(text_of(new)),
        _ => None,
    };
    let note = if is_note { told.changes.iter().find_map(text) } else { None };
    let changes =
        if is_note { Vec::new() } else { told.changes.iter().map(|one| change(page, one)).collect() };
    let number = Words::new().exact("number", told.sequence.to_string());
    Entry {
        icon,
        tone,
        who: who(page, &told.actor),
        did: if is_word { action.to_owned() } else { did },
        is_word,
        when: page.at(told.at),
        number: page.with("person-entry-number", &number),
        reason: told.reason.clone().unwrap_or_default(),
        note: note.unwrap_or_default(),
        changes,
    }
}

fn who(page: &Page, actor: &Actor) -> String {
    match actor {
        Actor::User(login) => login.to_string(),
        Actor::Token(id) => page.with("person-actor-token", &Words::new().exact("id", id)),
        Actor::Machine => page.text("person-actor-machine"),
        Actor::System => "Bailiwick".to_owned(),
    }
}

/// The drawing for a kind of action, and its colour.
fn drawn(action: &str) -> (&'static str, &'static str) {
    let (kind, what) = action.split_once('.').unwrap_or((action, ""));
    match (kind, what) {
        ("note", _) => ("message", "accent"),
        ("role_line", _) => ("badge", "accent"),
        ("override", _) => ("sliders", "warn"),
        ("password", _) => ("lock", ""),
        ("factor", _) => ("shield", ""),
        ("session", "refused") => ("x", "bad"),
        ("session" | "sign_in" | "device", _) => ("laptop", ""),
        ("user", "created") => ("user-plus", "ok"),
        ("user", "invited") => ("send", ""),
        ("user", "state") => ("pause", "warn"),
        _ => ("edit", ""),
    }
}

fn change(page: &Page, change: &AuditChange) -> Change {
    let key = format!("person-field-{}", change.field.replace('_', "-"));
    let label = page.text(&key);
    let field = if label == key { change.field.clone() } else { label };
    match &change.values {
        Values::Redacted => {
            Change { field, old: String::new(), new: page.text("person-secret"), is_secret: true }
        }
        Values::Shown { old, new } => {
            let text = |value: &Option<Json>| value.as_ref().map(text_of).unwrap_or_default();
            Change { field, old: text(old), new: text(new), is_secret: false }
        }
    }
}

/// A value for people.
fn text_of(value: &Json) -> String {
    let text = match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join(", "),
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| format!("{name}: {}", text_of(value));
            members.iter().map(member).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_told_to_people() {
        for (value, text) in [
            (json!(null), ""),
            (json!("x"), "x"),
            (json!(["D1", "D2"]), "D1, D2"),
            (json!({"kind": "mobile", "number": "+1"}), "kind: mobile; number: +1"),
            (json!(true), "true"),
        ] {
            assert_eq!(text_of(&value), text);
        }
        let long = text_of(&json!("é".repeat(500)));
        assert_eq!(long.chars().count(), LONGEST + 1);
    }
}
