//! Bailiwick's engine beside other engines: one workload, one run, the same answers.
//!
//! `cargo xtask bench peers [USERS…]`. Every engine is measured in a process of its own, so that memory does not mix, and
//! in turn with the others, so that a busy minute is busy for all. Each checks its answers against the obvious way to find
//! them before it is timed, and all must give the same. Figures are CPU time of the measuring thread.

mod bailiwick;
mod casbin;
mod cedar;
mod figures;
mod round;
#[path = "../../shared/mod.rs"]
mod shared;

use std::env;

use figures::Figures;
use round::Round;
use shared::{
    usage,
    verdict::{Bound, tell},
    world::World,
};

/// Measures one engine.
type Measure = fn(&World, &Round<'_>);

/// The engines, by the name under which this program calls itself to measure one.
const ENGINES: [(&str, Measure); 3] =
    [("bailiwick", bailiwick::measure), ("cedar", cedar::measure), ("casbin", casbin::measure)];

const ROUNDS: usize = 3;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    if let [engine, users] = words.as_slice()
        && let Some((_, measure)) = ENGINES.iter().find(|(name, _)| name == engine)
    {
        let world = World::new(users.parse().expect("a number of users"));
        return measure(&world, &Round::new(&world));
    }
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    println!(
        "50 groups, 100 roles, 5 roles a user, 200 models with 600 access rows, rule \"own or in my areas\""
    );
    println!("{ROUNDS} rounds in turn; {}", usage::load());
    for users in sizes {
        compare(users);
    }
    println!("\n{}", usage::load());
}

fn compare(users: usize) {
    let mut figures = Figures::default();
    for _ in 0..ROUNDS {
        for (engine, _) in ENGINES {
            figures.add(engine, users);
        }
    }
    println!("\n{users} users");
    figures.print(bailiwick::STRINGS);
    let ratio = |slow: &str, fast: &str| figures.of(slow) / figures.of(fast);
    if users >= 100_000 {
        tell(
            "faster than Cedar, both from strings",
            ratio(cedar::BUILT, bailiwick::STRINGS),
            "times",
            Bound::AtLeast(50.0),
        );
        tell(
            "faster than Cedar, both prepared",
            ratio(cedar::READY, bailiwick::IDS),
            "times",
            Bound::AtLeast(50.0),
        );
        tell(
            "faster than casbin, both from strings",
            ratio(casbin::BUILT, bailiwick::STRINGS),
            "times",
            Bound::AtLeast(1_000.0),
        );
    }
}
