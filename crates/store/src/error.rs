//! Why the store could not do what it was asked.

use std::path::PathBuf;

/// What went wrong, where, and how to mend it. Never contains a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address of the database cannot be read.
    #[error("the database address cannot be used: {why}")]
    Url {
        /// What is wrong with it and how to write it.
        why: String,
    },
    /// The database file, or something beside it, cannot be used.
    #[error("cannot open the database {}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is in the way, and the remedy.
        why: String,
    },
    /// Another process has the database file open.
    #[error(
        "the database {} is in use by another process; stop it first, or give each process a database of its own \
         (several nodes share one on PostgreSQL)", path.display()
    )]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The database file is damaged or no database at all. It is left as it is.
    #[error("{place} is damaged or not a database: {why}; restore it from a backup, or name another file")]
    Damaged {
        /// The file, or the database.
        place: String,
        /// What the engine said.
        why: String,
    },
    /// The database belongs to some other application.
    #[error("{place} holds the data of another application; name an empty database")]
    Foreign {
        /// The database.
        place: String,
    },
    /// A newer version of the product has written this database.
    #[error(
        "the database was brought to version {found} by a newer Bailiwick and this one knows versions up to {known}; \
         install the newer Bailiwick, or restore a backup made before the upgrade"
    )]
    Newer {
        /// The version of the database.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// A migration that was applied once is not the one this program has.
    #[error(
        "migration {number} was applied with other contents than this program has; the database was made by a \
         modified program: use that one, or restore a backup"
    )]
    Diverged {
        /// Its number.
        number: i64,
    },
    /// A migration failed, and nothing of it was kept.
    #[error("migration {number} ({name}) failed and was undone: {source}")]
    Migration {
        /// Its number.
        number: i64,
        /// Its name.
        name: &'static str,
        /// What went wrong.
        source: Box<StoreError>,
    },
    /// The PostgreSQL server would lose or garble what it has acknowledged.
    #[error("this PostgreSQL server has {setting} = {value}, {why}; set {setting} = {remedy}")]
    Unsafe {
        /// The server's setting.
        setting: &'static str,
        /// Its value.
        value: String,
        /// What follows from it.
        why: &'static str,
        /// A value that will do.
        remedy: &'static str,
    },
    /// What should be new is there already.
    #[error("{what} exists already")]
    Conflict {
        /// The thing, by kind and key.
        what: String,
    },
    /// What should be there is not.
    #[error("{what} does not exist")]
    NotFound {
        /// The thing, by kind and key.
        what: String,
    },
    /// A value that the database cannot hold.
    #[error("{what} cannot be stored: {why}")]
    Invalid {
        /// The thing.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// A stored value that makes no sense; somebody else has written it, or the disk has.
    #[error(
        "column {column} of table {table} cannot be read in row {row}: {why}; mend that row by hand, or restore a backup"
    )]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row, by its leading columns.
        row: String,
        /// What is wrong with the value.
        why: String,
    },
    /// Somebody held a lock, or every connection, for too long.
    #[error("the database is busy: {why}; try again")]
    Busy {
        /// What was waited for.
        why: String,
    },
    /// The server cannot be reached, or went away.
    #[error("the database cannot be reached: {why}")]
    Unavailable {
        /// What the driver said.
        why: String,
    },
    /// A statement failed and the work was not given up; everything was undone.
    #[error(
        "a statement of this unit of work had failed before, so all of it was undone; see the log for the first failure"
    )]
    Spoiled,
    /// Anything else the engine says.
    #[error("the database refused a statement on {table}: {why}")]
    Engine {
        /// What the statement was about.
        table: &'static str,
        /// What the engine said.
        why: String,
    },
}

impl StoreError {
    pub(crate) fn conflict(kind: &str, key: impl std::fmt::Display) -> Self {
        Self::Conflict { what: format!("{kind} {key}") }
    }

    pub(crate) fn not_found(kind: &str, key: impl std::fmt::Display) -> Self {
        Self::NotFound { what: format!("{kind} {key}") }
    }
}

/// An error with everything below it, for drivers that keep the telling part in the source.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
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
