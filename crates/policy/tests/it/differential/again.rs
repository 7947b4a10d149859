//! The same world by another way gives the same answers: changed instead of compiled, asked in another order.

use bailiwick_model::{Field, FieldKind, Operation, RecordId, RecordRule, User, UserId, Value};
use bailiwick_policy::{Moment, Reason, Snapshot};

use crate::worlds::{MODELS, NOW, World, row};

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
            let plain = User { id: user.id.clone(), ..Default::default() };
            before.users.insert(login.clone(), plain);
            let changed = Snapshot::compile(&world.policy, &before).unwrap();
            let changed = changed.with_user(&world.policy, login, user).unwrap();
            assert_alike(&world, &world.snapshot, &changed, &format!("seed {seed}, {login} changed"));
        }
        // Somebody more was there, and was removed: one who was packed, and one who came later.
        let late = UserId::new("late").unwrap();
        let somebody = stranger.directory.users.values().next().unwrap();
        let guest = User { id: Some(RecordId::Int(77)), ..somebody.clone() };
        let (guest, login) = (without_places(guest), UserId::new("guest").unwrap());
        let mut before = world.directory.clone();
        before.users.insert(login.clone(), guest.clone());
        let more = Snapshot::compile(&world.policy, &before).unwrap();
        let other = User { id: Some(RecordId::Int(78)), ..guest.clone() };
        let more = more.with_user(&world.policy, &late, &other).unwrap();
        let left = more.without_user(&login).without_user(&late);
        assert_alike(&world, &world.snapshot, &left, &format!("seed {seed}, some removed"));
        assert_eq!(left.user_count(), world.snapshot.user_count());
        assert_eq!(left.users().count(), left.user_count());
        for (login, user) in [(&login, &guest), (&late, &other)] {
            assert_eq!(left.find_user(login), None);
            let number = more.find_user(login).unwrap();
            assert!(!left.has(number) && left.users().all(|user| user != number));
            // Whoever kept the number has nothing.
            let moment = Moment::at(&left, NOW);
            let asker = left.asker(number, &moment, &world.memory);
            assert_eq!(
                asker.check_model(Operation::Read, left.schema().find("x.case").unwrap()).reason,
                Reason::Inactive
            );
            let back = left.with_user(&world.policy, login, user).unwrap();
            assert_eq!(back.find_user(login), Some(number));
            assert_eq!(back.user_count(), left.user_count() + 1);
        }
        // Others may have their ids.
        let heir = UserId::new("heir").unwrap();
        assert!(more.with_user(&world.policy, &heir, &guest).is_err());
        assert!(left.with_user(&world.policy, &heir, &guest).is_ok());
        // The same people under a policy that gives and asks for other things.
        let mut before = world.policy.clone();
        (before.acls, before.rules) = (stranger.policy.acls, Default::default());
        before.groups.values_mut().for_each(|group| group.implies.clear());
        let other = Snapshot::compile(&before, &world.directory).unwrap();
        let back = other.with_policy(&world.policy).unwrap().expect("the settings are the same");
        assert_alike(&world, &world.snapshot, &back, &format!("seed {seed}, another policy"));
        // Half of the rules say, under their own names, what the next one says: only the other half may be kept.
        let mut before = world.policy.clone();
        let next: Vec<RecordRule> =
            before.rules.values().cycle().skip(1).take(before.rules.len()).cloned().collect();
        before.rules.values_mut().zip(next).step_by(2).for_each(|(rule, next)| *rule = next);
        let other = Snapshot::compile(&before, &world.directory).unwrap();
        let back = other.with_policy(&world.policy).unwrap().expect("the settings are the same");
        assert_alike(&world, &world.snapshot, &back, &format!("seed {seed}, other rules"));
        // A field more: nothing that was read before may be kept.
        let mut before = world.policy.clone();
        before.models.values_mut().for_each(|m| {
            m.fields.insert("a_first".parse().unwrap(), Field::new(FieldKind::Char));
        });
        let other = Snapshot::compile(&before, &world.directory).unwrap();
        let back = other.with_policy(&world.policy).unwrap().expect("the settings are the same");
        assert_alike(&world, &world.snapshot, &back, &format!("seed {seed}, other fields"));
    }
}

/// A user of another world, with what this one has too.
fn without_places(user: User) -> User {
    let none = User::default();
    User {
        department: none.department,
        lines: none.lines,
        overrides: none.overrides,
        active: true,
        superuser: false,
        ..user
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
