//! Real addons, when a folder of them is at hand: `BAILIWICK_ODOO_ADDONS` names one that holds `odoo19`, `oca19` and
//! `openspp2`. None of their text is part of this repository.

use std::path::PathBuf;

use bailiwick_protocol::odoo::{Imported, Kind, Level, drift};

use super::{lines, policy_files, read_all};

/// Modules in the order in which Odoo would load them.
const MODULES: [&str; 14] = [
    "odoo19/base",
    "oca19/base_user_role",
    "openspp2/spp_security",
    "openspp2/spp_user_roles",
    "openspp2/spp_registry",
    "openspp2/spp_area",
    "openspp2/spp_service_points",
    "openspp2/spp_approval",
    "openspp2/spp_programs",
    "openspp2/spp_audit",
    "openspp2/spp_grm",
    "openspp2/spp_case_base",
    "openspp2/spp_change_request_v2",
    "openspp2/spp_drims",
];

#[allow(clippy::disallowed_methods, reason = "the folder is not part of the repository")]
fn folder() -> Option<PathBuf> {
    std::env::var("BAILIWICK_ODOO_ADDONS").ok().filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

#[test]
fn odoo_addons() {
    let Some(folder) = folder() else {
        println!("not run: BAILIWICK_ODOO_ADDONS names no folder of addons");
        return;
    };
    let sources: Vec<_> = MODULES.iter().flat_map(|module| policy_files(&folder.join(module))).collect();
    let import = read_all(&sources);
    let read = |kind| (import.count(kind).read, import.count(kind).unresolved);
    assert_eq!(read(Kind::Group).0, 89);
    assert_eq!(import.only_referred.len(), 3, "{:?}", import.only_referred);
    assert_eq!(read(Kind::Privilege).0, 25);
    assert_eq!(read(Kind::Category).0, 25);
    assert_eq!(read(Kind::Acl), (1066, 0));
    assert_eq!(read(Kind::Rule), (180, 0));
    assert_eq!(read(Kind::Role), (22, 0));
    assert_eq!(import.policy.rules.values().filter(|rule| rule.groups.is_empty()).count(), 25);
    assert_eq!(lines(&import, Level::Unresolved), Vec::<String>::new());
    assert!(import.referred_models.contains_key("spp.cr.detail.add_member"));

    let mut policy = Default::default();
    drift(&policy, &import, &Imported::default()).apply(&mut policy);
    assert_eq!(policy, import.policy);
    for count in &import.counts {
        println!("{}: {} read, {} extended", count.kind, count.read, count.extended);
    }
    for finding in &import.findings {
        println!("{finding}");
    }
}

#[test]
fn odoo_addons_of_the_generation_before() {
    let Some(folder) = folder().map(|folder| folder.join("openspp17")).filter(|folder| folder.is_dir())
    else {
        println!("not run: BAILIWICK_ODOO_ADDONS names no folder with openspp17");
        return;
    };
    let import = read_all(&policy_files(&folder));
    let read = |kind| import.count(kind).read;
    assert_eq!((read(Kind::Group) - import.only_referred.len(), read(Kind::Category)), (20, 6));
    assert_eq!((read(Kind::Rule), read(Kind::Role)), (3, 8));
    for finding in import.findings.iter().filter(|finding| finding.level == Level::Unresolved) {
        println!("{finding}");
    }
}
