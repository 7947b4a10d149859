//! An account with days of its own: on others, whoever has it may do nothing, and is told so.

use bailiwick_model::{Operation, UserId, Validity};
use bailiwick_policy::{Deed, Moment, Reason};
use jiff::civil::{Date, date};
use serde_json::json;

use crate::{
    asking::world,
    worlds::{NOW, World},
};

/// Ann's account begins on 22 November 2026, Bob's ended on the 20th; it is the 21st in UTC and the 22nd in Kiritimati.
/// Root bypasses rights, if only from the 22nd on.
fn season() -> World {
    let policy = json!({
        "models": { "a.thing": { "fields": { "name": "char" } } },
        "groups": { "g.reader": { "label": "R" } },
        "acls": { "a": { "model": "a.thing", "group": "g.reader", "operations": ["read"] } },
        "permissions": { "module:things": { "groups": ["g.reader"] } },
        "roles": { "reader": { "label": "R", "groups": ["g.reader"] } } });
    let lines = json!([{ "role": "reader" }]);
    let directory = json!({
        "companies": { "early": { "name": "E", "timezone": "Pacific/Kiritimati" }, "home": { "name": "H" } },
        "users": {
            "ann": { "company": "home", "from": "2026-11-22", "lines": lines },
            "bob": { "company": "home", "to": "2026-11-20", "lines": lines },
            "eve": { "company": "early", "from": "2026-11-22", "to": "2026-11-22", "lines": lines },
            "off": { "company": "home", "active": false, "to": "2026-11-20", "lines": lines },
            "root": { "company": "home", "superuser": true, "from": "2026-11-22" },
            "zoe": { "company": "home", "lines": lines } } });
    world(&policy, &directory, &json!({ "a.thing": [{ "id": 1, "name": "x" }] }))
}

fn who_can(world: &World, moment: &Moment) -> Vec<String> {
    let model = world.snapshot.schema().find("a.thing").unwrap();
    let deed = Deed::Operation(Operation::Read, model, None);
    let users = world.snapshot.who_can(deed, moment, &world.memory);
    users.map(|user| world.snapshot.login(user).to_owned()).collect()
}

fn on(world: &World, day: Date) -> Vec<String> {
    who_can(world, &Moment::on(&world.snapshot, day))
}

#[test]
fn an_account_counts_on_its_days_alone() {
    let world = season();
    assert_eq!(
        who_can(&world, &Moment::at(&world.snapshot, NOW)),
        ["eve", "zoe"],
        "today is the company's day"
    );
    assert_eq!(on(&world, date(2026, 11, 20)), ["bob", "zoe"]);
    assert_eq!(on(&world, date(2026, 11, 22)), ["ann", "eve", "root", "zoe"]);
    assert_eq!(on(&world, date(2026, 11, 23)), ["ann", "root", "zoe"]);
    for login in ["ann", "bob", "root"] {
        assert!(world.readable(login, "a.thing").is_empty(), "{login}");
        assert_eq!(world.verdict(login, Operation::Read, "a.thing", 1).reason, Reason::Inactive, "{login}");
        assert!(world.search(login, "a.thing", "[]").is_err(), "{login}");
        let right = "module:things".parse().unwrap();
        assert!(!world.ask(login, |asker| asker.check_permission(&right, None).allowed), "{login}");
        assert!(!world.ask(login, |asker| asker.bypasses()), "{login}");
    }
    assert_eq!(world.readable("eve", "a.thing"), [1]);
}

#[test]
fn why_not_names_the_day() {
    let world = season();
    let told = |login: &str| {
        let model = world.snapshot.schema().find("a.thing").unwrap();
        world.ask(login, |asker| {
            let explained = asker.explain_model(Operation::Read, model);
            let missing: Vec<_> = explained.missing(asker).iter().map(ToString::to_string).collect();
            (asker.sentence(&explained.verdict.reason, None), missing)
        })
    };
    let says = |sentence: &str, missing: &str| (sentence.to_owned(), vec![missing.to_owned()]);
    assert_eq!(told("ann"), says("the account is valid from 2026-11-22", "the account begins on 2026-11-22"));
    assert_eq!(told("bob"), says("the account was valid until 2026-11-20", "extend the days of the account"));
    assert_eq!(told("off"), says("the user is inactive", "activate the user"));
}

#[test]
fn days_come_and_go_with_a_changed_user() {
    let world = season();
    let login = UserId::new("zoe").unwrap();
    let limited = bailiwick_model::User {
        validity: Validity::new(Some(date(2026, 11, 22)), None).unwrap(),
        ..world.directory.users[&login].clone()
    };
    let later = world.snapshot.with_user(&world.policy, &login, &limited).unwrap();
    let may = |snapshot: &bailiwick_policy::Snapshot, login: &str| {
        let (moment, model) = (Moment::at(snapshot, NOW), snapshot.schema().find("a.thing").unwrap());
        let asker = snapshot.asker(snapshot.find_user(login).unwrap(), &moment, &world.memory);
        asker.check_model(Operation::Read, model).allowed
    };
    assert!(may(&world.snapshot, "zoe") && !may(&later, "zoe"));
    let ann = UserId::new("ann").unwrap();
    let always = bailiwick_model::User { validity: Validity::ALWAYS, ..world.directory.users[&ann].clone() };
    let later = later.with_user(&world.policy, &ann, &always).unwrap();
    assert!(may(&later, "ann") && may(&later, "eve") && !may(&later, "zoe"));
}
