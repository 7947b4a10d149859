//! What sessions cost when there are many: `cargo bench -p bailiwick-app --bench sessions -- [SESSIONS]`.
//!
//! Ten sessions for each user, in a SQLite file that every commit is written to the disk of. First what it adds to a request that its session is asked,
//! then how long it takes to show somebody's sessions, to end one, and to end all of somebody's.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench measures and fails loudly"
)]

#[path = "../../../benches/shared/usage.rs"]
#[allow(dead_code, reason = "each benchmark uses its part")]
mod usage;
#[path = "../../../benches/shared/verdict.rs"]
#[allow(dead_code, reason = "each benchmark uses its part")]
mod verdict;

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Ctx},
    passwords::{Hasher, Hashing},
    sealing::Key,
    sign_in::{SignIn, Visit},
};
use bailiwick_model::{Directory, User, UserId, audit::Actor};
use bailiwick_protocol::document::Document;
use bailiwick_store::{StoreError, Tx, sign_in::session};
use bailiwick_testkit::Scratch;
use sha2::{Digest, Sha256};
use verdict::{Bound, tell};

/// 22 November 2026, 9:00 UTC.
const NOW_US: i64 = 1_795_338_000 * 1_000_000;
const EACH: usize = 10;
const ASKED: usize = 400;
const ADMITTED: u32 = 200_000;

fn login(n: usize) -> UserId {
    format!("user{n}").parse().unwrap()
}

fn secret(n: usize) -> String {
    format!("the secret of session {n}")
}

/// Rows that come in no order, as random ids do.
fn kept(n: usize) -> session::Session {
    let hash: [u8; 32] = Sha256::digest(secret(n)).into();
    session::Session {
        id: hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
        hash,
        login: login(n / EACH),
        pathway: "password".to_owned(),
        factors: "password totp".to_owned(),
        made_us: NOW_US - 60_000_000,
        seen_us: NOW_US,
        proved_us: NOW_US,
        ends_us: NOW_US + 3_600 * 1_000_000,
        address: Some("203.0.113.7".to_owned()),
        agent: Some("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)".to_owned()),
        device: None,
        roles: None,
        ends_with_roles: false,
    }
}

fn fill(installation: &Installation, sessions: usize) {
    let users = (0..sessions / EACH).map(|n| (login(n), User::default())).collect();
    let directory = Directory { users, ..Directory::default() };
    let document = Document { directory: Some(directory), ..Document::default() };
    installation.apply(&document, &Author::machine(NOW_US)).unwrap();
    let rows: Vec<usize> = (0..sessions).collect();
    for some in rows.chunks(50_000) {
        let put = |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            some.iter().try_for_each(|n| session::insert(tx, &kept(*n)))
        };
        installation.database().write(put).unwrap();
    }
}

fn p95(what: &str, mut times: Vec<Duration>, bound: Option<f64>) {
    times.sort();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("  {what:<50} p50 {:>7.2}  p95 {:>7.2}  p99 {:>7.2} ms", at(50), at(95), at(99));
    if let Some(bound) = bound {
        tell(what, at(95), "ms", Bound::AtMost(bound));
    }
}

fn timed(mut work: impl FnMut(usize)) -> Vec<Duration> {
    let one = |n| {
        let start = Instant::now();
        work(n);
        start.elapsed()
    };
    (0..ASKED).map(one).collect()
}

fn main() {
    let sessions =
        std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000_usize);
    let scratch = Scratch::new("bench");
    let url = format!("sqlite://{}", scratch.join("store.db").display());
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    let begun = Instant::now();
    fill(&installation, sessions);
    println!(
        "{sessions} sessions, {EACH} of each user, written in {:.0} s; {}",
        begun.elapsed().as_secs_f64(),
        usage::load()
    );
    let live = Arc::new(Live::new(installation.load().unwrap()));
    let office = Administration::new(installation, live, false);
    let machine = Ctx::new(Author::machine(NOW_US));
    office.recover(&machine, &"root".parse().unwrap()).unwrap();
    let random = Arc::new(|bytes: &mut [u8]| {
        bytes.fill(7);
        Ok(())
    });
    let entrance = SignIn::new(office, Arc::new(Hasher::new(Hashing::default())), &Key::new([9; 32]), random);
    let visit = Visit { at_us: NOW_US, address: Some("203.0.113.7".parse().unwrap()), ..Visit::default() };
    // Far apart, so that no page of the file is there from the one before.
    let somebody = |n: usize| login((n * 7_919) % (sessions / EACH));

    p95(
        "a session that this node has not seen yet",
        timed(|n| assert!(entrance.admit(&visit, &secret((n * 79_193) % sessions)).unwrap().is_ok())),
        None,
    );
    let known = secret(0);
    assert!(entrance.admit(&visit, &known).unwrap().is_ok());
    let before = usage::thread_cpu_ns();
    for _ in 0..ADMITTED {
        assert!(black_box(entrance.remembered(&visit, black_box(&known))).unwrap().is_ok());
    }
    let each = (usage::thread_cpu_ns() - before) as f64 / f64::from(ADMITTED) / 1e3;
    tell("a session that it has seen: CPU", each, "us", Bound::AtMost(10.0));

    let mut author = Author::machine(NOW_US);
    author.actor = Actor::User("root".parse().unwrap());
    let root = Ctx::new(author);
    p95(
        "somebody's sessions, shown",
        timed(|n| {
            let shown = entrance.security(&root, somebody(n).as_str(), NOW_US).unwrap();
            assert_eq!(shown.sessions.len(), EACH);
        }),
        Some(20.0),
    );
    let first = |n: usize| (n * 7_919) % (sessions / EACH) * EACH;
    p95(
        "one ended, on the disk and on the trail",
        timed(|n| entrance.end_session(&root, somebody(n).as_str(), &kept(first(n)).id).unwrap()),
        Some(20.0),
    );
    p95(
        "all of somebody's ended (nine)",
        timed(|n| assert_eq!(entrance.end_sessions(&root, somebody(n).as_str(), None).unwrap(), EACH - 1)),
        Some(20.0),
    );
    println!("{}", usage::load());
}
