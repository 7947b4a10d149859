//! Attributes of records that no connected database keeps.

use std::collections::BTreeMap;

use bailiwick_model::{FieldName, ModelName, RecordId};

use crate::{Row, StoreError, Tx, param::params, record_id, sql::statements};

/// Field values by name.
pub type Attributes = BTreeMap<FieldName, serde_json::Value>;

statements! {
    PUT in "resource":
        "insert into resource (model, id_kind, id, attributes) values ($1, $2, $3, $4) \
         on conflict (model, id_kind, id) do update set attributes = excluded.attributes";
    GET in "resource":
        "select attributes from resource where model = $1 and id_kind = $2 and id = $3";
    DELETE in "resource": "delete from resource where model = $1 and id_kind = $2 and id = $3";
    SCAN in "resource":
        "select model, id_kind, id, attributes from resource order by model, id_kind, id";
    SCAN_MODEL in "resource":
        "select model, id_kind, id, attributes from resource where model = $1 order by id_kind, id";
}

/// Writes a record's attributes, all of them, whether or not it has any yet.
///
/// # Errors
/// When the database refuses.
pub fn put(
    tx: &mut Tx<'_>,
    model: &ModelName,
    id: &RecordId,
    attributes: &Attributes,
) -> Result<(), StoreError> {
    let (kind, id) = record_id::columns(id);
    let text = serde_json::to_string(attributes)
        .map_err(|error| StoreError::Invalid { what: format!("{model} {id}"), why: error.to_string() })?;
    tx.execute(&PUT, params![model.as_str(), kind, &id, &text]).map(drop)
}

/// A record's attributes.
///
/// # Errors
/// [`StoreError::Corrupt`] when they cannot be read.
pub fn get(tx: &mut Tx<'_>, model: &ModelName, id: &RecordId) -> Result<Option<Attributes>, StoreError> {
    let (kind, id) = record_id::columns(id);
    tx.find(&GET, params![model.as_str(), kind, &id], |row| row.json("attributes"))
}

/// Forgets a record's attributes.
///
/// # Errors
/// [`StoreError::NotFound`] when it has none.
pub fn delete(tx: &mut Tx<'_>, model: &ModelName, id: &RecordId) -> Result<(), StoreError> {
    let (kind, text) = record_id::columns(id);
    match tx.execute(&DELETE, params![model.as_str(), kind, &text])? {
        0 => Err(StoreError::not_found(model, id)),
        _ => Ok(()),
    }
}

/// Hands over every record of a model, or of all models, one at a time.
///
/// # Errors
/// [`StoreError::Corrupt`] for a row that cannot be read, and those of `each`.
pub fn scan(
    tx: &mut Tx<'_>,
    model: Option<&ModelName>,
    each: &mut dyn FnMut(ModelName, RecordId, Attributes) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let read = |row: &mut Row<'_>| {
        let model = row.parse("model", ModelName::new)?;
        let id = record_id::read(row)?.ok_or_else(|| row.corrupt("id", "a record has no id"))?;
        each(model, id, row.json("attributes")?)
    };
    match model {
        Some(model) => tx.each(&SCAN_MODEL, params![model.as_str()], read),
        None => tx.each(&SCAN, &[], read),
    }
}
