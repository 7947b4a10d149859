//! Companies, departments and areas: made, seen, changed, moved, deleted.

use bailiwick_app::administration::{Listing, Refused};
use bailiwick_model::{Area, Company, CompanyId, Department, audit::AuditAction};
use bailiwick_protocol::rest::{NewArea, NewCompany, NewDepartment};
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

/// Calls a use case and shows what came of it.
macro_rules! told {
    ($call:expr) => {
        $call.map(|done| json!(done.value)).map_err(|refused: Refused| refused.to_string())
    };
}

fn members(body: Json) -> Map<String, Json> {
    let Json::Object(members) = body else { panic!("no object") };
    members
}

impl Office {
    pub(crate) fn company(&self, actor: &str, body: Json) -> Result<Json, String> {
        told!(
            self.administration.make_place::<Company>(&ctx(actor), &NewCompany::read(members(body)).unwrap())
        )
    }

    pub(crate) fn change_company(&self, actor: &str, code: &str, change: Json) -> Result<Json, String> {
        told!(self.administration.change_place::<Company>(&ctx(actor), code, &members(change)))
    }

    pub(crate) fn department(&self, actor: &str, body: Json) -> Result<Json, String> {
        let new = NewDepartment::read(members(body)).unwrap();
        told!(self.administration.make_place::<Department>(&ctx(actor), &new))
    }

    pub(crate) fn change_department(&self, actor: &str, code: &str, change: Json) -> Result<Json, String> {
        told!(self.administration.change_place::<Department>(&ctx(actor), code, &members(change)))
    }

    pub(crate) fn area(&self, actor: &str, body: Json) -> Result<Json, String> {
        told!(self.administration.make_place::<Area>(&ctx(actor), &NewArea::read(members(body)).unwrap()))
    }

    pub(crate) fn change_area(&self, actor: &str, code: &str, change: Json) -> Result<Json, String> {
        told!(self.administration.change_place::<Area>(&ctx(actor), code, &members(change)))
    }

    fn companies(&self, actor: &str, domain: &str, search: &str) -> Vec<String> {
        let listing = wanted(domain, search);
        let (listed, _) = self.administration.list_places::<Company>(&ctx(actor), &listing).unwrap().value;
        listed.items.into_iter().map(|company| company.code.to_string()).collect()
    }

    fn areas(&self, actor: &str, domain: &str, search: &str) -> Vec<String> {
        let listing = wanted(domain, search);
        let (listed, _) = self.administration.list_places::<Area>(&ctx(actor), &listing).unwrap().value;
        listed.items.into_iter().map(|area| area.code.to_string()).collect()
    }

    fn departments(&self, actor: &str) -> Vec<String> {
        let listing = wanted("", "");
        let (listed, _) = self.administration.list_places::<Department>(&ctx(actor), &listing).unwrap().value;
        listed.items.into_iter().map(|department| department.code.to_string()).collect()
    }

    /// How often something was done.
    pub(crate) fn times(&self, action: &AuditAction) -> usize {
        let entries = self.administration.installation().trail(&Default::default(), 1_000).unwrap();
        entries.iter().filter(|audited| audited.entry.action == *action).count()
    }
}

fn wanted(domain: &str, search: &str) -> Listing {
    Listing { domain: domain.to_owned(), search: search.to_owned(), limit: 100, ..Listing::default() }
}

fn says<T: std::fmt::Debug>(result: Result<T, String>, parts: &[&str]) {
    let told = result.unwrap_err();
    for part in parts {
        assert!(told.contains(part), "{told:?} does not say {part:?}");
    }
}

/// An administrator of one company and what is below it.
fn limited(office: &Office) {
    let line = json!({"role": "administrator", "companies": ["acme"]});
    office.create("root", json!({"login": "lim", "company": "ministry", "lines": [line]})).unwrap();
}

#[test]
fn a_company_is_made_changed_and_deleted() {
    on_both(|office| {
        let made = office
            .company(
                "root",
                json!({"code": "cove", "name": "Cove", "kind": "client", "parent": "acme", "external_id": 77}),
            )
            .unwrap();
        assert_eq!((&made["parent"], &made["seats"]["used"]), (&json!("acme"), &json!(0)));
        says(office.company("root", json!({"code": "cove", "name": "Again"})), &["company cove", "already"]);
        let changed = office
            .change_company(
                "root",
                "cove",
                json!({"name": " Cove Ltd ", "timezone": "Asia/Manila", "parent": null}),
            )
            .unwrap();
        assert_eq!(changed["name"], "Cove Ltd");
        assert_ne!(changed["tag"], made["tag"]);
        assert_eq!(office.times(&AuditAction::COMPANY_MOVED), 1);
        for (change, part) in [
            (json!({"timezone": "Mars/Base"}), "IANA"),
            (json!({"parent": "nowhere"}), "no company \"nowhere\""),
            (json!({"name": ""}), "empty"),
            (json!({"code": "other"}), "unknown field"),
            (json!({"kind": null, "parent": "acme"}), "client's company"),
            // Two companies cannot be one record.
            (json!({"external_id": null, "parent": "cove"}), "cove in cove"),
        ] {
            says(office.change_company("root", "cove", change), &[part]);
        }
        let mut late = ctx("root");
        late.if_match = Some(made["tag"].as_str().unwrap().to_owned());
        assert_eq!(
            office.administration.delete_place::<Company>(&late, "cove").unwrap_err().code(),
            "changed_meanwhile"
        );
        let dry = office.administration.delete_place::<Company>(&ctx("root").dry(), "cove").unwrap();
        assert_eq!(office.companies("root", "", "cove"), ["cove"], "{dry:?}");
        office.administration.delete_place::<Company>(&ctx("root"), "cove").unwrap();
        assert_eq!(office.companies("root", "", "cove"), [""; 0]);
        assert_eq!(office.times(&AuditAction::COMPANY_DELETED), 1);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn a_clients_company_is_not_above_a_providers() {
    on_both(|office| {
        says(office.company("root", json!({"code": "p", "name": "P", "parent": "acme"})), &["client's"]);
        office.company("root", json!({"code": "p", "name": "P", "parent": "ministry"})).unwrap();
        says(office.change_company("root", "ministry", json!({"kind": "client"})), &["p is a provider's"]);
        office.change_company("root", "acme", json!({"parent": "p"})).unwrap();
        says(
            office.change_company("root", "p", json!({"parent": "acme", "kind": "client"})),
            &["p would lie below itself: p in acme in p"],
        );
    });
}

#[test]
fn a_company_is_seen_and_changed_by_who_reaches_it() {
    on_both(|office| {
        limited(office);
        let all = ["acme", "acme-east", "bolt", "ministry"];
        assert_eq!(office.companies("root", "", ""), all);
        assert_eq!(office.companies("machine", "", ""), all);
        assert_eq!(office.companies("carl", "", ""), ["acme", "acme-east"]);
        assert_eq!(office.companies("root", "[('kind', '=', 'client')]", "EAST"), ["acme-east"]);
        assert_eq!(office.companies("root", "", "100%"), [""; 0]);
        assert_eq!(office.companies("stranger", "", "acme"), [""; 0]);
        let refused = office.administration.show_place::<Company>(&ctx("carl"), "bolt").unwrap_err();
        assert_eq!(refused.code(), "not_found");

        // Carl manages acme: he may call it what he likes, and neither move it nor make it another one's records.
        office.change_company("carl", "acme-east", json!({"name": "East"})).unwrap();
        says(office.change_company("carl", "bolt", json!({"name": "x"})), &["no company"]);
        for change in [json!({"parent": null}), json!({"kind": "provider"}), json!({"external_id": 7})] {
            says(office.change_company("carl", "acme-east", change), &["everywhere"]);
        }
        says(office.company("carl", json!({"code": "x", "name": "X", "parent": "acme"})), &["not allowed"]);
        assert_eq!(
            office.administration.delete_place::<Company>(&ctx("carl"), "acme-east").unwrap_err().code(),
            "not_allowed"
        );

        // Lim administers acme: he may add to it, and to nothing else.
        office
            .company("lim", json!({"code": "acme-west", "name": "W", "parent": "acme", "kind": "client"}))
            .unwrap();
        assert_eq!(office.companies("lim", "", ""), ["acme", "acme-east", "acme-west"]);
        says(office.company("lim", json!({"code": "top", "name": "T"})), &["not this one"]);
        says(office.company("lim", json!({"code": "b", "name": "B", "parent": "bolt"})), &["no company"]);
        let body = json!({"code": "r", "name": "R", "parent": "acme", "kind": "client", "external_id": 1});
        says(office.company("lim", body), &["everywhere"]);
        says(office.change_company("lim", "acme-west", json!({"parent": "acme-east"})), &["everywhere"]);
        office.administration.delete_place::<Company>(&ctx("lim"), "acme-west").unwrap();
        assert_eq!(office.companies("root", "", ""), all);
    });
}

#[test]
fn nothing_is_deleted_while_something_refers_to_it() {
    on_both(|office| {
        let delete = |code: &str| told!(office.administration.delete_place::<Company>(&ctx("root"), code));
        says(
            delete("acme"),
            &[
                "companies below it: 1",
                "its departments: 1",
                "users at home in it: 2",
                "role lines that reach there: 1",
            ],
        );
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        let area = |code: &str| told!(office.administration.delete_place::<Area>(&ctx("root"), code));
        says(area("P"), &["areas in it: 2"]);
        says(area("D1"), &["users who work in it: 1", "role lines that reach there: 2"]);
        area("D2").unwrap();
        let department =
            |code: &str| told!(office.administration.delete_place::<Department>(&ctx("root"), code));
        office.create("root", json!({"login": "in2", "company": "acme", "department": "sales"})).unwrap();
        says(department("sales"), &["users who belong to it: 1"]);
        told!(office.administration.delete_place::<Company>(&ctx("root"), "acme-east")).unwrap();
    });
}

#[test]
fn departments_stay_in_one_company() {
    on_both(|office| {
        let it = office
            .department("carl", json!({"code": "it", "name": "IT", "company": "acme", "parent": "sales"}))
            .unwrap();
        assert_eq!(it["parent"], "sales");
        says(
            office.department("carl", json!({"code": "x", "name": "X", "company": "bolt"})),
            &["no company"],
        );
        let body = json!({"code": "x", "name": "X", "company": "bolt", "parent": "sales"});
        says(office.department("root", body), &["same", "company acme"]);
        says(office.change_department("root", "sales", json!({"parent": "it"})), &["sales in it in sales"]);
        says(
            office.change_department("root", "sales", json!({"company": "bolt"})),
            &["departments below it: 1"],
        );
        office.create("root", json!({"login": "in1", "company": "acme", "department": "it"})).unwrap();
        let away = json!({"company": "bolt", "parent": null});
        says(office.change_department("root", "it", away.clone()), &["users who belong to it: 1"]);
        office.create("root", json!({"login": "in2", "company": "bolt"})).unwrap();
        let nowhere = json!({"department": null});
        told!(office.administration.change_user(&ctx("root"), "in1", nowhere.as_object().unwrap())).unwrap();
        // Carl's reach ends at acme, so the department would go where he cannot send it.
        says(office.change_department("carl", "it", away.clone()), &["no company \"bolt\""]);
        let moved = office.change_department("root", "it", away).unwrap();
        assert_eq!(moved["company"], "bolt");
        assert_eq!(
            (office.departments("carl"), office.departments("root")),
            (vec!["sales".to_owned()], vec!["it".to_owned(), "sales".to_owned()])
        );
    });
}

#[test]
fn default_role_lines_are_shown_granted_and_ended() {
    on_both(|office| {
        let east = bailiwick_app::administration::Holder::Company("acme-east".parse().unwrap());
        let sales = bailiwick_app::administration::Holder::Department("sales".parse().unwrap());
        let form = |body: Json| serde_json::from_value(body).unwrap();
        let add = |actor: &str, holder, body| {
            told!(office.administration.add_line(&ctx(actor), holder, &form(body)))
        };
        let line = add("root", &east, json!({"role": "viewer", "reason": "all"})).unwrap();
        add("root", &sales, json!({"role": "general_user", "companies": ["acme"]})).unwrap();
        let shown =
            json!(office.administration.show_place::<Company>(&ctx("carl"), "acme-east").unwrap().value);
        assert_eq!(
            (&shown["lines"][0]["role"], &shown["lines"][0]["source"]),
            (&json!("viewer"), &json!("own"))
        );
        office
            .company(
                "root",
                json!({"code": "below", "name": "Below", "kind": "client", "parent": "acme-east"}),
            )
            .unwrap();
        let below = json!(office.administration.show_place::<Company>(&ctx("carl"), "below").unwrap().value);
        assert_eq!(below["lines"][0]["source"], "company acme-east");
        let department =
            json!(office.administration.show_place::<Department>(&ctx("carl"), "sales").unwrap().value);
        let sources: Vec<_> = department["lines"].as_array().unwrap().iter().map(|l| &l["source"]).collect();
        assert_eq!(sources, ["own"]);
        let body = json!({"login": "in1", "kind": "client", "company": "below"});
        let user = office.create("root", body).unwrap();
        assert_eq!(user["lines"][0]["source"], "company acme-east");

        // Carl holds no viewer, so it is neither his to give nor his to take, in whatever way.
        says(add("carl", &east, json!({"role": "viewer"})), &["viewer"]);
        let id = line["id"].as_i64().unwrap();
        assert_eq!(office.administration.end_line(&ctx("carl"), id).unwrap_err().code(), "beyond_own_rights");
        let dept = json!({"code": "tele", "name": "T", "company": "acme"});
        office.department("carl", dept).unwrap();
        let tele = bailiwick_app::administration::Holder::Department("tele".parse().unwrap());
        add("root", &tele, json!({"role": "viewer"})).unwrap();
        says(
            office.change_department("carl", "sales", json!({"parent": "tele"})),
            &["everybody in department tele"],
        );
        office.change_department("root", "sales", json!({"parent": "tele"})).unwrap();

        says(
            told!(office.administration.delete_place::<Department>(&ctx("root"), "tele")),
            &["gives to its people: 1"],
        );
        office.administration.end_line(&ctx("root"), id).unwrap();
        let shown =
            json!(office.administration.show_place::<Company>(&ctx("root"), "acme-east").unwrap().value);
        assert_eq!(shown["lines"][0]["enabled"], false);
        office.administration.remove_line(&ctx("root"), id).unwrap();
        let shown =
            json!(office.administration.show_place::<Company>(&ctx("root"), "acme-east").unwrap().value);
        assert_eq!(shown["lines"], json!([]));
    });
}

#[test]
fn moving_an_area_takes_its_people_along() {
    on_both(|office| {
        limited(office);
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        office
            .area("root", json!({"code": "Q", "name": "Quarter", "kind": "quarter", "parent": "D2"}))
            .unwrap();
        office.create("root", json!({"login": "in2", "company": "ministry", "area": "Q"})).unwrap();
        assert_eq!(office.logins("dora", "", ""), ["in1"]);
        let moved = office.change_area("root", "Q", json!({"parent": "D1"})).unwrap();
        assert_eq!((&moved["kind"], &moved["parent"]), (&json!("quarter"), &json!("D1")));
        assert_eq!(office.logins("dora", "", ""), ["in1", "in2"]);
        says(office.change_area("root", "C", json!({"parent": "Q"})), &["C in Q in D1 in P in C"]);
        says(office.change_area("root", "Q", json!({"parent": "Z"})), &["no area \"Z\""]);
        assert_eq!(office.areas("root", "[('id', 'child_of', 'D1')]", ""), ["D1", "Q"]);
        assert_eq!(office.areas("root", "", "quart"), ["Q"]);
        for actor in ["dora", "carl", "audrey", "stranger"] {
            let refused = office.area(actor, json!({"code": "N", "name": "N", "parent": "D1"})).unwrap_err();
            assert!(refused.contains("not allowed") || refused.contains("nobody"), "{actor}: {refused}");
        }
        // Areas belong to no company, so whoever administers one alone has no say about them.
        for (what, told) in [
            ("create", office.area("lim", json!({"code": "N", "name": "N"}))),
            ("change", office.change_area("lim", "Q", json!({"name": "N"}))),
            ("move", office.change_area("lim", "Q", json!({"parent": null}))),
            ("delete", told!(office.administration.delete_place::<Area>(&ctx("lim"), "Q"))),
        ] {
            assert!(told.is_err(), "{what}: {told:?}");
        }
    });
}

#[test]
fn places_are_paged_and_counted() {
    on_both(|office| {
        let mut listing = Listing {
            limit: 3,
            count: true,
            order: bailiwick_store::own::Order::NameDown,
            ..Listing::default()
        };
        let (first, last) = office.administration.list_places::<Area>(&ctx("root"), &listing).unwrap().value;
        let names: Vec<_> = first.items.iter().map(|area| area.form.name.as_str()).collect();
        assert_eq!((names, first.more), (vec!["Second district", "Province", "First district"], true));
        assert_eq!(first.count, Some(4));
        listing.after = last;
        let (second, _) = office.administration.list_places::<Area>(&ctx("root"), &listing).unwrap().value;
        assert_eq!((second.items.len(), second.more), (1, false));
    });
}

#[test]
fn a_company_takes_a_branch_along_when_it_moves() {
    on_both(|office| {
        let acme: CompanyId = "acme".parse().unwrap();
        told!(office.administration.move_place::<Company>(&ctx("root"), "bolt", Some(&acme))).unwrap();
        assert_eq!(office.companies("carl", "", ""), ["acme", "acme-east", "bolt"]);
        assert_eq!(office.logins("carl", "", ""), ["bob", "carl", "ella"]);
        told!(office.administration.move_place::<Company>(&ctx("root"), "bolt", None)).unwrap();
        assert_eq!(office.logins("carl", "", ""), ["carl", "ella"]);
    });
}
