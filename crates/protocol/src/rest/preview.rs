//! What a change would do to people: asked for with proposals, answered with who gains and who loses what.

mod sentences;

use bailiwick_model::{
    AreaCode, CompanyId, DepartmentId, FieldName, GroupId, ModelName, Operation, Override, UserId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;

use super::LineForm;

/// Something that could be changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Proposed {
    /// A new part of the policy.
    Create {
        /// Which part: `role`, `group`, `acl` …
        kind: String,
        /// Its technical id.
        id: String,
        /// What is written.
        #[schema(value_type = Object)]
        body: Map<String, Json>,
    },
    /// Another form of a part of the policy.
    Change {
        /// Which part.
        kind: String,
        /// Its technical id.
        id: String,
        /// A merge patch.
        #[schema(value_type = Object)]
        patch: Map<String, Json>,
    },
    /// A part of the policy taken away.
    Delete {
        /// Which part.
        kind: String,
        /// Its technical id.
        id: String,
    },
    /// A role line for a user, or for everybody in a department or company.
    AddLine {
        /// The user.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>)]
        user: Option<UserId>,
        /// The department.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>)]
        department: Option<DepartmentId>,
        /// The company.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>)]
        company: Option<CompanyId>,
        /// The line.
        line: LineForm,
    },
    /// Another reach or other days of a line.
    ChangeLine {
        /// Its number.
        id: i64,
        /// A merge patch.
        #[schema(value_type = Object)]
        patch: Map<String, Json>,
    },
    /// A line taken away.
    RemoveLine {
        /// Its number.
        id: i64,
    },
    /// An exception for one user.
    AddOverride {
        /// The user.
        #[schema(value_type = String)]
        user: UserId,
        /// The exception.
        #[serde(rename = "override")]
        #[schema(value_type = Object)]
        exception: Override,
    },
    /// Another form of an exception.
    ChangeOverride {
        /// The user.
        #[schema(value_type = String)]
        user: UserId,
        /// Its number.
        id: i64,
        /// A merge patch.
        #[schema(value_type = Object)]
        patch: Map<String, Json>,
    },
    /// An exception taken away.
    RemoveOverride {
        /// The user.
        #[schema(value_type = String)]
        user: UserId,
        /// Its number.
        id: i64,
    },
    /// Other groups for a user, given directly.
    SetGroups {
        /// The user.
        #[schema(value_type = String)]
        user: UserId,
        /// All of them.
        #[schema(value_type = Vec<String>)]
        groups: Vec<GroupId>,
    },
}

/// Who gains and who loses what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// How many users the change may concern.
    pub concerned: usize,
    /// How many of them were looked at.
    pub examined: usize,
    /// How many of those gain or lose something.
    pub affected: usize,
    /// What each of them gains and loses, as far as the asker may see them.
    pub users: Vec<UserPreview>,
    /// The same for people.
    pub sentences: Vec<String>,
}

/// What one user gains and loses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserPreview {
    /// Who.
    #[schema(value_type = String)]
    pub login: UserId,
    /// Groups gained.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gains: Vec<GroupReach>,
    /// Groups lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loses: Vec<GroupReach>,
    /// Operations on models that reach farther or less far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<LevelChange>,
    /// Fields that may be read or updated where they might not, or the other way round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<LevelChange>,
    /// Named rights gained or lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<LevelChange>,
    /// Records gained and lost, where they can be reached from here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RecordsChange>,
}

/// A group, where and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupReach {
    /// The group.
    #[schema(value_type = String)]
    pub group: GroupId,
    /// In these areas, with everything below; everywhere when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub areas: Vec<AreaCode>,
    /// In these companies, with everything below; in all of them when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub companies: Vec<CompanyId>,
    /// From this day on; from today on when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Until this day; for good when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reaches {
    /// It is not held.
    None,
    /// In some places, or on some records.
    Somewhere,
    /// Without limit of place. Record rules still apply.
    Everywhere,
}

/// A right that reaches farther or less far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LevelChange {
    /// On records of this model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub model: Option<ModelName>,
    /// This field of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub field: Option<FieldName>,
    /// This operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub operation: Option<Operation>,
    /// This named right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// Before.
    pub before: Reaches,
    /// After.
    pub after: Reaches,
    /// From this day on; from today on when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
}

/// On how many records an operation is gained and lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordsChange {
    /// Whose records.
    #[schema(value_type = String)]
    pub model: ModelName,
    /// The operation.
    #[schema(value_type = String)]
    pub operation: Operation,
    /// Records gained.
    pub gained: usize,
    /// Records lost.
    pub lost: usize,
    /// Whether there may be more than these.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}
