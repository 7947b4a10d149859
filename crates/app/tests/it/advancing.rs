//! A patched state answers as a freshly loaded one does, whatever happened in between.

mod image;
mod steps;

use std::{cell::RefCell, collections::BTreeSet, sync::Arc, time::Duration};

use bailiwick_app::{Advanced, Author, How, Installation, Live, ReloadedWhy as Why, State};
use bailiwick_model::{User, UserId};
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    StoreError,
    change::{self, Change, Stamp},
    user,
};
use bailiwick_testkit::process::postgres;
use proptest::{
    collection::vec,
    test_runner::{Config, TestRunner},
};

use image::image;
use steps::{Step, step};

const STAMP: Stamp<'static> = Stamp { at_us: 1, actor: "test", request_id: None };
const AUTHOR: Author = Author::machine(1);

fn registry() -> Document {
    let text = include_str!("../../../../examples/worlds/registry.yaml");
    let text = text.split("\nrecords:").next().unwrap().split_once("timezone: Asia/Manila").unwrap().1;
    Document::read("policy.yaml", text).unwrap()
}

fn installation(url: &str) -> Installation {
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    installation.apply(&registry(), &AUTHOR).unwrap();
    for id in 1..5 {
        write(&installation, &[Step::Record { id, area: 11, state: 0 }]);
    }
    installation
}

/// Makes the steps in one revision.
fn write(installation: &Installation, steps: &[Step]) {
    let work = |tx: &mut bailiwick_store::Tx<'_>| {
        let mut changes = Vec::new();
        for step in steps {
            changes.extend(step.make(tx)?);
        }
        change::append(tx, &STAMP, &changes)
    };
    installation.database().write::<_, StoreError>(work).unwrap();
}

fn sizes(state: &State) -> (u64, usize) {
    (state.revision, state.snapshot.user_count())
}

/// Revisions of several steps each; what is followed is looked at after every one, or after several.
fn same_whatever_happens(url: &str, cases: u32) -> BTreeSet<String> {
    let installation = installation(url);
    let ways = RefCell::new(BTreeSet::new());
    let run = |revisions: Vec<(Vec<Step>, bool)>| {
        let base = registry();
        installation.apply(&base, &AUTHOR).unwrap();
        let mut state = installation.load().unwrap();
        let live = Live::new(state.clone());
        assert_eq!(live.state().unwrap().by_login().len(), 7);
        for (steps, look) in revisions {
            write(&installation, &steps);
            if !look {
                continue;
            }
            match (installation.advance(&state), installation.load()) {
                (Ok(Advanced { state: next, how, .. }), Ok(fresh)) => {
                    ways.borrow_mut().insert(match &how {
                        How::Patched { .. } => how.to_string(),
                        How::Reloaded(_) => "loaded anew".to_owned(),
                    });
                    match how {
                        How::Patched { .. } => live.advance(next.clone()),
                        How::Reloaded(_) => live.swap(next.clone()),
                    }
                    assert_eq!(sizes(&next), sizes(&fresh), "{how}");
                    assert_eq!(next.policy, fresh.policy, "{how}");
                    let (patched, fresh) =
                        (image(&live.state().unwrap()), image(Live::new(fresh).state().as_ref().unwrap()));
                    for (patched, fresh) in patched.iter().zip(&fresh) {
                        assert_eq!(patched, fresh, "{how} by {steps:?}");
                    }
                    assert_eq!(patched.len(), fresh.len());
                    state = next;
                }
                // What does not hold together is refused either way, in the same words.
                (Err(patched), Err(fresh)) => assert_eq!(patched.to_string(), fresh.to_string()),
                (patched, fresh) => panic!("{:?} but {:?}", patched.err(), fresh.err()),
            }
        }
        Ok(())
    };
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases) });
    runner.run(&vec((vec(step(), 1..4), proptest::bool::weighted(0.8)), 1..12), run).unwrap();
    ways.into_inner()
}

#[test]
fn a_patched_state_is_the_state() {
    const WAYS: [&str; 5] =
        ["loaded anew", "patched (nothing)", "patched (users)", "patched (policy)", "patched (records)"];
    let mut ways = same_whatever_happens("sqlite::memory:", 60);
    // Which ways happen is a matter of luck, though hardly ever a bad one.
    for _ in 0..20 {
        if WAYS.iter().all(|way| ways.contains(*way)) {
            break;
        }
        ways.extend(same_whatever_happens("sqlite::memory:", 20));
    }
    for way in WAYS {
        assert!(ways.contains(way), "{way} did not happen: {ways:?}");
    }
    same_whatever_happens(&postgres::database(), 6);
}

fn advanced(installation: &Installation, before: &State) -> Advanced {
    let advanced = installation.advance(before).unwrap();
    assert_eq!(advanced.state.revision, installation.database().revision().unwrap().0.unsigned_abs());
    advanced
}

#[test]
fn what_changed_is_all_that_is_read_again() {
    let installation = installation("sqlite::memory:");
    let mut state = installation.load().unwrap();
    let mut follow = |steps: &[Step]| {
        write(&installation, steps);
        let Advanced { state: next, how, .. } = advanced(&installation, &state);
        let before = std::mem::replace(&mut state, next.clone());
        (before, next, how)
    };
    let (before, next, how) = follow(&[Step::Nothing]);
    assert_eq!(how, How::Patched { policy: false, users: 0, records: false });
    assert!(Arc::ptr_eq(&before.snapshot, &next.snapshot) && Arc::ptr_eq(&before.policy, &next.policy));

    let (before, next, how) = follow(&[Step::user(1, 3), Step::user(8, 5), Step::user(1, 4)]);
    assert_eq!(how, How::Patched { policy: false, users: 2, records: false });
    assert_eq!(next.snapshot.patch_count(), 2);
    assert!(Arc::ptr_eq(&before.policy, &next.policy) && Arc::ptr_eq(&before.records, &next.records));

    let (before, next, how) = follow(&[Step::Policy(1)]);
    assert_eq!(how, How::Patched { policy: true, users: 0, records: false });
    assert_eq!(next.snapshot.patch_count(), 2);
    assert!(Arc::ptr_eq(&before.records, &next.records));

    let (_, next, how) = follow(&[Step::Policy(4), Step::Record { id: 9, area: 11, state: 1 }]);
    assert_eq!(how, How::Patched { policy: true, users: 0, records: true });
    assert_eq!(next.snapshot.patch_count(), 2);

    let (before, next, how) = follow(&[Step::Gone(8)]);
    assert_eq!(how, How::Patched { policy: false, users: 1, records: false });
    assert!(before.snapshot.find_user("user8").is_some() && next.snapshot.find_user("user8").is_none());
    let (_, next, how) = follow(&[Step::user(8, 5)]);
    assert_eq!(how, How::Patched { policy: false, users: 1, records: false });
    assert_eq!(before.snapshot.find_user("user8"), next.snapshot.find_user("user8"), "the number is kept");

    let (.., how) = follow(&[Step::Place(0)]);
    assert_eq!(how, How::Reloaded(Why::Shape("area".to_owned())));
    let (.., how) = follow(&[Step::Policy(6)]);
    assert_eq!(how, How::Reloaded(Why::Settings));
}

#[test]
fn holes_in_the_feed_and_many_changes_are_loaded_anew() {
    let installation = installation("sqlite::memory:");
    let before = installation.load().unwrap();
    // A revision that says nothing of what it changed.
    installation.database().write(|tx| change::append(tx, &STAMP, &[])).unwrap();
    assert_eq!(advanced(&installation, &before).how, How::Reloaded(Why::Gap));
    // A state that is newer than what is stored, as after a backup was put back.
    let newer = State { revision: before.revision + 10, ..before.clone() };
    assert_eq!(advanced(&installation, &newer).how, How::Reloaded(Why::Gap));

    let before = installation.load().unwrap();
    let many: Vec<UserId> = (0..1_001).map(|n| UserId::new(format!("many{n}")).unwrap()).collect();
    let changes = |users: &[UserId]| -> Vec<Change> {
        users
            .iter()
            .map(|u| Change { kind: "user".into(), key: u.to_string(), what: "created".into() })
            .collect()
    };
    let write = |tx: &mut bailiwick_store::Tx<'_>| {
        many.iter().try_for_each(|login| user::insert(tx, login, &User::default()))?;
        change::append(tx, &STAMP, &changes(&many))
    };
    installation.database().write::<_, StoreError>(write).unwrap();
    assert_eq!(advanced(&installation, &before).how, How::Reloaded(Why::ManyUsers));
    // One by one they are patched, until there are too many.
    let mut state = installation.load().unwrap();
    let few = &many[..600];
    installation.database().write(|tx| change::append(tx, &STAMP, &changes(few))).unwrap();
    let Advanced { state: next, how, .. } = advanced(&installation, &state);
    assert_eq!(
        (how, next.snapshot.patch_count()),
        (How::Patched { policy: false, users: 600, records: false }, 600)
    );
    state = next;
    installation.database().write(|tx| change::append(tx, &STAMP, &changes(few))).unwrap();
    let Advanced { state: next, how, .. } = advanced(&installation, &state);
    assert_eq!((how, next.snapshot.patch_count()), (How::Reloaded(Why::ManyUsers), 0));
}

#[test]
fn requests_under_way_keep_their_state_and_the_next_ones_get_the_patched() {
    let installation = installation("sqlite::memory:");
    let before = installation.load().unwrap();
    let live = Live::new(before.clone());
    let under_way = live.state().unwrap();
    write(&installation, &[Step::user(1, 3)]);
    live.advance(advanced(&installation, &before).state);
    assert_eq!(under_way.revision, before.revision);
    let now = live.at_least(before.revision + 1, Duration::ZERO).map(|loaded| loaded.revision).unwrap();
    assert_eq!(now, before.revision + 1);
    assert!(live.at(before.revision).is_some_and(|kept| Arc::ptr_eq(&kept.policy, &before.policy)));
}
