//! Finds the first entry at which a chain is broken, and says what is wrong with it.

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
}

/// Follows a chain entry by entry, with a constant amount of memory.
#[derive(Clone, Debug)]
pub struct Verifier {
    reached: AuditHead,
    anchors: Vec<AuditHead>,
    /// Another number than the expected one came; whether the expected one still comes decides what it is called.
    gap: Option<i64>,
}

impl Verifier {
    /// Starts before the first entry. `anchors` are heads that the trail is known to have had once.
    #[must_use]
    pub fn new(anchors: impl IntoIterator<Item = AuditHead>) -> Self {
        Self { reached: AuditHead::START, anchors: anchors.into_iter().collect(), gap: None }
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
        let contradicted = |anchor: &&AuditHead| anchor.sequence == number && anchor.hash != hash;
        match self.anchors.iter().find(contradicted) {
            Some(_) => Err(rewritten(number)),
            None => Ok(Some(entry)),
        }
    }

    /// Ends at `head`, which the trail says is its last entry.
    ///
    /// # Errors
    /// When something is missing, or there is more than there should be.
    pub fn finish(self, head: &AuditHead) -> Result<AuditHead, Broken> {
        let Self { reached, anchors, gap } = self;
        let missing = reached.sequence + 1;
        if let Some(next) = gap {
            return Err(broken(missing, Fault::Missing { next }));
        }
        let known = anchors.iter().map(|anchor| anchor.sequence).fold(head.sequence, i64::max);
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
mod tests {
    use super::*;
    use crate::audit::{Actor, AuditAction, AuditObject};

    /// A link that owns its texts.
    #[derive(Clone)]
    struct Kept(i64, AuditHash, String, String);

    fn text(sequence: i64, id: &str) -> String {
        let object = AuditObject::new("token", id);
        let mut entry = AuditEntry::new(9, Actor::Machine, AuditAction::TOKEN_ISSUED, object);
        entry.sequence = sequence;
        entry.canonical().unwrap()
    }

    fn kept(sequence: i64, previous: AuditHash, id: &str) -> Kept {
        let text = text(sequence, id);
        Kept(sequence, previous, previous.followed_by(&text).to_string(), text)
    }

    fn chained(count: i64) -> (Vec<Kept>, AuditHead) {
        let mut head = AuditHead::START;
        let next = |sequence| {
            let link = kept(sequence, head.hash, "t");
            head = AuditHead { sequence, hash: link.2.parse().unwrap() };
            link
        };
        ((1..=count).map(next).collect::<Vec<_>>(), head)
    }

    fn judged(links: &[Kept], head: &AuditHead, anchors: &[AuditHead]) -> Result<AuditHead, Broken> {
        let link = |Kept(place, previous, hash, text): &'_ Kept| {
            (*place, previous.to_string(), hash.clone(), text.clone())
        };
        let owned: Vec<_> = links.iter().map(link).collect();
        let links = owned.iter().map(|(place, previous, hash, text)| {
            Ok::<_, Broken>(Link { place: *place, previous, hash, text })
        });
        verify(links, head, anchors.iter().copied())
    }

    #[track_caller]
    fn says(links: &[Kept], head: &AuditHead, wanted: &str) {
        assert_eq!(judged(links, head, &[]).unwrap_err().to_string(), wanted);
    }

    #[test]
    fn a_whole_chain_is_whole() {
        for count in [0, 1, 9] {
            let (links, head) = chained(count);
            assert_eq!(judged(&links, &head, &[]), Ok(head));
            assert_eq!(
                judged(&links, &head, &[chained(count / 2).1]),
                Ok(head),
                "an older head is part of it"
            );
        }
    }

    #[test]
    fn an_edit_is_found() {
        let (whole, head) = chained(5);
        let mut links = whole.clone();
        links[2].3 = text(3, "x");
        says(&links, &head, "entry 3 was altered: its hash is not that of its text");
        // With the hash made anew, the next one gives it away; with all hashes made anew, the head does.
        links[2] = kept(3, links[2].1, "x");
        says(&links, &head, "entry 3 was altered: entry 4 was chained to another text of it");
        for at in 3..5 {
            links[at] = kept(at as i64 + 1, links[at - 1].2.parse().unwrap(), "t");
        }
        let noted = "entry 5 was altered: its hash is not the one that was noted when it was written";
        says(&links, &head, noted);
        // With the head made anew too, only a head that was kept elsewhere helps.
        let forged = AuditHead { sequence: 5, hash: links[4].2.parse().unwrap() };
        assert_eq!(judged(&links, &forged, &[]), Ok(forged));
        assert_eq!(judged(&links, &forged, &[head]).unwrap_err().to_string(), noted);
        let mut links = whole;
        links[0] = kept(1, head.hash, "t");
        says(&links, &head, "entry 1 was altered: as the first entry it must follow 64 zeros");
    }

    #[test]
    fn a_deletion_is_found_and_so_is_a_truncation() {
        let (whole, head) = chained(5);
        let mut links = whole.clone();
        links.remove(2);
        says(&links, &head, "entry 3 is missing: entry 4 stands in its place");
        for (at, link) in links.iter_mut().enumerate() {
            link.0 = at as i64 + 1;
        }
        says(&links, &head, "entry 3 is missing: entry 4 stands in its place");
        let cut = "entry 4 is missing, with everything after it: the trail is known to reach entry 5";
        says(&whole[..3], &head, cut);
        let shorter = AuditHead { sequence: 3, hash: whole[2].2.parse().unwrap() };
        assert_eq!(judged(&whole[..3], &shorter, &[]), Ok(shorter));
        assert_eq!(judged(&whole[..3], &shorter, &[head]).unwrap_err().to_string(), cut);
        says(&[], &head, "entry 1 is missing, with everything after it: the trail is known to reach entry 5");
    }

    #[test]
    fn an_insertion_is_found() {
        let (whole, head) = chained(5);
        let mut links = whole.clone();
        links.insert(2, kept(3, whole[1].2.parse().unwrap(), "x"));
        says(&links, &head, "entry 3 was inserted: there is another entry of that number");
        for (at, link) in links.iter_mut().enumerate() {
            link.0 = at as i64 + 1;
        }
        says(&links, &head, "entry 3 was inserted: there is another entry of that number, kept under 4");
        let mut links = whole.clone();
        links.push(kept(6, head.hash, "x"));
        says(&links, &head, "entry 6 was inserted: the trail says that it ends with entry 5");
        let mut links = whole;
        links.insert(0, kept(0, AuditHash::START, "x"));
        says(&links, &head, "entry 0 was inserted: entries count from 1");
    }

    #[test]
    fn a_swap_is_found() {
        let (whole, head) = chained(5);
        let mut links = whole.clone();
        links.swap(1, 3);
        says(&links, &head, "entry 2 was moved: entry 4 stands in its place, and it comes later");
        // The numbers they are kept under are put right again; what they say of themselves is not.
        (links[1].0, links[3].0) = (2, 4);
        says(&links, &head, "entry 2 was moved: entry 4 stands in its place, and it comes later");
        let mut links = whole;
        links[4].0 = 50;
        says(&links, &head, "entry 5 was altered: it is kept under the number 50");
    }
}
