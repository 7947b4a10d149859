//! What a job is to do, as it is stored.

use serde::{Deserialize, Serialize};

use super::{act::JobAct, user_import::UserImport};

/// A kind of work with what it has to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    /// Takes in a table of users.
    ImportUsers(UserImport),
    /// Does the same to many users.
    Users(JobAct),
    /// Takes back what another job did.
    Undo {
        /// That job.
        job: String,
    },
}

impl Task {
    /// The word for it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::ImportUsers(_) => "users.import",
            Self::Users(act) => act.kind(),
            Self::Undo { .. } => "undo",
        }
    }

    /// Whether its input has what another system keeps of passwords.
    pub(super) fn has_passwords(&self) -> bool {
        matches!(self, Self::ImportUsers(import) if import.has_passwords)
    }

    /// Whether one refused item undoes its batch and ends the job.
    pub(super) fn stops(&self) -> bool {
        match self {
            Self::ImportUsers(import) => import.stops(),
            Self::Users(_) | Self::Undo { .. } => false,
        }
    }
}
