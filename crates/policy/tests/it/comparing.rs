//! What a change comes to, against two worlds of which every user is asked everything.

mod edits;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AreaCode, CompanyId, FieldName, GroupId, Operation, UserId};
use bailiwick_policy::{
    Changed, Comparison, Difference, Extent, Level, Moment, Snapshot, Standing, Touched, filter::Matcher,
    records::NoRecords,
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};

use crate::{
    dice::Dice,
    naive::Naive,
    worlds::{ASKED, NOW, World, row},
};
use edits::Edited;

/// Worlds that are changed.
const WORLDS: u64 = 72;

#[test]
fn a_change_is_told_as_everybody_would_find_it() {
    let mut tally = BTreeMap::new();
    for seed in 0..WORLDS {
        let before = World::new(seed);
        let mut dice = Dice::new(seed ^ 0x5eed);
        let Some(Edited { world: after, touched, snapshot }) = edits::edited(&before, &mut dice) else {
            continue;
        };
        // Packed anew, and made of the one before as far as that can be: the same answers.
        compare(&before, &after, &after.snapshot, touched.clone(), &mut tally);
        if let Some(snapshot) = snapshot {
            compare(&before, &after, &snapshot, touched, &mut tally);
        }
    }
    let least = [
        "gained",
        "lost",
        "operations",
        "later",
        "permissions",
        "fields",
        "records",
        "by rules",
        "passed over",
    ];
    for what in least {
        assert!(
            tally.get(what).is_some_and(|count| *count > 5),
            "{what} was hardly put to the test: {tally:?}"
        );
    }
}

type Tally = BTreeMap<&'static str, usize>;

fn compare(before: &World, after: &World, snapshot: &Snapshot, touched: Touched, tally: &mut Tally) {
    let comparison = Comparison::new(
        Standing { policy: &before.policy, snapshot: &before.snapshot },
        Standing { policy: &after.policy, snapshot },
        touched,
        NOW,
    );
    let concerned: BTreeSet<String> = comparison.concerned().map(str::to_owned).collect();
    for login in after.directory.users.keys() {
        let told = comparison.of(login);
        let is_concerned = concerned.contains(login.as_str());
        assert!(told.is_none() || is_concerned, "{login} is passed over: {told:?}");
        let told = told.unwrap_or_else(|| nothing(login));
        let later = told.operations.iter().filter(|c| c.from.is_some()).count();
        let counts = [
            ("gained", told.gained.len()),
            ("lost", told.lost.len()),
            ("operations", told.operations.len()),
            ("later", later),
            ("permissions", told.permissions.len()),
            ("fields", told.fields.len()),
            ("passed over", usize::from(!is_concerned)),
        ];
        counts.into_iter().for_each(|(what, count)| *tally.entry(what).or_default() += count);
        levels(before, after, login, &told);
        fields(before, snapshot, login, &told);
        groups(before, after, login, &told);
        if is_concerned {
            let count = records(before, after, &comparison, &told);
            *tally.entry("records").or_default() += count;
            let by_rules = told == nothing(login);
            *tally.entry("by rules").or_default() += if by_rules { count } else { 0 };
        } else {
            passed_over(before, after, login);
        }
    }
}

fn nothing(login: &UserId) -> Difference {
    let login = login.to_string();
    Difference {
        login,
        gained: vec![],
        lost: vec![],
        operations: vec![],
        fields: vec![],
        permissions: vec![],
    }
}

/// Operations and rights are told if, and only if, they differ: today, or else on a day on which something begins or ends.
fn levels(before: &World, after: &World, login: &UserId, told: &Difference) {
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let (old, new) = (Naive::new(before, login, now), Naive::new(after, login, now));
    for model in ASKED {
        for operation in Operation::ALL {
            let expected = (old.level(operation, model), new.level(operation, model));
            let found = told.operations.iter().find(|c| c.what.0.as_str() == model && c.what.1 == operation);
            check(
                expected,
                found.map(|c| (c.before, c.after, c.from)),
                &format!("{login} {operation} {model}"),
            );
            if let Some((day, c)) = found.and_then(|c| Some((c.from?, c))) {
                let (old, new) = (Naive::on(before, login, day), Naive::on(after, login, day));
                assert_eq!((c.before, c.after), (old.level(operation, model), new.level(operation, model)));
            }
        }
    }
    for name in before.policy.permissions.keys() {
        let expected = (old.right_level(name), new.right_level(name));
        let found = told.permissions.iter().find(|c| c.what == *name);
        check(expected, found.map(|c| (c.before, c.after, c.from)), &format!("{login} {name}"));
    }
}

fn check(expected: (Level, Level), found: Option<(Level, Level, Option<Date>)>, what: &str) {
    match found {
        Some((before, after, None)) => assert_eq!((before, after), expected, "{what}"),
        Some((before, after, Some(_))) => {
            assert!(before != after && expected.0 == expected.1, "{what}: {expected:?}");
        }
        None => assert_eq!(expected.0, expected.1, "{what} is not told"),
    }
}

/// Fields are told if, and only if, they differ for somebody who has the operation before and after.
fn fields(before: &World, snapshot: &Snapshot, login: &UserId, told: &Difference) {
    let moments = [&before.snapshot, snapshot].map(|snapshot| Moment::at(snapshot, NOW));
    let sides = [(&before.snapshot, &moments[0]), (snapshot, &moments[1])];
    let askers = sides.map(|(s, moment)| s.asker(s.find_user(login).unwrap(), moment, &NoRecords));
    for model in ASKED {
        let id = snapshot.schema().find(model).unwrap();
        for operation in [Operation::Read, Operation::Update] {
            let both = askers.iter().all(|asker| asker.level(operation, id) > Level::Nowhere);
            let [old, new] = askers.each_ref().map(|asker| asker.fields(operation, id, None).unwrap());
            for ((field, old), (_, new)) in old.into_iter().zip(new) {
                let name = &snapshot.schema().model(id).info(field).name;
                let of =
                    |c: &&Changed<_>| c.what == (model.parse().unwrap(), FieldName::clone(name), operation);
                let found = told.fields.iter().filter(|c| c.from.is_none()).find(of);
                let expected = (both && old != new).then(|| (Level::from(old), Level::from(new)));
                assert_eq!(
                    found.map(|c| (c.before, c.after)),
                    expected,
                    "{login} {operation} {model} {name}"
                );
            }
        }
    }
}

/// Each spot at which a group is gained or lost lies in an extent that is told, and what is told is gained at its own spots.
fn groups(before: &World, after: &World, login: &UserId, told: &Difference) {
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let today = Naive::new(after, login, now).today();
    let areas: Vec<Option<&AreaCode>> = after.directory.areas.keys().map(Some).chain([None]).collect();
    let companies: Vec<Option<&CompanyId>> =
        after.directory.companies.keys().map(Some).chain([None]).collect();
    let days: Vec<Date> = [0, 1, 2, 3].iter().map(|days| today + days.days()).collect();
    for day in &days {
        let (old, new) = (Naive::on(before, login, *day), Naive::on(after, login, *day));
        for (group, area, company) in spots(after, &areas, &companies) {
            let (had, has) = (old.holds(group, area, company), new.holds(group, area, company));
            for (found, expected) in [(&told.gained, has && !had), (&told.lost, had && !has)] {
                let exact = |(of, e): &&(GroupId, Extent)| {
                    of == group
                        && is_on(e, *day)
                        && is_named(&e.areas, area)
                        && is_named(&e.companies, company)
                };
                let around = |(of, e): &(GroupId, Extent)| {
                    let within = Naive::is_below(after, &e.areas, &e.companies, area, company);
                    of == group && is_on(e, *day) && within
                };
                let what = || format!("{login} {group} {area:?} {company:?} {day} {found:?}");
                assert!(!expected || found.iter().any(around), "not told: {}", what());
                assert!(expected || found.iter().find(exact).is_none(), "not so: {}", what());
            }
        }
    }
}

fn is_on(extent: &Extent, day: Date) -> bool {
    extent.from.is_none_or(|from| from <= day) && extent.to.is_none_or(|to| day <= to)
}

fn is_named<C: PartialEq>(named: &[C], spot: Option<&C>) -> bool {
    spot.map_or(named.is_empty(), |spot| named.contains(spot))
}

fn spots<'w>(
    world: &'w World,
    areas: &'w [Option<&'w AreaCode>],
    companies: &'w [Option<&'w CompanyId>],
) -> impl Iterator<Item = (&'w GroupId, Option<&'w AreaCode>, Option<&'w CompanyId>)> {
    let groups = world.policy.groups.keys();
    groups.flat_map(move |g| areas.iter().flat_map(move |a| companies.iter().map(move |c| (g, *a, *c))))
}

/// Records that are gained and lost are those that one side allows and the other does not.
fn records(before: &World, after: &World, comparison: &Comparison<'_>, told: &Difference) -> usize {
    let login = &UserId::new(&told.login).unwrap();
    let looked_at = comparison.record_models(login, Some(told));
    let mut count = 0;
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let (old, new) = (Naive::new(before, login, now), Naive::new(after, login, now));
    let schema = before.snapshot.schema();
    for model in ["x.case", "res.partner"] {
        for operation in [Operation::Read, Operation::Update] {
            let found = comparison.records(login, operation, model, &before.memory);
            let Ok(found) = found else { continue };
            for record in before.records[model].values() {
                let (had, has) = (old.allows(operation, model, record), new.allows(operation, model, record));
                let Some(found) = &found else {
                    assert_eq!(had, has, "{login} {operation} {model} {record:?}");
                    continue;
                };
                let values = row(before, model, record);
                let moment = Moment::at(&before.snapshot, NOW);
                let view = bailiwick_policy::DirectoryRecords::new(&before.snapshot, &before.memory, &moment);
                let zone = zone_of(before, login);
                let with = Matcher { schema, records: &view, zone: &zone };
                let matches = |filter: &bailiwick_policy::filter::Filter| {
                    filter.matches(with, found.model, &values).unwrap()
                };
                count += usize::from(had != has);
                let is_looked_at = looked_at.iter().any(|name| name.as_str() == model);
                assert!(had == has || is_looked_at, "{login} {operation} {model} is not looked at: {told:?}");
                assert_eq!(matches(&found.gained), has && !had, "{login} {operation} {record:?}");
                assert_eq!(matches(&found.lost), had && !has, "{login} {operation} {record:?}");
            }
        }
    }
    count
}

fn zone_of(world: &World, login: &UserId) -> TimeZone {
    let number = world.snapshot.find_user(login).unwrap();
    let moment = Moment::at(&world.snapshot, NOW);
    world.snapshot.asker(number, &moment, &world.memory).matcher().zone.clone()
}

/// Whoever the change does not concern is allowed what he was allowed.
fn passed_over(before: &World, after: &World, login: &UserId) {
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let (old, new) = (Naive::new(before, login, now), Naive::new(after, login, now));
    for model in ["x.case", "x.base"] {
        for record in before.records[model].values() {
            for operation in Operation::ALL {
                let (had, has) = (old.allows(operation, model, record), new.allows(operation, model, record));
                assert_eq!(had, has, "{login} {operation} {model} {record:?}");
            }
        }
    }
}
