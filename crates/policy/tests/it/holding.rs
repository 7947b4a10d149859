//! Nobody gives more than he holds: against a naive twin, in words, and in what it leads to.

mod escalation;
mod words;

use bailiwick_model::{GroupId, RoleLine, Validity};
use bailiwick_policy::{Claim, Moment};
use jiff::civil::date;

use crate::{
    dice::Dice,
    naive::{Naive, Wanted},
    worlds::{NOW, World},
};

fn group(name: &str) -> GroupId {
    GroupId::new(name).unwrap()
}

/// A claim like one of the lines that somebody in the world has, or a random one.
fn wanted(world: &World, dice: &mut Dice) -> Wanted {
    let users: Vec<_> = world.directory.users.values().collect();
    let lines: Vec<&RoleLine> = users.iter().flat_map(|u| &u.lines).collect();
    let areas: Vec<_> = world.directory.areas.keys().cloned().collect();
    let companies: Vec<_> = world.directory.companies.keys().cloned().collect();
    let days = [
        (None, None),
        (Some(date(2026, 11, 22)), None),
        (None, Some(date(2026, 11, 21))),
        (Some(date(2026, 11, 22)), Some(date(2026, 11, 23))),
        (None, Some(date(2026, 11, 20))),
    ];
    let (from, to) = *dice.pick(&days);
    let random = Wanted {
        groups: dice.some(&world.policy.groups.keys().cloned().collect::<Vec<_>>(), 2),
        areas: dice.some(&areas, 2),
        companies: dice.some(&companies, 2),
        days: Validity::new(from, to).unwrap(),
    };
    if lines.is_empty() || dice.one_in(3) {
        return random;
    }
    let line = *dice.pick(&lines);
    let mut groups = world.policy.roles[line.role()].groups.clone();
    if dice.one_in(4) {
        groups.truncate(1);
    }
    let areas = if dice.one_in(4) { random.areas } else { line.areas().to_vec() };
    let companies = if dice.one_in(4) { random.companies } else { line.companies().to_vec() };
    Wanted { groups, areas, companies, days: if dice.one_in(3) { random.days } else { line.validity() } }
}

fn claim(wanted: &Wanted) -> Claim {
    Claim::of_groups(&wanted.groups).within(wanted.areas.clone(), wanted.companies.clone()).on(wanted.days)
}

#[test]
fn what_is_covered_is_what_is_held_spot_by_spot_and_day_by_day() {
    let (mut covered, mut asked, mut people, mut pairs, mut administrators) = (0, 0, 0, 0, 0);
    for seed in 0..150 {
        let world = World::new(seed);
        let mut dice = Dice::new(seed + 5000);
        let moment = Moment::at(&world.snapshot, NOW);
        // It is the 21st in UTC, and nowhere earlier: the twin counts on it.
        let now = jiff::Timestamp::from_second(NOW).unwrap();
        let twins: Vec<Naive<'_>> =
            world.directory.users.keys().map(|login| Naive::new(&world, login, now)).collect();
        let number = |at: usize| {
            let login = world.directory.users.keys().nth(at).unwrap();
            world.snapshot.find_user(login).unwrap()
        };
        let all = ["g0", "g3", "base.group_user", "g5"].map(group);
        let all = dice.pick(&all);
        let mut expected = Vec::new();
        for (at, twin) in twins.iter().enumerate() {
            let asker = world.snapshot.asker(number(at), &moment, &world.memory);
            for _ in 0..30 {
                let wanted = wanted(&world, &mut dice);
                let answer = asker.covers(&claim(&wanted), all);
                assert_eq!(
                    answer.is_ok(),
                    twin.covers(&wanted, all),
                    "seed {seed}, user {at}: {wanted:?}\n{answer:?}"
                );
                (covered, asked) = (covered + usize::from(answer.is_ok()), asked + 1);
            }
            for (other, other_twin) in twins.iter().enumerate() {
                for module in [None, Some("base")] {
                    let answer = asker.covers_user(number(other), module, all);
                    assert_eq!(
                        answer.is_ok(),
                        twin.covers_user(other_twin, module, all),
                        "seed {seed}, user {at} and {other}, {module:?}: {answer:?}"
                    );
                    people += usize::from(answer.is_ok() && at != other);
                    pairs += usize::from(at != other);
                }
            }
            let holds = twin.holds_everywhere(all);
            assert_eq!(world.snapshot.holds_everywhere(number(at), all, &moment), holds, "seed {seed}, {at}");
            expected.extend(holds.then(|| number(at)));
        }
        administrators += expected.len();
        expected.sort_unstable();
        let found: Vec<_> = world.snapshot.administrators(all, &moment).collect();
        assert_eq!(found, expected, "seed {seed}");
    }
    println!("{covered} of {asked} claims, {people} of {pairs} pairs, {administrators} administrators");
    assert!(covered * 10 > asked && covered * 10 < asked * 9, "{covered} of {asked} claims are covered");
    assert!(people * 20 > pairs && people * 10 < pairs * 9, "{people} of {pairs} people are covered");
    assert!(administrators > 50);
}
