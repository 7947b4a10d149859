//! Why an archive could not be written, read or loaded.

use std::io;

use crate::StoreError;

/// What is wrong with an archive, or with what it goes to, and how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is written cannot be written.
    #[error("the backup cannot be written: {0}")]
    Output(io::Error),
    /// What is read cannot be read.
    #[error("the backup cannot be read: {0}")]
    Input(io::Error),
    /// It is something else.
    #[error("this is no backup of Bailiwick; name a file that `bailiwick backup` has made")]
    Foreign,
    /// It is in a format that this program does not know.
    #[error(
        "the backup is in format {found} and this program knows formats up to {known}; restore it with a newer Bailiwick"
    )]
    NewerFormat {
        /// The backup's format.
        found: u64,
        /// The newest format that this program knows.
        known: u64,
    },
    /// It comes from a newer program.
    #[error(
        "the backup was made by Bailiwick {product} from a database of version {found}, and this program knows versions up \
         to {known}; restore it with a newer Bailiwick"
    )]
    NewerSchema {
        /// The version of the program that made it.
        product: String,
        /// The version of its schema.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// Its schema has the number of one of ours and is another one.
    #[error(
        "the backup was made by a modified program: its migration {version} is not the one that this program has; restore \
         it with the program that made it"
    )]
    Diverged {
        /// The number of the migration.
        version: i64,
    },
    /// Its end is missing.
    #[error("the backup was cut off after line {lines}: its last line is missing; take another copy of it")]
    Truncated {
        /// The lines that are there.
        lines: u64,
    },
    /// A line is not what a backup has there.
    #[error("the backup is damaged in line {line}: {why}; take another copy of it")]
    Damaged {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// Each line can be read, and yet they are not those that were written.
    #[error(
        "the backup was altered after it was made: its contents have the SHA-256 {found} and its last line says {written}; \
         take another copy of it"
    )]
    Altered {
        /// The digest of what is there.
        found: String,
        /// The digest of what was written.
        written: String,
    },
    /// Its rows do not fit the schema that it names.
    #[error("the backup does not fit version {version} of the schema, which it says it has: {why}")]
    Misfit {
        /// The version.
        version: i64,
        /// What does not fit.
        why: String,
    },
}
