//! Tables that come in piece by piece: others write meanwhile, and what breaks off leaves nothing behind.

use std::{
    io::{self, BufReader, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use bailiwick_app::administration::{Ctx, ImportWish, JobAct, Listing, Once, Refused};
use bailiwick_model::audit::AuditAction;
use bailiwick_protocol::rest::JobView;
use bailiwick_store::{Database, Sql, StoreError, audit::AuditFilter};
use bailiwick_testkit::Scratch;
use serde_json::json;

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{job, run_at},
};

/// After this nobody who takes a table in is waited for any longer.
const LATER_US: i64 = NOW_US + 601 * 1_000_000;
/// Bytes of a row.
const ROW: usize = 4_096;

/// A table of rows that are made when they are read. Before each of its pieces of about a megabyte, `between` is called with the
/// number of the piece.
struct Made<F> {
    rows: usize,
    next: usize,
    row: Vec<u8>,
    at: usize,
    between: F,
}

impl<F: FnMut(usize) -> io::Result<()>> Made<F> {
    fn of(rows: usize, between: F) -> BufReader<Self> {
        let row = b"login,company,area,import_error\n".to_vec();
        BufReader::with_capacity(64 << 10, Self { rows, next: 0, row, at: 0, between })
    }
}

impl<F: FnMut(usize) -> io::Result<()>> Read for Made<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.row.len() {
            if self.next == self.rows {
                return Ok(0);
            }
            if self.next.is_multiple_of(256) {
                (self.between)(self.next / 256)?;
            }
            let row = format!("in{:06},ministry,D1,{}\n", self.next, "x".repeat(ROW - 25));
            (self.row, self.at, self.next) = (row.into_bytes(), 0, self.next + 1);
        }
        let count = (&self.row[self.at..]).read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

fn import(office: &Office, ctx: &Ctx, wish: &ImportWish, table: impl Read) -> Result<JobView, Refused> {
    Ok(office.administration.import_users(ctx, wish, BufReader::new(table), &|| NOW_US)?.value)
}

fn number(office: &Office, table: &'static str, text: &'static str) -> i64 {
    let sql = Sql { table, text };
    let found = office
        .administration
        .installation()
        .database()
        .read::<_, StoreError>(|tx| tx.find(&sql, &[], |row| row.int("found")));
    found.unwrap().unwrap()
}

/// How many jobs, and parts of what they are about, there are in the tables.
fn stored(office: &Office) -> (i64, i64) {
    (
        number(office, "job", "select count(*) as found from job"),
        number(office, "job_input", "select count(*) as found from job_input"),
    )
}

fn shown(office: &Office) -> usize {
    let all = Listing { limit: 100, ..Listing::default() };
    office.administration.list_jobs(&ctx("root"), &all).unwrap().value.0.items.len()
}

fn told(office: &Office) -> usize {
    let made = AuditFilter { action: Some(AuditAction::JOB_MADE), ..AuditFilter::default() };
    office.administration.installation().trail(&made, 1_000).unwrap().len()
}

/// 40 MB come in; meanwhile another administrator makes one change after the other. The table goes on only when he has got one
/// through, so nothing that a table in the making holds may keep him from it.
fn others_change_meanwhile(office: &Office) {
    const PIECES: usize = 40;
    let (changes, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let other = office.administration.clone();
    let (counts, ends) = (Arc::clone(&changes), Arc::clone(&stop));
    let other = thread::spawn(move || {
        let desk = Office { administration: other };
        while !ends.load(Ordering::Relaxed) {
            let count = counts.load(Ordering::Relaxed);
            let named = serde_json::json!({ "job_title": format!("Clerk {count}") });
            desk.administration.change_user(&ctx("boss"), "nora", named.as_object().unwrap()).unwrap();
            counts.fetch_add(1, Ordering::Relaxed);
        }
    });
    let between = |piece: usize| {
        let (before, mut waited) = (changes.load(Ordering::Relaxed), 0);
        while changes.load(Ordering::Relaxed) < before + 1 {
            assert!(waited < 120_000, "piece {piece}: nothing else gets through");
            assert!(!other.is_finished(), "piece {piece}: a change was refused");
            thread::sleep(Duration::from_millis(1));
            waited += 1;
        }
        assert_eq!(shown(office), 0, "what is coming in is no job yet");
        Ok(())
    };
    let wish = ImportWish { batch: Some(5_000), ..ImportWish::default() };
    let taken = catch_unwind(AssertUnwindSafe(|| {
        import(office, &ctx("root"), &wish, Made::of(PIECES * 256, between)).unwrap()
    }));
    stop.store(true, Ordering::Relaxed);
    other.join().unwrap();
    let taken = taken.unwrap();
    assert!(changes.load(Ordering::Relaxed) >= PIECES);
    assert_eq!((taken.state.as_str(), taken.total), ("waiting", 256 * 40));
    assert_eq!((shown(office), told(office)), (1, 1));
    assert_eq!(
        number(office, "job_input", "select cast(sum(count) as bigint) as found from job_input"),
        taken.total
    );
    let longest =
        number(office, "job_input", "select cast(max(length(body)) as bigint) as found from job_input");
    assert!(longest < 5 << 20, "a part of {longest} bytes is no piece");
}

fn with_another_administrator(office: &Office) {
    let boss = json!({"login": "boss", "company": "ministry", "lines": [{"role": "administrator"}]});
    office.create("root", boss).unwrap();
}

#[test]
fn others_change_what_they_want_while_a_table_comes_in_on_sqlite() {
    let scratch = Scratch::new("coming-in");
    let url = format!("sqlite://{}", scratch.join("store.db").display());
    let office = Office::on(Database::open(&url.parse().unwrap()).unwrap());
    with_another_administrator(&office);
    others_change_meanwhile(&office);
}

#[test]
fn others_change_what_they_want_while_a_table_comes_in_on_postgres() {
    let url = bailiwick_testkit::process::postgres::database();
    let office = Office::on(Database::open(&url.parse().unwrap()).unwrap());
    with_another_administrator(&office);
    others_change_meanwhile(&office);
}

#[test]
fn a_table_that_breaks_off_leaves_nothing() {
    on_both(|office| {
        let broken = |piece: usize| match piece {
            5 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the caller has gone")),
            _ => Ok(()),
        };
        let refused =
            import(office, &ctx("root"), &ImportWish::default(), Made::of(2_000, broken)).unwrap_err();
        assert!(refused.to_string().contains("the caller has gone"), "{refused}");
        assert_eq!((stored(office), shown(office), told(office)), ((0, 0), 0, 0));
    });
}

#[test]
fn a_table_whose_process_is_gone_is_discarded_when_nobody_can_be_taking_it_in() {
    on_both(|office| {
        // As a process that is killed: nothing of it is cleaned up.
        let killed = |piece: usize| match piece {
            5 => panic!("killed in the middle"),
            _ => Ok(()),
        };
        let table = AssertUnwindSafe(|| {
            import(office, &ctx("root"), &ImportWish::default(), Made::of(2_000, killed))
        });
        assert!(catch_unwind(table).is_err());
        let (jobs, parts) = stored(office);
        assert!(jobs == 1 && parts > 0, "{jobs} {parts}");
        // Nobody sees or does it, or can stop it.
        assert_eq!((shown(office), told(office)), (0, 0));
        run_at(office, LATER_US);
        let missing = office.administration.stop_job(&ctx("root"), "00000001").unwrap_err();
        assert!(matches!(missing, Refused::Missing { .. }), "{missing}");
        assert_eq!(stored(office), (jobs, parts));
        assert_eq!(office.administration.discard_unfinished(LATER_US - 2_000_000).unwrap(), 0);
        assert_eq!(office.administration.discard_unfinished(LATER_US).unwrap(), 1);
        assert_eq!(stored(office), (0, 0));
    });
}

#[test]
fn whoever_takes_too_long_is_refused_and_nothing_is_left() {
    on_both(|office| {
        let late = |piece: usize| {
            if piece == 5 {
                assert_eq!(office.administration.discard_unfinished(LATER_US).unwrap(), 1);
            }
            Ok(())
        };
        let refused =
            import(office, &ctx("root"), &ImportWish::default(), Made::of(2_000, late)).unwrap_err();
        assert!(refused.to_string().contains("took too long"), "{refused}");
        assert_eq!((stored(office), told(office)), ((0, 0), 0));
    });
}

#[test]
fn rights_that_go_while_a_table_comes_in_are_gone() {
    on_both(|office| {
        with_another_administrator(office);
        let gone = |piece: usize| {
            if piece == 3 {
                let lines = office.administration.show_user(&ctx("root"), "boss").unwrap().value.lines;
                office.administration.remove_line(&ctx("root"), lines[0].id).unwrap();
            }
            Ok(())
        };
        import(office, &ctx("boss"), &ImportWish::default(), Made::of(1_500, gone)).unwrap_err();
        assert_eq!((stored(office), told(office)), ((0, 0), 0));
    });
}

#[test]
fn tables_that_come_in_count_among_the_jobs_of_one_author() {
    on_both(|office| {
        let nobody = &["nobody".to_owned()][..];
        for _ in 0..9 {
            let act = JobAct::RequestPasswordReset {};
            office.administration.act_on_users(&ctx("root"), &act, Some(nobody), "").unwrap();
        }
        let small = || io::Cursor::new("login,company\nana,ministry\n");
        let full = |_| {
            let refused =
                import(office, &ctx("root"), &ImportWish::default(), small()).unwrap_err().to_string();
            assert!(refused.starts_with("10 of your jobs"), "{refused}");
            Ok(())
        };
        import(office, &ctx("root"), &ImportWish::default(), Made::of(600, full)).unwrap();
        // One that nobody takes in any more counts no longer.
        office.administration.stop_job(&ctx("root"), "00000001").unwrap();
        let killed = |_| panic!("killed");
        let table =
            AssertUnwindSafe(|| import(office, &ctx("root"), &ImportWish::default(), Made::of(600, killed)));
        assert!(catch_unwind(table).is_err());
        assert!(import(office, &ctx("root"), &ImportWish::default(), small()).is_err());
        let mut later = ctx("root");
        later.author.at_us = LATER_US;
        import(office, &later, &ImportWish::default(), small()).unwrap();
    });
}

#[test]
fn the_same_request_is_one_job_however_often_and_when_it_is_sent() {
    on_both(|office| {
        let once = |key: &str| {
            let once = Once { key: key.to_owned(), request: "POST /import".to_owned() };
            Ctx { once: Some(once), ..ctx("root") }
        };
        let wish = ImportWish::default();
        let table = |rows| Made::of(rows, |_| Ok(()));
        let first = import(office, &once("a"), &wish, table(600)).unwrap();
        assert_eq!(import(office, &once("a"), &wish, table(600)).unwrap(), first);
        let other = import(office, &once("a"), &wish, table(601)).unwrap_err();
        assert!(matches!(other, Refused::KeyReused), "{other}");
        // At once: the second comes in whole while the first one is on the way.
        let mut second = None;
        let meanwhile = |piece| {
            if piece == 1 {
                second = Some(import(office, &once("b"), &wish, table(600)).unwrap());
            }
            Ok(())
        };
        let late = import(office, &once("b"), &wish, Made::of(600, meanwhile)).unwrap();
        assert_eq!(Some(late), second);
        assert_eq!((stored(office).0, told(office)), (2, 2));
        assert_eq!(job(office, &first.id).total, 600);
    });
}
