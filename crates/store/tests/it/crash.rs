//! A process that is killed at any moment loses nothing that it has acknowledged, and leaves the audit trail whole.
//! Several processes at once keep one trail.

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

/// Moments to kill at, as far apart as they come and the same in every run.
struct Moments(u64);

impl Moments {
    /// A number below `end`.
    fn next(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Lets the writer make some acknowledged writes, kills it a little later, and returns the last number it said. Without any
/// write to wait for, it is killed while it starts, opens the database or mends it.
fn killed_after(url: &str, writes: u64, delay: Duration) -> Option<i64> {
    let mut child = writer_at(url).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut numbers =
        lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    let mut last = None;
    for _ in 0..writes {
        last = Some(numbers.next().expect("the writer writes"));
    }
    thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died counts as said.
    numbers.last().or(last)
}

fn survives(url: &str, rounds: usize) {
    let model = ModelName::new("crash.test").unwrap();
    let (mut before, mut silent, mut moments) = (0, 0, Moments(17));
    for _ in 0..rounds {
        let said = match moments.next(4) {
            0 => killed_after(url, 0, Duration::from_micros(moments.next(30_000))),
            _ => killed_after(url, 1 + moments.next(8), Duration::from_micros(moments.next(4_000))),
        };
        silent += usize::from(said.is_none());
        let acknowledged = said.unwrap_or(before);
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
        assert!(acknowledged >= before);
        assert!(
            found == acknowledged || found == acknowledged + 1,
            "{found} after {acknowledged} was acknowledged"
        );
        ids.sort();
        assert!(ids.into_iter().eq((1..=found).map(RecordId::Int)), "records and revision disagree");
        assert!(changes.iter().map(|c| c.revision.0).eq(1..=found), "changes and revision disagree");
        let last = (found > 0).then(|| found.to_string());
        assert_eq!(trail, (found, last), "trail and revision disagree");
        before = found;
    }
    assert!(before > rounds as i64, "hardly anything was written");
    println!("{rounds} kills, {silent} of them before a word; {before} changes");
}

#[test]
fn sqlite_survives_kill_9() {
    let scratch = Scratch::new("crash");
    survives(&format!("sqlite://{}", scratch.join("store.db").display()), 300);
}

#[test]
fn postgres_keeps_what_a_killed_client_was_told() {
    survives(&postgres::database(), 36);
}

/// Several processes, none of which knows of the others, on one database.
#[test]
fn many_processes_keep_one_chain() {
    const PROCESSES: usize = 4;
    const EACH: usize = 40;
    let url = postgres::database();
    let db = Database::open(&url.parse().unwrap()).unwrap();
    let mut children: Vec<_> = (0..PROCESSES)
        .map(|_| writer_at(&url).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    let mut said = Vec::new();
    thread::scope(|scope| {
        let readers: Vec<_> = children
            .iter_mut()
            .map(|child| {
                let lines = BufReader::new(child.stdout.take().unwrap()).lines();
                let number = |line: String| line.strip_prefix("acknowledged ")?.parse::<i64>().ok();
                scope.spawn(move || {
                    let numbers: Vec<_> = lines.map_while(Result::ok).filter_map(number).take(EACH).collect();
                    child.kill().unwrap();
                    child.wait().unwrap();
                    numbers
                })
            })
            .collect();
        readers.into_iter().for_each(|reader| said.push(reader.join().unwrap()));
    });
    assert!(said.iter().all(|numbers| numbers.len() == EACH && numbers.is_sorted()));
    let taken_turns =
        said.windows(2).any(|pair| pair[0].first() < pair[1].last() && pair[1].first() < pair[0].last());
    assert!(taken_turns, "they have to write at the same time for this to show anything");
    let mut all = said.concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), PROCESSES * EACH, "a number was said twice");
    // What is on the trail: every change once, each under its own number, and whole.
    let mut on_trail = Vec::new();
    let look = |tx: &mut bailiwick_store::Tx<'_>| {
        audit::scan(tx, 1..=i64::MAX, &mut |link| {
            on_trail.push(AuditEntry::read(link.text).unwrap().object.id.parse::<i64>().unwrap());
            Ok(())
        })?;
        Ok::<_, AuditError>((audit::verify(tx, [])?.head.sequence, change::revision(tx)?.0))
    };
    let (head, revision) = db.read(look).unwrap();
    assert_eq!(head, revision);
    assert!(on_trail.into_iter().eq(1..=revision), "an entry is lost or doubled");
    assert!(all.iter().all(|number| (1..=revision).contains(number)));
}
