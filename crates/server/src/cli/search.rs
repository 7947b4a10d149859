//! `search`: the records that a user finds with a domain.

use bailiwick_app::QuestionError;
use bailiwick_model::Value;
use bailiwick_policy::{SearchError, filter::json};
use clap::Args;
use serde_json::json;

use super::{Context, Outcome, Trouble, answers::Asking, show};

/// The records that a user finds with a domain.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick search asha reg.household \"[('state', '=', 'draft')]\"
  bailiwick search asha reg.household \"[]\" --archived")]
pub(crate) struct Search {
    /// Login of the user.
    user: String,
    /// The kind of record.
    model: String,
    /// The domain; [] finds all.
    domain: String,
    /// Include archived records.
    #[arg(long)]
    archived: bool,
    /// List at most so many records.
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    #[command(flatten)]
    asking: Asking,
}

impl Search {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let question = bailiwick_app::Question {
            user: &self.user,
            when: answers.when,
            companies: &answers.companies,
            attributes: None,
        };
        let asked = answers.state.ask(&question)?;
        let asker = asked.asker(&*answers.state.records)?;
        let model = answers.state.model(&self.model)?;
        let refused = |error: SearchError| Trouble::Usage(error.to_string());
        let filter = asker.search(model, &self.domain, !self.archived).map_err(refused)?;
        let (with, display) = (asker.matcher(), &answers.state.snapshot.schema().model(model).display);
        let mut found: Vec<(Value, String)> = Vec::new();
        let mut more = false;
        for id in with.records.ids(model).map_err(QuestionError::from)? {
            let Some(row) = with.records.row(model, &id).map_err(QuestionError::from)? else { continue };
            if !filter.matches(with, model, &row).map_err(QuestionError::from)? {
                continue;
            }
            if found.len() == self.limit {
                more = true;
                break;
            }
            let names = display.iter().filter_map(|field| match row.get(field.slot()) {
                Some(Value::Text(text)) => Some(text.to_string()),
                _ => None,
            });
            found.push((id, names.collect::<Vec<_>>().join(" ")));
        }
        if context.json() {
            let ids: Vec<_> = found.iter().map(|(id, _)| json::value(id)).collect();
            return Ok(Outcome::done(show::json(&json!({ "ids": ids, "more": more }))?));
        }
        let rows = found
            .into_iter()
            .map(|(id, name)| vec![json::value(&id).to_string().trim_matches('"').to_owned(), name]);
        let mut text = show::table(&["id", "name"], rows);
        if more {
            text.push_str("\nThere are more; raise --limit to see them.");
        }
        Ok(Outcome::done(text))
    }
}
