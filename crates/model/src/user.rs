//! A person, or a program acting under its own name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    CompanyId, DepartmentId, FieldName, GroupId, Override, RecordId, RoleLine, Validity, ValidityError,
};

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
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Client, Self::Service];

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
#[serde(try_from = "Wire", into = "Wire")]
pub struct User {
    /// Id among the records of the user model, when records refer to it by one.
    pub id: Option<RecordId>,
    /// Name for people.
    pub name: Option<String>,
    /// Whose side.
    pub kind: UserKind,
    /// Home company; decides "today" and default role lines.
    pub company: Option<CompanyId>,
    /// Further companies the user may act for.
    pub companies: Vec<CompanyId>,
    /// Department, which must belong to the home company.
    pub department: Option<DepartmentId>,
    /// IANA time zone for reading dates against moments; the company's when absent.
    pub timezone: Option<String>,
    /// An inactive user may do nothing.
    pub active: bool,
    /// Days on which the account counts. On others the user may do nothing.
    pub validity: Validity,
    /// Bypasses everything (Odoo's uid 1). Not what administrators are: those hold groups.
    pub superuser: bool,
    /// Groups given directly. They count only while no role line manages the user.
    pub groups: Vec<GroupId>,
    /// Own role lines.
    pub lines: Vec<RoleLine>,
    /// Exceptions for this user alone.
    pub overrides: Vec<Override>,
    /// Further fields of the user's record, for rules such as `user.partner_id.id`.
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
            validity: Validity::ALWAYS,
            superuser: false,
            groups: Vec::new(),
            lines: Vec::new(),
            overrides: Vec::new(),
            attributes: BTreeMap::new(),
        }
    }
}

/// A user in a file. The days stand beside the rest, as they do in a role line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<RecordId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    kind: UserKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<CompanyId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    companies: Vec<CompanyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    department: Option<DepartmentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(default = "crate::policy::yes", skip_serializing_if = "crate::policy::is_yes")]
    active: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    superuser: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<RoleLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<Override>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<FieldName, serde_json::Value>,
}

impl TryFrom<Wire> for User {
    type Error = ValidityError;

    fn try_from(wire: Wire) -> Result<Self, ValidityError> {
        let Wire { id, name, kind, company, companies, department, timezone, active, .. } = wire;
        let Wire { from, to, superuser, groups, lines, overrides, attributes, .. } = wire;
        let validity = Validity::new(from, to)?;
        Ok(Self {
            id,
            name,
            kind,
            company,
            companies,
            department,
            timezone,
            active,
            validity,
            superuser,
            groups,
            lines,
            overrides,
            attributes,
        })
    }
}

impl From<User> for Wire {
    fn from(user: User) -> Self {
        let User { id, name, kind, company, companies, department, timezone, active, .. } = user;
        let User { validity, superuser, groups, lines, overrides, attributes, .. } = user;
        Self {
            id,
            name,
            kind,
            company,
            companies,
            department,
            timezone,
            active,
            from: validity.from(),
            to: validity.to(),
            superuser,
            groups,
            lines,
            overrides,
            attributes,
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_of_an_account_stand_beside_the_rest() {
        let text = r#"{"company":"acme","from":"2027-03-01","to":"2027-08-31"}"#;
        let user: User = serde_json::from_str(text).unwrap();
        assert_eq!(user.validity, Validity::new(Some(date(2027, 3, 1)), Some(date(2027, 8, 31))).unwrap());
        assert!(user.active && !user.superuser);
        assert_eq!(serde_json::to_string(&user).unwrap(), text);
        assert_eq!(serde_json::to_string(&User::default()).unwrap(), "{}");
    }

    #[test]
    fn days_in_the_wrong_order_and_unknown_keys_are_refused() {
        let read = |text: &str| serde_json::from_str::<User>(text).unwrap_err().to_string();
        assert!(read(r#"{"from":"2027-03-02","to":"2027-03-01"}"#).contains("is after To (2027-03-01)"));
        assert!(read(r#"{"until":"2027-03-02"}"#).contains("unknown field `until`"));
    }
}
