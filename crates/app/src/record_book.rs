//! Attributes of records that no connected database keeps: written and forgotten, with an entry on the audit trail each.

use std::collections::BTreeSet;

use bailiwick_model::{
    FieldName, ModelName, RecordId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_policy::{Snapshot, records::row_from_json};
use bailiwick_store::{
    StoreError, Tx,
    change::Change,
    policy::{self, PolicyKind, PolicyObject},
    resource::{self, Attributes},
};
use serde_json::{Map, Value as Json};

use crate::{
    audit::{Author, record},
    error::AppError,
    installation::{Installation, announce},
};

impl Installation {
    /// Writes a record's attributes, all of them: those that are not named are gone. Returns the revision, or nothing when
    /// that is what is stored already.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the model is not described, its records are in another database, or the attributes do not
    /// fit it; otherwise the database's.
    pub fn put_record(
        &self,
        snapshot: &Snapshot,
        model: &ModelName,
        id: &RecordId,
        attributes: &Attributes,
        author: &Author,
    ) -> Result<Option<u64>, AppError> {
        check(snapshot, model, id, attributes)?;
        self.database().write(|tx| {
            let before = resource::get(tx, model, id)?;
            let changes = differences(before.as_ref(), Some(attributes), &hidden(tx, model)?);
            let (action, what) = match before {
                Some(_) if changes.is_empty() => return Ok(None),
                Some(_) => (AuditAction::RECORD_UPDATED, "updated"),
                None => (AuditAction::RECORD_CREATED, "created"),
            };
            resource::put(tx, model, id, attributes)?;
            record(tx, author, action, object(model, id), changes)?;
            Ok(Some(announce(tx, &author.stamp(), &[changed(model, id, what)])?))
        })
    }

    /// Forgets a record's attributes and returns the revision.
    ///
    /// # Errors
    /// [`bailiwick_store::StoreError::NotFound`] when it has none; otherwise the database's.
    pub fn delete_record(&self, model: &ModelName, id: &RecordId, author: &Author) -> Result<u64, AppError> {
        self.database().write(|tx| {
            let before = resource::get(tx, model, id)?;
            resource::delete(tx, model, id)?;
            let changes = differences(before.as_ref(), None, &hidden(tx, model)?);
            record(tx, author, AuditAction::RECORD_DELETED, object(model, id), changes)?;
            Ok(announce(tx, &author.stamp(), &[changed(model, id, "deleted")])?)
        })
    }
}

fn check(
    snapshot: &Snapshot,
    model: &ModelName,
    id: &RecordId,
    attributes: &Attributes,
) -> Result<(), AppError> {
    let schema = snapshot.schema();
    let Some(number) = schema.find(model) else {
        return Err(AppError::Invalid(format!("there is no model {model}; describe it under models")));
    };
    if let Some(table) = &schema.model(number).table {
        return Err(AppError::Invalid(format!(
            "records of {model} are kept in table {} of their own database; change them there",
            table.name
        )));
    }
    let mut values: Map<String, Json> =
        attributes.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
    let own = serde_json::to_value(id).unwrap_or_default();
    if values.insert("id".to_owned(), own.clone()).is_some_and(|given| given != own) {
        return Err(AppError::Invalid(format!("{model} {id}: the attributes name another id; leave it out")));
    }
    row_from_json(schema, number, &values)
        .map(drop)
        .map_err(|faults| AppError::Invalid(format!("{model} {id}: {}", faults.join("; "))))
}

/// The fields of which the trail shows no value.
fn hidden(tx: &mut Tx<'_>, model: &ModelName) -> Result<Vec<FieldName>, StoreError> {
    Ok(match policy::find(tx, PolicyKind::Model, model)?.map(|found| found.object) {
        Some(PolicyObject::Model(_, model)) => model.audit.redact,
        _ => Vec::new(),
    })
}

/// The fields that differ, in the order of their names.
fn differences(
    before: Option<&Attributes>,
    after: Option<&Attributes>,
    hidden: &[FieldName],
) -> Vec<AuditChange> {
    let fields: BTreeSet<_> = before.into_iter().chain(after).flat_map(Attributes::keys).collect();
    let value =
        |of: Option<&Attributes>, field| of.and_then(|of| of.get(field)).filter(|v| !v.is_null()).cloned();
    let pairs = fields.into_iter().map(|field| (field, value(before, field), value(after, field)));
    pairs
        .filter(|(_, old, new)| old != new)
        .map(|(field, old, new)| match hidden.contains(field) {
            true => AuditChange::redacted(field.as_str()),
            false => AuditChange::shown(field.as_str(), old, new),
        })
        .collect()
}

fn object(model: &ModelName, id: &RecordId) -> AuditObject {
    AuditObject::new(model.as_str(), id.to_string())
}

fn changed(model: &ModelName, id: &RecordId, what: &str) -> Change {
    Change { kind: "resource".to_owned(), key: format!("{model} {id}"), what: what.to_owned() }
}
