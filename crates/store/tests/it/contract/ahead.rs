//! Statements that are not waited for come to the same as if they had been.

use bailiwick_store::{Kind, Param, Rows, Sql, StoreError, Tx};

use crate::engine::{Store, on_both};

const AREA: Rows = Rows { table: "area", columns: &[("code", Kind::Text), ("name", Kind::Text)] };
const RENAME: Sql = Sql { table: "area", text: "update area set name = $2 where code = $1" };
const NAME: Sql = Sql { table: "area", text: "select name from area where code = $1" };
const CODES: Sql = Sql { table: "area", text: "select code from area order by code" };

fn add(tx: &mut Tx<'_>, code: &str) -> Result<(), StoreError> {
    tx.insert_later(&AREA, &[Param::Text(code), Param::Text("old")])
}

fn rename(tx: &mut Tx<'_>, code: &str, name: &str) -> Result<(), StoreError> {
    tx.execute_later(&RENAME, &[Param::Text(code), Param::Text(name)])
}

fn name(tx: &mut Tx<'_>, code: &str) -> Result<Option<String>, StoreError> {
    tx.find(&NAME, &[Param::Text(code)], |row| row.text("name").map(str::to_owned))
}

fn codes(store: &Store) -> Vec<String> {
    let read = |tx: &mut Tx<'_>| tx.query(&CODES, &[], |row| row.text("code").map(str::to_owned));
    store.db.read::<_, StoreError>(read).unwrap()
}

#[test]
fn whoever_asks_next_finds_what_was_written() {
    on_both(|store| {
        let work = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            rename(tx, "a", "new")?;
            assert_eq!(name(tx, "a")?.as_deref(), Some("new"));
            rename(tx, "a", "newer")
        };
        store.db.write::<_, StoreError>(work).unwrap();
        let kept = store.db.read::<_, StoreError>(|tx| name(tx, "a")).unwrap();
        assert_eq!(kept.as_deref(), Some("newer"), "what nobody asked about is written at the end");
    });
}

#[test]
fn very_many_are_written_in_their_order() {
    on_both(|store| {
        let work = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            (0..1_000).try_for_each(|n| rename(tx, "a", &n.to_string()))
        };
        store.db.write::<_, StoreError>(work).unwrap();
        assert_eq!(store.db.read::<_, StoreError>(|tx| name(tx, "a")).unwrap().as_deref(), Some("999"));
    });
}

#[test]
fn what_was_foreseen_is_asked_again_once_anything_is_written() {
    on_both(|store| {
        let work = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            tx.foresee(&NAME, &[Param::Text("a")])?;
            tx.foresee(&NAME, &[Param::Text("b")])?;
            assert_eq!(name(tx, "a")?.as_deref(), Some("old"));
            assert_eq!(name(tx, "b")?, None);
            rename(tx, "a", "later")?;
            assert_eq!(name(tx, "a")?.as_deref(), Some("later"));
            for (code, new) in [("a", "at once"), ("b", "too")] {
                tx.foresee(&NAME, &[Param::Text(code)])?;
                tx.execute(&RENAME, &[Param::Text("a"), Param::Text(new)])?;
                assert_eq!(name(tx, "a")?.as_deref(), Some(new));
            }
            // Foreseen and answered along with something else.
            tx.foresee(&NAME, &[Param::Text("a")])?;
            tx.query(&CODES, &[], |_| Ok(()))?;
            tx.insert(&AREA, &[Param::Text("b"), Param::Text("b")])?;
            tx.foresee(&NAME, &[Param::Text("b")])?;
            assert_eq!(name(tx, "b")?.as_deref(), Some("b"));
            tx.foresee(&NAME, &[Param::Text("a")])
        };
        store.db.write::<_, StoreError>(work).unwrap();
        assert_eq!(codes(store), ["a", "b"], "what nobody went on to ask does no harm");
    });
}

#[test]
fn a_refusal_comes_at_the_end_at_the_latest_and_undoes_everything() {
    on_both(|store| {
        let taken = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            add(tx, "b")?;
            add(tx, "a")?;
            add(tx, "c")
        };
        let error = store.db.write::<_, StoreError>(taken).unwrap_err();
        assert_eq!(error.to_string(), "a row of area exists already");
        assert_eq!(codes(store), [""; 0]);
        let asked = |tx: &mut Tx<'_>| {
            taken(tx)?;
            tx.query(&CODES, &[], |_| Ok(()))
        };
        assert!(matches!(store.db.write(asked), Err(StoreError::Conflict { .. })));
        // The connection is as good as before, and nothing that waited is left on it.
        store.db.write::<_, StoreError>(|tx| add(tx, "d")).unwrap();
        assert_eq!(codes(store), ["d"]);
    });
}

#[test]
fn what_waits_in_a_part_is_undone_with_it() {
    on_both(|store| {
        let work = |tx: &mut Tx<'_>| {
            add(tx, "a")?;
            tx.begin_part()?;
            add(tx, "b")?;
            tx.undo_part()?;
            tx.begin_part()?;
            add(tx, "c")?;
            tx.end_part()
        };
        store.db.write::<_, StoreError>(work).unwrap();
        assert_eq!(codes(store), ["a", "c"]);
        let given_up = |tx: &mut Tx<'_>| {
            add(tx, "d")?;
            Err::<(), _>(StoreError::NotFound { what: "reason to go on".to_owned() })
        };
        assert!(store.db.write(given_up).is_err());
        assert_eq!(codes(store), ["a", "c"]);
    });
}
