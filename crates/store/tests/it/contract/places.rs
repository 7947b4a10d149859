//! What refers to a place, what is set there, and how many people it has.

use bailiwick_model::*;
use bailiwick_store::{
    StoreError, account, area, company, department, directory,
    reference::{self, Reference},
    seat,
    setting::{self, Kept},
    user,
};
use serde_json::json;

use crate::engine::on_both;

/// A company with one of everything that can refer to it.
fn world() -> Directory {
    serde_json::from_value(json!({
        "companies": {
            "acme": {"name": "Acme", "lines": [{"role": "viewer"}]},
            "acme-east": {"name": "East", "parent": "acme"},
            "acme-e": {"name": "Longer by nothing but its end"},
        },
        "departments": {"it": {"name": "IT", "company": "acme"}, "desk": {"name": "Desk", "company": "acme", "parent": "it"}},
        "areas": {"P": {"name": "Province"}, "D": {"name": "District", "parent": "P"}},
        "users": {
            "asha": {"company": "acme", "department": "it", "lines": [
                {"role": "registrar", "areas": ["X", "D"], "companies": ["acme-east", "acme"]},
                {"role": "registrar", "areas": ["DD"], "companies": ["acme-e"]},
            ]},
            "binh": {"company": "acme-east", "companies": ["acme"], "overrides": [
                {"effect": "deny", "permission": "module:x", "companies": ["acme"], "reason": "acme"},
                {"effect": "deny", "permission": "module:x", "reason": "\"acme\""},
                {"effect": "deny", "model": "bailiwick.area", "operations": ["read"], "records": ["D"], "reason": "r"},
            ]},
            "cruz": {"company": "acme-east", "active": false},
        },
    }))
    .unwrap()
}

fn at(scope: &str) -> SettingScope {
    scope.parse().unwrap()
}

fn open(days: i64) -> Kept {
    Kept { setting: Setting::open(SettingValue::Number(days)), locked_from: None }
}

#[test]
fn whatever_refers_to_a_place_is_counted() {
    on_both(|store| {
        let db = &store.db;
        let (acme, it, d) =
            ("acme".parse().unwrap(), "it".parse().unwrap(), "D".parse::<AreaCode>().unwrap());
        let login: UserId = "asha".parse().unwrap();
        db.write::<_, StoreError>(|tx| {
            directory::replace(tx, &world())?;
            let account = Account { area: Some(d.clone()), ..Account::default() };
            let user = user::find(tx, &login)?.unwrap();
            account::put(tx, &login, &user, &account::Kept { account, ..account::Kept::default() })?;
            setting::put(tx, &at("company:acme"), SettingName::RECOVERY_DAYS, &open(3))
        })
        .unwrap();
        use Reference::*;
        assert_eq!(
            db.read(|tx| reference::to_company(tx, &acme)).unwrap(),
            [
                (Below, 1),
                (Department, 2),
                (User, 1),
                (Acting, 1),
                (Reach, 1),
                (Line, 1),
                (Override, 1),
                (Setting, 1)
            ]
        );
        assert_eq!(db.read(|tx| reference::to_department(tx, &it)).unwrap(), [(Below, 1), (User, 1)]);
        assert_eq!(db.read(|tx| reference::to_area(tx, &d)).unwrap(), [(User, 1), (Reach, 1), (Override, 1)]);
        let free = "E".parse().unwrap();
        assert_eq!(db.read(|tx| reference::to_area(tx, &free)).unwrap(), []);
    });
}

#[test]
fn people_who_left_take_no_seat() {
    on_both(|store| {
        let db = &store.db;
        db.write(|tx| directory::replace(tx, &world())).unwrap();
        let used = |code: &str| db.read(|tx| seat::used(tx, &code.parse().unwrap())).unwrap();
        assert_eq!((used("acme"), used("acme-east"), used("acme-e"), used("nowhere")), (3, 2, 0, 0));
        let login: UserId = "cruz".parse().unwrap();
        db.write::<_, StoreError>(|tx| {
            let user = user::find(tx, &login)?.unwrap();
            let account = Account { state: AccountState::Left, ..Account::default() };
            account::put(tx, &login, &user, &account::Kept { account, ..account::Kept::default() })
        })
        .unwrap();
        assert_eq!((used("acme"), used("acme-east")), (2, 1));
        // A circle in the data ends.
        let circle = |tx: &mut bailiwick_store::Tx<'_>| {
            let acme = "acme".parse().unwrap();
            let mut company = company::find(tx, &acme)?.unwrap();
            company.parent = Some("acme-east".parse().unwrap());
            company::update(tx, &acme, &company)
        };
        db.write(circle).unwrap();
        assert_eq!((used("acme"), used("acme-east")), (2, 2));
    });
}

#[test]
fn settings_are_kept_by_place_and_name() {
    on_both(|store| {
        let db = &store.db;
        let days = SettingName::RECOVERY_DAYS;
        let locked = Kept {
            setting: Setting::locked(SettingValue::Number(9)),
            locked_from: Some(SettingScope::Installation),
        };
        db.write::<_, StoreError>(|tx| {
            setting::put(tx, &at("installation"), days, &open(1))?;
            setting::put(tx, &at("company:acme"), days, &open(2))?;
            setting::put(tx, &at("company:acme"), days, &locked)?;
            setting::put(
                tx,
                &at("area:acme"),
                SettingName::LANGUAGE,
                &Kept {
                    setting: Setting::open(SettingName::LANGUAGE.read(&json!("fil")).unwrap()),
                    locked_from: None,
                },
            )
        })
        .unwrap();
        assert_eq!(db.read(|tx| setting::find(tx, &at("installation"), days)).unwrap(), Some(open(1)));
        assert_eq!(db.read(|tx| setting::at(tx, &at("company:acme"))).unwrap(), [(days, locked)]);
        assert_eq!(db.read(|tx| setting::count(tx, &at("area:acme"))).unwrap(), 1);
        assert!(db.write(|tx| setting::delete(tx, &at("company:acme"), days)).unwrap());
        assert!(!db.write(|tx| setting::delete(tx, &at("company:acme"), days)).unwrap());
        assert_eq!(db.read(|tx| setting::find(tx, &at("company:acme"), days)).unwrap(), None);
        // What a newer program has left is passed over; what is damaged is not.
        store.harm("update setting set name = 'from.the.future' where scope_kind = 'area'");
        assert_eq!(db.read(|tx| setting::at(tx, &at("area:acme"))).unwrap(), []);
        store.harm("update setting set value = '\"many\"' where scope_kind = 'installation'");
        let error = db.read(|tx| setting::at(tx, &at("installation"))).unwrap_err().to_string();
        assert!(error.contains("value") && error.contains("whole number"), "{error}");
    });
}

#[test]
fn many_areas_are_added_at_once() {
    on_both(|store| {
        let db = &store.db;
        let areas = world().areas;
        db.write(|tx| area::insert_all(tx, &areas)).unwrap();
        assert_eq!(db.read(area::all).unwrap(), areas);
        assert!(db.write(|tx| area::insert_all(tx, &areas)).is_err(), "they are there already");
        let department = world().departments.remove("it").unwrap();
        db.write(|tx| department::insert(tx, &"it".parse().unwrap(), &department)).unwrap();
    });
}

#[test]
fn settings_of_several_places_are_read_at_once() {
    on_both(|store| {
        let db = &store.db;
        let (hours, length) = (SettingName::SESSION_HOURS, SettingName::PASSWORD_MIN_LENGTH);
        // More places than one statement takes, some of the same key.
        let places: Vec<SettingScope> = ["installation", "role:c3", "user:c3", "area:c3"]
            .map(at)
            .into_iter()
            .chain((0..120).map(|number| at(&format!("company:c{number}"))))
            .collect();
        db.write::<_, StoreError>(|tx| {
            directory::replace(tx, &world())?;
            setting::put(tx, &at("role:c3"), length, &open(20))?;
            for (value, place) in
                ["installation", "company:c3", "role:c3", "company:c99", "company:c200", "user:asha"]
                    .iter()
                    .enumerate()
            {
                setting::put(tx, &at(place), hours, &open(value as i64 + 1))?;
            }
            Ok(())
        })
        .unwrap();
        let found = db.read(|tx| setting::at_each(tx, places.clone())).unwrap();
        assert!(found.iter().map(|(scope, _)| scope).eq(&places));
        let set: Vec<_> = found.into_iter().filter(|(_, set)| !set.is_empty()).collect();
        assert_eq!(
            set,
            [
                (at("installation"), vec![(hours, open(1))]),
                (at("role:c3"), vec![(length, open(20)), (hours, open(3))]),
                (at("company:c3"), vec![(hours, open(2))]),
                (at("company:c99"), vec![(hours, open(4))]),
            ]
        );
        let every = || db.read(|tx| setting::every(tx, hours)).unwrap();
        let placed: Vec<_> = every().into_iter().map(|(scope, _)| scope.to_string()).collect();
        assert_eq!(
            placed,
            ["company:c200", "company:c3", "company:c99", "installation", "role:c3", "user:asha"]
        );
        // They go with the user; whoever gets the login next comes into nothing.
        db.write(|tx| user::delete(tx, &"asha".parse().unwrap())).unwrap();
        assert_eq!(every().len(), 5);
    });
}
