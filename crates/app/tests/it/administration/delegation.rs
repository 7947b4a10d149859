//! Nobody gives more than he holds, by any way; nobody gets hold of who is more powerful; somebody always administers.

use bailiwick_app::administration::Holder;
use bailiwick_model::{AccountState, CompanyId, UserId};
use bailiwick_protocol::rest::{LineChange, LineForm};
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx, on_both};

fn grant(office: &Office, actor: &str, holder: &Holder, form: Json) -> Result<i64, String> {
    let form: LineForm = serde_json::from_value(form).unwrap();
    let added = office.administration.add_line(&ctx(actor), holder, &form);
    added.map(|done| done.value.id).map_err(|refused| refused.to_string())
}

fn user(login: &str) -> Holder {
    Holder::User(UserId::new(login).unwrap())
}

fn patch(office: &Office, actor: &str, login: &str, patch: Json) -> Result<(), String> {
    let Json::Object(patch) = patch else { panic!("no object") };
    office
        .administration
        .change_user(&ctx(actor), login, &patch)
        .map(drop)
        .map_err(|refused| refused.to_string())
}

#[test]
fn role_place_and_days_are_all_held_to() {
    on_both(|office| {
        for (login, area) in [("in1", "D1"), ("in2", "D2")] {
            office.create("root", json!({"login": login, "company": "ministry", "area": area})).unwrap();
        }
        let line = |role: &str, area: &str, to: &str| json!({"role": role, "areas": [area], "to": to});
        let in1 = user("in1");
        let id = grant(office, "dora", &in1, line("registrar", "D1", "2027-03-31")).unwrap();
        for (form, says) in [
            (line("registrar", "D1", "2027-04-01"), "after 2027-03-31"),
            (json!({"role": "registrar", "areas": ["D1"]}), "after 2027-03-31"),
            (line("registrar", "D2", "2027-03-31"), "there is no area \"D2\""),
            (line("registrar", "P", "2027-03-31"), "there is no area \"P\""),
            (json!({"role": "viewer"}), "in every area"),
            (json!({"role": "administrator"}), "do not hold group"),
            (json!({"role": "registrar"}), "Local roles must have at least one area assigned"),
            (line("viewer", "D1", "2027-03-31"), "Global roles cannot have areas assigned"),
        ] {
            let refused = grant(office, "dora", &in1, form.clone()).unwrap_err();
            assert!(refused.contains(says), "{form}: {refused}");
        }
        assert!(
            grant(office, "dora", &user("in2"), line("registrar", "D1", "2027-03-31"))
                .unwrap_err()
                .contains("no user")
        );
        // A line is not stretched beyond it either, nor one of others taken away.
        let stretch = |change: &LineChange| Ok(LineChange { to: None, ..change.clone() });
        let refused = office.administration.change_line(&ctx("dora"), id, stretch).unwrap_err().to_string();
        assert!(refused.contains("after 2027-03-31"), "{refused}");
        let wide = grant(office, "root", &in1, json!({"role": "viewer"})).unwrap();
        assert!(office.administration.remove_line(&ctx("dora"), wide).is_err());
        assert!(office.administration.end_line(&ctx("dora"), id).is_ok());
    });
}

#[test]
fn neither_company_nor_department_is_a_way_around() {
    on_both(|office| {
        // Everybody of a branch is to be an auditor: whoever cannot make one cannot make one by the company either.
        let branch = Holder::Company(CompanyId::new("acme-east").unwrap());
        let auditor = json!({"role": "auditor"});
        assert!(grant(office, "carl", &branch, auditor.clone()).unwrap_err().contains("do not hold group"));
        grant(office, "root", &branch, auditor).unwrap();
        let refused = office
            .create("carl", json!({"login": "newcomer", "kind": "client", "company": "acme-east"}))
            .unwrap_err();
        assert!(
            refused.contains("everybody in company acme-east has a role that you cannot give"),
            "{refused}"
        );
        let refused = office
            .create("carl", json!({"login": "newcomer", "kind": "client", "company": "bolt"}))
            .unwrap_err();
        assert!(refused.contains("there is no company \"bolt\""), "{refused}");
        let refused = patch(office, "carl", "ella", json!({"companies": ["bolt"]})).unwrap_err();
        assert!(refused.contains("there is no company \"bolt\""), "{refused}");
    });
}

#[test]
fn more_powerful_accounts_are_out_of_reach() {
    on_both(|office| {
        office
            .create("root", json!({"login": "in1", "company": "ministry", "lines": [{"role": "viewer"}]}))
            .unwrap();
        let phone = json!({"phones": [{"kind": "work", "number": "+6328000000"}]});
        patch(office, "desk", "in1", phone.clone()).unwrap();
        for powerful in ["root", "dora", "carl", "audrey"] {
            let refused = patch(office, "desk", powerful, phone.clone()).unwrap_err();
            assert!(refused.contains("do not hold group"), "{powerful}: {refused}");
            let stopped =
                office.administration.set_user_state(&ctx("desk"), powerful, AccountState::Suspended);
            assert!(stopped.is_err(), "{powerful}");
        }
        // A help desk may stop an account, but nobody takes one over whose rights he does not hold.
        office.administration.set_user_state(&ctx("desk"), "in1", AccountState::Suspended).unwrap();
        office
            .create(
                "root",
                json!({"login": "in2", "company": "ministry", "area": "D1", "lines": [{"role": "viewer"}]}),
            )
            .unwrap();
        patch(office, "dora", "in2", json!({"first_name": "Ines"})).unwrap();
        let refused = patch(office, "dora", "in2", json!({"email": "dora@evil.example"})).unwrap_err();
        assert!(refused.contains("do not hold group reg.viewer"), "{refused}");
    });
}

#[test]
fn somebody_always_administers() {
    on_both(|office| {
        let office = &office.administration;
        let lines = office.show_user(&ctx("root"), "root").unwrap().value.lines;
        for actor in ["root", "machine"] {
            let refused = office.remove_line(&ctx(actor), lines[0].id).unwrap_err();
            assert_eq!(refused.code(), "last_administrator", "{refused}");
            assert!(office.end_line(&ctx(actor), lines[0].id).is_err());
            assert!(office.set_user_state(&ctx(actor), "root", AccountState::Left).is_err());
        }
        let form = LineForm {
            role: "administrator".parse().unwrap(),
            areas: Vec::new(),
            companies: Vec::new(),
            from: None,
            to: None,
            reason: None,
        };
        office.add_line(&ctx("root"), &user("nora"), &form).unwrap();
        office.remove_line(&ctx("nora"), lines[0].id).unwrap();
        assert!(office.show_user(&ctx("root"), "nora").is_err(), "from the next question on");
    });
}

#[test]
fn a_client_s_administrator_brings_nobody_into_another_company_however_far_his_lines_reach() {
    on_both(|office| {
        let unlimited = json!({"role": "client_it_administrator"});
        grant(office, "root", &user("carl"), unlimited).unwrap();
        let refused = patch(office, "carl", "ella", json!({"companies": ["bolt"]})).unwrap_err();
        assert!(refused.contains("there is no company \"bolt\""), "{refused}");
        patch(office, "carl", "ella", json!({"companies": ["acme-east"]})).unwrap();
    });
}

#[test]
fn colleagues_see_each_other_and_not_what_each_may_do() {
    on_both(|office| {
        grant(office, "root", &user("nora"), json!({"role": "general_user"})).unwrap();
        let shown = |actor: &str| office.administration.show_user(&ctx(actor), "root").unwrap().value;
        assert_eq!((shown("nora").lines, shown("nora").managed_by_roles), (Vec::new(), false));
        assert_eq!(shown("audrey").lines.len(), 1);
    });
}
