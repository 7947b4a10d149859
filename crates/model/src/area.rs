//! A place.

use serde::{Deserialize, Serialize};

use crate::{AreaCode, RecordId};

/// A node of the area tree: country, province, district …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its id among the records of the area model, when records refer to it by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RecordId>,
    /// Its name for people.
    pub name: String,
    /// The area it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AreaCode>,
    /// `country`, `province`, `district` or whatever the programme calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}
