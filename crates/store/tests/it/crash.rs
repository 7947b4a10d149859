//! A process that is killed at any moment loses nothing that it has acknowledged, and leaves the audit trail whole.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use bailiwick_model::{
    ModelName, RecordId,
    audit::{Actor, AuditAction, AuditEntry, AuditObject},
};
use bailiwick_store::{
    Database, DatabaseUrl, Revision, StoreError,
    audit::{self, AuditError},
    change::{self, Change, Stamp},
    resource::{self, Attributes},
};
use bailiwick_testkit::{Scratch, process::postgres};

const VARIABLE: &str = "BAILIWICK_CRASH_TEST_DATABASE";

/// This very program again, as [`the_process_that_is_killed`].
pub(crate) fn writer(url: &DatabaseUrl) -> Command {
    writer_at(&url.to_string())
}

fn writer_at(url: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "crash::the_process_that_is_killed", "--nocapture"]).env(VARIABLE, url);
    command
}

/// The other end of the tests below: writes record after record, and says each number once it is committed, until it is
/// killed. Started in any other way it has nothing to do.
#[test]
fn the_process_that_is_killed() {
    #[allow(clippy::disallowed_methods, reason = "the only word its parent can pass to a test")]
    let Ok(url) = env::var(VARIABLE) else { return };
    let db = Database::open(&url.parse().unwrap()).unwrap();
    let model = ModelName::new("crash.test").unwrap();
    loop {
        let revision = db.write(|tx| {
            let stamp = Stamp { at_us: 0, actor: "writer", request_id: None };
            let change = Change { kind: "record".into(), key: String::new(), what: "created".into() };
            let revision = change::append(tx, &stamp, &[change])?;
            resource::put(tx, &model, &RecordId::Int(revision.0), &Attributes::new())?;
            let object = AuditObject::new("record", revision.to_string());
            audit::append(
                tx,
                AuditEntry::new(0, Actor::System, AuditAction::new("record.put").unwrap(), object),
            )?;
            Ok::<_, StoreError>(revision)
        });
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", revision.unwrap()).unwrap();
        out.flush().unwrap();
    }
}

/// Lets the writer make some acknowledged writes, kills it a little later, and returns the last number it said.
fn killed_after(url: &str, writes: usize, delay: Duration) -> i64 {
    let mut child = writer_at(url).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut numbers =
        lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    let mut last = 0;
    for _ in 0..writes {
        last = numbers.next().expect("the writer writes");
    }
    thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died counts as said.
    numbers.last().unwrap_or(last)
}

fn survives(url: &str, rounds: usize) {
    let model = ModelName::new("crash.test").unwrap();
    let mut before = 0;
    for round in 0..rounds {
        let acknowledged =
            killed_after(url, 1 + round * 5 % 13, Duration::from_micros((round * 7919 % 6000) as u64));
        let db = Database::open(&url.parse().unwrap()).unwrap();
        // In one look: a server may still be at what the killed writer sent it last.
        let look = |tx: &mut bailiwick_store::Tx<'_>| {
            let mut ids = Vec::new();
            resource::scan(tx, Some(&model), &mut |_, id, _| {
                ids.push(id);
                Ok(())
            })?;
            let changes = change::since(tx, Revision(0), usize::MAX)?;
            let trail = audit::verify(tx, [])?.head;
            let last = audit::find(tx, trail.sequence)?.map(|audited| audited.entry.object.id);
            Ok::<_, AuditError>((change::revision(tx)?.0, ids, changes, (trail.sequence, last)))
        };
        let (found, mut ids, changes, trail) = db.read(look).unwrap();
        assert!(acknowledged > before);
        assert!(
            found == acknowledged || found == acknowledged + 1,
            "{found} after {acknowledged} was acknowledged"
        );
        ids.sort();
        assert!(ids.into_iter().eq((1..=found).map(RecordId::Int)), "records and revision disagree");
        assert!(changes.iter().map(|c| c.revision.0).eq(1..=found), "changes and revision disagree");
        assert_eq!(trail, (found, Some(found.to_string())), "trail and revision disagree");
        before = found;
    }
}

#[test]
fn sqlite_survives_kill_9() {
    let scratch = Scratch::new("crash");
    survives(&format!("sqlite://{}", scratch.join("store.db").display()), 30);
}

#[test]
fn postgres_keeps_what_a_killed_client_was_told() {
    survives(&postgres::database(), 10);
}
