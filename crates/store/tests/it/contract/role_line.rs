//! Assignments keep their numbers.

use bailiwick_model::*;
use bailiwick_store::{
    Condition, company, directory, own,
    role_line::{self, LineId, Owner},
    user,
};
use jiff::civil::date;

use crate::engine::on_both;

fn line(role: &str, areas: &[&str]) -> RoleLine {
    let areas: Vec<_> = areas.iter().map(|a| AreaCode::new(a).unwrap()).collect();
    let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
    let season = Validity::new(Some(date(2026, 12, 1)), None).unwrap();
    RoleLine::new(RoleId::new(role).unwrap(), scope, areas, vec![], season).unwrap()
}

fn asha() -> Owner {
    Owner::User(UserId::new("asha").unwrap())
}

#[test]
fn lines_are_added_changed_and_taken_away_by_number() {
    on_both(|store| {
        let db = &store.db;
        let Owner::User(login) = asha() else { unreachable!() };
        db.write(|tx| user::insert(tx, &login, &User::default())).unwrap();
        let registrar =
            line("registrar", &["B", "A"]).granted(Some(login.clone()), Some("season".to_owned()));
        let first = db.write(|tx| role_line::insert(tx, &asha(), &registrar)).unwrap();
        let second = db.write(|tx| role_line::insert(tx, &asha(), &line("auditor", &[]))).unwrap();
        assert!(first < second);
        assert_eq!(db.read(|tx| role_line::find(tx, first)).unwrap(), Some((asha(), registrar.clone())));
        let listed = db.read(|tx| role_line::list_for(tx, &asha())).unwrap();
        assert_eq!(listed, [(first, registrar), (second, line("auditor", &[]))]);

        db.write(|tx| role_line::update(tx, first, &line("auditor", &["C"]))).unwrap();
        assert_eq!(db.read(|tx| role_line::find(tx, first)).unwrap().unwrap().1, line("auditor", &["C"]));
        assert_eq!(db.read(|tx| user::find(tx, &login)).unwrap().unwrap().lines.len(), 2);

        db.write(|tx| role_line::delete(tx, second)).unwrap();
        let third = db.write(|tx| role_line::insert(tx, &asha(), &line("auditor", &[]))).unwrap();
        assert!(third > second, "a number was given twice");
        assert_eq!(db.read(|tx| role_line::find(tx, second)).unwrap(), None);
    });
}

#[test]
fn numbers_and_owners_that_are_not_there_are_refused() {
    on_both(|store| {
        let db = &store.db;
        let nobody = db.write(|tx| role_line::insert(tx, &asha(), &line("auditor", &[])));
        assert_eq!(nobody.unwrap_err().to_string(), "user asha does not exist");
        let missing = LineId(7);
        for outcome in [
            db.write(|tx| role_line::update(tx, missing, &line("auditor", &[]))),
            db.write(|tx| role_line::delete(tx, missing)),
        ] {
            assert_eq!(outcome.unwrap_err().to_string(), "role line 7 does not exist");
        }
    });
}

#[test]
fn owners_of_different_kinds_with_one_name_keep_apart() {
    on_both(|store| {
        let code = CompanyId::new("asha").unwrap();
        let company = Company {
            id: None,
            name: "Asha Ltd".to_owned(),
            parent: None,
            kind: CompanyKind::Client,
            timezone: None,
            lines: vec![line("client", &[])],
        };
        let Owner::User(login) = asha() else { unreachable!() };
        let user = User { lines: vec![line("person", &["A"])], ..User::default() };
        store.db.write(|tx| company::insert(tx, &code, &company)).unwrap();
        store.db.write(|tx| user::insert(tx, &login, &user)).unwrap();
        let directory = store.db.read(directory::load).unwrap();
        assert_eq!((&directory.companies[&code], &directory.users[&login]), (&company, &user));
        store.db.write(|tx| company::delete(tx, &code)).unwrap();
        assert_eq!(store.db.read(|tx| user::find(tx, &login)).unwrap(), Some(user.clone()));
    });
}

#[test]
fn lines_that_end_are_found_by_whose_they_are_and_when() {
    on_both(|store| {
        let db = &store.db;
        let ends = |day| Validity::new(None, Some(date(2026, 12, day))).unwrap();
        let line = |role: &str, areas: &[&str], day| {
            let line = line(role, areas);
            let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
            RoleLine::new(line.role().clone(), scope, line.areas().to_vec(), vec![], ends(day)).unwrap()
        };
        for login in ["asha", "ben"] {
            let login = UserId::new(login).unwrap();
            db.write(|tx| user::insert(tx, &login, &User::default())).unwrap();
            for made in [line("registrar", &["A"], 9), line("auditor", &[], 4), line("viewer", &[], 20)] {
                db.write(|tx| role_line::insert(tx, &Owner::User(login.clone()), &made)).unwrap();
            }
        }
        let logins = [UserId::new("asha").unwrap(), UserId::new("nobody").unwrap()];
        let days = (date(2026, 12, 4), date(2026, 12, 19));
        let found = db.read(|tx| own::ending(tx, &logins, days, &Condition::all())).unwrap();
        let told: Vec<_> =
            found.iter().map(|line| (line.role.as_str(), line.to.day(), line.is_local)).collect();
        assert_eq!(told, [("auditor", 4, false), ("registrar", 9, true)]);
        let none = Condition { text: "1 = 0".to_owned(), ..Condition::all() };
        assert_eq!(db.read(|tx| own::ending(tx, &logins, days, &none)).unwrap(), []);
        assert_eq!(db.read(|tx| own::ending(tx, &[], days, &Condition::all())).unwrap(), []);
    });
}
