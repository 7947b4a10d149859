//! Putting a backup in force: all of it, or nothing.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek},
    path::{Path, PathBuf},
};

use bailiwick_model::audit::{AuditAction, AuditChange, AuditHead, AuditObject};
use bailiwick_store::{
    MIGRATIONS, Revision, Tx,
    audit::{self, AuditError},
    backup::{self, Made, Summary},
    change::{self, Change},
    sign_in,
};
use serde_json::json;

use super::{check, new_file::private, size, unequal};
use crate::{
    audit::{Author, record},
    error::AppError,
    installation::{Installation, announce},
    loading::load_in,
    progress::Progress,
};

/// Revisions that a restore passes over. Whatever was changed between the backup and the restore had revisions that
/// somebody may still hold, so none of them may be given again.
const PASSED_OVER: i64 = 1_000_000;

/// A backup that was read from its first byte to its last and found to be whole.
#[derive(Debug)]
pub struct Archive {
    file: File,
    summary: Summary,
}

/// How a backup is to be restored.
#[derive(Clone, Debug)]
pub struct Restoring<'r> {
    /// Whether what the database holds may be replaced.
    pub replace: bool,
    /// A folder that can be made and removed again, for backups of an earlier schema.
    pub folder: &'r Path,
    /// The version of the program.
    pub product: &'r str,
}

/// What restoring did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The revision that is in force now.
    pub revision: u64,
    /// The head of the trail, whose last entry tells of the restore.
    pub head: AuditHead,
    /// What was replaced: its revision and the head of its trail; nothing when the database was unused.
    pub replaced: Option<(u64, AuditHead)>,
}

type Told<'t> = &'t mut dyn FnMut(Progress<'_>);

impl Archive {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn open(path: &Path, progress: Told<'_>) -> Result<Self, AppError> {
        let file = File::open(path).map_err(|error| AppError::file(path, &error))?;
        if file.metadata().is_ok_and(|data| !data.is_file()) {
            let why = "it is no file; hand over a pipe as `-`".to_owned();
            return Err(AppError::File { path: path.to_owned(), why });
        }
        Self::verified(file, progress)
    }

    /// Takes a backup from a pipe, which can be read only once, by way of a file in `folder` that has no name.
    ///
    /// # Errors
    /// The first thing that is wrong with it, or with the folder.
    pub fn take(input: &mut dyn Read, folder: &Path, progress: Told<'_>) -> Result<Self, AppError> {
        let mut file = nameless(folder)?;
        io::copy(input, &mut file).map_err(|error| AppError::Archive(backup::ArchiveError::Input(error)))?;
        Self::verified(file, progress)
    }

    /// What it holds.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    fn verified(mut file: File, progress: Told<'_>) -> Result<Self, AppError> {
        let summary = check(start(&mut file)?, progress)?;
        Ok(Self { file, summary })
    }

    /// The same backup in this program's schema.
    fn up_to_date(
        &mut self,
        how: &Restoring<'_>,
        at_us: i64,
        progress: Told<'_>,
    ) -> Result<Option<Self>, AppError> {
        let version = self.summary.manifest.schema.version;
        if MIGRATIONS.last().is_none_or(|last| last.number == version) {
            return Ok(None);
        }
        let mut out = nameless(how.folder.parent().unwrap_or(how.folder))?;
        let made = Made { product: how.product, at_us };
        let input = start(&mut self.file)?;
        backup::bring_up_to_date(input, version, how.folder, &mut out, made, &mut |_, done| {
            progress(Progress { stage: "bringing up to date", done: size(done), total: 0 });
        })?;
        Self::verified(out, progress).map(Some)
    }
}

impl Installation {
    /// Makes the database what a backup holds, in one transaction. It is compiled and its trail is followed before
    /// anything is committed, and an entry at the end of the trail tells of it. Every node loads it anew.
    ///
    /// # Errors
    /// When the database is in use for something else, what the backup holds does not hold together, or the database
    /// refuses; then nothing was changed.
    pub fn restore(
        &self,
        archive: &mut Archive,
        how: &Restoring<'_>,
        author: &Author,
        progress: Told<'_>,
    ) -> Result<Restored, AppError> {
        // Asked before hours of work as well as in the transaction that counts.
        self.database().read(|tx| admit(tx, how.replace))?;
        let origin = archive.summary.clone();
        let mut newer = archive.up_to_date(how, author.at_us, progress)?;
        let archive = newer.as_mut().unwrap_or(archive);
        self.database().write(|tx| {
            let replaced = admit(tx, how.replace)?;
            let before = change::revision(tx)?;
            fill(tx, archive, progress)?;
            // Sessions that were ended since the backup was made are in it, and so are links that were used.
            let ended = sign_in::end_everything(tx)?;
            let passed = before.0.max(origin.manifest.revision).saturating_add(PASSED_OVER);
            backup::set_revision(tx, Revision(passed))?;
            let changed = Change { kind: "database".into(), key: String::new(), what: "restored".into() };
            let revision = announce(tx, &author.stamp(), &[changed])?;
            let object = AuditObject::new("database", "");
            record(
                tx,
                author,
                AuditAction::DATABASE_RESTORED,
                object,
                told(&origin, replaced, (revision, ended)),
            )?;
            Ok(Restored { revision, head: audit::head(tx)?, replaced })
        })
    }
}

/// Whether the database may be filled, and what it holds so far.
fn admit(tx: &mut Tx<'_>, replace: bool) -> Result<Option<(u64, AuditHead)>, AppError> {
    if backup::is_unused(tx)? {
        return Ok(None);
    }
    let (revision, head) = (change::revision(tx)?, audit::head(tx)?);
    if replace {
        return Ok(Some((revision.0.unsigned_abs(), head)));
    }
    Err(AppError::Invalid(format!(
        "the database is in use: it is at revision {revision} and has {} entries on its audit trail; name an empty one, \
         or replace everything in it with --force; nothing was changed",
        head.sequence
    )))
}

/// Loads the rows and makes sure that they are those of the backup and make sense.
fn fill(tx: &mut Tx<'_>, archive: &mut Archive, progress: Told<'_>) -> Result<(), AppError> {
    let total = size(archive.summary.row_count());
    let manifest = backup::load(tx, start(&mut archive.file)?, &mut |stage, done| {
        progress(Progress { stage, done: size(done), total });
    })?;
    progress(Progress { stage: "verifying", done: total, total });
    for (table, count) in backup::counts(tx)? {
        let archived = archive.summary.rows.get(&table).copied().unwrap_or(0);
        if count != archived {
            return Err(unequal(&format!("the number of rows of {table}"), count, archived));
        }
    }
    let verified = audit::verify(tx, []).map_err(|error| match error {
        AuditError::Broken(broken) => AppError::Invalid(format!(
            "the audit trail in the backup is broken: {broken}; nothing was changed; restore an earlier backup"
        )),
        AuditError::Store(error) => error.into(),
    })?;
    if verified.head != manifest.audit {
        return Err(unequal("the head of the audit trail", verified.head, manifest.audit));
    }
    match load_in(tx) {
        Err(AppError::Policy(problems)) => Err(AppError::NotInForce(problems)),
        compiled => compiled.map(drop),
    }
}

/// What the entry on the trail says.
fn told(
    origin: &Summary,
    replaced: Option<(u64, AuditHead)>,
    (revision, ended): (u64, u64),
) -> Vec<AuditChange> {
    let manifest = &origin.manifest;
    let (before, head) = replaced.map(|(revision, head)| (json!(revision), json!(head.to_string()))).unzip();
    vec![
        AuditChange::shown("sha256", None, Some(json!(origin.sha256))),
        AuditChange::shown("created", None, Some(json!(manifest.created.to_string()))),
        AuditChange::shown("revision", before, Some(json!(revision))),
        AuditChange::shown("head", head, Some(json!(manifest.audit.to_string()))),
        AuditChange::shown("sessions", Some(json!(ended)), Some(json!(0))),
    ]
}

fn start(file: &mut File) -> Result<BufReader<&mut File>, AppError> {
    file.rewind().map_err(|error| AppError::Archive(backup::ArchiveError::Input(error)))?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

/// A file that goes away with this process, however it ends.
fn nameless(folder: &Path) -> Result<File, AppError> {
    let path: PathBuf = folder.join(format!(".restore.{}.partial", std::process::id()));
    let refused = |error: io::Error| {
        AppError::Output(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    };
    let file = private(&path).map_err(refused)?;
    fs::remove_file(&path).map_err(refused)?;
    Ok(file)
}
