//! What it costs a check that the audit trail is told of it: `cargo bench -p bailiwick-app --bench looks -- [CHECKS]`.
//!
//! The same questions, answered from strings by the evaluator that every way in uses: with nothing told, with another model's
//! questions told, and told themselves, in batches and each on the disk before it is answered.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench measures and fails loudly")]

use std::{fmt::Write as _, time::Instant};

use bailiwick_app::{
    Author, Batches, Installation, Live, Loaded, Manner, Witness,
    decisions::{Brought, Evaluator, Given, Query},
};
use bailiwick_model::audit::{Actor, Origin};
use bailiwick_protocol::document::Document;
use bailiwick_testkit::{Scratch, process::postgres};
use serde_json::{Map, Value as Json, json};

const USERS: usize = 1_000;

/// Threads that ask at the same time where each waits for the disk.
const ASKERS: usize = 16;

const POLICY: &str = "
groups: {reg.registrar: {label: Registrar}}
roles: {registrar: {label: Registrar, scope: local, groups: [reg.registrar]}}
companies: {ministry: {name: Ministry}}
areas: {D1: {name: One}, D2: {name: Two}}
models:
  reg.household: {fields: {name: char, area: char}, area: [area], accepts: {resource: [area]}AUDIT}
  reg.other: {fields: {name: char}OTHER}
acls: {reg.households: {model: reg.household, group: reg.registrar, operations: [read, update]}}
users:
";

fn loaded(installation: &Installation, audit: &str, other: &str) -> Loaded {
    let mut text = POLICY.replace("AUDIT", audit).replace("OTHER", other);
    for n in 0..USERS {
        let area = 1 + n % 2;
        writeln!(text, "  user{n}: {{company: ministry, lines: [{{role: registrar, areas: [D{area}]}}]}}")
            .unwrap();
    }
    let document = Document::read("world.yaml", &text).unwrap();
    installation.apply(&document, &Author::machine(1)).unwrap();
    let live = Live::new(installation.load().unwrap());
    std::sync::Arc::try_unwrap(live.state().unwrap()).unwrap_or_else(|shared| Loaded::new((*shared).clone()))
}

fn author() -> Author {
    let origin = Origin {
        address: Some("192.0.2.17".to_owned()),
        device: Some("registry/4.2".to_owned()),
        token: Some("00ff00ff00ff".to_owned()),
        ..Origin::default()
    };
    let actor = Actor::Token("00ff00ff00ff".to_owned());
    Author {
        actor,
        origin,
        request_id: Some("0123456789abcdef-17".to_owned()),
        ..Author::machine(1_797_325_200_000_000)
    }
}

/// Asks so many questions, telling each; returns nanoseconds for one.
fn ask(loaded: &Loaded, witness: Option<&Witness>, numbers: std::ops::Range<usize>) -> f64 {
    let attributes: Map<String, Json> = [("area".to_owned(), json!("D1"))].into_iter().collect();
    let logins: Vec<String> = (0..USERS).map(|n| format!("user{n}")).collect();
    let (author, count, start) = (author(), numbers.len(), Instant::now());
    let mut allowed = 0;
    for (_, login) in numbers.zip(logins.iter().cycle()) {
        let query = Query {
            user: login,
            action: "read",
            model: Some("reg.household"),
            record: Some("4711"),
            brought: Brought { resource: Given::Members(&attributes), ..Brought::default() },
            ..Query::default()
        };
        let mut evaluator = Evaluator::now(loaded, 1_797_325_200);
        allowed += usize::from(evaluator.evaluate(&query).unwrap().allowed);
        let seen = evaluator.seen();
        if let Some(witness) = witness {
            witness.tell(seen.into_iter().map(|seen| seen.entry(&author)).collect()).unwrap();
        }
    }
    let each = start.elapsed().as_nanos() as f64 / count as f64;
    assert!(allowed > 0 && (count < USERS || allowed < count));
    each
}

fn row(what: &str, nanoseconds: f64) {
    println!("  {what:<56} {:>10.0} ns {:>12.0} /s", nanoseconds, 1e9 / nanoseconds);
}

fn told(name: &str, url: &str, count: usize) {
    println!("{name}");
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    let loaded = loaded(&installation, ", audit: {decisions: all}", "");
    let database = installation.database();
    // Room for all of them: what it costs to tell, and not what it costs to write.
    let batches = Batches { waiting: count + 1, ..Batches::default() };
    let witness = Witness::start(database.clone(), Manner { batches, ..Manner::default() }).unwrap();
    let start = Instant::now();
    row("told, with room", ask(&loaded, Some(&witness), 0..count));
    witness.close().unwrap();
    row("and written", start.elapsed().as_nanos() as f64 / count as f64);
    let patience = std::time::Duration::from_secs(60);
    let witness = Witness::start(database.clone(), Manner { patience, ..Manner::default() }).unwrap();
    row("told, as configured: as fast as it is written", ask(&loaded, Some(&witness), 0..count));
    witness.close().unwrap();
    let synchronous = Manner { synchronous: true, patience, ..Manner::default() };
    let witness = Witness::start(database.clone(), synchronous).unwrap();
    row("on the disk before the answer, one asks", ask(&loaded, Some(&witness), 0..500));
    let (each, start) = (500, Instant::now());
    std::thread::scope(|scope| {
        for asker in 0..ASKERS {
            let (loaded, witness) = (&loaded, &witness);
            scope.spawn(move || ask(loaded, Some(witness), asker * each..(asker + 1) * each));
        }
    });
    let one = start.elapsed().as_nanos() as f64 / (ASKERS * each) as f64;
    row(&format!("on the disk before the answer, {ASKERS} ask"), one);
}

fn main() {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(50_000);
    let memory = || Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    println!("{count} checks from strings, one thread");
    let off = loaded(&memory(), "", "");
    let beside = loaded(&memory(), "", ", audit: {decisions: all, access: true}");
    for _ in 0..3 {
        row("nothing is told", ask(&off, None, 0..count * 10));
        row("another model's questions are told", ask(&beside, None, 0..count * 10));
    }
    let scratch = Scratch::new("looks");
    told("SQLite", &format!("sqlite://{}", scratch.join("store.db").display()), count);
    told("PostgreSQL", &postgres::database(), count);
}
