//! Which records a rule's domain matches, tried before the rule is there.

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    DirectoryRecords,
    domain::{EvalError, build_rule},
    filter::Filter,
    records::{Listing, Records, Row},
    schema::{FieldId, ModelId},
};

use super::{Caller, DecisionError, Evaluator, Query, Slice, reverse::id_text, seen::Came};

/// A record that a domain matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its id.
    pub id: String,
    /// Its name, where the caller may read it.
    pub name: Option<String>,
}

impl Evaluator<'_> {
    /// The records of the query's model that a domain matches where the query's user asks, without regard to his rights. A rule's
    /// domain reads everything, so this is for whoever may write rules: callers make sure of that. The first `named` come with
    /// their names.
    ///
    /// # Errors
    /// When the question has no answer, or the domain cannot be read.
    pub fn matching(
        &mut self,
        query: &Query<'_>,
        domain: &str,
        limit: usize,
        named: usize,
    ) -> Result<Slice<Match>, DecisionError> {
        let slice = self.matched(query, domain, limit)?;
        self.see(query, Came::Records(&slice.found, slice.more));
        let model = self.state.model(query.model.ok_or(DecisionError::NoModel)?)?;
        let mut found = Vec::with_capacity(slice.found.len());
        for (at, id) in slice.found.into_iter().enumerate() {
            let name = if at < named { self.name(model, &id)? } else { None };
            found.push(Match { id, name });
        }
        Ok(Slice { found, more: slice.more })
    }

    fn matched(
        &mut self,
        query: &Query<'_>,
        domain: &str,
        limit: usize,
    ) -> Result<Slice<String>, DecisionError> {
        let user = self.user(query.user)?;
        let model = self.state.model(query.model.ok_or(DecisionError::NoModel)?)?;
        let schema = self.state.snapshot.schema();
        let asker = self.asker(user, &*self.state.records, None)?;
        let domain = build_rule(schema, model, domain).map_err(|error| EvalError(error.to_string()))?;
        let filter = domain.bind(schema, model, &asker)?;
        let zone = asker.matcher().zone;
        let listing = Listing {
            model,
            filter: &filter,
            moment: &self.moment,
            zone,
            after: None,
            limit: Some(limit.saturating_add(1)),
        };
        if filter == Filter::Nothing {
            return Ok(Slice { found: Vec::new(), more: false });
        }
        if let Some(slice) = self.listed(listing, None)? {
            return Ok(slice);
        }
        let info = schema.model(model);
        let records = DirectoryRecords::new(&self.state.snapshot, &*self.state.records, &self.moment);
        let mut found = Vec::new();
        for id in records.ids(model)? {
            let Some(row) = records.row(model, &id)? else { continue };
            if !filter.matches(asker.matcher(), model, &row)?
                || !self.caller.is_shown(info, &id, self.assumed)
            {
                continue;
            }
            if found.len() == limit {
                return Ok(Slice { found, more: true });
            }
            found.extend(id_text(&id));
        }
        Ok(Slice { found, more: false })
    }

    /// The name of a record, where the caller may read it.
    fn name(&self, model: ModelId, id: &str) -> Result<Option<String>, DecisionError> {
        let id = self.state.record_id(model, id)?;
        let records = DirectoryRecords::new(&self.state.snapshot, &*self.state.records, &self.moment);
        let Some(row) = records.row(model, &id)? else { return Ok(None) };
        let info = self.state.snapshot.schema().model(model);
        let may_read = match &self.caller {
            Caller::Machine => true,
            Caller::Application => false,
            Caller::User(person) => person.may_read(&info.name, &row, &info.display),
        };
        Ok(may_read.then(|| named(&row, &info.display)).flatten())
    }
}

fn named(row: &Row, display: &[FieldId]) -> Option<String> {
    let words = display.iter().filter_map(|field| match row.get(field.slot()) {
        Some(Value::Text(text)) => Some(text.to_string()),
        Some(Value::Int(number)) => Some(number.to_string()),
        _ => None,
    });
    let name = words.collect::<Vec<_>>().join(", ");
    (!name.is_empty()).then_some(name)
}

impl super::Person {
    /// Whether he may read these fields of a record, by what is in force now.
    fn may_read(&self, model: &str, row: &Row, fields: &[FieldId]) -> bool {
        let (Some(asker), Some(model)) = (self.asker(), self.model(model)) else { return false };
        asker.check_fields(Operation::Read, model, row, fields).allowed
    }
}
