//! `who-can`: everybody who may do this.

use bailiwick_app::decisions::Query;
use clap::Args;
use serde_json::json;

use super::{Context, Outcome, Trouble, answers::Asking, show};

/// Everybody who may do this.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick who-can approve reg.household 1
  bailiwick who-can delete reg.household
  bailiwick who-can feature:export")]
pub(crate) struct WhoCan {
    /// create, read, update, delete, an action of the model, or a permission such as module:NAME.
    action: String,
    /// The kind of record; not needed for a permission.
    model: Option<String>,
    /// The record's id; without one: to some record of the model.
    record: Option<String>,
    /// List at most so many users.
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    #[command(flatten)]
    asking: Asking,
}

impl WhoCan {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let query = Query {
            action: &self.action,
            model: self.model.as_deref(),
            record: self.record.as_deref(),
            ..Query::default()
        };
        let slice = answers
            .ask(&answers.state, false, |evaluator| evaluator.subjects(&query, None, self.limit))??;
        if context.json() {
            return Ok(Outcome::done(show::json(&json!({ "users": slice.found, "more": slice.more }))?));
        }
        if slice.found.is_empty() {
            return Ok(Outcome::done("nobody"));
        }
        let snapshot = &answers.state.snapshot;
        let name = |login: &str| {
            snapshot.find_user(login).and_then(|user| snapshot.user_name(user)).unwrap_or_default()
        };
        let rows = slice.found.iter().map(|login| vec![(*login).to_owned(), name(login).to_owned()]);
        let mut text = show::table(&["user", "name"], rows);
        if slice.more {
            text.push_str("\nThere are more; raise --limit to see them.");
        }
        Ok(Outcome::done(text))
    }
}
