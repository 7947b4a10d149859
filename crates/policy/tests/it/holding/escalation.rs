//! What covering is for: nobody comes by a deed that he could not do himself by handing on what he covers.

use bailiwick_model::{GroupId, Operation, PermissionName, RoleId, RoleLine, UserId};
use bailiwick_policy::{Asker, Claim, Moment, Snapshot};
use jiff::civil::{Date, date};

use super::group;
use crate::{
    dice::Dice,
    worlds::{ASKED, NOW, World, row},
};

/// A world in which groups and places alone decide.
///
/// Left out is whatever makes holding more than somebody else let one do less, so that "may do what he can give" is no fact
/// to begin with: rules of groups (who holds a group without rules is freed from those of another), groups that exclude each
/// other, deny overrides. And whatever depends on who asks rather than on what he holds, such as rules that name `user`:
/// a line with an area in it opens what such a rule ties to the areas of one's lines, for the one who gets it alone.
fn plain(seed: u64) -> World {
    let mut world = World::new(seed);
    let asks_who = |domain: &str| ["user.", "actor.", "company_ids"].iter().any(|word| domain.contains(word));
    world.policy.rules.retain(|_, rule| !asks_who(&rule.domain));
    let count = world.policy.rules.len();
    let mut kept = 0;
    world.policy.rules.retain(|_, rule| {
        rule.groups.clear();
        kept += 1;
        kept + 3 > count
    });
    world.policy.settings.exclusive_groups.clear();
    // Whoever holds everything holds everything: here it is so.
    let others: Vec<GroupId> = world.policy.groups.keys().filter(|g| **g != group(ALL)).cloned().collect();
    world.policy.groups.get_mut(&group(ALL)).unwrap().implies = others;
    for user in world.directory.users.values_mut() {
        user.overrides.clear();
        // Half of the people hold it, or too little would be given.
        user.groups.extend((user.id.is_some() && user.name.as_deref() > Some("User 4")).then(|| group(ALL)));
    }
    world.snapshot = Snapshot::compile(&world.policy, &world.directory).unwrap_or_else(|e| panic!("{e}"));
    world
}

const ALL: &str = "g7";

/// Every deed in the world, and whether somebody may do it.
fn deeds(world: &World, asker: &Asker<'_>) -> Vec<bool> {
    let schema = world.snapshot.schema();
    let mut out = Vec::new();
    for model in ASKED {
        let id = schema.find(model).unwrap();
        for record in world.records[model].values() {
            let values = row(world, model, record);
            out.extend(Operation::ALL.map(|operation| asker.check(operation, id, &values).allowed));
            for name in world.policy.permissions.keys() {
                if matches!(name, PermissionName::Action(of, _) if of.as_str() == model) {
                    out.push(asker.check_permission(name, Some(&values)).allowed);
                }
            }
        }
    }
    out.extend(world.policy.permissions.keys().map(|name| asker.check_permission(name, None).allowed));
    out
}

fn all_deeds(world: &World, snapshot: &Snapshot, login: &UserId, day: Date) -> Vec<bool> {
    let moment = Moment::on(snapshot, day);
    deeds(world, &snapshot.asker(snapshot.find_user(login).unwrap(), &moment, &world.memory))
}

/// A line as somebody might hand it on.
fn line(world: &World, dice: &mut Dice) -> RoleLine {
    let roles: Vec<&RoleId> = world.policy.roles.keys().collect();
    let role = *dice.pick(&roles);
    let scope = world.policy.roles[role].scope;
    let wanted = super::wanted(world, dice);
    let areas = match scope {
        bailiwick_model::RoleScope::Global => Vec::new(),
        bailiwick_model::RoleScope::Local if wanted.areas.is_empty() => {
            vec![world.directory.areas.keys().nth(dice.below(10)).unwrap().clone()]
        }
        bailiwick_model::RoleScope::Local => wanted.areas,
    };
    RoleLine::new(role.clone(), scope, areas, wanted.companies, wanted.days).unwrap()
}

#[test]
fn nobody_comes_by_a_deed_by_giving_what_he_covers() {
    let (mut given, mut gained, mut refused_gains) = (0, 0, 0);
    for seed in 0..40 {
        let world = plain(seed);
        let mut dice = Dice::new(seed + 9000);
        let logins: Vec<&UserId> = world.directory.users.keys().collect();
        let now = Moment::at(&world.snapshot, NOW);
        for _ in 0..12 {
            let (actor, subject) = (*dice.pick(&logins), *dice.pick(&logins));
            if actor == subject {
                continue;
            }
            let line = line(&world, &mut dice);
            let asker = world.snapshot.asker(world.snapshot.find_user(actor).unwrap(), &now, &world.memory);
            let claim = Claim::of_line(&line, &world.policy).unwrap();
            let is_covered = asker.covers(&claim, &group(ALL)).is_ok();
            given += usize::from(is_covered);
            let mut user = world.directory.users[subject].clone();
            user.lines.push(line.clone());
            let after = world.snapshot.with_user(&world.policy, subject, &user).unwrap();
            for day in [21, 22, 23].map(|day| date(2026, 11, day)).into_iter().chain([date(2031, 1, 1)]) {
                let able = all_deeds(&world, &world.snapshot, actor, day);
                let before = all_deeds(&world, &world.snapshot, subject, day);
                let later = all_deeds(&world, &after, subject, day);
                for (at, is_new) in later.iter().zip(&before).map(|(l, b)| *l && !*b).enumerate() {
                    if is_covered {
                        assert!(
                            !is_new || able[at],
                            "seed {seed}: {actor} gives {subject} {line:?} and so deed {at} on {day}"
                        );
                        gained += usize::from(is_new);
                    } else {
                        refused_gains += usize::from(is_new && !able[at]);
                    }
                }
            }
        }
    }
    println!("{given} lines given, {gained} deeds gained, {refused_gains} refused");
    assert!(given > 30 && gained > 300, "{given} lines given, {gained} deeds gained");
    // Else the world would be one in which nothing needs guarding.
    assert!(refused_gains > 300, "{refused_gains}");
}
