//! Custom attributes as they are shown.

use bailiwick_model::AttributeField;
use serde::{Deserialize, Serialize};

/// What an attribute is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributeView {
    /// What somebody has said of it.
    #[serde(flatten)]
    pub field: AttributeField,
    /// Tells this state of it from any other: the ETag.
    pub tag: String,
}
