//! `audit prune`: the oldest entries, archived and removed.

use std::path::PathBuf;

use bailiwick_app::Stretch;
use clap::{ArgGroup, Args};
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::{
    super::{
        Context, Outcome, Trouble,
        answers::{open, open_to_read},
        author::author,
        show,
    },
    checkpoint::signer,
    moment,
};

/// Removes the oldest entries.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("until").required(true).args(["before", "keep_days"]),
    after_help = "\
The trail is verified first. The archive is written, put on the disk, read back and verified before anything is removed; the removal is
an entry of the trail itself, and signed. What is left goes on proving itself, and with the archives all of it:
  bailiwick audit verify 2025.jsonl 2026.jsonl trail.jsonl

Examples:
  bailiwick audit prune --keep-days 730 --dry-run
  bailiwick audit prune --before 2026-01-01 --archive 2025.jsonl --reason \"retention schedule 4\"")]
pub(crate) struct Prune {
    /// Entries from before this day or moment (UTC).
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    before: Option<Timestamp>,
    /// Entries that are more than so many days old.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    keep_days: Option<u32>,
    /// The new file that they are written to.
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    archive: Option<PathBuf>,
    /// Only say which ones.
    #[arg(long)]
    dry_run: bool,
}

impl Prune {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let config = context.config(Vec::new())?;
        let before = self.before(context)?.as_microsecond();
        let (pruned, done) = match &self.archive {
            Some(archive) if !self.dry_run => {
                let installation = open(&config)?;
                (installation.prune_trail(before, archive, &signer(&config)?, &author(context))?, true)
            }
            _ => (open_to_read(&config)?.prunable(before)?, false),
        };
        if context.json() {
            let stretch =
                pruned.map(|s| json!({ "first": s.first, "last": s.last.sequence, "entries": s.count() }));
            return Ok(Outcome::done(show::json(
                &json!({ "removed": done && pruned.is_some(), "stretch": stretch }),
            )?));
        }
        Ok(Outcome::done(match pruned {
            None => "No entry is that old; nothing was removed.".to_owned(),
            Some(stretch) => told(&stretch, done),
        }))
    }

    fn before(&self, context: &Context) -> Result<Timestamp, Trouble> {
        match (self.before, self.keep_days) {
            (Some(before), _) => Ok(before),
            (None, days) => context
                .now()
                .checked_sub((i64::from(days.unwrap_or_default()) * 24).hours())
                .map_err(|error| Trouble::Usage(format!("--keep-days: {error}"))),
        }
    }
}

fn told(stretch: &Stretch, done: bool) -> String {
    let (count, first, last) = (stretch.count(), stretch.first, stretch.last.sequence);
    let were =
        if done { "were archived and removed" } else { "would be removed; nothing was: this was a dry run" };
    format!("Entries {first} to {last} ({count}) {were}.")
}
