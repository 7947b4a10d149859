//! Everything that is known about people and places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Area, AreaCode, Company, CompanyId, Department, DepartmentId, User, UserId};

/// Companies, departments, areas and users with their role lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Directory {
    /// Tenants.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub companies: BTreeMap<CompanyId, Company>,
    /// Parts of companies.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub departments: BTreeMap<DepartmentId, Department>,
    /// Places.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<AreaCode, Area>,
    /// People and programs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub users: BTreeMap<UserId, User>,
}
