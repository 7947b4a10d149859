//! The policy comes back as it went in, and only what differs is written.

use bailiwick_model::{Acl, AclId, Group, GroupId, Operations, Policy};
use bailiwick_store::{
    StoreError,
    policy::{self, Difference, PolicyChange, PolicyKind, PolicyObject, Stored},
};
use proptest::test_runner::{Config, TestRunner};

use crate::{
    arbitrary,
    engine::{Store, on_all, on_both},
};

#[test]
fn any_policy_round_trips_over_any_other() {
    on_both(|store| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(40) });
        let same = |policy: Policy| {
            store.db.write(|tx| policy::replace(tx, &policy)).unwrap();
            assert_eq!(store.db.read(policy::load).unwrap(), policy);
            let again = store.db.write(|tx| policy::replace(tx, &policy)).unwrap();
            assert_eq!(again, []);
            Ok(())
        };
        runner.run(&arbitrary::policy(), same).unwrap();
    });
}

fn group(id: &str, label: &str) -> PolicyObject {
    PolicyObject::Group(GroupId::new(id).unwrap(), Group { label: label.to_owned(), ..Group::default() })
}

fn imported(object: PolicyObject) -> Stored {
    Stored { object, origin: Some("odoo:base".to_owned()), noupdate: true }
}

fn put(store: &Store, upserts: &[Stored]) {
    let change = PolicyChange { upserts: upserts.to_vec(), deletes: vec![] };
    store.db.write(|tx| policy::apply(tx, &change)).unwrap();
}

#[test]
fn changes_are_applied_and_remember_their_origin() {
    on_all(|store| {
        let user = imported(group("base.group_user", "User"));
        let upserts = vec![user.clone(), imported(group("base.group_no_one", "Nobody"))];
        put(store, &upserts);
        let found = store.db.read(|tx| policy::find(tx, PolicyKind::Group, "base.group_user")).unwrap();
        assert_eq!(found, Some(user.clone()));

        let mut renamed = user.clone();
        renamed.object = group("base.group_user", "Internal user");
        let change = PolicyChange {
            upserts: vec![renamed.clone()],
            deletes: vec![(PolicyKind::Group, "base.group_no_one".to_owned())],
        };
        store.db.write(|tx| policy::apply(tx, &change)).unwrap();
        assert_eq!(store.db.read(policy::list).unwrap(), [renamed]);

        let missing = PolicyChange { upserts: vec![user], ..change };
        let error = store.db.write(|tx| policy::apply(tx, &missing)).unwrap_err();
        assert!(
            matches!(&error, StoreError::NotFound { what } if what == "group base.group_no_one"),
            "{error}"
        );
    });
}

#[test]
fn replacing_says_what_it_did_and_keeps_origins() {
    on_both(|store| {
        let upserts = ["a.kept", "a.changed", "a.gone"].map(|id| imported(group(id, "Old"))).to_vec();
        put(store, &upserts);
        let mut policy = store.db.read(policy::load).unwrap();
        policy.groups.remove("a.gone");
        policy.groups.get_mut("a.changed").unwrap().label = "New".to_owned();
        policy.settings.debug_group = None;
        policy.acls.insert(
            AclId::new("a.acl").unwrap(),
            Acl {
                label: None,
                model: "a.b".parse().unwrap(),
                group: None,
                operations: Operations::ALL,
                active: true,
            },
        );
        let differences = store.db.write(|tx| policy::replace(tx, &policy)).unwrap();
        let expected = [
            (PolicyKind::Setting, "debug_group", Difference::Created),
            (PolicyKind::Group, "a.changed", Difference::Updated),
            (PolicyKind::Acl, "a.acl", Difference::Created),
            (PolicyKind::Group, "a.gone", Difference::Deleted),
        ];
        assert_eq!(differences, expected.map(|(kind, key, what)| (kind, key.to_owned(), what)));
        assert_eq!(store.db.read(policy::load).unwrap(), policy);
        let changed = store.db.read(|tx| policy::find(tx, PolicyKind::Group, "a.changed")).unwrap().unwrap();
        assert_eq!((changed.origin.as_deref(), changed.noupdate), (Some("odoo:base"), true));
    });
}

#[test]
fn an_unreadable_part_is_named() {
    on_both(|store| {
        let upserts = vec![imported(group("a.b", "B"))];
        put(store, &upserts);
        let shown = |harm: &'static str| {
            store.harm(harm);
            store.db.read(policy::load).unwrap_err().to_string()
        };
        let error = shown("update policy_object set body = '{\"label\": 7}'");
        let place = "column body of table policy_object cannot be read in row \"group\" \"a.b\": ";
        assert!(error.starts_with(place) && error.contains("expected a string"), "{error}");
        let error = shown("update policy_object set kind = 'grupp', body = '{}'");
        assert!(error.contains("\"grupp\" is no kind of policy object"), "{error}");
        let error = shown("update policy_object set kind = 'setting', key = 'user_modle', body = '1'");
        assert!(error.contains("user_modle"), "{error}");
    });
}
