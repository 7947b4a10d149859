//! How fast the audit trail is written and verified: `cargo bench -p bailiwick-store --bench audit -- [ENTRIES]`.
//!
//! The goal is 200,000 entries verified in a second. Beside the chain alone, with nothing to read, stand both databases.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench measures and fails loudly")]

use std::time::Instant;

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditHead, AuditObject, Link, Verifier},
};
use bailiwick_store::{Database, StoreError, audit};
use bailiwick_testkit::{Scratch, process::postgres};
use serde_json::json;

const GOAL: f64 = 200_000.0;

/// One commit each, in the figure for single changes.
const SINGLE: usize = 200;

fn entry(number: usize) -> AuditEntry {
    let asha = Actor::User(UserId::new("asha@example.org").unwrap());
    let object = AuditObject::new("user", format!("user{number:07}@example.org"));
    let action = AuditAction::new("user.changed").unwrap();
    let mut entry = AuditEntry::new(1_700_000_000_000_000 + number as i64, asha, action, object);
    entry.origin.address = Some("192.0.2.17".to_owned());
    entry.changes = vec![AuditChange::shown("department", Some(json!("north")), Some(json!("south")))];
    entry.request_id = Some(format!("01HV{number:022}"));
    entry
}

fn rate(what: &str, count: usize, work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    let rate = count as f64 / start.elapsed().as_secs_f64();
    println!("  {what:<40} {rate:>12.0} /s");
    rate
}

fn judge(rate: f64) {
    println!("  {:<40} {}", "goal: 200,000 /s", if rate >= GOAL { "kept" } else { "missed" });
}

fn in_memory(count: usize) {
    println!("the chain alone, {count} entries");
    let mut head = AuditHead::START;
    let chain: Vec<_> = (1..=count)
        .map(|number| {
            let text = AuditEntry { sequence: number as i64, ..entry(number) }.canonical().unwrap();
            let previous = head.hash;
            head = AuditHead { sequence: number as i64, hash: previous.followed_by(&text) };
            (head, previous, text)
        })
        .collect();
    let bytes: usize = chain.iter().map(|(_, _, text)| text.len()).sum();
    println!("  {:<40} {:>12} bytes", "an entry on average", bytes / count);
    judge(rate("verify", count, || {
        let mut verifier = Verifier::new([]);
        for (own, previous, text) in &chain {
            let (previous, hash) = (previous.as_str(), own.hash.as_str());
            verifier.follow(&Link { place: own.sequence, previous, hash, text }).unwrap();
        }
        assert_eq!(verifier.finish(&head), Ok(head));
    }));
}

fn in_database(name: &str, url: &str, count: usize) {
    println!("{name}, {count} entries");
    let db = Database::open(&url.parse().unwrap()).unwrap();
    rate("append, one commit for all", count, || {
        db.write::<_, StoreError>(|tx| audit::append_all(tx, (0..count).map(entry))).unwrap();
    });
    rate("append, one commit each", SINGLE, || {
        for number in 0..SINGLE {
            db.write(|tx| audit::append(tx, entry(number))).unwrap();
        }
    });
    let length = count + SINGLE;
    judge(rate("verify", length, || {
        assert_eq!(db.read(|tx| audit::verify(tx, [])).unwrap().head.sequence, length as i64);
    }));
}

fn main() {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(100_000);
    in_memory(count);
    let scratch = Scratch::new("bench");
    in_database("SQLite", &format!("sqlite://{}", scratch.join("store.db").display()), count);
    in_database("PostgreSQL", &postgres::database(), count);
}
