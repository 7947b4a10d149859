//! `audit verify`: the chain, what was signed of it, and what was archived.

use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use bailiwick_app::{AppError, Known, PublicKey, WholeTrail, verify_exports};
use bailiwick_model::audit::AuditHead;
use clap::Args;
use serde_json::{Value as Json, json};

use super::{
    super::{Context, Outcome, Trouble, answers::open_to_read, show},
    checkpoint::signer,
};

/// Follows the chain.
#[derive(Debug, Args)]
#[command(after_help = "\
Whoever may write to the whole database can cut off its end and set its head back, or write everything anew. Keep checkpoints
elsewhere (audit checkpoint, or the server's audit.checkpoint_file) and name them here with the public key that audit key prints:
the trail must still hold each of them. A head that was noted on paper serves as well.

Examples:
  bailiwick audit verify
  bailiwick audit verify --checkpoint checkpoints.jsonl --key ed25519:9f86d081…
  bailiwick audit verify 2025.jsonl 2026.jsonl trail.jsonl
  bailiwick audit verify --head 1204:8f0c…")]
pub(crate) struct Verify {
    /// An exported trail, or archives of audit prune in their order and then the trail; no database is needed. The database when
    /// absent.
    files: Vec<PathBuf>,
    /// A head that was noted elsewhere, as NUMBER:HASH; may be repeated.
    #[arg(long = "head", value_name = "HEAD")]
    heads: Vec<AuditHead>,
    /// A file with signed checkpoints; may be repeated.
    #[arg(long = "checkpoint", value_name = "FILE", requires = "keys")]
    checkpoints: Vec<PathBuf>,
    /// The public key that signatures must be of; may be repeated, when the installation's secret was changed.
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<PublicKey>,
    /// Leave out whether lists and searches show the entries as they were written.
    #[arg(long, conflicts_with = "files")]
    quick: bool,
}

impl Verify {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        // Who names a key wants to know that it signed what there is.
        let wants_signature = !self.keys.is_empty();
        match self.verified(context)? {
            Ok(whole) => {
                let doubtful = whole.strangers > 0 || (wants_signature && whole.signed.is_none());
                Ok(Outcome::judged(told(context, &whole)?, !doubtful))
            }
            Err(error) => Ok(Outcome::judged(broken(context, &error)?, false)),
        }
    }

    /// The trail, or what is wrong with it.
    fn verified(self, context: &Context) -> Result<Result<WholeTrail, AppError>, Trouble> {
        let mut known = Known { heads: self.heads, keys: self.keys, ..Known::default() };
        for path in &self.checkpoints {
            match known.checkpoints(&path.display().to_string(), open(path)?) {
                Err(error) if error.is_broken_trail() => return Ok(Err(error)),
                read => read?,
            }
        }
        let verified = if self.files.is_empty() {
            let config = context.config(Vec::new())?;
            if known.keys.is_empty() && config.key_file().exists() {
                (known.keys, known.passes_strangers) = (vec![signer(&config)?.public()], true);
            }
            // What the server signs outside of the database is what whoever owns that cannot write anew.
            if let Some(path) = config.audit.checkpoint_file.as_ref().filter(|path| path.exists())
                && self.checkpoints.is_empty()
            {
                match known.checkpoints(&path.display().to_string(), open(path)?) {
                    Err(error) if error.is_broken_trail() => return Ok(Err(error)),
                    read => read?,
                }
            }
            let installation = open_to_read(&config)?;
            let verified = installation.verify_trail(&known);
            match verified {
                Ok(whole) if !self.quick => installation.verify_search().map(|()| whole),
                verified => verified,
            }
        } else {
            let opened = self.files.iter().map(|path| Ok((path.display().to_string(), open(path)?)));
            verify_exports(opened.collect::<Result<Vec<_>, Trouble>>()?, &known)
        };
        match verified {
            Err(error) if !error.is_broken_trail() => Err(error.into()),
            verified => Ok(verified),
        }
    }
}

/// A clock that goes back by less is one of several nodes, or an entry that waited to be written.
const NOTABLE_US: i64 = 60_000_000;

fn open(path: &Path) -> Result<BufReader<File>, Trouble> {
    let file = File::open(path).map_err(|error| {
        Trouble::Usage(format!("{}: it cannot be read ({error}); check the path", path.display()))
    })?;
    Ok(BufReader::new(file))
}

fn told(context: &Context, whole: &WholeTrail) -> Result<String, Trouble> {
    let WholeTrail { head, retained, recorded, unproven, signed, strangers, clock_back } = whole;
    let before = retained.as_ref().map_or(0, |retained| retained.head().sequence);
    let entries = head.sequence - before;
    if context.json() {
        return show::json(&json!({
            "whole": true, "entries": entries, "head": head.to_string(), "first": before + 1,
            "removal_recorded": retained.as_ref().map(|_| recorded), "unproven": unproven,
            "signed": signed, "strangers": strangers,
            "clock_back": clock_back.map(|back| json!({ "entry": back.sequence, "by_us": back.by_us })),
        }));
    }
    let word = if entries == 1 { "entry" } else { "entries" };
    let mut text = format!("The trail is whole: {entries} {word}.\n");
    if before > 0 {
        text += &format!(
            "It goes on from entry {before}; what is before entry {} was archived and removed",
            before + 1
        );
        text += if *recorded { ".\n" } else { ", which these files do not tell.\n" };
    }
    if *unproven > 0 {
        text += &format!(
            "{unproven} of the heads named are of removed entries; name the archives too to prove them.\n"
        );
    }
    text += &signatures(whole);
    if let Some(back) = clock_back.filter(|back| back.by_us >= NOTABLE_US) {
        let (entry, seconds) = (back.sequence, back.by_us / 1_000_000);
        text += &format!(
            "Entry {entry} says that it was written {seconds} seconds before an earlier one: a clock was set back, or somebody made it up.\n"
        );
    }
    Ok(text + &format!("Its head: {head}"))
}

/// How much of the trail is signed.
fn signatures(whole: &WholeTrail) -> String {
    let mut text = match whole.signed {
        Some(signed) if signed >= whole.head.sequence => "It is signed to its end.\n".to_owned(),
        Some(signed) => format!(
            "It is signed up to entry {signed}. What comes after could still have been written anew by whoever owns the database.\n"
        ),
        None => "No signature proves any of it: whoever owns the database could have written all of it anew. Name --key and \
                 --checkpoint.\n"
            .to_owned(),
    };
    if whole.strangers > 0 {
        let count = whole.strangers;
        text += &format!("{count} signatures are of other keys; name those that are yours with --key.\n");
    }
    text
}

fn broken(context: &Context, error: &AppError) -> Result<String, Trouble> {
    let (entry, why): (Json, String) = match error {
        AppError::Trail(broken) => (json!(broken.sequence), broken.fault.to_string()),
        AppError::Checkpoint(bad) => (json!(bad.sequence), bad.to_string()),
        error => (Json::Null, error.to_string()),
    };
    if context.json() {
        return show::json(&json!({ "whole": false, "entry": entry, "why": why }));
    }
    Ok(match error {
        AppError::Trail(broken) => format!("The trail is broken: {broken}."),
        error => format!("The trail is broken: {error}."),
    })
}
