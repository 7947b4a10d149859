//! Exceptions keep their numbers, whatever else is done to their user.

use bailiwick_model::*;
use bailiwick_store::{
    Database, MIGRATIONS, Sql, directory,
    user::{self, Numbered},
    user_override::{self, OverrideId},
};
use bailiwick_testkit::{Scratch, process::postgres};

use crate::engine::{Store, on_both};

fn asha() -> UserId {
    UserId::new("asha").unwrap()
}

fn deny(reason: &str) -> Override {
    let deny = serde_json::json!({"effect": "deny", "permission": "feature:export", "reason": reason});
    serde_json::from_value(deny).unwrap()
}

fn numbered(store: &Store) -> Vec<(OverrideId, Override)> {
    let listed = store.db.read(|tx| user_override::list_for(tx, &asha())).unwrap();
    let shown = |found: Numbered| found.overrides.into_iter().zip(found.user.overrides).collect::<Vec<_>>();
    let one = store.db.read(|tx| user::find_numbered(tx, &asha())).unwrap().unwrap();
    let mut page = store.db.read(|tx| user::some(tx, &[asha()])).unwrap();
    assert_eq!(shown(one), listed);
    assert_eq!(shown(page.remove(0).1), listed);
    listed
}

#[test]
fn exceptions_are_added_changed_and_taken_away_by_number() {
    on_both(|store| {
        let db = &store.db;
        let user = User { overrides: vec![deny("a"), deny("b")], ..User::default() };
        db.write(|tx| user::insert(tx, &asha(), &user)).unwrap();
        let [(a, _), (b, _)] = numbered(store).try_into().unwrap();
        let c = db.write(|tx| user_override::insert(tx, &asha(), &deny("c"))).unwrap();
        assert!(a < b && b < c);
        db.write(|tx| user_override::update(tx, &asha(), b, &deny("other"))).unwrap();
        db.write(|tx| user_override::delete(tx, &asha(), a)).unwrap();
        assert_eq!(numbered(store), [(b, deny("other")), (c, deny("c"))]);
        // The user being rewritten is none of their business, and no number is given again.
        db.write(|tx| user::update(tx, &asha(), &User::default())).unwrap();
        db.write(|tx| user_override::delete(tx, &asha(), c)).unwrap();
        let d = db.write(|tx| user_override::insert(tx, &asha(), &deny("d"))).unwrap();
        assert!(d > c, "a number was given twice");
        assert_eq!(numbered(store), [(b, deny("other")), (d, deny("d"))]);
        let ben = UserId::new("ben").unwrap();
        db.write(|tx| user::insert(tx, &ben, &User::default())).unwrap();
        for outcome in [
            db.write(|tx| user_override::update(tx, &ben, b, &deny("x"))),
            db.write(|tx| user_override::delete(tx, &ben, b)),
            db.write(|tx| user_override::delete(tx, &asha(), a)),
        ] {
            assert!(outcome.unwrap_err().to_string().ends_with("does not exist"));
        }
        db.write(|tx| user::delete(tx, &asha())).unwrap();
        db.write(|tx| user::insert(tx, &asha(), &User::default())).unwrap();
        assert_eq!(numbered(store), []);
    });
}

#[test]
fn numbers_outlast_documents_that_leave_them_alone() {
    on_both(|store| {
        let with = |reasons: &[&str]| {
            let overrides = reasons.iter().map(|reason| deny(reason)).collect();
            let asha_ = User { overrides, ..User::default() };
            let others = (0..9).map(|n| (UserId::new(format!("user{n}")).unwrap(), User::default()));
            Directory { users: others.chain([(asha(), asha_)]).collect(), ..Directory::default() }
        };
        let old = with(&["a", "b"]);
        store.db.write(|tx| directory::replace(tx, &old)).unwrap();
        let before = numbered(store);
        let new = with(&["a", "other", "c"]);
        store.db.write(|tx| directory::change(tx, &old, &new)).unwrap();
        let after = numbered(store);
        assert_eq!((&after[0], after[1].0), (&before[0], before[1].0));
        assert_eq!(store.db.read(directory::load).unwrap(), new);
        store.db.write(|tx| directory::change(tx, &new, &with(&["a"]))).unwrap();
        assert_eq!(numbered(store), before[..1]);
        store.db.write(|tx| directory::replace(tx, &old)).unwrap();
        assert!(numbered(store)[0].0 > after[2].0, "a number was given twice");
    });
}

#[test]
fn what_was_a_place_in_a_list_becomes_a_number() {
    let scratch = Scratch::new("places");
    for url in [format!("sqlite://{}", scratch.join("store.db").display()), postgres::database()] {
        let url = url.parse().unwrap();
        let before = Database::open_with(&url, MIGRATIONS.get(..9).unwrap()).unwrap();
        let body = |reason: &str| serde_json::to_string(&deny(reason)).unwrap();
        for login in ["asha", "ben"] {
            let user = format!(
                "insert into app_user (login, kind, active, superuser, attributes) \
                 values ('{login}', 'internal', true, false, '{{}}')"
            );
            let rows = [(0, "first"), (1, "second")].map(|(place, reason)| {
                format!(
                    "insert into user_override (login, position, body) values ('{login}', {place}, '{}')",
                    body(reason)
                )
            });
            for text in [user].into_iter().chain(rows) {
                let sql = Sql { table: "user_override", text: text.leak() };
                before.write(|tx| tx.execute(&sql, &[])).unwrap();
            }
        }
        drop(before);
        let now = Database::open(&url).unwrap();
        let mut numbers = Vec::new();
        for login in ["asha", "ben"] {
            let login = UserId::new(login).unwrap();
            let listed = now.read(|tx| user_override::list_for(tx, &login)).unwrap();
            let (ids, overrides): (Vec<_>, Vec<_>) = listed.into_iter().unzip();
            assert_eq!(overrides, [deny("first"), deny("second")]);
            numbers.extend(ids);
        }
        assert_eq!(numbers, [1, 2, 3, 4].map(OverrideId));
        assert_eq!(
            now.write(|tx| user_override::insert(tx, &asha(), &deny("third"))).unwrap(),
            OverrideId(5)
        );
    }
}
