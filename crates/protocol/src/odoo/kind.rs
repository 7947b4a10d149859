//! The kinds of objects that addon files describe.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a record of an addon file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `ir.module.category`
    Category,
    /// `res.groups.privilege`
    Privilege,
    /// `res.groups`
    Group,
    /// `ir.model.access`
    Acl,
    /// `ir.rule`
    Rule,
    /// `res.users.role`
    Role,
    /// `res.users`: reported, never imported.
    User,
    /// Every other model or element: counted, never imported.
    Other,
}

impl Kind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Category,
        Self::Privilege,
        Self::Group,
        Self::Acl,
        Self::Rule,
        Self::Role,
        Self::User,
        Self::Other,
    ];

    /// The kind that records of an Odoo model become.
    #[must_use]
    pub fn of_model(model: &str) -> Self {
        match model {
            "ir.module.category" => Self::Category,
            "res.groups.privilege" => Self::Privilege,
            "res.groups" => Self::Group,
            "ir.model.access" => Self::Acl,
            "ir.rule" => Self::Rule,
            "res.users.role" => Self::Role,
            "res.users" => Self::User,
            _ => Self::Other,
        }
    }

    /// The word used in tables and messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Privilege => "privilege",
            Self::Group => "group",
            Self::Acl => "ACL row",
            Self::Rule => "record rule",
            Self::Role => "role",
            Self::User => "user",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
