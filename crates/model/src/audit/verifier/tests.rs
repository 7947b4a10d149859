//! Whole chains, and every way to break one.

use super::*;
use crate::audit::{Actor, AuditAction, AuditObject};

/// A link that owns its texts.
#[derive(Clone)]
struct Kept(i64, AuditHash, String, String);

fn text(sequence: i64, id: &str) -> String {
    let object = AuditObject::new("key", id);
    let mut entry = AuditEntry::new(9, Actor::Machine, AuditAction::KEY_CREATED, object);
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
    let links = owned
        .iter()
        .map(|(place, previous, hash, text)| Ok::<_, Broken>(Link { place: *place, previous, hash, text }));
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
        assert_eq!(judged(&links, &head, &[chained(count / 2).1]), Ok(head), "an older head is part of it");
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
    let forked = "entry 5 is not the one that was noted elsewhere: from some entry up to this one on, the trail was written anew";
    assert_eq!(judged(&links, &forged, &[head]).unwrap_err().to_string(), forked);
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
fn a_chain_goes_on_from_a_known_head() {
    let (whole, head) = chained(5);
    let third = AuditHead { sequence: 3, hash: whole[2].2.parse().unwrap() };
    let from = |start: AuditHead, anchors: &[AuditHead]| {
        let mut verifier = Verifier::new(anchors.iter().copied());
        verifier.resume(start)?;
        for Kept(place, previous, hash, text) in &whole[3..] {
            let previous = previous.to_string();
            verifier.follow(&Link { place: *place, previous: &previous, hash, text })?;
        }
        verifier.finish(&head)
    };
    assert_eq!(from(third, &[third, head]), Ok(head));
    // An anchor before the start proves nothing and stands in nobody's way.
    assert_eq!(from(third, &[AuditHead { sequence: 1, hash: head.hash }]), Ok(head));
    let other = AuditHead { sequence: 3, hash: head.hash };
    assert_eq!(from(third, &[other]), Err(broken(3, Fault::Forked)));
    let error = from(other, &[]).unwrap_err();
    assert_eq!(error.to_string(), "entry 3 was altered: entry 4 was chained to another text of it");
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
