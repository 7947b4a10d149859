//! Whether what is secret is readable by its owner alone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bailiwick_app::doctor::Finding;
use bailiwick_server::config::{Config, ConfigError, Sources, load_key};

pub(super) fn secrets(sources: &Sources, config: &Config) -> Finding {
    let key = config.key_file();
    match load_key(&key) {
        Err(ConfigError::Unreadable { why, .. }) if why.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Finding::failure(
                "secrets",
                error.to_string(),
                "mend the key file or put it back from where you keep a copy; a server does not start like this",
            );
        }
        Ok(_) => {}
    }
    let configured = sources.files().into_iter().filter(|path| !is_toml(path) || holds_password(path));
    let files: Vec<PathBuf> = configured.chain(database_files(config)).collect();
    let open: Vec<String> =
        files.iter().filter(|path| is_open(path)).map(|path| path.display().to_string()).collect();
    if open.is_empty() {
        let what =
            if key.exists() { "the key file is there" } else { "the key file is made by the first start" };
        return Finding::well(
            "secrets",
            format!("{what}, and no file with a secret in it is open to others"),
        );
    }
    let told = format!("others may read {}", open.join(", "));
    Finding::warning("secrets", told, format!("chmod 600 {}", open.join(" ")))
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// Whether a password stands in the file: in an address, or as a key that holds nothing else.
fn holds_password(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| has_password(&text))
}

fn has_password(text: &str) -> bool {
    let is_secret = |line: &str| {
        let (key, _) = line.split_once('=').unwrap_or_default();
        matches!(key.trim(), "password" | "mail.password") || key.trim().starts_with("headers.")
    };
    if text.lines().any(is_secret) || text.contains("[sms.headers]") {
        return true;
    }
    text.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', '"', '\'', '\n']).next().unwrap_or_default();
        authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
    })
}

/// An SQLite database and what lies beside it.
fn database_files(config: &Config) -> Vec<PathBuf> {
    let url = config.database_url();
    let Some(path) = url.reveal().strip_prefix("sqlite://") else { return Vec::new() };
    ["", "-wal", "-shm"].iter().map(|suffix| PathBuf::from(format!("{path}{suffix}"))).collect()
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_seen_in_addresses() {
        for text in [
            "database = \"postgres://a:s3cret@db/x\"",
            "[connections]\nerp = 'postgres://a:b@c:1/d'\n",
            "[mail]\n  password = \"s3cret\"\n",
            "[sms]\nheaders.authorization = \"Bearer s3cret\"\n",
        ] {
            assert!(has_password(text), "{text}");
        }
        for text in [
            "",
            "database = \"postgres://a@db:5432/x\"",
            "[mail]\nurl = \"smtp://a@b\"",
            "public_url = \"https://a.org:8443/\" # a:b@c",
        ] {
            assert!(!has_password(text), "{text}");
        }
    }
}
