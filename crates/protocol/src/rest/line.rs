//! A role line as somebody writes it.

use bailiwick_model::{AreaCode, CompanyId, RoleId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An assignment to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineForm {
    /// Which role.
    pub role: RoleId,
    /// Where it counts, with everything below: for a local role at least one, for a global one none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// In which companies it counts, with everything below; every company when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<CompanyId>,
    /// The first day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What may be changed of an assignment. The role is not: that would be another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LineChange {
    /// Where it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// In which companies it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<CompanyId>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
