//! What administration costs at full size: `cargo bench -p bailiwick-app --bench office -- [USERS] [sqlite|postgres]`.
//!
//! Users with five role lines each in 1,000 districts and 600 client companies. Lists and searches go through the use cases as
//! an administrator, as the user manager of one district and as the administrator of one client company; then changes are made, one
//! commit each with its audit entry, by one writer and by four; at last a second node waits for what the first one changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench measures and fails loudly"
)]

#[path = "../../../benches/shared/dice.rs"]
#[allow(dead_code, reason = "each benchmark uses its part")]
mod dice;
#[path = "office/lists.rs"]
mod lists;
#[path = "office/organisation.rs"]
mod organisation;
#[path = "../../../benches/shared/usage.rs"]
#[allow(dead_code, reason = "each benchmark uses its part")]
mod usage;
#[path = "office/writing.rs"]
mod writing;

use std::{
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::{Duration, Instant},
};

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Ctx},
    api_keys::Keyring,
};
use bailiwick_model::{UserId, audit::Actor};
use bailiwick_testkit::{Scratch, process::postgres};

/// 22 November 2026, 9:00 UTC.
const NOW_US: i64 = 1_795_338_000 * 1_000_000;

/// A node: what is in force there, and whoever keeps it so.
pub(crate) struct Node {
    pub(crate) administration: Administration,
    pub(crate) live: Arc<Live>,
}

/// Somebody, now.
pub(crate) fn ctx(actor: &str) -> Ctx {
    let mut author = Author::machine(NOW_US);
    author.actor = Actor::User(UserId::new(actor).unwrap());
    Ctx::new(author)
}

/// Has a number of nodes follow one database while something is done with them.
fn on_nodes(url: &str, count: usize, work: impl FnOnce(&[Node])) {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let mut nodes = Vec::new();
        for _ in 0..count {
            let installation = Installation::open(&url.parse().unwrap()).unwrap();
            let state = installation.load().unwrap();
            let live = Arc::new(Live::new(state.clone()));
            let administration = Administration::new(installation.clone(), Arc::clone(&live), true);
            nodes.push(Node { administration, live: Arc::clone(&live) });
            let stop = &stop;
            scope.spawn(move || installation.follow(&live, state, &Keyring::new(Vec::new()), &Ok, stop));
        }
        work(&nodes);
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// Prints how long requests took.
pub(crate) fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("  {what:<58} p50 {:>8.2}  p95 {:>8.2}  p99 {:>8.2} ms", at(50), at(95), at(99));
}

fn measure(name: &str, url: &str, nodes: usize) {
    let begun = Instant::now();
    on_nodes(url, nodes, |nodes| {
        println!(
            "{name}: {nodes} node(s) ready after {:.1} s; {}",
            begun.elapsed().as_secs_f64(),
            usage::load(),
            nodes = nodes.len()
        );
        lists::measure(&nodes[0]);
        writing::measure(nodes);
        println!("  {}", usage::load());
    });
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let count = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let wants = |name: &str| {
        !words.iter().any(|w| w == "sqlite" || w == "postgres") || words.iter().any(|w| w == name)
    };
    println!("{count} users with 5 lines each, 1,000 districts, 600 client companies");
    if wants("sqlite") {
        let scratch = Scratch::new("bench");
        let file = scratch.join("store.db");
        let url = format!("sqlite://{}", file.display());
        organisation::fill(&url, count);
        rusqlite::Connection::open(&file).unwrap().execute_batch(&organisation::accounts()).unwrap();
        measure("SQLite", &url, 1);
    }
    if wants("postgres") {
        let url = postgres::database();
        organisation::fill(&url, count);
        let database = url.rsplit('/').next().unwrap().split('?').next().unwrap();
        postgres::server().psql(database, &organisation::accounts());
        // What the server does by itself, some time after so many rows were written.
        postgres::server().psql(database, "vacuum");
        measure("PostgreSQL", &url, 2);
    }
}
