//! A file that is there whole or not at all, and that nobody else may read.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::error::AppError;

/// A file that is being written under a temporary name in the folder where it will be.
#[derive(Debug)]
pub struct NewFile {
    writer: BufWriter<File>,
    temporary: PathBuf,
    target: PathBuf,
    replace: bool,
    done: bool,
}

impl NewFile {
    /// Starts the file. One of its name is in the way unless it may be replaced.
    ///
    /// # Errors
    /// When there is one, or the folder cannot be written.
    pub fn create(target: &Path, replace: bool) -> Result<Self, AppError> {
        let refuse = |why: &str| Err(AppError::File { path: target.to_owned(), why: why.to_owned() });
        let Some(name) = target.file_name().filter(|_| !target.is_dir()) else {
            return refuse("it is a folder; name a file in it");
        };
        if !replace && is_there(target) {
            return refuse("it is there already; name another file, or replace it with --force");
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.partial", std::process::id()));
        let temporary = target.with_file_name(hidden);
        let file = private(&temporary).map_err(|error| told(&temporary, &error))?;
        let writer = BufWriter::with_capacity(1 << 16, file);
        Ok(Self { writer, temporary, target: target.to_owned(), replace, done: false })
    }

    /// Makes sure that all of it is on the disk, and gives it its name.
    ///
    /// # Errors
    /// When the disk refuses, or somebody else has made a file of that name meanwhile.
    pub fn finish(mut self) -> Result<(), AppError> {
        let failed = |error: io::Error| told(&self.target, &error);
        self.writer.flush().map_err(failed)?;
        self.writer.get_ref().sync_all().map_err(failed)?;
        if !self.replace && is_there(&self.target) {
            let why = "it was made by somebody else meanwhile; name another file".to_owned();
            return Err(AppError::File { path: self.target.clone(), why });
        }
        fs::rename(&self.temporary, &self.target).map_err(failed)?;
        // Without this the name might not survive a power cut although the contents do.
        #[cfg(unix)]
        if let Some(folder) = self.target.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        }
        self.done = true;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // What is not whole is of no use to anybody. When it cannot be removed, its name says what it is.
        if !self.done {
            drop(fs::remove_file(&self.temporary));
        }
    }
}

/// A new file that only its owner may read.
pub(super) fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn told(path: &Path, error: &io::Error) -> AppError {
    AppError::Output(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use bailiwick_testkit::Scratch;

    use super::*;

    fn names(scratch: &Scratch) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(scratch.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn it_is_there_whole_or_not_at_all() {
        let scratch = Scratch::new("new-file");
        let path = scratch.join("a");
        let mut file = NewFile::create(&path, false).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(names(&scratch), [""; 0]);
        let mut file = NewFile::create(&path, false).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!((names(&scratch), fs::read(&path).unwrap()), (vec!["a".to_owned()], b"whole".to_vec()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_there_is_not_replaced_unasked() {
        let scratch = Scratch::new("new-file");
        let path = scratch.join("a");
        let late = NewFile::create(&path, false).unwrap();
        fs::write(&path, "kept").unwrap();
        assert!(late.finish().unwrap_err().to_string().contains("by somebody else meanwhile"));
        let error = NewFile::create(&path, false).unwrap_err().to_string();
        assert!(error.contains("it is there already"), "{error}");
        assert_eq!((names(&scratch).len(), fs::read(&path).unwrap()), (1, b"kept".to_vec()));
        NewFile::create(&path, true).unwrap().finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
        assert!(NewFile::create(scratch.path(), true).unwrap_err().to_string().contains("a folder"));
        let nowhere = NewFile::create(&scratch.join("no/a"), false).unwrap_err();
        assert!(
            matches!(nowhere, AppError::Output(_)) && nowhere.to_string().contains("no/.a."),
            "{nowhere}"
        );
    }
}
