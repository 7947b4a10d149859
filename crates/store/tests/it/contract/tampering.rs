//! Whatever is done to the audit trail behind its back is refused by the database, and where it is not, found and named.

use bailiwick_model::audit::{
    Actor, AuditAction, AuditEntry, AuditHash, AuditHead, AuditObject, Checkpoint, CheckpointKind, Retained,
    Signature, SignedCheckpoint,
};
use bailiwick_store::{
    Database, Engine, MIGRATIONS, Sql, StoreError,
    audit::{self, AuditError, AuditFilter, Verified},
};
use bailiwick_testkit::{Scratch, process::postgres};

use crate::engine::{Store, on_both};

fn entry(at: i64) -> AuditEntry {
    AuditEntry::new(
        at,
        Actor::Machine,
        AuditAction::new("user.changed").unwrap(),
        AuditObject::new("user", "asha"),
    )
}

fn filled(store: &Store) {
    (1..=5).for_each(|at| drop(store.db.write(|tx| audit::append(tx, entry(at))).unwrap()));
}

fn verified(store: &Store, anchors: &[AuditHead]) -> Result<Verified, AuditError> {
    store.db.read(|tx| audit::verify(tx, anchors.iter().copied()))
}

fn head(store: &Store) -> AuditHead {
    store.db.read(audit::head).unwrap()
}

fn refused(store: &Store, text: &'static str) -> String {
    let sql = Sql { table: "harm", text };
    store.db.write(|tx| tx.execute(&sql, &[])).unwrap_err().to_string()
}

/// What is found after some harm to a trail of five entries, in each database.
#[track_caller]
fn finds(harm: &[&'static str], wanted: &str) {
    on_both(|store| {
        filled(store);
        store.disarm();
        harm.iter().for_each(|text| store.harm(text));
        let found = verified(store, &[]).unwrap_err().to_string();
        assert!(found.starts_with(wanted), "{found}\n--- wanted\n{wanted}\n{harm:?}");
    });
}

#[test]
fn the_database_refuses_to_change_the_trail() {
    on_both(|store| {
        filled(store);
        let signed = signed(CheckpointKind::Head, head(store));
        store.db.write(|tx| audit::checkpoint::keep(tx, &signed)).unwrap();
        for text in [
            "update audit set actor = 'user:ben' where sequence = 3",
            "update audit set hash = hash",
            "update audit_checkpoint set signed = 'x'",
        ] {
            assert!(refused(store, text).contains("never changed"), "{text}");
        }
        assert!(refused(store, "delete from audit where sequence = 5").contains("use bailiwick audit prune"));
        assert!(refused(store, "delete from audit_checkpoint").contains("the audit trail"));
        if store.db.read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap() == Engine::Postgres {
            assert!(refused(store, "truncate audit").contains("never emptied"));
            // As before a backup is read back.
            store
                .db
                .write(|tx| tx.execute(&Sql { table: "harm", text: "truncate audit_retained" }, &[]))
                .unwrap();
        }
        assert_eq!(verified(store, &[]).unwrap().head.sequence, 5);
    });
}

#[test]
fn an_edit_of_any_column_is_found() {
    let text = "update audit set body = replace(body, 'asha', 'ben') where sequence = 3";
    finds(&[text], "entry 3 was altered: its hash is not that of its text");
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
    finds(&["update audit set sequence = 50 where sequence = 5"], "entry 5 was altered: it is kept under");
    finds(&["update audit set sequence = 0 where sequence = 1"], "entry 1 was altered: it is kept under");
    let hash = "update audit_head set hash = (select previous from audit where sequence = 5)";
    finds(&[hash], "entry 5 was altered");
}

#[test]
fn a_deletion_is_found_wherever_it_is() {
    finds(&["delete from audit where sequence = 1"], "entry 1 is missing: entry 2");
    finds(&["delete from audit where sequence < 4"], "entry 1 is missing: entry 4");
    finds(&["delete from audit where sequence = 3"], "entry 3 is missing: entry 4");
    finds(&["delete from audit where sequence = 5"], "entry 5 is missing, with everything after it");
    finds(&["delete from audit where sequence > 3"], "entry 4 is missing, with everything after it");
    finds(&["delete from audit"], "entry 1 is missing, with everything after it");
    let renumbered = [
        "delete from audit where sequence = 3",
        "update audit set sequence = 3 where sequence = 4",
        "update audit set sequence = 4 where sequence = 5",
        "update audit_head set sequence = 4",
    ];
    finds(&renumbered, "entry 3 is missing: entry 4");
}

#[test]
fn an_insertion_and_a_move_are_found() {
    let copy = "insert into audit select 6, at_us, actor, object_kind, object_id, action, body, previous, hash \
                from audit where sequence = 5";
    finds(&[copy], "entry 5 was inserted: there is another entry of that number, kept under 6");
    finds(&[copy, "update audit_head set sequence = 6"], "entry 5 was inserted");
    let chained = "insert into audit select 6, at_us, actor, object_kind, object_id, action, \
                   replace(body, ':5,', ':6,'), hash, previous from audit where sequence = 5";
    finds(&[chained, "update audit_head set sequence = 6"], "entry 6 was altered: its hash is not that");
    finds(&["update audit_head set sequence = 4"], "entry 5 was inserted");
    let swapped = [
        "update audit set sequence = 99 where sequence = 2",
        "update audit set sequence = 2 where sequence = 4",
        "update audit set sequence = 4 where sequence = 99",
    ];
    finds(&swapped, "entry 2 was moved: entry 4");
    let neighbours = [
        "update audit set sequence = 99 where sequence = 2",
        "update audit set sequence = 2 where sequence = 3",
        "update audit set sequence = 3 where sequence = 99",
    ];
    finds(&neighbours, "entry 2 was moved: entry 3");
    // All of them, one on.
    finds(
        &["update audit set sequence = -sequence", "update audit set sequence = 6 + sequence"],
        "entry 1 was moved",
    );
}

const BACK: [&str; 2] = [
    "update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)",
    "delete from audit where sequence > 3",
];

#[test]
fn a_head_kept_elsewhere_finds_what_the_database_cannot() {
    on_both(|store| {
        filled(store);
        let noted = head(store);
        store.disarm();
        BACK.iter().for_each(|text| store.harm(text));
        assert_eq!(verified(store, &[]).unwrap().head.sequence, 3);
        let error = verified(store, &[noted]).unwrap_err().to_string();
        assert!(error.starts_with("entry 4 is missing, with everything after it"), "{error}");
        let other = AuditHead { sequence: 2, hash: AuditHash::START };
        let error = verified(store, &[other]).unwrap_err().to_string();
        assert!(error.starts_with("entry 2 is not the one that was noted elsewhere"), "{error}");
    });
}

#[test]
fn a_kept_checkpoint_counts_as_noted() {
    on_both(|store| {
        filled(store);
        let signed = signed(CheckpointKind::Head, head(store));
        assert!(store.db.write(|tx| audit::checkpoint::keep(tx, &signed)).unwrap());
        assert!(!store.db.write(|tx| audit::checkpoint::keep(tx, &signed)).unwrap(), "one per entry and key");
        assert_eq!(store.db.read(audit::checkpoint::last).unwrap(), Some(signed));
        verified(store, &[]).unwrap();
        store.disarm();
        BACK.iter().for_each(|text| store.harm(text));
        let error = verified(store, &[]).unwrap_err().to_string();
        assert!(error.starts_with("entry 4 is missing, with everything after it"), "{error}");
    });
}

#[test]
fn a_tail_hashed_anew_is_found_by_a_head_kept_elsewhere() {
    on_both(|store| {
        filled(store);
        let noted = head(store);
        store.disarm();
        BACK.iter().for_each(|text| store.harm(text));
        // Written by Bailiwick itself, so everything fits.
        (7..=9).for_each(|at| drop(store.db.write(|tx| audit::append(tx, entry(at))).unwrap()));
        assert_eq!(verified(store, &[]).unwrap().head.sequence, 6);
        let error = verified(store, &[noted]).unwrap_err().to_string();
        assert!(error.starts_with("entry 5 is not the one that was noted elsewhere"), "{error}");
    });
}

#[test]
fn a_trail_whose_end_was_tampered_with_takes_no_more() {
    on_both(|store| {
        store.db.write(|tx| audit::append(tx, entry(1))).unwrap();
        store.harm("update audit_head set sequence = 0");
        let error = store.db.write(|tx| audit::append(tx, entry(1))).unwrap_err().to_string();
        assert!(error.contains("entry 1 is there already") && error.contains("audit verify"), "{error}");
        store.harm("delete from audit_head");
        let error = store.db.write(|tx| audit::append(tx, entry(1))).unwrap_err().to_string();
        assert!(error.contains("audit_head does not exist"), "{error}");
    });
}

fn signed(kind: CheckpointKind, AuditHead { sequence, hash }: AuditHead) -> SignedCheckpoint {
    let checkpoint = Checkpoint { kind, sequence, hash, at: 9, key: "00ff00ff00ff00ff".parse().unwrap() };
    SignedCheckpoint { checkpoint, signature: Signature([7; 64]) }
}

/// Everything before entry `first`, as `audit prune` would have it.
fn removal(store: &Store, first: i64, removed: i64) -> Retained {
    let last = store.db.read(|tx| audit::find(tx, first - 1)).unwrap().unwrap();
    let head = AuditHead { sequence: first - 1, hash: last.hash };
    Retained { first, previous: head.hash, removed, signed: signed(CheckpointKind::Pruned, head) }
}

fn prune(store: &Store, retained: &Retained, told: bool) -> Result<(), StoreError> {
    store.db.write(|tx| {
        audit::prune(tx, retained)?;
        let mut entry =
            AuditEntry::new(9, Actor::Machine, AuditAction::TRAIL_PRUNED, AuditObject::new("trail", ""));
        entry.changes = retained.told();
        if told { audit::append(tx, entry).map(drop) } else { Ok(()) }
    })
}

#[test]
fn a_pruned_trail_goes_on_from_what_is_known_of_the_rest() {
    on_both(|store| {
        filled(store);
        let noted = head(store);
        assert_eq!(store.db.read(|tx| audit::first_since(tx, 3)).unwrap(), Some(3));
        assert_eq!(store.db.read(|tx| audit::first_since(tx, 99)).unwrap(), None);
        let retained = removal(store, 3, 2);
        prune(store, &retained, true).unwrap();
        let found = verified(store, &[noted]).unwrap();
        assert_eq!((found.head.sequence, found.retained), (6, Some(retained.clone())));
        assert!(
            matches!(prune(store, &retained, true), Err(StoreError::Invalid { .. })),
            "there is nothing left"
        );
        // Once more, and only the last removal has to be told.
        let retained = removal(store, 5, 2);
        prune(store, &retained, true).unwrap();
        assert_eq!(verified(store, &[noted]).unwrap().head.sequence, 7);
        // What remains is as well kept as before.
        assert!(refused(store, "delete from audit where sequence = 5").contains("use bailiwick audit prune"));
        assert!(refused(store, "delete from audit_retained").contains("audit trail"));
        store.disarm();
        store.harm("delete from audit where sequence = 5");
        let error = verified(store, &[]).unwrap_err().to_string();
        assert!(error.starts_with("entry 5 is missing: entry 6"), "{error}");
    });
}

#[test]
fn a_removal_that_is_not_on_the_trail_is_found() {
    on_both(|store| {
        filled(store);
        prune(store, &removal(store, 3, 2), false).unwrap();
        let error = verified(store, &[]).unwrap_err().to_string();
        assert!(error.starts_with("entry 2 and those before it were removed, and no entry"), "{error}");
    });
    // A removal that was told is stretched.
    on_both(|store| {
        filled(store);
        prune(store, &removal(store, 3, 2), true).unwrap();
        store.disarm();
        store.harm("delete from audit where sequence = 3");
        store.harm(
            "update audit_retained set first = 4, previous = (select previous from audit where sequence = 4)",
        );
        let error = verified(store, &[]).unwrap_err().to_string();
        assert!(error.starts_with("entry 3 and those before it were removed, and no entry"), "{error}");
    });
    // What is kept of the removed stretch is edited.
    on_both(|store| {
        filled(store);
        prune(store, &removal(store, 3, 2), true).unwrap();
        store.disarm();
        store.harm("update audit_retained set previous = (select hash from audit where sequence = 5)");
        let error = verified(store, &[]).unwrap_err().to_string();
        assert!(
            error.starts_with("entry 2 was altered: entry 3 was chained to another text of it"),
            "{error}"
        );
    });
}

#[test]
fn a_fresh_database_can_be_filled_from_a_copy() {
    on_both(|store| {
        filled(store);
        prune(store, &removal(store, 3, 2), true).unwrap();
        let checkpoint = signed(CheckpointKind::Head, head(store));
        store.db.write(|tx| audit::checkpoint::keep(tx, &checkpoint)).unwrap();
        let engine = store.db.read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap();
        let (quote, fresh) = match engine {
            Engine::Sqlite => ("quote", Store::sqlite()),
            Engine::Postgres => ("quote_literal", Store::postgres()),
        };
        for (table, columns) in [
            ("audit", "sequence at_us actor object_kind object_id action body previous hash"),
            ("audit_retained", "first previous removed signed"),
            ("audit_checkpoint", "sequence key at_us signed"),
        ] {
            let columns: Vec<_> = columns.split(' ').collect();
            let values: Vec<_> = columns.iter().map(|column| format!("{quote}({column})")).collect();
            let list = columns.join(", ");
            let text = format!(
                "select 'insert into {table} ({list}) values (' || {} || ')' as found from {table}",
                values.join(" || ', ' || ")
            );
            let inserts = store.ask(text.leak());
            assert!(!inserts.is_empty());
            inserts.into_iter().for_each(|insert| fresh.harm(insert.leak()));
        }
        let AuditHead { sequence, hash } = head(store);
        fresh.harm(format!("update audit_head set sequence = {sequence}, hash = '{hash}'").leak());
        assert_eq!(verified(&fresh, &[]).unwrap(), verified(store, &[]).unwrap());
        assert!(
            refused(&fresh, "delete from audit where sequence = 4").contains("use bailiwick audit prune")
        );
    });
}

#[test]
fn a_trail_from_before_is_guarded_and_searched_all_the_same() {
    let scratch = Scratch::new("before");
    for url in [format!("sqlite://{}", scratch.join("store.db").display()), postgres::database()] {
        let url = url.parse().unwrap();
        let before = Database::open_with(&url, MIGRATIONS.get(..2).unwrap()).unwrap();
        let mut odd = entry(7);
        (odd.reason, odd.request_id) = (Some("a NUL \0, \0\0 and \\u0000".into()), Some("r-1".into()));
        before.write(|tx| audit::append_all(tx, [entry(6), odd.clone()])).unwrap();
        drop(before);
        let now = Database::open(&url).unwrap();
        assert_eq!(now.read(|tx| audit::verify(tx, [])).unwrap().head.sequence, 2);
        let wanted = AuditFilter { request_id: Some("r-1".into()), ..AuditFilter::default() };
        let found = now.read(|tx| audit::list(tx, &wanted, 9)).unwrap();
        assert_eq!(found.first().unwrap().entry.reason, odd.reason);
        let sql = Sql { table: "harm", text: "delete from audit" };
        assert!(now.write(|tx| tx.execute(&sql, &[])).is_err());
    }
}

/// Five entries, and one with everything that is searched.
fn searchable(store: &Store) {
    filled(store);
    let mut told = entry(6);
    told.actor = Actor::Token("00ff".to_owned());
    told.on_behalf = Some(bailiwick_model::UserId::new("ben").unwrap());
    (told.reason, told.request_id) = (Some("a\0b".to_owned()), Some("r-1".to_owned()));
    told.origin.address = Some("192.0.2.1".to_owned());
    store.db.write(|tx| audit::append(tx, told.clone())).unwrap();
}

fn searched(store: &Store) -> Result<(), AuditError> {
    let head = head(store);
    store.db.read(|tx| audit::verify_search(tx, AuditHead::START, &head))
}

#[test]
fn lists_show_what_was_written() {
    on_both(|store| {
        searched(store).unwrap();
        searchable(store);
        searched(store).unwrap();
        let retained = removal(store, 3, 2);
        prune(store, &retained, true).unwrap();
        let head = head(store);
        store.db.read(|tx| audit::verify_search(tx, retained.head(), &head)).unwrap();
    });
}

/// What lists show after the view that they are read from was replaced by one that lies.
#[track_caller]
fn shown(lie: &str, wanted: &str) {
    on_both(|store| {
        searchable(store);
        let make = |text: String| {
            let sql = Sql { table: "view", text: text.leak() };
            store.db.write(|tx| tx.execute(&sql, &[])).unwrap();
        };
        match store.db.read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap() {
            Engine::Sqlite => {
                let text =
                    store.ask("select sql as found from sqlite_master where name = 'audit_entry'").remove(0);
                make("drop view audit_entry".to_owned());
                make(text.replacen("audit_entry", "honest", 1));
            }
            Engine::Postgres => make("alter view audit_entry rename to honest".to_owned()),
        }
        make(format!("create view audit_entry as {lie}"));
        verified(store, &[]).unwrap();
        let found = searched(store).unwrap_err().to_string();
        assert!(found.starts_with(wanted), "{found}\n--- wanted\n{wanted}\n{lie}");
    });
}

#[test]
fn lists_that_lie_are_found() {
    let columns = "id, sequence, at_us, at, actor, actor_kind, on_behalf, object_kind, object_id, action, reason, request_id, \
                   address, body, hash";
    let but = |column: &str, lie: &str| {
        let names = columns
            .split(", ")
            .map(|name| if name == column { format!("{lie} as {name}") } else { name.to_owned() });
        format!("select {} from honest", names.collect::<Vec<_>>().join(", "))
    };
    shown(
        "select * from honest where sequence <> 3",
        "entry 3 is not shown as it was written by lists and searches: it is left out",
    );
    shown(
        "select * from honest where sequence < 6",
        "entry 6 is not shown as it was written by lists and searches: it is left out",
    );
    shown("select * from honest union all select * from honest", "entry 1 is not shown as it was written");
    shown(&but("body", "replace(body, 'asha', 'ben')"), "entry 1 is not shown as it was written");
    for (column, lie, entry) in [
        ("at_us", "at_us + 1", 1),
        ("at", "cast(null as text)", 1),
        ("actor", "'user:ben'", 1),
        ("actor_kind", "'user'", 1),
        ("on_behalf", "'ben'", 1),
        ("object_kind", "'x'", 1),
        ("object_id", "'ben'", 1),
        ("action", "'user.read'", 1),
        ("reason", "cast(null as text)", 6),
        ("request_id", "'r-2'", 1),
        ("address", "cast(null as text)", 6),
    ] {
        shown(&but(column, lie), &format!("entry {entry} is not shown as it was written"));
    }
}
