//! The audit trail: one chain, whoever writes, and nothing that is done to it behind its back goes unnoticed.

use std::thread;

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditHead, AuditObject},
};
use bailiwick_store::{
    Condition, Database, StoreError, Tx,
    audit::{self, AuditError, AuditFilter},
    user,
};
use serde_json::json;

use crate::engine::{Store, on_all, on_both};

fn entry(at: i64, id: &str) -> AuditEntry {
    let asha = Actor::User(UserId::new("asha").unwrap());
    AuditEntry::new(at, asha, AuditAction::new("user.changed").unwrap(), AuditObject::new("user", id))
}

fn add(db: &Database, at: i64, id: &str) -> i64 {
    db.write(|tx| audit::append(tx, entry(at, id))).unwrap().entry.sequence
}

fn verified(db: &Database) -> Result<AuditHead, AuditError> {
    db.read(|tx| audit::verify(tx, [])).map(|verified| verified.head)
}

#[test]
fn entries_are_chained_and_read_back() {
    on_all(|store| {
        assert_eq!(verified(&store.db).unwrap(), AuditHead::START);
        let mut whole = entry(5, "bén");
        whole.reason = Some("because 'of' \u{1}".into());
        whole.changes = vec![
            AuditChange::redacted("password"),
            AuditChange::shown("a", None, Some(json!({"z": 1.5, "b": "ĀĖ"}))),
        ];
        let added = store.db.write(|tx| audit::append(tx, whole.clone())).unwrap();
        whole.sequence = 1;
        assert_eq!(added.entry, whole);
        assert_eq!(add(&store.db, 6, "c"), 2);
        let head = store.db.read(audit::head).unwrap();
        assert_eq!((verified(&store.db).unwrap(), head.sequence), (head, 2));
        assert_eq!(store.db.read(|tx| audit::find(tx, 1)).unwrap(), Some(added.clone()));
        assert_eq!(store.db.read(|tx| audit::find(tx, 3)).unwrap(), None);
        let mut seen = Vec::new();
        let mut each = |link: &bailiwick_model::audit::Link<'_>| {
            seen.push((link.place, link.previous.to_owned(), link.hash.to_owned(), link.text.to_owned()));
            Ok(())
        };
        store.db.read(|tx| audit::scan(tx, 2..=9, &mut each)).unwrap();
        let text = AuditEntry { sequence: 2, ..entry(6, "c") }.canonical().unwrap();
        assert_eq!(seen, [(2, added.hash.to_string(), head.hash.to_string(), text)]);
    });
}

#[test]
fn many_at_once_are_chained_in_their_order() {
    on_all(|store| {
        add(&store.db, 1, "before");
        let many = |tx: &mut Tx<'_>| audit::append_all(tx, (0..500).map(|n| entry(2, &format!("u{n}"))));
        let added = store.db.write::<_, StoreError>(many).unwrap();
        assert_eq!(added.iter().map(|a| a.entry.sequence).collect::<Vec<_>>(), (2..=501).collect::<Vec<_>>());
        assert_eq!(added[7].entry.object.id, "u7");
        assert_eq!(store.db.write::<_, StoreError>(|tx| audit::append_all(tx, [])).unwrap(), []);
        assert_eq!(add(&store.db, 3, "after"), 502);
        assert_eq!(verified(&store.db).unwrap().sequence, 502);
    });
}

#[test]
fn an_entry_goes_with_its_change_or_not_at_all() {
    on_both(|store| {
        let change = |tx: &mut Tx<'_>, login: &str| {
            audit::append(tx, entry(1, login))?;
            user::insert(tx, &UserId::new(login).unwrap(), &bailiwick_model::User::default())
        };
        store.db.write(|tx| change(tx, "a")).unwrap();
        assert!(matches!(store.db.write(|tx| change(tx, "a")), Err(StoreError::Conflict { .. })));
        assert_eq!(verified(&store.db).unwrap().sequence, 1);
    });
}

#[test]
fn lists_are_filtered_and_go_on() {
    on_both(|store| {
        for at in 0..6 {
            add(&store.db, at, if at % 2 == 0 { "even" } else { "odd" });
        }
        let token =
            AuditEntry::new(9, Actor::Machine, AuditAction::KEY_CREATED, AuditObject::new("key", "odd"));
        store.db.write(|tx| audit::append(tx, token.clone())).unwrap();
        let list = |wanted: &AuditFilter, limit| -> Vec<i64> {
            let found = store.db.read(|tx| audit::list(tx, wanted, limit)).unwrap();
            found.iter().map(|audited| audited.entry.sequence).collect()
        };
        let all = AuditFilter::default();
        assert_eq!(list(&all, 3), [7, 6, 5]);
        assert_eq!(list(&AuditFilter { before: Some(5), ..all.clone() }, 2), [4, 3]);
        let user = AuditFilter { object_kind: Some("user".into()), ..all.clone() };
        assert_eq!(list(&user, 9), [6, 5, 4, 3, 2, 1]);
        assert_eq!(list(&AuditFilter { object_id: Some("odd".into()), ..user.clone() }, 9), [6, 4, 2]);
        assert_eq!(list(&AuditFilter { actor: Some(Actor::Machine), ..all.clone() }, 9), [7]);
        assert_eq!(list(&AuditFilter { actor: Some(Actor::Machine), ..user }, 9), [0; 0]);
        assert_eq!(list(&AuditFilter { action: Some(AuditAction::KEY_CREATED), ..all.clone() }, 9), [7]);
        assert_eq!(list(&AuditFilter { since: Some(2), until: Some(4), ..all.clone() }, 9), [4, 3]);
        let mut asked = entry(10, "asked");
        (asked.request_id, asked.on_behalf) = (Some("r-1".into()), Some(UserId::new("ben").unwrap()));
        asked.reason = Some("a NUL \0 and a \\ before \\u0000".into());
        store.db.write(|tx| audit::append(tx, asked.clone())).unwrap();
        assert_eq!(list(&AuditFilter { request_id: Some("r-1".into()), ..all.clone() }, 9), [8]);
        assert_eq!(list(&AuditFilter { on_behalf: asked.on_behalf, ..all.clone() }, 9), [8]);
        assert_eq!(list(&AuditFilter { request_id: Some("r-2".into()), ..all }, 9), [0; 0]);
    });
}

#[test]
fn what_is_searched_is_what_is_proved() {
    on_all(|store| {
        let mut told = entry(1_700_000_000_999_999, "asha");
        (told.reason, told.request_id) = (Some("Ünder \"way\"".into()), Some("r-1".into()));
        told.on_behalf = Some(UserId::new("ben").unwrap());
        told.origin.address = Some("192.0.2.1".into());
        store.db.write(|tx| audit::append(tx, told.clone())).unwrap();
        store
            .db
            .write(|tx| audit::append(tx, AuditEntry { actor: Actor::Machine, ..entry(2, "x") }))
            .unwrap();
        let condition = |text: &str| Condition { text: text.to_owned(), ..Condition::all() };
        let found = |text: &str| {
            let mut numbers = Vec::new();
            let each = |tx: &mut Tx<'_>| {
                audit::each(tx, &AuditFilter::default(), Some(&condition(text)), 9, &mut |audited| {
                    numbers.push(audited.entry.sequence);
                    Ok(())
                })
            };
            store.db.read::<_, StoreError>(each).unwrap();
            numbers
        };
        assert_eq!(found("a.reason = 'Ünder \"way\"' and a.request_id = 'r-1' and a.on_behalf = 'ben'"), [1]);
        assert_eq!(found("a.address = '192.0.2.1' and a.actor_kind = 'user' and a.object_id = 'asha'"), [1]);
        assert_eq!(found("a.actor_kind = 'machine' and a.reason is null"), [2]);
        assert_eq!(found("a.at = '2023-11-14 22:13:20'"), [1]);
        assert_eq!(found("a.at = '1970-01-01 00:00:00' or 1 = 1"), [2, 1]);
    });
}

/// Several handles, each with a connection of its own and several threads.
fn crowd(handles: &[Database], each: i64) {
    const THREADS: i64 = 3;
    thread::scope(|scope| {
        for db in handles {
            for _ in 0..THREADS {
                scope.spawn(move || (0..each).for_each(|at| assert!(add(db, at, "crowd") > 0)));
            }
        }
    });
    let head = verified(handles.first().unwrap()).unwrap();
    assert_eq!(head.sequence, handles.len() as i64 * THREADS * each);
}

#[test]
fn many_writers_keep_one_chain() {
    let sqlite = Store::sqlite();
    crowd(std::slice::from_ref(&sqlite.db), 30);
    let postgres = Store::postgres();
    let nodes: Vec<_> = (0..3).map(|_| Database::open(&postgres.url).unwrap()).collect();
    crowd(&nodes, 30);
}
