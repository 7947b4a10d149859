//! What a line gives and whose it is, by name.

use std::fmt;

use crate::{
    asker::Asker,
    explain::LineTrace,
    snapshot::{RoleEntry, Source},
};

/// What a line gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A role.
    Role(String),
    /// Groups that were given directly.
    Groups(Vec<String>),
    /// What is not known any more.
    Unknown,
}

/// Whose a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user's own.
    Own,
    /// His department's.
    Department(String),
    /// His company's.
    Company(String),
}

impl Held {
    pub(super) fn of(asker: &Asker<'_>, trace: &LineTrace<'_>) -> Self {
        match asker.snapshot.roles.entry(trace.line.role) {
            Some(RoleEntry::Role(id)) => Self::Role(id.to_string()),
            Some(RoleEntry::Direct(groups)) => Self::Groups(groups.iter().map(ToString::to_string).collect()),
            None => Self::Unknown,
        }
    }
}

impl Origin {
    pub(super) fn of(asker: &Asker<'_>, trace: &LineTrace<'_>) -> Self {
        let places = &asker.snapshot.places;
        match trace.source {
            None => Self::Own,
            Some(Source::Department(n)) => Self::Department(places.departments.names.name(n).to_owned()),
            Some(Source::Company(n)) => Self::Company(places.companies.names.name(n).to_owned()),
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(id) => f.write_str(id),
            Self::Groups(groups) => write!(f, "direct groups {}", groups.join(", ")),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Department(id) => write!(f, "department {id}"),
            Self::Company(id) => write!(f, "company {id}"),
        }
    }
}
