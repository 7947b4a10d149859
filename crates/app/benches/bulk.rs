//! Taking in a table of users beside a bare loop of prepared inserts, on SQLite that waits for the disk:
//! `cargo bench -p bailiwick-app --bench bulk -- [USERS]`.
//!
//! Each row is a user with address, company, area and one role line. The import judges each row, writes it with its audit
//! entries and its result, and commits every 500. The bare loop inserts the same row into one table with one index.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench measures and fails loudly")]

use std::{
    fmt::Write as _,
    sync::{Arc, atomic::AtomicBool},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Ctx, ImportWish, Runner},
};
use bailiwick_model::{UserId, audit::Actor};
use bailiwick_protocol::document::Document;
use bailiwick_testkit::Scratch;
use rusqlite::Connection;

const WORLD: &str = "
groups: {reg.registrar: {label: Registrar}}
roles: {registrar: {label: Registrar, scope: local, groups: [reg.registrar]}}
companies: {ministry: {name: Ministry}}
users: {root: {company: ministry, lines: [{role: administrator}]}}
";

/// Rows of a batch, here and there.
const BATCH: usize = 500;

fn now_us() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as i64
}

/// What the process holds, in MiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().unwrap_or_default();
    kib / 1024.0
}

fn table(count: usize) -> String {
    let mut csv = "login,email,first_name,last_name,company,area,role,role_areas\n".to_owned();
    for n in 0..count {
        let area = n % 200;
        writeln!(
            csv,
            "user{n:07},user{n:07}@example.org,Name{n},Family{n},ministry,D{area},registrar,D{area}"
        )
        .unwrap();
    }
    csv
}

fn bare(scratch: &Scratch, csv: &str) -> f64 {
    let conn = Connection::open(scratch.join("bare.db")).unwrap();
    conn.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full;
         create table person (login text primary key, email text, first text, last text, company text, area text, role text,
           role_area text) strict, without rowid;
         create unique index person_email on person (email);",
    )
    .unwrap();
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let start = Instant::now();
    for batch in rows.chunks(BATCH) {
        conn.execute_batch("begin immediate").unwrap();
        let mut insert = conn.prepare_cached("insert into person values (?1,?2,?3,?4,?5,?6,?7,?8)").unwrap();
        for row in batch {
            insert.execute(rusqlite::params_from_iter(row)).unwrap();
        }
        conn.execute_batch("commit").unwrap();
    }
    rows.len() as f64 / start.elapsed().as_secs_f64()
}

fn main() {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(100_000);
    println!("SQLite (synchronous = full), {count} users with one role line, batches of {BATCH}");
    let scratch = Scratch::new("bulk");
    let url = format!("sqlite://{}", scratch.join("store.db").display());
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    let mut world = WORLD.to_owned() + "areas:\n";
    (0..200).for_each(|n| writeln!(world, "  D{n}: {{name: District {n}}}").unwrap());
    let document = Document::read("world.yaml", &world).unwrap();
    installation.apply(&document, &Author::machine(now_us())).unwrap();
    let live = Arc::new(Live::new(installation.load().unwrap()));
    let office = Administration::new(installation, live, false);
    let mut author = Author::machine(now_us());
    author.actor = Actor::User(UserId::new("root").unwrap());
    let csv = table(count);
    let ctx = Ctx::new(author);
    println!("everybody is new:");
    let imported = taken_in(&office, &ctx, &csv, "created");
    // Now the directory does not grow meanwhile: what the process holds more in the end, the import itself has kept.
    println!("the same again, nothing differs:");
    taken_in(&office, &ctx, &csv, "unchanged");
    let bare = bare(&scratch, &csv);
    println!("  {:<32} {imported:>9.0} users/s", "imported, with audit");
    println!("  {:<32} {bare:>9.0} rows/s", "bare prepared inserts");
    println!("  {:<32} {:>9.1} times the bare loop", "ratio", bare / imported);
}

/// Takes a table in and returns how many rows a second; all of them come to the same verdict.
fn taken_in(office: &Administration, ctx: &Ctx, csv: &str, verdict: &str) -> f64 {
    let count = csv.lines().count() - 1;
    let start = Instant::now();
    let made = office.import_users(ctx, &ImportWish::default(), csv.as_bytes(), &now_us).unwrap().value;
    println!("  {:<32} {:>9.0} rows/s", "stored", count as f64 / start.elapsed().as_secs_f64());
    let stop = AtomicBool::new(false);
    let (clock, start) = (now_us, Instant::now());
    let runner = Runner::new(office, "bench".to_owned(), &clock, &stop);
    let part = i64::try_from(count / 5).unwrap().max(1);
    let told = |done: i64, _: i64| {
        if done % part == 0 {
            let rate = done as f64 / start.elapsed().as_secs_f64();
            println!("  {done:>9} done {rate:>20.0} users/s {:>8.0} MiB resident", resident());
        }
    };
    runner.run(Some(&made.id), &told).unwrap();
    let rate = count as f64 / start.elapsed().as_secs_f64();
    let done = office.show_job(ctx, &made.id).unwrap().value;
    assert_eq!(done.counts.get(verdict).copied(), Some(count as u64), "{done:?}");
    rate
}
