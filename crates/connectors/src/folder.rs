//! Letters as files in a folder, for whoever tries things out: nobody but the owner reads them.

use std::{fs, io::Write, path::Path};

/// Writes a letter into a folder, which is made if it is not there. A letter of this name that is there already is replaced: it is
/// the same one, tried again.
///
/// # Errors
/// What the system says.
pub fn put(folder: &Path, name: &str, contents: &[u8]) -> std::io::Result<()> {
    make(folder)?;
    let path = folder.join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
