//! The access lists of a model, set all at once: every row or none, by whoever administers everything, and by nobody who has not seen
//! them as they are.

use bailiwick_app::administration::{AccessWish, Ctx, Refused};
use bailiwick_model::{Operation, Operations, audit::AuditAction};
use bailiwick_protocol::rest::Preview;
use serde_json::json;

use super::{
    desk::{Desk, pointers},
    fixture::{Office, ctx, on_both},
};

fn of(row: &str, operations: &[Operation]) -> AccessWish {
    AccessWish::Of { row: row.to_owned(), operations: operations.iter().copied().collect() }
}

fn to(group: &str, operations: &[Operation]) -> AccessWish {
    AccessWish::For { group: group.to_owned(), operations: operations.iter().copied().collect() }
}

fn set(office: &Office, ctx: &Ctx, wanted: &[AccessWish]) -> Result<Option<Preview>, Refused> {
    office.administration.set_access_lists(ctx, "reg.household", wanted).map(|done| done.value)
}

fn tag(office: &Office) -> String {
    office.administration.policy_sight(&ctx("root")).unwrap().access_tag("reg.household")
}

fn count(office: &Office) -> usize {
    let entries = office.administration.installation().trail(&Default::default(), 100).unwrap();
    let is_about =
        |action: &AuditAction| [AuditAction::POLICY_CREATED, AuditAction::POLICY_CHANGED].contains(action);
    entries.iter().filter(|one| is_about(&one.entry.action) && one.entry.object.kind == "acl").count()
}

#[test]
fn all_rows_are_saved_together_or_none() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let (told, before) = (count(office), tag(office));
        let wanted = [
            of("reg.household.viewer", &[Operation::Read, Operation::Update]),
            of("reg.household.registrar", &[Operation::Create, Operation::Update]),
            to("bailiwick.auditor", &[Operation::Read]),
        ];
        // First it is told who would gain what, and nothing is done.
        let preview = set(office, &ctx("root").dry(), &wanted).unwrap().unwrap();
        let logins: Vec<&str> = preview.users.iter().map(|user| user.login.as_str()).collect();
        assert_eq!(logins, ["audrey", "root"], "{preview:?}");
        assert_eq!((tag(office), count(office)), (before.clone(), told));

        assert_eq!(
            set(office, &Ctx { if_match: Some(before.clone()), ..ctx("root") }, &wanted).unwrap(),
            None
        );
        let body = |id: &str| desk.show("acl", id).unwrap()["body"].clone();
        assert_eq!(body("reg.household.viewer")["operations"], json!(["read", "update"]));
        assert_eq!(body("acl.reg.household.bailiwick.auditor")["group"], "bailiwick.auditor");
        // The row that was wished as it was is not written again.
        assert_eq!(count(office), told + 2);
        assert_ne!(tag(office), before);

        // One wrong row, and none is saved.
        let after = tag(office);
        let wanted =
            [of("reg.household.viewer", &[]), to("reg.nobody", &[Operation::Read]), to("reg.viewer", &[])];
        let refused = set(office, &ctx("root"), &wanted).unwrap_err();
        assert_eq!(pointers(&refused), ["/groups/reg.nobody/group"], "{refused}");
        let twice = set(office, &ctx("root"), &[to("reg.viewer", &[Operation::Delete])]).unwrap_err();
        assert_eq!(pointers(&twice), ["/groups/reg.viewer"], "{twice}");
        assert_eq!((tag(office), count(office)), (after, told + 2));
        // A row without operations is one that gives nothing.
        set(office, &ctx("root"), &[of("reg.household.viewer", &[])]).unwrap();
        assert_eq!(body("reg.household.viewer")["operations"], json!([]));
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn whoever_does_not_administer_everything_sets_none() {
    on_both(|office| {
        Desk::of(office, "root").households();
        let before = tag(office);
        // Not even what he has himself: a row is for everybody in the group, everywhere.
        for actor in ["dora", "audrey"] {
            for ctx in [ctx(actor), ctx(actor).dry()] {
                let refused =
                    set(office, &ctx, &[of("reg.household.viewer", &[Operation::Read])]).unwrap_err();
                assert!(
                    matches!(refused, Refused::Beyond(_) | Refused::Missing { .. }),
                    "{actor}: {refused}"
                );
                let refused = set(office, &ctx, &[to("bailiwick.auditor", &[Operation::Read])]).unwrap_err();
                assert!(
                    matches!(refused, Refused::Beyond(_) | Refused::Missing { .. }),
                    "{actor}: {refused}"
                );
            }
        }
        // Whoever sees no policy is not told that there is such a model.
        for actor in ["nora", "stranger"] {
            let refused = set(office, &ctx(actor), &[of("reg.household.viewer", &[])]).unwrap_err();
            assert!(matches!(refused, Refused::Missing { kind: "model", .. }), "{actor}: {refused}");
        }
        assert_eq!(tag(office), before);
        set(office, &ctx("machine"), &[of("reg.household.viewer", &[])]).unwrap();
        assert_ne!(tag(office), before);
    });
}

#[test]
fn nobody_decides_about_rows_that_he_has_not_seen() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let seen = tag(office);
        desk.create("acl", "more", json!({"model": "reg.household", "operations": ["read"]})).unwrap();
        let late = Ctx { if_match: Some(seen), ..ctx("root") };
        let refused = set(office, &late, &[of("reg.household.viewer", &[])]).unwrap_err();
        assert!(matches!(refused, Refused::Changed { .. }), "{refused}");
        // Rows of other models are not its business.
        let seen = tag(office);
        desk.create("model", "reg.other", json!({"fields": {"name": "char"}})).unwrap();
        desk.create("acl", "other", json!({"model": "reg.other", "operations": ["read"]})).unwrap();
        let in_time = Ctx { if_match: Some(seen), ..ctx("root") };
        set(office, &in_time, &[of("reg.household.viewer", &[])]).unwrap();
        let foreign = set(office, &ctx("root"), &[of("other", &[])]).unwrap_err();
        assert!(matches!(foreign, Refused::Missing { .. }), "{foreign}");
    });
}

#[test]
fn rows_of_roles_and_of_the_program_stay_as_they_are() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let may = json!({"data": [{"model": "reg.household", "operations": ["read"]}]});
        desk.create(
            "role",
            "reader",
            json!({"label": "Reader", "scope": "global", "groups": [], "may": may}),
        )
        .unwrap();
        let sight = office.administration.policy_sight(&ctx("root")).unwrap();
        let own = sight.policy().acls.iter().find(|(_, acl)| {
            acl.model.as_str() == "reg.household"
                && acl.group.as_ref().is_some_and(|id| id.starts_with("role."))
        });
        let (row, acl) = own.unwrap();
        let refused = set(office, &ctx("root"), &[of(row, &[])]).unwrap_err();
        assert!(matches!(refused, Refused::Conflict(_)), "{refused}");
        let group = acl.group.clone().unwrap();
        let refused = set(office, &ctx("root"), &[to(&group, &[Operation::Read])]).unwrap_err();
        assert!(matches!(refused, Refused::Conflict(_) | Refused::Invalid(_)), "{refused}");
        // As they are they may be named: whoever saves a page of rows says nothing about them.
        set(office, &ctx("root"), &[AccessWish::Of { row: row.to_string(), operations: acl.operations }])
            .unwrap();
        let shipped = office.administration.set_access_lists(
            &ctx("root"),
            "bailiwick.user",
            &[to("reg.viewer", &[Operation::Read])],
        );
        assert!(shipped.is_ok(), "a group of one's own may be let at what the program keeps: {shipped:?}");
        let sight = office.administration.policy_sight(&ctx("root")).unwrap();
        let (row, _) = sight.policy().acls.iter().find(|(id, _)| id.starts_with("bailiwick.")).unwrap();
        let model = sight.policy().acls[row].model.clone();
        let wish = AccessWish::Of { row: row.to_string(), operations: Operations::NONE };
        let refused = office.administration.set_access_lists(&ctx("root"), &model, &[wish]);
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{refused:?}");
    });
}
