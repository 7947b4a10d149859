//! Revisions count up by one, and whoever waits for the next is woken.

use std::{
    thread,
    time::{Duration, Instant},
};

use bailiwick_store::{
    Database, Revision, StoreError,
    change::{self, Change, Stamp},
};

use crate::engine::{on_all, on_both};

const STAMP: Stamp<'static> = Stamp { at_us: 1, actor: "asha", request_id: Some("r-1") };
const LONG: Duration = Duration::from_secs(20);

fn changes(keys: &[&str]) -> Vec<Change> {
    let change = |key: &&str| Change { kind: "user".into(), key: (*key).into(), what: "created".into() };
    keys.iter().map(change).collect()
}

fn append(db: &Database, keys: &[&str]) -> Revision {
    db.write(|tx| change::append(tx, &STAMP, &changes(keys))).unwrap()
}

#[test]
fn what_was_changed_can_be_read_from_any_revision() {
    on_all(|store| {
        assert_eq!(store.db.revision().unwrap(), Revision(0));
        assert_eq!(append(&store.db, &["a", "b", "c"]), Revision(1));
        assert_eq!(append(&store.db, &[]), Revision(2));
        assert_eq!(append(&store.db, &["d"]), Revision(3));
        let since = |after, limit| {
            let found = store.db.read(|tx| change::since(tx, Revision(after), limit)).unwrap();
            found.into_iter().map(|r| (r.revision.0, r.seq, r.change.key)).collect::<Vec<_>>()
        };
        let row = |revision, seq, key: &str| (revision, seq, key.to_owned());
        assert_eq!(since(0, 9), [row(1, 0, "a"), row(1, 1, "b"), row(1, 2, "c"), row(3, 0, "d")]);
        assert_eq!(
            since(0, 2),
            [row(1, 0, "a"), row(1, 1, "b"), row(1, 2, "c")],
            "a revision was cut in two"
        );
        assert_eq!(since(1, 9), [row(3, 0, "d")]);
        assert_eq!(since(3, 9), []);
        let first = store.db.read(|tx| change::since(tx, Revision(2), 1)).unwrap().remove(0);
        assert_eq!(
            (first.actor.as_str(), first.request_id.as_deref(), first.at_us),
            ("asha", Some("r-1"), 1)
        );
        assert_eq!(first.change, changes(&["d"])[0]);
    });
}

#[test]
fn eight_writers_make_every_revision_once() {
    on_both(|store| {
        let (writers, rounds) = (8, 12);
        let made: Vec<Revision> = thread::scope(|scope| {
            let write = |n: usize| {
                let db = store.db.clone();
                scope.spawn(move || {
                    let mine: Vec<_> = (0..rounds).map(|_| append(&db, &[&n.to_string()])).collect();
                    assert!(mine.is_sorted_by(|a, b| a < b), "a writer went back in time");
                    mine
                })
            };
            let threads: Vec<_> = (0..writers).map(write).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        let mut made: Vec<_> = made.into_iter().map(|r| r.0).collect();
        made.sort_unstable();
        assert!(made.into_iter().eq(1..=(writers * rounds) as i64));
        let recorded = store.db.read(|tx| change::since(tx, Revision(0), 1000)).unwrap();
        assert_eq!(recorded.len(), writers * rounds);
    });
}

#[test]
fn a_waiter_is_woken_and_a_wait_in_vain_ends() {
    on_all(|store| {
        let mut feed = store.db.feed();
        let start = Instant::now();
        assert_eq!(feed.wait(Revision(0), Duration::from_millis(120)).unwrap(), Revision(0));
        assert!((Duration::from_millis(100)..LONG).contains(&start.elapsed()), "{:?}", start.elapsed());

        let waiter = thread::spawn(move || {
            let start = Instant::now();
            (feed.wait(Revision(0), LONG).unwrap(), start.elapsed(), feed)
        });
        thread::sleep(Duration::from_millis(150));
        append(&store.db, &["a"]);
        let (revision, waited, mut feed) = waiter.join().unwrap();
        assert_eq!(revision, Revision(1));
        assert!(waited < Duration::from_millis(900), "woken by polling at best: {waited:?}");

        append(&store.db, &["b"]);
        assert_eq!(
            feed.wait(Revision(0), LONG).unwrap(),
            Revision(2),
            "what is there already needs no waiting"
        );
    });
}

#[test]
fn what_is_undone_wakes_nobody() {
    on_both(|store| {
        let failed: Result<(), StoreError> = store.db.write(|tx| {
            change::append(tx, &STAMP, &changes(&["a"]))?;
            Err(StoreError::Busy { why: "a change of mind".to_owned() })
        });
        assert!(failed.is_err());
        assert_eq!(store.db.feed().wait(Revision(0), Duration::from_millis(100)).unwrap(), Revision(0));
        assert_eq!(store.db.read(|tx| change::since(tx, Revision(0), 9)).unwrap(), []);
    });
}
