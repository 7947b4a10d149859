//! Records whose attributes are kept in the store.

use bailiwick_model::{ModelName, RecordId};
use bailiwick_policy::{
    Snapshot,
    records::{MemoryRecords, row_from_json},
};
use bailiwick_store::{
    StoreError, Tx,
    resource::{self, Attributes},
};
use serde_json::{Map, Value as Json};

/// The records as they are stored, before it is known how their models are laid out.
pub(crate) struct KeptRecords(Vec<(ModelName, RecordId, Attributes)>);

impl KeptRecords {
    /// Reads them.
    pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let mut kept = Vec::new();
        resource::scan(tx, None, &mut |model, id, attributes| {
            kept.push((model, id, attributes));
            Ok(())
        })?;
        Ok(Self(kept))
    }

    /// The records as their models describe them. One that does not fit its model any more is left out, because what is
    /// not there is denied, and half a record might not be.
    pub(crate) fn fitted(self, snapshot: &Snapshot) -> MemoryRecords {
        let schema = snapshot.schema();
        let mut records = MemoryRecords::default();
        for (model, id, attributes) in self.0 {
            let Some(number) = schema.find(&model) else {
                tracing::warn!(%model, %id, "attributes of a model that is not described; they are not used");
                continue;
            };
            let mut values: Map<String, Json> =
                attributes.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
            values.insert("id".to_owned(), serde_json::to_value(&id).unwrap_or_default());
            match row_from_json(schema, number, &values) {
                Ok(row) => records.put(schema, number, row),
                Err(faults) => {
                    let faults = faults.join("; ");
                    tracing::warn!(%model, %id, faults, "attributes that do not fit their model; the record is not used");
                }
            }
        }
        records
    }
}
