//! The example addons of this repository.

use std::{collections::BTreeMap, fs, path::PathBuf};

use bailiwick_model::{Operation, RoleScope};
use bailiwick_protocol::odoo::{Import, Kind, Level, load_order};

use super::{lines, policy_files, read_all};

fn examples() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/addons"))
}

pub(super) fn demo() -> Import {
    let manifest =
        |module: &str| fs::read_to_string(examples().join(module).join("__manifest__.py")).unwrap();
    let manifests: BTreeMap<String, String> =
        ["bw_demo", "bw_demo_grants"].map(|module| (module.to_owned(), manifest(module))).into();
    let mut sources = policy_files(&examples());
    sources.reverse();
    let ordered = load_order(sources, &manifests);
    assert_eq!(ordered.findings, [], "every file is in a manifest");
    assert!(ordered.sources.first().unwrap().path.ends_with("bw_demo/security/groups.xml"));
    assert!(ordered.sources.last().unwrap().path.ends_with("bw_demo_grants/data/roles.xml"));
    read_all(&ordered.sources)
}

#[test]
fn everything_is_counted() {
    let demo = demo();
    let counts: Vec<_> =
        demo.counts.iter().map(|c| (c.kind, c.read, c.only_referred, c.extended, c.unresolved)).collect();
    assert_eq!(
        counts,
        [
            (Kind::Category, 1, 0, 0, 0),
            (Kind::Privilege, 2, 0, 0, 0),
            (Kind::Group, 14, 3, 1, 0),
            (Kind::Acl, 22, 0, 0, 0),
            (Kind::Rule, 11, 0, 0, 0),
            (Kind::Role, 3, 0, 1, 0),
            (Kind::User, 0, 0, 0, 0),
            (Kind::Other, 0, 0, 0, 0),
        ]
    );
}

#[test]
fn groups_imply_from_both_ends_and_across_modules() {
    let demo = demo();
    let implies =
        |id: &str| demo.policy.groups[id].implies.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        implies("bw_demo.group_registry_manager"),
        ["bw_demo.group_registrar", "bw_demo_grants.group_grant_officer"]
    );
    assert_eq!(implies("base.group_system"), ["bw_demo.group_registry_manager"]);
    assert_eq!(implies("bw_demo.group_visitor"), ["base.group_user", "bw_demo.group_registry_read"]);
    let registrar = &demo.policy.groups["bw_demo.group_registrar"];
    assert_eq!((registrar.label.as_str(), registrar.sequence), ("Registrar", Some(20)));
    assert_eq!(registrar.privilege.as_deref(), Some("bw_demo.privilege_registry"));
    let only_referred: Vec<_> = demo.only_referred.iter().map(ToString::to_string).collect();
    assert_eq!(only_referred, ["base.group_system", "base.group_user", "stock.group_stock_user"]);
}

#[test]
fn rows_rules_and_roles_say_what_the_files_say() {
    let policy = demo().policy;
    let row = &policy.acls["bw_demo.access_contact_registrar"];
    assert_eq!(row.operations.to_string(), "create, read, update");
    assert_eq!((row.model.as_str(), row.group.as_deref()), ("res.partner", Some("bw_demo.group_registrar")));
    assert_eq!(policy.acls["bw_demo.access_area_everybody"].group, None);
    assert_eq!(policy.acls["bw_demo.access_follow_up_visitor"].model.as_str(), "hh.visit.follow_up");
    assert_eq!(
        policy.acls["bw_demo_grants.access_grant_auditor"].group.as_deref(),
        Some("bw_demo.group_auditor")
    );

    let area = &policy.rules["bw_demo.rule_household_area"];
    assert_eq!(
        area.domain,
        "[('area_id', 'child_of', user.center_area_ids.ids)] if user.center_area_ids else []"
    );
    assert!(area.groups.is_empty());
    let owner = &policy.rules["bw_demo.rule_visit_owner"];
    assert!(!owner.operations.contains(Operation::Read) && owner.operations.contains(Operation::Delete));
    assert_eq!(
        policy.rules["bw_demo.rule_household_auditor"].domain,
        "['|', ('active', '=', True), ('active', '=', False)]"
    );

    let registrar = &policy.roles["bw_demo.role_local_registrar"];
    assert_eq!(registrar.scope, RoleScope::Local);
    assert_eq!(registrar.groups.len(), 3, "one of them from the other module");
    assert_eq!(policy.roles["bw_demo.role_auditor"].scope, RoleScope::Global);
}

#[test]
fn what_an_upgrade_must_know_is_kept() {
    let demo = demo();
    assert!(demo.noupdate.contains("bw_demo.rule_household_area"));
    assert!(!demo.noupdate.contains("bw_demo.rule_visit_owner"));
    assert!(demo.noupdate.contains("bw_demo.role_local_registrar"));
    assert_eq!(demo.no_create.iter().collect::<Vec<_>>(), ["bw_demo.role_auditor"]);
    let guessed: Vec<_> = demo.referred_models.iter().filter(|(_, origin)| origin.guessed).collect();
    assert_eq!(guessed, [], "each name is written out in the files");
    assert_eq!(demo.referred_models.len(), 8);
}

#[test]
fn findings_name_place_and_remedy() {
    let demo = demo();
    let ends = |level, ends: &[&str]| {
        let found = lines(&demo, level);
        assert_eq!(found.len(), ends.len(), "{found:#?}");
        for (line, end) in found.iter().zip(ends) {
            assert!(line.ends_with(end), "{line}");
        }
    };
    ends(Level::Unresolved, &[]);
    ends(
        Level::Ignored,
        &[
            "bw_demo_grants/security/security.xml:20: ignored: <menuitem>: it describes screens, not policy; nothing to do, \
           unless it changes groups, rules or rights: then make that change by hand",
        ],
    );
    let notes = lines(&demo, Level::Note).join("\n");
    for piece in [
        "groups.xml:85: note: bw_demo.group_exporter: the members the file names are not taken over: base.user_admin",
        "ir.model.access.csv:21: note: bw_demo.access_area_everybody: it has no group",
        "ir.model.access.csv:25: note: stock.group_stock_user: no file defines this group",
    ] {
        assert!(notes.contains(piece), "{piece} in\n{notes}");
    }
}
