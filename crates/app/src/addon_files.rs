//! Finds the policy files of Odoo addons on disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use bailiwick_protocol::odoo::{self, OdooError, Source};

use crate::{error::AppError, progress::Progress, text_file};

/// How deep addon directories are searched; a link that leads back up would otherwise never end.
const DEEPEST: usize = 16;

/// The texts of an import.
#[derive(Clone, Debug, Default)]
pub struct AddonFiles {
    /// Policy files in the order of the paths named, files of a directory by name.
    pub sources: Vec<Source>,
    /// Texts of `__manifest__.py` by module.
    pub manifests: BTreeMap<String, String>,
}

impl AddonFiles {
    /// Reads every policy file at `paths`: files, addon directories, or directories of addons.
    ///
    /// # Errors
    /// When a path cannot be read or holds no policy file.
    pub fn read(paths: &[PathBuf], progress: &mut dyn FnMut(Progress<'_>)) -> Result<Self, AppError> {
        let mut found = Found::default();
        for path in paths {
            let before = found.files.len() + found.known.len();
            found.search(path, 0)?;
            if found.files.len() + found.known.len() == before {
                return Err(no_policy(path));
            }
        }
        let mut files = Self::default();
        let total = found.files.len();
        for (done, (path, module)) in found.files.into_iter().enumerate() {
            progress(Progress { stage: "reading", done, total });
            let text = read_text(&path)?;
            files.sources.push(Source { module, path: path.display().to_string(), text });
        }
        for (module, path) in found.manifests {
            files.manifests.insert(module, read_text(&path)?);
        }
        progress(Progress { stage: "reading", done: total, total });
        Ok(files)
    }
}

#[derive(Default)]
struct Found {
    files: Vec<(PathBuf, String)>,
    /// Real paths of all files found, so that a file named twice is read once.
    known: BTreeSet<PathBuf>,
    manifests: BTreeMap<String, PathBuf>,
}

impl Found {
    fn search(&mut self, path: &Path, depth: usize) -> Result<(), AppError> {
        let kind = fs::metadata(path).map_err(|e| AppError::file(path, &e))?;
        if !kind.is_dir() {
            return self.file(path);
        }
        if depth > DEEPEST {
            return Ok(());
        }
        let entries = fs::read_dir(path).map_err(|e| AppError::file(path, &e))?;
        let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(|e| AppError::file(path, &e))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
            // A link whose target is gone is nobody's policy file.
            if entry.path().exists() {
                self.search(&entry.path(), depth + 1)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<(), AppError> {
        let real = fs::canonicalize(path).map_err(|e| AppError::file(path, &e))?;
        if path.file_name().is_some_and(|name| name == "__manifest__.py") {
            if let Some(module) = real.parent().and_then(Path::file_name) {
                self.manifests.insert(module.to_string_lossy().into_owned(), path.to_owned());
            }
            return Ok(());
        }
        let text = real.to_string_lossy();
        let Some(module) = odoo::module_of(&text).filter(|_| odoo::is_policy_file(&text)) else {
            return Ok(());
        };
        if self.known.insert(real.clone()) {
            self.files.push((path.to_owned(), module));
        }
        Ok(())
    }
}

fn read_text(path: &Path) -> Result<String, AppError> {
    let size = fs::metadata(path).map_err(|e| AppError::file(path, &e))?.len();
    let bytes = usize::try_from(size).unwrap_or(usize::MAX);
    if bytes > odoo::limits::MAX_FILE_BYTES {
        return Err(OdooError::TooLarge { path: path.display().to_string(), bytes }.into());
    }
    text_file::read_text(path, odoo::limits::MAX_FILE_BYTES)
}

fn no_policy(path: &Path) -> AppError {
    let why = "it holds no policy file; name an addon (with security/ or data/ in it), a directory of addons, or a file \
               such as ADDON/security/ir.model.access.csv";
    AppError::File { path: path.to_owned(), why: why.to_owned() }
}
