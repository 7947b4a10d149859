//! Where long answers go: standard output, or a file that is there only once it is whole.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use super::{Outcome, Trouble};

/// A place to write to.
pub(crate) enum Outlet {
    Out(BufWriter<io::Stdout>),
    File { part: PathBuf, file: BufWriter<File>, path: PathBuf },
}

impl Outlet {
    /// The file of this name, or standard output.
    pub(crate) fn open(path: Option<PathBuf>) -> Result<Self, Trouble> {
        let Some(path) = path else { return Ok(Self::Out(BufWriter::new(io::stdout()))) };
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| {
            Trouble::Environment(format!("{} cannot be written: {error}", part.display()))
        })?;
        Ok(Self::File { part, file: BufWriter::new(file), path })
    }

    /// Makes sure that all is written, and has the file be there.
    pub(crate) fn close(mut self) -> Result<Outcome, Trouble> {
        let failed =
            |error: io::Error| Trouble::Environment(format!("the output cannot be written: {error}"));
        self.flush().or_else(enough).map_err(failed)?;
        match &self {
            Self::Out(_) => Ok(Outcome::done("")),
            Self::File { part, path, .. } => {
                std::fs::rename(part, path).map_err(failed)?;
                Ok(Outcome::done(format!("written to {}", path.display())))
            }
        }
    }
}

/// A reader that has had enough, such as `head`, is no fault.
fn enough(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Out(out) => out.write(bytes).or_else(|error| enough(error).map(|()| bytes.len())),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Out(out) => out.flush().or_else(enough),
            Self::File { file, .. } => file.flush(),
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
