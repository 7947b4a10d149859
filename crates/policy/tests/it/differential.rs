//! The engine against its naive twin, on random worlds and questions.

use std::time::{Duration, Instant};

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{Asker, Moment, Snapshot};

use crate::{
    naive::Naive,
    oracle::Record,
    worlds::{MODELS, NOW, World, row},
};

/// Enough is enough, and so is a minute.
const WANTED: usize = 1_000_000;
const BUDGET: Duration = Duration::from_secs(55);
const LEAST: usize = 100_000;

#[test]
#[allow(clippy::disallowed_methods, reason = "how many questions are asked depends on the machine's speed")]
fn the_engine_decides_as_its_naive_twin() {
    let start = Instant::now();
    let (mut asked, mut allowed, mut seed) = (0, 0, 0);
    while asked < WANTED && start.elapsed() < BUDGET {
        let (questions, yes) = compare(seed);
        (asked, allowed, seed) = (asked + questions, allowed + yes, seed + 1);
    }
    println!("{asked} questions in {seed} worlds, {allowed} allowed, {:?}", start.elapsed());
    assert!(asked >= LEAST, "only {asked} questions in {BUDGET:?}");
    // A comparison in which nearly everything is denied would prove little.
    assert!(allowed * 20 > asked && allowed * 20 < asked * 19, "{allowed} of {asked} allowed");
}

/// Asks every question of one world; returns how many there were and how many were allowed.
fn compare(seed: u64) -> (usize, usize) {
    let world = World::new(seed);
    let moment = Moment::at(&world.snapshot, NOW);
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let (mut asked, mut allowed) = (0, 0);
    let schema = world.snapshot.schema();
    let rows: Vec<_> = MODELS
        .iter()
        .flat_map(|model| {
            world.records[*model].values().map(|r| (*model, r, row(&world, model, r))).collect::<Vec<_>>()
        })
        .collect();
    for login in world.directory.users.keys() {
        let naive = Naive::new(&world, login, now);
        let number = world.snapshot.find_user(login).unwrap();
        let asker = world.snapshot.asker(number, &moment, &world.memory);
        for (model, record, values) in &rows {
            for operation in Operation::ALL {
                let verdict = asker.check(operation, schema.find(model).unwrap(), values);
                let expected = naive.allows(operation, model, record);
                assert_eq!(
                    verdict.allowed,
                    expected,
                    "seed {seed}: may {login} {operation} {model} {}? The engine says {verdict:?}.\n{}\n{record:?}",
                    record["id"],
                    suspects(&world, &naive, &asker, operation, model, (record, values))
                );
                asked += 1;
                allowed += usize::from(expected);
            }
        }
    }
    (asked, allowed)
}

/// The rules of the model about which the two disagree.
fn suspects(
    world: &World,
    naive: &Naive<'_>,
    asker: &Asker<'_>,
    operation: Operation,
    model: &str,
    (record, values): (&Record, &[Value]),
) -> String {
    let id = world.snapshot.schema().find(model).unwrap();
    let explained = asker.explain(operation, id, values);
    let own = explained.rules.iter().filter(|t| t.parent.is_none());
    let differs = own.filter_map(|trace| {
        let rule = asker.rule_id(trace.rule);
        let expected = naive.rule_holds(rule, model, record);
        let found = trace.holds.clone().ok();
        (found != expected).then(|| {
            let text = &world.policy.rules[rule].domain;
            format!("{rule} {text}: the engine says {found:?}, its twin {expected:?}")
        })
    });
    differs.collect::<Vec<_>>().join("\n")
}

/// Whether two snapshots of one world give the same answers, to checks and lists.
fn assert_alike(world: &World, one: &Snapshot, two: &Snapshot, what: &str) {
    let moments = [Moment::at(one, NOW), Moment::at(two, NOW)];
    for login in world.directory.users.keys() {
        let first = one.asker(one.find_user(login).unwrap(), &moments[0], &world.memory);
        let second = two.asker(two.find_user(login).unwrap(), &moments[1], &world.memory);
        for (model, operation) in MODELS.iter().flat_map(|m| Operation::ALL.map(|o| (*m, o))) {
            let id = one.schema().find(model).unwrap();
            let what = format!("{what}: {login} {operation} {model}");
            assert_eq!(first.filter(operation, id), second.filter(operation, id), "{what}");
            for record in world.records[model].values() {
                let values = row(world, model, record);
                let answers = [&first, &second].map(|asker| asker.check(operation, id, &values));
                assert_eq!(answers[0], answers[1], "{what} {}", record["id"]);
            }
        }
    }
}

#[test]
fn a_changed_user_or_policy_is_as_if_compiled_anew() {
    for seed in 40..80 {
        let world = World::new(seed);
        let stranger = World::new(seed + 1000);
        for login in world.directory.users.keys().step_by(3) {
            // Somebody else stands where the user will be, or nobody does.
            let mut before = world.directory.clone();
            before.users.remove(login);
            let added = Snapshot::compile(&world.policy, &before).unwrap();
            let user = &world.directory.users[login];
            let added = added.with_user(&world.policy, login, user).unwrap();
            assert_alike(&world, &world.snapshot, &added, &format!("seed {seed}, {login} added"));
            let plain = bailiwick_model::User { id: user.id.clone(), ..Default::default() };
            before.users.insert(login.clone(), plain);
            let changed = Snapshot::compile(&world.policy, &before).unwrap();
            let changed = changed.with_user(&world.policy, login, user).unwrap();
            assert_alike(&world, &world.snapshot, &changed, &format!("seed {seed}, {login} changed"));
        }
        // The same people under a policy that gives and asks for other things.
        let mut before = world.policy.clone();
        (before.acls, before.rules) = (stranger.policy.acls, Default::default());
        before.groups.values_mut().for_each(|group| group.implies.clear());
        let other = Snapshot::compile(&before, &world.directory).unwrap();
        let back = other.with_policy(&world.policy).unwrap().expect("the settings are the same");
        assert_alike(&world, &world.snapshot, &back, &format!("seed {seed}, another policy"));
    }
}

/// The same record again and again costs nothing new and answers alike: an asker remembers nothing of records.
#[test]
fn an_asker_answers_alike_whatever_it_was_asked_before() {
    let world = World::new(7);
    let moment = Moment::at(&world.snapshot, NOW);
    let case = world.snapshot.schema().find("x.case").unwrap();
    let rows: Vec<_> = world.records["x.case"].values().map(|r| row(&world, "x.case", r)).collect();
    let ask = |rows: &[bailiwick_policy::records::Row], login: &str| -> Vec<(Value, bool)> {
        let asker = world.snapshot.asker(world.snapshot.find_user(login).unwrap(), &moment, &world.memory);
        let mut out: Vec<_> =
            rows.iter().map(|r| (r[0].clone(), asker.check(Operation::Read, case, r).allowed)).collect();
        out.sort_by(|a, b| a.0.order(&b.0));
        out
    };
    let backwards: Vec<_> = rows.iter().rev().cloned().collect();
    for login in world.directory.users.keys() {
        assert_eq!(ask(&rows, login), ask(&backwards, login), "{login}");
    }
}
