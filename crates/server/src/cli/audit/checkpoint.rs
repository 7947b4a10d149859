//! `audit checkpoint` and `audit key`: the head signed, and the key that tells.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use bailiwick_app::Signer;
use bailiwick_model::audit::SignedCheckpoint;
use bailiwick_protocol::audit::checkpoint_line;
use bailiwick_server::config::{Config, load_or_make_key};
use clap::Args;
use serde_json::json;

use super::super::{Context, Outcome, Trouble, answers::open_to_read, show};

/// Signs the head.
#[derive(Debug, Args)]
#[command(after_help = "\
A checkpoint proves everything up to its entry, as long as it is kept where whoever may write to the database cannot reach it.

Examples:
  bailiwick audit checkpoint
  bailiwick audit checkpoint --output /mnt/elsewhere/checkpoints.jsonl")]
pub(crate) struct Checkpoint {
    /// Add it to the end of this file instead of printing it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Checkpoint {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let config = context.config(Vec::new())?;
        let installation = open_to_read(&config)?;
        let mut keep = |signed: &SignedCheckpoint| match &self.output {
            Some(path) => append(path, signed),
            None => Ok(()),
        };
        let signed =
            installation.checkpoint_trail(&signer(&config)?, context.now().as_microsecond(), &mut keep)?;
        let text = match &self.output {
            Some(path) => format!("Entry {} was signed in {}.", signed.checkpoint.sequence, path.display()),
            None => checkpoint_line(&signed).map_err(|error| Trouble::Environment(error.to_string()))?,
        };
        Ok(Outcome::done(text))
    }
}

/// Prints the public key.
pub(super) fn key(context: &Context) -> Result<Outcome, Trouble> {
    let public = signer(&context.config(Vec::new())?)?.public();
    if context.json() {
        return Ok(Outcome::done(show::json(&json!({ "key": public.to_string(), "id": public.id() }))?));
    }
    Ok(Outcome::done(public.to_string()))
}

/// The installation's audit key, whose secret is made on first use.
pub(crate) fn signer(config: &Config) -> Result<Signer, Trouble> {
    let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
    let key = load_or_make_key(&config.key_file(), &mut entropy)
        .map_err(|error| Trouble::Environment(error.to_string()))?;
    key.signer().map_err(|error| Trouble::Environment(error.to_string()))
}

/// Adds a checkpoint to the end of a file, and returns when it is on the disk.
pub(crate) fn append(path: &Path, signed: &SignedCheckpoint) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut file = options.open(path).map_err(named)?;
    file.write_all(checkpoint_line(signed)?.as_bytes()).and_then(|()| file.sync_all()).map_err(named)
}
