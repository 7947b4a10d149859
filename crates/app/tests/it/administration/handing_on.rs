//! Ways to come by something that are no role line: exceptions, departments, days of an account, coming back, groups given
//! directly, records that somebody is, companies to act for, templates, and settings.

use bailiwick_app::administration::{Holder, ImportWish, Refused};
use bailiwick_model::{AccountState, Company, Department, Override};
use bailiwick_protocol::{
    csv::users::ColumnMapping,
    rest::{LineForm, NewDepartment},
};
use serde_json::{Map, Value as Json, json};

use super::{
    desk::Desk,
    fixture::{NOW_US, Office, ctx, on_both},
};

fn object(json: Json) -> Map<String, Json> {
    let Json::Object(members) = json else { panic!("no object") };
    members
}

impl Office {
    fn made(&self, body: Json) {
        self.create("root", body).unwrap();
    }

    fn change(&self, actor: &str, login: &str, patch: Json) -> Result<(), Refused> {
        let patch = object(patch);
        self.administration.change_user(&ctx(actor), login, &patch).map(drop)
    }

    fn give(&self, actor: &str, holder: &str, line: Json) -> Result<i64, Refused> {
        let holder = match holder.split_once(':') {
            Some(("company", code)) => Holder::Company(code.parse().unwrap()),
            Some((_, code)) => Holder::Department(code.parse().unwrap()),
            None => Holder::User(holder.parse().unwrap()),
        };
        let form: LineForm = serde_json::from_value(line).unwrap();
        Ok(self.administration.add_line(&ctx(actor), &holder, &form)?.value.id)
    }

    fn except(&self, actor: &str, login: &str, exception: Json) -> Result<(), Refused> {
        let exception: Override = serde_json::from_value(exception).unwrap();
        self.administration.add_override(&ctx(actor), login, &exception).map(drop)
    }
}

/// Beyond what the actor holds, with these words.
#[track_caller]
fn beyond<T: std::fmt::Debug>(told: Result<T, Refused>, words: &str) {
    match told {
        Err(Refused::Beyond(why)) => assert!(why.contains(words), "{why:?} does not say {words:?}"),
        other => panic!("{other:?}"),
    }
}

fn deny(model: &str) -> Json {
    json!({"effect": "deny", "model": model, "operations": ["read"], "reason": "Under review"})
}

#[test]
fn exceptions_are_for_who_could_give_what_they_are_about() {
    on_both(|office| {
        Desk::of(office, "root").households();
        office.made(json!({"login": "in1", "company": "ministry", "area": "D1"}));
        let viewer =
            json!({"login": "in2", "company": "ministry", "area": "D1", "lines": [{"role": "viewer"}]});
        office.made(viewer);
        let lift = |actor: &str, login: &str| {
            let id = office.administration.list_overrides(&ctx("machine"), login).unwrap().value[0].id;
            office.administration.remove_override(&ctx(actor), login, id)
        };

        // The service desk helps with accounts, and manages nobody's rights.
        office.except("root", "in1", deny("bailiwick.user")).unwrap();
        beyond(lift("desk", "in1"), "bailiwick.user_manager");
        beyond(office.except("desk", "in1", deny("bailiwick.user")), "bailiwick.user_manager");
        lift("dora", "in1").unwrap();

        // Dora sees households in her district, in2 everywhere: it is not hers to deny him. What he has nothing to do with is.
        beyond(office.except("dora", "in2", deny("reg.household")), "reg.viewer in every area");
        office.except("dora", "in2", deny("bailiwick.setting")).unwrap();
        beyond(lift("dora", "in2"), "reg.viewer in every area");

        // What allows is taken away by who could give it, and given for no longer than he holds it.
        let allow = json!({"effect": "allow", "model": "reg.household", "operations": ["update"], "reason": "Moving"});
        office.except("root", "in1", allow.clone()).unwrap();
        beyond(lift("dora", "in1"), "takes an administrator");
        office.made(json!({"login": "temp", "company": "ministry", "lines": [{"role": "administrator", "to": "2026-12-31"}]}));
        beyond(office.except("temp", "nora", allow.clone()), "after 2026-12-31");
        let mut short = allow;
        short["to"] = json!("2026-12-24");
        office.except("temp", "nora", short).unwrap();
    });
}

/// Hana heads a department, works on the cases of her departments, and manages everybody's account.
fn heads(office: &Office) {
    let desk = Desk::of(office, "root");
    desk.create("model", "reg.case", json!({"fields": {"department": "char"}})).unwrap();
    desk.create("group", "reg.cases", json!({"label": "Cases"})).unwrap();
    let row = json!({"model": "reg.case", "group": "reg.cases", "operations": ["read"]});
    desk.create("acl", "reg.cases", row).unwrap();
    let domain = "[('department', 'in', actor.departments)]";
    let rule =
        json!({"label": "Own departments", "model": "reg.case", "groups": ["reg.cases"], "domain": domain});
    desk.create("rule", "reg.cases", rule).unwrap();
    for (id, group) in [("caseworker", "reg.cases"), ("people", "bailiwick.user_manager")] {
        desk.create("role", id, json!({"label": id, "groups": [group]})).unwrap();
    }
    for (code, parent) in [("it", None), ("ops", Some("it")), ("fin", None)] {
        let body = json!({"code": code, "name": code, "company": "ministry", "parent": parent});
        let body = NewDepartment::read(object(body)).unwrap();
        office.administration.make_place::<Department>(&ctx("root"), &body).unwrap();
    }
    let roles = ["client_department_head", "caseworker", "people"].map(|role| json!({ "role": role }));
    office.made(json!({"login": "hana", "company": "ministry", "department": "it", "lines": roles}));
    for (login, department) in [("x1", "fin"), ("x2", "ops"), ("x3", "fin")] {
        office.made(json!({"login": login, "company": "ministry", "area": "D1", "department": department}));
    }
}

#[test]
fn what_goes_by_department_is_handed_on_within_one_s_own() {
    on_both(|office| {
        heads(office);
        let head = || json!({"role": "caseworker"});
        beyond(office.give("hana", "x1", head()), "department fin is not among yours");
        office.give("hana", "x2", head()).unwrap();
        beyond(
            office.change("hana", "x2", json!({"department": "fin"})),
            "department fin is not among yours",
        );
        office.change("hana", "x2", json!({"department": "it"})).unwrap();
        office.change("hana", "x2", json!({"department": "ops"})).unwrap();
        office.change("hana", "x3", json!({"department": "ops"})).unwrap();
        office.change("hana", "x3", json!({"department": null})).unwrap();
        // Who sees all of something anyway hands it on as he likes.
        office.give("root", "x1", head()).unwrap();
        office.give("hana", "x1", json!({"role": "client_department_head"})).unwrap();
        office.give("root", "x3", head()).unwrap();
        // What a department gives to its people is no way around, and neither is where it lies.
        office.give("root", "department:fin", head()).unwrap();
        beyond(
            office.change("hana", "x2", json!({"department": "fin"})),
            "department fin is not among yours",
        );
        let desk = Desk::of(office, "root");
        desk.create("group", "p.lines", json!({"label": "Gives roles"})).unwrap();
        for (model, operations) in
            [("role_line", vec!["create", "read"]), ("department", vec!["read"]), ("company", vec!["read"])]
        {
            let row =
                json!({"model": format!("bailiwick.{model}"), "group": "p.lines", "operations": operations});
            desk.create("acl", &format!("p.lines.{model}"), row).unwrap();
        }
        desk.create(
            "role",
            "giver",
            json!({"label": "Giver", "groups": ["p.lines", "reg.cases", "bailiwick.user_manager"]}),
        )
        .unwrap();
        office.made(
            json!({"login": "gil", "company": "ministry", "department": "it", "lines": [{"role": "giver"}]}),
        );
        beyond(office.give("gil", "company:ministry", head()), "people of any department");
        office.give("gil", "department:ops", head()).unwrap();
    });
}

#[test]
fn a_department_goes_below_another_by_who_may_show_its_people_to_those_above() {
    on_both(|office| {
        heads(office);
        let desk = Desk::of(office, "root");
        desk.create("group", "p.planner", json!({"label": "Plans departments"})).unwrap();
        for (model, operations) in [("department", vec!["read", "update"]), ("company", vec!["read"])] {
            let row = json!({"model": format!("bailiwick.{model}"), "group": "p.planner", "operations": operations});
            desk.create("acl", &format!("p.planner.{model}"), row).unwrap();
        }
        desk.create("role", "planner", json!({"label": "Planner", "groups": ["p.planner"]})).unwrap();
        office.made(json!({"login": "paul", "company": "ministry", "lines": [{"role": "planner"}]}));
        let go = |actor: &str, code: &str, parent: Option<&str>| {
            let parent = parent.map(|code| code.parse().unwrap());
            office.administration.move_place::<Department>(&ctx(actor), code, parent.as_ref())
        };
        beyond(go("paul", "fin", Some("it")), "department fin is not among yours");
        go("paul", "ops", None).unwrap();
        go("paul", "ops", Some("fin")).unwrap();
        go("root", "fin", Some("it")).unwrap();
    });
}

#[test]
fn an_account_does_not_count_longer_than_its_rights_are_the_actor_s_to_give() {
    on_both(|office| {
        let until = |login: &str, to: &str, lines: Json| {
            office.made(
                json!({"login": login, "company": "ministry", "area": "D1", "valid_to": to, "lines": lines}),
            );
        };
        until("in1", "2026-12-01", json!([{"role": "viewer"}]));
        until("in2", "2026-12-01", json!([{"role": "registrar", "areas": ["D1"]}]));
        until("mo", "2026-12-31", json!([{"role": "district_user_manager", "areas": ["D1"]}]));
        let to = |day: Json| json!({ "valid_to": day });
        beyond(office.change("dora", "in1", to(json!("2027-01-01"))), "reg.viewer");
        office.change("dora", "in1", to(json!("2026-11-30"))).unwrap();
        office.change("dora", "in2", to(json!("2027-03-31"))).unwrap();
        beyond(office.change("dora", "in2", to(json!("2027-04-01"))), "after 2027-03-31");
        beyond(office.change("dora", "in2", to(Json::Null)), "after 2027-03-31");
        // Nobody lengthens his own.
        beyond(office.change("mo", "mo", to(json!("2027-12-31"))), "nobody says of himself");
    });
}

#[test]
fn who_left_comes_back_by_who_could_make_him_anew() {
    on_both(|office| {
        office.made(json!({"login": "in1", "company": "ministry", "area": "D1"}));
        office.made(
            json!({"login": "in2", "company": "ministry", "area": "D1", "lines": [{"role": "viewer"}]}),
        );
        let set =
            |actor: &str, login: &str, state| office.administration.set_user_state(&ctx(actor), login, state);
        for login in ["in1", "in2"] {
            set("root", login, AccountState::Left).unwrap();
        }
        beyond(set("desk", "in1", AccountState::Suspended), "bailiwick.user_manager");
        beyond(set("dora", "in2", AccountState::Suspended), "reg.viewer");
        set("dora", "in1", AccountState::Suspended).unwrap();
        // Letting in is what a service desk is for.
        set("desk", "in1", AccountState::Active).unwrap();
    });
}

#[test]
fn groups_that_wait_behind_a_role_do_not_come_back_by_others() {
    on_both(|office| {
        let groups = json!(["reg.viewer"]);
        let managed = json!({"role": "registrar", "areas": ["D1"], "to": "2027-03-01"});
        office.made(json!({"login": "in1", "company": "ministry", "area": "D1", "groups": groups}));
        let line = office.give("root", "in1", managed).unwrap();
        beyond(office.administration.remove_line(&ctx("dora"), line), "reg.viewer in every area");
        office.administration.end_line(&ctx("dora"), line).unwrap();

        office.made(json!({"login": "out", "kind": "client", "company": "acme-east", "groups": groups}));
        office.made(json!({"login": "mona", "company": "ministry", "lines": [{"role": "manager", "companies": ["acme", "bolt"]}]}));
        let within = json!({"role": "client_end_user", "companies": ["acme-east"]});
        let line = office.give("root", "company:acme-east", within).unwrap();
        beyond(office.administration.remove_line(&ctx("carl"), line), "reg.viewer");
        beyond(office.change("mona", "out", json!({"company": "bolt"})), "reg.viewer");
        office.give("root", "company:bolt", json!({"role": "client_end_user"})).unwrap();
        office.change("mona", "out", json!({"company": "bolt"})).unwrap();
        office.administration.remove_line(&ctx("carl"), line).unwrap();
    });
}

#[test]
fn nobody_says_of_himself_who_he_is() {
    on_both(|office| {
        let manages = json!([{"role": "district_user_manager", "areas": ["D1"]}]);
        office.made(json!({"login": "mo", "company": "ministry", "area": "D1", "lines": manages}));
        beyond(office.change("mo", "mo", json!({"external_id": 7})), "nobody says of himself");
        beyond(office.change("mo", "mo", json!({"kind": "service"})), "nobody says of himself");
        office.change("mo", "mo", json!({"job_title": "Manager"})).unwrap();
        office.change("root", "root", json!({"external_id": 1})).unwrap();
    });
}

#[test]
fn lines_come_to_count_in_another_company_by_who_holds_them_there() {
    on_both(|office| {
        let both = json!([{"role": "manager", "companies": ["acme", "bolt"]}]);
        office.made(json!({"login": "mona", "company": "ministry", "lines": both}));
        office.made(json!({"login": "u1", "company": "acme", "lines": [{"role": "viewer"}]}));
        office.made(
            json!({"login": "u2", "company": "acme", "lines": [{"role": "viewer", "companies": ["acme"]}]}),
        );
        for patch in [json!({"companies": ["bolt"]}), json!({"company": "bolt"})] {
            beyond(office.change("mona", "u1", patch), "reg.viewer");
        }
        office.change("mona", "u2", json!({"companies": ["bolt"]})).unwrap();
        // A client's people stay within their companies, so a line that reaches further counts for nothing until they belong there.
        let far = json!([{"role": "viewer", "companies": ["bolt"]}]);
        office.made(json!({"login": "u3", "kind": "client", "company": "acme", "lines": far}));
        beyond(office.change("mona", "u3", json!({"companies": ["bolt"]})), "reg.viewer");
        office.change("mona", "u3", json!({"companies": ["acme-east"]})).unwrap();
        // Several companies are worth a group of their own where the policy says so.
        let several = json!({"label": "Several companies"});
        Desk::of(office, "root").create("group", "base.group_multi_company", several).unwrap();
        beyond(office.change("mona", "ella", json!({"companies": ["bolt"]})), "base.group_multi_company");
        // When a company's days begin and end is everybody's business.
        let zone = |actor: &str| {
            let patch = object(json!({"timezone": "Pacific/Kiritimati"}));
            office.administration.change_place::<Company>(&ctx(actor), "acme", &patch)
        };
        beyond(zone("carl"), "takes an administrator");
        zone("root").unwrap();
    });
}

#[test]
fn nobody_slips_something_into_the_template_of_another() {
    on_both(|office| {
        let manages = json!([{"role": "district_user_manager", "areas": ["D1"]}]);
        office.made(json!({"login": "mo", "company": "ministry", "area": "D1", "lines": manages}));
        let plain = ColumnMapping::default();
        let sly: ColumnMapping =
            serde_json::from_value(json!({"defaults": {"role": "administrator"}})).unwrap();
        let save = |actor: &str, mapping: &ColumnMapping| {
            office.administration.save_import_template(&ctx(actor), "People", mapping)
        };
        save("dora", &plain).unwrap();
        beyond(save("mo", &sly), "saved by somebody else");
        beyond(office.administration.remove_import_template(&ctx("mo"), "People"), "saved by somebody else");
        save("mo", &plain).unwrap();
        save("dora", &ColumnMapping { pass_over_others: true, ..plain.clone() }).unwrap();
        save("root", &plain).unwrap();
        beyond(save("dora", &sly), "saved by somebody else");
        office.administration.remove_import_template(&ctx("root"), "People").unwrap();

        // A name that is free again is no way to slip something in: a table is taken in by one's own, or an administrator's.
        save("dora", &sly).unwrap();
        let wish = ImportWish { template: Some("People".to_owned()), ..ImportWish::default() };
        let by = |actor: &str| {
            let table = &b"login,company\nana,ministry\n"[..];
            office.administration.import_users(&ctx(actor), &wish, table, &|| NOW_US)
        };
        beyond(by("root"), "saved by somebody else");
        by("dora").unwrap();
        save("root", &plain).unwrap();
        by("dora").unwrap();
    });
}

#[test]
fn what_is_not_set_is_unset_by_who_may_set_it() {
    on_both(|office| {
        let lines = json!([{"role": "manager", "companies": ["bolt"]}, {"role": "general_user"}]);
        office.made(json!({"login": "mixed", "company": "ministry", "lines": lines}));
        let days = "account.recovery_days";
        let unset = |actor: &str, scope: &str| {
            office.administration.unset_setting(&ctx(actor), &scope.parse().unwrap(), days).map(drop)
        };
        for nothing_or_something in [true, false] {
            assert!(matches!(unset("mixed", "company:acme"), Err(Refused::NotAllowed(_))));
            assert!(matches!(unset("mixed", "area:D1"), Err(Refused::NotAllowed(_))));
            assert!(matches!(unset("carl", "company:bolt"), Err(Refused::Missing { .. })));
            if nothing_or_something {
                unset("mixed", "company:bolt").unwrap();
                let seven = json!({"value": 7});
                office.set("root", "company:acme", days, seven.clone()).unwrap();
                assert!(office.set("mixed", "company:acme", days, seven).unwrap_err().contains("you may"));
            }
        }
        unset("carl", "company:acme").unwrap();
    });
}

#[test]
fn an_area_is_no_way_to_companies_departments_and_policy() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        for (id, group) in [("boss", "bailiwick.company_manager"), ("all", "bailiwick.administrator")] {
            let body = json!({"label": "Local", "scope": "local", "groups": [group]});
            desk.create("role", &format!("local_{id}"), body).unwrap();
            let line = json!({"role": format!("local_{id}"), "areas": ["D1"]});
            office.made(json!({"login": id, "company": "ministry", "lines": [line]}));
        }
        office.made(json!({"login": "in1", "company": "acme", "area": "D1"}));
        for actor in ["boss", "all"] {
            // Their people are theirs to manage, and places can be seen.
            office.change(actor, "in1", json!({"job_title": "Clerk"})).unwrap();
            office.administration.show_place::<Company>(&ctx(actor), "acme").unwrap();
            let named = object(json!({"name": "Ours"}));
            let told = office.administration.change_place::<Company>(&ctx(actor), "acme", &named);
            assert!(matches!(told, Err(Refused::NotAllowed(_))), "{told:?}");
            let body =
                NewDepartment::read(object(json!({"code": "x", "name": "X", "company": "acme"}))).unwrap();
            let told = office.administration.make_place::<Department>(&ctx(actor), &body);
            assert!(matches!(told, Err(Refused::NotAllowed(_))), "{told:?}");
            assert!(matches!(
                office.administration.delete_place::<Department>(&ctx(actor), "sales"),
                Err(Refused::NotAllowed(_))
            ));
            let told = office.set(actor, "company:acme", "account.recovery_days", json!({"value": 3}));
            assert!(told.is_err(), "{told:?}");
        }
    });
}

#[test]
fn the_wall_around_a_client_is_also_around_what_its_people_hand_on() {
    on_both(|office| {
        office.give("root", "carl", json!({"role": "client_it_administrator"})).unwrap();
        office.give("root", "carl", json!({"role": "viewer"})).unwrap();
        // Carl holds it without limit, and stays within his companies; an internal colleague would not.
        office.made(json!({"login": "ina", "company": "acme", "area": "D1"}));
        let to = |companies: Json| json!({"role": "viewer", "companies": companies});
        // Of another client's company he does not even hear that it is there.
        let told = office.give("carl", "company:acme", to(json!(["bolt"])));
        assert!(matches!(told, Err(Refused::Invalid(_))), "{told:?}");
        beyond(office.give("carl", "company:acme", to(json!([]))), "within your own companies");
        office.give("carl", "company:acme", to(json!(["acme", "acme-east"]))).unwrap();
    });
}

#[test]
fn what_is_denied_to_somebody_is_not_his_to_give() {
    on_both(|office| {
        Desk::of(office, "root").households();
        office.made(json!({"login": "in1", "company": "ministry", "area": "D1"}));
        let registrar = || json!({"role": "registrar", "areas": ["D1"], "to": "2027-03-01"});
        let line = office.give("dora", "in1", registrar()).unwrap();
        office.administration.remove_line(&ctx("dora"), line).unwrap();
        office.except("root", "dora", deny("reg.household")).unwrap();
        beyond(office.give("dora", "in1", registrar()), "reg.viewer allows what an override denies you");
        let denied = office.administration.list_overrides(&ctx("root"), "dora").unwrap().value[0].id;
        office.administration.remove_override(&ctx("root"), "dora", denied).unwrap();
        office.give("dora", "in1", registrar()).unwrap();
    });
}
