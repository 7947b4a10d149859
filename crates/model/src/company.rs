//! A tenant.

use serde::{Deserialize, Serialize};

use crate::{CompanyId, RecordId, RoleLine};

/// Whether a company is ours or served by us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CompanyKind {
    /// The organisation that runs this installation, or a part of it.
    #[default]
    Provider,
    /// A company it works for.
    Client,
}

/// A tenant, in a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Its id among the records of the company model, when records refer to it by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RecordId>,
    /// Its name for people.
    pub name: String,
    /// The company above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CompanyId>,
    /// Ours or served by us.
    #[serde(default)]
    pub kind: CompanyKind,
    /// IANA time zone that decides what "today" is for its people; inherited from above, UTC at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Roles that everybody at home here, or below, has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RoleLine>,
}
