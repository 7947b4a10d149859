//! Seats: no more people than there is room for, whoever comes at the same time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use bailiwick_app::{Live, administration::Administration};
use bailiwick_model::{AccountState, Company, audit::AuditAction};
use bailiwick_store::Database;
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

fn limit(office: &Office, company: &str, seats: i64) {
    office.set("root", &format!("company:{company}"), "seats.limit", json!({ "value": seats })).unwrap();
}

fn client(login: &str, company: &str) -> Json {
    json!({"login": login, "kind": "client", "company": company})
}

fn seats(office: &Office, company: &str) -> Json {
    json!(office.administration.show_place::<Company>(&ctx("root"), company).unwrap().value)["seats"].clone()
}

#[test]
fn a_full_company_takes_nobody_in() {
    on_both(|office| {
        // Carl and Ella are there.
        assert_eq!(seats(office, "acme"), json!({"used": 2, "state": "free"}));
        limit(office, "acme", 4);
        assert_eq!(seats(office, "acme"), json!({"used": 2, "limit": 4, "state": "free"}));
        office.set("root", "company:acme", "seats.warn_percent", json!({"value": 75})).unwrap();
        office.create("root", client("in1", "acme")).unwrap();
        assert_eq!(seats(office, "acme"), json!({"used": 3, "limit": 4, "state": "warn", "percent": 75}));
        assert_eq!(office.times(&AuditAction::SEATS_WARNING), 1);
        // Whoever is below is counted above.
        office.create("root", client("in2", "acme-east")).unwrap();
        assert_eq!(seats(office, "acme")["state"], "full");
        assert_eq!(seats(office, "acme-east")["used"], 1);
        assert_eq!(office.times(&AuditAction::SEATS_WARNING), 2);
        for company in ["acme", "acme-east"] {
            let refused = office.create("root", client("in3", company)).unwrap_err();
            assert!(refused.contains("4 of 4 seats") && refused.contains("company:acme"), "{refused}");
        }
        let contact = json!({"value": "help@office.example"});
        office.set("root", "installation", "contact.email", contact).unwrap();
        let refused = office.create("root", client("in3", "acme")).unwrap_err();
        assert!(refused.contains("ask help@office.example"), "{refused}");

        // Moving in is coming; moving about within the company is not.
        let to = |login: &str, company: &str| {
            let patch: Map<String, Json> = Map::from_iter([("company".to_owned(), json!(company))]);
            office.administration.change_user(&ctx("root"), login, &patch)
        };
        assert_eq!(to("bob", "acme").unwrap_err().code(), "conflict");
        to("in1", "acme-east").unwrap();
        // Who leaves makes room, and comes back only while there is some.
        let state = |login, state| office.administration.set_user_state(&ctx("root"), login, state);
        state("in1", AccountState::Suspended).unwrap();
        assert_eq!(seats(office, "acme")["used"], 4, "who is kept out may come back any time");
        state("in1", AccountState::Left).unwrap();
        assert_eq!(seats(office, "acme")["used"], 3);
        to("bob", "acme").unwrap();
        assert_eq!(state("in1", AccountState::Suspended).unwrap_err().code(), "conflict");
        to("bob", "bolt").unwrap();
        state("in1", AccountState::Suspended).unwrap();
        // A branch needs room for all its people.
        let acme = "acme".parse().unwrap();
        let refused =
            office.administration.move_place::<Company>(&ctx("root"), "bolt", Some(&acme)).unwrap_err();
        assert!(refused.to_string().contains("4 of 4"), "{refused}");
        limit(office, "acme", 5);
        office.administration.move_place::<Company>(&ctx("root"), "bolt", Some(&acme)).unwrap();
        assert_eq!(seats(office, "acme")["state"], "full");
        // A list counts where there is a limit.
        let listing = bailiwick_app::administration::Listing { limit: 9, ..Default::default() };
        let (listed, _) = office.administration.list_places::<Company>(&ctx("root"), &listing).unwrap().value;
        let counted: Vec<_> =
            listed.items.iter().filter(|c| c.seats.is_some()).map(|c| c.code.as_str()).collect();
        assert_eq!(counted, ["acme", "acme-east", "bolt"]);
    });
}

#[test]
fn a_limit_of_the_installation_is_each_companys() {
    on_both(|office| {
        office.set("root", "installation", "seats.limit", json!({"value": 2, "locked": true})).unwrap();
        let refused = office.create("root", client("in1", "acme-east")).unwrap_err();
        assert!(
            refused.contains("company acme is full: 2 of 2") && refused.contains("an administrator"),
            "{refused}"
        );
        office.create("root", client("in1", "bolt")).unwrap();
        // People without a company take nobody's seat.
        office.create("root", json!({"login": "in2"})).unwrap();
    });
}

/// Many at once, on several nodes: exactly as many come in as there is room for.
#[test]
fn the_last_seat_is_taken_once() {
    let url = bailiwick_testkit::process::postgres::database();
    let office = Office::on(Database::open(&url.parse().unwrap()).unwrap());
    limit(&office, "bolt", 6);
    let came = Arc::new(AtomicUsize::new(0));
    thread::scope(|scope| {
        for node in 0..4 {
            let (url, came) = (url.clone(), Arc::clone(&came));
            scope.spawn(move || {
                let installation =
                    bailiwick_app::Installation::new(Database::open(&url.parse().unwrap()).unwrap());
                let live = Arc::new(Live::new(installation.load().unwrap()));
                let administration = Administration::new(installation, live, false);
                for n in 0..4 {
                    let new = Office::new_user(client(&format!("u{node}-{n}"), "bolt"));
                    match administration.create_user(&ctx("root"), &new) {
                        Ok(_) => drop(came.fetch_add(1, Ordering::Relaxed)),
                        Err(refused) => assert_eq!(refused.code(), "conflict", "{refused}"),
                    }
                }
            });
        }
    });
    // Bob was there.
    assert_eq!(came.load(Ordering::Relaxed), 5);
    assert_eq!(seats(&office, "bolt"), json!({"used": 6, "limit": 6, "state": "full"}));
}
