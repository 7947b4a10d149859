//! Which records of a kind.

use serde::{Deserialize, Serialize};

use crate::{GroupId, ModelName, Operations};

/// A domain that records must meet (Odoo's `ir.rule`). Without groups it is global: it binds everybody, together with
/// all other global rules. With groups it widens what the group's other rules allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRule {
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The kind of record.
    pub model: ModelName,
    /// The domain, in the domain language; empty means every record.
    #[serde(default)]
    pub domain: String,
    /// Whom it concerns; empty means everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// Operations it speaks about; at least one.
    #[serde(default = "all", skip_serializing_if = "is_all")]
    pub operations: Operations,
    /// A rule can be switched off without being removed.
    #[serde(default = "crate::policy::yes", skip_serializing_if = "crate::policy::is_yes")]
    pub active: bool,
}

fn all() -> Operations {
    Operations::ALL
}

fn is_all(operations: &Operations) -> bool {
    *operations == Operations::ALL
}
