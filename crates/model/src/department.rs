//! A part of a company.

use serde::{Deserialize, Serialize};

use crate::{CompanyId, DepartmentId, RoleLine};

/// A node of a company's department tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its name for people.
    pub name: String,
    /// The company it belongs to.
    pub company: CompanyId,
    /// The department above it, in the same company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<DepartmentId>,
    /// Roles that everybody in it, or below, has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RoleLine>,
}
