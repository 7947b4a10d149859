//! What every question may bring along: a moment, companies, attributes, assumptions, a revision.

use std::sync::Arc;

use bailiwick_app::{
    Loaded, State, When,
    decisions::{Assumption, Brought, DecisionError, Evaluator, Given, Query, Seen, assume},
};
use bailiwick_model::CompanyId;
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value as Json, json};

use super::{error::refusal, members::Members};
use crate::http::{Gate, Received, Refusal};

/// What a question is asked under.
pub(super) struct Circumstances {
    pub(super) at_least: Option<u64>,
    as_of: Option<When>,
    companies: Vec<CompanyId>,
    assumption: Option<Assumption>,
    properties: Properties,
}

#[derive(Default)]
struct Properties {
    subject: Option<Map<String, Json>>,
    action: Option<Map<String, Json>>,
    resource: Option<Map<String, Json>>,
    context: Option<Map<String, Json>>,
}

impl Circumstances {
    /// Takes them out of a body.
    pub(super) fn take(body: &mut Members) -> Self {
        let as_of: Option<String> = body.take("as_of");
        let as_of = as_of.and_then(|text| {
            let when = when(&text);
            if when.is_none() {
                body.fault(
                    "as_of",
                    "is neither a day such as 2027-03-01 nor a moment such as 2027-03-01T08:00:00Z",
                );
            }
            when
        });
        let properties = body.inside("properties", |inner| Properties {
            subject: inner.take("subject"),
            action: inner.take("action"),
            resource: inner.take("resource"),
            context: inner.take("context"),
        });
        let assumption = body.inside("assume", |inner| Assumption {
            lines: inner.list("lines"),
            overrides: inner.list("overrides"),
            ..Assumption::default()
        });
        Self {
            at_least: body.take("at_least"),
            as_of,
            companies: body.list("companies"),
            assumption,
            properties: properties.unwrap_or_default(),
        }
    }

    /// The attributes that came along.
    pub(super) fn brought(&self) -> Brought<'_> {
        fn given(members: &Option<Map<String, Json>>) -> Given<'_> {
            members.as_ref().map_or(Given::Nothing, Given::Members)
        }
        let Properties { subject, action, resource, context } = &self.properties;
        Brought {
            subject: given(subject),
            action: given(action),
            resource: given(resource),
            context: given(context),
        }
    }

    /// Whether answering takes more than microseconds.
    pub(super) fn is_work(&self) -> bool {
        self.assumption.is_some()
    }

    /// A record or a page may be asked about under circumstances; what a text must say of them to tell two apart.
    pub(super) fn canonical(&self) -> Json {
        let Properties { subject, action, resource, context } = &self.properties;
        let companies: Vec<&str> = self.companies.iter().map(|c| c.as_str()).collect();
        json!([companies, format!("{:?}", self.as_of), subject, action, resource, context])
    }

    /// Asks under these circumstances. `user` is whom assumptions are about; what the trail is to be told comes into `seen`.
    pub(super) fn ask<T>(
        &self,
        gate: &Gate,
        loaded: &Loaded,
        received: &Received,
        user: &str,
        seen: &mut Vec<Seen>,
        ask: impl FnOnce(&mut Evaluator<'_>) -> Result<T, DecisionError>,
    ) -> Result<T, Refusal> {
        let (now, caller) = (received.now, received.told(gate));
        let assumed: Option<State> = match &self.assumption {
            Some(assumption) => {
                // What is wrong with an assumption would tell of whom it is about.
                caller.check_subject(user).map_err(|error| refusal(&error))?;
                let assumed = assume(loaded, &*gate.people, user, assumption.clone());
                Some(assumed.map_err(|error| refusal(&error))?)
            }
            None => None,
        };
        let evaluator = match (&assumed, self.as_of) {
            (None, None) => Evaluator::now(loaded, now),
            (None, Some(when)) => Evaluator::at(loaded, when),
            (Some(state), when) => Evaluator::at(state, when.unwrap_or(When::At(now))).assuming(),
        };
        let hypothetical = assumed.is_some() || self.as_of.is_some();
        let evaluator = evaluator.for_companies(&self.companies).asked_by(caller);
        let mut evaluator = evaluator.watched(loaded.watched(), hypothetical);
        let answer = ask(&mut evaluator);
        *seen = evaluator.seen();
        answer.map_err(|error| refusal(&error))
    }
}

fn when(text: &str) -> Option<When> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(When::At(moment.as_second()));
    }
    text.parse::<Date>().ok().filter(|_| text.len() == 10).map(When::On)
}

/// The words of a question.
pub(super) struct Words {
    pub(super) user: String,
    pub(super) action: String,
    pub(super) model: Option<String>,
    pub(super) record: Option<String>,
    pub(super) values: Option<Map<String, Json>>,
    pub(super) fields: Vec<String>,
}

impl Words {
    pub(super) fn query<'q>(&'q self, circumstances: &'q Circumstances) -> Query<'q> {
        Query {
            user: &self.user,
            action: &self.action,
            model: self.model.as_deref(),
            record: self.record.as_deref(),
            values: self.values.as_ref(),
            fields: &self.fields,
            brought: circumstances.brought(),
        }
    }
}

/// A record's id: a number or a text.
pub(super) fn record(body: &mut Members) -> Option<String> {
    match body.take::<Json>("record")? {
        Json::String(text) => Some(text),
        Json::Number(number) if number.is_i64() => Some(number.to_string()),
        _ => {
            body.fault("record", "is no id; ids are texts or whole numbers");
            None
        }
    }
}

/// The state that a question demands, and answers of it with the revision in them.
pub(super) async fn state(
    gate: &Gate,
    received: &Received,
    circumstances: &Circumstances,
) -> Result<Arc<Loaded>, Refusal> {
    match circumstances.at_least {
        Some(wanted) if received.loaded.revision < wanted => gate.state(Some(wanted)).await,
        _ => Ok(Arc::clone(&received.loaded)),
    }
}
