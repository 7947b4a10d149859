//! Templates for the columns of tables, as they are shown.

use serde::{Deserialize, Serialize};

use crate::csv::users::ColumnMapping;

/// What a template says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// What somebody has written.
    #[serde(flatten)]
    pub mapping: ColumnMapping,
    /// Tells this state of it from any other: the ETag.
    pub tag: String,
}
