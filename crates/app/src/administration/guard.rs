//! What the engine says about Bailiwick's own objects, as conditions for the store.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, Value, audit::Actor};
use bailiwick_policy::{
    Asker, FieldAccess, Moment, SearchError, UserNumber,
    domain::{Scope, build_search},
    filter::{
        Filter, Matcher,
        sql::{self, Dialect, TreeForm},
    },
    records::{NoRecords, RecordsError, row_from_json},
    schema::ModelId,
};
use bailiwick_store::{
    Condition, Engine,
    own::{self, Own},
};
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json};

use super::{nobody::Nobody, refused::Refused};
use crate::{audit::Author, connected::sqlite_functions, state::State};

/// The actor as the engine sees him, in one state at one moment.
pub(crate) struct Guard {
    moment: Moment,
    who: Who,
}

/// Whose rights count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Nobody's: the machine's command line and the system itself are above them.
    Above,
    /// This user's.
    User(UserNumber),
    /// Somebody's who is not there: nothing is allowed.
    Unknown,
}

/// Records that the actor may do something with, to be printed as a condition.
pub(crate) struct Matching {
    model: ModelId,
    filter: Filter,
}

impl Guard {
    /// The author of something, in a state.
    pub(crate) fn new(state: &State, author: &Author) -> Self {
        let moment = Moment::at(&state.snapshot, author.at_us.div_euclid(1_000_000));
        let who = match &author.actor {
            Actor::Machine | Actor::System => Who::Above,
            Actor::User(login) => state.snapshot.find_user(login).map_or(Who::Unknown, Who::User),
            // A token that acts for nobody has no rights of its own.
            Actor::Token(_) => Who::Unknown,
        };
        Self { moment, who }
    }

    /// The moment that is asked at.
    pub(crate) fn moment(&self) -> &Moment {
        &self.moment
    }

    /// Whether rights are not looked at.
    pub(crate) fn is_above(&self) -> bool {
        self.who == Who::Above
    }

    /// Whether the actor's account may not be used now.
    pub(crate) fn is_shut_out(&self, state: &State) -> bool {
        !self.is_above() && !self.asker(state).is_some_and(|asker| asker.is_live())
    }

    /// The actor, where it is a user who is known.
    pub(crate) fn user(&self) -> Option<UserNumber> {
        match self.who {
            Who::User(number) => Some(number),
            Who::Above | Who::Unknown => None,
        }
    }

    /// The actor, asking; `None` where rights are not looked at or nobody asks.
    pub(crate) fn asker<'a>(&'a self, state: &'a State) -> Option<Asker<'a>> {
        match self.who {
            Who::User(number) => Some(state.snapshot.asker(number, &self.moment, &NoRecords)),
            Who::Above | Who::Unknown => None,
        }
    }

    /// The objects of a kind on which the actor may do something.
    pub(crate) fn may(&self, state: &State, operation: Operation, own: Own) -> Result<Matching, Refused> {
        match (own, operation) {
            (Own::Job, Operation::Read) => self.jobs(state, ""),
            _ => self.may_with(state, operation, model_of(state, own)?),
        }
    }

    /// The records of one of Bailiwick's own models on which the actor may do something.
    pub(crate) fn may_with(
        &self,
        state: &State,
        operation: Operation,
        model: ModelId,
    ) -> Result<Matching, Refused> {
        let filter = match (self.who, self.asker(state)) {
            (Who::Above, _) => Filter::All,
            (_, None) => Filter::Nothing,
            (_, Some(asker)) => {
                asker.filter(operation, model).map_err(|error| Refused::NotAllowed(error.to_string()))?
            }
        };
        Ok(Matching { model, filter })
    }

    /// The objects of a kind that the actor may see, among those that a domain matches.
    pub(crate) fn found(&self, state: &State, own: Own, domain: &str) -> Result<Matching, Refused> {
        match own {
            Own::Job => self.jobs(state, domain),
            _ => self.found_of(state, model_of(state, own)?, domain),
        }
    }

    /// The jobs that the actor may see, among those that a domain matches. Whoever may have jobs done sees his own, whichever
    /// company he is of: his lines may reach others alone, or none by company, so that no rule of the engine's can say it.
    fn jobs(&self, state: &State, domain: &str) -> Result<Matching, Refused> {
        let (schema, model) = (state.snapshot.schema(), model_of(state, Own::Job)?);
        let author = schema.model(model).field("author");
        let may = |operation| self.may_with(state, operation, model);
        let (Some(number), Some(author), false) = (self.user(), author, may(Operation::Create)?.is_none())
        else {
            return self.found_of(state, model, domain);
        };
        let others = match may(Operation::Read)?.is_none() {
            true => Filter::Nothing,
            false => self.found_of(state, model, domain)?.filter,
        };
        let his = Filter::one_of(author, vec![Value::text(state.snapshot.login(number))], false);
        let his = Filter::and([self.matched(state, model, domain)?, his]);
        Ok(Matching { model, filter: Filter::or([others, his]) })
    }

    /// The records that a domain matches, whether or not the actor may see them.
    pub(crate) fn matched(&self, state: &State, model: ModelId, domain: &str) -> Result<Filter, Refused> {
        let schema = state.snapshot.schema();
        let search = build_search(schema, model, domain, false);
        let search = search.map_err(|error| Refused::Domain(error.to_string()))?;
        let bound = match self.asker(state) {
            Some(asker) => search.domain.bind(schema, model, &asker),
            None => search.domain.bind(schema, model, &Nobody::at(self.moment.now())),
        };
        bound.map_err(|error| Refused::Domain(error.to_string()))
    }

    /// The records of one of Bailiwick's own models that the actor may see, among those that a domain matches.
    pub(crate) fn found_of(&self, state: &State, model: ModelId, domain: &str) -> Result<Matching, Refused> {
        let filter = match (self.who, self.asker(state)) {
            (Who::Above, _) => self.matched(state, model, domain)?,
            (_, None) => Filter::Nothing,
            (_, Some(asker)) => match asker.search(model, domain, false) {
                Ok(filter) => filter,
                // Whoever may see nothing finds nothing: that is a list like any other.
                Err(SearchError::Refused(_)) if domain.trim().is_empty() => Filter::Nothing,
                Err(error) => return Err(Refused::Domain(error.to_string())),
            },
        };
        Ok(Matching { model, filter })
    }

    /// Whether the actor may do something with some objects of a kind at all.
    pub(crate) fn may_somewhere(
        &self,
        state: &State,
        operation: Operation,
        own: Own,
    ) -> Result<bool, Refused> {
        Ok(self.may(state, operation, own)?.filter != Filter::Nothing)
    }

    /// The fields of an object, or of all of a kind, that the actor may not read, or not write. `values` are the object's. Where
    /// they cannot be judged, what depends on them is barred, so that one odd record keeps nobody from all others.
    pub(crate) fn barred(
        &self,
        state: &State,
        operation: Operation,
        own: Own,
        values: Option<&Map<String, Json>>,
    ) -> Result<BTreeSet<String>, Refused> {
        let Some(asker) = self.asker(state) else { return Ok(BTreeSet::new()) };
        let (schema, model) = (state.snapshot.schema(), model_of(state, own)?);
        let info = schema.model(model);
        let row = values.and_then(|values| {
            let known = values.iter().filter(|(name, _)| info.field(name).is_some());
            let known = known.map(|(name, value)| (name.clone(), value.clone())).collect();
            row_from_json(schema, model, &known).ok()
        });
        let judged = asker.fields(operation, model, row.as_deref());
        let access = judged.or_else(|_| asker.fields(operation, model, None)).map_err(|error| {
            Refused::invalid("", format!("fields of the {} cannot be judged: {error}", info.title()))
        })?;
        let barred = access.into_iter().filter(|(_, access)| *access != FieldAccess::Yes);
        Ok(barred.map(|(field, _)| info.info(field).name.to_string()).collect())
    }

    /// The fields of a kind of object that the actor may not read on every one that he may see.
    pub(crate) fn unread(&self, state: &State, own: Own) -> Result<BTreeSet<String>, Refused> {
        self.barred(state, Operation::Read, own, None)
    }

    /// Why the actor may not do something with any object of a kind, in a sentence.
    pub(crate) fn sentence(&self, state: &State, operation: Operation, own: Own) -> String {
        let told = self.asker(state).and_then(|asker| {
            let model = model_of(state, own).ok()?;
            Some(asker.acl_sentence(operation, model))
        });
        told.unwrap_or_else(|| {
            "the token acts for nobody, so it may do nothing here; issue one for a user".to_owned()
        })
    }
}

impl Matching {
    /// Records of an own object's model that match a filter of the engine's.
    pub(crate) fn of(model: ModelId, filter: Filter) -> Self {
        Self { model, filter }
    }

    /// Whether every record is among them.
    pub(crate) fn is_every(&self) -> bool {
        self.filter == Filter::All
    }

    /// Whether there are none.
    pub(crate) fn is_none(&self) -> bool {
        self.filter == Filter::Nothing
    }

    /// Those of them that are among others of the same kind.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { model: self.model, filter: Filter::and([self.filter, other.filter]) }
    }

    /// Whether a record that is in no table is among them. `values` are the record's, by field.
    pub(crate) fn holds(
        &self,
        state: &State,
        guard: &Guard,
        values: &Map<String, Json>,
    ) -> Result<bool, Refused> {
        let schema = state.snapshot.schema();
        let Ok(row) = row_from_json(schema, self.model, values) else { return Ok(false) };
        let beside = Matcher { schema, records: &NoRecords, zone: &TimeZone::UTC };
        let matcher = guard.asker(state);
        let matcher = matcher.as_ref().map_or(beside, Asker::matcher);
        let unread = |error: RecordsError| Refused::Domain(error.to_string());
        self.filter.matches(matcher, self.model, &row).map_err(unread)
    }

    /// The condition, in the words of the database it is for, with parameters before its own.
    pub(crate) fn condition(
        &self,
        state: &State,
        guard: &Guard,
        engine: Engine,
        before: usize,
    ) -> Result<Condition, Refused> {
        self.condition_on(own::ALIAS, state, guard, engine, before)
    }

    /// The same, on rows that the statement calls `alias`.
    pub(crate) fn condition_on(
        &self,
        alias: &str,
        state: &State,
        guard: &Guard,
        engine: Engine,
        before: usize,
    ) -> Result<Condition, Refused> {
        let asker = guard.asker(state);
        let utc = TimeZone::UTC;
        let zone = asker.as_ref().map_or(&utc, |asker| asker.zone());
        let options = sql::Options {
            dialect: match engine {
                Engine::Sqlite => Dialect::Sqlite,
                Engine::Postgres => Dialect::Postgres,
            },
            alias,
            binds_before: before,
            zone,
            tree: TreeForm::Auto,
            closure: None,
        };
        let printed = sql::print(state.snapshot.schema(), self.model, &self.filter, options)
            .map_err(|error| Refused::Domain(error.to_string()))?;
        let functions = (!printed.functions.is_empty()).then(sqlite_functions);
        Ok(Condition { text: printed.text, binds: printed.binds, functions })
    }
}

fn model_of(state: &State, own: Own) -> Result<ModelId, Refused> {
    named_model(state, model_name(own))
}

/// A model of Bailiwick's own, by name.
pub(crate) fn named_model(state: &State, name: &'static str) -> Result<ModelId, Refused> {
    state.snapshot.schema().find(name).ok_or_else(|| Refused::missing("model", name))
}

/// The model of a kind of own object.
pub(crate) fn model_name(own: Own) -> &'static str {
    match own {
        Own::User => "bailiwick.user",
        Own::Qualification => "bailiwick.qualification",
        Own::Company => "bailiwick.company",
        Own::Department => "bailiwick.department",
        Own::Area => "bailiwick.area",
        Own::RoleLine => "bailiwick.role_line",
        Own::ApiKey => "bailiwick.api_key",
        Own::Setting => "bailiwick.setting",
        Own::Job => "bailiwick.job",
    }
}

/// The kind of own object that a model stands for.
pub(crate) fn own_of(model: &str) -> Option<Own> {
    const ALL: [Own; 8] = [
        Own::User,
        Own::Qualification,
        Own::Company,
        Own::Department,
        Own::Area,
        Own::RoleLine,
        Own::ApiKey,
        Own::Setting,
    ];
    ALL.into_iter().find(|own| model_name(*own) == model)
}
