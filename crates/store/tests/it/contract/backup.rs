//! A backup holds everything, reads as it was written on either engine, and whatever happens to it is noticed.

mod damage;
mod earlier;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use bailiwick_model::{
    Directory, Policy, RecordId, User, UserId,
    audit::{Actor, AuditAction, AuditEntry, AuditObject},
};
use bailiwick_store::{
    Database, MIGRATIONS, Migration, StoreError, Tx,
    api_key::{self, ApiKey, Scope},
    backup::{self, ArchiveError, Made, Summary},
    catalogue,
    change::{self, Change, Stamp},
    directory, import_run, policy, resource, user,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use sha2::{Digest, Sha256};

use crate::{
    arbitrary,
    engine::{Store, on_all, on_both},
};

const MADE: Made<'static> = Made { product: "0.0.0-test", at_us: 1_795_000_000_000_001 };

pub(crate) fn written(db: &Database) -> Vec<u8> {
    let mut out = Vec::new();
    db.read(|tx| backup::write(tx, &mut out, MADE, &mut |_, _| {})).unwrap();
    out
}

/// The version of the schema.
fn newest() -> i64 {
    MIGRATIONS.last().unwrap().number
}

pub(crate) fn verified(bytes: &[u8]) -> Result<Summary, ArchiveError> {
    backup::verify(bytes, MIGRATIONS, &mut |_, _| {})
}

pub(crate) fn loaded(db: &Database, bytes: &[u8]) -> Result<(), ArchiveError> {
    db.write(|tx| backup::load(tx, bytes, &mut |_, _| {})).map(drop)
}

/// Makes the last line fit whatever stands before it.
fn sealed(lines: &[String]) -> Vec<u8> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let digest: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut rows = std::collections::BTreeMap::new();
    let mut table = String::new();
    for line in &lines[1..] {
        match serde_json::from_str::<serde_json::Value>(line).unwrap() {
            serde_json::Value::Object(header) => {
                table = header["table"].as_str().unwrap().to_owned();
                rows.insert(table.clone(), 0);
            }
            _ => *rows.get_mut(&table).unwrap() += 1,
        }
    }
    let rows = serde_json::to_string(&rows).unwrap();
    format!("{text}{{\"end\":{{\"rows\":{rows},\"sha256\":\"{digest}\"}}}}\n").into_bytes()
}

/// The lines of an archive without its last one.
fn lines(bytes: &[u8]) -> Vec<String> {
    let mut lines: Vec<_> = std::str::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
    lines.pop();
    lines
}

/// Something in every table.
fn put_everything(tx: &mut Tx<'_>, policy: &Policy, people: &Directory, n: u8) -> Result<(), StoreError> {
    policy::replace(tx, policy)?;
    directory::replace(tx, people)?;
    let id = RecordId::Text(format!("r{n} 'ÿ'\u{1}").into());
    let attributes = [("a".parse().unwrap(), serde_json::json!({"n": n, "t": "\"\\\u{2028}"}))].into();
    resource::put(tx, &"a.b".parse().unwrap(), &id, &attributes)?;
    let key = ApiKey {
        id: format!("t{n}"),
        name: arbitrary::NASTY[usize::from(n) % arbitrary::NASTY.len()].to_owned(),
        hash: [n; 32],
        scopes: [Scope::Decide, Scope::Admin].into(),
        login: None,
        created_us: i64::MIN,
        expires_us: n.is_multiple_of(2).then_some(i64::MAX),
        last_used_us: None,
    };
    api_key::insert(tx, &key)?;
    import_run::insert(tx, 1, "odoo:x", &serde_json::json!([n]))?;
    let stamp = Stamp { at_us: 5, actor: "a\tb", request_id: n.is_multiple_of(2).then_some("r") };
    change::append(tx, &stamp, &[Change { kind: "user".into(), key: "ÿ".into(), what: "created".into() }])?;
    let object = AuditObject::new("user", "ÿ \u{1f469}");
    let action = AuditAction::new("user.changed").unwrap();
    bailiwick_store::audit::append(tx, AuditEntry::new(n.into(), Actor::System, action, object)).map(drop)
}

#[test]
fn every_table_and_every_column_is_in_it() {
    on_all(|store| {
        let apart = ["bailiwick_migration", "revision", "seat_taken"].map(str::to_owned);
        let found: BTreeSet<String> = store.db.read(catalogue::tables).unwrap().into_keys().collect();
        let held: BTreeSet<String> = verified(&written(&store.db)).unwrap().rows.into_keys().collect();
        let forgotten: Vec<_> = found.difference(&held).filter(|table| !apart.contains(table)).collect();
        assert!(
            forgotten.is_empty(),
            "{forgotten:?} would be lost: give each a row shape and list it in statements.rs"
        );
    });
}

#[test]
fn a_column_that_nobody_knows_is_not_left_out_in_silence() {
    for store in [Store::sqlite(), Store::postgres()] {
        let url = store.url.clone();
        let _files = store.into_scratch();
        let text = "ALTER TABLE token ADD COLUMN colour TEXT;";
        let more = Migration { number: newest() + 1, name: "more", text };
        let db = Database::open_with(&url, &[MIGRATIONS, &[more]].concat()).unwrap();
        let mut out = Vec::new();
        let error = db.read(|tx| backup::write(tx, &mut out, MADE, &mut |_, _| {})).unwrap_err().to_string();
        assert!(error.contains("colour"), "{error}");
    }
}

#[test]
fn it_travels_between_the_engines_and_stays_the_same_to_the_byte() {
    let (here, there) = (Store::sqlite(), Store::postgres());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(12) });
    let cases = (arbitrary::policy(), arbitrary::directory());
    let count = std::cell::Cell::new(0_u8);
    let travels = |(policy, people): (Policy, Directory)| {
        count.set(count.get() + 1);
        here.db.write(|tx| put_everything(tx, &policy, &people, count.get())).unwrap();
        let first = written(&here.db);
        let summary = verified(&first).unwrap();
        assert_eq!(summary.rows["app_user"], people.users.len() as u64);
        loaded(&there.db, &first).unwrap();
        assert_eq!(there.db.read(directory::load).unwrap(), people);
        assert_eq!(there.db.read(policy::load).unwrap(), policy);
        let second = written(&there.db);
        assert!(first == second, "PostgreSQL gave back something else");
        assert!(there.db.read(backup::counts).unwrap() == summary.rows);
        // What is there beside it goes.
        let stray = UserId::new("stray").unwrap();
        let _ = here.db.write(|tx| user::insert(tx, &stray, &User::default()));
        loaded(&here.db, &second).unwrap();
        assert!(written(&here.db) == first, "SQLite gave back something else");
        here.db.read(|tx| bailiwick_store::audit::verify(tx, [])).unwrap();
        Ok(())
    };
    runner.run(&cases, travels).unwrap();
}

#[test]
fn it_is_one_state_whatever_is_written_meanwhile() {
    on_both(|store| {
        let stop = AtomicBool::new(false);
        let stamp = Stamp { at_us: 1, actor: "test", request_id: None };
        thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let changed = Change { kind: "user".into(), key: n.to_string(), what: "created".into() };
                    let write = |tx: &mut Tx<'_>| {
                        user::insert(tx, &UserId::new(format!("u{n}")).unwrap(), &User::default())?;
                        change::append(tx, &stamp, std::slice::from_ref(&changed))
                    };
                    store.db.write(write).unwrap();
                }
            });
            let mut last = -1;
            for _ in 0..20 {
                let Summary { manifest, rows, .. } = verified(&written(&store.db)).unwrap();
                let revision = manifest.revision.unsigned_abs();
                assert_eq!((rows["app_user"], rows["change"]), (revision, revision));
                assert!(manifest.revision >= last);
                last = manifest.revision;
            }
            stop.store(true, Ordering::Relaxed);
            assert!(last > 0, "nothing was written meanwhile");
        });
    });
}

#[test]
fn numbers_that_were_given_are_not_given_again() {
    on_both(|store| {
        let old = written(&store.db);
        for at in 0..3 {
            store.db.write(|tx| import_run::insert(tx, at, "x", &serde_json::Value::Null)).unwrap();
        }
        loaded(&store.db, &old).unwrap();
        assert!(store.db.read(backup::is_unused).unwrap());
        let next = store.db.write(|tx| import_run::insert(tx, 9, "x", &serde_json::Value::Null)).unwrap();
        assert_eq!(next, 4);
    });
}
