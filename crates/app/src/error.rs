//! Why a use case could not do what it was asked.

use std::path::{Path, PathBuf};

use bailiwick_model::audit::Broken;
use bailiwick_policy::Problems;
use bailiwick_protocol::{
    document::{DocumentError, WriteError},
    odoo::OdooError,
};
use bailiwick_store::{StoreError, audit::AuditError, backup::ArchiveError};

use crate::{api_keys::KeyWish, audit::BadCheckpoint, decisions::DecisionError};

/// What went wrong, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A question that has no answer.
    #[error(transparent)]
    Question(#[from] DecisionError),
    /// A document or world file.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document that cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A policy file of an Odoo addon.
    #[error(transparent)]
    Odoo(#[from] OdooError),
    /// What is to be answered from does not hold together.
    #[error("policy and people do not hold together:\n{0}")]
    Policy(#[from] Problems),
    /// What was to be put in force does not hold together.
    #[error("this cannot be put in force, and nothing was changed:\n{0}")]
    NotInForce(Problems),
    /// The audit trail is not as it was written.
    #[error("the audit trail is broken: {0}")]
    Trail(#[from] Broken),
    /// A backup that cannot be restored.
    #[error(transparent)]
    Archive(ArchiveError),
    /// A checkpoint of the audit trail was not signed as it says.
    #[error(transparent)]
    Checkpoint(#[from] BadCheckpoint),
    /// A file of archived entries is not the one that comes next.
    #[error(
        "{name} does not go on where the file before it ends: it follows entry {before}{}, and that file ends with entry \
         {reached}; name the archives in their order, oldest first, none left out or replaced",
        if *same { " of another trail" } else { "" }
    )]
    Seam {
        /// The file.
        name: String,
        /// The entry that it says it follows.
        before: i64,
        /// The entry that the file before ends with.
        reached: i64,
        /// Whether they have the same number, and so another text.
        same: bool,
    },
    /// A key that cannot be made.
    #[error(transparent)]
    ApiKey(#[from] KeyWish),
    /// What was asked for cannot be handed over.
    #[error("the output cannot be written: {0}")]
    Output(std::io::Error),
    /// A file that cannot be read.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is in the way, and the remedy.
        why: String,
    },
    /// Something that does not go together.
    #[error("{0}")]
    Invalid(String),
}

impl From<AuditError> for AppError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Broken(broken) => Self::Trail(broken),
            AuditError::Store(error) => error.into(),
        }
    }
}

impl AppError {
    /// Whether it says that the audit trail is not as it was written.
    #[must_use]
    pub fn is_broken_trail(&self) -> bool {
        matches!(self, Self::Trail(_) | Self::Checkpoint(_) | Self::Seam { .. })
    }

    /// A file that the operating system refuses.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
            std::io::ErrorKind::InvalidData => "it is not UTF-8 text; save it as UTF-8".to_owned(),
            std::io::ErrorKind::IsADirectory => "it is a directory; name a file".to_owned(),
            _ => format!("it cannot be read ({error}); check its permissions"),
        };
        Self::File { path: path.to_owned(), why }
    }

    /// Whether the surroundings are to blame (a database, a disk) and not what was asked.
    #[must_use]
    pub fn is_environment(&self) -> bool {
        !matches!(
            self,
            Self::Question(_)
                | Self::Trail(_)
                | Self::Archive(_)
                | Self::Checkpoint(_)
                | Self::Seam { .. }
                | Self::ApiKey(KeyWish::NoScope | KeyWish::NoName | KeyWish::Expired)
                | Self::Document(_)
                | Self::Write(_)
                | Self::Odoo(_)
                | Self::Policy(_)
                | Self::NotInForce(_)
                | Self::Invalid(_)
                | Self::File { .. }
                | Self::Store(StoreError::Url { .. })
        )
    }
}
