//! What stands in an archive beside the rows: its first line, the line before each table, its last line.

use std::collections::BTreeMap;

use bailiwick_model::audit::AuditHead;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Migration, sql::Kind};

/// The version of the format. A program reads its own and every earlier one.
pub const FORMAT: u64 = 1;

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the format.
    pub format: u64,
    /// The version of the program that made it.
    pub product: String,
    /// When it was made.
    pub created: Timestamp,
    /// The schema of its rows.
    pub schema: Schema,
    /// The revision that it is a copy of.
    pub revision: i64,
    /// The last entry of its audit trail.
    pub audit: AuditHead,
}

/// A version of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// The number of its last migration.
    pub version: i64,
    /// The checksum of that migration.
    pub sha256: String,
}

/// An archive from its first line to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it says of itself.
    pub manifest: Manifest,
    /// How many rows of each table it holds.
    pub rows: BTreeMap<String, u64>,
    /// The SHA-256 of all that stands before its last line, in hexadecimal.
    pub sha256: String,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct First {
    pub(super) bailiwick_backup: Manifest,
}

/// The line before the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) table: String,
    pub(super) columns: Vec<(String, ColumnKind)>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Last {
    pub(super) end: End,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) rows: BTreeMap<String, u64>,
    pub(super) sha256: String,
}

/// [`Kind`], as the archive words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ColumnKind {
    Int,
    Text,
    Bool,
    Blob,
}

impl Summary {
    /// How many rows it holds in all.
    #[must_use]
    pub fn row_count(&self) -> u64 {
        self.rows.values().sum()
    }
}

impl Schema {
    pub(super) fn of(migrations: &[Migration]) -> Option<Self> {
        migrations.last().map(|last| Self { version: last.number, sha256: last.checksum() })
    }
}

impl From<Kind> for ColumnKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Int => Self::Int,
            Kind::Text => Self::Text,
            Kind::Bool => Self::Bool,
            Kind::Blob => Self::Blob,
        }
    }
}

impl From<ColumnKind> for Kind {
    fn from(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Int => Self::Int,
            ColumnKind::Text => Self::Text,
            ColumnKind::Bool => Self::Bool,
            ColumnKind::Blob => Self::Blob,
        }
    }
}
