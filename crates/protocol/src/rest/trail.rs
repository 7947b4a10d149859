//! Entries of the audit trail, as they are shown and as applications tell them.

use bailiwick_model::{
    ModelName, UserId,
    audit::{AuditAction, AuditChange, AuditEntry, AuditHash},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An entry of the audit trail; `docs/audit.md` says what is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    /// The entry.
    #[schema(value_type = Object)]
    pub entry: AuditEntry,
    /// Its hash, where all of the entry is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub hash: Option<AuditHash>,
}

/// What an application tells of one of its own records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryForm {
    /// The record's model, which the policy describes.
    #[schema(value_type = String)]
    pub model: ModelName,
    /// The record's id.
    pub id: String,
    /// `record.created`, `record.updated`, `record.deleted`, `record.viewed`, or the application's own word, as in `claim.settled`.
    #[schema(value_type = String)]
    pub action: AuditAction,
    /// What is different now: `{"field", "old", "new"}`, or `{"field", "redacted": true}`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<AuditChange>,
    /// The user who did it in the application.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub on_behalf: Option<UserId>,
    /// Why, in that user's words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What became of an entry that an application told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryOutcome {
    /// 201 where it was written, 422 where it was not.
    pub status: u16,
    /// Its number in the trail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// Its hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub hash: Option<AuditHash>,
    /// Where the fault is, as a JSON pointer into the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What is wrong there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl EntryOutcome {
    /// It is on the trail.
    #[must_use]
    pub fn written(sequence: i64, hash: AuditHash) -> Self {
        Self { status: 201, sequence: Some(sequence), hash: Some(hash), pointer: None, message: None }
    }

    /// It is not.
    #[must_use]
    pub fn refused(pointer: String, message: String) -> Self {
        Self { status: 422, sequence: None, hash: None, pointer: Some(pointer), message: Some(message) }
    }
}
