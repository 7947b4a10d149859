//! `fields`: what of a record a user may read or update.

use bailiwick_app::decisions::{FieldsWanted, Query};
use bailiwick_model::Operation;
use clap::Args;

use super::{Context, Outcome, Trouble, answers::Asking, show};

/// The fields that a user may read and update.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick fields asha reg.household
  bailiwick fields asha reg.household 1 --world examples/worlds/registry.yaml")]
pub(crate) struct Fields {
    /// Login of the user.
    user: String,
    /// The kind of record.
    model: String,
    /// The record's id; without one the question is about records of the model in general.
    record: Option<String>,
    #[command(flatten)]
    asking: Asking,
}

impl Fields {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let query = Query {
            user: &self.user,
            model: Some(&self.model),
            record: self.record.as_deref(),
            ..Query::default()
        };
        let of = |operation| {
            answers
                .ask(&answers.state, false, |evaluator| evaluator.fields(&query, FieldsWanted { operation }))
        };
        let (read, update) = (of(Operation::Read)??, of(Operation::Update)??);
        if context.json() {
            return Ok(Outcome::done(show::json(&[read, update])?));
        }
        let rows = read.fields.iter().map(|(name, access)| {
            let update = update.fields.get(name).copied().unwrap_or("no");
            vec![name.clone(), (*access).to_owned(), update.to_owned()]
        });
        Ok(Outcome::done(show::table(&["field", "read", "update"], rows)))
    }
}
