//! Jobs as they are shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

/// Work in batches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: String,
    /// What kind of work, as in `users.import`.
    pub kind: String,
    /// `waiting`, `running`, `stopping`, `done`, `failed`, `stopped` or `undone`.
    pub state: String,
    /// Whether it only says what would be done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
    /// Whose work it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// How many items are done.
    pub done: i64,
    /// How many there are.
    pub total: i64,
    /// How many of those that are done came to which verdict.
    pub counts: BTreeMap<String, u64>,
    /// Why it ended as it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
    /// When its first batch began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_us: Option<i64>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_us: Option<i64>,
    /// The job that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    /// When what came of its items was removed: some time after its end, as `jobs.keep_days` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared_us: Option<i64>,
    /// Tells this state of the job from any other: the ETag.
    #[serde(default)]
    pub tag: String,
}

/// What came of one item of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobItemView {
    /// Its number: the row of a table, or its place among the users.
    pub number: i64,
    /// Whom it is about.
    pub object: String,
    /// `created`, `changed`, `unchanged`, `skipped`, `refused`, `not_done` or `partly`.
    pub verdict: String,
    /// Everything that is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<ItemFault>,
    /// The cells of a row that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub source: Option<Json>,
}

/// One thing that is wrong with an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemFault {
    /// The column that it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What, and the remedy.
    pub message: String,
}
