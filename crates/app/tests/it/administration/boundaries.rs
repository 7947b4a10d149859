//! What nobody comes by in odd ways: by days that no calendar has, roles that are empty today, ids of others, exceptions
//! for the last administrator, one's own account.

use bailiwick_app::administration::{Holder, ImportWish, Refused, Subject};
use bailiwick_model::{AccountState, Area, Company, Department, Override, UserId};
use bailiwick_protocol::rest::LineForm;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

pub(crate) fn grant(office: &Office, actor: &str, login: &str, form: Json) -> Result<i64, Refused> {
    let form: LineForm = serde_json::from_value(form).unwrap();
    let holder = Holder::User(UserId::new(login).unwrap());
    office.administration.add_line(&ctx(actor), &holder, &form).map(|done| done.value.id)
}

fn patch(office: &Office, actor: &str, login: &str, patch: Json) -> Result<(), Refused> {
    let Json::Object(patch) = patch else { panic!("no object") };
    office.administration.change_user(&ctx(actor), login, &patch).map(drop)
}

fn told(outcome: Result<Json, String>) -> String {
    outcome.unwrap_err()
}

fn says<T>(outcome: Result<T, Refused>, part: &str) {
    let refused = outcome.map(drop).unwrap_err().to_string();
    assert!(refused.contains(part), "{refused}");
}

#[test]
fn days_that_no_calendar_has_are_refused_and_keep_nobody_from_the_list() {
    on_both(|office| {
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        for (field, day) in [("valid_from", "-009999-01-01"), ("valid_to", "0000-12-31")] {
            says(patch(office, "root", "in1", json!({ field: day })), "choose a day in the years 1 to 9999");
            let new = json!({"login": "in2", "company": "ministry", field: day});
            assert!(office.create("root", new).unwrap_err().contains(field));
        }
        says(
            grant(office, "root", "in1", json!({"role": "viewer", "from": "-009999-01-01"})),
            "choose a day in the years 1 to 9999",
        );
        let earned = json!([{"kind": "skill", "name": "Welding", "obtained": "-009999-01-01"}]);
        says(patch(office, "root", "in1", json!({ "qualifications": earned })), "years 1 to 9999");
        patch(office, "root", "in1", json!({"valid_from": "0001-01-01", "valid_to": "9999-12-31"})).unwrap();
        assert!(office.logins("root", "", "").contains(&"in1".to_owned()));
        office.administration.set_user_state(&ctx("root"), "in1", AccountState::Suspended).unwrap();
    });
}

#[test]
fn a_role_that_gives_nothing_yet_is_given_where_one_manages_users_alone() {
    on_both(|office| {
        let new = |login: &str, companies: Json| {
            json!({"login": login, "kind": "client", "company": "acme",
                   "lines": [{"role": "client_end_user", "companies": companies}]})
        };
        for companies in [json!(["bolt"]), json!(["acme", "bolt"]), json!([])] {
            let refused = office.create("carl", new("bomb", companies)).unwrap_err();
            assert!(refused.contains("bailiwick.user_manager") || refused.contains("company"), "{refused}");
        }
        let made = office.create("carl", new("good", json!(["acme"]))).unwrap();
        let id = made["lines"][0]["id"].as_i64().unwrap();
        office.administration.end_line(&ctx("carl"), id).unwrap();
        grant(office, "carl", "good", json!({"role": "client_end_user", "companies": ["acme-east"]}))
            .unwrap();
    });
}

#[test]
fn whoever_takes_an_id_takes_records_so_it_is_nobody_s_before() {
    on_both(|office| {
        let worker = |login: &str, id: Json| json!({"login": login, "company": "ministry", "area": "D1", "external_id": id});
        // Making accounts for people whom the records know already is what user managers do.
        office.create("dora", worker("in1", json!(1))).unwrap();
        office.create("dora", worker("in2", Json::Null)).unwrap();
        patch(office, "dora", "in2", json!({"external_id": 2})).unwrap();
        for (login, id) in [("in1", json!(9)), ("in1", Json::Null), ("in2", json!(1))] {
            says(
                patch(office, "dora", login, json!({ "external_id": id })),
                "leave external_id to an administrator",
            );
        }
        assert!(office.create("dora", worker("in3", json!(1))).unwrap_err().contains("another account's"));
        // An id that was given up is still that of the records it was about.
        patch(office, "root", "in1", json!({"external_id": null})).unwrap();
        assert!(
            office
                .create("dora", worker("in3", json!(1)))
                .unwrap_err()
                .contains("is or was another account's")
        );
        says(
            patch(office, "root", "in2", json!({"external_id": null}))
                .and_then(|()| patch(office, "dora", "in2", json!({"external_id": 1}))),
            "is or was another account's",
        );
        patch(office, "dora", "in2", json!({"external_id": 2})).unwrap();
        says(patch(office, "root", "in1", json!({"external_id": 2})), "user in2 has the id 2");
        patch(office, "root", "in1", json!({"external_id": 1})).unwrap();
    });
}

#[test]
fn nobody_says_of_himself_who_he_is_where_he_belongs_and_for_how_long() {
    on_both(|office| {
        patch(office, "root", "dora", json!({"area": "D1", "valid_to": "2026-12-31"})).unwrap();
        for change in [
            json!({"valid_to": null}),
            json!({"external_id": 7}),
            json!({"email": "dora@elsewhere.example"}),
            json!({"kind": "service"}),
            json!({"companies": ["acme"]}),
        ] {
            says(patch(office, "dora", "dora", change), "nobody says of himself");
        }
        patch(office, "dora", "dora", json!({"job_title": "Head"})).unwrap();
        patch(office, "root", "root", json!({"valid_to": "2027-12-31", "email": "root@office.example"}))
            .unwrap();
    });
}

#[test]
fn the_last_administrator_is_not_one_in_name_alone() {
    on_both(|office| {
        let deny = |model: &str| -> Override {
            serde_json::from_value(json!({
                "effect": "deny", "model": model, "operations": ["create", "read", "update", "delete"], "reason": "A slip",
            }))
            .unwrap()
        };
        for model in ["bailiwick.user", "bailiwick.role_line"] {
            let added = office.administration.add_override(&ctx("root"), "root", &deny(model));
            assert_eq!(added.unwrap_err().code(), "last_administrator", "{model}");
            let tomorrow = serde_json::from_value(serde_json::json!({
                "effect": "deny", "model": model, "operations": ["read"], "reason": "Later", "from": "2027-01-01"
            }));
            let added = office.administration.add_override(&ctx("root"), "root", &tomorrow.unwrap());
            assert_eq!(added.unwrap_err().code(), "last_administrator", "{model}, later");
        }
        let days = Map::from_iter([("valid_to".to_owned(), json!("2027-01-01"))]);
        let ended = office.administration.change_user(&ctx("root"), "root", &days);
        assert_eq!(ended.unwrap_err().code(), "last_administrator");
        // A rule may narrow what administrators reach, as long as they can take it back.
        let rule = |model: &str, domain: &str| {
            let body = json!({"model": model, "domain": domain});
            let body = body.as_object().unwrap();
            office.administration.create_policy(&ctx("root"), PolicyKind::Rule, "narrow", body).map(drop)
        };
        for (model, domain) in [
            ("bailiwick.user", "[(0, '=', 1)]"),
            ("bailiwick.role_line", "[(0, '=', 1)]"),
            ("bailiwick.policy", "[('kind', '!=', 'rule')]"),
        ] {
            assert_eq!(rule(model, domain).unwrap_err().code(), "last_administrator", "{model}");
        }
        rule("bailiwick.user", "[('login', '!=', 'nora')]").unwrap();
        assert_eq!(
            office
                .administration
                .add_override(&ctx("root"), "root", &deny("bailiwick.user"))
                .unwrap_err()
                .code(),
            "last_administrator"
        );
        office.administration.delete_policy(&ctx("root"), PolicyKind::Rule, "narrow").unwrap();
        assert!(office.logins("root", "", "").contains(&"root".to_owned()));
        // What concerns other things is nobody's last way.
        office.administration.add_override(&ctx("root"), "root", &deny("bailiwick.setting")).unwrap();
        grant(office, "root", "nora", json!({"role": "administrator"})).unwrap();
        office.administration.add_override(&ctx("root"), "root", &deny("bailiwick.user")).unwrap();
        let refused = office.administration.set_user_state(&ctx("machine"), "nora", AccountState::Suspended);
        assert_eq!(refused.unwrap_err().code(), "last_administrator");
    });
}

#[test]
fn a_client_s_person_has_no_say_about_what_has_no_place() {
    on_both(|office| {
        grant(office, "root", "carl", json!({"role": "administrator"})).unwrap();
        let carl = ctx("carl").dry();
        let patch = json!({"kind": "provider", "parent": null});
        let patch = patch.as_object().unwrap();
        says(office.administration.change_place::<Company>(&carl, "acme", patch), "administrator of ours");
        let area = bailiwick_protocol::rest::NewArea::read(
            json!({"code": "X", "name": "X"}).as_object().unwrap().clone(),
        );
        says(office.administration.make_place::<Area>(&carl, &area.unwrap()), "administrator of ours");
        let group = PolicyKind::Group;
        let body = json!({"label": "Extra"}).as_object().unwrap().clone();
        says(office.administration.create_policy(&carl, group, "reg.extra", &body), "administrator of ours");
        says(office.administration.list_trail(&carl, &Default::default()), "role of ours");
        // He is no administrator to be left with, either.
        let lines = office.administration.show_user(&ctx("root"), "root").unwrap().value.lines;
        let removed = office.administration.remove_line(&ctx("root"), lines[0].id);
        assert_eq!(removed.unwrap_err().code(), "last_administrator");
    });
}

#[test]
fn a_place_that_is_not_seen_is_as_good_as_absent() {
    on_both(|office| {
        // In the same words, but for the name.
        let same = |refusals: [String; 2], names: [&str; 2]| {
            assert_eq!(refusals[0].replace(names[0], "X"), refusals[1].replace(names[1], "X"));
        };
        let new = |company: &str, department: Json| json!({"login": "newcomer", "kind": "client", "company": company, "department": department});
        let create = |body: Json| told(office.create("carl", body));
        same(["bolt", "nosuch"].map(|code| create(new(code, Json::Null))), ["bolt", "nosuch"]);
        let far = json!({"code": "depot", "name": "Depot", "company": "bolt"});
        let far = bailiwick_protocol::rest::NewDepartment::read(far.as_object().unwrap().clone()).unwrap();
        office.administration.make_place::<Department>(&ctx("root"), &far).unwrap();
        same(["depot", "nowhere"].map(|code| create(new("acme", json!(code)))), ["depot", "nowhere"]);
        let line =
            |companies: Json, areas: Json| json!({"role": "viewer", "companies": companies, "areas": areas});
        let given = |form: Json| grant(office, "carl", "ella", form).unwrap_err().to_string();
        same(["bolt", "nosuch"].map(|code| given(line(json!([code]), json!([])))), ["bolt", "nosuch"]);
        let deny = |code: &str| {
            let body = json!({
                "effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "x", "companies": [code],
            });
            let exception: Override = serde_json::from_value(body).unwrap();
            let added = office.administration.add_override(&ctx("carl"), "ella", &exception);
            added.map(drop).unwrap_err().to_string()
        };
        same(["bolt", "nosuch"].map(deny), ["bolt", "nosuch"]);
        let area = |code: &str| {
            told(office.create("dora", json!({"login": "newcomer", "company": "ministry", "area": code})))
        };
        same(["D2", "D7"].map(area), ["D2", "D7"]);
        // Who manages people of every company in one district says which company somebody is of.
        office.create("dora", json!({"login": "newcomer", "company": "ministry", "area": "D1"})).unwrap();
        // Changing something else takes no knowledge of where somebody belongs.
        office
            .create(
                "root",
                json!({"login": "far", "company": "acme", "companies": ["bolt"], "kind": "client"}),
            )
            .unwrap();
        patch(office, "carl", "far", json!({"companies": ["bolt", "acme-east"]})).unwrap();
    });
}

#[test]
fn what_somebody_holds_is_for_who_may_read_the_role_lines_of_that_user() {
    on_both(|office| {
        // She manages one district, and sees everybody as a colleague.
        grant(office, "root", "dora", json!({"role": "general_user"})).unwrap();
        grant(office, "root", "nora", json!({"role": "general_user"})).unwrap();
        office
            .create(
                "root",
                json!({"login": "in1", "company": "ministry", "area": "D1", "lines": [{"role": "viewer"}]}),
            )
            .unwrap();
        let deny: Override = serde_json::from_value(json!({
            "effect": "deny", "model": "bailiwick.setting", "operations": ["read"], "reason": "Under review",
        }))
        .unwrap();
        for login in ["in1", "audrey"] {
            office.administration.add_override(&ctx("root"), login, &deny).unwrap();
        }
        let page = |actor: &str| {
            let listing = bailiwick_app::administration::Listing { limit: 100, ..Default::default() };
            office.administration.list_users(&ctx(actor), &listing).unwrap().value.0.items
        };
        for (actor, login, sees) in [
            ("root", "audrey", true),
            ("audrey", "in1", true),
            ("dora", "in1", true),
            ("dora", "audrey", false),
            ("dora", "dora", true),
            ("nora", "in1", false),
            ("nora", "audrey", false),
        ] {
            let shown = office.administration.show_user(&ctx(actor), login).unwrap().value;
            assert_eq!(!shown.lines.is_empty(), sees, "{actor} {login}");
            assert_eq!(!shown.overrides.is_empty(), sees && login != "dora", "{actor} {login}");
            let listed = page(actor).into_iter().find(|user| user.login.as_str() == login).unwrap();
            assert_eq!(listed, shown);
            assert_eq!(
                office.administration.list_overrides(&ctx(actor), login).is_ok(),
                sees,
                "{actor} {login}"
            );
            let (entries, _) = office
                .administration
                .timeline(&ctx(actor), &Subject::User(login.to_owned()), None, 100)
                .unwrap()
                .value;
            let text = json!(entries).to_string();
            assert_eq!(
                text.contains("Under review") || text.contains("role_line"),
                sees,
                "{actor} {login} {text}"
            );
        }
    });
}

#[test]
fn nobody_is_found_by_what_one_may_not_read() {
    on_both(|office| {
        grant(office, "root", "nora", json!({"role": "general_user"})).unwrap();
        let body = json!({"login": "dina", "company": "ministry", "first_name": "Dina", "email": "secretword@office.example"});
        office.create("root", body).unwrap();
        assert_eq!(office.logins("nora", "", "secretw"), ["dina"]);
        let rule = json!({"model": "bailiwick.user", "field": "email", "operations": ["read"], "groups": "bailiwick.user_manager"});
        let rule = rule.as_object().unwrap();
        let made =
            office.administration.create_policy(&ctx("root"), PolicyKind::FieldRule, "hidden_email", rule);
        made.unwrap();
        assert_eq!(office.logins("nora", "", "secretw"), [""; 0]);
        assert_eq!(office.logins("nora", "", "dina secretw"), [""; 0]);
        assert_eq!(office.logins("nora", "", "dina"), ["dina"]);
        assert_eq!(office.logins("root", "", "secretw di"), ["dina"]);
        // Nor does the tag of what is shown tell it.
        let tag = || office.administration.show_user(&ctx("nora"), "dina").unwrap().value.tag;
        let before = tag();
        patch(office, "root", "dina", json!({"email": "other@office.example"})).unwrap();
        assert_eq!(tag(), before);
        patch(office, "root", "dina", json!({"job_title": "Head"})).unwrap();
        assert_ne!(tag(), before);
    });
}

#[test]
fn qualifications_are_shown_to_who_may_read_qualifications() {
    on_both(|office| {
        let person = |login: &str, more: Json| {
            let mut body =
                json!({"login": login, "kind": "client", "company": "acme", "department": "sales"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            office.create("root", body).unwrap();
        };
        person("hanna", json!({"lines": [{"role": "client_department_head", "companies": ["acme"]}]}));
        person("in1", json!({"qualifications": [{"kind": "skill", "name": "Welding"}]}));
        let count = |actor: &str| {
            let shown = office.administration.show_user(&ctx(actor), "in1").unwrap().value;
            shown.form.qualifications.len()
        };
        assert_eq!((count("hanna"), count("carl")), (0, 1));
        let rule = json!({"model": "bailiwick.user", "field": "qualification_ids", "operations": ["read"], "groups": "bailiwick.auditor"});
        let rule = rule.as_object().unwrap();
        office.administration.create_policy(&ctx("root"), PolicyKind::FieldRule, "earned", rule).unwrap();
        assert_eq!((count("carl"), count("root")), (0, 1));
    });
}

#[test]
fn a_login_is_not_taken_for_another_one_or_for_an_address() {
    on_both(|office| {
        office
            .create("root", json!({"login": "amy", "company": "ministry", "email": "amy@office.example"}))
            .unwrap();
        for login in
            ["Amy", "am\u{200b}y", "amy@office.example", "..", ".", "Batch", "import", "a/b", "a%2fb", "a?b"]
        {
            let told = office.create("root", json!({"login": login, "company": "ministry"})).unwrap_err();
            assert!(told.contains("login"), "{login:?}: {told}");
        }
        office.create("root", json!({"login": "Amira", "company": "ministry"})).unwrap();
        office.create("root", json!({"login": "amy.rao@far.example", "company": "ministry"})).unwrap();
        // A Cyrillic letter among Latin ones, in a login or in an address; whole words are anybody's way of writing.
        for body in [
            json!({"login": "r\u{43e}ot", "company": "ministry"}),
            json!({"email": "r\u{43e}ot@office.example", "company": "ministry"}),
            json!({"login": "rita", "email": "rit\u{430}@office.example", "company": "ministry"}),
        ] {
            let told = office.create("root", body).unwrap_err();
            assert!(told.contains("several scripts"), "{told}");
        }
        let mixed = json!({"email": "r\u{43e}ot@office.example"});
        assert!(
            matches!(patch(office, "root", "nora", mixed), Err(Refused::Invalid(faults)) if faults[0].pointer == "/email")
        );
        office.create("root", json!({"login": "иван.rao", "company": "ministry"})).unwrap();
    });
}

#[test]
fn nobody_gets_an_address_that_is_the_login_of_another() {
    on_both(|office| {
        for login in ["ben@office.example", "Cy@Office.example"] {
            office.create("root", json!({"login": login, "company": "ministry"})).unwrap();
        }
        for email in ["ben@office.example", "BEN@office.example", "cy@office.example", "Cy@Office.example."] {
            let made = json!({"login": "newcomer", "company": "ministry", "email": email});
            let told = office.create("root", made).unwrap_err();
            assert!(told.contains("login"), "{email}: {told}");
            let changed = patch(office, "root", "nora", json!({ "email": email })).unwrap_err();
            assert!(matches!(changed, Refused::Invalid(faults) if faults[0].pointer == "/email"), "{email}");
            let wish = ImportWish::default();
            let table = format!("login,email\nnora,{email}\n");
            let made = super::jobs::import(office, "root", &table, &wish).unwrap();
            super::jobs::run(office);
            let item = &super::jobs::items(office, &made.id)[0];
            assert_eq!((item.verdict.as_str(), item.faults[0].column.as_deref()), ("refused", Some("email")));
        }
        // One's own login is one's own address.
        patch(office, "root", "ben@office.example", json!({"email": "Ben@office.example"})).unwrap();
        // What would not be found so cannot be a login.
        let told =
            office.create("root", json!({"login": "\u{ff41}na@office.example", "company": "ministry"}));
        assert!(told.unwrap_err().contains("ana@office.example"));
    });
}
