//! Nobody gives more than he holds: against a naive twin, in words, and in what it leads to.

mod escalation;
mod words;

use bailiwick_model::{GroupId, RoleLine, Validity};
use bailiwick_policy::{Asker, Claim, Moment};
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

/// Tries every spot that there is, one by one.
fn somewhere(world: &World, asker: &Asker<'_>, groups: &[GroupId], is_local: bool, all: &GroupId) -> bool {
    let day = Validity::new(Some(asker.day()), Some(asker.day())).unwrap();
    let areas = world.directory.areas.keys().filter(|_| is_local).map(|code| vec![code.clone()]);
    let areas: Vec<_> = areas.chain([Vec::new()]).collect();
    let companies = world.directory.companies.keys().map(|code| vec![code.clone()]);
    let companies: Vec<_> = companies.chain([Vec::new()]).collect();
    areas.iter().any(|area| {
        let here = |company: &Vec<_>| Claim::of_groups(groups).within(area.clone(), company.clone()).on(day);
        companies.iter().any(|company| asker.covers(&here(company), all).is_ok())
    })
}

#[test]
fn what_could_be_given_is_what_is_covered_somewhere_today() {
    let (mut given, mut asked) = (0, 0);
    for seed in 0..60 {
        let world = World::new(seed);
        let mut dice = Dice::new(seed + 9000);
        let moment = Moment::at(&world.snapshot, NOW);
        let all = group("g0");
        for login in world.directory.users.keys() {
            let user = world.snapshot.find_user(login).unwrap();
            let asker = world.snapshot.asker(user, &moment, &world.memory);
            let groups = wanted(&world, &mut dice).groups;
            for is_local in [true, false] {
                // Where nothing is wanted, nobody has to hold it.
                if groups.is_empty() {
                    continue;
                }
                let offered = asker.could_give(&groups, is_local, &all);
                let covered = somewhere(&world, &asker, &groups, is_local, &all);
                assert_eq!(offered, covered, "seed {seed}, {login}: {groups:?}, {is_local}");
                (given, asked) = (given + usize::from(offered), asked + 1);
            }
        }
    }
    assert!(given * 20 > asked && given * 10 < asked * 9, "{given} of {asked} could be given");
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
