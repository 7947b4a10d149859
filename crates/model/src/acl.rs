//! Who may do what with a kind of record.

use serde::{Deserialize, Serialize};

use crate::{GroupId, ModelName, Operations};

/// One row of the access-control list: model × group × operations. Rows only ever add (Odoo's `ir.model.access`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acl {
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The kind of record.
    pub model: ModelName,
    /// Who; absent means everybody, strangers included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// What they may do.
    pub operations: Operations,
    /// A row can be switched off without being removed.
    #[serde(default = "crate::policy::yes", skip_serializing_if = "crate::policy::is_yes")]
    pub active: bool,
}
