//! What of a filter the database of a model can answer.
//!
//! A condition on records that are not in the same database, or of which the directory has the last word, is answered
//! first and becomes a list of ids: `area_id child_of 7` turns into `area_id in [7, 71, 72]`.

use bailiwick_model::Value;
use bailiwick_policy::{
    DirectoryRecords,
    filter::{Filter, Test, Tree},
    records::{Records, RecordsError},
    schema::{FieldId, Kind, ModelId, Schema},
};

use super::{Connected, Listing, Page};

/// Lists longer than this are not sent; looking at the records one by one is cheaper then.
const MOST_IDS: usize = 50_000;

/// Translates filters for one connection.
pub(super) struct Reach<'a> {
    connected: &'a Connected,
    listing: &'a Listing<'a>,
    connection: &'a str,
}

/// The filter as the database can answer it, or `None` when it cannot.
type Reached = Result<Option<Filter>, RecordsError>;

impl<'a> Reach<'a> {
    pub(super) fn new(connected: &'a Connected, listing: &'a Listing<'a>, connection: &'a str) -> Self {
        Self { connected, listing, connection }
    }

    pub(super) fn filter(&self, model: ModelId, filter: &Filter) -> Reached {
        Ok(match filter {
            Filter::All | Filter::Nothing => Some(filter.clone()),
            Filter::And(parts) => self.all(model, parts)?.map(Filter::and),
            Filter::Or(parts) => self.all(model, parts)?.map(Filter::or),
            Filter::Field { field, negated, test } => self.test(model, *field, *negated, test)?,
        })
    }

    fn all(&self, model: ModelId, parts: &[Filter]) -> Result<Option<Vec<Filter>>, RecordsError> {
        parts.iter().map(|part| self.filter(model, part)).collect()
    }

    fn test(&self, model: ModelId, field: FieldId, negated: bool, test: &Test) -> Reached {
        // A one2many is what other records say; they must be here too.
        if let Kind::One2many(comodel, _) = &self.schema().model(model).info(field).kind
            && !self.is_home(*comodel)
        {
            return Ok(None);
        }
        let test = match test {
            Test::In { .. } | Test::Order { .. } | Test::Like(_) => Some(test.clone()),
            Test::Related(comodel, inner) if self.is_home(*comodel) => {
                self.filter(*comodel, inner)?.map(|inner| Test::Related(*comodel, Box::new(inner)))
            }
            Test::Related(comodel, inner) => self.ids(*comodel, inner)?.map(one_of),
            Test::Tree(tree) => self.tree(tree)?,
        };
        Ok(test.map(|test| Filter::Field { field, negated, test }))
    }

    fn tree(&self, tree: &Tree) -> Result<Option<Test>, RecordsError> {
        let snapshot = &self.connected.snapshot;
        if self.is_home(tree.model) {
            let named = match &tree.named {
                Some(named) => match self.filter(tree.model, named)? {
                    Some(named) => Some(Box::new(named)),
                    None => return Ok(None),
                },
                None => None,
            };
            return Ok(Some(Test::Tree(Tree { named, ..tree.clone() })));
        }
        let mut roots = tree.roots.clone();
        if let Some(named) = &tree.named {
            let Some(found) = self.ids(tree.model, named)? else { return Ok(None) };
            roots.extend(found);
        }
        let ids = snapshot.closure(&Tree { roots, named: None, ..tree.clone() });
        Ok(ids.filter(|ids| ids.len() <= MOST_IDS).map(one_of))
    }

    /// The records of another place that match, if they are not too many.
    fn ids(&self, model: ModelId, filter: &Filter) -> Result<Option<Vec<Value>>, RecordsError> {
        if !self.is_searchable(model)? {
            return Ok(None);
        }
        let there = Listing { model, filter, ..*self.listing };
        let found = self.connected.search(&there, Page { after: None, limit: Some(MOST_IDS + 1) })?;
        Ok((found.len() <= MOST_IDS).then_some(found))
    }

    /// Whether going through all records of a model is cheap, or done by its own database.
    fn is_searchable(&self, model: ModelId) -> Result<bool, RecordsError> {
        let (connected, snapshot) = (self.connected, &self.connected.snapshot);
        if self.schema().user == Some(model) && snapshot.user_count() > MOST_IDS {
            return Ok(false);
        }
        if connected.is_bound(model) && !snapshot.keeps(model) {
            return Ok(true);
        }
        let view = DirectoryRecords::new(snapshot, connected, self.listing.moment);
        Ok(view.ids(model)?.len() <= MOST_IDS)
    }

    /// Whether the model's records are in this database, and what it says about them is what counts.
    fn is_home(&self, model: ModelId) -> bool {
        let bound = self.connected.binding(model).is_some_and(|b| b.connection == self.connection);
        bound && !self.connected.snapshot.keeps(model)
    }

    fn schema(&self) -> &Schema {
        self.connected.snapshot.schema()
    }
}

fn one_of(mut values: Vec<Value>) -> Test {
    values.sort_unstable_by(Value::order);
    values.dedup();
    Test::In { part: None, values, unset: false }
}
