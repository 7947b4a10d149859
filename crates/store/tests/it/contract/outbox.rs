//! Letters on their way: due in order, taken by one, gone from the database once they are sent or given up.

use std::{sync::Barrier, thread};

use bailiwick_store::{
    Database, StoreError, Tx,
    outbox::{self, LetterState, NewLetter, Taken},
};

use crate::engine::{Store, on_all, on_both};

const HOUR: i64 = 3_600_000_000;

fn put(tx: &mut Tx<'_>, made_us: i64, login: Option<&str>) -> Result<String, StoreError> {
    let id = outbox::number(tx)?;
    let letter = NewLetter {
        id: &id,
        kind: "trial",
        login,
        channel: "email",
        sealed: &[0, 255, 7],
        made_us,
        until_us: made_us + HOUR,
    };
    outbox::put(tx, &letter)?;
    Ok(id)
}

fn take(store: &Store, holder: &str, now_us: i64, until_us: i64) -> Vec<Taken> {
    store.db.write(|tx| outbox::take(tx, holder, now_us, until_us, 10)).unwrap()
}

fn ids(taken: &[Taken]) -> Vec<&str> {
    taken.iter().map(|letter| letter.id.as_str()).collect()
}

#[test]
fn letters_are_taken_when_they_are_due_and_by_one() {
    on_all(|store| {
        let (a, b) =
            store.db.write(|tx| Ok::<_, StoreError>((put(tx, 20, None)?, put(tx, 10, None)?))).unwrap();
        assert!(a < b);
        let is_due = |now| store.db.read(|tx| outbox::is_due(tx, now)).unwrap();
        assert_eq!([9, 10].map(is_due), [false, true]);
        assert!(take(store, "one", 9, 100).is_empty());
        let taken = take(store, "one", 20, 100);
        assert_eq!(ids(&taken), [b.as_str(), a.as_str()], "longest due first");
        assert_eq!(
            (taken[0].sealed.as_slice(), taken[0].made_us, taken[0].tries),
            ([0, 255, 7].as_slice(), 10, 1)
        );
        assert_eq!((taken[0].kind.as_str(), taken[0].channel.as_str()), ("trial", "email"));
        assert!(take(store, "other", 99, 200).is_empty(), "somebody has them");
        let again = take(store, "other", 100, 200);
        assert_eq!(
            (ids(&again), again[0].tries),
            (vec![a.as_str(), b.as_str()], 2),
            "he was not heard of again"
        );
        let late = store.db.write(|tx| outbox::sent(tx, &a, "one", 150)).unwrap();
        assert!(!late, "what somebody else has taken up is not his to end");
    });
}

#[test]
fn what_stands_in_a_letter_goes_with_its_end() {
    on_both(|store| {
        let make = |tx: &mut Tx<'_>| {
            let ids = [put(tx, 1, Some("asha"))?, put(tx, 2, Some("asha"))?, put(tx, 3, None)?];
            Ok::<_, StoreError>(ids)
        };
        let [sent, failed, waits] = store.db.write(make).unwrap();
        take(store, "one", 5, 100);
        let end = |tx: &mut Tx<'_>| {
            assert!(outbox::sent(tx, &sent, "one", 6)?);
            assert!(!outbox::sent(tx, &sent, "one", 7)?, "only once");
            assert!(outbox::failed(tx, &failed, "one", 8, "nobody there")?);
            assert!(outbox::later(tx, &waits, "one", 50, Some("too busy"))?);
            Ok::<_, StoreError>(())
        };
        store.db.write(end).unwrap();
        let all = store.db.read(|tx| outbox::newest(tx, None, 10)).unwrap();
        let told: Vec<_> = all.iter().map(|l| (l.state, l.is_kept, l.error.as_deref(), l.ended_us)).collect();
        assert_eq!(
            told,
            [
                (LetterState::Waiting, true, Some("too busy"), None),
                (LetterState::Failed, false, Some("nobody there"), Some(8)),
                (LetterState::Sent, false, None, Some(6)),
            ]
        );
        let of = |login| store.db.read(|tx| outbox::newest(tx, Some(login), 10)).unwrap().len();
        assert_eq!((of("asha"), of("ben")), (2, 0));
        assert_eq!(store.db.read(outbox::waiting).unwrap(), 1);
        assert_eq!([3, 4].map(|at| store.db.read(|tx| outbox::overdue(tx, at)).unwrap()), [0, 1]);
        assert_eq!(store.db.read(|tx| outbox::failed_since(tx, 8)).unwrap(), 1);
        assert_eq!(store.db.read(|tx| outbox::failed_since(tx, 9)).unwrap(), 0);
        assert!(take(store, "two", 49, 100).is_empty(), "it is tried later");
        assert_eq!(ids(&take(store, "two", 50, 100)), [waits.as_str()]);
        assert_eq!(store.db.write(|tx| outbox::forget_before(tx, 8)).unwrap(), 1);
        store.db.write(|tx| outbox::delete_of(tx, "asha")).unwrap();
        let left = store.db.read(|tx| outbox::newest(tx, None, 10)).unwrap();
        assert_eq!(left.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), [waits.as_str()]);
    });
}

#[test]
fn nodes_that_come_together_share_the_letters() {
    let store = Store::postgres();
    for n in 0..40 {
        store.db.write(|tx| put(tx, n, None)).unwrap();
    }
    let (together, nodes) = (Barrier::new(4), [(); 4].map(|()| Database::open(&store.url).unwrap()));
    let mut all: Vec<String> = thread::scope(|scope| {
        let each = |(n, db): (usize, Database)| {
            let together = &together;
            scope.spawn(move || {
                together.wait();
                let mut mine = Vec::new();
                loop {
                    let taken = db.write(|tx| outbox::take(tx, &n.to_string(), 100, 200, 3)).unwrap();
                    if taken.is_empty() {
                        return mine;
                    }
                    mine.extend(taken.into_iter().map(|letter| letter.id));
                }
            })
        };
        let threads: Vec<_> = nodes.into_iter().enumerate().map(each).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    all.sort();
    let before = all.len();
    all.dedup();
    assert_eq!((before, all.len()), (40, 40));
}

#[test]
fn letters_are_counted_by_the_stretch() {
    on_both(|store| {
        let counted = |subject: &str, until| store.db.read(|tx| outbox::counted(tx, subject, until)).unwrap();
        let count = |subject: &str, until| store.db.write(|tx| outbox::count(tx, subject, until)).unwrap();
        assert_eq!(counted("a", 10), 0);
        count("a", 10);
        count("a", 10);
        count("a", 20);
        count("b", 10);
        assert_eq!((counted("a", 10), counted("a", 20), counted("b", 10)), (2, 1, 1));
        assert_eq!(store.db.write(|tx| outbox::forget_counts(tx, 20)).unwrap(), 2);
        assert_eq!((counted("a", 10), counted("a", 20)), (0, 1));
    });
}
