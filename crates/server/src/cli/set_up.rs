//! The secret of the set-up, for whoever works this machine: in a file that nobody else reads, and on the terminal where there is one. No log has it.

use std::{
    fs,
    io::{ErrorKind, IsTerminal, Write},
    path::PathBuf,
};

use bailiwick_app::sign_in::{Secret, SignIn};
use bailiwick_connectors::folder;
use bailiwick_server::config::Config;

use super::Trouble;

/// What the file is called, in the data folder.
const FILE: &str = "set-up-secret";

/// A secret that was made, and where it is.
pub(crate) struct Told {
    pub(crate) secret: Secret,
    pub(crate) file: PathBuf,
    /// Where it is to be typed.
    pub(crate) page: String,
}

/// Makes a secret where nobody administers, and writes it to its file. Where somebody does, a file of former days is removed.
pub(crate) fn offer(config: &Config, entrance: &SignIn, at_us: i64) -> Result<Option<Told>, Trouble> {
    let file = config.data_dir().join(FILE);
    let unwritten = |error: std::io::Error| Trouble::Environment(format!("{}: {error}", file.display()));
    let secret =
        entrance.set_up_secret(at_us).map_err(|refused| Trouble::Environment(refused.to_string()))?;
    let Some(secret) = secret else {
        return match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritten(error)),
            _ => Ok(None),
        };
    };
    folder::put(&config.data_dir(), FILE, format!("{}\n", secret.reveal()).as_bytes()).map_err(unwritten)?;
    Ok(Some(Told { secret, page: format!("{}/set-up", config.public_url()), file }))
}

/// Tells it as a server starts. A server without an administrator serves all the same.
pub(crate) fn announce(config: &Config, entrance: &SignIn, at_us: i64) {
    match offer(config, entrance, at_us) {
        Ok(None) => {}
        Ok(Some(told)) => {
            let (page, file) = (&told.page, told.file.display());
            tracing::info!(%page, %file, "nobody administers yet: the secret of the set-up is in the file, for an hour");
            let mut screen = std::io::stderr();
            if screen.is_terminal() {
                // Nobody there to read it is nothing to stop for.
                let _ = writeln!(screen, "\n{}\n", told.text());
            }
        }
        Err(trouble) => tracing::warn!("the set-up cannot be offered: {}", trouble.into_text()),
    }
}

impl Told {
    /// For a terminal.
    pub(crate) fn text(&self) -> String {
        format!(
            "Nobody administers yet. Within an hour, open {}\nand type this secret there:\n\n  {}",
            self.page,
            self.secret.reveal()
        )
    }
}
