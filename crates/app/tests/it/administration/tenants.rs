//! Jobs across tenants: what they tell of people elsewhere, and who sees whose.

use bailiwick_app::administration::{Existing, ImportWish, JobListing, Listing};
use bailiwick_protocol::{
    csv::users::{ColumnMapping, UserKey},
    rest::JobItemView,
};
use serde_json::{Value as Json, json};

use super::{
    fixture::{Office, ctx, on_both},
    jobs::{import, import_as, items, run, verdicts},
};

fn by(key: UserKey) -> ImportWish {
    let mapping = ColumnMapping { key, ..ColumnMapping::default() };
    ImportWish { mapping: Some(mapping), ..ImportWish::default() }
}

fn change(office: &Office, login: &str, patch: Json) {
    let Json::Object(patch) = patch else { panic!("no object") };
    office.administration.change_user(&ctx("root"), login, &patch).unwrap();
}

/// What came of the rows, and all that is told of them.
fn told(office: &Office, id: &str) -> (Vec<(String, String)>, String) {
    let items: Vec<JobItemView> = items(office, id);
    let faults = items.iter().flat_map(|item| &item.faults).map(|fault| fault.message.as_str());
    let faults = faults.collect::<Vec<_>>().join("\n");
    (items.into_iter().map(|item| (item.object, item.verdict)).collect(), faults)
}

#[test]
fn a_table_does_not_tell_who_is_elsewhere() {
    on_both(|office| {
        change(office, "bob", json!({"external_id": 77, "email": "robert@bolt.example"}));
        change(office, "ella", json!({"external_id": 78, "email": "ella@acme.example"}));
        let taken =
            json!({"login": "z1", "kind": "client", "company": "acme", "email": "robert@bolt.example"});
        let single = office.create("carl", taken).unwrap_err();
        let known = json!({"login": "z1", "kind": "client", "company": "acme", "external_id": 77});
        let single_id = office.create("carl", known).unwrap_err();
        for existing in [Existing::Skip, Existing::Refuse, Existing::Update] {
            for dry in [true, false] {
                let as_carl = if dry { ctx("carl").dry() } else { ctx("carl") };
                let take = |key: UserKey, csv: &str| {
                    let made = import_as(office, &as_carl, csv, &ImportWish { existing, ..by(key) }).unwrap();
                    run(office);
                    told(office, &made.id)
                };
                let csv = "login,email,kind,company\nz1,robert@bolt.example,client,acme\n";
                let (rows, faults) = take(UserKey::Email, csv);
                assert_eq!(rows, [("z1".to_owned(), "refused".to_owned())]);
                assert_eq!(faults, single);
                let (rows, faults) =
                    take(UserKey::ExternalId, "external_id,login,kind,company\n77,z1,client,acme\n");
                assert_eq!(rows, [("z1".to_owned(), "refused".to_owned())]);
                assert!(single_id.ends_with(&faults), "{faults} / {single_id}");
                let (rows, faults) =
                    take(UserKey::Email, "email,kind,company\nrobert@bolt.example,client,acme\n");
                assert_eq!(rows, [("robert@bolt.example".to_owned(), "refused".to_owned())]);
                assert!(!faults.contains("bob"), "{faults}");
                let (rows, _) = take(UserKey::Login, "login,kind,company\nbob,client,acme\n");
                assert_eq!(rows, [("bob".to_owned(), "refused".to_owned())]);
                // His own people are found as ever.
                let (rows, _) = take(UserKey::ExternalId, "external_id,first_name\n78,Ella\n");
                let verdict = match existing {
                    Existing::Skip => ["skipped"].as_slice(),
                    Existing::Refuse => ["refused"].as_slice(),
                    Existing::Update => ["changed", "unchanged"].as_slice(),
                };
                assert!(verdict.contains(&rows[0].1.as_str()), "{rows:?}");
                let object = if existing == Existing::Refuse { "78" } else { "ella" };
                assert_eq!(rows[0].0, object);
            }
        }
    });
}

const PEOPLE: &str = "login,kind,company\nzoe,client,acme\nz2,client,nowhere\n";

/// Who sees a job, in each way that there is.
fn sees(office: &Office, actor: &str, id: &str) -> bool {
    let all = JobListing { limit: 10, ..JobListing::default() };
    let some = JobListing { domain: "[('verdict', '=', 'refused')]".to_owned(), ..all.clone() };
    let shown = office.administration.show_job(&ctx(actor), id).is_ok();
    assert_eq!(office.administration.job_items(&ctx(actor), id, &all).is_ok(), shown, "{actor}");
    assert_eq!(office.administration.job_items(&ctx(actor), id, &some).is_ok(), shown, "{actor}");
    assert_eq!(office.administration.write_rejects(&ctx(actor), id, Vec::new()).is_ok(), shown, "{actor}");
    for domain in ["", "[('kind', '=', 'users.import')]"] {
        let listing = Listing { domain: domain.to_owned(), limit: 100, ..Listing::default() };
        let listed = office.administration.list_jobs(&ctx(actor), &listing);
        let listed = listed.is_ok_and(|done| done.value.0.items.iter().any(|job| job.id == id));
        assert_eq!(listed, shown, "{actor} {domain}");
    }
    shown
}

#[test]
fn jobs_are_seen_as_far_as_role_lines_reach() {
    on_both(|office| {
        let line = |role: &str, companies: Json| json!([{"role": role, "companies": companies}]);
        for (login, role, companies) in [
            // At home in the ministry, and manager of a client.
            ("bolts", "manager", json!(["bolt"])),
            ("acmes", "manager", json!(["acme"])),
            ("everywhere", "manager", json!([])),
            ("auditing-bolt", "auditor", json!(["bolt"])),
        ] {
            let lines = line(role, companies);
            office.create("root", json!({"login": login, "company": "ministry", "lines": lines})).unwrap();
        }
        // A local role reaches no company, whatever else somebody holds.
        let both = json!([{"role": "manager", "companies": ["bolt"]},
            {"role": "district_user_manager", "areas": ["D1"]}]);
        office.create("root", json!({"login": "two-lines", "company": "ministry", "lines": both})).unwrap();
        let made = import(office, "carl", PEOPLE, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(verdicts(office, &made.id)[1].2, "refused");
        for actor in ["carl", "root", "audrey", "acmes", "everywhere"] {
            assert!(sees(office, actor, &made.id), "{actor}");
        }
        for actor in ["bolts", "auditing-bolt", "two-lines", "dora", "desk", "nora", "ella", "bob"] {
            assert!(!sees(office, actor, &made.id), "{actor}");
        }
        // One's own, wherever one's lines reach.
        for actor in ["bolts", "two-lines", "dora"] {
            let own = import(office, actor, PEOPLE, &ImportWish::default()).unwrap();
            run(office);
            assert!(sees(office, actor, &own.id), "{actor}");
            assert!(sees(office, "everywhere", &own.id), "{actor}");
            assert!(!sees(office, "acmes", &own.id), "{actor}");
            assert!(!sees(office, "carl", &own.id), "{actor}");
        }
    });
}
