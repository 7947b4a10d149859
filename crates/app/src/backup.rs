//! Everything in one file, and back: `docs/backup.md`.

mod new_file;
mod restore;

use std::io::{BufRead, Write};

use bailiwick_model::audit::Broken;
use bailiwick_store::{
    MIGRATIONS, StoreError,
    audit::{self, AuditError},
    backup::{self, ArchiveError, Made},
};

use crate::{error::AppError, installation::Installation, progress::Progress};

pub use bailiwick_store::backup::{Manifest, Summary, manifest};
pub use new_file::NewFile;
pub use restore::{Archive, Restored, Restoring};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its manifest, counts and digest.
    pub summary: Summary,
    /// What is wrong with the audit trail in it, if anything. Such a backup is evidence, but it is not restored.
    pub broken: Option<Broken>,
}

impl Installation {
    /// Writes everything that the database holds, as it is at one moment, and follows its audit trail. Others may go on
    /// writing; memory stays flat.
    ///
    /// # Errors
    /// When the database cannot be read, or `out` cannot be written.
    pub fn backup(
        &self,
        out: &mut dyn Write,
        made: Made<'_>,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Backup, AppError> {
        self.database().read(|tx| {
            let summary = backup::write(tx, out, made, &mut |stage, done| {
                progress(Progress { stage, done: size(done), total: 0 });
            })?;
            match audit::verify(tx, []) {
                Ok(_) => Ok(Backup { summary, broken: None }),
                Err(AuditError::Broken(broken)) => Ok(Backup { summary, broken: Some(broken) }),
                Err(AuditError::Store(error)) => Err(error.into()),
            }
        })
    }
}

/// Reads a backup to its end; no database is needed for it.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(input: impl BufRead, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Summary, AppError> {
    Ok(backup::verify(input, MIGRATIONS, &mut |_, done| {
        progress(Progress { stage: "verifying", done: size(done), total: 0 });
    })?)
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl From<ArchiveError> for AppError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Store(error) => Self::Store(error),
            ArchiveError::Output(error) => Self::Output(error),
            error => Self::Archive(error),
        }
    }
}

/// What does not come together although each part of it was sound.
fn unequal(what: &str, restored: impl std::fmt::Display, archived: impl std::fmt::Display) -> AppError {
    let why = format!(
        "{what} came to be {restored}, and the backup says {archived}; nothing was changed; please report this"
    );
    StoreError::Invalid { what: "what was restored".to_owned(), why }.into()
}
