//! The audit trail: what use cases write to it, and what can be asked of it.

mod application;
mod batched;
mod checkpoints;
mod export;
mod pruning;
mod report;
mod search;
mod signing;
mod timeline;
mod verifying;
mod watched;
mod witness;

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditObject, Origin},
};
use bailiwick_store::{
    StoreError, Tx,
    audit::{self, AuditFilter, Audited},
    change::Stamp,
};

use serde::{Deserialize, Serialize};

use crate::{error::AppError, installation::Installation};

pub use application::ApplicationEntry;
pub(crate) use application::prepared;
pub use batched::{BatchedTrail, Batches, Counts, Group, Unwritten, Written};
pub use checkpoints::Rhythm;
pub use export::{Format, verify_exports};
pub(crate) use export::{write_entries, write_whole};
pub use pruning::Stretch;
pub(crate) use report::changed_objects;
pub use search::{AUDIT_MODEL, TrailQuery};
pub use signing::{CheckpointFault, NoKey, PublicKey, Signer, UnreadableKey, verify_signature};
pub use timeline::Timeline;
pub(crate) use timeline::noted;
pub use verifying::{BadCheckpoint, Known, WholeTrail};
pub use watched::Watched;
pub use witness::{Manner, Untold, Witness};

/// Who does something, when, on whose behalf, from where and why: what every use case that changes something is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Microseconds since 1970.
    pub at_us: i64,
    /// Who.
    pub actor: Actor,
    /// In whose name, when that is somebody else.
    pub on_behalf: Option<UserId>,
    /// From where.
    pub origin: Origin,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// In the course of which request.
    pub request_id: Option<String>,
}

impl Author {
    /// Whoever works the command line on the machine itself.
    #[must_use]
    pub const fn machine(at_us: i64) -> Self {
        let origin = Origin {
            address: None,
            device: None,
            token: None,
            session: None,
            job: None,
            account: None,
            sudo: None,
        };
        Self { at_us, actor: Actor::Machine, on_behalf: None, origin, reason: None, request_id: None }
    }

    /// An entry that this author writes, with nothing changed yet.
    #[must_use]
    pub fn entry(&self, action: AuditAction, object: AuditObject) -> AuditEntry {
        let Self { at_us, actor, on_behalf, origin, reason, request_id } = self.clone();
        let mut entry = AuditEntry::new(at_us, actor, action, object);
        (entry.on_behalf, entry.origin, entry.reason, entry.request_id) =
            (on_behalf, origin, reason, request_id);
        entry
    }

    /// The author as the change feed words it.
    pub(crate) fn stamp(&self) -> Stamp<'_> {
        let actor = match &self.actor {
            Actor::User(login) => login.as_str(),
            Actor::Token(id) => id.as_str(),
            Actor::Machine => "command line",
            Actor::System => "system",
        };
        Stamp { at_us: self.at_us, actor, request_id: self.request_id.as_deref() }
    }
}

/// Writes to the trail what an author has done in this unit of work.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    author: &Author,
    action: AuditAction,
    object: AuditObject,
    changes: Vec<AuditChange>,
) -> Result<(), StoreError> {
    appended(tx, author, action, object, changes).map(drop)
}

/// As [`record`], for many entries in this order.
pub(crate) fn record_all(
    tx: &mut Tx<'_>,
    author: &Author,
    told: Vec<(AuditAction, AuditObject, Vec<AuditChange>)>,
) -> Result<(), StoreError> {
    let entries = told
        .into_iter()
        .map(|(action, object, changes)| AuditEntry { changes, ..author.entry(action, object) });
    audit::append_all(tx, entries).map(drop)
}

/// As [`record`], and returns the entry with its number and hash.
pub(crate) fn appended(
    tx: &mut Tx<'_>,
    author: &Author,
    action: AuditAction,
    object: AuditObject,
    changes: Vec<AuditChange>,
) -> Result<Audited, StoreError> {
    audit::append(tx, AuditEntry { changes, ..author.entry(action, object) })
}

impl Installation {
    /// The first `limit` entries that are wanted, newest first.
    ///
    /// # Errors
    /// When the database refuses, or an entry cannot be read.
    pub fn trail(&self, wanted: &AuditFilter, limit: usize) -> Result<Vec<Audited>, AppError> {
        Ok(self.database().read(|tx| audit::list(tx, wanted, limit))?)
    }
}
