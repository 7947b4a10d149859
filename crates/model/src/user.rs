//! A person, or a program acting under its own name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CompanyId, DepartmentId, FieldName, GroupId, Override, RecordId, RoleLine};

/// Whose side a user is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserKind {
    /// Works for the provider.
    #[default]
    Internal,
    /// Works for a client company.
    Client,
    /// A program.
    Service,
}

impl UserKind {
    /// The word for it, everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Client => "client",
            Self::Service => "service",
        }
    }
}

/// Somebody who can be asked about. Known by login; see [`crate::UserId`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct User {
    /// Id among the records of the user model, when records refer to it by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<RecordId>,
    /// Name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whose side.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: UserKind,
    /// Home company; decides "today" and default role lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// Further companies the user may act for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<CompanyId>,
    /// Department, which must belong to the home company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// IANA time zone for reading dates against moments; the company's when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// An inactive user may do nothing.
    #[serde(skip_serializing_if = "crate::policy::is_yes")]
    pub active: bool,
    /// Bypasses everything (Odoo's uid 1). Not what administrators are: those hold groups.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub superuser: bool,
    /// Groups given directly. They count only while no role line manages the user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    /// Own role lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RoleLine>,
    /// Exceptions for this user alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Further fields of the user's record, for rules such as `user.partner_id.id`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<FieldName, serde_json::Value>,
}

impl Default for User {
    fn default() -> Self {
        Self {
            id: None,
            name: None,
            kind: UserKind::Internal,
            company: None,
            companies: Vec::new(),
            department: None,
            timezone: None,
            active: true,
            superuser: false,
            groups: Vec::new(),
            lines: Vec::new(),
            overrides: Vec::new(),
            attributes: BTreeMap::new(),
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
