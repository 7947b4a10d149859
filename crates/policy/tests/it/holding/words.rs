//! What is not held, in words.

use bailiwick_model::{AreaCode, CompanyId, RoleLine, UserId, Validity};
use bailiwick_policy::{Beyond, Claim, Moment, UnknownRole};
use jiff::civil::{Date, date};
use serde_json::json;

use super::group;
use crate::{
    asking::world,
    worlds::{NOW, World},
};

/// It is 21 November 2026. Olga is an officer in D-1 until the end of March, and of the acme company's people in all areas;
/// Ada is an administrator for this year; Max is one in D-1 only.
fn office() -> World {
    let policy = json!({
        "groups": { "registry.viewer": { "label": "V" },
            "registry.officer": { "label": "O", "implies": ["registry.viewer"] },
            "bailiwick.users": { "label": "U" }, "bailiwick.administrator": { "label": "A" } },
        "roles": { "officer": { "label": "O", "scope": "local", "groups": ["registry.officer"] },
            "viewer": { "label": "V", "groups": ["registry.viewer"] },
            "helper": { "label": "H", "groups": ["registry.officer", "bailiwick.users"] },
            "admin": { "label": "A", "groups": ["bailiwick.administrator"] },
            "district_admin": { "label": "D", "scope": "local", "groups": ["bailiwick.administrator"] } } });
    let olga = json!([
        { "role": "officer", "areas": ["D-1"], "to": "2027-03-31" },
        { "role": "viewer", "companies": ["acme"], "from": "2026-10-01" },
        { "role": "helper", "from": "2027-01-01" }]);
    let directory = json!({
        "companies": { "acme": { "name": "A" }, "acme.north": { "name": "N", "parent": "acme" }, "other": { "name": "O" } },
        "areas": { "C": { "name": "C" }, "D-1": { "name": "D", "parent": "C" }, "V-7": { "name": "V", "parent": "D-1" },
            "D-2": { "name": "E", "parent": "C" } },
        "users": {
            "ada": { "lines": [{ "role": "admin", "to": "2026-12-31" }] },
            "eva": { "company": "acme", "lines": [{ "role": "helper" }] },
            "max": { "lines": [{ "role": "district_admin", "areas": ["D-1"] }] },
            "off": { "active": false, "lines": [{ "role": "admin" }] },
            "old": { "company": "acme", "to": "2020-12-31", "lines": [{ "role": "admin" }] },
            "olga": { "company": "acme", "lines": olga },
            "pia": { "groups": ["registry.viewer"], "to": "2026-11-30",
                "overrides": [{ "effect": "deny", "permission": "module:x", "reason": "no" }] },
            "quin": { "overrides": [{ "effect": "allow", "permission": "module:x", "reason": "Help desk" }] },
            "root": { "superuser": true } } });
    let mut policy = policy;
    policy["permissions"] = json!({ "module:x": { "groups": [] } });
    world(&policy, &directory, &json!({}))
}

fn claim(groups: &str, areas: &[&str], companies: &[&str], days: (Option<Date>, Option<Date>)) -> Claim {
    Claim::of_groups(&[group(groups)])
        .within(
            areas.iter().map(|a| AreaCode::new(a).unwrap()).collect(),
            companies.iter().map(|c| CompanyId::new(c).unwrap()).collect(),
        )
        .on(Validity::new(days.0, days.1).unwrap())
}

fn says(world: &World, login: &str, claim: &Claim) -> String {
    let answer = world.ask(login, |asker| asker.covers(claim, &group("bailiwick.administrator")));
    answer.err().map_or_else(String::new, |beyond| beyond.to_string())
}

fn of(world: &World, login: &str, subject: &str, module: Option<&str>) -> String {
    let subject = world.snapshot.find_user(subject).unwrap();
    let all = group("bailiwick.administrator");
    let answer = world.ask(login, |asker| asker.covers_user(subject, module, &all));
    answer.err().map_or_else(String::new, |beyond| beyond.to_string())
}

const ALWAYS: (Option<Date>, Option<Date>) = (None, None);
const TO_MARCH: (Option<Date>, Option<Date>) = (None, Some(date(2027, 3, 31)));
const TO_JUNE: (Option<Date>, Option<Date>) = (None, Some(date(2027, 6, 30)));

#[test]
fn a_claim_is_covered_at_or_below_and_within_the_days() {
    let world = office();
    for (groups, areas, companies, days) in [
        ("registry.officer", &["D-1"][..], &[][..], TO_MARCH),
        ("registry.officer", &["V-7"], &["other"], (Some(date(2027, 1, 1)), Some(date(2027, 1, 2)))),
        ("registry.viewer", &["D-1", "V-7"], &[], TO_MARCH),
        ("registry.viewer", &[], &["acme.north"], ALWAYS),
        ("registry.viewer", &["D-2"], &["acme", "acme.north"], ALWAYS),
        // It would give nothing any more.
        ("bailiwick.administrator", &[], &[], (None, Some(date(2026, 11, 20)))),
    ] {
        assert_eq!(says(&world, "olga", &claim(groups, areas, companies, days)), "", "{groups} {areas:?}");
    }
}

#[test]
fn what_is_missing_is_named_with_place_and_days() {
    let world = office();
    let there = "choose a place where you do";
    let then = "keep to the days on which you do";
    for (groups, areas, companies, days, words) in [
        (
            "registry.officer",
            &["D-1"][..],
            &[][..],
            TO_JUNE,
            format!("you do not hold group registry.officer in area D-1 after 2027-03-31; {then}"),
        ),
        (
            "registry.officer",
            &["D-1", "D-2"],
            &[],
            TO_MARCH,
            format!("you do not hold group registry.officer in area D-2; {there}"),
        ),
        (
            "registry.officer",
            &[],
            &[],
            TO_MARCH,
            format!("you do not hold group registry.officer in every area; {there}"),
        ),
        (
            "registry.viewer",
            &["D-2"],
            &[],
            TO_MARCH,
            format!("you do not hold group registry.viewer in area D-2 for every company; {there}"),
        ),
        (
            "registry.viewer",
            &[],
            &["other"],
            TO_MARCH,
            format!("you do not hold group registry.viewer for company other; {there}"),
        ),
        // A line that is still to come gives nothing today.
        (
            "bailiwick.users",
            &[],
            &[],
            ALWAYS,
            "you do not hold group bailiwick.users; leave it to somebody who does".to_owned(),
        ),
        (
            "no.such",
            &[],
            &[],
            ALWAYS,
            "there is no group \"no.such\"; choose one that is declared".to_owned(),
        ),
        (
            "registry.viewer",
            &["Z"],
            &[],
            ALWAYS,
            "there is no area \"Z\"; choose one that is declared".to_owned(),
        ),
    ] {
        assert_eq!(says(&world, "olga", &claim(groups, areas, companies, days)), words);
    }
    let pia = says(&world, "pia", &claim("registry.viewer", &[], &[], ALWAYS));
    assert_eq!(pia, format!("you do not hold group registry.viewer after 2026-11-30; {then}"));
}

#[test]
fn whoever_holds_all_without_limit_of_place_holds_everything_on_those_days() {
    let world = office();
    let year = (None, Some(date(2026, 12, 31)));
    assert_eq!(says(&world, "ada", &claim("registry.officer", &[], &[], year)), "");
    assert_eq!(says(&world, "ada", &claim("no.such", &[], &[], year)), "", "whatever it is");
    assert_eq!(
        says(&world, "ada", &claim("registry.officer", &["D-2"], &[], ALWAYS)),
        "you do not hold group registry.officer in area D-2 after 2026-12-31; keep to the days on which you do"
    );
    assert!(
        says(&world, "max", &claim("registry.officer", &["D-1"], &[], year)).starts_with("you do not hold")
    );
    assert_eq!(says(&world, "max", &claim("bailiwick.administrator", &["V-7"], &[], ALWAYS)), "");
    assert_eq!(says(&world, "root", &claim("registry.officer", &[], &[], ALWAYS)), "");
    for login in ["off", "old"] {
        let nothing = says(&world, login, &claim("registry.officer", &[], &[], year));
        assert_eq!(nothing, Beyond::Nothing.to_string(), "{login}");
    }
}

#[test]
fn somebody_is_covered_with_all_that_he_holds() {
    let world = office();
    assert_eq!(of(&world, "olga", "olga", None), "");
    assert_eq!(of(&world, "off", "off", None), "", "everybody covers himself");
    assert_eq!(of(&world, "eva", "pia", None), "", "what denies gives nothing");
    assert_eq!(
        of(&world, "pia", "eva", None),
        "you do not hold group bailiwick.users; leave it to somebody who does"
    );
    assert_eq!(of(&world, "eva", "olga", None), "");
    assert_eq!(of(&world, "eva", "olga", Some("bailiwick")), "");
    assert!(of(&world, "eva", "max", Some("bailiwick")).contains("bailiwick.administrator"));
    // Nothing of his belongs to the module.
    assert_eq!(of(&world, "quin", "pia", Some("bailiwick")), "");
    assert!(of(&world, "quin", "pia", None).contains("registry.viewer"));
    assert_eq!(
        of(&world, "eva", "quin", None),
        "an override allows this user more (\"Help desk\"), which only somebody with group bailiwick.administrator \
         everywhere holds"
    );
    assert_eq!(of(&world, "eva", "quin", Some("bailiwick")), "");
    assert!(of(&world, "ada", "quin", None).contains("Help desk"), "the override outlasts her");
    assert!(of(&world, "eva", "root", Some("bailiwick")).contains("bypasses every right"));
    assert_eq!(of(&world, "root", "ada", None), "");
}

#[test]
fn somebody_who_is_switched_off_or_over_is_covered_as_if_he_came_back() {
    let world = office();
    for subject in ["off", "old"] {
        assert!(of(&world, "eva", subject, None).contains("bailiwick.administrator"), "{subject}");
        assert!(of(&world, "ada", subject, None).contains("after 2026-12-31"), "{subject}");
    }
}

#[test]
fn administrators_are_those_who_are_so_today() {
    let world = office();
    let all = group("bailiwick.administrator");
    let on = |day: Date| {
        let moment = Moment::on(&world.snapshot, day);
        let found = world.snapshot.administrators(&all, &moment);
        found.map(|user| world.snapshot.login(user).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(on(date(2026, 11, 21)), ["ada"]);
    assert_eq!(on(date(2020, 11, 21)), ["ada", "old"]);
    assert!(on(date(2027, 11, 21)).is_empty());
    let at = Moment::at(&world.snapshot, NOW);
    let is =
        |login: &str| world.snapshot.holds_everywhere(world.snapshot.find_user(login).unwrap(), &all, &at);
    assert!(is("ada") && !is("root") && !is("max") && !is("off"));
}

#[test]
fn a_line_for_an_unknown_role_is_no_claim() {
    let world = office();
    let line = &world.directory.users[&UserId::new("olga").unwrap()].lines[0];
    assert_eq!(says(&world, "olga", &Claim::of_line(line, &world.policy).unwrap()), "");
    let line: RoleLine = serde_json::from_value(json!({ "role": "ghost" })).unwrap();
    let error = Claim::of_line(&line, &world.policy).unwrap_err();
    assert_eq!(error, UnknownRole("ghost".parse().unwrap()));
    assert!(error.to_string().contains("there is no role \"ghost\""), "{error}");
}
