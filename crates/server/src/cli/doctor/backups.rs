//! How old the newest backup is.

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use bailiwick_app::{backup::manifest, doctor::Finding};
use bailiwick_server::config::Config;
use jiff::Timestamp;

use super::ago;

const REMEDY: &str = "make one with `bailiwick backup FILE`, every day by the system's scheduler";

pub(super) fn check(config: &Config, now: Timestamp, days: u32) -> Finding {
    let Some(folder) = &config.backup_dir else {
        return Finding::well("backups", "backup_dir is not set, so their age is not looked at");
    };
    let (newest, name) = match newest(folder) {
        Ok(Some(found)) => found,
        Ok(None) => {
            return Finding::warning("backups", format!("there is none in {}", folder.display()), REMEDY);
        }
        Err(error) => {
            return Finding::failure(
                "backups",
                format!("{}: {error}", folder.display()),
                "set backup_dir to a folder that can be read",
            );
        }
    };
    let told = format!("the newest, {name}, is {}", ago(newest, now));
    if now.duration_since(newest).as_hours() > i64::from(days) * 24 {
        return Finding::warning("backups", told, REMEDY);
    }
    Finding::well("backups", told)
}

/// When the newest backup was made, by its own words, and its name. Other files are passed over.
fn newest(folder: &Path) -> std::io::Result<Option<(Timestamp, String)>> {
    let mut found = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.path().is_file() {
            continue;
        }
        let made = File::open(entry.path()).ok().and_then(|file| manifest(BufReader::new(file)).ok());
        if let Some(manifest) = made {
            let name = entry.file_name().to_string_lossy().into_owned();
            found = found.max(Some((manifest.created, name)));
        }
    }
    Ok(found)
}
