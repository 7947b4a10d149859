//! The oldest entries, archived and removed so that the rest can still be proved.
//!
//! The order is what makes it safe: the whole trail is verified, the archive is written, put on the disk, read back and verified,
//! and only then is anything removed, together with the entry that tells of it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter},
    path::Path,
};

use bailiwick_model::audit::{AuditAction, AuditChange, AuditHead, AuditObject, CheckpointKind, Retained};
use bailiwick_store::{StoreError, Tx, audit};
use serde_json::json;

use super::{
    Author,
    export::{verify_exports, write_stretch},
    record,
    signing::Signer,
    verifying::Known,
};
use crate::{error::AppError, installation::Installation};

/// A stretch at the beginning of the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first entry.
    pub first: i64,
    /// Its last entry.
    pub last: AuditHead,
}

impl Stretch {
    /// How many entries it has.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.last.sequence - self.first + 1
    }
}

impl Installation {
    /// The entries that [`Installation::prune_trail`] would remove, if any.
    ///
    /// # Errors
    /// When the trail is broken or the database refuses.
    pub fn prunable(&self, before_us: i64) -> Result<Option<Stretch>, AppError> {
        self.database().read(|tx| Ok(prunable(tx, before_us)?.map(|(stretch, _)| stretch)))
    }

    /// Archives the entries that are older than a moment to a new file, and removes them. Nothing happens when there are none.
    ///
    /// # Errors
    /// When the trail is broken, the file is there already or cannot be written, or the database refuses: then nothing was
    /// removed, and the archive, if it was written, may be thrown away.
    pub fn prune_trail(
        &self,
        before_us: i64,
        archive: &Path,
        signer: &Signer,
        author: &Author,
    ) -> Result<Option<Stretch>, AppError> {
        let written = self.database().read(|tx| {
            let Some((stretch, retained)) = prunable(tx, before_us)? else { return Ok(None) };
            let mut out = BufWriter::new(create(archive)?);
            write_stretch(tx, &mut out, retained.as_ref(), stretch.last.sequence, &stretch.last)?;
            Ok::<_, AppError>(Some((stretch, out)))
        })?;
        let Some((stretch, out)) = written else { return Ok(None) };
        let file = out.into_inner().map_err(|error| AppError::Output(error.into_error()))?;
        settle(archive, &file).map_err(AppError::Output)?;
        read_back(archive, &stretch)?;
        let signed = signer
            .sign(CheckpointKind::Pruned, stretch.last, author.at_us)
            .map_err(|error| AppError::Output(error.into()))?;
        let retained = Retained {
            first: stretch.last.sequence + 1,
            previous: stretch.last.hash,
            removed: stretch.count(),
            signed,
        };
        let name = archive.file_name().map(|name| name.to_string_lossy().into_owned());
        self.database().write::<_, StoreError>(|tx| {
            audit::prune(tx, &retained)?;
            let mut changes = retained.told();
            changes.push(AuditChange::shown("archive", None, Some(json!(name))));
            record(tx, author, AuditAction::TRAIL_PRUNED, AuditObject::new("trail", ""), changes)
        })?;
        Ok(Some(stretch))
    }
}

/// What may go, and what is known of what went before; the trail must be whole.
fn prunable(tx: &mut Tx<'_>, before_us: i64) -> Result<Option<(Stretch, Option<Retained>)>, AppError> {
    let trail = audit::verify(tx, [])?;
    let first = trail.retained.as_ref().map_or(1, |retained| retained.first);
    let last = audit::first_since(tx, before_us)?.map_or(trail.head.sequence, |kept| kept - 1);
    if last < first {
        return Ok(None);
    }
    let found =
        audit::find(tx, last)?.ok_or_else(|| StoreError::NotFound { what: format!("audit entry {last}") })?;
    let last = AuditHead { sequence: last, hash: found.hash };
    Ok(Some((Stretch { first, last }, trail.retained)))
}

/// A new file that only its owner may read. One that is there may be the only archive of something else.
fn create(path: &Path) -> Result<File, AppError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AlreadyExists => "it is there already; name a new file".to_owned(),
            _ => format!("it cannot be written ({error}); name another file"),
        };
        AppError::File { path: path.to_owned(), why }
    })
}

/// The file and its name are on the disk.
fn settle(path: &Path, file: &File) -> io::Result<()> {
    file.sync_all()?;
    #[cfg(unix)]
    if let Some(folder) = std::path::absolute(path)?.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The file holds what is to be removed, to the byte.
fn read_back(path: &Path, stretch: &Stretch) -> Result<(), AppError> {
    let file = File::open(path).map_err(|error| AppError::file(path, &error))?;
    let whole = verify_exports([(path.display().to_string(), BufReader::new(file))], &Known::default())?;
    if whole.head != stretch.last {
        return Err(AppError::File {
            path: path.to_owned(),
            why: "what was written is not what is read back; check the disk. Nothing was removed".to_owned(),
        });
    }
    Ok(())
}
