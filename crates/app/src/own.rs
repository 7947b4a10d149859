//! Bailiwick's own objects as models: what the program ships, joined to what is stored.
//!
//! ADR 0014 says why. Names that begin with `bailiwick.` belong to the program: a stored policy may refer to its groups
//! and add ACLs, rules and field rules to its models, but not declare one of its names. Its roles are defaults: a stored
//! role of the same id takes their place.

use std::sync::OnceLock;

use bailiwick_model::{GroupId, Policy, RoleId, RoleScope};
use bailiwick_policy::{Problem, Problems};
use bailiwick_protocol::document::Document;

use crate::audit::AUDIT_MODEL;

/// What the program's own names begin with.
pub const PREFIX: &str = "bailiwick.";

/// The policy that the program ships.
///
/// # Panics
/// Never: a test reads it.
#[must_use]
pub fn shipped() -> &'static Policy {
    static SHIPPED: OnceLock<Policy> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let read = |name: &str, text: &str| Document::read(name, text).map(|document| document.policy);
        #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
        let mut policy =
            read("policy.yaml", include_str!("own/policy.yaml")).expect("the shipped policy can be read");
        #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
        let audit = read("audit.yaml", AUDIT_MODEL).expect("the model of the trail can be read");
        join(&mut policy.models, &audit.models);
        policy
    })
}

/// Who holds it without limit of place holds everything.
///
/// # Panics
/// Never: a test names it.
#[must_use]
pub fn administrator() -> &'static GroupId {
    static GROUP: OnceLock<GroupId> = OnceLock::new();
    #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
    GROUP.get_or_init(|| GroupId::new("bailiwick.administrator").expect("a group's id"))
}

/// A global role that gives [`administrator`], the shipped one first.
pub(crate) fn administrator_role(policy: &Policy) -> Option<RoleId> {
    let gives = |role: &&RoleId| {
        policy
            .roles
            .get(*role)
            .is_some_and(|role| role.scope == RoleScope::Global && role.groups.contains(administrator()))
    };
    let shipped = RoleId::new("administrator").ok();
    shipped.iter().chain(policy.roles.keys()).find(gives).cloned()
}

/// Who holds it somewhere manages the users there.
///
/// # Panics
/// Never: a test names it.
#[must_use]
pub fn user_manager() -> &'static GroupId {
    static GROUP: OnceLock<GroupId> = OnceLock::new();
    #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
    GROUP.get_or_init(|| GroupId::new("bailiwick.user_manager").expect("a group's id"))
}

/// Who holds it without limit of place sees the whole audit trail.
///
/// # Panics
/// Never: a test names it.
#[must_use]
pub fn auditor() -> &'static GroupId {
    static GROUP: OnceLock<GroupId> = OnceLock::new();
    #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
    GROUP.get_or_init(|| GroupId::new("bailiwick.auditor").expect("a group's id"))
}

/// Who holds it without limit of place tells the audit trail of an application's records.
///
/// # Panics
/// Never: a test names it.
#[must_use]
pub fn recorder() -> &'static GroupId {
    static GROUP: OnceLock<GroupId> = OnceLock::new();
    #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
    GROUP.get_or_init(|| GroupId::new("bailiwick.recorder").expect("a group's id"))
}

/// A stored policy with what the program ships.
pub(crate) fn complete(mut policy: Policy) -> Policy {
    let Policy {
        settings: _,
        models,
        categories,
        privileges,
        groups,
        acls,
        rules,
        field_rules,
        permissions,
        roles,
    } = shipped();
    join(&mut policy.models, models);
    join(&mut policy.categories, categories);
    join(&mut policy.privileges, privileges);
    join(&mut policy.groups, groups);
    join(&mut policy.acls, acls);
    join(&mut policy.rules, rules);
    join(&mut policy.field_rules, field_rules);
    join(&mut policy.permissions, permissions);
    for (id, role) in roles {
        policy.roles.entry(id.clone()).or_insert_with(|| role.clone());
    }
    policy
}

fn join<K: Ord + Clone, V: Clone>(
    stored: &mut std::collections::BTreeMap<K, V>,
    shipped: &std::collections::BTreeMap<K, V>,
) {
    stored.extend(shipped.iter().map(|(key, value)| (key.clone(), value.clone())));
}

/// Makes sure that a policy which somebody wrote leaves the program's own names alone.
///
/// # Errors
/// Every name that it takes.
pub(crate) fn check_names(policy: &Policy) -> Result<(), Problems> {
    let own = |key: &str| key.starts_with(PREFIX) || key == "bailiwick";
    let mut taken = Vec::new();
    let mut look = |place: &str, keys: &mut dyn Iterator<Item = &str>| {
        for key in keys.filter(|key| own(key)) {
            taken.push(Problem {
                place: format!("{place} {key}"),
                message: "names that begin with \"bailiwick.\" belong to the program".to_owned(),
                remedy: "choose another name; the program's own groups and models may be referred to"
                    .to_owned(),
            });
        }
    };
    look("model", &mut policy.models.keys().map(|key| &**key));
    look("category", &mut policy.categories.keys().map(|key| &**key));
    look("privilege", &mut policy.privileges.keys().map(|key| &**key));
    look("group", &mut policy.groups.keys().map(|key| &**key));
    look("acl", &mut policy.acls.keys().map(|key| &**key));
    look("rule", &mut policy.rules.keys().map(|key| &**key));
    look("field rule", &mut policy.field_rules.keys().map(|key| &**key));
    let known = &shipped().models;
    for name in policy.settings.audit.own.keys().filter(|name| !known.contains_key(*name)) {
        taken.push(Problem {
            place: "settings, audit.own".to_owned(),
            message: format!("Bailiwick has no model {name} of its own"),
            remedy: "name one of its own, as in bailiwick.user, or write audit: at the model".to_owned(),
        });
    }
    if taken.is_empty() { Ok(()) } else { Err(Problems(taken)) }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{Directory, Operation};
    use bailiwick_policy::Snapshot;

    use super::*;

    #[test]
    fn what_is_shipped_compiles_alone_and_beside_others() {
        Snapshot::compile(&complete(Policy::default()), &Directory::default()).unwrap();
        let demo = crate::demo::build(jiff::civil::date(2026, 11, 22)).unwrap();
        let policy = complete(demo.policy.clone());
        Snapshot::compile(&policy, &demo.directory).unwrap();
        for group in [administrator(), user_manager(), auditor(), recorder()] {
            assert!(policy.groups.contains_key(group), "{group}");
        }
        check_names(&demo.policy).unwrap();
        assert!(check_names(shipped()).is_err());
    }

    #[test]
    fn stored_roles_take_the_place_of_shipped_ones() {
        let document = Document::read("p.yaml", "roles: {technician: {label: Ours}}").unwrap();
        let policy = complete(document.policy);
        assert_eq!(policy.roles.get("technician").unwrap().label, "Ours");
        assert_eq!(policy.roles.get("auditor").unwrap().label, "Auditor");
    }

    #[test]
    fn every_operation_on_every_model_is_given_to_somebody() {
        let policy = shipped();
        for model in policy.models.keys() {
            let read = policy
                .acls
                .values()
                .any(|acl| acl.model == *model && acl.operations.contains(Operation::Read));
            assert!(read, "nobody may read {model}");
        }
    }
}
