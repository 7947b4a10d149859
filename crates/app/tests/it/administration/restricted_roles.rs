//! Roles that are written as what they may do.

use bailiwick_app::{
    State, When,
    administration::{PolicyListing, Refused},
    decisions::{Evaluator, Query},
};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Value as Json, json};

use super::{
    desk::Desk,
    fixture::{NOW_US, Office, ctx, on_both},
};

fn clerk() -> Json {
    json!({
        "label": "Field clerk",
        "may": {
            "modules": ["registry"], "features": ["export"], "reports": ["enrolment:view"],
            "actions": ["reg.household.approve"],
            "data": [
                {"model": "reg.household", "operations": ["read"]},
                {"model": "reg.household", "operations": ["update"], "where": "[('state', '=', 'draft')]"},
            ],
        },
    })
}

fn own_parts(desk: &Desk<'_>) -> Vec<String> {
    let kinds = [PolicyKind::Group, PolicyKind::Acl, PolicyKind::Rule, PolicyKind::Permission];
    let of = |kind| {
        let mut wanted = PolicyListing::of(kind);
        wanted.listing.search = "role.clerk".to_owned();
        desk.ids(&wanted)
    };
    kinds.into_iter().flat_map(of).collect()
}

#[test]
fn such_a_role_is_made_read_back_changed_and_taken_away_as_one() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        desk.create("permission", "module:registry", json!({"groups": ["reg.viewer"]})).unwrap();
        let before = office.administration.installation().trail(&Default::default(), 1000).unwrap().len();
        let made = desk.create("role", "clerk", clerk()).unwrap();
        assert_eq!(made["body"]["may"], clerk()["may"]);
        assert_eq!(made["body"].get("groups"), None, "the role's own group comes by itself");
        assert_eq!(
            own_parts(&desk),
            [
                "role.clerk",
                "role.clerk.reg.household.read",
                "role.clerk.reg.household.update",
                "role.clerk.reg.household.read",
                "role.clerk.reg.household.update",
                "action:reg.household.approve",
                "feature:export",
                "module:registry",
                "report:enrolment:view",
            ]
        );
        let entries = office.administration.installation().trail(&Default::default(), 1000).unwrap();
        assert_eq!(entries.len(), before + 1, "one entry for all of it");
        // It is changed as one …
        let patch = json!({"may": {"features": null, "data": [{"model": "reg.household", "operations": ["read"], "where": "[('state', '=', 'draft')]"}]}});
        let changed = desk.change("role", "clerk", patch).unwrap();
        assert_eq!(changed["body"]["may"]["data"][0]["where"], "[('state', '=', 'draft')]");
        assert_eq!(changed["body"]["may"].get("features"), None);
        assert!(desk.show("permission", "feature:export").is_err(), "it was made for the role alone");
        // … and not in parts.
        for (kind, id) in [
            ("group", "role.clerk"),
            ("acl", "role.clerk.reg.household.read"),
            ("rule", "role.clerk.reg.household.read"),
        ] {
            assert_eq!(desk.show(kind, id).unwrap()["part_of"], "clerk");
            let refused = desk.delete(kind, id).unwrap_err();
            assert!(refused.to_string().contains("changed together with it"), "{refused}");
            assert!(desk.change(kind, id, json!({"label": "x"})).is_err());
        }
        let row = json!({"model": "reg.household", "group": "role.clerk", "operations": ["delete"]});
        assert!(matches!(desk.create("acl", "mine", row), Err(Refused::Conflict(_))));
        desk.delete("role", "clerk").unwrap();
        assert_eq!(own_parts(&desk), [""; 0]);
        let module = desk.show("permission", "module:registry").unwrap();
        assert_eq!(module["body"]["groups"], json!(["reg.viewer"]), "others keep it");
    });
}

#[test]
fn it_gives_exactly_what_it_says() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        desk.create("role", "clerk", clerk()).unwrap();
        office
            .create("root", json!({"login": "ann", "company": "ministry", "lines": [{"role": "clerk"}]}))
            .unwrap();
        let state = office.administration.installation().load().unwrap();
        let may = |action: &str, record: &str| allowed(&state, "ann", action, record);
        assert!(may("read", "2") && may("update", "1") && !may("update", "2") && !may("delete", "1"));
        assert!(may("approve", "1") && !may("approve", "2"), "an action obeys the rules of its operation");
    });
}

fn allowed(state: &State, user: &str, action: &str, record: &str) -> bool {
    let mut evaluator = Evaluator::at(state, When::At(NOW_US / 1_000_000));
    let query =
        Query { user, action, model: Some("reg.household"), record: Some(record), ..Query::default() };
    evaluator.evaluate(&query).unwrap().allowed
}

#[test]
fn faults_are_told_with_their_places() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let read = json!(["read"]);
        let faulty = [
            (json!({"data": [{"model": "reg.nothing", "operations": read}]}), "/may/data/0/model"),
            (json!({"data": [{"model": "reg.household", "operations": []}]}), "/may/data/0/operations"),
            (
                json!({"data": [{"model": "reg.household", "operations": read}, {"model": "reg.household", "operations": read}]}),
                "/may/data/1/operations",
            ),
            (
                json!({"data": [{"model": "reg.household", "operations": read, "where": "[('x', '=', 1)]"}]}),
                "/may/data/0/where",
            ),
            (json!({"actions": ["reg.household.burn"]}), "/may/actions/0"),
            (json!({"reports": ["enrolment"]}), "/may/reports/0"),
            (json!({"everything": true}), "/may/everything"),
        ];
        for (may, pointer) in faulty {
            let Err(Refused::Invalid(faults)) =
                desk.create("role", "clerk", json!({"label": "C", "may": may}))
            else {
                panic!("{may}");
            };
            let found: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
            assert_eq!(found, [pointer], "{may}: {faults:?}");
        }
        assert!(desk.show("role", "clerk").is_err() && desk.show("group", "role.clerk").is_err());
        // Trying it out shows who would gain what, before anybody holds it.
        let dry = ctx("root").dry();
        let body = super::desk::object(clerk());
        let tried = office.administration.create_policy(&dry, PolicyKind::Role, "clerk", &body).unwrap();
        assert_eq!(tried.value.preview.unwrap().affected, 0);
        let both = desk.preview(json!([
            {"create": {"kind": "role", "id": "clerk", "body": body}},
            {"add_line": {"user": "nora", "line": {"role": "clerk"}}},
        ]));
        let preview = both.unwrap();
        assert_eq!(json!(preview.users[0].gains), json!([{"group": "role.clerk"}]));
        assert_eq!(preview.users[0].permissions.len(), 4, "{preview:?}");
    });
}

#[test]
fn two_such_roles_add_up() {
    on_both(|office: &Office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let data = |domain: Option<&str>| {
            let mut right = json!({"model": "reg.household", "operations": ["read"]});
            if let Some(domain) = domain {
                right["where"] = domain.into();
            }
            json!({"label": "R", "may": {"data": [right]}})
        };
        desk.create("role", "some", data(Some("[('state', '=', 'draft')]"))).unwrap();
        desk.create("role", "all", data(None)).unwrap();
        let lines = json!([{"role": "some"}, {"role": "all"}]);
        office.create("root", json!({"login": "ann", "company": "ministry", "lines": lines})).unwrap();
        let state = office.administration.installation().load().unwrap();
        assert!(allowed(&state, "ann", "read", "2"), "what one of them gives, the other does not take");
    });
}
