//! A backup is put in force whole or not at all, and whoever follows the database notices.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use bailiwick_app::{
    AppError, Author, Installation, Live, State,
    api_keys::Keyring,
    backup::{Archive, Backup, Restored, Restoring},
};
use bailiwick_model::audit::{AuditHead, Values};
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    Sql, StoreError,
    audit::AuditFilter,
    backup::Made,
    sign_in::{flow, session, ticket},
};
use bailiwick_testkit::{Scratch, process::postgres};
use serde_json::json;

const AUTHOR: Author = Author::machine(1_795_000_000_000_000);
const MADE: Made<'static> = Made { product: "0.0.0-test", at_us: 1_795_000_000_000_001 };

const FIRST: &str = "groups: {g: {label: G}}\nroles: {r: {label: R, groups: [g]}}\n\
                     users: {asha: {lines: [{role: r}]}, ben: {groups: [g]}}\n";
const OTHER: &str = "groups: {h: {label: H}}\nusers: {zoe: {groups: [h]}}\n";

/// Addresses of a fresh database of each kind.
fn addresses(scratch: &Scratch, name: &str) -> [String; 2] {
    [format!("sqlite://{}", scratch.join(name).display()), postgres::database()]
}

fn open(url: &str) -> Installation {
    Installation::open(&url.parse().unwrap()).unwrap()
}

fn apply(installation: &Installation, text: &str) -> u64 {
    let document = Document::read("p.yaml", text).unwrap();
    installation.apply(&document, &AUTHOR).unwrap().revision.unwrap()
}

fn written(installation: &Installation) -> Vec<u8> {
    let mut out = Vec::new();
    let Backup { broken, .. } = installation.backup(&mut out, MADE, &mut |_| {}).unwrap();
    assert_eq!(broken, None);
    out
}

/// Restores these bytes by way of a file.
fn restore(
    scratch: &Scratch,
    installation: &Installation,
    bytes: &[u8],
    replace: bool,
) -> Result<Restored, AppError> {
    let path = scratch.join("archive");
    fs::write(&path, bytes).unwrap();
    let mut archive = Archive::open(&path, &mut |_| {})?;
    let folder = scratch.join("work");
    let how = Restoring { replace, folder: &folder, product: "0.0.0-test" };
    let restored = installation.restore(&mut archive, &how, &AUTHOR, &mut |_| {});
    assert!(!folder.exists());
    restored
}

fn users(installation: &Installation) -> Vec<String> {
    let people = installation.document().unwrap().directory.unwrap();
    people.users.keys().map(ToString::to_string).collect()
}

fn harm(installation: &Installation, text: &'static str) {
    let sql = Sql { table: "harm", text };
    let count = installation.database().write::<_, StoreError>(|tx| tx.execute(&sql, &[])).unwrap();
    assert!(count > 0, "{text} did nothing");
}

/// Lifts what keeps the trail, as whoever owns the database could.
fn disarm(installation: &Installation) {
    let lift = |tx: &mut bailiwick_store::Tx<'_>| {
        let text = match tx.engine() {
            bailiwick_store::Engine::Sqlite => "drop trigger audit_unchanged",
            bailiwick_store::Engine::Postgres => "alter table audit disable trigger user",
        };
        tx.execute(&Sql { table: "audit", text }, &[])
    };
    installation.database().write::<_, StoreError>(lift).unwrap();
}

#[test]
fn it_comes_back_with_one_entry_more() {
    let scratch = Scratch::new("restore");
    for (from, to) in addresses(&scratch, "a.db").into_iter().zip(addresses(&scratch, "b.db").iter().rev()) {
        let (source, target) = (open(&from), open(to));
        apply(&source, FIRST);
        let archive = written(&source);
        let restored = restore(&scratch, &target, &archive, false).unwrap();
        assert_eq!((restored.replaced, restored.head.sequence), (None, 2));
        assert_eq!(users(&target), ["asha", "ben"]);
        assert_eq!(target.verify_trail(&Default::default()).unwrap().head, restored.head);
        let told = target.trail(&AuditFilter::default(), 1).unwrap().remove(0).entry;
        assert_eq!((told.action.as_str(), told.object.kind.as_str()), ("database.restored", "database"));
        let head = source.verify_trail(&Default::default()).unwrap().head.to_string();
        let shown = |field: &str| {
            let change = told.changes.iter().find(|change| change.field == field).unwrap();
            change.values.clone()
        };
        assert_eq!(shown("head"), Values::Shown { old: None, new: Some(json!(head)) });
        let Values::Shown { new: Some(sha256), .. } = shown("sha256") else { panic!("{told:?}") };
        let text = String::from_utf8(archive.clone()).unwrap();
        assert!(text.lines().last().unwrap().contains(sha256.as_str().unwrap()));

        // The same again, but for what tells of the restore.
        let again = String::from_utf8(written(&target)).unwrap();
        let differs = |(a, b): (&str, &str)| a != b;
        let more: Vec<&str> = again
            .lines()
            .filter(|line| line.contains("restored") && !line.contains("bailiwick_backup"))
            .collect();
        assert_eq!(more.len(), 2, "a feed row and an entry: {more:?}");
        let rest: Vec<&str> = again.lines().filter(|line| !more.contains(line)).collect();
        assert_eq!(rest.len(), text.lines().count());
        let differing: Vec<_> =
            text.lines().zip(rest).filter(|pair| differs(*pair)).map(|(a, _)| a).collect();
        let [first, head, last] = differing.as_slice() else { panic!("{differing:#?}") };
        assert!(first.starts_with("{\"bailiwick_backup\"") && head.starts_with("[1,1,"), "{differing:#?}");
        assert!(last.starts_with("{\"end\""), "{differing:#?}");
    }
}

#[test]
fn a_database_in_use_is_replaced_only_when_told_so() {
    let scratch = Scratch::new("restore");
    for url in addresses(&scratch, "a.db") {
        let installation = open(&url);
        apply(&installation, FIRST);
        let archive = written(&installation);
        let before = apply(&installation, OTHER);
        let head = installation.verify_trail(&Default::default()).unwrap().head;
        let refused = restore(&scratch, &installation, &archive, false).unwrap_err().to_string();
        assert!(refused.contains("the database is in use: it is at revision 2"), "{refused}");
        assert_eq!(users(&installation), ["zoe"]);
        let restored = restore(&scratch, &installation, &archive, true).unwrap();
        assert_eq!(restored.replaced, Some((before, head)));
        assert!(restored.revision > before + 1_000);
        assert_eq!(users(&installation), ["asha", "ben"]);
        assert_eq!(installation.verify_trail(&Default::default()).unwrap().head, restored.head);
        // Work goes on from there.
        assert_eq!(apply(&installation, OTHER), restored.revision + 1);
        installation
            .verify_trail(&bailiwick_app::Known { heads: vec![restored.head], ..Default::default() })
            .unwrap();
    }
}

#[test]
fn what_does_not_hold_together_changes_nothing() {
    let scratch = Scratch::new("restore");
    for url in addresses(&scratch, "a.db") {
        let installation = open(&url);
        apply(&installation, FIRST);
        let refused = |says: &str| {
            let mut out = Vec::new();
            let made = installation.backup(&mut out, MADE, &mut |_| {}).unwrap();
            let target = open("sqlite::memory:");
            apply(&target, OTHER);
            let before = written(&target);
            let error = restore(&scratch, &target, &out, true).unwrap_err();
            assert!(error.to_string().contains(says), "{error}\n--- wanted\n{says}");
            assert!(written(&target) == before, "something was changed");
            made.broken.is_some()
        };
        harm(
            &installation,
            "update policy_object set body = '{\"label\":\"R\",\"groups\":[\"nowhere\"]}' where kind = 'role'",
        );
        assert!(!refused("nowhere"));
        harm(&installation, "update policy_object set body = '{' where kind = 'role'");
        assert!(!refused("column body of table policy_object"));
        harm(&installation, "delete from policy_object where kind = 'role'");
        harm(&installation, "update role_line set owner = 'nobody'");
        assert!(!refused("there is no user nobody"));
        harm(&installation, "delete from role_line");
        disarm(&installation);
        harm(&installation, "update audit set body = replace(body, '1795', '1796')");
        assert!(refused("the audit trail in the backup is broken: entry 1 was altered"));
    }
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_up_to_date() {
    let scratch = Scratch::new("restore");
    for url in addresses(&scratch, "a.db") {
        let installation = open(&url);
        let earlier = include_bytes!("../../../store/tests/it/archives/schema_1.backup");
        restore(&scratch, &installation, earlier, false).unwrap();
        assert_eq!(users(&installation), ["asha", "ben"]);
        let told = installation.trail(&AuditFilter::default(), 1).unwrap().remove(0).entry;
        let created = &told.changes.iter().find(|change| change.field == "created").unwrap().values;
        assert_eq!(*created, Values::Shown { old: None, new: Some("2026-11-22T04:00:00Z".into()) });
    }
}

#[test]
fn a_pipe_is_read_by_way_of_a_file_without_a_name() {
    let scratch = Scratch::new("restore");
    let installation = open("sqlite::memory:");
    apply(&installation, FIRST);
    let bytes = written(&installation);
    let archive = Archive::take(&mut &bytes[..], scratch.path(), &mut |_| {}).unwrap();
    assert_eq!(archive.summary().rows["app_user"], 2);
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    let cut = Archive::take(&mut &bytes[..bytes.len() / 2], scratch.path(), &mut |_| {}).map(drop);
    assert!(cut.unwrap_err().to_string().contains("was cut off after line"));
    let folder: PathBuf = scratch.path().to_owned();
    assert!(Archive::open(&folder, &mut |_| {}).unwrap_err().to_string().contains("it is no file"));
}

#[test]
fn who_cannot_write_says_so_and_who_stops_listening_stops_it() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let installation = open("sqlite::memory:");
    apply(&installation, FIRST);
    let error = installation.backup(&mut Full, MADE, &mut |_| {}).unwrap_err();
    assert!(
        matches!(&error, AppError::Output(error) if error.kind() == std::io::ErrorKind::StorageFull),
        "{error}"
    );
}

/// Follows the database, and looks at what is served before and after a restore on another connection to it.
fn followed(follower: &Installation, restorer: &Installation, archive: &[u8], scratch: &Scratch) {
    let loaded = follower.load().unwrap();
    let before = loaded.revision;
    let live = Live::new(loaded.clone());
    let keyring = Keyring::new(Vec::new());
    let stop = AtomicBool::new(false);
    let prepare = |state: State| Ok(state);
    std::thread::scope(|scope| {
        scope.spawn(|| follower.follow(&live, loaded, &keyring, &prepare, &stop));
        let restored = restore(scratch, restorer, archive, true);
        let seen = restored
            .as_ref()
            .ok()
            .and_then(|restored| live.at_least(restored.revision, Duration::from_secs(20)).ok());
        // Whoever demands what was there before gets what is there now.
        let earlier = live.at_least(before, Duration::ZERO).map(|state| state.revision);
        stop.store(true, Ordering::Relaxed);
        let (restored, seen) = (restored.unwrap(), seen.expect("the restore was not noticed"));
        let logins: Vec<_> = seen.snapshot.users().map(|user| seen.snapshot.login(user).to_owned()).collect();
        assert_eq!(logins, ["asha", "ben"]);
        assert_eq!(earlier, Ok(restored.revision));
    });
}

#[test]
fn a_node_that_follows_notices_whatever_it_was_at() {
    let scratch = Scratch::new("restore");
    let archive = {
        let source = open("sqlite::memory:");
        apply(&source, FIRST);
        // The history of the backup is longer than that of the database, or shorter.
        written(&source)
    };
    let longer = {
        let source = open("sqlite::memory:");
        for _ in 0..4 {
            apply(&source, OTHER);
            apply(&source, FIRST);
        }
        written(&source)
    };
    for (n, archive) in [archive, longer].iter().enumerate() {
        for url in addresses(&scratch, &format!("{n}.db")) {
            let restorer = open(&url);
            for text in [OTHER, FIRST, OTHER] {
                apply(&restorer, text);
            }
            let follower = if url.starts_with("sqlite") { restorer.clone() } else { open(&url) };
            followed(&follower, &restorer, archive, &scratch);
            assert_ne!(restorer.verify_trail(&Default::default()).unwrap().head, AuditHead::START);
        }
    }
}

#[test]
fn sessions_and_what_was_sent_do_not_come_back() {
    let scratch = Scratch::new("backup-sessions");
    for url in addresses(&scratch, "s.db") {
        let installation = open(&url);
        apply(&installation, FIRST);
        let asha = bailiwick_model::UserId::new("asha").unwrap();
        let (hash, far) = ([7; 32], i64::MAX);
        installation
            .database()
            .write::<_, StoreError>(|tx| {
                let kept = session::Session {
                    id: "s".into(),
                    hash,
                    login: asha.clone(),
                    pathway: "password".into(),
                    factors: "password".into(),
                    made_us: 1,
                    seen_us: 1,
                    proved_us: 1,
                    ends_us: far,
                    address: None,
                    agent: None,
                    device: None,
                    roles: None,
                    ends_with_roles: false,
                };
                session::insert(tx, &kept)?;
                let going = flow::Flow { login: "asha".into(), body: vec![1], made_us: 1, ends_us: far };
                flow::put(tx, &hash, &going)?;
                let link = ticket::Ticket {
                    purpose: "reset".into(),
                    login: asha.clone(),
                    detail: String::new(),
                    made_us: 1,
                    ends_us: far,
                };
                ticket::insert(tx, &hash, &link)
            })
            .unwrap();
        let bytes = written(&installation);
        let restored = restore(&scratch, &installation, &bytes, true).unwrap();
        let left = |tx: &mut bailiwick_store::Tx<'_>| {
            let flow = flow::find(tx, &hash)?.is_some();
            let link = ticket::find(tx, &hash, "reset")?.is_some();
            Ok::<_, StoreError>((session::by_hash(tx, &hash)?.is_some(), flow, link))
        };
        assert_eq!(installation.database().read(left).unwrap(), (false, false, false), "{url}");
        let told = installation.trail(&AuditFilter::default(), 1).unwrap().remove(0).entry;
        assert_eq!(told.sequence, restored.head.sequence);
        assert!(told.changes.iter().any(|change| change.field == "sessions"), "{told:?}");
    }
}
