//! A trail proved: its chain, what was signed of it, and what was removed from it.

use std::io::BufRead;

use bailiwick_model::audit::{AuditHead, Retained, SignedCheckpoint};
use bailiwick_protocol::audit::read_checkpoint;
use bailiwick_store::audit::{self, checkpoint};

use super::signing::{CheckpointFault, PublicKey, verify_signature};
use crate::{error::AppError, installation::Installation};

/// What is known of a trail from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Heads that it is known to have had.
    pub heads: Vec<AuditHead>,
    /// The keys that signatures must be of. Without any, signatures are not looked at.
    pub keys: Vec<PublicKey>,
}

/// A trail that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeTrail {
    /// Its last entry.
    pub head: AuditHead,
    /// What was removed before its first one, if anything was.
    pub retained: Option<Retained>,
    /// Whether an entry tells of the removal. A trail of the database is not whole without; an archived stretch may end before.
    pub recorded: bool,
    /// Heads that are known from elsewhere and are before the first entry, so that nothing here proves them.
    pub unproven: usize,
}

/// A checkpoint that proves nothing, or the opposite.
#[derive(Debug, thiserror::Error)]
#[error("{place}: the checkpoint of entry {sequence} {fault}")]
pub struct BadCheckpoint {
    /// Where it stands.
    pub place: String,
    /// Of which entry.
    pub sequence: i64,
    /// What is wrong with it.
    pub fault: CheckpointFault,
}

impl Known {
    /// Takes up the checkpoints of a file, whose name is for errors. All must be signed with one of the keys.
    ///
    /// # Errors
    /// [`AppError::Checkpoint`] for the first one that is not; others are about the file.
    pub fn checkpoints(&mut self, name: &str, from: impl BufRead) -> Result<(), AppError> {
        for (number, line) in (1..).zip(from.lines()) {
            let place = || format!("{name}, line {number}");
            let line =
                line.map_err(|error| AppError::Invalid(format!("{}: it cannot be read ({error})", place())))?;
            let signed =
                read_checkpoint(&line).map_err(|error| AppError::Invalid(format!("{}: {error}", place())))?;
            self.signed(&signed, place)?;
            self.heads.push(signed.checkpoint.head());
        }
        Ok(())
    }

    /// Makes sure that a checkpoint is signed, if there are keys to tell by.
    pub(super) fn signed(
        &self,
        signed: &SignedCheckpoint,
        place: impl FnOnce() -> String,
    ) -> Result<(), AppError> {
        if self.keys.is_empty() {
            return Ok(());
        }
        let sequence = signed.checkpoint.sequence;
        verify_signature(signed, &self.keys)
            .map_err(|fault| BadCheckpoint { place: place(), sequence, fault }.into())
    }

    /// Makes sure that what is kept of removed entries fits together, and is signed.
    pub(super) fn removal(&self, retained: &Retained, place: impl Fn() -> String) -> Result<(), AppError> {
        if !retained.is_consistent() {
            let sequence = retained.signed.checkpoint.sequence;
            return Err(BadCheckpoint { place: place(), sequence, fault: CheckpointFault::Misplaced }.into());
        }
        self.signed(&retained.signed, place)
    }

    /// How many heads are before the first entry that is there.
    pub(super) fn before(&self, retained: Option<&Retained>) -> usize {
        let first = retained.map_or(0, |retained| retained.head().sequence);
        self.heads.iter().filter(|head| head.sequence < first).count()
    }
}

impl Installation {
    /// Follows the whole trail to its head.
    ///
    /// # Errors
    /// [`AppError::Trail`] names the first broken entry, [`AppError::Checkpoint`] a checkpoint that was not signed as it says.
    pub fn verify_trail(&self, known: &Known) -> Result<WholeTrail, AppError> {
        self.database().read(|tx| {
            let verified = audit::verify(tx, known.heads.iter().copied())?;
            if let Some(retained) = &verified.retained {
                known.removal(retained, || "the removal on record".to_owned())?;
            }
            let ours =
                |signed: &&SignedCheckpoint| known.keys.iter().any(|key| key.id() == signed.checkpoint.key);
            for signed in checkpoint::from(tx, i64::MIN)?.iter().filter(ours) {
                known.signed(signed, || "the database".to_owned())?;
            }
            let unproven = known.before(verified.retained.as_ref());
            Ok(WholeTrail { head: verified.head, retained: verified.retained, recorded: true, unproven })
        })
    }
}
