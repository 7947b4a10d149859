//! A page of a list.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Listed<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
    /// How many there are in all, when that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Whether there are more than `count`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count_is_least: bool,
}
