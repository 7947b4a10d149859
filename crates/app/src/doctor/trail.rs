//! Whether the audit trail is whole: its end, or all of it.

use bailiwick_model::audit::{AuditEntry, AuditHash, AuditHead, Link};
use bailiwick_store::{
    Database, StoreError, Tx,
    audit::{self, AuditError},
};

use super::{Finding, refused};

/// So many entries are looked at unless all are asked for.
const LAST: i64 = 10_000;

const REMEDY: &str = "run `bailiwick audit verify`, keep a copy of the database, and find out who could write to it beside Bailiwick";

pub(super) fn check(database: &Database, full: bool) -> Finding {
    if full {
        return match database.read(|tx| audit::verify(tx, [])) {
            Ok(verified) => {
                let before = verified.retained.map_or(0, |retained| retained.first - 1);
                whole(verified.head, verified.head.sequence - before)
            }
            Err(AuditError::Broken(broken)) => Finding::failure("audit trail", broken.to_string(), REMEDY),
            Err(AuditError::Store(error)) => refused("audit trail", &error),
        };
    }
    match database.read(end) {
        Ok(Ok((head, count))) => whole(head, count),
        Ok(Err(broken)) => Finding::failure("audit trail", broken, REMEDY),
        Err(error) => refused("audit trail", &error),
    }
}

fn whole(head: AuditHead, count: i64) -> Finding {
    let told = if count == head.sequence {
        format!("all {count} entries are chained; head {head}")
    } else {
        format!("the last {count} of {} entries are chained; head {head}", head.sequence)
    };
    Finding::well("audit trail", told)
}

/// Follows the last entries to the head: which that is, and how many there were; or what is broken.
fn end(tx: &mut Tx<'_>) -> Result<Result<(AuditHead, i64), String>, StoreError> {
    let head = audit::head(tx)?;
    let kept = audit::retained(tx)?.map_or(1, |retained| retained.first);
    let first = head.sequence.saturating_sub(LAST - 1).max(kept);
    let mut chain = Chain { next: first, hash: (first == 1).then_some(AuditHash::START) };
    let mut broken = None;
    audit::scan(tx, first..=head.sequence, &mut |link| {
        if broken.is_none() {
            broken = chain.follow(link).err();
        }
        Ok(())
    })?;
    Ok(match broken {
        Some(broken) => Err(broken),
        None if chain.next != head.sequence + 1 => Err(format!(
            "the trail is known to reach entry {} and ends before entry {}",
            head.sequence, chain.next
        )),
        None if chain.hash.is_some_and(|hash| hash != head.hash) => {
            Err(format!("entry {} is not the one that was noted when it was written", head.sequence))
        }
        None => Ok((head, head.sequence + 1 - first)),
    })
}

/// Follows a chain from somewhere in its middle.
struct Chain {
    next: i64,
    /// The hash before; of the first entry that is looked at, it has to be believed.
    hash: Option<AuditHash>,
}

impl Chain {
    fn follow(&mut self, link: &Link<'_>) -> Result<(), String> {
        let Self { next, hash } = self;
        if link.place != *next {
            return Err(format!("entry {next} is missing: entry {} stands in its place", link.place));
        }
        let altered = |why: &str| format!("entry {next} was altered: {why}");
        let previous: AuditHash = link.previous.parse().map_err(|_| altered("what it follows is no hash"))?;
        if hash.is_some_and(|hash| hash != previous) {
            return Err(altered("it does not follow the entry before it"));
        }
        let own = previous.followed_by(link.text);
        if own.as_str() != link.hash {
            return Err(altered("its hash is not that of its text"));
        }
        match AuditEntry::read(link.text) {
            Ok(entry) if entry.sequence == *next => {}
            _ => return Err(altered("its text does not say its number")),
        }
        (self.next, self.hash) = (*next + 1, Some(own));
        Ok(())
    }
}
