//! Parts of the policy: made, changed and taken away, checked when they are saved, with what a change comes to.

use bailiwick_app::administration::{Administration, PolicyListing, Refused, find_kind};
use bailiwick_model::{ModelName, RecordId, audit::AuditAction};
use bailiwick_protocol::rest::{LineForm, Preview, Proposed, merged};
use bailiwick_store::{
    change::{self, Change, Stamp},
    policy::PolicyKind,
    resource,
};
use serde_json::{Map, Value as Json, json};

use super::fixture::{NOW_US, Office, ctx, on_both};

/// The policy as somebody sees and changes it.
pub(super) struct Desk<'o> {
    pub(super) administration: &'o Administration,
    pub(super) actor: &'static str,
}

impl<'o> Desk<'o> {
    pub(super) fn of(office: &'o Office, actor: &'static str) -> Self {
        Self { administration: &office.administration, actor }
    }

    pub(super) fn create(&self, kind: &str, id: &str, body: Json) -> Result<Json, Refused> {
        let made = self.administration.create_policy(&ctx(self.actor), kind_of(kind), id, &object(body))?;
        Ok(json!(made.value))
    }

    pub(super) fn change(&self, kind: &str, id: &str, patch: Json) -> Result<Json, Refused> {
        let edit = |body: &Map<String, Json>| merged(body, object(patch.clone()));
        let changed = self.administration.change_policy(&ctx(self.actor), kind_of(kind), id, edit)?;
        Ok(json!(changed.value))
    }

    pub(super) fn delete(&self, kind: &str, id: &str) -> Result<(), Refused> {
        self.administration.delete_policy(&ctx(self.actor), kind_of(kind), id).map(drop)
    }

    pub(super) fn show(&self, kind: &str, id: &str) -> Result<Json, Refused> {
        Ok(json!(self.administration.show_policy(&ctx(self.actor), kind_of(kind), id)?.value))
    }

    pub(super) fn ids(&self, listing: &PolicyListing) -> Vec<String> {
        let listed = self.administration.list_policy(&ctx(self.actor), listing).unwrap();
        listed.value.items.into_iter().map(|item| item.id).collect()
    }

    pub(super) fn preview(&self, proposals: Json) -> Result<Preview, Refused> {
        let proposals: Vec<Proposed> = serde_json::from_value(proposals).unwrap();
        Ok(self.administration.preview(&ctx(self.actor), &proposals)?.value)
    }

    /// A model of households, which are in areas, and who may see them.
    pub(super) fn households(&self) {
        let fields =
            json!({"name": "char", "area": "char", "state": "selection draft approved", "income": "integer"});
        let model = json!({"area": ["area"], "fields": fields, "actions": {"approve": "update"}});
        self.create("model", "reg.household", model).unwrap();
        let row = json!({"model": "reg.household", "group": "reg.viewer", "operations": ["read"]});
        self.create("acl", "reg.household.viewer", row).unwrap();
        let row =
            json!({"model": "reg.household", "group": "reg.registrar", "operations": ["create", "update"]});
        self.create("acl", "reg.household.registrar", row).unwrap();
        for (id, area, state) in [(1, "D1", "draft"), (2, "D1", "approved"), (3, "D2", "draft")] {
            keep(self.administration, id, &json!({"name": "H", "area": area, "state": state}));
        }
    }
}

pub(super) fn kind_of(word: &str) -> PolicyKind {
    find_kind(word).unwrap()
}

pub(super) fn object(json: Json) -> Map<String, Json> {
    let Json::Object(members) = json else { panic!("no object") };
    members
}

fn keep(administration: &Administration, id: i64, values: &Json) {
    let model = ModelName::new("reg.household").unwrap();
    let values = serde_json::from_value(values.clone()).unwrap();
    let written: Result<_, bailiwick_store::StoreError> =
        administration.installation().database().write(|tx| {
            resource::put(tx, &model, &RecordId::Int(id), &values)?;
            let change =
                Change { kind: "resource".into(), key: "reg.household".into(), what: "updated".into() };
            change::append(tx, &Stamp { at_us: NOW_US, actor: "test", request_id: None }, &[change])
        });
    written.unwrap();
}

fn pointers(refused: &Refused) -> Vec<String> {
    match refused {
        Refused::Invalid(faults) => faults.iter().map(|fault| fault.pointer.clone()).collect(),
        other => panic!("{other}"),
    }
}

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
        installation.verify_trail(&[]).unwrap();
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
            let wanted = PolicyListing::of(PolicyKind::Acl);
            desk.ids(&PolicyListing {
                model: model.map(str::to_owned),
                group: group.map(str::to_owned),
                search: search.to_owned(),
                ..wanted
            })
        };
        assert_eq!(
            acls(Some("reg.household"), None, ""),
            ["reg.household.registrar", "reg.household.viewer"]
        );
        assert_eq!(acls(None, Some("reg.viewer"), ""), ["reg.household.viewer"]);
        assert_eq!(acls(Some("reg.household"), None, "UPDATE"), ["reg.household.registrar"]);
        let roles = PolicyListing { limit: 3, ..PolicyListing::of(PolicyKind::Role) };
        let first = desk.administration.list_policy(&ctx("root"), &roles).unwrap().value;
        let after = first.items.last().map(|item| item.id.clone());
        assert_eq!((first.items.len(), first.more), (3, true));
        let next = desk.ids(&PolicyListing { after: after.clone(), ..roles });
        assert!(next.first() > after.as_ref(), "{next:?}");
    });
}

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
