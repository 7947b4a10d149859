//! What is offered to be given is what can be given: every role is tried at every place, to people of every side.

use std::collections::BTreeSet;

use bailiwick_app::administration::{Holder, Refused, Seeking};
use bailiwick_model::UserKind;
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx};

/// The day of the fixture.
const TODAY: &str = "2026-11-22";
const AREAS: [&str; 4] = ["C", "P", "D1", "D2"];
const COMPANIES: [Option<&str>; 5] = [None, Some("ministry"), Some("acme"), Some("acme-east"), Some("bolt")];
const ACTORS: [&str; 8] = ["root", "dora", "carl", "audrey", "ella", "desk", "nora", "mixed"];

fn office() -> Office {
    let office = Office::on(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap());
    for new in [
        json!({"login": "registrar", "company": "ministry", "area": "D1"}),
        json!({"login": "clerk", "company": "acme", "area": "D1", "kind": "client"}),
        // What he manages and what he may give lie in two districts, beside each other for one company alone.
        json!({"login": "mixed", "company": "ministry", "lines": [
            {"role": "district_user_manager", "areas": ["D1"]}, {"role": "registrar", "areas": ["D2"]},
            {"role": "viewer", "companies": ["acme"]}, {"role": "district_user_manager", "areas": ["P"], "companies": ["acme"]},
        ]}),
    ] {
        office.create("root", new).unwrap();
    }
    office
}

/// Roles that somebody is offered, and those that he could really give to one of these people, anywhere, for today.
fn offered_and_given(office: &Office, actor: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let office = &office.administration;
    let root =
        office.line_choices(&ctx("root"), &Holder::User("clerk".parse().unwrap()), &Seeking::default());
    let roles = root.unwrap().value.roles;
    let given = |id: &str, is_local: bool| {
        let areas: Vec<Vec<&str>> =
            if is_local { AREAS.iter().map(|area| vec![*area]).collect() } else { vec![Vec::new()] };
        ["registrar", "clerk"].iter().any(|login| {
            areas.iter().any(|areas| {
                COMPANIES.iter().any(|company| {
                    let companies: Vec<&str> = company.iter().copied().collect();
                    let line = json!({"role": id, "areas": areas, "companies": companies, "from": TODAY, "to": TODAY});
                    gives(office, actor, login, line)
                })
            })
        })
    };
    let given =
        roles.iter().filter(|role| given(&role.id, role.is_local)).map(|role| role.id.clone()).collect();
    let offered = match office.user_desk(&ctx(actor), &Seeking::default()) {
        Ok(desk) if desk.value.gives_roles => {
            desk.value.roles.iter().map(|role| role.id.to_string()).collect()
        }
        Ok(_) | Err(_) => BTreeSet::new(),
    };
    (offered, given)
}

fn gives(
    office: &bailiwick_app::administration::Administration,
    actor: &str,
    login: &str,
    line: Json,
) -> bool {
    let line = serde_json::from_value(line).unwrap();
    match office.add_line(&ctx(actor).dry(), &Holder::User(login.parse().unwrap()), &line) {
        // Showing again who one is comes when it is done.
        Ok(_) | Err(Refused::StepUp) => true,
        Err(_) => false,
    }
}

#[test]
fn the_roles_that_are_offered_are_those_that_can_be_given() {
    let office = office();
    let mut told = 0;
    for actor in ACTORS {
        let (offered, given) = offered_and_given(&office, actor);
        assert_eq!(offered, given, "{actor}");
        told += given.len();
    }
    assert!(told > 20, "somebody could give something");
}

#[test]
fn the_kinds_that_are_offered_are_those_that_can_be_made() {
    let office = office();
    for actor in ["root", "dora", "carl", "mixed"] {
        let desk = office.administration.user_desk(&ctx(actor), &Seeking::default()).unwrap().value;
        let made = |kind: &&UserKind| {
            ["ministry", "acme"].iter().any(|company| {
                let new = json!({"login": "somebody", "company": company, "area": "D1", "kind": kind.word()});
                office.administration.create_user(&ctx(actor).dry(), &Office::new_user(new)).is_ok()
            })
        };
        let made: Vec<UserKind> = UserKind::ALL.iter().filter(made).copied().collect();
        assert_eq!(desk.kinds, made, "{actor}");
        assert_eq!(desk.home.as_deref(), (actor == "carl").then_some("acme"));
    }
}
