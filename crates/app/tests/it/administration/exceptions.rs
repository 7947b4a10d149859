//! Exceptions for one user, and groups given directly.

use bailiwick_app::{Author, administration::Refused};
use bailiwick_model::{GroupId, Override, audit::AuditAction};
use serde_json::{Value as Json, json};

use super::fixture::{NOW_US, Office, ctx, on_both};

fn exception(json: Json) -> Override {
    serde_json::from_value(json).unwrap()
}

fn deny() -> Override {
    exception(
        json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "Under review"}),
    )
}

fn allow() -> Override {
    exception(
        json!({"effect": "allow", "model": "bailiwick.user", "operations": ["read"], "reason": "The audit", "to": "2026-12-31"}),
    )
}

/// The number of an exception that is made.
fn made(office: &Office, actor: &str, login: &str, exception: &Override) -> i64 {
    add(office, actor, login, exception).unwrap()["id"].as_i64().unwrap()
}

fn add(office: &Office, actor: &str, login: &str, exception: &Override) -> Result<Json, Refused> {
    Ok(json!(office.administration.add_override(&ctx(actor), login, exception)?.value))
}

fn worker(office: &Office) {
    office.create("root", json!({"login": "in1", "company": "ministry", "area": "D1"})).unwrap();
}

#[test]
fn who_allows_and_who_denies() {
    on_both(|office| {
        worker(office);
        // A district's manager takes rights away there, and gives none that she does not hold.
        let denied = made(office, "dora", "in1", &deny());
        assert!(matches!(add(office, "dora", "in1", &allow()), Err(Refused::Beyond(_))));
        assert!(matches!(add(office, "dora", "nora", &deny()), Err(Refused::Missing { .. })));
        assert!(matches!(add(office, "audrey", "in1", &deny()), Err(Refused::NotAllowed(_))));
        let allowed = add(office, "root", "in1", &allow()).unwrap();
        assert_eq!(
            (&allowed["override"]["reason"], &allowed["enabled"]),
            (&json!("The audit"), &json!(true))
        );
        let allowed = allowed["id"].as_i64().unwrap();
        // Now in1 holds what only an administrator covers, so she cannot take her denial back, nor deny anything more.
        let take_back = |actor: &str, id| office.administration.remove_override(&ctx(actor), "in1", id);
        assert!(matches!(take_back("dora", denied), Err(Refused::Beyond(_))));
        assert!(matches!(add(office, "dora", "in1", &deny()), Err(Refused::Beyond(_))));
        take_back("root", allowed).unwrap();
        take_back("dora", denied).unwrap();
        assert_eq!(office.administration.list_overrides(&ctx("root"), "in1").unwrap().value, []);
        let entries = office.administration.installation().trail(&Default::default(), 100).unwrap();
        let count = |action| entries.iter().filter(|audited| audited.entry.action == action).count();
        assert_eq!((count(AuditAction::OVERRIDE_ADDED), count(AuditAction::OVERRIDE_REMOVED)), (2, 2));
        // Each entry names the number, and what was there as a change from it or to it.
        let taken = entries.iter().find(|a| a.entry.action == AuditAction::OVERRIDE_REMOVED).unwrap();
        let told = |field: &str| taken.entry.changes.iter().find(|change| change.field == field).unwrap();
        assert_eq!(json!(told("override"))["new"], denied);
        assert_eq!(json!(told("reason"))["old"], "Under review");
    });
}

#[test]
fn the_more_powerful_are_not_denied_by_the_less() {
    on_both(|office| {
        office
            .create("root", json!({"login": "boss", "company": "ministry", "area": "D1", "lines": [{"role": "administrator"}]}))
            .unwrap();
        assert!(matches!(add(office, "dora", "boss", &deny()), Err(Refused::Beyond(_))));
        let denied = made(office, "root", "boss", &deny());
        let refused = office.administration.remove_override(&ctx("boss"), "boss", denied);
        assert!(refused.is_err(), "nobody takes back what is denied to himself");
    });
}

#[test]
fn an_exception_is_changed_and_ended() {
    on_both(|office| {
        worker(office);
        let first = made(office, "root", "in1", &deny());
        let later = exception(
            json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "Later", "from": "2026-12-01"}),
        );
        let second = made(office, "root", "in1", &later);
        let edit =
            |before: &Override| Ok(Override { reason: "Still under review".to_owned(), ..before.clone() });
        let changed = office.administration.change_override(&ctx("root"), "in1", first, edit).unwrap().value;
        assert_eq!(changed.object.exception.reason, "Still under review");
        office.administration.end_override(&ctx("root"), "in1", first).unwrap();
        office.administration.end_override(&ctx("root"), "in1", second).unwrap();
        let left = office.administration.list_overrides(&ctx("root"), "in1").unwrap().value;
        assert_eq!(left.len(), 1, "one that has not begun is taken away");
        assert_eq!((left[0].enabled, json!(left[0].exception)["to"].clone()), (false, json!("2026-11-21")));
        let missing = office.administration.end_override(&ctx("root"), "in1", second).unwrap_err();
        assert_eq!(missing.code(), "not_found");
        for (wrong, pointer) in [
            (
                json!({"effect": "deny", "model": "reg.nothing", "operations": ["read"], "reason": "x"}),
                "/model",
            ),
            (json!({"effect": "deny", "permission": "feature:nothing", "reason": "x"}), "/permission"),
            (
                json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "areas": ["X"], "reason": "x"}),
                "/areas/0",
            ),
        ] {
            let Err(Refused::Invalid(faults)) = add(office, "root", "in1", &exception(wrong)) else {
                panic!("{pointer}")
            };
            assert_eq!(faults[0].pointer, pointer);
        }
        // Trying one out says what it comes to.
        let tried = office.administration.add_override(&ctx("root").dry(), "desk", &deny()).unwrap().value;
        let preview = tried.preview.unwrap();
        assert_eq!(preview.users[0].login.as_str(), "desk");
        assert!(json!(preview.users[0].operations).as_array().unwrap().contains(
            &json!({"model": "bailiwick.user", "operation": "read", "before": "everywhere", "after": "none"})
        ));
    });
}

#[test]
fn a_number_stays_with_its_exception() {
    on_both(|office| {
        worker(office);
        let [first, second, third] = [(); 3].map(|()| made(office, "root", "in1", &deny()));
        let remove = |login: &str, id| office.administration.remove_override(&ctx("root"), login, id);
        remove("in1", first).unwrap();
        // Sent again by mistake, it takes nothing else away; and a number is good for its own user alone.
        assert_eq!(remove("in1", first).unwrap_err().code(), "not_found");
        assert_eq!(remove("nora", second).unwrap_err().code(), "not_found");
        let numbers = || {
            let listed = office.administration.list_overrides(&ctx("root"), "in1").unwrap().value;
            listed.iter().map(|view| view.id).collect::<Vec<_>>()
        };
        assert_eq!(numbers(), [second, third]);
        // Nothing that is done to the user moves them.
        office
            .administration
            .change_user(&ctx("root"), "in1", json!({ "name": "In" }).as_object().unwrap())
            .unwrap();
        office.administration.set_user_groups(&ctx("root"), "in1", &["reg.viewer".parse().unwrap()]).unwrap();
        assert_eq!(numbers(), [second, third]);
        let shown = json!(office.administration.show_user(&ctx("root"), "in1").unwrap().value);
        assert_eq!(shown["overrides"][1]["id"], third);
        let fourth = made(office, "root", "in1", &deny());
        assert_eq!(numbers(), [second, third, fourth]);
        // Neither does a document that says the same.
        let installation = office.administration.installation();
        let document = installation.document().unwrap();
        installation.apply(&document, &Author::machine(NOW_US)).unwrap();
        assert_eq!(numbers(), [second, third, fourth]);
    });
}

#[test]
fn groups_are_given_directly_only_where_no_role_manages() {
    on_both(|office| {
        worker(office);
        let set = |actor: &str, login: &str, groups: &[&str]| {
            let groups: Vec<GroupId> = groups.iter().map(|group| group.parse().unwrap()).collect();
            office
                .administration
                .set_user_groups(&ctx(actor), login, &groups)
                .map(|done| done.value.object.groups)
        };
        assert_eq!(set("root", "in1", &["reg.viewer"]).unwrap().len(), 1);
        // She holds the group in her district alone, and a group that is given directly counts everywhere.
        assert!(matches!(set("dora", "in1", &["reg.viewer", "reg.registrar"]), Err(Refused::Beyond(_))));
        assert!(set("dora", "in1", &[]).is_ok());
        let refused = set("root", "dora", &["reg.viewer"]).unwrap_err();
        assert_eq!(refused.code(), "managed_by_roles");
        assert!(
            refused.to_string().starts_with("Access rights are managed by roles: dora has role lines"),
            "{refused}"
        );
        let Err(Refused::Invalid(faults)) = set("root", "in1", &["reg.viewer", "reg.nobody"]) else {
            panic!()
        };
        assert_eq!(faults[0].pointer, "/groups/1");
        // A line that everybody in a company has manages too.
        let line = serde_json::from_value(json!({"role": "viewer"})).unwrap();
        let ministry = bailiwick_app::administration::Holder::Company("ministry".parse().unwrap());
        office.administration.add_line(&ctx("root"), &ministry, &line).unwrap();
        assert_eq!(set("root", "in1", &["reg.viewer"]).unwrap_err().code(), "managed_by_roles");
    });
}
