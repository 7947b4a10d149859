//! Users, companies, departments and areas, one at a time.

use bailiwick_model::*;
use bailiwick_store::{Database, StoreError, Tx, area, company, department, user};
use proptest::test_runner::{Config, TestRunner};

use crate::{
    arbitrary::{self, NASTY},
    engine::{on_all, on_both},
};

fn says<T: std::fmt::Debug>(outcome: Result<T, StoreError>, expected: &str) {
    assert_eq!(outcome.unwrap_err().to_string(), expected);
}

/// What all four nouns promise, said once.
macro_rules! keeps_its_promises {
    ($store:expr, $module:ident, $kind:literal, $key:ty, $any:expr, $without_lines:expr) => {{
        let (key, other) = (<$key>::new("one").unwrap(), <$key>::new("two").unwrap());
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(12) });
        let db: &Database = &$store.db;
        let check = |(first, second)| {
            db.write(|tx| $module::insert(tx, &key, &first)).unwrap();
            says(db.write(|tx| $module::insert(tx, &key, &second)), concat!($kind, " one exists already"));
            assert_eq!(db.read(|tx| $module::find(tx, &key)).unwrap().as_ref(), Some(&first));
            assert_eq!(db.read(|tx| $module::find(tx, &other)).unwrap(), None);

            db.write(|tx| $module::update(tx, &key, &second)).unwrap();
            let expected = $without_lines(second.clone(), &first);
            assert_eq!(db.read(|tx| $module::find(tx, &key)).unwrap(), Some(expected));
            says(db.write(|tx| $module::update(tx, &other, &second)), concat!($kind, " two does not exist"));

            db.write(|tx| $module::delete(tx, &key)).unwrap();
            assert_eq!(db.read(|tx| $module::find(tx, &key)).unwrap(), None);
            says(db.write(|tx| $module::delete(tx, &key)), concat!($kind, " one does not exist"));
            Ok(())
        };
        runner.run(&($any, $any), check).unwrap();
        let left = "select cast(count(*) as text) as found from role_line";
        assert_eq!($store.ask(left), ["0"], "lines outlive their owner");
    }};
}

#[test]
fn users() {
    on_both(|store| {
        let keep = |user: User, first: &User| {
            let (lines, overrides) = (first.lines.clone(), first.overrides.clone());
            User { lines, overrides, ..user }
        };
        keeps_its_promises!(store, user, "user", UserId, arbitrary::user(), keep);
    });
}

#[test]
fn companies() {
    on_both(|store| {
        let keep = |company: Company, first: &Company| Company { lines: first.lines.clone(), ..company };
        keeps_its_promises!(store, company, "company", CompanyId, arbitrary::company(), keep);
    });
}

#[test]
fn departments() {
    on_both(|store| {
        let keep = |department: Department, first: &Department| Department {
            lines: first.lines.clone(),
            ..department
        };
        keeps_its_promises!(store, department, "department", DepartmentId, arbitrary::department(), keep);
    });
}

#[test]
fn areas() {
    on_all(|store| {
        keeps_its_promises!(store, area, "area", AreaCode, arbitrary::area(), |area: Area, _: &Area| area);
    });
}

#[test]
fn pages_follow_the_order_of_code_points_on_both_engines() {
    on_both(|store| {
        let mut logins: Vec<_> =
            NASTY.iter().chain(&["B", "a", "Z", "é", "ž"]).map(|t| UserId::new(t).unwrap()).collect();
        let insert = |tx: &mut Tx<'_>| {
            logins.iter().try_for_each(|login| {
                let groups = vec![GroupId::new(format!("of {login}")).unwrap()];
                user::insert(tx, login, &User { groups, ..User::default() })
            })
        };
        store.db.write(insert).unwrap();
        logins.sort();
        let mut found: Vec<UserId> = Vec::new();
        loop {
            let page = store.db.read(|tx| user::page(tx, found.last(), 4)).unwrap();
            if page.is_empty() {
                break;
            }
            for (login, user) in page {
                assert_eq!(user.groups, [GroupId::new(format!("of {login}")).unwrap()]);
                found.push(login);
            }
        }
        assert_eq!(found, logins);
    });
}

#[test]
fn a_text_with_nul_is_refused_alike() {
    on_both(|store| {
        let user = User { name: Some("nu\0l".to_owned()), ..User::default() };
        let login = UserId::new("asha").unwrap();
        let outcome = store.db.write(|tx| user::insert(tx, &login, &user));
        says(
            outcome,
            "\"nu\\0l\" in table app_user cannot be stored: a text cannot contain the NUL character; remove it",
        );
        assert_eq!(store.db.read(|tx| user::find(tx, &login)).unwrap(), None);
    });
}

#[test]
fn names_that_look_alike_are_different_people() {
    on_both(|store| {
        let logins =
            ["Ångström", "A\u{30a}ngstro\u{308}m", "ångström", "Angstrom"].map(|t| UserId::new(t).unwrap());
        let insert = |tx: &mut Tx<'_>| logins.iter().try_for_each(|l| user::insert(tx, l, &User::default()));
        store.db.write(insert).unwrap();
        assert_eq!(store.db.read(|tx| user::page(tx, None, 10)).unwrap().len(), 4);
    });
}
