//! `search`: the records that a user finds with a domain.

use bailiwick_app::{QuestionError, decisions::Query};
use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    Asker, FieldAccess, SearchError,
    filter::{Filter, Matcher, json},
    records::Listing,
    schema::{FieldId, ModelId},
};
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
        // One more than is shown tells whether there are more.
        let wanted = self.limit.saturating_add(1);
        let with = asker.matcher();
        let (moment, zone) = (&asked.moment, with.zone);
        let listing = Listing { model, filter: &filter, moment, zone, after: None, limit: Some(wanted) };
        let mut ids = match answers.state.records.list(&listing).map_err(QuestionError::from)? {
            Some(ids) => ids,
            None => matching(with, model, &filter, wanted)?,
        };
        let more = ids.len() == wanted;
        ids.truncate(self.limit);
        let (texts, read) = (shown(&ids), Operation::Read.word());
        let query = Query { user: &self.user, action: read, model: Some(&self.model), ..Query::default() };
        answers.ask(&answers.state, false, |evaluator| evaluator.searched(&query, &texts, more))?;
        if context.json() {
            let ids: Vec<_> = ids.iter().map(json::value).collect();
            return Ok(Outcome::done(show::json(&json!({ "ids": ids, "more": more }))?));
        }
        let mut rows = Vec::with_capacity(ids.len());
        for (id, text) in ids.iter().zip(texts) {
            rows.push(vec![text, name(&asker, model, id)?]);
        }
        let mut text = show::table(&["id", "name"], rows);
        if more {
            text.push_str("\nThere are more; raise --limit to see them.");
        }
        Ok(Outcome::done(text))
    }
}

/// Ids as they are written.
fn shown(ids: &[Value]) -> Vec<String> {
    ids.iter().map(|id| json::value(id).to_string().trim_matches('"').to_owned()).collect()
}

/// The first records that match, where the source cannot find them by itself.
fn matching(
    with: Matcher<'_>,
    model: ModelId,
    filter: &Filter,
    most: usize,
) -> Result<Vec<Value>, QuestionError> {
    let mut found = Vec::new();
    for id in with.records.ids(model)? {
        let row = with.records.row(model, &id)?;
        if row.map_or(Ok(false), |row| filter.matches(with, model, &row))? {
            found.push(id);
        }
        if found.len() == most {
            break;
        }
    }
    Ok(found)
}

/// What a record is called, as far as the user may read it.
fn name(asker: &Asker<'_>, model: ModelId, id: &Value) -> Result<String, Trouble> {
    let with = asker.matcher();
    let Some(row) = with.records.row(model, id).map_err(QuestionError::from)? else {
        return Ok(String::new());
    };
    let readable = asker.fields(Operation::Read, model, Some(&row));
    let readable = readable.map_err(|error| Trouble::Environment(error.to_string()))?;
    let may_read = |field: &FieldId| readable.contains(&(*field, FieldAccess::Yes));
    let shown = with.schema.model(model).display.iter().filter(|field| may_read(field));
    let names = shown.filter_map(|field| match row.get(field.slot()) {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    });
    Ok(names.collect::<Vec<_>>().join(" "))
}
