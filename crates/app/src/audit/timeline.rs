//! What happened to one record, and what people noted on it.

use bailiwick_model::{
    Note,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{
    StoreError, Tx,
    audit::{self, AuditFilter, Audited},
};
use serde_json::json;

use super::{Author, appended};
use crate::{error::AppError, installation::Installation};

/// Entries on a page at most.
const MOST_ENTRIES: usize = 1_000;

/// A page of a record's history, newest first. An entry's changes tell each field that differs, with its values before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The entries.
    pub entries: Vec<Audited>,
    /// What to ask for to go on, if there is more.
    pub before: Option<i64>,
}

impl Installation {
    /// What was done to one object, newest first: up to `limit` entries (1 to 1,000), those before entry `before` when one is named.
    ///
    /// # Errors
    /// When the object is none or the database refuses.
    pub fn timeline(
        &self,
        object: &AuditObject,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Timeline, AppError> {
        one(object)?;
        let wanted = AuditFilter {
            object_kind: Some(object.kind.clone()),
            object_id: Some(object.id.clone()),
            before,
            ..AuditFilter::default()
        };
        let limit = limit.clamp(1, MOST_ENTRIES);
        // One more than asked for tells whether there is more.
        let mut entries = self.database().read(|tx| audit::list(tx, &wanted, limit + 1))?;
        let more = entries.len() > limit;
        entries.truncate(limit);
        let before = entries.last().filter(|_| more).map(|last| last.entry.sequence);
        Ok(Timeline { entries, before })
    }

    /// Writes a note on a record. It stays as it is: whoever was wrong writes another one.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the object or the note is none; otherwise the database's.
    pub fn add_note(&self, object: AuditObject, note: &str, author: &Author) -> Result<Audited, AppError> {
        one(&object)?;
        let note = Note::new(note).map_err(|error| AppError::Invalid(format!("the note: {error}")))?;
        Ok(self.database().write(|tx| noted(tx, object.clone(), &note, author))?)
    }
}

/// Writes a note in a unit of work.
pub(crate) fn noted(
    tx: &mut Tx<'_>,
    object: AuditObject,
    note: &Note,
    author: &Author,
) -> Result<Audited, StoreError> {
    let changes = vec![AuditChange::shown("note", None, Some(json!(note)))];
    appended(tx, author, AuditAction::NOTE_ADDED, object, changes)
}

/// An object is one of a kind.
fn one(object: &AuditObject) -> Result<(), AppError> {
    if object.kind.is_empty() || object.id.is_empty() {
        let why = format!("{object:?} is no record; name its kind and its id");
        return Err(AppError::Invalid(why));
    }
    Ok(())
}
