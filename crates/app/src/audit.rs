//! The audit trail: what use cases write to it, and what can be asked of it.

mod export;
mod report;

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditHead, AuditObject, Origin},
};
use bailiwick_store::{
    StoreError, Tx,
    audit::{self, AuditFilter, Audited},
    change::Stamp,
};

use crate::{error::AppError, installation::Installation};

pub use export::verify_export;
pub(crate) use report::changed_objects;

/// Who does something, when, on whose behalf, from where and why: what every use case that changes something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let origin = Origin { address: None, device: None, token: None, job: None };
        Self { at_us, actor: Actor::Machine, on_behalf: None, origin, reason: None, request_id: None }
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
    let Author { at_us, actor, on_behalf, origin, reason, request_id } = author.clone();
    let mut entry = AuditEntry::new(at_us, actor, action, object);
    (entry.on_behalf, entry.origin, entry.reason) = (on_behalf, origin, reason);
    (entry.changes, entry.request_id) = (changes, request_id);
    audit::append(tx, entry).map(drop)
}

impl Installation {
    /// Follows the whole trail and returns its head. `anchors` are heads that were noted elsewhere.
    ///
    /// # Errors
    /// [`AppError::Trail`] names the first broken entry.
    pub fn verify_trail(&self, anchors: &[AuditHead]) -> Result<AuditHead, AppError> {
        self.database().read(|tx| audit::verify(tx, anchors.iter().copied())).map_err(AppError::from)
    }

    /// The first `limit` entries that are wanted, newest first.
    ///
    /// # Errors
    /// When the database refuses, or an entry cannot be read.
    pub fn trail(&self, wanted: &AuditFilter, limit: usize) -> Result<Vec<Audited>, AppError> {
        Ok(self.database().read(|tx| audit::list(tx, wanted, limit))?)
    }
}
