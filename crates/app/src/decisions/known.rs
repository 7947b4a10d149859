//! What of Bailiwick's own a user who asks may know of, said as filters: searches put them to the database as a whole, instead of
//! asking about each candidate.

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    Moment,
    filter::{Filter, Matcher, Test},
    records::{NoRecords, Records},
    schema::{FieldId, ModelId, ModelInfo},
};
use jiff::tz::TimeZone;

use super::caller::{Caller, JOB, Others, Person, ROLE_LINE, USER, is_own};

/// The people whom a caller may ask about.
pub(super) struct KnownPeople<'c> {
    pub(super) model: ModelId,
    pub(super) filter: Filter,
    pub(super) moment: &'c Moment,
    pub(super) zone: TimeZone,
    pub(super) records: &'c dyn Records,
}

impl Caller {
    /// The people whom the caller may ask about, where they are some of all and a filter says which.
    pub(super) fn known_people(&self) -> Option<KnownPeople<'_>> {
        let Self::User(person) = self else { return None };
        if person.others() != Others::Some {
            return None;
        }
        let (model, filter) = (person.model(USER)?, person.known_people()?);
        let zone = person.asker()?.matcher().zone.clone();
        Some(KnownPeople { model, filter, moment: &person.moment, zone, records: &*person.loaded.records })
    }

    /// The records of a model that the caller may know of, where a filter says which that is read in this zone.
    pub(super) fn known(&self, model: &ModelInfo, zone: &TimeZone, assumed: bool) -> Option<Filter> {
        match self {
            Self::User(person) if is_own(&model.name) => person.known(model, zone),
            Self::User(person) if assumed && person.others() != Others::Everybody => None,
            _ => Some(Filter::All),
        }
    }
}

impl Person {
    fn known(&self, model: &ModelInfo, zone: &TimeZone) -> Option<Filter> {
        let asker = self.asker().filter(|asker| asker.matcher().zone == zone)?;
        let id = self.model(&model.name)?;
        let read = asker.filter(Operation::Read, id).ok()?;
        let himself = || vec![Value::text(&*self.login)];
        Some(match &*model.name {
            USER => Filter::or([Filter::one_of(FieldId::ID, himself(), false), read]),
            JOB if asker.check_model(Operation::Create, id).allowed => {
                Filter::or([Filter::one_of(model.field("author")?, himself(), false), read])
            }
            _ => read,
        })
    }

    /// Himself, and whom he may see with what they hold.
    fn known_people(&self) -> Option<Filter> {
        let (asker, line) = (self.asker()?, self.model(ROLE_LINE)?);
        let holders = self.holders(line, &asker.filter(Operation::Read, line).ok()?)?;
        let people = asker.filter(Operation::Read, self.model(USER)?).ok()?;
        let himself = Filter::one_of(FieldId::ID, vec![Value::text(&*self.login)], false);
        Some(Filter::or([himself, Filter::and([people, holders])]))
    }

    /// A filter on role lines as one on the people who hold them, as if each had a line of which nothing is known but whose it
    /// is. Nothing where it cannot be said.
    fn holders(&self, line: ModelId, filter: &Filter) -> Option<Filter> {
        let each =
            |parts: &[Filter]| parts.iter().map(|part| self.holders(line, part)).collect::<Option<Vec<_>>>();
        let schema = self.loaded.snapshot.schema();
        let info = schema.model(line);
        match filter {
            Filter::All | Filter::Nothing => Some(filter.clone()),
            Filter::And(parts) => each(parts).map(Filter::and),
            Filter::Or(parts) => each(parts).map(Filter::or),
            Filter::Field { field, negated, test } if info.field("user") == Some(*field) => match test {
                Test::Related(_, inner) if *negated => Some(Filter::clone(inner).not()),
                Test::Related(_, inner) => Some(Filter::clone(inner)),
                Test::Tree(_) => None,
                // Who is linked to is told by his login, which is his id.
                test => Some(Filter::Field { field: FieldId::ID, negated: *negated, test: test.clone() }),
            },
            Filter::Field { .. } => {
                let mut blank = vec![Value::Null; info.fields.len()];
                *blank.first_mut()? = Value::Int(0);
                let matcher = Matcher { schema, records: &NoRecords, zone: &TimeZone::UTC };
                let meets = filter.matches(matcher, line, &blank).ok()?;
                Some(if meets { Filter::All } else { Filter::Nothing })
            }
        }
    }
}
