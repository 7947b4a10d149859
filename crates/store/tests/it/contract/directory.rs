//! The directory comes back as it went in, small or large.

use std::collections::BTreeMap;

use bailiwick_model::*;
use bailiwick_store::{
    StoreError, directory,
    role_line::{self, Owner},
    user,
};
use proptest::test_runner::{Config, TestRunner};

use crate::{
    arbitrary,
    engine::{on_all, on_both},
};

#[test]
fn any_directory_round_trips_over_any_other() {
    on_all(|store| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(30) });
        let same = |directory: Directory| {
            store.db.write(|tx| directory::replace(tx, &directory)).unwrap();
            assert_eq!(store.db.read(directory::load).unwrap(), directory);
            Ok(())
        };
        runner.run(&arbitrary::directory(), same).unwrap();
    });
}

fn large() -> Directory {
    let mut users = BTreeMap::new();
    for n in 0..12_000 {
        let line = |area: String| {
            let areas = vec![AreaCode::new(area).unwrap()];
            RoleLine::new(
                RoleId::new("registrar").unwrap(),
                RoleScope::Local,
                areas,
                vec![],
                Validity::ALWAYS,
            )
            .unwrap()
        };
        let lines =
            if n % 3 == 0 { vec![] } else { vec![line(format!("D-{}", n % 77)), line(format!("E-{n}"))] };
        let groups = if n % 5 == 0 { vec![GroupId::new("base.group_user").unwrap()] } else { vec![] };
        users.insert(UserId::new(format!("user{n}")).unwrap(), User { lines, groups, ..User::default() });
    }
    Directory { users, ..Directory::default() }
}

#[test]
fn more_than_fits_in_one_chunk_round_trips_and_scans_in_order() {
    on_both(|store| {
        let large = large();
        store.db.write(|tx| directory::replace(tx, &large)).unwrap();
        assert!(store.db.read(directory::load).unwrap() == large, "the directory came back different");

        let (mut logins, mut lines, mut pages) = (Vec::new(), 0, 0);
        let mut note = |page: Vec<(UserId, User)>| {
            pages += 1;
            for (login, user) in page {
                logins.push(login);
                lines += user.lines.len();
            }
            Ok::<_, StoreError>(())
        };
        store.db.read(|tx| directory::users(tx, &mut note)).unwrap();
        assert!(logins.is_sorted() && logins.len() == 12_000);
        assert_eq!((lines, pages), (16_000, 2));
    });
}

#[test]
fn any_directory_becomes_any_other_by_its_differences() {
    on_both(|store| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(40) });
        let become_ = |mut directory: Directory| {
            let old = store.db.read(directory::load).unwrap();
            // Most of what is there stays, so that it is changed and not replaced.
            for (login, user) in old.users.iter().skip(2) {
                directory.users.insert(login.clone(), user.clone());
            }
            store.db.write(|tx| directory::change(tx, &old, &directory)).unwrap();
            assert_eq!(store.db.read(directory::load).unwrap(), directory);
            Ok(())
        };
        runner.run(&arbitrary::directory(), become_).unwrap();
    });
}

#[test]
fn what_does_not_differ_is_not_written() {
    on_both(|store| {
        let old = large();
        store.db.write(|tx| directory::replace(tx, &old)).unwrap();
        let user = |n: usize| UserId::new(format!("user{n}")).unwrap();
        let ids = |n: usize| -> Vec<i64> {
            let lines = store.db.read(|tx| role_line::list_for(tx, &Owner::User(user(n)))).unwrap();
            lines.into_iter().map(|(id, _)| id.0).collect()
        };
        let (first, second) = (ids(1), ids(2));
        // Whoever is not touched would be in the way here: her row is made one that the new directory does not say.
        store.harm("update app_user set name = 'Untouched' where login = 'user2'");
        let mut new = old.clone();
        let changed = new.users.get_mut(&user(1)).unwrap();
        changed.lines.remove(0);
        changed.lines.push(old.users[&user(2)].lines[1].clone());
        changed.lines.push(old.users[&user(2)].lines[0].clone());
        new.users.remove(&user(3));
        store.db.write(|tx| directory::change(tx, &old, &new)).unwrap();
        let mut found = store.db.read(directory::load).unwrap();
        assert_eq!(found.users.get_mut(&user(2)).unwrap().name.take().as_deref(), Some("Untouched"));
        assert!(found == new, "the directory came back different");
        assert_eq!(ids(2), second);
        assert_eq!(ids(1)[..2], first[..]);
        assert!(ids(1)[2] > second[1]);
    });
}

#[test]
fn two_readers_take_turns_at_the_pages_of_one_state() {
    on_all(|store| {
        let large = large();
        store.db.write(|tx| directory::replace(tx, &large)).unwrap();
        let pages = directory::Pages::default();
        let take = |tx: &mut bailiwick_store::Tx<'_>| {
            let mut taken = Vec::new();
            pages.read(tx, &mut |number, page| {
                taken.push((number, page));
                Ok::<_, StoreError>(())
            })?;
            Ok::<_, StoreError>(taken)
        };
        let (mut all, more) = store.db.read_both(take, take).unwrap();
        all.extend(more);
        all.sort_by_key(|(number, _)| *number);
        assert!(all.iter().map(|(number, _)| *number).eq(0..2));
        let users: BTreeMap<_, _> = all.into_iter().flat_map(|(_, page)| page).collect();
        assert!(users == large.users, "the users came back different");
    });
}

#[test]
fn one_at_a_time_and_all_at_once_meet() {
    on_both(|store| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(10) });
        let same = |directory: Directory| {
            store.db.write(|tx| directory::replace(tx, &Directory::default())).unwrap();
            let one_by_one = |tx: &mut bailiwick_store::Tx<'_>| {
                for (code, company) in &directory.companies {
                    bailiwick_store::company::insert(tx, code, company)?;
                }
                for (code, department) in &directory.departments {
                    bailiwick_store::department::insert(tx, code, department)?;
                }
                for (code, area) in &directory.areas {
                    bailiwick_store::area::insert(tx, code, area)?;
                }
                directory.users.iter().try_for_each(|(login, user)| user::insert(tx, login, user))
            };
            store.db.write(one_by_one).unwrap();
            assert_eq!(store.db.read(directory::load).unwrap(), directory);
            Ok(())
        };
        runner.run(&arbitrary::directory(), same).unwrap();
    });
}

#[test]
fn rows_that_make_no_sense_are_named() {
    on_both(|store| {
        let login = UserId::new("asha").unwrap();
        let line = RoleLine::new(
            RoleId::new("auditor").unwrap(),
            RoleScope::Global,
            vec![],
            vec![CompanyId::new("acme").unwrap()],
            Validity::ALWAYS,
        );
        let user = User { lines: vec![line.unwrap()], ..User::default() };
        store.db.write(|tx| user::insert(tx, &login, &user)).unwrap();
        let error_after = |harm| {
            store.harm(harm);
            store.db.read(directory::load).unwrap_err().to_string()
        };
        for (harm, expected) in [
            (
                "update role_line set owner = 'nobody'",
                "column owner of table role_line cannot be read in row \"nobody\": there is no user nobody",
            ),
            (
                "update role_line set owner = 'asha', from_day = '2026-13-01'",
                "column from_day of table role_line",
            ),
            (
                "update role_line set from_day = '2026-02-01', to_day = '2026-01-01'",
                "column to_day of table role_line",
            ),
            ("update role_line set to_day = null, role = ''", "a role id cannot be empty"),
            (
                "update role_line set role = 'auditor', owner_kind = 'department'",
                "there is no department asha",
            ),
            ("update role_line set owner_kind = 'company'", "there is no company asha"),
            ("update role_line set owner_kind = 'user', owner = 'zoe'", "there is no user zoe"),
            ("update role_line set owner = 'asha', areas = ''", "column areas of table role_line"),
            (
                "update app_user set kind = 'ghost'",
                "column kind of table app_user cannot be read in row \"asha\"",
            ),
            ("update app_user set kind = 'client', id_kind = 'int', id = 'seven'", "\"seven\" is no number"),
            ("update app_user set id = null", "column id_kind of table app_user"),
            (
                "update app_user set id_kind = null, valid_from = '2027-01-02', valid_to = '2027-01-01'",
                "From (2027-01-02) is after To",
            ),
            (
                "update app_user set id_kind = null, valid_to = null, attributes = '['",
                "column attributes of table app_user",
            ),
        ] {
            let error = error_after(harm);
            assert!(error.contains(expected), "{harm}: {error}");
        }
    });
}
