//! Bundles of permissions, and how they are ordered on the screen.

use serde::{Deserialize, Serialize};

use crate::{CategoryId, GroupId, PrivilegeId};

/// A bundle of permissions (Odoo's `res.groups`). Holding a group is holding all it implies, however deep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name for people.
    pub label: String,
    /// Groups that come with it. Cycles are harmless.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implies: Vec<GroupId>,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privilege: Option<PrivilegeId>,
    /// Order among the groups of its privilege.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Orders groups on the screen ("Registry: Viewer / Officer / Manager"). Never changes a permission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privilege {
    /// Its name for people.
    pub label: String,
    /// Where it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Order among the privileges of its category; Odoo's default is 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// What stands in the selector when none of its groups is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Orders privileges on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name for people.
    pub label: String,
    /// The category above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategoryId>,
    /// Order among its siblings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}
