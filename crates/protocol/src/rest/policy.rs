//! Parts of the policy as they are written and shown: each in the form that a document has for it.

use bailiwick_model::{ModelName, Operations, Override};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;

use super::Preview;

/// A part of the policy: what was written, and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PolicyView {
    /// Which part: `role`, `group`, `acl` …
    pub kind: String,
    /// Its technical id, which never changes.
    pub id: String,
    /// What was written, in the form that a document has for it. A role that is written as what it may do has that under
    /// `may`; a setting has its value under `value`.
    #[schema(value_type = Object)]
    pub body: Map<String, Json>,
    /// Where it came from: `shipped` with the program, `stored` by hand or from a document, or the import that brought it, as in
    /// `odoo:spp_area`.
    pub origin: String,
    /// Whether it may be changed here.
    pub changeable: bool,
    /// The role that it belongs to, and is changed together with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Tells this state of it from any other: the ETag.
    pub tag: String,
}

/// A part of the policy by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyName {
    /// Which part.
    pub kind: String,
    /// Its technical id.
    pub id: String,
}

/// What a use case did; or, when it was only tried, what it would do to people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Outcome<T> {
    /// What came of it.
    #[serde(flatten)]
    pub object: T,
    /// Who gains and who loses what. Only when it was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
}

/// What a role may do, written as that: its groups, rows, rules and rights are made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Restrictions {
    /// Whole parts of applications.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<String>,
    /// Abilities inside them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// Reports, as in `enrolment:view`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
    /// Custom actions on records, as in `reg.household.approve`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
    /// Operations on records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataRight>,
}

/// Operations on records of one model: on all of them, or on those that a domain matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataRight {
    /// The kind of record.
    #[schema(value_type = String)]
    pub model: ModelName,
    /// Which operations.
    #[schema(value_type = Vec<String>)]
    pub operations: Operations,
    /// Which records; all of them when absent.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// An exception for one user, as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OverrideView {
    /// Its number, which is never given again.
    pub id: i64,
    /// What was written.
    #[serde(rename = "override")]
    #[schema(value_type = Object)]
    pub exception: Override,
    /// Whether it counts today, for its user.
    pub enabled: bool,
}
