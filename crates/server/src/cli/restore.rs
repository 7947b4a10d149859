//! `restore`: the database becomes what a backup holds.

use std::{
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use bailiwick_app::backup::{Archive, Restored, Restoring, check};
use bailiwick_server::config::Config;
use clap::Args;
use serde_json::json;

use super::{
    Context, Outcome, Trouble,
    answers::open,
    author::author,
    backup::{PIPE, summary_json, summary_text},
    progress::Bar,
    show,
};

/// Makes the database what a backup holds.
#[derive(Debug, Args)]
#[command(after_help = "\
The whole file is checked before anything is touched, and everything happens in one transaction: whatever goes wrong, the
database is what it was. Stop a server that uses an SQLite database first; nodes on PostgreSQL notice by themselves.

Examples:
  bailiwick restore --verify today.backup
  bailiwick restore today.backup
  bailiwick restore today.backup --force --database postgres://bailiwick@db.example.org/bailiwick")]
pub(crate) struct Restore {
    /// The file; `-` is standard input.
    file: PathBuf,
    /// Replace everything that the database holds, if it is in use.
    #[arg(long)]
    force: bool,
    /// Only check the file; no database is needed for it.
    #[arg(long, conflicts_with = "force")]
    verify: bool,
}

impl Restore {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let bar = Bar::new();
        let piped = self.file == Path::new(PIPE);
        if self.verify {
            let mut tell = |progress: bailiwick_app::Progress<'_>| bar.tell(progress);
            let summary = match piped {
                true => check(io::stdin().lock(), &mut tell)?,
                false => {
                    let file = File::open(&self.file).map_err(|error| {
                        let path = self.file.display();
                        Trouble::Usage(format!("{path}: it cannot be read ({error}); check the path"))
                    })?;
                    check(BufReader::with_capacity(1 << 16, file), &mut tell)?
                }
            };
            return Ok(Outcome::done(if context.json() {
                show::json(&json!({ "whole": true, "backup": summary_json(&summary) }))?
            } else {
                format!("The backup is whole.\n{}", summary_text(&summary))
            }));
        }
        let config = context.config(Vec::new())?;
        let folder = workplace(&config)?;
        let mut archive = match piped {
            true => Archive::take(&mut io::stdin().lock(), &folder, &mut |progress| bar.tell(progress))?,
            false => Archive::open(&self.file, &mut |progress| bar.tell(progress))?,
        };
        let installation = open(&config)?;
        let work = folder.join(format!("restore-{}", std::process::id()));
        let how = Restoring { replace: self.force, folder: &work, product: env!("CARGO_PKG_VERSION") };
        let restored =
            installation.restore(&mut archive, &how, &author(context), &mut |progress| bar.tell(progress))?;
        drop(bar);
        Ok(Outcome::done(told(context, &archive, &restored)?))
    }
}

/// Where there is room for what is needed on the way.
fn workplace(config: &Config) -> Result<PathBuf, Trouble> {
    let folder = config.data_dir();
    fs::create_dir_all(&folder).map_err(|error| {
        Trouble::Environment(format!("{}: it cannot be made ({error}); name a data_dir", folder.display()))
    })?;
    Ok(folder)
}

fn told(context: &Context, archive: &Archive, restored: &Restored) -> Result<String, Trouble> {
    let Restored { revision, head, replaced } = restored;
    if context.json() {
        let replaced =
            replaced.map(|(revision, head)| json!({ "revision": revision, "head": head.to_string() }));
        return show::json(&json!({
            "backup": summary_json(archive.summary()),
            "revision": revision,
            "head": head.to_string(),
            "replaced": replaced,
        }));
    }
    let mut text = format!(
        "Restored, and in force as revision {revision}.\n{}\nHead of the audit trail now: {head}",
        summary_text(archive.summary())
    );
    if let Some((revision, head)) = replaced {
        text.push_str(&format!("\nReplaced: revision {revision}, whose trail ended with {head}"));
    }
    Ok(text)
}
