//! What was last done to a part of the policy is set back by what the trail says it was.

use bailiwick_app::{
    Author,
    administration::{Back, Refused, Subject},
};
use bailiwick_store::policy::PolicyKind;
use serde_json::json;

use super::{
    desk::{Desk, object},
    fixture::{NOW_US, Office, ctx, on_both},
};

fn back(office: &Office, kind: PolicyKind, id: &str) -> Option<Back> {
    office.administration.policy_back(&ctx("root"), kind, id).unwrap().value
}

/// Does it, whatever it is.
fn set_back(office: &Office, kind: PolicyKind, id: &str) {
    let (office, found) = (&office.administration, back(office, kind, id).expect("it can be set back"));
    match found {
        Back::Make(body) => drop(office.create_policy(&ctx("root"), kind, id, &body).unwrap()),
        Back::Change(members) => {
            let edit = |body: &serde_json::Map<_, _>| Ok(Back::edited(&members, body));
            drop(office.change_policy(&ctx("root"), kind, id, edit).unwrap());
        }
        Back::Remove => drop(office.delete_policy(&ctx("root"), kind, id).unwrap()),
    }
}

#[test]
fn what_was_changed_or_taken_away_is_as_it_was() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let may = json!({"data": [{"model": "reg.household", "operations": ["read"], "where": "[('state', '=', 'draft')]"}]});
        let role = json!({"label": "Reader", "scope": "global", "groups": ["reg.viewer"], "may": may});
        desk.create("role", "reader", role).unwrap();
        let rule = json!({"model": "reg.household", "groups": ["reg.viewer"], "domain": "[('state', '=', 'draft')]"});
        desk.create("rule", "drafts", rule).unwrap();
        let cases = [
            (
                PolicyKind::Acl,
                "acl",
                "reg.household.viewer",
                json!({"operations": ["delete", "read"], "label": "x"}),
            ),
            (PolicyKind::Rule, "rule", "drafts", json!({"domain": "[]", "groups": null, "active": false})),
            (PolicyKind::Role, "role", "reader", json!({"scope": "local", "may": null, "comment": "y"})),
            (
                PolicyKind::Model,
                "model",
                "reg.household",
                json!({"fields": {"born": "date", "income": "float"}}),
            ),
        ];
        for (kind, word, id, patch) in cases {
            let before = desk.show(word, id).unwrap()["body"].clone();
            desk.change(word, id, patch).unwrap();
            assert_ne!(desk.show(word, id).unwrap()["body"], before);
            set_back(office, kind, id);
            assert_eq!(desk.show(word, id).unwrap()["body"], before, "{word} is as it was");
            // To set back what was set back is to do it again.
            set_back(office, kind, id);
            assert_ne!(desk.show(word, id).unwrap()["body"], before);
            set_back(office, kind, id);
            if kind == PolicyKind::Model {
                continue;
            }
            desk.delete(word, id).unwrap();
            set_back(office, kind, id);
            assert_eq!(desk.show(word, id).unwrap()["body"], before, "{word} is there again");
            set_back(office, kind, id);
            assert!(desk.show(word, id).is_err(), "what was made goes");
        }
    });
}

#[test]
fn what_is_not_any_more_what_it_became_is_not_set_back() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        desk.change("group", "reg.viewer", json!({"label": "Reader"})).unwrap();
        // A note is nothing that was done to it.
        let subject = Subject::Part(PolicyKind::Group, "reg.viewer".to_owned());
        office.administration.add_note(&ctx("root"), &subject, "Why not").unwrap();
        assert!(matches!(back(office, PolicyKind::Group, "reg.viewer"), Some(Back::Change(_))));
        // A file that is applied in between makes of it something else than it became.
        let installation = office.administration.installation();
        let mut document = installation.document().unwrap();
        document.policy.groups.get_mut("reg.viewer").unwrap().label = "Of a file".to_owned();
        installation.apply(&document, &Author::machine(NOW_US)).unwrap();
        desk.create("category", "x", json!({"label": "X"})).unwrap();
        assert_eq!(back(office, PolicyKind::Group, "reg.viewer"), None);
        for actor in ["dora", "audrey", "nora"] {
            let refused = office.administration.policy_back(&ctx(actor), PolicyKind::Group, "reg.viewer");
            assert!(matches!(refused, Err(Refused::Beyond(_))), "{actor}: {refused:?}");
        }
        // What would be set back obeys the same guard as any deed.
        let found = back(office, PolicyKind::Category, "x");
        assert_eq!(found, Some(Back::Remove));
        let other = office.administration.delete_policy(&ctx("dora"), PolicyKind::Category, "x");
        assert!(other.is_err(), "{other:?}");
        let body = object(json!({"label": "X"}));
        assert_eq!(Back::edited(&[("label".to_owned(), None)], &body), object(json!({})));
    });
}
