//! What was done to something, for people.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::{noun::text, show};

/// The entries of a page, newest first.
pub(super) fn table(items: &Json) -> String {
    let rows = items.as_array().into_iter().flatten().filter_map(|item| item.get("entry"));
    show::table(&["number", "when", "who", "what", "changes", "why"], rows.map(row))
}

fn row(entry: &Json) -> Vec<String> {
    let at = entry.get("at").and_then(Json::as_i64).and_then(|at| Timestamp::from_microsecond(at).ok());
    let when = at.map(|at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()).unwrap_or_default();
    let actor = entry.get("actor").unwrap_or(&Json::Null);
    let who = match text(actor, "id") {
        id if id.is_empty() => text(actor, "kind"),
        id => format!("{}:{id}", text(actor, "kind")),
    };
    let changes = entry.get("changes").and_then(Json::as_array).into_iter().flatten().map(change);
    let changes = changes.collect::<Vec<_>>().join("; ");
    let number = entry.get("sequence").map(ToString::to_string).unwrap_or_default();
    vec![number, when, who, text(entry, "action"), changes, text(entry, "reason")]
}

fn change(change: &Json) -> String {
    let field = text(change, "field");
    let value = |name: &str| match change.get(name) {
        None => "nothing".to_owned(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    match (change.get("redacted"), change.get("old")) {
        (Some(_), _) => format!("{field}: not shown"),
        (None, None) => format!("{field}: {}", value("new")),
        (None, Some(_)) => format!("{field}: {} → {}", value("old"), value("new")),
    }
}
