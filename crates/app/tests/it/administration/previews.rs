//! Who gains and who loses what, said before it is done.

use bailiwick_app::administration::Refused;
use bailiwick_protocol::rest::{LineForm, merged};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    desk::{Desk, object, pointers},
    fixture::{ctx, on_both},
};

#[test]
fn a_change_that_is_only_tried_tells_who_gains_and_who_loses() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        office
            .create("root", json!({"login": "ann", "company": "ministry", "lines": [{"role": "viewer"}]}))
            .unwrap();
        let proposal = json!([{"change": {"kind": "role", "id": "viewer", "patch": {"groups": ["reg.viewer", "reg.registrar"]}}}]);
        let preview = desk.preview(proposal.clone()).unwrap();
        let users: Vec<Json> = preview.users.iter().map(|user| json!(user)).collect();
        assert_eq!((preview.concerned, preview.affected, users.len()), (1, 1, 1), "{preview:?}");
        assert_eq!(users[0]["gains"], json!([{"group": "reg.registrar"}]));
        let update =
            json!({"model": "reg.household", "operation": "update", "before": "none", "after": "everywhere"});
        assert!(users[0]["operations"].as_array().unwrap().contains(&update), "{users:?}");
        let gained = json!({"model": "reg.household", "operation": "update", "gained": 3, "lost": 0});
        assert!(users[0]["records"].as_array().unwrap().contains(&gained), "{users:?}");
        assert_eq!(preview.sentences[0], "One user gains or loses something.");
        // Trying the change itself says the same, and nothing was done by either.
        let edit = |body: &Map<String, Json>| {
            merged(body, object(json!({"groups": ["reg.viewer", "reg.registrar"]})))
        };
        let tried = office
            .administration
            .change_policy(&ctx("root").dry(), PolicyKind::Role, "viewer", edit)
            .unwrap();
        assert_eq!(tried.value.preview, Some(preview));
        assert_eq!(desk.show("role", "viewer").unwrap()["body"]["groups"], json!(["reg.viewer"]));
        // It takes what the change takes.
        assert!(matches!(Desk::of(office, "audrey").preview(proposal), Err(Refused::Beyond(_))));
    });
}

#[test]
fn a_rule_is_previewed_by_the_records_it_takes() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let rule = json!({"model": "reg.household", "domain": "[('state', '=', 'approved')]", "operations": ["read"]});
        let preview =
            desk.preview(json!([{"create": {"kind": "rule", "id": "approved", "body": rule}}])).unwrap();
        let [dora] = preview.users.as_slice() else { panic!("{preview:?}") };
        // She reaches the two households of D1, one of which is a draft.
        assert_eq!(
            json!(dora),
            json!({"login": "dora", "records": [
                {"model": "reg.household", "operation": "read", "gained": 0, "lost": 1}
            ]})
        );
        assert_eq!(preview.sentences[1], "dora loses read of 1 reg.household record.");
        // On own objects it is the database that counts.
        let rule = json!({"model": "bailiwick.user", "domain": "[('company', '!=', 'acme')]", "operations": ["read"]});
        let preview = desk.preview(json!([{"create": {"kind": "rule", "id": "x", "body": rule}}])).unwrap();
        let root = preview.users.iter().find(|user| user.login.as_str() == "root").unwrap();
        assert_eq!(
            json!(root.records),
            json!([{"model": "bailiwick.user", "operation": "read", "gained": 0, "lost": 2}])
        );
    });
}

#[test]
fn several_changes_are_previewed_together() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        office
            .create("root", json!({"login": "temp", "company": "ministry", "groups": ["reg.registrar"]}))
            .unwrap();
        let preview = desk
            .preview(json!([
                {"create": {"kind": "group", "id": "reg.new", "body": {"label": "New"}}},
                {"create": {"kind": "role", "id": "newcomer", "body": {"label": "Newcomer", "groups": ["reg.new"]}}},
                {"add_line": {"user": "nora", "line": {"role": "newcomer", "from": "2026-12-01"}}},
                {"add_line": {"company": "acme", "line": {"role": "newcomer", "companies": ["acme-east"]}}},
                {"set_groups": {"user": "temp", "groups": ["reg.viewer"]}},
            ]))
            .unwrap();
        let told: Vec<(String, Json)> =
            preview.users.iter().map(|user| (user.login.to_string(), json!(user.gains))).collect();
        let everywhere_later = json!([{"group": "reg.new", "from": "2026-12-01"}]);
        let in_company = json!([{"group": "reg.new", "companies": ["acme-east"]}]);
        let nothing = json!([]);
        let expected =
            [("carl", &in_company), ("ella", &in_company), ("nora", &everywhere_later), ("temp", &nothing)];
        assert_eq!(told, expected.map(|(login, gains)| (login.to_owned(), gains.clone())));
        assert_eq!(
            json!(preview.users[3].loses),
            json!([{"group": "reg.registrar"}]),
            "viewer is implied by it"
        );
        // The place of a fault begins with the number of the proposal.
        let line: LineForm = serde_json::from_value(json!({"role": "registrar"})).unwrap();
        let refused = desk.preview(json!([{"add_line": {"user": "nora", "line": line}}])).unwrap_err();
        assert_eq!(pointers(&refused), ["/0/areas"]);
        let revision = office.administration.installation().database().revision().unwrap();
        desk.preview(json!([{"delete": {"kind": "role", "id": "viewer"}}])).unwrap();
        assert_eq!(office.administration.installation().database().revision().unwrap(), revision);
    });
}

#[test]
fn an_exception_is_previewed_on_the_day_it_begins() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let exception = json!({"effect": "allow", "model": "reg.household", "operations": ["read"], "reason": "The audit", "from": "2026-12-01"});
        let add = json!({"add_override": {"user": "nora", "override": exception}});
        let narrow = json!({"change_override": {"user": "nora", "id": 1, "patch": {"areas": ["D1"]}}});
        let told = |changes: Json| {
            let preview = desk.preview(changes).unwrap();
            json!(preview.users.first().map(|user| user.operations.clone()))
        };
        let read = |after: &str| json!([{"model": "reg.household", "operation": "read", "before": "none", "after": after, "from": "2026-12-01"}]);
        assert_eq!(told(json!([add])), read("everywhere"));
        assert_eq!(told(json!([add, narrow])), read("somewhere"));
        assert_eq!(told(json!([add, {"remove_override": {"user": "nora", "id": 1}}])), Json::Null);
    });
}

#[test]
fn who_may_not_be_seen_is_counted_and_not_named() {
    on_both(|office| {
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
        let line = json!([{"add_line": {"user": "in1", "line": {"role": "registrar", "areas": ["D1"], "to": "2027-03-31"}}}]);
        let preview = Desk::of(office, "dora").preview(line.clone()).unwrap();
        assert_eq!(
            json!(preview.users[0].gains[0]),
            json!({"group": "reg.registrar", "areas": ["D1"], "to": "2027-03-31"})
        );
        let refused = Desk::of(office, "carl").preview(line).unwrap_err();
        assert!(matches!(refused, Refused::Missing { .. }), "{refused}");
        // Carl gives everybody of his company something, and sees them all; Bolt's people are none of his business.
        let line = json!([{"add_line": {"company": "acme", "line": {"role": "client_end_user", "companies": ["acme"]}}}]);
        let preview = Desk::of(office, "carl").preview(line).unwrap();
        assert_eq!((preview.concerned, preview.affected), (2, 0), "the role gives nothing: {preview:?}");
    });
}
