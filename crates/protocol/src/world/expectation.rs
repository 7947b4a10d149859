//! Questions, and the answers that a policy must give.

use std::{collections::BTreeMap, fmt, str::FromStr};

use bailiwick_model::{
    ActionName, FieldName, GroupId, GroupSpec, ModelName, Operation, PermissionName, RecordId, RuleId, UserId,
};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::Offer;

/// One question with its answer, and the circumstances in which it is asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "super::wire::Raw")]
pub struct Expectation {
    /// The line it starts on, when the text was YAML.
    pub line: Option<u64>,
    /// The question with its answer.
    pub question: Question,
    /// Asked at this moment instead of the world's.
    pub now: Option<Timestamp>,
    /// Companies the user acts for, by code or record id; all of the user's when absent.
    pub companies: Option<Vec<RecordId>>,
    /// What it is about, for people.
    pub note: Option<String>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// May the user do this?
    Check {
        /// What.
        ask: Check,
        /// Allowed or denied.
        answer: Answer,
        /// Ids of rules, rows, groups, roles or overrides that the explanation must name.
        because: Vec<String>,
    },
    /// Which records may the user work on?
    Visible {
        /// Which.
        ask: OfModel,
        /// Exactly these, in any order.
        ids: Vec<RecordId>,
    },
    /// Does the access-control list alone let the user?
    Acl {
        /// What.
        ask: OfModel,
        /// Allowed or denied.
        answer: Answer,
    },
    /// Which fields may the user read or write?
    Fields {
        /// Where.
        ask: Fields,
        /// Exactly these, in any order.
        names: Vec<FieldName>,
    },
    /// What does a search find?
    Search {
        /// The search.
        ask: Search,
        /// Exactly these records, or an error whose text contains this.
        outcome: Outcome<Vec<RecordId>>,
    },
    /// Which groups does the user hold, implied ones included?
    Groups {
        /// Whose.
        ask: GroupsOf,
        /// All, some, or none of these.
        answer: GroupsAnswer,
    },
    /// Does the user meet a condition on groups?
    HasGroups {
        /// The condition.
        ask: HasGroups,
        /// Whether.
        answer: bool,
    },
    /// Which record rules stand in the way?
    Blame {
        /// Of what.
        ask: Blame,
        /// Exactly these, in any order.
        rules: Vec<RuleId>,
    },
    /// What does an expression of the rule language yield?
    Value {
        /// The expression.
        ask: Valuation,
        /// This value, or an error whose text contains this.
        outcome: Outcome<Value>,
    },
    /// Is an object refused?
    Refused {
        /// The object.
        offer: Offer,
        /// What the refusal must say, among other words.
        says: String,
    },
}

/// Allowed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Allowed.
    Allow,
    /// Denied.
    Deny,
}

/// A result, or an error whose text contains the given words.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// A result.
    Is(T),
    /// An error that says this, among other words.
    Error(String),
}

/// May `user` do `action`?
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Who.
    pub user: UserId,
    /// What.
    pub action: Action,
    /// On which kind of record. Absent only when the action is a permission, which names all it needs.
    #[serde(default)]
    pub model: Option<ModelName>,
    /// On which record; on the kind as such when absent.
    #[serde(default)]
    pub record: Option<RecordId>,
    /// Values that the record would get (create, update) or that the request supplies.
    #[serde(default, rename = "with")]
    pub values: BTreeMap<FieldName, Value>,
    /// Fields that are touched.
    #[serde(default)]
    pub fields: Vec<FieldName>,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Create, read, update or delete.
    Operation(Operation),
    /// An action of the model's own.
    Custom(ActionName),
    /// A named right.
    Permission(PermissionName),
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains(':') {
            let permission = PermissionName::from_str(text).map_err(|e| e.to_string())?;
            return Ok(Self::Permission(permission));
        }
        if let Ok(operation) = text.parse() {
            return Ok(Self::Operation(operation));
        }
        ActionName::new(text).map(Self::Custom).map_err(|e| e.to_string())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(operation) => operation.fmt(f),
            Self::Custom(action) => action.fmt(f),
            Self::Permission(permission) => permission.fmt(f),
        }
    }
}

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A user, a kind of record and an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfModel {
    /// Who.
    pub user: UserId,
    /// Which kind of record.
    pub model: ModelName,
    /// For what.
    #[serde(default = "read")]
    pub operation: Operation,
}

/// The fields that `user` may read or write.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Who.
    pub user: UserId,
    /// Of which kind of record.
    pub model: ModelName,
    /// At which record; at the kind as such when absent.
    #[serde(default)]
    pub record: Option<RecordId>,
    /// `read` or `update`.
    #[serde(default = "read")]
    pub operation: Operation,
}

/// A search as `user`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Who. May be absent when `superuser` is set.
    #[serde(default)]
    pub user: Option<UserId>,
    /// Among which kind of record.
    pub model: ModelName,
    /// The domain; empty finds all.
    #[serde(default)]
    pub domain: String,
    /// Whether archived records are left out.
    #[serde(default = "yes")]
    pub active_test: bool,
    /// Whether rules are ignored.
    #[serde(default)]
    pub superuser: bool,
}

/// Whose groups.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupsOf {
    /// Who.
    pub user: UserId,
}

/// The groups that a user must hold or lack. Something is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsAnswer {
    /// Exactly these, in any order.
    pub ids: Option<Vec<GroupId>>,
    /// These among others.
    pub contains: Vec<GroupId>,
    /// None of these.
    pub lacks: Vec<GroupId>,
}

/// A condition on a user's groups.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HasGroups {
    /// Who.
    pub user: UserId,
    /// The condition, as in `a,b,!c`.
    pub spec: GroupSpec,
    /// Whether the debugging mode is on.
    #[serde(default)]
    pub debug: bool,
}

/// The rules that keep `user` from `operation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blame {
    /// Who.
    pub user: UserId,
    /// Which kind of record.
    pub model: ModelName,
    /// For what.
    pub operation: Operation,
    /// On which records; at least one.
    pub records: Vec<RecordId>,
}

/// An expression as rules may use it, such as `user.partner_id.id`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valuation {
    /// Who `user` is.
    pub user: UserId,
    /// The expression.
    pub expression: String,
}

fn read() -> Operation {
    Operation::Read
}

fn yes() -> bool {
    true
}
