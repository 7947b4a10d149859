//! The whole chain, followed from its first kept entry to its head: one thread reads while another hashes.

use std::{
    ops::RangeInclusive,
    sync::mpsc::{channel, sync_channel},
    thread,
};

use bailiwick_model::audit::{AuditEntry, AuditHead, Broken, ClockBack, Link, Retained, Verifier};

use super::{AuditError, SCAN, checkpoint, head, retained};
use crate::{Row, StoreError, Tx, param::params};

/// Entries that are handed over at once: enough that handing over costs nothing beside hashing.
const STACK: usize = 512;

/// Stacks that may wait, so that memory stays flat however fast the database reads.
const WAITING: usize = 4;

/// A trail that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its last entry.
    pub head: AuditHead,
    /// What was removed before its first one, if anything was.
    pub retained: Option<Retained>,
    /// The entry that goes back furthest behind an earlier one, if any does.
    pub clock_back: Option<ClockBack>,
}

/// Follows the whole chain from its first kept entry to its head. `anchors` are heads that were noted elsewhere; the kept
/// checkpoints count as such too. Anchors of entries that were removed prove nothing here.
///
/// # Errors
/// The first entry that is broken: in the chain, or in the columns that it is searched by. Also when entries were removed
/// and none of those that are left tells of it.
pub fn verify(tx: &mut Tx<'_>, anchors: impl IntoIterator<Item = AuditHead>) -> Result<Verified, AuditError> {
    let retained = retained(tx)?;
    let kept = checkpoint::heads(tx, i64::MIN)?;
    let mut verifier = Verifier::new(anchors.into_iter().chain(kept));
    if let Some(retained) = &retained {
        verifier.resume(retained.head())?;
    }
    let recorded = retained.is_none();
    let Following { verifier, recorded, .. } =
        followed(tx, Following { verifier, retained: retained.as_ref(), recorded }, i64::MIN..=i64::MAX)?;
    let clock_back = verifier.clock_back();
    let head = verifier.finish(&head(tx)?)?;
    match retained {
        Some(retained) if !recorded => Err(Broken::unrecorded(retained.head().sequence).into()),
        retained => Ok(Verified { head, retained, clock_back }),
    }
}

/// Follows a part of the chain: the entries behind `before`, which is taken as it is, up to `last`, or to the head where that comes sooner.
/// Returns the last one. The kept checkpoints of these entries count as heads that were noted.
///
/// # Errors
/// The first entry that is broken.
pub fn verify_stretch(tx: &mut Tx<'_>, before: AuditHead, last: i64) -> Result<AuditHead, AuditError> {
    let end = head(tx)?;
    let last = last.min(end.sequence);
    let kept = checkpoint::heads(tx, before.sequence)?;
    let kept = kept.into_iter().filter(|kept| kept.sequence <= last);
    let mut verifier = Verifier::new(kept);
    verifier.resume(before)?;
    let following = Following { verifier, retained: None, recorded: true };
    let Following { verifier, .. } = followed(tx, following, before.sequence + 1..=last)?;
    let reached = AuditHead { sequence: last, hash: verifier.reached().hash };
    Ok(verifier.pause(if last == end.sequence { &end } else { &reached })?)
}

/// Reads entries here, and has them followed beside.
fn followed<'r>(
    tx: &mut Tx<'_>,
    mut following: Following<'r>,
    wanted: RangeInclusive<i64>,
) -> Result<Following<'r>, AuditError> {
    let (hand_over, stacks) = sync_channel::<Stack>(WAITING);
    let (give_back, spare) = channel();
    thread::scope(|scope| {
        let follow = move || {
            for mut stack in stacks {
                following.stack(&stack)?;
                stack.clear();
                // Whoever has read all needs no more of them.
                let _ = give_back.send(stack);
            }
            Ok::<_, Broken>(following)
        };
        let hashing = thread::Builder::new().spawn_scoped(scope, follow).map_err(|error| {
            StoreError::Engine { table: "audit", why: format!("the system gives no thread ({error})") }
        })?;
        let mut stack = Stack::default();
        let read = tx.each(&SCAN, params![*wanted.start(), *wanted.end()], |row| {
            stack.push(row)?;
            if stack.rows.len() == STACK {
                let full = std::mem::replace(&mut stack, spare.try_recv().unwrap_or_default());
                // When nobody takes it any more the first break has been found.
                let _ = hand_over.send(full);
            }
            Ok(())
        });
        let _ = hand_over.send(stack);
        drop(hand_over);
        let followed = hashing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read?;
        Ok(followed?)
    })
}

/// Entries as they are kept, one behind the other.
#[derive(Default)]
struct Stack {
    text: String,
    rows: Vec<Kept>,
}

/// One of them: its numbers, and where each of its texts ends.
struct Kept {
    place: i64,
    at: i64,
    ends: [usize; TEXTS.len()],
}

/// The texts of an entry, in the order of the columns.
const TEXTS: [&str; 7] = ["actor", "object_kind", "object_id", "action", "body", "previous", "hash"];

impl Stack {
    fn push(&mut self, row: &mut Row<'_>) -> Result<(), StoreError> {
        let (place, at) = (row.int("sequence")?, row.int("at_us")?);
        let mut ends = [0; TEXTS.len()];
        for (end, column) in ends.iter_mut().zip(TEXTS) {
            self.text.push_str(row.text(column)?);
            *end = self.text.len();
        }
        self.rows.push(Kept { place, at, ends });
        Ok(())
    }

    fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
    }
}

/// A chain that is being followed.
struct Following<'r> {
    verifier: Verifier,
    retained: Option<&'r Retained>,
    /// Whether an entry tells of what was removed.
    recorded: bool,
}

impl Following<'_> {
    fn stack(&mut self, stack: &Stack) -> Result<(), Broken> {
        let mut start = 0;
        for Kept { place, at, ends } in &stack.rows {
            let texts = ends.map(|end| {
                let text = stack.text.get(start..end).unwrap_or_default();
                start = end;
                text
            });
            if let Some(entry) = follow(&mut self.verifier, *place, *at, texts)? {
                self.recorded |= self.retained.is_some_and(|retained| retained.is_told_by(&entry));
            }
        }
        Ok(())
    }
}

fn follow(
    verifier: &mut Verifier,
    place: i64,
    at: i64,
    [actor, kind, id, action, text, previous, hash]: [&str; TEXTS.len()],
) -> Result<Option<AuditEntry>, Broken> {
    let Some(entry) = verifier.follow(&Link { place, previous, hash, text })? else { return Ok(None) };
    let told = [
        ("at_us", entry.at == at),
        ("actor", entry.actor.is_written(actor)),
        ("object_kind", entry.object.kind == kind),
        ("object_id", entry.object.id == id),
        ("action", entry.action.as_str() == action),
    ];
    match told.into_iter().find(|(_, same)| !same) {
        Some((column, _)) => Err(Broken::contradicted(entry.sequence, column)),
        None => Ok(Some(entry)),
    }
}
