//! Importing a second time.

use bailiwick_model::{GroupId, Operations, RoleId};
use bailiwick_protocol::odoo::{Imported, Kind, drift};

use super::{demo::demo, read_all, read_xml, source};

#[test]
fn a_first_import_adds_everything_and_a_second_nothing() {
    let import = demo();
    let first = drift(&Default::default(), &import, &Imported::default());
    assert_eq!(first.added.len(), 1 + 2 + 14 + 22 + 11 + 3, "the role with forcecreate=0 included");
    let mut policy = Default::default();
    first.apply(&mut policy);
    assert_eq!(policy, import.policy);
    let second = drift(&policy, &import, &import.imported());
    assert!(second.is_empty(), "{second:#?}");
    assert_eq!((second.unchanged[&Kind::Acl], second.unchanged[&Kind::Role]), (22, 3));
}

#[test]
fn local_changes_are_overwritten_except_under_noupdate() {
    let import = demo();
    let mut policy = import.policy.clone();
    let edit = |policy: &mut bailiwick_model::Policy, id: &str| {
        policy.rules.get_mut(id).unwrap().domain = "[('mine', '=', 1)]".into();
    };
    edit(&mut policy, "bw_demo.rule_household_company");
    edit(&mut policy, "bw_demo.rule_visit_owner");
    policy.acls.get_mut("bw_demo.access_visit_read").unwrap().operations = Operations::ALL;
    policy.groups.get_mut("stock.group_stock_user").unwrap().label = "Known by now".into();
    policy.groups.get_mut("bw_demo.group_visitor").unwrap().implies.reverse();
    let found = drift(&policy, &import, &import.imported());

    let [kept] = found.kept_noupdate.as_slice() else { panic!("{found:#?}") };
    assert_eq!(kept.id, "bw_demo.rule_household_company");
    let changed: Vec<_> = found.changed.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(changed, ["bw_demo.access_visit_read", "bw_demo.rule_visit_owner"]);
    let field = &found.changed[0].fields[0];
    assert_eq!(
        (field.field, field.old.as_str(), field.new.as_str()),
        ("operations", "create, read, update, delete", "read")
    );
    assert_eq!(found.changed[0].fields.len(), 1);

    found.apply(&mut policy);
    assert_eq!(policy.rules["bw_demo.rule_household_company"].domain, "[('mine', '=', 1)]");
    assert_eq!(policy.rules["bw_demo.rule_visit_owner"], import.policy.rules["bw_demo.rule_visit_owner"]);
    assert_eq!(
        policy.groups["stock.group_stock_user"].label, "Known by now",
        "a stand-in never replaces a group"
    );
}

#[test]
fn what_is_gone_upstream_goes_and_what_was_made_by_hand_stays() {
    let before = read_xml(
        r#"<record id="old" model="res.groups"/><record id="same" model="res.groups"/>
           <data noupdate="1"><record id="pinned" model="res.groups"/></data>"#,
    );
    let mut policy = before.policy.clone();
    policy.groups.insert(GroupId::new("m.by_hand").unwrap(), Default::default());
    policy.roles.insert(RoleId::new("clerk").unwrap(), Default::default());
    let after = read_xml(r#"<record id="same" model="res.groups"/><record id="new" model="res.groups"/>"#);
    let found = drift(&policy, &after, &before.imported());
    let ids =
        |items: &[bailiwick_protocol::odoo::Item]| items.iter().map(|i| i.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&found.removed_upstream), ["m.old"]);
    assert_eq!(ids(&found.added), ["m.new"]);
    assert_eq!((found.kept_noupdate[0].id.as_str(), found.kept_noupdate[0].fields.len()), ("m.pinned", 0));
    found.apply(&mut policy);
    let left: Vec<_> = policy.groups.keys().map(ToString::to_string).collect();
    assert_eq!(left, ["m.by_hand", "m.new", "m.pinned", "m.same"]);
    assert_eq!(policy.roles.len(), 1);
}

#[test]
fn what_was_removed_here_comes_back_unless_forcecreate_says_no() {
    let import = demo();
    let mut policy = import.policy.clone();
    policy.roles.remove("bw_demo.role_auditor");
    policy.roles.remove("bw_demo.role_registry_manager");
    let found = drift(&policy, &import, &import.imported());
    assert_eq!(found.not_created[0].id, "bw_demo.role_auditor");
    assert_eq!(found.added[0].id, "bw_demo.role_registry_manager");
    found.apply(&mut policy);
    assert_eq!(policy.roles.len(), 2);
}

#[test]
fn modules_imported_apart_add_to_one_another() {
    let base =
        r#"<odoo><record id="system" model="res.groups"><field name="name">System</field></record></odoo>"#;
    let mut base = source("base/security/a.xml", base);
    base.module = "base".into();
    let base = read_all(&[base]);
    let mut policy = base.policy.clone();
    let other = read_xml(
        r#"<record id="g" model="res.groups">
           <field name="implied_by_ids" eval="[(4, ref('base.system'))]"/></record>"#,
    );
    let found = drift(&policy, &other, &base.imported());
    assert_eq!(found.removed_upstream, [], "base is not in this import, so nothing of it is gone");
    assert_eq!(found.changed[0].fields[0].new, "m.g");
    found.apply(&mut policy);
    let system = &policy.groups["base.system"];
    assert_eq!((system.label.as_str(), system.implies.len()), ("System", 1));

    let known = base.imported().followed_by(&other);
    assert_eq!(known.ids.into_iter().collect::<Vec<_>>(), ["base.system", "m.g"]);
    let known = base.imported().followed_by(&other).followed_by(&read_xml(""));
    assert_eq!(known.ids.into_iter().collect::<Vec<_>>(), ["base.system"]);
    assert!(drift(&policy, &other, &base.imported()).is_empty());
}
