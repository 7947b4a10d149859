//! The file with the installation's secret.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use bailiwick_app::api_keys::Entropy;

use super::ConfigError;
use crate::http::Key;

/// Reads the secret.
///
/// # Errors
/// When the file cannot be read, holds no key, or may be read by others.
pub fn load_key(path: &Path) -> Result<Key, ConfigError> {
    let text =
        fs::read_to_string(path).map_err(|why| ConfigError::Unreadable { path: path.to_owned(), why })?;
    only_ours(path)?;
    Key::parse(&text).map_err(|error| ConfigError::Key { path: path.to_owned(), why: error.to_string() })
}

/// Reads the secret, or makes one if there is no such file.
///
/// # Errors
/// As for [`load_key`], and when the file cannot be written.
pub fn load_or_make_key(path: &Path, entropy: Entropy<'_>) -> Result<Key, ConfigError> {
    match load_key(path) {
        Err(ConfigError::Unreadable { why, .. }) if why.kind() == ErrorKind::NotFound => {}
        other => return other,
    }
    let mut bytes = [0; 32];
    let broken = |why: String| ConfigError::Key { path: path.to_owned(), why };
    entropy(&mut bytes).map_err(broken)?;
    let key = Key::new(bytes);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| broken(error.to_string()))?;
    }
    match write(path, &key) {
        Ok(()) => Ok(key),
        // Another process was quicker; its key is as good.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => load_key(path),
        Err(error) => Err(broken(error.to_string())),
    }
}

fn write(path: &Path, key: &Key) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{}", key.text())?;
    file.sync_all()
}

/// A secret that others can read is none.
#[cfg(unix)]
fn only_ours(path: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::PermissionsExt;
    let wrong = |why: String| ConfigError::Key { path: path.to_owned(), why };
    let mode = fs::metadata(path).map_err(|error| wrong(error.to_string()))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(wrong("others may read it; take that right away with chmod 600".to_owned()));
    }
    Ok(())
}

#[cfg(not(unix))]
fn only_ours(_: &Path) -> Result<(), ConfigError> {
    Ok(())
}
