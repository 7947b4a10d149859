//! A trail proved: its chain, what was signed of it, and what was removed from it.

use std::io::BufRead;

use bailiwick_model::audit::{AuditHead, ClockBack, Retained, SignedCheckpoint};
use bailiwick_protocol::audit::read_checkpoint;
use bailiwick_store::audit::{self, Verified, checkpoint};

use super::signing::{CheckpointFault, PublicKey, verify_signature};
use crate::{error::AppError, installation::Installation};

/// What is known of a trail from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Heads that it is known to have had.
    pub heads: Vec<AuditHead>,
    /// The keys that signatures must be of. Without any, signatures are not looked at.
    pub keys: Vec<PublicKey>,
    /// Whether signatures of other keys are counted and passed over, as when only this installation's own key is at hand.
    pub passes_strangers: bool,
    /// The last entry of which a signature was looked at and found right, in the files that were read.
    pub signed: Option<i64>,
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
    /// The last entry that a right signature is of; none when there is none, or no key to tell by.
    pub signed: Option<i64>,
    /// Signatures of keys that are not known, where such are passed over.
    pub strangers: usize,
    /// The entry that goes back furthest behind an earlier one, if any does.
    pub clock_back: Option<ClockBack>,
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

/// What became of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    /// One of the known keys made it.
    Rightly,
    /// Somebody else did.
    ByStranger,
    /// There is no key to tell by.
    Unknown,
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
            if self.signed(&signed, place)? == Signed::Rightly {
                self.signed = self.signed.max(Some(signed.checkpoint.sequence));
            }
            self.heads.push(signed.checkpoint.head());
        }
        Ok(())
    }

    /// Makes sure that a checkpoint is signed, if there are keys to tell by.
    pub(super) fn signed(
        &self,
        signed: &SignedCheckpoint,
        place: impl FnOnce() -> String,
    ) -> Result<Signed, AppError> {
        if self.keys.is_empty() {
            return Ok(Signed::Unknown);
        }
        let sequence = signed.checkpoint.sequence;
        match verify_signature(signed, &self.keys) {
            Ok(()) => Ok(Signed::Rightly),
            Err(CheckpointFault::WrongKey { .. }) if self.passes_strangers => Ok(Signed::ByStranger),
            Err(fault) => Err(BadCheckpoint { place: place(), sequence, fault }.into()),
        }
    }

    /// Makes sure that what is kept of removed entries fits together, and is signed.
    pub(super) fn removal(
        &self,
        retained: &Retained,
        place: impl Fn() -> String,
    ) -> Result<Signed, AppError> {
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
            let (mut last, mut strangers) = (known.signed, 0);
            let mut tell = |sequence, signed| match signed {
                Signed::Rightly => last = last.max(Some(sequence)),
                Signed::ByStranger => strangers += 1,
                Signed::Unknown => {}
            };
            // First, because what somebody made up may say that the trail is longer than it ever was.
            let place = || "the database".to_owned();
            for (sequence, signed) in checkpoint::kept(tx, i64::MIN)? {
                let forged = BadCheckpoint { place: place(), sequence, fault: CheckpointFault::Forged };
                tell(sequence, known.signed(&signed.ok_or(forged)?, place)?);
            }
            let verified = audit::verify(tx, known.heads.iter().copied())?;
            if let Some(retained) = &verified.retained {
                tell(retained.first - 1, known.removal(retained, || "the removal on record".to_owned())?);
            }
            let unproven = known.before(verified.retained.as_ref());
            let Verified { head, retained, clock_back } = verified;
            Ok(WholeTrail { head, retained, recorded: true, unproven, signed: last, strangers, clock_back })
        })
    }

    /// Makes sure that lists and searches show the entries of a trail that is whole, all of them, and as they were written.
    ///
    /// # Errors
    /// [`AppError::Trail`] names the first entry that they do not.
    pub fn verify_search(&self) -> Result<(), AppError> {
        self.database().read(|tx| {
            let Verified { head, retained, .. } = audit::verify(tx, [])?;
            let before = retained.map_or(AuditHead::START, |retained| retained.head());
            Ok(audit::verify_search(tx, before, &head)?)
        })
    }
}
