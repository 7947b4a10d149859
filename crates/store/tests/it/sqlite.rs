//! What a database file must withstand.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bailiwick_model::{User, UserId};
use bailiwick_store::{Database, DatabaseUrl, Sql, StoreError, Tx, user};
use bailiwick_testkit::Scratch;

use crate::crash;

fn url(path: &Path) -> DatabaseUrl {
    format!("sqlite://{}", path.display()).parse().unwrap()
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

fn error(path: &Path) -> StoreError {
    Database::open(&url(path)).unwrap_err()
}

/// A closed database with one user in it.
fn made(scratch: &Scratch) -> PathBuf {
    let path = scratch.join("store.db");
    let db = Database::open(&url(&path)).unwrap();
    db.write(|tx| user::insert(tx, &UserId::new("asha").unwrap(), &User::default())).unwrap();
    path
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let scratch = Scratch::new("sqlite");
    let path = scratch.join("store.db");
    fs::write(&path, "These are my notes, not a database. ".repeat(300)).unwrap();
    let before = fs::read(&path).unwrap();
    let found = error(&path);
    assert!(matches!(found, StoreError::Damaged { .. }), "{found}");
    assert!(found.to_string().contains("restore it from a backup"), "{found}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_database_is_refused_and_left_as_it_is() {
    let scratch = Scratch::new("sqlite");
    let path = made(&scratch);
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let found = error(&path);
    assert!(matches!(found, StoreError::Damaged { .. }), "{found}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_database_cut_to_nothing_under_its_log_is_refused() {
    let scratch = Scratch::new("sqlite");
    let path = made(&scratch);
    fs::write(beside(&path, "-wal"), "the last changes").unwrap();
    fs::write(&path, "").unwrap();
    let cut = error(&path);
    fs::remove_file(&path).unwrap();
    let missing = error(&path);
    for found in [cut, missing] {
        assert!(
            matches!(&found, StoreError::Damaged { why, .. } if why.contains("is still there")),
            "{found}"
        );
    }
    assert!(!path.exists(), "an empty database took the place of the lost one");
    assert_eq!(fs::read_to_string(beside(&path, "-wal")).unwrap(), "the last changes");
}

#[test]
fn a_database_of_another_application_is_refused() {
    let scratch = Scratch::new("sqlite");
    let path = scratch.join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("create table song (title text)").unwrap();
    drop(other);
    let found = error(&path);
    assert!(matches!(found, StoreError::Foreign { .. }), "{found}");
}

#[test]
fn places_that_cannot_be_used_are_named_with_a_remedy() {
    let scratch = Scratch::new("sqlite");
    let folder = error(scratch.path()).to_string();
    assert!(folder.contains("it is a folder; name a file in it"), "{folder}");
    let nowhere = error(&scratch.join("no/such/store.db")).to_string();
    assert!(nowhere.contains("create it first"), "{nowhere}");
    assert!(!scratch.join("no").exists());
}

#[test]
fn an_empty_file_becomes_a_database() {
    let scratch = Scratch::new("sqlite");
    let path = scratch.join("store.db");
    fs::write(&path, "").unwrap();
    assert_eq!(Database::open(&url(&path)).unwrap().revision().unwrap().0, 0);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new("sqlite");
    let path = made(&scratch);
    let _db = Database::open(&url(&path)).unwrap();
    for entry in fs::read_dir(scratch.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
    }
}

#[test]
fn a_file_has_one_owner_at_a_time_under_any_name() {
    let scratch = Scratch::new("sqlite");
    let path = made(&scratch);
    let db = Database::open(&url(&path)).unwrap();
    let twin = db.clone();
    #[cfg(unix)]
    {
        let link = scratch.join("link.db");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(error(&link), StoreError::InUse { .. }));
    }
    drop(db);
    let found = error(&path);
    assert!(found.to_string().contains("is in use by another process; stop it first"), "{found}");
    drop(twin);
    Database::open(&url(&path)).unwrap();
}

#[test]
fn the_writer_waits_for_the_disk_together_with_others() {
    let scratch = Scratch::new("sqlite");
    let db = Database::open(&url(&made(&scratch))).unwrap();
    let number = |name: &'static str, text: &'static str| {
        let sql = Sql { table: "pragma", text };
        db.write::<_, StoreError>(|tx| tx.find(&sql, &[], |row| row.int(name))).unwrap()
    };
    // What is committed is written out by whoever commits, as `durable.rs` tests; the log and the database keep their order by themselves.
    let normal = 1;
    assert_eq!(number("synchronous", "pragma synchronous"), Some(normal));
    assert_eq!(number("foreign_keys", "pragma foreign_keys"), Some(1));
    let sql = Sql { table: "pragma", text: "pragma journal_mode" };
    let mode = |tx: &mut Tx<'_>| tx.find(&sql, &[], |row| row.text("journal_mode").map(str::to_owned));
    assert_eq!(db.read::<_, StoreError>(mode).unwrap().as_deref(), Some("wal"));
}

#[test]
fn a_second_process_is_refused() {
    let scratch = Scratch::new("sqlite");
    let path = made(&scratch);
    let db = Database::open(&url(&path)).unwrap();
    let output = crash::writer(&url(&path)).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("InUse"), "{said}");
    assert_eq!(db.revision().unwrap().0, 0);
}

#[test]
fn a_file_in_use_may_be_read_and_not_written() {
    let scratch = Scratch::new("visited");
    let url: DatabaseUrl = format!("sqlite://{}", scratch.path().join("b.db").display()).parse().unwrap();
    let owner = Database::open(&url).unwrap();
    let asha = UserId::new("asha").unwrap();
    let visitor = Database::open_to_read(&url).unwrap();
    assert!(visitor.read(|tx| user::find(tx, &asha)).unwrap().is_none());
    owner.write(|tx| user::insert(tx, &asha, &User::default())).unwrap();
    assert!(
        visitor.read(|tx| user::find(tx, &asha)).unwrap().is_some(),
        "it sees what the owner wrote since"
    );
    let refused = visitor.write(|tx| user::delete(tx, &asha));
    assert!(matches!(refused, Err(StoreError::InUse { .. })), "{refused:?}");
    drop((owner, visitor));
    let alone = Database::open_to_read(&url).unwrap();
    alone.write(|tx| user::delete(tx, &asha)).unwrap();
}
