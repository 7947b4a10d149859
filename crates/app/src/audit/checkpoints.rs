//! Heads that are signed from time to time, so that whoever keeps them elsewhere can prove the trail.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use bailiwick_model::audit::{AuditHead, Broken, CheckpointKind, SignedCheckpoint};
use bailiwick_store::{
    StoreError,
    audit::{self, checkpoint},
};

use super::signing::{Signer, verify_signature};
use crate::{error::AppError, installation::Installation};

/// How often a running server looks whether a checkpoint is due; also how soon it stops.
const LOOK: Duration = Duration::from_millis(500);

/// When a running server signs the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// After so many new entries; never because of their number when 0.
    pub entries: u32,
    /// When there is something new after so many minutes; never because of time when 0.
    pub minutes: u32,
}

impl Rhythm {
    /// Whether a head should be signed, given what was signed last.
    #[must_use]
    pub fn is_due(&self, last: Option<&SignedCheckpoint>, head: &AuditHead, now_us: i64) -> bool {
        let (signed, at) = last.map_or((0, i64::MIN), |last| (last.checkpoint.sequence, last.checkpoint.at));
        let new = head.sequence.saturating_sub(signed);
        let waited = now_us.saturating_sub(at);
        let many = self.entries > 0 && new >= i64::from(self.entries);
        let long = self.minutes > 0 && waited >= i64::from(self.minutes) * 60_000_000;
        new > 0 && (many || long)
    }
}

impl Installation {
    /// Signs the head and keeps the checkpoint in the database too, unless another process has the database for itself.
    ///
    /// # Errors
    /// When there is nothing to sign, `elsewhere` cannot keep it, or the database refuses.
    pub fn checkpoint_trail(
        &self,
        signer: &Signer,
        at_us: i64,
        elsewhere: &mut dyn FnMut(&SignedCheckpoint) -> io::Result<()>,
    ) -> Result<SignedCheckpoint, AppError> {
        let head = self.database().read(audit::head)?;
        if head == AuditHead::START {
            return Err(AppError::Invalid(
                "the trail has no entry yet, so there is nothing to sign".to_owned(),
            ));
        }
        let signed =
            signer.sign(CheckpointKind::Head, head, at_us).map_err(|error| AppError::Output(error.into()))?;
        // Elsewhere first: what is only here proves little.
        elsewhere(&signed).map_err(AppError::Output)?;
        match self.database().write(|tx| checkpoint::keep(tx, &signed)) {
            Ok(_) | Err(StoreError::InUse { .. }) => Ok(signed),
            Err(error) => Err(error.into()),
        }
    }

    /// The head, and the last checkpoint of this key if none is known yet. What the database says of checkpoints is believed only as
    /// far as they are signed: one that somebody made up could keep the trail from being signed for ever.
    ///
    /// The trail must still hold what was signed last: a trail that was set back or written anew is not signed again.
    fn look(&self, signer: &Signer, last: &mut Option<SignedCheckpoint>) -> Result<AuditHead, AppError> {
        self.database().read(|tx| {
            let head = audit::head(tx)?;
            if last.is_none() {
                let all = checkpoint::from(tx, i64::MIN)?;
                let ours = |signed: &SignedCheckpoint| verify_signature(signed, &[signer.public()]).is_ok();
                *last = all.into_iter().rfind(ours);
            }
            let Some(signed) = last.as_ref().map(|last| last.checkpoint.head()) else { return Ok(head) };
            let removed = audit::retained(tx)?.is_some_and(|retained| retained.first > signed.sequence);
            match audit::find(tx, signed.sequence)? {
                Some(found) if found.hash == signed.hash => Ok(head),
                None if removed => Ok(head),
                found => Err(Broken::unsigned(signed.sequence, found.is_some()).into()),
            }
        })
    }

    /// Signs the head whenever that is due, until `stop` is set. What fails is logged and tried again.
    pub fn keep_checkpoints(
        &self,
        signer: &Signer,
        rhythm: Rhythm,
        elsewhere: &dyn Fn(&SignedCheckpoint) -> io::Result<()>,
        clock: &dyn Fn() -> i64,
        stop: &AtomicBool,
    ) {
        let (mut failing, mut last) = (false, None);
        while !stop.load(Ordering::Relaxed) {
            let done = self.look(signer, &mut last).and_then(|head| {
                if !rhythm.is_due(last.as_ref(), &head, clock()) {
                    return Ok(None);
                }
                self.checkpoint_trail(signer, clock(), &mut |signed| elsewhere(signed)).map(Some)
            });
            // Once is enough until it works again: it is tried every moment.
            if let (Err(error), false) = (&done, failing) {
                tracing::error!(%error, "the audit trail cannot be signed");
            }
            failing = done.is_err();
            if let Ok(Some(signed)) = done {
                tracing::info!(entry = signed.checkpoint.sequence, "the audit trail was signed");
                last = Some(signed);
            }
            thread::sleep(LOOK);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000_000;

    #[test]
    fn a_checkpoint_is_due_after_many_entries_or_a_long_time_and_never_for_nothing() {
        let signer = Signer::derived(&[1; 32]).unwrap();
        let head = |sequence| AuditHead { sequence, ..AuditHead::START };
        let last = signer.sign(CheckpointKind::Head, head(10), 5 * MINUTE).unwrap();
        let due = |entries, minutes, sequence, now| {
            Rhythm { entries, minutes }.is_due(Some(&last), &head(sequence), now)
        };
        assert!(!due(1, 1, 10, 99 * MINUTE), "there is nothing new");
        assert!(due(5, 0, 15, 0) && !due(5, 0, 14, 99 * MINUTE));
        assert!(due(0, 3, 11, 8 * MINUTE) && !due(0, 3, 99, 8 * MINUTE - 1));
        assert!(!due(0, 0, 99, 99 * MINUTE), "both are off");
        let first = Rhythm { entries: 0, minutes: 60 };
        assert!(first.is_due(None, &head(1), 0) && !first.is_due(None, &head(0), 0));
    }
}
