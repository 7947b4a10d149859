//! Why a connected database gave no answer.

use std::path::PathBuf;

/// What went wrong, where, and how to mend it. Never contains a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordDatabaseError {
    /// The address cannot be read.
    #[error("the address of the connected database cannot be used: {why}")]
    Address {
        /// What is wrong with it and how to write it.
        why: String,
    },
    /// The file is no readable database.
    #[error(
        "cannot read the connected database {}: {why}; name an existing SQLite file that this user may read, with its \
         folder", path.display()
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        why: String,
    },
    /// The server cannot be reached, or went away.
    #[error("the connected database {database} cannot be reached: {why}; start it, or mend its address")]
    Unavailable {
        /// Which database.
        database: String,
        /// What the driver said.
        why: String,
    },
    /// A lock, a connection or the answer took too long.
    #[error(
        "the connected database {database} is busy: {why}; try again, or give it more time or connections"
    )]
    Busy {
        /// Which database.
        database: String,
        /// What was waited for.
        why: String,
    },
    /// The database refused the statement.
    #[error("the connected database {database} refused a query: {why}; compare the models' tables with it")]
    Refused {
        /// Which database.
        database: String,
        /// What it said.
        why: String,
    },
    /// A value is not what its column should hold.
    #[error("column {column} of the connected database {database}: {why}")]
    Value {
        /// Which database.
        database: String,
        /// The column, as the query names it.
        column: String,
        /// What is wrong with the value, and what to do.
        why: String,
    },
    /// A statement returned more or fewer columns than were asked for.
    #[error("a query of the connected database {database} returned {found} columns instead of {wanted}")]
    Shape {
        /// Which database.
        database: String,
        /// Columns that came.
        found: usize,
        /// Columns that were expected.
        wanted: usize,
    },
    /// More rows than one answer may have.
    #[error(
        "a query of the connected database {database} returned more than {limit} rows; page through them"
    )]
    TooMany {
        /// Which database.
        database: String,
        /// The limit.
        limit: usize,
    },
}

impl RecordDatabaseError {
    /// Whether the connection is at fault and a fresh one may do.
    pub(super) fn is_disconnection(&self) -> bool {
        matches!(self, Self::Unavailable { .. })
    }
}

/// An error with everything below it, for drivers that keep the telling part in the source.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        below = error.source();
    }
    text
}
