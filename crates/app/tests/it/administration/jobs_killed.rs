//! A process that is killed at any moment of an import neither repeats nor loses a batch.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::atomic::AtomicBool,
    thread,
    time::Duration,
};

use bailiwick_app::administration::{ImportWish, Runner};
use bailiwick_store::Database;
use bailiwick_testkit::Scratch;

use super::{
    fixture::{NOW_US, Office, ctx},
    jobs::{everybody, items, job, table},
};

const DATABASE: &str = "BAILIWICK_JOB_TEST_DATABASE";
const CLOCK: &str = "BAILIWICK_JOB_TEST_CLOCK";
/// Longer than a lease.
const APART_US: i64 = 1_000 * 1_000_000;
const PEOPLE: usize = 400;

#[allow(clippy::disallowed_methods, reason = "the only words a parent can pass to a test")]
fn told(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// The other end of the test below: works on the job, and says each batch, until it is killed. Started in any other way it
/// has nothing to do.
#[test]
fn the_process_that_is_killed() {
    let (Some(url), Some(now)) = (told(DATABASE), told(CLOCK)) else { return };
    let now: i64 = now.parse().unwrap();
    let office = Office::beside(Database::open(&url.parse().unwrap()).unwrap());
    let (stop, clock) = (AtomicBool::new(false), move || now);
    let runner = Runner::new(&office.administration, format!("process {now}"), &clock, &stop);
    let say = |done: i64, _| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\ndone {done}").unwrap();
        out.flush().unwrap();
    };
    runner.run(None, &say).unwrap();
}

/// Has a process do some batches and kills it a little later. Returns what it said last.
fn killed_after(url: &str, now_us: i64, batches: usize, delay: Duration) -> Option<i64> {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "administration::jobs_killed::the_process_that_is_killed", "--nocapture"])
        .env(DATABASE, url)
        .env(CLOCK, now_us.to_string());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("done ")?.parse().ok());
    let last = said.by_ref().take(batches).last();
    thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    said.last().or(last)
}

fn imported(office: &Office) -> String {
    let csv = table(PEOPLE);
    let wish = ImportWish { batch: Some(5), ..ImportWish::default() };
    office.administration.import_users(&ctx("root"), &wish, csv.as_bytes(), &|| NOW_US).unwrap().value.id
}

fn finish(office: &Office, now_us: i64) {
    let (stop, clock) = (AtomicBool::new(false), move || now_us);
    let runner = Runner::new(&office.administration, "the last".to_owned(), &clock, &stop);
    while runner.run(None, &|_, _| ()).unwrap().is_some() {}
}

#[test]
fn an_import_that_is_killed_again_and_again_ends_like_one_that_is_not_on_sqlite() {
    let scratch = Scratch::new("killed-import");
    killed_again_and_again(&format!("sqlite://{}", scratch.join("store.db").display()), 36);
}

#[test]
fn an_import_that_is_killed_again_and_again_ends_like_one_that_is_not_on_postgres() {
    killed_again_and_again(&bailiwick_testkit::process::postgres::database(), 18);
}

fn killed_again_and_again(url: &str, turns: i64) {
    let id = imported(&Office::on(Database::open(&url.parse().unwrap()).unwrap()));
    let (mut said, mut dice) = (0, 7_u64);
    for turn in 1..=turns {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (batches, delay) = ((dice >> 33) % 3, (dice >> 40) % 30);
        let delay = Duration::from_millis(delay);
        let now = NOW_US + turn * APART_US;
        if let Some(done) = killed_after(url, now, usize::try_from(batches).unwrap(), delay) {
            assert!(done > said, "what was said to be done was done again: {done} after {said}");
            said = done;
        }
    }
    let office = Office::beside(Database::open(&url.parse().unwrap()).unwrap());
    let on_the_way = job(&office, &id);
    assert!(on_the_way.done >= said, "a batch that was said to be done is lost");
    finish(&office, NOW_US + 100 * APART_US);
    let undisturbed = Office::on(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap());
    let other = imported(&undisturbed);
    finish(&undisturbed, NOW_US + 1);
    assert_eq!(items(&office, &id), items(&undisturbed, &other));
    assert_eq!(job(&office, &id).counts, job(&undisturbed, &other).counts);
    assert_eq!(everybody(&office), everybody(&undisturbed));
    let trail = |office: &Office| {
        office.administration.installation().verify_trail(&Default::default()).unwrap();
        office.administration.installation().trail(&Default::default(), 10_000).unwrap().len()
    };
    assert_eq!(trail(&office), trail(&undisturbed), "each change is on record once");
}
