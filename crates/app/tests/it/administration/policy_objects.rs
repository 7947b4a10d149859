//! Parts of the policy: made, changed and taken away, and checked when they are saved.

use bailiwick_app::administration::{PolicyListing, Refused};
use bailiwick_model::audit::AuditAction;
use bailiwick_store::{own::Order, policy::PolicyKind};
use serde_json::json;

use super::{
    desk::{Desk, pointers},
    fixture::{ctx, on_both},
};

#[test]
fn every_kind_is_made_shown_changed_and_taken_away() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let parts = [
            ("category", "registry", json!({"label": "Registry"}), json!({"label": "Registers"})),
            (
                "privilege",
                "reg",
                json!({"label": "Households", "category": "registry"}),
                json!({"sequence": 3}),
            ),
            (
                "group",
                "reg.manager",
                json!({"label": "Manager", "privilege": "reg"}),
                json!({"implies": ["reg.registrar"]}),
            ),
            ("permission", "feature:export", json!({"groups": ["reg.manager"]}), json!({"label": "Export"})),
            (
                "acl",
                "a",
                json!({"model": "reg.household", "group": "reg.manager", "operations": ["delete"]}),
                json!({"active": false}),
            ),
            (
                "rule",
                "r",
                json!({"model": "reg.household", "domain": "[('state', '=', 'draft')]", "groups": ["reg.manager"]}),
                json!({"operations": ["read"]}),
            ),
            (
                "field_rule",
                "f",
                json!({"model": "reg.household", "field": "income", "operations": ["read"], "groups": "reg.manager"}),
                json!({"groups": "reg.registrar"}),
            ),
            (
                "role",
                "manager_of_registers",
                json!({"label": "Manager", "groups": ["reg.manager"]}),
                json!({"comment": "x"}),
            ),
            ("setting", "kept_groups", json!({"value": ["reg.manager"]}), json!({"value": []})),
        ];
        for (kind, id, body, patch) in &parts {
            let made = desk.create(kind, id, body.clone()).unwrap_or_else(|e| panic!("{kind} {id}: {e}"));
            assert_eq!((&made["id"], &made["changeable"]), (&json!(id), &json!(true)), "{made}");
            let changed = desk.change(kind, id, patch.clone()).unwrap_or_else(|e| panic!("{kind} {id}: {e}"));
            assert_ne!(made["tag"], changed["tag"]);
            assert_eq!(desk.show(kind, id).unwrap()["body"], changed["body"]);
        }
        for (kind, id, ..) in parts.iter().rev() {
            desk.delete(kind, id).unwrap_or_else(|e| panic!("{kind} {id}: {e}"));
            let gone = desk.show(kind, id);
            assert!(*kind == "setting" || gone.is_err(), "{kind} {id}");
        }
        let installation = office.administration.installation();
        let entries = installation.trail(&Default::default(), 100).unwrap();
        for action in [AuditAction::POLICY_CREATED, AuditAction::POLICY_CHANGED, AuditAction::POLICY_DELETED]
        {
            let count = entries.iter().filter(|audited| audited.entry.action == action).count();
            assert!(count >= parts.len(), "{action}: {count}");
        }
        installation.verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn only_a_full_administrator_changes_the_policy() {
    on_both(|office| {
        for actor in ["dora", "audrey", "carl", "nora", "stranger"] {
            let refused =
                Desk::of(office, actor).create("group", "reg.x", json!({"label": "X"})).unwrap_err();
            assert!(matches!(refused, Refused::Beyond(_)), "{actor}: {refused}");
        }
        let groups = PolicyListing::of(PolicyKind::Group);
        assert!(Desk::of(office, "audrey").ids(&groups).contains(&"reg.viewer".to_owned()));
        assert!(office.administration.list_policy(&ctx("nora"), &groups).is_err());
        assert!(
            Desk::of(office, "nora")
                .show("group", "reg.viewer")
                .unwrap_err()
                .to_string()
                .contains("no group")
        );
        let refused =
            Desk::of(office, "audrey").change("group", "reg.viewer", json!({"label": "X"})).unwrap_err();
        assert!(matches!(refused, Refused::Beyond(_)), "{refused}");
        Desk::of(office, "machine").create("group", "reg.x", json!({"label": "X"})).unwrap();
    });
}

#[test]
fn faults_are_told_with_their_places() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let acl = |model: &str, group: &str| json!({"model": model, "group": group, "operations": ["read"]});
        let faulty = [
            ("acl", "x", acl("reg.nothing", "reg.viewer"), "/model", "no model"),
            ("acl", "x", acl("reg.household", "reg.nobody"), "/group", "no group"),
            ("acl", "x", json!({"model": "reg.household", "operations": ["reed"]}), "/operations", "reed"),
            (
                "acl",
                "x",
                json!({"model": "reg.household", "operations": [], "superuser": true}),
                "/superuser",
                "unknown",
            ),
            ("group", "x", json!({"label": "X", "implies": ["reg.viewer", "y"]}), "/implies/1", "no group"),
            ("group", "bailiwick.x", json!({"label": "X"}), "/id", "belong to the program"),
            ("privilege", "x", json!({"label": "X", "category": "y"}), "/category", "no category"),
            ("permission", "x", json!({"groups": []}), "/id", "not a permission"),
            (
                "rule",
                "x",
                json!({"model": "reg.household", "domain": "[('state', '=', 'draft'),\n ('sate', '=', 'x')]"}),
                "/domain",
                "line 2, column 3",
            ),
            ("setting", "kept_groups", json!({"value": 3}), "/value", "invalid type"),
            ("setting", "nothing", json!({"value": 3}), "/value", "unknown field"),
        ];
        for (kind, id, body, pointer, says) in faulty {
            let refused = desk.create(kind, id, body.clone()).unwrap_err();
            assert_eq!(pointers(&refused), [pointer], "{kind} {body}: {refused}");
            assert!(refused.to_string().contains(says), "{kind} {body}: {refused}");
        }
        let taken = desk.create("group", "reg.viewer", json!({"label": "X"})).unwrap_err();
        assert!(taken.to_string().contains("already"), "{taken}");
        // A category below itself would be found by nobody else.
        desk.create("category", "a", json!({"label": "A"})).unwrap();
        desk.create("category", "b", json!({"label": "B", "parent": "a"})).unwrap();
        let circle = desk.change("category", "a", json!({"parent": "b"})).unwrap_err();
        assert_eq!(pointers(&circle), ["/parent"]);
        // What guards the program's own objects must have a form that the database understands.
        let rule = json!({"model": "bailiwick.user", "domain": "[('nothing', '=', 1)]"});
        assert_eq!(pointers(&desk.create("rule", "x", rule).unwrap_err()), ["/domain"]);
    });
}

#[test]
fn what_the_program_ships_stays() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        for (kind, id) in
            [("group", "bailiwick.staff"), ("acl", "bailiwick.user.staff"), ("model", "bailiwick.user")]
        {
            let shown = desk.show(kind, id).unwrap();
            assert_eq!((&shown["origin"], &shown["changeable"]), (&json!("shipped"), &json!(false)));
            assert!(desk.change(kind, id, json!({"label": "Ours"})).is_err(), "{kind} {id}");
            let refused = desk.delete(kind, id).unwrap_err().to_string();
            assert!(refused.contains("part of the program"), "{refused}");
        }
        // A role of one's own takes the place of a shipped one, and gives it back.
        assert_eq!(desk.show("role", "technician").unwrap()["origin"], "shipped");
        desk.change("role", "technician", json!({"label": "Ours", "groups": ["reg.viewer"]})).unwrap();
        let ours = desk.show("role", "technician").unwrap();
        assert_eq!((&ours["origin"], &ours["body"]["label"]), (&json!("stored"), &json!("Ours")));
        desk.delete("role", "technician").unwrap();
        assert_eq!(desk.show("role", "technician").unwrap()["body"]["label"], "Technician");
        assert!(desk.delete("role", "technician").is_err());
    });
}

#[test]
fn what_is_in_use_is_not_taken_away_and_all_its_uses_are_named() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        desk.create("permission", "module:registry", json!({"groups": ["reg.viewer"]})).unwrap();
        let refused = desk.delete("group", "reg.viewer").unwrap_err();
        assert_eq!(refused.code(), "conflict");
        let refused = refused.to_string();
        let uses =
            ["ACL reg.household.viewer", "group reg.registrar", "role viewer", "permission module:registry"];
        for name in uses {
            assert!(refused.contains(name), "{name}: {refused}");
        }
        let refused = desk.delete("role", "registrar").unwrap_err().to_string();
        assert!(refused.contains("role lines of 1 (user dora)"), "{refused}");
        let refused = desk.delete("model", "reg.household").unwrap_err().to_string();
        assert!(refused.contains("ACL reg.household.registrar"), "{refused}");
        desk.administration.set_user_groups(&ctx("root"), "nora", &["reg.viewer".parse().unwrap()]).unwrap();
        let refused = desk.delete("group", "reg.viewer").unwrap_err().to_string();
        assert!(refused.contains("the direct groups of 1 (user nora)"), "{refused}");
    });
}

#[test]
fn a_role_keeps_the_scope_that_its_lines_were_made_for() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        let refused = desk.change("role", "registrar", json!({"scope": "global"})).unwrap_err();
        assert_eq!(pointers(&refused), ["/scope"]);
        let says = "Global roles cannot have areas assigned; mend the lines of 1 (user dora) first";
        assert!(refused.to_string().contains(says), "{refused}");
        let refused = desk.change("role", "auditor", json!({"scope": "local"})).unwrap_err().to_string();
        assert!(refused.contains("Local roles must have at least one area assigned"), "{refused}");
        assert!(refused.contains("user audrey"), "{refused}");
        desk.change("role", "viewer", json!({"scope": "local"})).unwrap();
    });
}

#[test]
fn lists_are_narrowed_and_turned() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let acls = |model: Option<&str>, group: Option<&str>, search: &str| {
            let mut wanted = PolicyListing::of(PolicyKind::Acl);
            wanted.listing.search = search.to_owned();
            (wanted.model, wanted.group) = (model.map(str::to_owned), group.map(str::to_owned));
            desk.ids(&wanted)
        };
        assert_eq!(
            acls(Some("reg.household"), None, ""),
            ["reg.household.registrar", "reg.household.viewer"]
        );
        assert_eq!(acls(None, Some("reg.viewer"), ""), ["reg.household.viewer"]);
        assert_eq!(acls(Some("reg.household"), None, "UPDATE"), ["reg.household.registrar"]);
        for order in [Order::Id, Order::IdDown, Order::Name, Order::NameDown] {
            let mut roles = PolicyListing::of(PolicyKind::Role);
            (roles.listing.order, roles.listing.count) = (order, true);
            let all = desk.ids(&roles);
            roles.listing.limit = 3;
            let mut turned = Vec::new();
            loop {
                let (listed, last) = desk.administration.list_policy(&ctx("root"), &roles).unwrap().value;
                assert_eq!(listed.count, i64::try_from(all.len()).ok());
                turned.extend(listed.items.into_iter().map(|item| item.id));
                if !listed.more {
                    break;
                }
                roles.listing.after = last;
            }
            assert_eq!(turned, all, "{order:?}");
        }
        let mut of_program = PolicyListing::of(PolicyKind::Group);
        of_program.listing.domain = "[('name', '=like', 'bailiwick.%')]".to_owned();
        for actor in ["root", "machine", "audrey"] {
            let ids = Desk::of(office, actor).ids(&of_program);
            assert!(ids.len() > 5 && ids.iter().all(|id| id.starts_with("bailiwick.")), "{actor}: {ids:?}");
        }
        of_program.listing.domain = "[('nome', '=', 'x')]".to_owned();
        let refused = desk.administration.list_policy(&ctx("root"), &of_program).unwrap_err();
        assert!(matches!(refused, Refused::Domain(_)), "{refused}");
    });
}
