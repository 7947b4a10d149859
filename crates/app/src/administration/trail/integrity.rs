//! Whether the trail is what was written: what was signed of it, and a stretch of its chain followed while somebody waits.

use bailiwick_model::{
    Operation,
    audit::{AuditHead, Retained},
};
use bailiwick_store::{
    Tx,
    audit::{self, AuditError, checkpoint},
};

use super::{MODEL, Signing, TrailStatus, must_see_all, status};
use crate::{
    administration::{Administration, Ctx, Done, Refused},
    error::AppError,
};

/// Entries that are followed at once: somebody waits for it. `bailiwick audit verify` follows all of them.
const AT_ONCE: i64 = 100_000;

/// Checkpoints that are shown.
const SHOWN: i64 = 12;

/// What is known of the trail's integrity.
#[derive(Clone, Debug, PartialEq)]
pub struct Integrity {
    /// How the trail stands.
    pub status: TrailStatus,
    /// The first entry that is kept.
    pub first: i64,
    /// What was removed before it, if anything was.
    pub retained: Option<Retained>,
    /// Heads that were signed, the last one first, each with whether its entry is still that one; nothing where it was removed.
    pub signings: Vec<(Signing, Option<bool>)>,
    /// What following the chain came to, where that was asked for.
    pub followed: Option<Followed>,
}

/// A stretch of the chain that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Its first entry.
    pub from: i64,
    /// Its last entry that is as it was written.
    pub to: i64,
    /// Where the next stretch begins, if the trail goes on.
    pub next: Option<i64>,
    /// The first entry that is not as it was written, and what is wrong with it.
    pub broken: Option<(i64, String)>,
}

impl Administration {
    /// What is known of the trail's integrity. With `from` the chain is followed from that entry on, as far as somebody can wait for; 0 is the first.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] as for [`Administration::list_trail`].
    pub fn trail_integrity(&self, ctx: &Ctx, from: Option<i64>) -> Result<Done<Integrity>, Refused> {
        self.read(ctx, |work| {
            must_see_all(work)?;
            work.looked_at(MODEL, Operation::Read, "", true);
            let retained = audit::retained(work.tx)?;
            let first = retained.as_ref().map_or(1, |retained| retained.first);
            let followed =
                from.map(|from| followed(work.tx, from.max(first), retained.as_ref())).transpose()?;
            let mut signings = Vec::new();
            for signed in checkpoint::newest(work.tx, SHOWN)? {
                let head = signed.checkpoint.head();
                let kept = audit::hashes(work.tx, head.sequence, head.sequence)?;
                let stands = (head.sequence >= first).then(|| kept.contains(&head));
                let signing = Signing {
                    sequence: head.sequence,
                    at_us: signed.checkpoint.at,
                    key: signed.checkpoint.key,
                    hash: head.hash.to_string(),
                };
                signings.push((signing, stands));
            }
            Ok(Integrity { status: status(work.tx)?, first, retained, signings, followed })
        })
    }
}

fn followed(tx: &mut Tx<'_>, from: i64, retained: Option<&Retained>) -> Result<Followed, Refused> {
    let end = audit::head(tx)?.sequence;
    let from = from.min(end.max(1));
    let before = match retained.map_or(AuditHead::START, Retained::head) {
        known if known.sequence >= from - 1 => Some(known),
        _ => audit::hashes(tx, from - 1, from - 1)?.pop(),
    };
    let Some(before) = before else {
        let broken = Some((from - 1, format!("entry {} is missing", from - 1)));
        return Ok(Followed { from, to: from - 1, next: None, broken });
    };
    match audit::verify_stretch(tx, before, from.saturating_add(AT_ONCE - 1)) {
        Ok(reached) => {
            let next = (reached.sequence < end).then_some(reached.sequence + 1);
            Ok(Followed { from, to: reached.sequence, next, broken: None })
        }
        Err(AuditError::Broken(broken)) => {
            let told = Some((broken.sequence, broken.to_string()));
            Ok(Followed { from, to: broken.sequence - 1, next: None, broken: told })
        }
        Err(AuditError::Store(error)) => Err(AppError::from(error).into()),
    }
}
