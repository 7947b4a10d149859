//! What pages count is what their reader would find if he looked: by counters, from memory, or by asking about each.

use bailiwick_app::administration::{AreaWish, Listing, Subject};
use bailiwick_model::{AccountState, Area, AreaCode};
use bailiwick_store::{reference, seat};
use serde_json::{Map, json};

use super::fixture::{Office, ctx, on_both};

const READERS: [&str; 6] = ["root", "dora", "audrey", "carl", "desk", "machine"];

/// People of everywhere in every state: some at work, some invited, some who left.
fn fill(office: &Office) {
    for (at, (company, department, area)) in [
        ("acme", Some("sales"), None),
        ("acme", Some("sales"), Some("D1")),
        ("acme", None, Some("D1")),
        ("acme-east", None, None),
        ("ministry", None, Some("D1")),
        ("ministry", None, Some("D2")),
        ("bolt", None, Some("D1")),
    ]
    .into_iter()
    .enumerate()
    {
        let kind = if company == "ministry" { "internal" } else { "client" };
        let mut body =
            json!({"login": format!("p{at}"), "kind": kind, "company": company, "invite": at % 3 == 1});
        if let Some(department) = department {
            body["department"] = department.into();
        }
        if let Some(area) = area {
            body["area"] = area.into();
            body["lines"] = json!([{"role": "registrar", "areas": [area, "P"]}]);
        }
        office.create("root", body).unwrap();
    }
    let state = |login: &str, to| office.administration.set_user_state(&ctx("root"), login, to).map(drop);
    state("p1", AccountState::Left).unwrap();
    state("p4", AccountState::Left).unwrap();
    state("p2", AccountState::Suspended).unwrap();
    let patch = Map::from_iter([("company".to_owned(), json!("bolt"))]);
    office.administration.change_user(&ctx("root"), "p3", &patch).unwrap();
}

#[test]
fn people_of_a_company_are_as_many_as_its_reader_finds() {
    on_both(|office| {
        fill(office);
        let mut counted = 0;
        for reader in READERS {
            for code in ["ministry", "acme", "acme-east", "bolt"] {
                let Ok(page) = office.administration.company_page(&ctx(reader), code) else { continue };
                let found = |department: &str| {
                    let domain = format!(
                        "[('company', '=', '{code}'), ('department', '=', {department}), ('state', '!=', 'left')]"
                    );
                    i64::try_from(office.logins(reader, &domain, "").len()).unwrap()
                };
                assert_eq!(page.people_elsewhere, Some(found("False")), "{reader} {code}");
                assert_eq!(page.people_at_least, None);
                for twig in &page.departments {
                    assert_eq!(
                        twig.people,
                        Some(found(&format!("'{}'", twig.code))),
                        "{reader} {code} {}",
                        twig.code
                    );
                    counted += twig.people.unwrap();
                }
            }
        }
        assert!(counted > 3, "hardly anybody was counted: {counted}");
        let wrong = office.administration.installation().database().read(seat::wrong).unwrap();
        assert_eq!(wrong, 0);
    });
}

#[test]
fn seats_of_a_list_are_those_of_each_company() {
    on_both(|office| {
        fill(office);
        let listing = Listing { limit: 50, ..Listing::default() };
        let (listed, _) = office.administration.company_rows(&ctx("root"), &listing).unwrap();
        let used: Vec<_> =
            listed.items.iter().map(|row| (row.code.as_str(), row.seats.as_ref().unwrap().used)).collect();
        for (code, used) in &used {
            let shown =
                office.administration.show_place::<bailiwick_model::Company>(&ctx("root"), code).unwrap();
            assert_eq!(shown.value.seats.unwrap().used, *used, "{code}");
            let below =
                if *code == "acme" { "['acme', 'acme-east']".to_owned() } else { format!("['{code}']") };
            let below = format!("[('company', 'in', {below}), ('state', '!=', 'left')]");
            assert_eq!(office.logins("root", &below, "").len() as u64, *used, "{code}");
        }
        assert!(used.iter().any(|(_, used)| *used > 2), "{used:?}");
    });
}

#[test]
fn what_refers_to_an_area_is_what_its_deletion_would_find() {
    on_both(|office| {
        let check = || {
            let mut lines = 0;
            for code in ["C", "P", "D1", "D2"] {
                let wish = AreaWish { chosen: Some(code.to_owned()), ..AreaWish::default() };
                let shown = office.administration.area_tree(&ctx("root"), &wish).unwrap().chosen.unwrap();
                let key = AreaCode::new(code).unwrap();
                let database = office.administration.installation().database();
                let found = database.read(|tx| reference::to_area(tx, &key)).unwrap();
                assert_eq!(shown.references, found, "{code}");
                let reach = found.iter().find(|(kind, _)| *kind == reference::Reference::Reach);
                lines += reach.map_or(0, |(_, count)| *count);
                let refused = office.administration.delete_place::<Area>(&ctx("root").dry(), code).is_err();
                assert!(refused || found.is_empty());
            }
            lines
        };
        let before = check();
        fill(office);
        let after = check();
        assert!(after > before + 4, "{before} {after}");
        let deny = serde_json::from_value(json!({
            "effect": "deny", "model": "bailiwick.user", "operations": ["update"], "areas": ["D2"], "reason": "Looked into",
        }));
        office.administration.add_override(&ctx("root"), "dora", &deny.unwrap()).unwrap();
        let company = serde_json::from_value(json!({"role": "registrar", "areas": ["D2"]})).unwrap();
        let holder = bailiwick_app::administration::Holder::Company("acme".parse().unwrap());
        office.administration.add_line(&ctx("root"), &holder, &company).unwrap();
        assert_eq!(check(), after + 1);
        office.administration.set_user_state(&ctx("root"), "p6", AccountState::Left).unwrap();
        let mine = office.administration.show_user(&ctx("root"), "p5").unwrap().value.lines[0].id;
        office.administration.remove_line(&ctx("root"), mine).unwrap();
        assert!(check() < after + 1);
    });
}

#[test]
fn a_person_and_his_history_are_read_together_as_each_by_itself() {
    on_both(|office| {
        fill(office);
        let mut read = 0;
        for reader in READERS.into_iter().chain(["ella", "nora"]) {
            for login in ["root", "dora", "ella", "carl", "p0", "p1", "p4", "nobody", ""] {
                let ctx = ctx(reader);
                let both = office.administration.person_timeline(&ctx, login, &[], None, 3);
                let person = office.administration.person(&ctx, login);
                let history = office.administration.timeline(&ctx, &Subject::User(login.to_owned()), None, 3);
                match (both, person, history) {
                    (Ok(both), Ok(person), Ok(history)) => {
                        assert_eq!(both.value, (person.value, history.value), "{reader} {login}");
                        read += 1;
                    }
                    (Err(both), person, history) => {
                        let one = person.err().or(history.err()).unwrap();
                        assert_eq!(both.to_string(), one.to_string(), "{reader} {login}");
                    }
                    (Ok(_), person, history) => panic!("{reader} {login}: {person:?} {history:?}"),
                }
            }
        }
        assert!(read > 20, "{read} alone");
    });
}

#[test]
fn lines_that_may_be_changed_are_those_that_each_is() {
    on_both(|office| {
        fill(office);
        let (mut open, mut shut) = (0, 0);
        for reader in READERS {
            for login in ["root", "dora", "ella", "p1", "p2", "p4", "p5", "p6"] {
                let Ok(person) = office.administration.person(&ctx(reader), login) else { continue };
                if !person.value.acts.holdings {
                    continue;
                }
                for line in person.value.user.lines.iter().filter(|line| line.source == "own") {
                    let end = office.administration.remove_line(&ctx(reader).dry(), line.id);
                    let is_open = person.value.acts.open_lines.contains(&line.id);
                    // What is kept from him for another reason than reach is still told when he does it.
                    assert!(is_open || end.is_err(), "{reader} {login} {}", line.id);
                    if is_open { open += 1 } else { shut += 1 }
                }
            }
        }
        assert!(open > 5 && shut > 2, "{open} open, {shut} shut");
    });
}
