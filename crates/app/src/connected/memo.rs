//! Records that are read once per question.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::Arc,
};

use bailiwick_model::Value;
use bailiwick_policy::{
    records::{Records, RecordsError, Row},
    schema::{FieldId, ModelId},
};

/// Another source of records, of which each record is read once.
///
/// Made for one question and dropped with it: all rules of the question see the same values, and a record that many
/// rules look at costs one query. It is no cache between questions.
pub struct ConnectedRecords<'a> {
    base: &'a dyn Records,
    rows: RefCell<HashMap<(ModelId, Value), Option<Row>>>,
    referrers: RefCell<HashMap<Link, Arc<[Value]>>>,
    size: Cell<usize>,
}

/// Who links through a field to a record.
type Link = (ModelId, FieldId, Value);

impl<'a> ConnectedRecords<'a> {
    /// Nothing of `base` read yet.
    #[must_use]
    pub fn new(base: &'a dyn Records) -> Self {
        Self { base, rows: RefCell::default(), referrers: RefCell::default(), size: Cell::new(0) }
    }

    /// Forgets what was read: for questions that go through ever more records.
    pub fn forget(&self) {
        self.rows.borrow_mut().clear();
        self.referrers.borrow_mut().clear();
        self.size.set(0);
    }

    /// How many records and links are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.size.get()
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Records for ConnectedRecords<'_> {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        let key = (model, id.clone());
        if let Some(row) = self.rows.borrow().get(&key) {
            return Ok(row.clone());
        }
        let row = self.base.row(model, id)?;
        self.size.set(self.size.get() + 1);
        self.rows.borrow_mut().insert(key, row.clone());
        Ok(row)
    }

    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        let key = (model, field, id.clone());
        if let Some(ids) = self.referrers.borrow().get(&key) {
            return Ok(Cow::Owned(ids.to_vec()));
        }
        let ids: Arc<[Value]> = self.base.referrers(model, field, id)?.into_owned().into();
        self.size.set(self.size.get() + 1 + ids.len());
        self.referrers.borrow_mut().insert(key, Arc::clone(&ids));
        Ok(Cow::Owned(ids.to_vec()))
    }

    /// Not remembered: nobody asks twice, and there may be many.
    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        self.base.ids(model)
    }
}
