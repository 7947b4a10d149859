//! `backup`: everything in one file.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use bailiwick_app::{
    Installation,
    backup::{Backup as Made, NewFile, Summary},
};
use bailiwick_store::backup;
use clap::Args;
use serde_json::{Value as Json, json};

use super::{Context, Outcome, Trouble, answers::open_to_read, progress::Bar, show};

/// Writes everything to one file.
#[derive(Debug, Args)]
#[command(after_help = "\
The file is the same for SQLite and PostgreSQL and can be restored into either. It is secret: it holds personal data and the
hashes of tokens. The configuration, the key file and connected databases are not in it. Ends with 1 when the audit trail that
was backed up is broken.

Examples:
  bailiwick backup /srv/backups/today.backup
  bailiwick backup - | gpg --encrypt -r backup@example.org > today.backup.gpg")]
pub(crate) struct Backup {
    /// The file; `-` is standard output.
    file: PathBuf,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

/// What stands for standard output and standard input.
pub(super) const PIPE: &str = "-";

impl Backup {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let piped = self.file == Path::new(PIPE);
        let file = if piped { None } else { Some(NewFile::create(&self.file, self.force)?) };
        let installation = open_to_read(&context.config(Vec::new())?)?;
        let made = match file {
            Some(mut file) => {
                let made = write(&installation, &mut file, context)?;
                file.finish()?;
                made
            }
            None => write(&installation, &mut BufWriter::new(io::stdout().lock()), context)?,
        };
        let whole = made.broken.is_none();
        let text = if context.json() { show::json(&report(&made))? } else { told(&made, &self.file) };
        if piped {
            // Nobody is left to be told when this fails.
            drop(writeln!(io::stderr().lock(), "{text}"));
            return Ok(Outcome::judged("", whole));
        }
        Ok(Outcome::judged(text, whole))
    }
}

fn write(installation: &Installation, out: &mut dyn Write, context: &Context) -> Result<Made, Trouble> {
    let bar = Bar::new();
    let by = backup::Made { product: env!("CARGO_PKG_VERSION"), at_us: context.now().as_microsecond() };
    Ok(installation.backup(out, by, &mut |progress| bar.tell(progress))?)
}

fn told(made: &Made, file: &Path) -> String {
    let place = if file == Path::new(PIPE) { String::new() } else { format!(" is in {}", file.display()) };
    let mut text = format!("The backup{place}.\n{}", summary_text(&made.summary));
    if let Some(broken) = &made.broken {
        text.push_str(&format!(
            "\nThe audit trail in it is broken: {broken}. It cannot be restored like this; keep it as evidence, and an earlier \
             backup to restore."
        ));
    }
    text
}

fn report(made: &Made) -> Json {
    let mut report = summary_json(&made.summary);
    if let (Json::Object(fields), Some(broken)) = (&mut report, &made.broken) {
        fields.insert(
            "trail_broken".to_owned(),
            json!({ "entry": broken.sequence, "why": broken.fault.to_string() }),
        );
    }
    report
}

/// What an archive holds, for people.
pub(super) fn summary_text(summary: &Summary) -> String {
    let Summary { manifest, rows, sha256 } = summary;
    format!(
        "Made {} by Bailiwick {} at revision {}: {} rows of {} tables.\nHead of the audit trail: {}\nSHA-256: {sha256}",
        manifest.created,
        manifest.product,
        manifest.revision,
        summary.row_count(),
        rows.len(),
        manifest.audit
    )
}

/// What an archive holds, for programs.
pub(super) fn summary_json(summary: &Summary) -> Json {
    let Summary { manifest, rows, sha256 } = summary;
    json!({
        "created": manifest.created,
        "product": manifest.product,
        "schema": manifest.schema.version,
        "revision": manifest.revision,
        "head": manifest.audit.to_string(),
        "rows": rows,
        "sha256": sha256,
    })
}
