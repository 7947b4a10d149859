//! Who did it, from where, and to what.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::UserId;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "lowercase", deny_unknown_fields)]
pub enum Actor {
    /// Somebody who is known by login.
    User(UserId),
    /// A program with a token; its public id.
    Token(String),
    /// Whoever works the command line on the machine itself.
    Machine,
    /// Bailiwick, of its own accord.
    System,
}

impl Actor {
    /// Whether `text` is how this actor is written, without writing it.
    #[must_use]
    pub fn is_written(&self, text: &str) -> bool {
        match self {
            Self::User(login) => text.strip_prefix("user:") == Some(login.as_str()),
            Self::Token(id) => text.strip_prefix("token:") == Some(id.as_str()),
            Self::Machine => text == "machine",
            Self::System => text == "system",
        }
    }
}

/// The text names no actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nobody that acts; write user:LOGIN, token:ID, machine or system")]
pub struct UnknownActor(String);

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(login) => write!(f, "user:{login}"),
            Self::Token(id) => write!(f, "token:{id}"),
            Self::Machine => f.write_str("machine"),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for Actor {
    type Err = UnknownActor;
    fn from_str(text: &str) -> Result<Self, UnknownActor> {
        let unknown = || UnknownActor(text.to_owned());
        match text.split_once(':') {
            Some(("user", login)) => UserId::new(login).map(Self::User).map_err(|_| unknown()),
            Some(("token", id)) if !id.is_empty() => Ok(Self::Token(id.to_owned())),
            None if text == "machine" => Ok(Self::Machine),
            None if text == "system" => Ok(Self::System),
            _ => Err(unknown()),
        }
    }
}

/// Where something was done from, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    /// Network address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The device, as it calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The public id of the token that a person's program used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The session in which a person did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The job that it was part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// The account of the operating system, on the machine itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The account that took on another one's rights for it (`sudo`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sudo: Option<String>,
}

impl Origin {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditObject {
    /// What kind of thing, as in `user` or `token`.
    pub kind: String,
    /// Its key; empty where there is only one of its kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
}

impl AuditObject {
    /// A thing of many.
    #[must_use]
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Self {
        Self { kind: kind.into(), id: id.into() }
    }

    /// The policy, with the people it is for.
    #[must_use]
    pub fn policy() -> Self {
        Self::new("policy", "")
    }
}

impl fmt::Display for AuditObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id.as_str() {
            "" => f.write_str(&self.kind),
            id => write!(f, "{}:{id}", self.kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_read_as_they_are_written() {
        let asha = Actor::User(UserId::new("asha:b").unwrap());
        for actor in [asha, Actor::Token("00ff".into()), Actor::Machine, Actor::System] {
            assert!(actor.is_written(&actor.to_string()) && !actor.is_written("user:ben"));
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
        for wrong in ["", "asha", "user:", "token:", "machine:x", "ghost:x"] {
            let error = wrong.parse::<Actor>().unwrap_err().to_string();
            assert!(error.contains("write user:LOGIN"), "{error}");
        }
    }
}
