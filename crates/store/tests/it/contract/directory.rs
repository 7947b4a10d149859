//! The directory comes back as it went in, small or large.

use std::collections::BTreeMap;

use bailiwick_model::*;
use bailiwick_store::{
    StoreError,
    directory::{self, DirectoryRow},
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

        let (mut logins, mut lines) = (Vec::new(), Vec::new());
        let note = |row: DirectoryRow| {
            match row {
                DirectoryRow::User(login, _) => logins.push(login),
                DirectoryRow::Line(_, id, _) => lines.push(id),
                other => panic!("{other:?} was never stored"),
            }
            Ok::<_, StoreError>(())
        };
        let mut note = note;
        store.db.read(|tx| directory::scan(tx, &mut note)).unwrap();
        assert!(logins.is_sorted() && logins.len() == 12_000);
        assert!(lines.is_sorted() && lines.len() == 16_000);
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
                "column owner of table role_line cannot be read in row 1: there is no user nobody",
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
                "update role_line set role = 'auditor', owner_kind = 'planet'",
                "\"planet\" is no kind of owner",
            ),
            (
                "update app_user set kind = 'ghost'",
                "column kind of table app_user cannot be read in row \"asha\"",
            ),
            ("update app_user set kind = 'client', id_kind = 'int', id = 'seven'", "\"seven\" is no number"),
            ("update app_user set id = null", "column id_kind of table app_user"),
            ("update app_user set id_kind = null, attributes = '['", "column attributes of table app_user"),
        ] {
            let error = error_after(harm);
            assert!(error.contains(expected), "{harm}: {error}");
        }
    });
}
