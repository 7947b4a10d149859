//! The engine against its naive twin, on random worlds and questions of every kind.

mod again;
mod changes;
mod explanations;
mod questions;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use bailiwick_model::UserId;
use bailiwick_policy::{Asker, Moment, records::Row, schema::ModelId};

use crate::{
    naive::Naive,
    oracle::Record,
    worlds::{ASKED, NOW, World, row},
};

/// Enough is enough, and so is a minute.
const WANTED: usize = 1_000_000;
const BUDGET: Duration = Duration::from_secs(55);
const LEAST: usize = 100_000;

#[test]
#[allow(clippy::disallowed_methods, reason = "how many questions are asked depends on the machine's speed")]
fn the_engine_decides_as_its_naive_twin() {
    let start = Instant::now();
    let (mut tally, mut seed) = (Tally::default(), 0);
    while tally.asked() < WANTED && start.elapsed() < BUDGET {
        compare(seed, &mut tally);
        seed += 1;
    }
    println!("{} questions in {seed} worlds, {:?}\n{:#?}", tally.asked(), start.elapsed(), tally.0);
    assert!(tally.asked() >= LEAST, "only {} questions in {BUDGET:?}", tally.asked());
    for (what, (asked, yes)) in &tally.0 {
        // A comparison in which nearly everything has one answer would prove little.
        assert!(yes * 50 > *asked && yes * 50 < asked * 49, "{what}: {yes} of {asked} answers are yes");
    }
}

/// How many questions of each kind were asked, and how many answers were yes.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn add(&mut self, what: &'static str, yes: bool) {
        let (asked, allowed) = self.0.entry(what).or_default();
        *asked += 1;
        *allowed += usize::from(yes);
    }

    fn asked(&self) -> usize {
        self.0.values().map(|(asked, _)| asked).sum()
    }
}

/// A record as both sides read it.
struct Case<'w> {
    model: &'static str,
    id: ModelId,
    record: &'w Record,
    values: Row,
}

/// One user on both sides.
struct Pair<'a> {
    world: &'a World,
    seed: u64,
    login: &'a UserId,
    asker: Asker<'a>,
    naive: Naive<'a>,
}

impl Pair<'_> {
    fn whose(&self, question: &str) -> String {
        format!("seed {}: {} {question}", self.seed, self.login)
    }
}

fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_second(NOW).unwrap()
}

/// Asks every kind of question of one world.
fn compare(seed: u64, tally: &mut Tally) {
    let world = World::new(seed);
    let moment = Moment::at(&world.snapshot, NOW);
    let schema = world.snapshot.schema();
    let mut cases = Vec::new();
    for model in ASKED {
        for record in world.records[model].values() {
            let id = schema.find(model).unwrap();
            cases.push(Case { model, id, record, values: row(&world, model, record) });
        }
    }
    let mut pairs = Vec::new();
    for login in world.directory.users.keys() {
        let number = world.snapshot.find_user(login).unwrap();
        let asker = world.snapshot.asker(number, &moment, &world.memory);
        pairs.push(Pair { world: &world, seed, login, asker, naive: Naive::new(&world, login, now()) });
    }
    for pair in &pairs {
        let allowed = pair.checks(&cases, tally);
        pair.checks_without_record(tally);
        pair.lists(&cases, &allowed, tally);
        pair.rights(&cases, tally);
        pair.fields(&cases, tally);
        pair.explanations(&cases, tally);
    }
    questions::who_can(&pairs, &moment, &cases, tally);
    changes::compare(&pairs, &moment, &cases, tally);
}
