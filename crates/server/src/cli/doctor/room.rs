//! Whether there is room on the disk.

use std::path::{Path, PathBuf};

use bailiwick_app::doctor::Finding;
use bailiwick_server::config::Config;

/// With less than this, in bytes, nothing works for long.
const LEAST: u64 = 64 << 20;

/// With less than this, in bytes, somebody should look.
const LITTLE: u64 = 512 << 20;

pub(super) fn check(config: &Config, size: Option<u64>) -> Finding {
    let url = config.database_url();
    let (place, size) = match url.reveal().strip_prefix("sqlite://") {
        Some(path) => (PathBuf::from(path), size.unwrap_or(0)),
        // The server's disk cannot be seen from here; what restoring needs on the way is here.
        None => (config.data_dir(), 0),
    };
    match free(&place) {
        Some(free) => judge(&place, free, size),
        None => Finding::well("disk", format!("the free space at {} cannot be asked for", place.display())),
    }
}

/// Replacing everything, as a restore does, needs as much room again as the database has.
fn judge(place: &Path, free: u64, size: u64) -> Finding {
    let told = format!("{} MiB free at {}", free >> 20, place.display());
    const REMEDY: &str = "make room on that disk, or move the database to a larger one";
    match free {
        free if free < LEAST => Finding::failure("disk", told, REMEDY),
        free if free < LITTLE || free < size => Finding::warning("disk", told, REMEDY),
        _ => Finding::well("disk", told),
    }
}

/// The free bytes where a file is, or where the first folder above it is that is there.
#[cfg(unix)]
fn free(place: &Path) -> Option<u64> {
    let absolute = std::path::absolute(place).ok()?;
    let there = absolute.ancestors().find(|path| path.exists())?;
    let found = rustix::fs::statvfs(there).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use bailiwick_app::doctor::Verdict;

    #[test]
    fn room_is_needed_for_the_database_once_more() {
        let verdict = |free, size| judge(Path::new("/x"), free, size).verdict;
        assert_eq!(verdict(LEAST - 1, 0), Verdict::Failure);
        assert_eq!(verdict(LITTLE - 1, 0), Verdict::Warning);
        assert_eq!(verdict(LITTLE, 0), Verdict::Well);
        assert_eq!(verdict(1 << 40, 1 << 41), Verdict::Warning);
        #[cfg(unix)]
        assert!(free(Path::new("/no/such/place")).is_some());
    }
}
