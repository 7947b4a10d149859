//! What is wrong with a configuration.

use std::path::PathBuf;

/// What is wrong with a configuration, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{}: {why}; name a file that can be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// The file is not as it should be. The reader's words name the line; values are not repeated.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A variable that means nothing.
    #[error("the environment has {variable}, which is not known; {remedy}")]
    UnknownVariable {
        /// The variable.
        variable: String,
        /// What to do about it.
        remedy: String,
    },
    /// A flag for a key that does not exist.
    #[error("there is no key {0}; see docs/configuration.md")]
    UnknownKey(String),
    /// A value that does not fit its key.
    #[error("{place}: {why}")]
    Value {
        /// The variable or flag.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// The installation's secret is of no use.
    #[error("{}: {why}", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
}
