//! Models whose records stay in the database of the application that owns them.
//!
//! A model with a `table` is looked up there: single records by id, and lists by the condition that the engine prints
//! as SQL. What SQL cannot reach (the directory's own records, models in another database) is worked out here first or
//! looked at record by record, so that a list always says what checks say.

mod binding;
mod functions;
mod memo;
mod reach;
mod scan;
mod search;
#[cfg(test)]
mod tests;
mod validation;

use std::{borrow::Cow, collections::BTreeMap, ops::ControlFlow, sync::Arc};

use bailiwick_connectors::{Query, RecordDatabase, RecordDatabaseError};
use bailiwick_model::Value;
use bailiwick_policy::{
    Snapshot,
    records::{Records, RecordsError, Row},
    schema::{FieldId, ModelId},
};

use binding::Binding;
pub use functions::sqlite_functions;
pub use memo::ConnectedRecords;
pub use search::{Listing, Page};
pub use validation::{BindingProblem, BindingProblems};

/// The connection of models that name none.
pub const DEFAULT_CONNECTION: &str = "default";

/// The connection of Bailiwick's own models: the database that Bailiwick itself keeps everything in.
pub const OWN_CONNECTION: &str = "bailiwick";

/// The records of all models: those with a table from their database, the others from where they were before.
///
/// It keeps no record: every look is a query. For the many looks of one question wrap it in [`ConnectedRecords`].
pub struct Connected {
    snapshot: Arc<Snapshot>,
    databases: Databases,
    /// One per model of the snapshot's schema, in order.
    bindings: Vec<Option<Binding>>,
    rest: Arc<dyn Records + Send + Sync>,
}

/// Connected databases by the name that models' tables call them.
pub type Databases = BTreeMap<String, Arc<RecordDatabase>>;

impl Connected {
    /// Binds every model that has a table to its database. Records of the other models come from `rest`.
    ///
    /// # Errors
    /// [`BindingProblems`] lists everything that the databases lack: connections, tables, columns, relation tables, and
    /// columns of types that cannot serve.
    pub fn bind(
        snapshot: Arc<Snapshot>,
        databases: Databases,
        rest: Arc<dyn Records + Send + Sync>,
    ) -> Result<Self, BindingProblems> {
        Self::bind_beside(snapshot, databases, rest, &[])
    }

    /// The same databases under the next snapshot. Only models whose binding changed are compared with their database.
    ///
    /// # Errors
    /// As for [`Connected::bind`].
    pub fn renew(
        &self,
        snapshot: Arc<Snapshot>,
        rest: Arc<dyn Records + Send + Sync>,
    ) -> Result<Self, BindingProblems> {
        Self::bind_beside(snapshot, self.databases.clone(), rest, &self.bindings)
    }

    fn bind_beside(
        snapshot: Arc<Snapshot>,
        databases: Databases,
        rest: Arc<dyn Records + Send + Sync>,
        known: &[Option<Binding>],
    ) -> Result<Self, BindingProblems> {
        let schema = snapshot.schema();
        let mut validation = validation::Validation::default();
        let mut bindings = Vec::with_capacity(schema.models().len());
        for model in schema.ids() {
            let binding = Binding::of(schema, model, &databases, &mut validation);
            if let Some(binding) = binding.as_ref().filter(|b| !known.iter().flatten().any(|k| k == *b)) {
                validation.compare(binding);
            }
            bindings.push(binding);
        }
        validation.finish()?;
        Ok(Self { snapshot, databases, bindings, rest })
    }

    /// The snapshot whose models are bound.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Whether the model's records are in a connected database.
    #[must_use]
    pub fn is_bound(&self, model: ModelId) -> bool {
        self.binding(model).is_some()
    }

    fn binding(&self, model: ModelId) -> Option<&Binding> {
        self.bindings.get(model.index()).and_then(Option::as_ref)
    }
}

impl Records for Connected {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        match self.binding(model) {
            Some(binding) => binding.row(id),
            None => self.rest.row(model, id),
        }
    }

    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        let Some(binding) = self.binding(model) else { return self.rest.referrers(model, field, id) };
        let Some(column) = binding.column(field.slot()).filter(|c| binding::is_key_of(c, id)) else {
            return Ok(Cow::Borrowed(&[]));
        };
        let query = Query::new(&binding.table, &binding.key).having(column, id);
        Ok(Cow::Owned(binding.database.keys(&query).map_err(unreadable)?))
    }

    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        let Some(binding) = self.binding(model) else { return self.rest.ids(model) };
        let mut ids = Vec::new();
        let key = std::slice::from_ref(&binding.key);
        let query = Query::new(&binding.table, &binding.key);
        let each = &mut |mut row: Vec<Value>| {
            ids.extend(row.pop());
            ControlFlow::Continue(())
        };
        binding.database.each_row(&query, key, each).map_err(unreadable)?;
        Ok(ids)
    }

    fn list(
        &self,
        listing: &bailiwick_policy::records::Listing<'_>,
    ) -> Result<Option<Vec<Value>>, RecordsError> {
        if !self.is_bound(listing.model) {
            return self.rest.list(listing);
        }
        let bailiwick_policy::records::Listing { model, filter, moment, zone, after, limit } = *listing;
        self.search(&Listing { model, filter, moment, zone }, Page { after, limit }).map(Some)
    }
}

#[allow(clippy::needless_pass_by_value, reason = "used as a function of map_err")]
fn unreadable(error: RecordDatabaseError) -> RecordsError {
    RecordsError(error.to_string())
}
