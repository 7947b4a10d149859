//! Everything that is decided about kinds of things, as opposed to people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Acl, AclId, Category, CategoryId, FieldRule, FieldRuleId, Group, GroupId, Model, ModelName, Permission,
    PermissionName, Privilege, PrivilegeId, RecordRule, Role, RoleId, RuleId, UsualAudit,
};

/// The whole policy and schema. References between its parts are checked when the engine compiles it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Names and switches that the rest relies on.
    #[serde(skip_serializing_if = "is_default")]
    pub settings: Settings,
    /// Kinds of records.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub models: BTreeMap<ModelName, Model>,
    /// Order of privileges.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub categories: BTreeMap<CategoryId, Category>,
    /// Order of groups.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub privileges: BTreeMap<PrivilegeId, Privilege>,
    /// Bundles of permissions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<GroupId, Group>,
    /// Model × group × operations.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub acls: BTreeMap<AclId, Acl>,
    /// Which records.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<RuleId, RecordRule>,
    /// Which fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub field_rules: BTreeMap<FieldRuleId, FieldRule>,
    /// Named rights.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub permissions: BTreeMap<PermissionName, Permission>,
    /// What people are assigned.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<RoleId, Role>,
}

/// Names and switches that the rest of the policy relies on. The defaults are Odoo's names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The model whose records are the users: what `user` is in a rule.
    pub user_model: ModelName,
    /// The model whose records are the companies.
    pub company_model: ModelName,
    /// The model whose records are the areas.
    pub area_model: ModelName,
    /// The model whose records are the groups.
    pub group_model: ModelName,
    /// A user's groups may include at most one of these.
    pub exclusive_groups: Vec<GroupId>,
    /// Directly given groups that stay when role lines manage a user.
    pub kept_groups: Vec<GroupId>,
    /// Held automatically by users with two or more companies.
    pub multi_company_group: Option<GroupId>,
    /// Counts in `has_group` only while debugging.
    pub debug_group: Option<GroupId>,
    /// What of the questions about any model the audit trail is told.
    #[serde(skip_serializing_if = "is_default")]
    pub audit: UsualAudit,
}

impl Default for Settings {
    fn default() -> Self {
        #[allow(clippy::unwrap_used, reason = "constants, covered by a test")]
        fn known<T: std::str::FromStr<Err = crate::KeyError>>(text: &str) -> T {
            text.parse().unwrap()
        }
        Self {
            user_model: known("res.users"),
            company_model: known("res.company"),
            area_model: known("spp.area"),
            group_model: known("res.groups"),
            exclusive_groups: ["base.group_user", "base.group_portal", "base.group_public"]
                .map(known)
                .to_vec(),
            kept_groups: Vec::new(),
            multi_company_group: Some(known("base.group_multi_company")),
            debug_group: Some(known("base.group_no_one")),
            audit: UsualAudit::default(),
        }
    }
}

pub(crate) fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
pub(crate) fn is_yes(value: &bool) -> bool {
    *value
}

/// Sorted, without repetition.
pub(crate) fn set_of<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items.dedup();
    items
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid_names() {
        assert_eq!(Settings::default().user_model.as_str(), "res.users");
    }
}
