//! The audit trail: one chain, whoever writes, and nothing that is done to it behind its back goes unnoticed.

use std::thread;

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditHash, AuditHead, AuditObject},
};
use bailiwick_store::{
    Database, StoreError, Tx,
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
    db.read(|tx| audit::verify(tx, []))
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
        store.db.read(|tx| audit::scan(tx, 2, &mut each)).unwrap();
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
            AuditEntry::new(9, Actor::Machine, AuditAction::TOKEN_ISSUED, AuditObject::new("token", "odd"));
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
        assert_eq!(list(&AuditFilter { action: Some(AuditAction::TOKEN_ISSUED), ..all.clone() }, 9), [7]);
        assert_eq!(list(&AuditFilter { since: Some(2), until: Some(4), ..all }, 9), [4, 3]);
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

/// What is found after some harm to a trail of five entries.
fn after(harm: &[&'static str]) -> Vec<String> {
    let found = |store: Store| {
        (1..=5).for_each(|at| assert_eq!(add(&store.db, at, "t"), at));
        harm.iter().for_each(|text| store.harm(text));
        verified(&store.db).unwrap_err().to_string()
    };
    vec![found(Store::sqlite()), found(Store::postgres())]
}

#[track_caller]
fn finds(harm: &[&'static str], wanted: &str) {
    for found in after(harm) {
        assert!(found.starts_with(wanted), "{found}\n--- wanted\n{wanted}");
    }
}

#[test]
fn tampering_is_found_and_named() {
    finds(
        &["update audit set body = replace(body, 'asha', 'ben') where sequence = 3"],
        "entry 3 was altered",
    );
    for column in [
        "update audit set actor = 'user:ben' where sequence = 3",
        "update audit set at_us = 7 where sequence = 3",
        "update audit set object_kind = 'x' where sequence = 3",
        "update audit set object_id = 'x' where sequence = 3",
        "update audit set action = 'user.read' where sequence = 3",
    ] {
        finds(&[column], "entry 3 was altered: what is kept as its ");
    }
    finds(&["update audit set hash = previous where sequence = 3"], "entry 3 was altered");
    finds(&["update audit set previous = hash where sequence = 3"], "entry 3 was altered");
    finds(&["delete from audit where sequence = 3"], "entry 3 is missing: entry 4");
    finds(
        &[
            "delete from audit where sequence = 3",
            "update audit set sequence = 3 where sequence = 4",
            "update audit set sequence = 4 where sequence = 5",
            "update audit_head set sequence = 4",
        ],
        "entry 3 is missing: entry 4",
    );
    finds(
        &["insert into audit select 6, at_us, actor, object_kind, object_id, action, body, previous, hash \
           from audit where sequence = 5"],
        "entry 5 was inserted: there is another entry of that number, kept under 6",
    );
    finds(
        &[
            "update audit set sequence = 99 where sequence = 2",
            "update audit set sequence = 2 where sequence = 4",
            "update audit set sequence = 4 where sequence = 99",
        ],
        "entry 2 was moved: entry 4",
    );
    finds(&["delete from audit where sequence > 3"], "entry 4 is missing, with everything after it");
    finds(&["delete from audit"], "entry 1 is missing, with everything after it");
    finds(&["update audit_head set sequence = 4"], "entry 5 was inserted");
    finds(
        &["update audit_head set hash = (select previous from audit where sequence = 5)"],
        "entry 5 was altered",
    );
}

#[test]
fn a_head_kept_elsewhere_finds_what_the_database_cannot() {
    on_both(|store| {
        (1..=5).for_each(|at| assert_eq!(add(&store.db, at, "t"), at));
        let noted = store.db.read(audit::head).unwrap();
        store.harm("update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)");
        store.harm("delete from audit where sequence > 3");
        assert_eq!(verified(&store.db).unwrap().sequence, 3);
        let error = store.db.read(|tx| audit::verify(tx, [noted])).unwrap_err().to_string();
        assert!(error.starts_with("entry 4 is missing, with everything after it"), "{error}");
        let other = AuditHead { sequence: 2, hash: AuditHash::START };
        let error = store.db.read(|tx| audit::verify(tx, [other])).unwrap_err().to_string();
        assert!(error.starts_with("entry 2 was altered"), "{error}");
    });
}

#[test]
fn a_trail_whose_end_was_tampered_with_takes_no_more() {
    on_both(|store| {
        add(&store.db, 1, "t");
        store.harm("update audit_head set sequence = 0");
        let error = store.db.write(|tx| audit::append(tx, entry(1, "t"))).unwrap_err().to_string();
        assert!(error.contains("entry 1 is there already") && error.contains("audit verify"), "{error}");
        store.harm("delete from audit_head");
        let error = store.db.write(|tx| audit::append(tx, entry(1, "t"))).unwrap_err().to_string();
        assert!(error.contains("audit_head does not exist"), "{error}");
    });
}
