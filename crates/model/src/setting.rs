//! Settings that inherit downwards: from the installation over companies, departments and areas to roles and users.
//!
//! A [`SettingName`] is one of a [catalogue](SettingName::all). A [`Setting`] is a value at a [`SettingScope`], which may be locked:
//! then nothing can be set below it. [`Effective`] is what comes of all of them for one place: the nearest, or, of settings that
//! guard, the strictest ([`Combine`]).

mod catalogue;
mod combine;
mod effective;
mod name;
mod value;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{AreaCode, CompanyId, DepartmentId, RoleId, UserId};

pub use combine::Combine;
pub use effective::Effective;
pub use name::{SettingName, UnknownSetting};
pub use value::{MOST_NETWORKS, SettingError, SettingKind, SettingValue};

/// A value for a place and everything below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    /// The value.
    pub value: SettingValue,
    /// Whether nothing can be set below; of settings where the nearest value counts, what was set there before does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

impl Setting {
    /// A value that may be replaced below.
    #[must_use]
    pub fn open(value: SettingValue) -> Self {
        Self { value, locked: false }
    }

    /// A value below which none can be set.
    #[must_use]
    pub fn locked(value: SettingValue) -> Self {
        Self { value, locked: true }
    }
}

/// A place that can have settings of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingScope {
    /// All of this installation.
    Installation,
    /// A company and what is below it.
    Company(CompanyId),
    /// A department and what is below it.
    Department(DepartmentId),
    /// An area and what is below it.
    Area(AreaCode),
    /// Whoever has a role.
    Role(RoleId),
    /// One user.
    User(UserId),
}

/// The kinds of [`SettingScope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingLevel {
    /// The installation; every setting can be set there.
    Installation,
    /// Companies.
    Company,
    /// Departments.
    Department,
    /// Areas.
    Area,
    /// Roles.
    Role,
    /// Users.
    User,
}

impl SettingScope {
    /// What kind of place it is.
    #[must_use]
    pub fn level(&self) -> SettingLevel {
        match self {
            Self::Installation => SettingLevel::Installation,
            Self::Company(_) => SettingLevel::Company,
            Self::Department(_) => SettingLevel::Department,
            Self::Area(_) => SettingLevel::Area,
            Self::Role(_) => SettingLevel::Role,
            Self::User(_) => SettingLevel::User,
        }
    }

    /// The key of the place; empty for the installation, of which there is one.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Installation => "",
            Self::Company(id) => id,
            Self::Department(id) => id,
            Self::Area(code) => code,
            Self::Role(id) => id,
            Self::User(login) => login,
        }
    }
}

impl fmt::Display for SettingLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Installation => "installation",
            Self::Company => "company",
            Self::Department => "department",
            Self::Area => "area",
            Self::Role => "role",
            Self::User => "user",
        })
    }
}

impl fmt::Display for SettingScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installation => f.write_str("installation"),
            other => write!(f, "{}:{}", other.level(), other.key()),
        }
    }
}

/// The text names no place that can have settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} can have no settings; write installation, company:CODE, department:CODE, area:CODE, role:ID or user:LOGIN"
)]
pub struct UnknownScope(String);

impl FromStr for SettingScope {
    type Err = UnknownScope;
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let place = match text.split_once(':') {
            Some(("company", key)) => CompanyId::new(key).map(Self::Company).ok(),
            Some(("department", key)) => DepartmentId::new(key).map(Self::Department).ok(),
            Some(("area", key)) => AreaCode::new(key).map(Self::Area).ok(),
            Some(("role", key)) => RoleId::new(key).map(Self::Role).ok(),
            Some(("user", key)) => UserId::new(key).map(Self::User).ok(),
            _ => (text == "installation").then_some(Self::Installation),
        };
        place.ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

impl Serialize for SettingScope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SettingScope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_they_are_written() {
        for text in
            ["installation", "company:acme", "department:it", "area:D-1:a", "role:officer", "user:asha"]
        {
            let scope: SettingScope = text.parse().unwrap();
            assert_eq!(
                (scope.to_string().as_str(), scope.level() as usize > 0),
                (text, text != "installation")
            );
            assert_eq!(
                serde_json::from_str::<SettingScope>(&serde_json::to_string(&scope).unwrap()).unwrap(),
                scope
            );
        }
        for wrong in ["", "company", "company:", "installation:", "user:", "Company:acme"] {
            assert!(wrong.parse::<SettingScope>().unwrap_err().to_string().contains("can have no settings"));
        }
    }
}
