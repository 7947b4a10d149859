//! Which fields may the user read or update?

use std::collections::BTreeMap;

use bailiwick_model::Operation;
use serde::Serialize;

use super::{
    DecisionError, Evaluator, Query,
    found::{About, Found},
};
use crate::question::Target;

/// What is asked about the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldsWanted {
    /// Reading, or one of the operations that write.
    pub operation: Operation,
}

/// The fields of a model, or of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldsAnswer {
    /// The operation asked about.
    pub operation: Operation,
    /// Every field: `yes`, `no`, or `somewhere` when the user may at some records only.
    pub fields: BTreeMap<String, &'static str>,
}

impl Evaluator<'_> {
    /// Every field of the query's model, or of its record, and whether the user may. The query's action is not looked
    /// at.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn fields(&mut self, query: &Query<'_>, wanted: FieldsWanted) -> Result<FieldsAnswer, DecisionError> {
        let answer = self.fields_of(query, wanted);
        let query = Query { action: wanted.operation.word(), ..*query };
        self.see_verdict(&query, &answer, |answer| {
            match answer.fields.values().any(|access| *access != "no") {
                true => (true, "fields.some"),
                false => (false, "fields.none"),
            }
        });
        answer
    }

    fn fields_of(&mut self, query: &Query<'_>, wanted: FieldsWanted) -> Result<FieldsAnswer, DecisionError> {
        let user = self.user(query.user)?;
        let found = Found::new(self, &Query { action: wanted.operation.word(), ..*query })?;
        let Target::Operation(model, operation) = found.target else { return Err(DecisionError::NoModel) };
        let info = self.state.snapshot.schema().model(model);
        if matches!(found.about, About::Missing) {
            // Nobody sees anything of a record that is not there.
            let fields = info.fields.iter().map(|field| (field.name.to_string(), "no")).collect();
            return Ok(FieldsAnswer { operation, fields });
        }
        let sight = found.sight(self.state);
        let asker = self.asker(user, sight.records(), found.attributes.as_ref())?;
        let fields = asker.fields(operation, model, found.row().map(|row| &**row))?;
        let named =
            fields.into_iter().map(|(field, access)| (info.info(field).name.to_string(), access.word()));
        Ok(FieldsAnswer { operation, fields: named.collect() })
    }
}
