//! `user timeline` and `user note`.

use axum::http::Method;
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{path, text};
use crate::cli::{
    Context, Outcome, Trouble,
    office::{Ask, Office, told},
    show,
};

/// Shows what was done to a user.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user timeline asha
  bailiwick user timeline asha --limit 10 --json")]
pub(crate) struct Timeline {
    /// Login.
    login: String,
    /// So many entries at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
}

/// Writes a note.
#[derive(Debug, Args)]
#[command(after_help = "\
A note stays as it is: whoever was wrong writes another one.

Examples:
  bailiwick user note asha \"Called back about the lost laptop\"")]
pub(crate) struct Note {
    /// Login.
    login: String,
    /// What it says.
    text: String,
}

impl Timeline {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let ask = Ask::new(Method::GET, format!("{}/timeline", path(&self.login)));
        let page = office.ask(ask.with("limit", Some(self.limit)))?;
        told(context, page.get("items").unwrap_or(&Json::Null), |items| {
            let rows = items.as_array().into_iter().flatten().filter_map(|item| item.get("entry"));
            show::table(&["number", "when", "who", "what", "changes", "why"], rows.map(row))
        })
    }
}

impl Note {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let ask = Ask::new(Method::POST, format!("{}/notes", path(&self.login)));
        let entry = office.ask(ask.body(json!({ "text": self.text })))?;
        told(context, &entry, |_| format!("noted on {}", self.login))
    }
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
