//! A role line as somebody writes it.

use bailiwick_model::{AreaCode, CompanyId, RoleId, UserId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An assignment to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineForm {
    /// Which role.
    #[schema(value_type = String)]
    pub role: RoleId,
    /// Where it counts, with everything below: for a local role at least one, for a global one none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub areas: Vec<AreaCode>,
    /// In which companies it counts, with everything below; every company when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub companies: Vec<CompanyId>,
    /// The first day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// The last day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What may be changed of an assignment. The role is not: that would be another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LineChange {
    /// Where it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub areas: Vec<AreaCode>,
    /// In which companies it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub companies: Vec<CompanyId>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LineView {
    /// Its number.
    pub id: i64,
    /// What was written.
    #[serde(flatten)]
    pub form: LineForm,
    /// Who granted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub granted_by: Option<UserId>,
    /// Whether it counts today, for its holder.
    pub enabled: bool,
    /// Where it comes from: `own`, or the company or department that gives it to all of its people.
    pub source: String,
    /// Tells this state of the line from any other, where it is shown by itself: the ETag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}
