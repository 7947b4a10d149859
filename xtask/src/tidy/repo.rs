//! The text files of the repository, read once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::rust::RustFile;

/// Endings of the files that are read; the rest is pictures, fonts and databases.
const TEXT: [&str; 14] =
    ["rs", "md", "toml", "sql", "html", "css", "js", "yml", "yaml", "json", "sh", "txt", "ftl", "xml"];

/// Folders that hold what others wrote or what a build left.
const SKIPPED: [&str; 3] = [".git", "target", "node_modules"];

/// A text file.
pub(crate) struct File {
    /// Relative to the repository, with `/` on every system.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All text files, by path.
pub(crate) struct Repo {
    files: Vec<File>,
    rust: Vec<RustFile>,
    /// Every path, folders and pictures too: what a link may lead to.
    paths: Vec<String>,
}

impl Repo {
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let (mut files, mut paths) = (Vec::new(), Vec::new());
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for path in entries(&folder)? {
                let name = relative(root, &path);
                if SKIPPED.iter().any(|skipped| name == *skipped || name.ends_with(&format!("/{skipped}"))) {
                    continue;
                }
                paths.push(name.clone());
                if path.is_dir() {
                    folders.push(path);
                } else if is_text(&path) {
                    let text = fs::read_to_string(&path).map_err(|e| format!("cannot read {name}: {e}"))?;
                    files.push(File { path: name, text });
                }
            }
        }
        Ok(Self::new(files, paths))
    }

    /// A repository of these files, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let paths = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self::new(files.iter().map(file).collect(), paths)
    }

    fn new(mut files: Vec<File>, paths: Vec<String>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let rust = files
            .iter()
            .filter(|f| f.path.ends_with(".rs"))
            .map(|f| RustFile::new(&f.path, &f.text))
            .collect();
        Self { files, rust, paths }
    }

    /// Files whose name ends like this.
    pub(crate) fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |f| f.path.ends_with(end))
    }

    /// All text files.
    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// The Rust files.
    pub(crate) fn rust(&self) -> &[RustFile] {
        &self.rust
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|f| f.path == path).map(|f| f.text.as_str())
    }

    /// Whether there is a file or folder of this name.
    pub(crate) fn has(&self, path: &str) -> bool {
        path.is_empty() || self.paths.iter().any(|p| p == path || p.starts_with(&format!("{path}/")))
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |e| format!("cannot list {}: {e}", folder.display());
    fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|e| e.path()).map_err(failed)).collect()
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn is_text(path: &Path) -> bool {
    match path.extension().and_then(|e| e.to_str()) {
        Some(ending) => TEXT.contains(&ending),
        None => path.file_name().is_some_and(|name| name == "CHECKSUMS"),
    }
}
