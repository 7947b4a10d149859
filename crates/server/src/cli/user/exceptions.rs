//! `user groups` and `user override`: what somebody has beside roles.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::NOUN;
use crate::cli::{
    Context, Outcome, Trouble,
    noun::text,
    office::{Ask, Office, told},
    show,
};

/// Gives groups without a role, or takes them.
#[derive(Debug, Args)]
#[command(after_help = "\
Without --add and --remove, the groups are listed.

Examples:
  bailiwick user groups asha
  bailiwick user groups asha --add reg.viewer --remove reg.registrar")]
pub(crate) struct Groups {
    /// Login.
    login: String,
    /// Give this group.
    #[arg(long, value_name = "GROUP")]
    add: Vec<String>,
    /// Take this group.
    #[arg(long, value_name = "GROUP")]
    remove: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Exceptions of a user.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user override asha list
  bailiwick user override asha add '{\"effect\": \"deny\", \"model\": \"reg.household\", \"operations\": [\"update\"], \"reason\": \"Under review\"}'
  bailiwick user override asha end 7")]
pub(crate) struct Exceptions {
    /// Login.
    login: String,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List them, each with its number.
    List,
    /// Make one.
    Add(Add),
    /// Have one count no longer, from today on.
    End(Numbered),
    /// Take one away, as if it had never been.
    Remove(Numbered),
}

/// Makes an exception.
#[derive(Debug, Args)]
struct Add {
    /// The exception as JSON, as documents write it.
    exception: String,
    /// Say what the user would gain or lose, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Names an exception.
#[derive(Debug, Args)]
struct Numbered {
    /// Its number, as `list` prints it.
    number: i64,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl Groups {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { login, add, remove, dry_run } = self;
        let user = office.ask(Ask::new(Method::GET, NOUN.path(&login)))?;
        let had = user.get("groups").and_then(Json::as_array).into_iter().flatten();
        let mut groups: Vec<String> = had.filter_map(Json::as_str).map(str::to_owned).collect();
        if let Some(absent) = remove.iter().find(|group| !groups.contains(group)) {
            return Err(Trouble::Usage(format!(
                "{login} has no group {absent:?} directly; see `bailiwick user groups {login}`"
            )));
        }
        if add.is_empty() && remove.is_empty() {
            return told(context, &json!(groups), |_| groups.join("\n"));
        }
        groups.retain(|group| !remove.contains(group));
        for group in add {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let ask = Ask::new(Method::PUT, format!("{}/groups", NOUN.path(&login)));
        let changed = office.ask(ask.dry(dry_run).body(json!({ "groups": groups })))?;
        told(context, &changed, |_| {
            let has = if dry_run { "would have" } else { "has" };
            let list = if groups.is_empty() { "none".to_owned() } else { groups.join(", ") };
            format!("{login} {has} directly: {list}")
        })
    }
}

impl Exceptions {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let all = format!("{}/overrides", NOUN.path(&self.login));
        match self.verb {
            Verb::List => {
                let page = office.ask(Ask::new(Method::GET, all))?;
                told(context, page.get("items").unwrap_or(&Json::Null), list)
            }
            Verb::Add(Add { exception, dry_run }) => {
                let body: Json = serde_json::from_str(&exception).map_err(|error| {
                    Trouble::Usage(format!("the exception is not JSON ({error}); see --help for an example"))
                })?;
                let made = office.ask(Ask::new(Method::POST, all).dry(dry_run).body(body))?;
                told(context, &made, |made| match made.get("id") {
                    Some(number) if !dry_run => format!("made, number {number}"),
                    _ => "it could be made".to_owned(),
                })
            }
            Verb::End(Numbered { number, dry_run }) => {
                office.ask(Ask::new(Method::POST, format!("{all}/{number}/end")).dry(dry_run))?;
                Ok(Outcome::done(if dry_run { "it could be ended" } else { "ended" }))
            }
            Verb::Remove(Numbered { number, dry_run }) => {
                office.ask(Ask::new(Method::DELETE, format!("{all}/{number}")).dry(dry_run))?;
                Ok(Outcome::done(if dry_run { "it could be taken away" } else { "taken away" }))
            }
        }
    }
}

/// Exceptions for people: what has a column, and the rest as it is written.
fn list(items: &Json) -> String {
    const COLUMNS: [&str; 4] = ["effect", "from", "to", "reason"];
    let rows = items.as_array().into_iter().flatten().map(|item| {
        let mut about = item.get("override").cloned().unwrap_or_default();
        let [effect, from, to, reason] = COLUMNS.map(|column| text(&about, column));
        if let Some(members) = about.as_object_mut() {
            members.retain(|name, _| !COLUMNS.contains(&name.as_str()));
        }
        let counts = if item.get("enabled") == Some(&Json::Bool(true)) { "yes" } else { "no" };
        let number = item.get("id").map(ToString::to_string).unwrap_or_default();
        vec![number, effect, about.to_string(), from, to, counts.to_owned(), reason]
    });
    show::table(&["number", "effect", "about", "from", "to", "counts today", "why"], rows)
}
