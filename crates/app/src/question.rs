//! A question as people and programs put it, with names resolved: the one place where texts become what the engine
//! takes, so that the command line, REST, AuthZEN and world files cannot read the same words differently.

use std::sync::Arc;

use bailiwick_model::{CompanyId, IdKind, Operation, PermissionName, Value};
use bailiwick_policy::{
    AskError, Asker, Attributes, DirectoryRecords, Moment, UserNumber,
    records::{Overlay, Records, RecordsError, Row, value_from_json},
    schema::{FieldId, ModelId},
};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::state::State;

/// When a question is asked.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// At this moment, seconds from 1970 in UTC.
    At(i64),
    /// On this day, wherever the user lives.
    On(Date),
}

/// A question in words.
#[derive(Clone, Debug)]
pub struct Question<'q> {
    /// Login of the user it is about.
    pub user: &'q str,
    /// When.
    pub when: When,
    /// The companies it is asked for; all the user's when empty.
    pub companies: &'q [CompanyId],
    /// Attributes that came along.
    pub attributes: Option<&'q Attributes>,
}

/// Why a question cannot be answered at all. A denial is not among them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// Nobody has that login.
    #[error("there is no user {0:?}; users are known by login")]
    NoUser(String),
    /// No model has that name.
    #[error("there is no model {0:?}; describe it under models")]
    NoModel(String),
    /// The word is no operation, no action of the model and no permission.
    #[error(
        "{action:?} is nothing that can be done to {model}; use create, read, update, delete, one of its actions \
         ({actions}) or a permission such as feature:export"
    )]
    NoAction {
        /// The word.
        action: String,
        /// The model.
        model: String,
        /// The model's custom actions.
        actions: String,
    },
    /// The id cannot be one of the model's.
    #[error("{id:?} is no id of {model}, whose ids are numbers")]
    NoId {
        /// The id.
        id: String,
        /// The model.
        model: String,
    },
    /// Fields or values that do not fit the model.
    #[error("{}", .0.iter().map(|misfit| misfit.what.as_str()).collect::<Vec<_>>().join("\n"))]
    Values(Vec<Misfit>),
    /// The companies are not the user's.
    #[error(transparent)]
    Companies(#[from] AskError),
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

/// A field or value of a question that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Where in the question.
    pub part: Part,
    /// What is wrong, and how to mend it.
    pub what: String,
}

/// A part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The question as a whole.
    Whole,
    /// The value that this field would get.
    Value(String),
    /// One of the fields that are touched, by its place in the list.
    Field(usize),
    /// A supplied attribute of the record.
    Attribute(String),
}

impl QuestionError {
    /// The question as a whole does not fit.
    pub(crate) fn unfit(what: impl Into<String>) -> Self {
        Self::Values(vec![Misfit { part: Part::Whole, what: what.into() }])
    }

    /// The model has no such field.
    pub(crate) fn no_field(model: &str, name: &str, part: Part) -> Self {
        Self::Values(vec![Misfit { part, what: format!("model {model} has no field {name:?}") }])
    }
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// One of the four operations on records of a model.
    Operation(ModelId, Operation),
    /// A named right; actions of a model are named `action:<model>.<name>`.
    Permission(PermissionName, Option<ModelId>),
}

/// A question with its user found.
pub struct Asked<'s> {
    /// What it is answered from.
    pub state: &'s State,
    /// Who.
    pub user: UserNumber,
    /// When.
    pub moment: Moment,
    companies: Vec<CompanyId>,
    attributes: Option<Attributes>,
}

impl State {
    /// Finds the user of a question.
    ///
    /// # Errors
    /// When there is no such user.
    pub fn ask(&self, question: &Question<'_>) -> Result<Asked<'_>, QuestionError> {
        let user = self.snapshot.find_user(question.user);
        let user = user.ok_or_else(|| QuestionError::NoUser(question.user.to_owned()))?;
        Ok(Asked {
            state: self,
            user,
            moment: self.moment(question.when),
            companies: question.companies.to_vec(),
            attributes: question.attributes.cloned(),
        })
    }

    /// The moment of a question.
    #[must_use]
    pub fn moment(&self, when: When) -> Moment {
        match when {
            When::At(now) => Moment::at(&self.snapshot, now),
            When::On(date) => Moment::on(&self.snapshot, date),
        }
    }

    /// A model by name.
    ///
    /// # Errors
    /// When there is no such model.
    pub fn model(&self, name: &str) -> Result<ModelId, QuestionError> {
        self.snapshot.schema().find(name).ok_or_else(|| QuestionError::NoModel(name.to_owned()))
    }

    /// What a word means on a model: an operation, one of its actions, or a permission.
    ///
    /// # Errors
    /// When it means nothing.
    pub fn target(&self, model: ModelId, action: &str) -> Result<Target, QuestionError> {
        if let Ok(operation) = action.parse::<Operation>() {
            return Ok(Target::Operation(model, operation));
        }
        let info = self.snapshot.schema().model(model);
        if info.actions.contains_key(action)
            && let Ok(name) = format!("action:{}.{action}", info.name).parse()
        {
            return Ok(Target::Permission(name, Some(model)));
        }
        if let Ok(name) = action.parse::<PermissionName>() {
            return Ok(Target::Permission(name, Some(model)));
        }
        Err(self.no_action(model, action))
    }

    /// The word means nothing on a model.
    pub(crate) fn no_action(&self, model: ModelId, action: &str) -> QuestionError {
        let info = self.snapshot.schema().model(model);
        let actions: Vec<&str> = info.actions.keys().map(|a| a.as_str()).collect();
        QuestionError::NoAction {
            action: action.to_owned(),
            model: info.name.to_string(),
            actions: if actions.is_empty() { "it has none".into() } else { actions.join(", ") },
        }
    }

    /// A record id as the model has them.
    ///
    /// # Errors
    /// When the text is no number where ids are numbers.
    pub fn record_id(&self, model: ModelId, text: &str) -> Result<Value, QuestionError> {
        let info = self.snapshot.schema().model(model);
        match info.id_kind() {
            IdKind::Text => Ok(Value::text(text)),
            // One spelling per id, or callers that remember answers by the text would have several for one record.
            IdKind::Integer => text
                .parse::<i64>()
                .ok()
                .filter(|_| is_plain(text))
                .map(Value::Int)
                .ok_or_else(|| QuestionError::NoId { id: text.to_owned(), model: info.name.to_string() }),
        }
    }

    /// Values by field name as a row: those of `start`, then `values` over them.
    ///
    /// # Errors
    /// When a field is unknown or a value does not fit; every fault is listed.
    pub fn row(
        &self,
        model: ModelId,
        start: Option<&Row>,
        values: &Map<String, Json>,
    ) -> Result<Row, QuestionError> {
        self.row_of(model, start, values.iter(), Part::Value).map(Row::from)
    }

    /// As [`State::row`]; `part` says what the values are of the question.
    fn row_of<'v>(
        &self,
        model: ModelId,
        start: Option<&Row>,
        values: impl Iterator<Item = (&'v String, &'v Json)>,
        part: fn(String) -> Part,
    ) -> Result<Vec<Value>, QuestionError> {
        let schema = self.snapshot.schema();
        let info = schema.model(model);
        let mut row = start.map_or_else(|| vec![Value::Null; info.fields.len()], |r| r.to_vec());
        let mut faults = Vec::new();
        for (name, json) in values {
            let Some(field) = info.field(name) else {
                let what = format!("model {} has no field {name:?}", info.name);
                faults.push(Misfit { part: part(name.clone()), what });
                continue;
            };
            match value_from_json(schema, model, field, json) {
                Ok(value) => {
                    if let Some(slot) = row.get_mut(field.slot()) {
                        *slot = value;
                    }
                }
                Err(error) => faults.push(Misfit { part: part(name.clone()), what: error.to_string() }),
            }
        }
        if faults.is_empty() { Ok(row) } else { Err(QuestionError::Values(faults)) }
    }
}

/// Whether a number is spelt as it is printed.
fn is_plain(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    number == "0" || !digits.starts_with(['0', '+'])
}

/// A record as a request sees it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its values.
    pub row: Row,
    /// Whether some of them came with the request, so that others must be shown them through an [`Overlay`].
    pub supplied: bool,
}

impl State {
    /// The record's values as they are kept, directory records included.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn stored(&self, moment: &Moment, model: ModelId, id: &Value) -> Result<Option<Row>, QuestionError> {
        let view = DirectoryRecords::new(&self.snapshot, &*self.records, moment);
        Ok(view.row(model, id)?)
    }

    /// The record of a request: what is kept, completed by those supplied attributes that the model accepts. What is
    /// kept wins, unless the model says otherwise. `None` when nothing is kept and nothing acceptable was supplied.
    ///
    /// # Errors
    /// When the records cannot be read or an accepted attribute does not fit its field.
    pub fn record(
        &self,
        moment: &Moment,
        model: ModelId,
        id: &Value,
        supplied: Option<&Map<String, Json>>,
    ) -> Result<Option<Record>, QuestionError> {
        let info = self.snapshot.schema().model(model);
        let stored = self.stored(moment, model, id)?;
        // What is kept wins, and what is kept as "not set" is kept too.
        let counts = info.accepts.overrides_stored || stored.is_none();
        let mut accepted = supplied
            .filter(|_| counts)
            .into_iter()
            .flatten()
            .filter(|(name, _)| info.accepts.resource.iter().any(|f| f.as_str() == *name))
            .peekable();
        if accepted.peek().is_none() {
            return Ok(stored.map(|row| Record { row, supplied: false }));
        }
        let mut row = self.row_of(model, stored.as_ref(), accepted, Part::Attribute)?;
        if let Some(slot) = row.get_mut(FieldId::ID.slot()) {
            *slot = id.clone();
        }
        Ok(Some(Record { row: row.into(), supplied: true }))
    }

    /// The records of the state with one of them replaced, so that relations see the values under decision too.
    #[must_use]
    pub fn overlay(&self, model: ModelId, row: &Row) -> Overlay<'_> {
        let mut overlay = Overlay::new(&*self.records);
        overlay.put(model, Arc::clone(row));
        overlay
    }
}

impl<'s> Asked<'s> {
    /// The user, asking; `records` are those of the state, or an [`Overlay`] of them.
    ///
    /// # Errors
    /// When the companies of the question are not the user's.
    pub fn asker<'a>(&'a self, records: &'a dyn Records) -> Result<Asker<'a>, QuestionError> {
        let asker = self.state.snapshot.asker(self.user, &self.moment, records);
        let asker = asker.for_companies(&self.companies)?;
        Ok(match &self.attributes {
            Some(attributes) => asker.with_attributes(attributes),
            None => asker,
        })
    }

    /// The record's values as they are kept, directory records included.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn stored(&self, model: ModelId, id: &Value) -> Result<Option<Row>, QuestionError> {
        self.state.stored(&self.moment, model, id)
    }

    /// The record of a request, see [`State::record`].
    ///
    /// # Errors
    /// As there.
    pub fn record(
        &self,
        model: ModelId,
        id: &Value,
        supplied: Option<&Map<String, Json>>,
    ) -> Result<Option<Row>, QuestionError> {
        Ok(self.state.record(&self.moment, model, id, supplied)?.map(|record| record.row))
    }

    /// The records of the state with one of them replaced, so that relations see the values under decision too.
    #[must_use]
    pub fn overlay(&self, model: ModelId, row: &Row) -> Overlay<'_> {
        self.state.overlay(model, row)
    }
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_number_has_one_spelling() {
        for number in ["0", "7", "-7", "10", "-9223372036854775808"] {
            assert!(is_plain(number), "{number}");
            assert_eq!(number.parse::<i64>().unwrap().to_string(), number);
        }
        for number in ["-0", "00", "07", "-07", "+7", "+0"] {
            assert!(!is_plain(number), "{number}");
            assert_ne!(number.parse::<i64>().unwrap().to_string(), number);
        }
    }
}
