//! Where long answers go: standard output, or a file that is there only once it is whole.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Outcome, Trouble};

/// A place to write to.
pub(crate) enum Outlet {
    Out(BufWriter<io::Stdout>),
    File {
        part: PathBuf,
        file: BufWriter<File>,
        path: PathBuf,
    },
    /// Something that is there and is no file, such as a pipe.
    Device(BufWriter<File>),
}

impl Outlet {
    /// The file of this name, or standard output.
    pub(crate) fn open(path: Option<PathBuf>) -> Result<Self, Trouble> {
        let Some(path) = path else { return Ok(Self::Out(BufWriter::new(io::stdout()))) };
        if path.exists() && !path.is_file() && !path.is_dir() {
            return Ok(Self::Device(BufWriter::new(written(&path, OpenOptions::new().write(true))?)));
        }
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // Who people are and who did what to whom is nobody else's business on this machine.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = written(&part, &options)?;
        Ok(Self::File { part, file: BufWriter::new(file), path })
    }

    /// Makes sure that all is written, and has the file be there.
    pub(crate) fn close(mut self) -> Result<Outcome, Trouble> {
        let failed =
            |error: io::Error| Trouble::Environment(format!("the output cannot be written: {error}"));
        self.flush().or_else(enough).map_err(failed)?;
        match &self {
            Self::Out(_) | Self::Device(_) => Ok(Outcome::done("")),
            Self::File { part, path, .. } => {
                std::fs::rename(part, path).map_err(failed)?;
                Ok(Outcome::done(format!("written to {}", path.display())))
            }
        }
    }
}

fn written(path: &Path, options: &OpenOptions) -> Result<File, Trouble> {
    options.open(path).map_err(|error| {
        let path = path.display();
        Trouble::Environment(format!("{path} cannot be written ({error}); name another file"))
    })
}

/// A reader that has had enough, such as `head`, is no fault.
fn enough(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Out(out) => out.write(bytes).or_else(|error| enough(error).map(|()| bytes.len())),
            Self::File { file, .. } | Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Out(out) => out.flush().or_else(enough),
            Self::File { file, .. } | Self::Device(file) => file.flush(),
        }
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        if let Self::File { part, .. } = self {
            // What is not whole is of no use; what is has another name by now.
            drop(std::fs::remove_file(part));
        }
    }
}
