//! The audit trail: who did what to what, when and why, each entry chained to the one before.
//!
//! An [`AuditEntry`] is what happened; [`AuditEntry::canonical`] is the one text that it is kept, hashed and exported as;
//! [`chain`] is the rule that ties each text to the one before, and how a break in it is found and named.
//! `docs/audit.md` tells the same to people who verify by hand.

mod action;
mod actor;
mod canonical;
pub mod chain;
mod change;
mod checkpoint;
mod head;
mod verifier;

use serde::{Deserialize, Serialize};

use crate::UserId;

pub use action::AuditAction;
pub use actor::{Actor, AuditObject, Origin, UnknownActor};
pub use change::{AuditChange, Values};
pub use checkpoint::{
    Checkpoint, CheckpointKind, KeyId, Retained, SIGNED, Signature, SignedCheckpoint, bytes_of,
};
pub use head::{AuditHash, AuditHead, UnreadableHead};
pub use verifier::{Broken, ClockBack, Fault, Link, Verifier, verify};

/// One thing done, as the trail keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditEntry {
    /// Its place in the trail, from 1 and without gaps; 0 until the trail has given it one.
    pub sequence: i64,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Who did it.
    pub actor: Actor,
    /// In whose name, when that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<UserId>,
    /// From where.
    #[serde(default, skip_serializing_if = "Origin::is_empty")]
    pub origin: Origin,
    /// What was done.
    pub action: AuditAction,
    /// To what.
    pub object: AuditObject,
    /// Why, in the actor's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is different now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<AuditChange>,
    /// In the course of which request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl AuditEntry {
    /// An entry that says no more than it must, and has no place in the trail yet.
    #[must_use]
    pub fn new(at: i64, actor: Actor, action: AuditAction, object: AuditObject) -> Self {
        Self {
            sequence: 0,
            at,
            actor,
            on_behalf: None,
            origin: Origin::default(),
            action,
            object,
            reason: None,
            changes: Vec::new(),
            request_id: None,
        }
    }

    /// The text that is kept, hashed and exported: JSON without white space, the keys in the order of the fields
    /// above, what is absent left out, and the keys of any object inside a value in the order of their code points.
    ///
    /// # Errors
    /// Never for an entry that was built by these types; a type that has no JSON form would be one.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a text that [`AuditEntry::canonical`] made.
    ///
    /// # Errors
    /// When it is no such text.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry() -> AuditEntry {
        let action = AuditAction::POLICY_APPLIED;
        let mut entry = AuditEntry::new(1_700_000_000_000_000, Actor::Machine, action, AuditObject::policy());
        entry.sequence = 7;
        entry
    }

    #[test]
    fn the_canonical_form_is_this_and_no_other() {
        let mut entry = entry();
        assert_eq!(
            entry.canonical().unwrap(),
            r#"{"sequence":7,"at":1700000000000000,"actor":{"kind":"machine"},"action":"policy.applied","object":{"kind":"policy"}}"#
        );
        entry.actor = Actor::Token("00ff".into());
        entry.on_behalf = Some(UserId::new("asha").unwrap());
        entry.origin.address = Some("10.0.0.1".into());
        entry.object = AuditObject::new("user", "é\u{1}\"");
        entry.reason = Some("because".into());
        entry.changes = vec![
            AuditChange::shown("attributes", None, Some(json!({"b": [1, 2.5], "a": {"d": null, "c": 1}}))),
            AuditChange::redacted("password"),
        ];
        entry.request_id = Some("r-1".into());
        let text = entry.canonical().unwrap();
        assert_eq!(
            text,
            "{\"sequence\":7,\"at\":1700000000000000,\"actor\":{\"kind\":\"token\",\"id\":\"00ff\"},\"on_behalf\":\"asha\",\
             \"origin\":{\"address\":\"10.0.0.1\"},\"action\":\"policy.applied\",\
             \"object\":{\"kind\":\"user\",\"id\":\"é\\u0001\\\"\"},\"reason\":\"because\",\
             \"changes\":[{\"field\":\"attributes\",\"new\":{\"a\":{\"c\":1,\"d\":null},\"b\":[1,2.5]}},\
             {\"field\":\"password\",\"redacted\":true}],\"request_id\":\"r-1\"}"
        );
        let again = AuditEntry::read(&text).unwrap();
        assert_eq!((again.canonical().unwrap(), &again), (text, &entry));
    }

    #[test]
    fn what_is_not_an_entry_is_refused() {
        let text = entry().canonical().unwrap();
        for wrong in [
            text.replace("policy.applied", "policy applied"),
            text.replace("\"at\"", "\"when\""),
            text.replace("machine", "ghost"),
            text.replace("\"sequence\":7", "\"sequence\":7,\"sequence\":8"),
            format!("{text}x"),
        ] {
            assert!(AuditEntry::read(&wrong).is_err(), "{wrong}");
        }
    }
}
