//! Users: made, seen, changed, stopped.

use bailiwick_model::{AccountState, audit::AuditAction};
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

#[test]
fn one_call_makes_a_user_with_all_that_belongs_to_it() {
    on_both(|office| {
        let made = office
            .create(
                "root",
                json!({
                    "login": "asha", "first_name": "Asha", "last_name": "Rao", "email": "Asha.Rao@office.example",
                    "company": "ministry", "area": "D1", "phones": [{"kind": "mobile", "number": "+63 917 000 0000"}],
                    "qualifications": [{"kind": "certification", "name": "First aid", "valid_until": "2027-01-31"}],
                    "lines": [{"role": "registrar", "areas": ["D1"], "from": "2026-12-01", "to": "2027-03-31", "reason": "The season"}],
                }),
            )
            .unwrap();
        assert_eq!(made["display_name"], "Asha Rao");
        assert_eq!(made["state"], "active");
        assert_eq!(made["lines"][0]["granted_by"], "root");
        assert_eq!(made["lines"][0]["enabled"], false, "it begins in December");
        assert_eq!(made["qualifications"][0]["valid_until"], "2027-01-31");
        // The address is taken now, however it is written.
        let taken =
            office.create("root", json!({"login": "asha2", "email": "ASHA.RAO@office.example"})).unwrap_err();
        assert!(taken.contains("address"), "{taken}");
        for search in ["asha", "rao ash", "office", "ASHA.RAO"] {
            assert_eq!(office.logins("root", "", search), ["asha"], "{search}");
        }
        assert_eq!(
            office.logins("root", "[('qualification_ids.valid_until', '<', '2027-02-01')]", ""),
            ["asha"]
        );
        assert_eq!(office.logins("machine", "[('area', '=', 'D1')]", ""), ["asha"]);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn lists_hold_what_may_be_seen() {
    on_both(|office| {
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        office.create("root", json!({"login": "in2", "company": "ministry", "area": "D2"})).unwrap();
        let all = ["audrey", "bob", "carl", "desk", "dora", "ella", "in1", "in2", "nora", "root"];
        assert_eq!(office.logins("root", "", ""), all);
        assert_eq!(office.logins("audrey", "", ""), all);
        assert_eq!(office.logins("dora", "", ""), ["in1"]);
        assert_eq!(office.logins("carl", "", ""), ["carl", "ella"]);
        assert_eq!(office.logins("nora", "", ""), [""; 0]);
        assert_eq!(office.logins("stranger", "", ""), [""; 0]);
        assert!(office.administration.show_user(&ctx("carl"), "bob").is_err());
        assert!(office.administration.show_user(&ctx("carl"), "ella").is_ok());
    });
}

fn patch(office: &Office, actor: &str, login: &str, patch: Json) -> Result<Json, String> {
    let Json::Object(patch) = patch else { panic!("no object") };
    let changed = office.administration.change_user(&ctx(actor), login, &patch);
    changed.map(|done| json!(done.value)).map_err(|refused| refused.to_string())
}

#[test]
fn what_may_be_changed_depends_on_who_and_where() {
    on_both(|office| {
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        let changed = patch(office, "dora", "in1", json!({"first_name": "Ines"})).unwrap();
        assert_eq!(changed["display_name"], "Ines");
        // Out of one's own reach is out of the question, and so is what one cannot see.
        assert!(
            patch(office, "dora", "in1", json!({"area": "D2"}))
                .unwrap_err()
                .contains("there is no area \"D2\"")
        );
        assert_eq!(office.logins("dora", "", ""), ["in1"], "nothing happened");
        assert!(
            patch(office, "dora", "nora", json!({"name": "x"})).unwrap_err().contains("no user \"nora\"")
        );
        assert!(
            patch(office, "audrey", "in1", json!({"name": "x"}))
                .unwrap_err()
                .contains("not allowed to modify")
        );
        // The service desk helps, and does not decide where somebody belongs.
        patch(office, "desk", "in1", json!({"phones": [{"kind": "work", "number": "+6328000000"}]})).unwrap();
        assert!(
            patch(office, "desk", "in1", json!({"area": "D2"})).unwrap_err().contains("may not change area")
        );
        // Unknown places are named.
        let wrong =
            patch(office, "root", "in1", json!({"company": "nowhere", "area": "X", "timezone": "Mars"}))
                .unwrap_err();
        for part in ["company", "area", "timezone"] {
            assert!(wrong.contains(part), "{wrong}");
        }
        assert!(patch(office, "root", "in1", json!({"superuser": true})).unwrap_err().contains("superuser"));
    });
}

#[test]
fn accounts_go_through_legal_states_only() {
    on_both(|office| {
        office.create("root", json!({"login": "in1", "company": "ministry", "invite": true})).unwrap();
        let set = |state| office.administration.set_user_state(&ctx("root"), "in1", state);
        let illegal = set(AccountState::Suspended).unwrap_err().to_string();
        assert!(illegal.contains("invited"), "{illegal}");
        for state in
            [AccountState::Active, AccountState::Suspended, AccountState::Left, AccountState::Suspended]
        {
            assert_eq!(set(state).unwrap().value.state, Some(state));
        }
        let entries = office.administration.installation().trail(&Default::default(), 100).unwrap();
        let states = entries.iter().filter(|audited| audited.entry.action == AuditAction::USER_STATE).count();
        assert_eq!(states, 4);
    });
}

#[test]
fn trying_changes_nothing() {
    on_both(|office| {
        let new = Office::new_user(json!({"login": "in1", "company": "ministry"}));
        let before = office.administration.installation().database().revision().unwrap();
        office.administration.create_user(&ctx("root").dry(), &new).unwrap();
        assert!(office.administration.show_user(&ctx("root"), "in1").is_err());
        assert_eq!(office.administration.installation().database().revision().unwrap(), before);
    });
}

#[test]
fn a_changed_user_is_not_changed_by_who_has_not_seen_it() {
    on_both(|office| {
        let made = office.create("root", json!({"login": "in1", "company": "ministry"})).unwrap();
        patch(office, "root", "in1", json!({"name": "One"})).unwrap();
        let mut late = ctx("root");
        late.if_match = Some(made["tag"].as_str().unwrap().to_owned());
        let refused = office.administration.change_user(&late, "in1", &Map::new()).unwrap_err();
        assert_eq!(refused.code(), "changed_meanwhile");
    });
}
