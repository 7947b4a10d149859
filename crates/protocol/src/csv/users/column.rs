//! The columns of a list of users.

use std::{fmt, str::FromStr};

use bailiwick_model::FieldName;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most role lines of a row.
const MAX_ROLES: u8 = 20;

/// A column that we know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserColumn {
    /// The name at sign-in.
    Login,
    /// What another system calls the user.
    ExternalId,
    /// Email address.
    Email,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Name for people, where first and last name will not do.
    Name,
    /// Whose side the user is on.
    Kind,
    /// Code of the home company.
    Company,
    /// Codes of further companies.
    Companies,
    /// Code of the department.
    Department,
    /// Code of the area in which the user works.
    Area,
    /// What the job is called.
    JobTitle,
    /// Language tag.
    Language,
    /// Name of the time zone.
    Timezone,
    /// Mobile telephone.
    PhoneMobile,
    /// Telephone at work.
    PhoneWork,
    /// State of the account.
    State,
    /// First day.
    ValidFrom,
    /// Last day.
    ValidTo,
    /// The password as another system keeps it.
    PasswordHash,
    /// A part of a role line.
    Role(RoleColumn),
    /// A custom attribute.
    Attribute(FieldName),
}

/// A part of one of the role lines of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleColumn {
    /// Which line, from 1.
    pub number: u8,
    /// Which part of it.
    pub part: RolePart,
}

/// What a column says about a role line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RolePart {
    /// The role.
    Role,
    /// Codes of areas.
    Areas,
    /// Codes of companies.
    Companies,
    /// First day.
    From,
    /// Last day.
    To,
    /// Why.
    Reason,
}

/// No column of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no column {0:?}; use login, external_id, email, first_name, last_name, name, kind, company, companies, department, \
     area, job_title, language, timezone, phone_mobile, phone_work, state, valid_from, valid_to, password_hash, role, role_areas, \
     role_companies, role_from, role_to, role_reason, the same with role2 to role{MAX_ROLES}, or attribute.NAME"
)]
pub struct UnknownColumn(pub String);

const PLAIN: [(&str, UserColumn); 19] = [
    ("login", UserColumn::Login),
    ("external_id", UserColumn::ExternalId),
    ("email", UserColumn::Email),
    ("first_name", UserColumn::FirstName),
    ("last_name", UserColumn::LastName),
    ("name", UserColumn::Name),
    ("kind", UserColumn::Kind),
    ("company", UserColumn::Company),
    ("companies", UserColumn::Companies),
    ("department", UserColumn::Department),
    ("area", UserColumn::Area),
    ("job_title", UserColumn::JobTitle),
    ("language", UserColumn::Language),
    ("timezone", UserColumn::Timezone),
    ("phone_mobile", UserColumn::PhoneMobile),
    ("phone_work", UserColumn::PhoneWork),
    ("state", UserColumn::State),
    ("valid_from", UserColumn::ValidFrom),
    ("valid_to", UserColumn::ValidTo),
];

/// The column that no export has.
const PASSWORD_HASH: &str = "password_hash";

const PARTS: [(&str, RolePart); 6] = [
    ("", RolePart::Role),
    ("_areas", RolePart::Areas),
    ("_companies", RolePart::Companies),
    ("_from", RolePart::From),
    ("_to", RolePart::To),
    ("_reason", RolePart::Reason),
];

impl UserColumn {
    /// All but passwords, role lines and attributes, in the order of an export.
    pub fn plain() -> impl Iterator<Item = Self> {
        PLAIN.into_iter().map(|(_, column)| column)
    }

    /// The columns of a role line.
    pub fn of_role(number: u8) -> impl Iterator<Item = Self> {
        PARTS.into_iter().map(move |(_, part)| Self::Role(RoleColumn { number, part }))
    }
}

impl FromStr for UserColumn {
    type Err = UnknownColumn;

    /// Capital letters do not matter, except in the name of an attribute.
    fn from_str(text: &str) -> Result<Self, UnknownColumn> {
        let unknown = || UnknownColumn(text.chars().take(80).collect());
        let small = text.trim().to_ascii_lowercase();
        if let Some((_, column)) = PLAIN.into_iter().find(|(name, _)| *name == small) {
            return Ok(column);
        }
        if small == PASSWORD_HASH {
            return Ok(Self::PasswordHash);
        }
        if small.starts_with("attribute.") {
            let name = text.trim().split_once('.').map_or("", |(_, name)| name);
            return FieldName::new(name).map(Self::Attribute).map_err(|_| unknown());
        }
        role(&small).map(Self::Role).ok_or_else(unknown)
    }
}

fn role(text: &str) -> Option<RoleColumn> {
    let rest = text.strip_prefix("role")?;
    let part = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.strip_suffix(part)?;
    let number = if digits.is_empty() { 1 } else { digits.parse().ok()? };
    let (_, part) = PARTS.into_iter().find(|(name, _)| *name == part)?;
    let usual = !digits.starts_with('0') && (1..=MAX_ROLES).contains(&number);
    usual.then_some(RoleColumn { number, part })
}

impl fmt::Display for UserColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(column) => column.fmt(f),
            Self::Attribute(name) => write!(f, "attribute.{name}"),
            Self::PasswordHash => f.write_str(PASSWORD_HASH),
            plain => {
                let name = PLAIN.iter().find(|(_, column)| column == plain).map_or("", |(name, _)| name);
                f.write_str(name)
            }
        }
    }
}

impl fmt::Display for RoleColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("role")?;
        if self.number > 1 {
            write!(f, "{}", self.number)?;
        }
        f.write_str(PARTS.iter().find(|(_, part)| *part == self.part).map_or("", |(name, _)| name))
    }
}

impl Serialize for UserColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UserColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_read_as_they_are_written() {
        let attribute = UserColumn::Attribute(FieldName::new("Badge").unwrap());
        let all = UserColumn::plain()
            .chain(UserColumn::of_role(1))
            .chain(UserColumn::of_role(20))
            .chain([attribute, UserColumn::PasswordHash]);
        for column in all {
            assert_eq!(column.to_string().parse(), Ok(column));
        }
        assert_eq!(" Role1_Areas ".parse::<UserColumn>().unwrap().to_string(), "role_areas");
        assert_eq!("ATTRIBUTE.Badge".parse::<UserColumn>().unwrap().to_string(), "attribute.Badge");
        for wrong in [
            "",
            "role0",
            "role21",
            "role02",
            "role_",
            "role2areas",
            "attribute.",
            "attribute.a b",
            "user",
            "role999",
        ] {
            assert!(
                wrong.parse::<UserColumn>().unwrap_err().to_string().starts_with("there is no column"),
                "{wrong}"
            );
        }
    }
}
