//! What applications tell of their own records.

use bailiwick_model::{
    ModelName, Note, UserId,
    audit::{AuditAction, AuditChange, AuditEntry, AuditObject},
};
use bailiwick_store::{
    StoreError, Tx,
    audit::{self, Audited},
    policy::{self, PolicyKind, PolicyObject},
};

use super::Author;
use crate::{error::AppError, installation::Installation};

/// Entries in one call at most.
const MOST_ENTRIES: usize = 1_000;

/// Changed fields of an entry at most.
const MOST_CHANGES: usize = 200;

/// Bytes of an entry at most.
const MOST_BYTES: usize = 64 * 1024;

/// Models that begin with this are Bailiwick's own.
const OWN_MODELS: &str = "bailiwick.";

/// Words that Bailiwick keeps for itself, beside those that its own actions begin with.
const RESERVED: [&str; 9] =
    ["account", "backup", "bailiwick", "delegation", "directory", "group", "import", "role", "settings"];

/// What applications may say of their records with the words that Bailiwick has for it too.
const RECORD_ACTIONS: [AuditAction; 4] = [
    AuditAction::RECORD_CREATED,
    AuditAction::RECORD_UPDATED,
    AuditAction::RECORD_DELETED,
    AuditAction::RECORD_VIEWED,
];

/// Something that was done to an application's record.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationEntry {
    /// The record's model, which the policy describes.
    pub model: ModelName,
    /// The record's id.
    pub id: String,
    /// `record.created`, `record.updated`, `record.deleted`, `record.viewed`, or the application's own word, as in `claim.settled`.
    pub action: AuditAction,
    /// What is different now.
    pub changes: Vec<AuditChange>,
    /// The user who did it in the application.
    pub on_behalf: Option<UserId>,
    /// Why, in that user's words.
    pub reason: Option<String>,
}

impl Installation {
    /// Puts on the trail what was done to records of an application: all of it, or nothing. The author is the application.
    ///
    /// # Errors
    /// [`AppError::Invalid`] says which entry is refused and why; otherwise the database's.
    pub fn append_application_entries(
        &self,
        entries: &[ApplicationEntry],
        author: &Author,
    ) -> Result<Vec<Audited>, AppError> {
        if entries.len() > MOST_ENTRIES {
            return Err(AppError::Invalid(format!(
                "up to {MOST_ENTRIES} entries are taken at once; send several"
            )));
        }
        self.database().write(|tx| {
            let mut ready = Vec::with_capacity(entries.len());
            for (number, entry) in (1..).zip(entries) {
                let refuse = |why: String| AppError::Invalid(format!("entry {number}: {why}"));
                ready.push(prepared(tx, entry, author)?.map_err(refuse)?);
            }
            Ok(audit::append_all(tx, ready)?)
        })
    }
}

/// The entry as the trail would keep it, or why an application may not tell this.
pub(crate) fn prepared(
    tx: &mut Tx<'_>,
    entry: &ApplicationEntry,
    author: &Author,
) -> Result<Result<AuditEntry, String>, StoreError> {
    let told = written(entry, author);
    if let Err(why) = check(entry, &told) {
        return Ok(Err(why));
    }
    let model = &entry.model;
    // The model is one that the policy in force describes.
    Ok(match policy::find(tx, PolicyKind::Model, model.as_str())? {
        Some(found) => Ok(redacted(told, &found.object)),
        None => Err(format!("the policy describes no model {model}; describe it, or check the name")),
    })
}

/// The entry without values of fields that the model wants hidden.
fn redacted(mut told: AuditEntry, model: &PolicyObject) -> AuditEntry {
    if let PolicyObject::Model(_, model) = model {
        for change in &mut told.changes {
            if model.audit.redact.iter().any(|field| field.as_str() == change.field) {
                *change = AuditChange::redacted(std::mem::take(&mut change.field));
            }
        }
    }
    told
}

fn written(entry: &ApplicationEntry, author: &Author) -> AuditEntry {
    let ApplicationEntry { model, id, action, changes, on_behalf, reason } = entry.clone();
    let mut told = author.entry(action, AuditObject::new(model.as_str(), id));
    told.changes = changes;
    told.on_behalf = on_behalf.or(told.on_behalf);
    told.reason = reason.or(told.reason);
    told
}

fn check(entry: &ApplicationEntry, told: &AuditEntry) -> Result<(), String> {
    let ApplicationEntry { model, id, action, changes, reason, .. } = entry;
    if model.as_str().starts_with(OWN_MODELS) || !model.as_str().contains('.') {
        return Err(format!("{model} is Bailiwick's own; name a model of the application, as in shop.order"));
    }
    if id.is_empty() {
        return Err("it names no record; give its id".to_owned());
    }
    let mut words = action.as_str().split('.');
    let first = words.next().unwrap_or_default();
    let record = first == "record";
    let begins = |own: &AuditAction| own.as_str().split('.').next() == Some(first);
    let own = !record && (RESERVED.contains(&first) || AuditAction::ALL.iter().any(begins));
    if own || words.next().is_none() || (record && !RECORD_ACTIONS.contains(action)) {
        return Err(format!(
            "{action} is no action of an application; use record.created, record.updated, record.deleted, \
             record.viewed or an own word with a dot in it, as in claim.settled"
        ));
    }
    if changes.len() > MOST_CHANGES {
        return Err(format!(
            "it has {} changes and may have {MOST_CHANGES}; send several entries",
            changes.len()
        ));
    }
    if let Some(Err(error)) = reason.as_ref().map(Note::new) {
        return Err(format!("its reason: {error}"));
    }
    let text = told.canonical().map_err(|error| error.to_string())?;
    if text.len() > MOST_BYTES {
        return Err(format!("it has {} bytes and may have {MOST_BYTES}; leave out long values", text.len()));
    }
    if id.contains('\0') || text.contains("\\u0000") {
        return Err("a text cannot contain the NUL character; remove it".to_owned());
    }
    Ok(())
}
