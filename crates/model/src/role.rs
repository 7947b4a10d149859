//! What people are assigned.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::GroupId;

/// Whether a role's lines name areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleScope {
    /// Counts everywhere; a line names no area.
    #[default]
    Global,
    /// Counts in the areas of its line; a line names at least one.
    Local,
}

impl fmt::Display for RoleScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Global => "global",
            Self::Local => "local",
        })
    }
}

/// A bundle of groups that is assigned to people through role lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name for people.
    pub label: String,
    /// Global or local.
    #[serde(default)]
    pub scope: RoleScope,
    /// The groups it gives, before implication.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}
