//! `what-can`: what a user may do.

use bailiwick_app::decisions::Query;
use clap::Args;

use super::{Context, Outcome, Trouble, answers::Asking, show};

/// What a user may do.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick what-can asha
  bailiwick what-can asha reg.household 1")]
pub(crate) struct WhatCan {
    /// Login of the user.
    user: String,
    /// The kind of record; all when absent.
    model: Option<String>,
    /// The record's id; without one: to some record of the model.
    record: Option<String>,
    #[command(flatten)]
    asking: Asking,
}

impl WhatCan {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let query = Query {
            user: &self.user,
            model: self.model.as_deref(),
            record: self.record.as_deref(),
            ..Query::default()
        };
        let abilities = answers.ask(&answers.state, false, |evaluator| evaluator.abilities(&query))??;
        if context.json() {
            return Ok(Outcome::done(show::json(&abilities)?));
        }
        let models = abilities.models.into_iter().filter(|(_, deeds)| !deeds.is_empty());
        let mut rows: Vec<Vec<String>> = models.map(|(model, deeds)| vec![model, deeds.join(", ")]).collect();
        rows.extend(abilities.permissions.into_iter().flatten().map(|name| vec![name, "yes".to_owned()]));
        if rows.is_empty() {
            return Ok(Outcome::done("nothing"));
        }
        Ok(Outcome::done(show::table(&["on", "may"], rows)))
    }
}
