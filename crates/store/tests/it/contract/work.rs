//! All of a unit of work, or nothing.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use bailiwick_model::{User, UserId};
use bailiwick_store::{Database, Kind, Param, Rows, Sql, StoreError, Tx, user};

use crate::engine::{on_all, on_both};

fn login(text: &str) -> UserId {
    UserId::new(text).unwrap()
}

fn add(tx: &mut Tx<'_>, text: &str) -> Result<(), StoreError> {
    user::insert(tx, &login(text), &User::default())
}

fn names(db: &Database) -> Vec<String> {
    let page = db.read(|tx| user::page(tx, None, 1000)).unwrap();
    page.into_iter().map(|(login, _)| login.to_string()).collect()
}

#[test]
fn an_error_undoes_everything() {
    on_all(|store| {
        let outcome: Result<(), StoreError> = store.db.write(|tx| {
            add(tx, "a")?;
            add(tx, "b")?;
            add(tx, "a")
        });
        assert_eq!(outcome.unwrap_err().to_string(), "user a exists already");
        assert!(names(&store.db).is_empty());
    });
}

#[test]
fn a_panic_undoes_everything_and_the_store_goes_on() {
    on_all(|store| {
        let panicking = || {
            store.db.write::<(), StoreError>(|tx| {
                add(tx, "a")?;
                panic!("halfway")
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(panicking)).is_err());
        store.db.write(|tx| add(tx, "b")).unwrap();
        assert_eq!(names(&store.db), ["b"]);
        let reading = || store.db.read::<(), StoreError>(|_| panic!("halfway"));
        for _ in 0..20 {
            assert!(catch_unwind(AssertUnwindSafe(reading)).is_err());
        }
        assert_eq!(names(&store.db), ["b"]);
    });
}

#[test]
fn a_refusal_of_the_engine_cannot_be_swallowed() {
    const BAD: Sql = Sql { table: "app_user", text: "insert into app_user (login) values ('b')" };
    on_both(|store| {
        let swallowed = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            let error = tx.execute(&BAD, &[]).unwrap_err();
            assert!(matches!(error, StoreError::Invalid { .. }), "{error}");
            Ok::<_, StoreError>(())
        };
        assert!(matches!(store.db.write(swallowed), Err(StoreError::Spoiled)));
        assert!(names(&store.db).is_empty());
    });
}

#[test]
fn a_conflict_found_by_a_repository_can_be_survived() {
    on_both(|store| {
        let survived = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            assert!(matches!(add(tx, "a"), Err(StoreError::Conflict { .. })));
            add(tx, "b")
        };
        store.db.write(survived).unwrap();
        assert_eq!(names(&store.db), ["a", "b"]);
    });
}

#[test]
fn a_bulk_insert_is_all_or_nothing() {
    const ROWS: Rows = Rows { table: "area", columns: &[("code", Kind::Text), ("name", Kind::Text)] };
    on_both(|store| {
        let fill = |codes: &'static [&'static str]| {
            store.db.write::<_, StoreError>(|tx| {
                tx.bulk(&ROWS, |put| {
                    codes.iter().try_for_each(|code| put(&[Param::Text(code), Param::Text("x")]))
                })
            })
        };
        assert!(matches!(fill(&["a", "b", "a"]), Err(StoreError::Conflict { .. })));
        assert!(matches!(fill(&["a", "\0"]), Err(StoreError::Invalid { .. })));
        assert_eq!(store.ask("select code as found from area"), [""; 0]);
        fill(&["b", "a"]).unwrap();
        assert_eq!(store.ask("select code as found from area order by code"), ["a", "b"]);
    });
}

#[test]
fn a_reader_cannot_write() {
    on_both(|store| {
        assert!(store.db.read(|tx| add(tx, "a")).is_err());
        assert!(names(&store.db).is_empty());
    });
}

#[test]
fn a_reader_sees_one_state_while_a_writer_moves_on() {
    on_both(|store| {
        store.db.write(|tx| add(tx, "a")).unwrap();
        let (started, begun) = mpsc::channel();
        let (finished, done) = mpsc::channel::<()>();
        let db = store.db.clone();
        let reader = thread::spawn(move || {
            db.read::<_, StoreError>(|tx| {
                let before = user::page(tx, None, 10)?.len();
                started.send(()).unwrap();
                done.recv().unwrap();
                Ok((before, user::page(tx, None, 10)?.len()))
            })
        });
        begun.recv().unwrap();
        store.db.write(|tx| add(tx, "b")).unwrap();
        finished.send(()).unwrap();
        assert_eq!(reader.join().unwrap().unwrap(), (1, 1));
        assert_eq!(names(&store.db), ["a", "b"]);
    });
}

#[test]
fn more_readers_than_connections_take_turns() {
    on_both(|store| {
        thread::scope(|scope| {
            for _ in 0..40 {
                scope.spawn(|| assert_eq!(store.db.revision().unwrap().0, 0));
            }
        });
    });
}

#[test]
fn an_error_type_of_the_caller_passes_through() {
    #[derive(Debug)]
    enum Mine {
        Store(StoreError),
        Forbidden,
    }
    impl From<StoreError> for Mine {
        fn from(error: StoreError) -> Self {
            Self::Store(error)
        }
    }
    on_both(|store| {
        let refused: Result<(), Mine> = store.db.write(|tx| {
            add(tx, "a")?;
            Err(Mine::Forbidden)
        });
        assert!(matches!(refused, Err(Mine::Forbidden)));
        store.db.write(|tx| add(tx, "a")).unwrap();
        let taken: Result<(), Mine> = store.db.write(|tx| Ok(add(tx, "a")?));
        assert!(matches!(taken, Err(Mine::Store(StoreError::Conflict { .. }))));
    });
}

#[test]
fn two_works_read_one_state_whatever_is_written_meanwhile() {
    on_all(|store| {
        let stop = std::sync::atomic::AtomicBool::new(false);
        let stamp = bailiwick_store::change::Stamp { at_us: 1, actor: "test", request_id: None };
        thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0.. {
                    if stop.load(std::sync::atomic::Ordering::Relaxed) {
                        break;
                    }
                    let write = |tx: &mut Tx<'_>| {
                        add(tx, &format!("user{n}"))?;
                        bailiwick_store::change::append(tx, &stamp, &[])
                    };
                    store.db.write(write).unwrap();
                }
            });
            for _ in 0..50 {
                let look = |tx: &mut Tx<'_>| Ok::<_, StoreError>(user::page(tx, None, 10_000)?.len());
                let (one, other) = store.db.read_both(look, look).unwrap();
                assert_eq!(one, other);
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        // Either one's error is the outcome.
        let fail = |_: &mut Tx<'_>| Err::<(), _>(StoreError::Spoiled);
        let work = |_: &mut Tx<'_>| Ok(());
        assert!(store.db.read_both(fail, work).is_err() && store.db.read_both(work, fail).is_err());
    });
}
