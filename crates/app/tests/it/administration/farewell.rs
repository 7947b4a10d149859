//! Leaving for good: how long somebody can be brought back, and what is kept afterwards.

use std::sync::atomic::AtomicBool;

use bailiwick_app::{
    Author,
    administration::{Ctx, Existing, ImportWish, Refused, Runner},
};
use bailiwick_model::{AccountState, UserId, audit::AuditAction};
use bailiwick_store::{audit::AuditFilter, job};
use serde_json::{Value as Json, json};

use super::fixture::{NOW_US, Office, ctx, on_both};

const DAY_US: i64 = 86_400 * 1_000_000;

/// Somebody, so many days from now.
fn on(day: i64, actor: &str) -> Ctx {
    let Ctx { author, .. } = ctx(actor);
    Ctx::new(Author { at_us: NOW_US + day * DAY_US + 1, ..author })
}

fn leave(office: &Office, login: &str) {
    office.administration.set_user_state(&ctx("root"), login, AccountState::Left).unwrap();
}

fn come_back(office: &Office, day: i64, login: &str) -> Result<(), Refused> {
    office.administration.set_user_state(&on(day, "root"), login, AccountState::Suspended).map(drop)
}

fn purged(office: &Office, day: i64) -> Vec<String> {
    let done = office.administration.purge_users(&on(day, "machine")).unwrap();
    done.value.iter().map(UserId::to_string).collect()
}

#[test]
fn a_company_says_how_long_somebody_can_be_brought_back() {
    on_both(|office| {
        office.set("root", "company:acme", "account.recovery_days", json!({"value": 5})).unwrap();
        for (login, company) in [("in1", "ministry"), ("out1", "acme"), ("out2", "acme-east")] {
            office.create("root", json!({"login": login, "company": company})).unwrap();
            leave(office, login);
        }
        assert!(purged(office, 4).is_empty());
        come_back(office, 4, "out1").unwrap();
        leave(office, "out1");
        let told = come_back(office, 6, "out2").unwrap_err().to_string();
        assert!(told.contains("more than 5 days ago"), "{told}");
        come_back(office, 29, "in1").unwrap();
        leave(office, "in1");
        // A dry run says who it would be.
        let tried = office.administration.purge_users(&on(6, "machine").dry()).unwrap().value;
        assert_eq!(tried.len(), 2);
        assert_eq!(purged(office, 6), ["out1", "out2"]);
        assert!(purged(office, 29).is_empty());
        assert_eq!(purged(office, 30), ["in1"]);
        for actor in ["dora", "audrey"] {
            assert!(matches!(office.administration.purge_users(&on(40, actor)), Err(Refused::Beyond(_))));
        }
    });
}

#[test]
fn nothing_is_left_of_who_is_purged_but_what_the_trail_was_told() {
    on_both(|office| {
        let csv = "login,email,first_name,company,area,role\nzoe,zoe@office.example,Zoë,ministry,D1,\nzoe,,Zoë Zett,ministry,,nothing\n";
        let wish = ImportWish { existing: Existing::Update, ..ImportWish::default() };
        let made = office
            .administration
            .import_users(&ctx("root"), &wish, csv.as_bytes(), &|| NOW_US)
            .unwrap()
            .value;
        let (stop, clock) = (AtomicBool::new(false), || NOW_US + 1);
        let runner = Runner::new(&office.administration, "test".to_owned(), &clock, &stop);
        while runner.run(None, &|_, _| ()).unwrap().is_some() {}
        let whole = json!({"phones": [{"kind": "work", "number": "+6328000000"}], "companies": ["acme"],
            "qualifications": [{"kind": "skill", "name": "Welding"}]});
        office.administration.change_user(&on(1, "root"), "zoe", whole.as_object().unwrap()).unwrap();
        let line = serde_json::from_value(json!({"role": "registrar", "areas": ["D1"]})).unwrap();
        let holder = bailiwick_app::administration::Holder::User("zoe".parse().unwrap());
        office.administration.add_line(&on(1, "root"), &holder, &line).unwrap();
        office.administration.set_user_state(&on(2, "root"), "zoe", AccountState::Left).unwrap();
        let installation = office.administration.installation();
        let known = |words: &str| {
            let items = office.administration.job_items(
                &ctx("root"),
                &made.id,
                &bailiwick_app::administration::JobListing { limit: 10, ..Default::default() },
            );
            json!(items.unwrap().value.items).to_string().contains(words)
        };
        assert!(known("Zett"));
        assert_eq!(purged(office, 33), ["zoe"]);
        assert!(matches!(office.administration.show_user(&ctx("root"), "zoe"), Err(Refused::Missing { .. })));
        assert!(office.logins("root", "", "zo").is_empty());
        assert!(!known("Zett"));
        let input = installation.database().read(|tx| job::part(tx, &made.id, 0)).unwrap();
        assert!(input.is_none(), "{input:?}");
        // The trail has what it was told, and a last entry that says no more than who.
        let filter = AuditFilter { object_id: Some("zoe".to_owned()), ..AuditFilter::default() };
        let entries = installation.trail(&filter, 100).unwrap();
        assert_eq!(entries[0].entry.action, AuditAction::USER_PURGED);
        let last: Json = json!(entries[0].entry.changes);
        assert_eq!(last.as_array().unwrap().len(), 1, "{last}");
        assert!(
            entries.iter().any(|told| json!(told.entry.changes).to_string().contains("zoe@office.example"))
        );
        installation.verify_trail(&Default::default()).unwrap();
        // Whoever comes by the name afterwards begins with nothing.
        let again = office.create("root", json!({"login": "zoe", "company": "ministry"})).unwrap();
        assert_eq!((&again["lines"], &again["phones"]), (&json!([]), &Json::Null));
    });
}
