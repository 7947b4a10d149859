//! Whose role lines end soon, how many name an area, and where people have a role, by one look at all of them.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AreaCode, Directory, RoleId, UserId};
use bailiwick_policy::{Coverage, Snapshot};
use jiff::civil::{Date, date};
use serde_json::json;

use crate::{asking::world, dice::Dice, worlds::World};

#[test]
fn who_has_a_line_of_his_own_that_ends_is_found_with_the_day() {
    let policy = json!({ "roles": {
        "viewer": { "label": "Viewer", "groups": [] },
        "other": { "label": "Other", "groups": [] } } });
    let line = |to: &str| json!([{ "role": "viewer", "to": to }]);
    let directory = json!({
        "companies": { "acme": { "name": "Acme", "lines": line("2026-12-10") } },
        "users": {
            "both": { "lines": [{ "role": "viewer", "to": "2026-12-20" }, { "role": "other", "to": "2026-12-12" }] },
            "late": { "lines": line("2027-01-01") },
            "never": { "lines": [{ "role": "viewer" }] },
            "inherits": { "company": "acme" },
            "today": { "lines": line("2026-12-10") },
            "over": { "lines": line("2026-12-09") } } });
    let world = world(&policy, &directory, &json!({}));
    let found = |snapshot: &Snapshot| -> Vec<(String, i8)> {
        let found = snapshot.with_lines_ending(date(2026, 12, 10), date(2026, 12, 20));
        let told = found.into_iter().map(|(user, day)| (snapshot.login(user).to_owned(), day.day()));
        let mut told: Vec<_> = told.collect();
        assert!(told.is_sorted_by_key(|(_, day)| *day), "the first to end comes first");
        told.sort();
        told
    };
    let own = |login: &str, day| (login.to_owned(), day);
    assert_eq!(found(&world.snapshot), [own("both", 12), own("today", 10)]);
    // Of somebody who was changed since, what counts is what he has now.
    let [late, today, both] = ["late", "today", "both"].map(|login| UserId::new(login).unwrap());
    let mut changed = world.directory.users[&late].clone();
    changed.lines.clone_from(&world.directory.users[&today].lines);
    let snapshot = world.snapshot.with_user(&world.policy, &late, &changed).unwrap();
    assert_eq!(found(&snapshot.without_user(&both)), [own("late", 10), own("today", 10)]);
}

/// What one look at everybody finds.
fn told(snapshot: &Snapshot, directory: &Directory) -> (Vec<(UserId, Date)>, BTreeMap<AreaCode, usize>) {
    let (first, last) = SPAN;
    let found = snapshot.with_lines_ending(first, last);
    let mut found: Vec<_> =
        found.into_iter().map(|(user, day)| (UserId::new(snapshot.login(user)).unwrap(), day)).collect();
    found.sort();
    let areas = directory.areas.keys();
    (found, areas.map(|code| (code.clone(), snapshot.lines_naming_area(code))).collect())
}

/// What asking everybody one by one finds.
fn naive(directory: &Directory) -> (Vec<(UserId, Date)>, BTreeMap<AreaCode, usize>) {
    let (first, last) = SPAN;
    let mut ending = Vec::new();
    let mut naming: BTreeMap<_, _> = directory.areas.keys().map(|code| (code.clone(), 0)).collect();
    for (login, user) in &directory.users {
        let ends = user.lines.iter().filter_map(|line| line.validity().to());
        ending.extend(ends.filter(|day| (first..=last).contains(day)).min().map(|day| (login.clone(), day)));
    }
    let users = directory.users.values().flat_map(|user| &user.lines);
    let companies = directory.companies.values().flat_map(|company| &company.lines);
    let departments = directory.departments.values().flat_map(|department| &department.lines);
    for line in users.chain(companies).chain(departments) {
        let areas: BTreeSet<_> = line.areas().iter().collect();
        for area in areas {
            *naming.get_mut(area).unwrap() += 1;
        }
    }
    (ending, naming)
}

/// How every role covers every area, each area beside those that it has for neighbours.
fn covered(snapshot: &Snapshot, directory: &Directory, roles: &[RoleId]) -> Vec<Coverage> {
    let mut groups = neighbours(directory);
    groups.push(directory.areas.keys().map(|code| code.as_str()).collect());
    let each = roles.iter().flat_map(|role| groups.iter().map(move |areas| (role, areas)));
    each.flat_map(|(role, areas)| snapshot.coverage(role, SPAN.0, areas)).collect()
}

/// The same by asking about each line and each area.
fn naive_covered(snapshot: &Snapshot, directory: &Directory, roles: &[RoleId]) -> Vec<Coverage> {
    let mut found = Vec::new();
    for role in roles {
        let mut groups = neighbours(directory);
        groups.push(directory.areas.keys().map(|code| code.as_str()).collect());
        for (areas, area) in groups.iter().flat_map(|areas| areas.iter().map(move |area| (areas, *area))) {
            let mut covered = Coverage::default();
            for line in directory.users.values().flat_map(|user| &user.lines) {
                if line.role() != role || !line.validity().is_enabled(SPAN.0) {
                    continue;
                }
                let above = |code: &str| snapshot.areas_above(code);
                let nearest = |named: &AreaCode| above(named).into_iter().find(|code| areas.contains(code));
                if line.areas().iter().any(|named| nearest(named) == Some(area)) {
                    covered.within += 1;
                } else if line.areas().iter().any(|named| above(area).contains(&named.as_str())) {
                    covered.above += 1;
                }
            }
            found.push(covered);
        }
    }
    found
}

/// Areas that lie in the same one, or in none.
fn neighbours(directory: &Directory) -> Vec<Vec<&str>> {
    let mut groups: BTreeMap<Option<&AreaCode>, Vec<&str>> = BTreeMap::new();
    for (code, area) in &directory.areas {
        groups.entry(area.parent.as_ref()).or_default().push(code);
    }
    groups.into_values().collect()
}

const SPAN: (Date, Date) = (date(2026, 1, 1), date(2027, 12, 31));

#[test]
fn one_look_at_everybody_finds_what_asking_each_does() {
    let (mut ended, mut named, mut covering) = (0, 0, 0);
    for seed in 0..60 {
        let World { policy, mut directory, mut snapshot, .. } = World::new(seed);
        let roles: Vec<RoleId> = policy.roles.keys().cloned().collect();
        assert_eq!(told(&snapshot, &directory), naive(&directory), "world {seed}");
        let mut dice = Dice::new(seed ^ 0xa11);
        for step in 0..12 {
            // Some get what others have, some come, and some go.
            let logins: Vec<UserId> = directory.users.keys().cloned().collect();
            let lines = directory.users[dice.pick(&logins)].lines.clone();
            let login = match dice.below(5) {
                0 => UserId::new(format!("new{step}")).unwrap(),
                _ => dice.pick(&logins).clone(),
            };
            if dice.one_in(4) && logins.len() > 2 {
                directory.users.remove(&login);
                snapshot = snapshot.without_user(&login);
            } else {
                let user = directory.users.entry(login.clone()).or_default();
                user.lines = lines;
                snapshot = snapshot.with_user(&policy, &login, user).unwrap();
            }
            let found = told(&snapshot, &directory);
            assert_eq!(found, naive(&directory), "world {seed} after {step}");
            let covers = covered(&snapshot, &directory, &roles);
            assert_eq!(covers, naive_covered(&snapshot, &directory, &roles), "world {seed} after {step}");
            covering += covers.iter().filter(|area| area.within > 0 && area.above > 0).count();
            ended += found.0.len();
            named += found.1.values().sum::<usize>();
        }
    }
    assert!(
        ended > 100 && named > 100 && covering > 20,
        "hardly put to the test: {ended} lines end, {named} name areas, {covering} areas are covered in both ways"
    );
}
