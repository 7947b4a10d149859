//! Finds the first entry at which a chain is broken, and says what is wrong with it.

use std::collections::BTreeMap;

use super::{AuditEntry, AuditHash, AuditHead, chain};

/// An entry as it is kept: its text, and what is claimed about it.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The number that it is kept under.
    pub place: i64,
    /// The hash that it claims to follow.
    pub previous: &'a str,
    /// The hash that it claims to have.
    pub hash: &'a str,
    /// The canonical text.
    pub text: &'a str,
}

/// The first entry that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {sequence} {fault}")]
pub struct Broken {
    /// Its number.
    pub sequence: i64,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not what was written.
    #[error("was altered: {0}")]
    Altered(String),
    /// It is gone, and later ones are there.
    #[error("is missing: entry {next} stands in its place")]
    Missing {
        /// The one that comes instead.
        next: i64,
    },
    /// It was never written by Bailiwick.
    #[error("was inserted: {0}")]
    Inserted(String),
    /// It is there, but later than it was written.
    #[error("was moved: entry {next} stands in its place, and it comes later")]
    Reordered {
        /// The one that comes instead.
        next: i64,
    },
    /// It is gone, and so is everything after it.
    #[error("is missing, with everything after it: the trail is known to reach entry {known}")]
    Truncated {
        /// The last entry that is known to have been there.
        known: i64,
    },
    /// The trail from some earlier entry on is not the one that was written: a head that was kept elsewhere says so.
    #[error(
        "is not the one that was noted elsewhere: from some entry up to this one on, the trail was written anew"
    )]
    Forked,
    /// Lists show it otherwise than it was written, or not at all.
    #[error("is not shown as it was written by lists and searches: {0}")]
    Unsearched(String),
    /// Earlier entries were removed, and nothing on the trail says so.
    #[error("and those before it were removed, and no entry of the trail tells of that")]
    Unrecorded,
}

/// Follows a chain entry by entry, with a constant amount of memory.
#[derive(Clone, Debug)]
pub struct Verifier {
    reached: AuditHead,
    /// By number, so that an entry costs one look however many there are.
    anchors: BTreeMap<i64, Vec<AuditHash>>,
    /// Another number than the expected one came; whether the expected one still comes decides what it is called.
    gap: Option<i64>,
    /// The latest moment of an entry so far.
    latest_us: i64,
    back: Option<ClockBack>,
}

/// An entry that says it was written before an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockBack {
    /// The entry.
    pub sequence: i64,
    /// By how much, in microseconds.
    pub by_us: i64,
}

impl Verifier {
    /// Starts before the first entry. `anchors` are heads that the trail is known to have had once.
    #[must_use]
    pub fn new(anchors: impl IntoIterator<Item = AuditHead>) -> Self {
        let mut known: BTreeMap<i64, Vec<AuditHash>> = BTreeMap::new();
        for AuditHead { sequence, hash } in anchors {
            known.entry(sequence).or_default().push(hash);
        }
        Self { reached: AuditHead::START, anchors: known, gap: None, latest_us: i64::MIN, back: None }
    }

    /// Starts behind `head`, the last entry of a stretch that is not looked at: because it was removed, or proved elsewhere.
    ///
    /// # Errors
    /// When an anchor says that this was another entry.
    pub fn resume(&mut self, head: AuditHead) -> Result<(), Broken> {
        self.reached = head;
        self.compared()
    }

    /// The entry that goes back furthest behind an earlier one, if any does. Nodes' clocks differ, and what gathers is written
    /// late, so a little is nothing; much is a clock that was set back, or an entry that somebody made up.
    #[must_use]
    pub fn clock_back(&self) -> Option<ClockBack> {
        self.back
    }

    /// The last entry found to be whole.
    #[must_use]
    pub fn reached(&self) -> AuditHead {
        self.reached
    }

    /// Takes the next entry and returns it, unless one that should have come before it is still being looked for.
    ///
    /// # Errors
    /// When the chain is broken at this entry or the one before.
    pub fn follow(&mut self, link: &Link<'_>) -> Result<Option<AuditEntry>, Broken> {
        let hash = chain::hash(link.previous, link.text);
        let entry = AuditEntry::read(link.text);
        let sound = hash.as_str() == link.hash;
        // What is hashed can be believed; what is not whole is known by its place alone.
        let number = entry.as_ref().ok().filter(|_| sound).map_or(link.place, |entry| entry.sequence);
        let expected = self.reached.sequence + 1;
        if let Some(next) = self.gap {
            let found = number == expected;
            return if found { Err(broken(expected, Fault::Reordered { next })) } else { Ok(None) };
        }
        if number < expected {
            return Err(broken(number, second(link, number)));
        }
        if number > expected {
            self.gap = Some(number);
            return Ok(None);
        }
        if !sound {
            return Err(altered(number, "its hash is not that of its text"));
        }
        if link.previous != self.reached.hash.as_str() {
            let earlier = number - 1;
            return Err(match earlier {
                0 => altered(number, "as the first entry it must follow 64 zeros"),
                _ => altered(earlier, &format!("entry {number} was chained to another text of it")),
            });
        }
        if link.place != number {
            return Err(altered(number, &format!("it is kept under the number {}", link.place)));
        }
        let entry = entry.map_err(|error| altered(number, &format!("its text cannot be read ({error})")))?;
        self.reached = AuditHead { sequence: number, hash };
        self.compared()?;
        let by_us = self.latest_us.saturating_sub(entry.at);
        if by_us > self.back.map_or(0, |back| back.by_us) {
            self.back = Some(ClockBack { sequence: number, by_us });
        }
        self.latest_us = self.latest_us.max(entry.at);
        Ok(Some(entry))
    }

    /// Compares what was reached with what is known of it from elsewhere.
    fn compared(&self) -> Result<(), Broken> {
        let AuditHead { sequence, hash } = self.reached;
        let known = self.anchors.get(&sequence).into_iter().flatten();
        if known.into_iter().any(|known| *known != hash) {
            return Err(broken(sequence, Fault::Forked));
        }
        Ok(())
    }

    /// Ends at `head`, which the trail says is its last entry.
    ///
    /// # Errors
    /// When something is missing, or there is more than there should be.
    pub fn finish(self, head: &AuditHead) -> Result<AuditHead, Broken> {
        let known = self.anchors.last_key_value().map_or(head.sequence, |(last, _)| head.sequence.max(*last));
        self.ended(head, known)
    }

    /// Has reached `head`, which ends a stretch of the trail that goes on elsewhere.
    ///
    /// # Errors
    /// As for [`Verifier::finish`].
    pub fn pause(&self, head: &AuditHead) -> Result<AuditHead, Broken> {
        self.ended(head, head.sequence)
    }

    fn ended(&self, head: &AuditHead, known: i64) -> Result<AuditHead, Broken> {
        let reached = self.reached;
        let missing = reached.sequence + 1;
        if let Some(next) = self.gap {
            return Err(broken(missing, Fault::Missing { next }));
        }
        if known > reached.sequence {
            return Err(broken(missing, Fault::Truncated { known }));
        }
        if head.sequence < reached.sequence {
            let why = format!("the trail says that it ends with entry {}", head.sequence);
            return Err(broken(head.sequence + 1, Fault::Inserted(why)));
        }
        if head.hash != reached.hash {
            return Err(rewritten(reached.sequence));
        }
        Ok(reached)
    }
}

/// Follows `links` to `head`; see [`Verifier`].
///
/// # Errors
/// The first break of the chain, as an error of the caller's; and any error of the links.
pub fn verify<'a, E: From<Broken>>(
    links: impl IntoIterator<Item = Result<Link<'a>, E>>,
    head: &AuditHead,
    anchors: impl IntoIterator<Item = AuditHead>,
) -> Result<AuditHead, E> {
    let mut verifier = Verifier::new(anchors);
    for link in links {
        verifier.follow(&link?)?;
    }
    Ok(verifier.finish(head)?)
}

fn broken(sequence: i64, fault: Fault) -> Broken {
    Broken { sequence, fault }
}

impl Broken {
    /// Nothing on the trail tells that everything up to this entry was removed.
    #[must_use]
    pub fn unrecorded(sequence: i64) -> Self {
        broken(sequence, Fault::Unrecorded)
    }

    /// What was signed last is not on the trail any more, or is another entry.
    #[must_use]
    pub fn unsigned(sequence: i64, is_there: bool) -> Self {
        broken(sequence, if is_there { Fault::Forked } else { Fault::Truncated { known: sequence } })
    }

    /// Lists do not show an entry as it was written.
    #[must_use]
    pub fn unsearched(sequence: i64, why: &str) -> Self {
        broken(sequence, Fault::Unsearched(why.to_owned()))
    }

    /// What is kept beside an entry's text says something else than the text.
    #[must_use]
    pub fn contradicted(sequence: i64, column: &str) -> Self {
        altered(sequence, &format!("what is kept as its {column} is not what its text says"))
    }
}

fn altered(sequence: i64, why: &str) -> Broken {
    broken(sequence, Fault::Altered(why.to_owned()))
}

fn rewritten(sequence: i64) -> Broken {
    altered(sequence, "its hash is not the one that was noted when it was written")
}

/// A number comes again, or one that no entry has.
fn second(link: &Link<'_>, number: i64) -> Fault {
    Fault::Inserted(if number < 1 {
        "entries count from 1".to_owned()
    } else if link.place == number {
        "there is another entry of that number".to_owned()
    } else {
        format!("there is another entry of that number, kept under {}", link.place)
    })
}

impl AuditHash {
    /// The hash of `entry` when it follows this one.
    #[must_use]
    pub fn followed_by(&self, entry: &str) -> Self {
        chain::hash(self.as_str(), entry)
    }
}

#[cfg(test)]
mod tests;
