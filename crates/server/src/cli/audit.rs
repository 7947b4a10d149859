//! `audit`: the trail of what was changed, listed, exported and verified.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use bailiwick_app::{AppError, verify_export};
use bailiwick_model::audit::{Actor, AuditAction, AuditHead};
use bailiwick_store::audit::{AuditFilter, Audited};
use clap::{Args, Subcommand};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Value as Json, json};

use super::{Context, Outcome, Trouble, answers::open_to_read, show};

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Follow the chain from the first entry to the last; exits with 1 and names the first broken entry, if there is one.
    Verify(Verify),
    /// Print the whole trail as JSON Lines, its head last.
    Export(Export),
    /// List entries, newest first.
    List(List),
}

/// Follows the chain.
#[derive(Debug, Args)]
#[command(after_help = "\
Whoever may write to the whole database can cut off its end and set its head back. Keep a head elsewhere (verify prints it,
and an export ends with it) and name it with --head: the trail must still hold that entry.

Examples:
  bailiwick audit verify
  bailiwick audit verify trail.jsonl
  bailiwick audit verify --head 1204:8f0c…")]
pub(crate) struct Verify {
    /// An exported trail; no database is needed for it. The database when absent.
    file: Option<PathBuf>,
    /// A head that was noted elsewhere, as NUMBER:HASH; may be repeated.
    #[arg(long = "head", value_name = "HEAD")]
    heads: Vec<AuditHead>,
}

/// Prints the whole trail.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick audit export > trail.jsonl
  bailiwick audit export --output trail.jsonl")]
pub(crate) struct Export {
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Lists entries.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick audit list --limit 20
  bailiwick audit list --object token --action token.issued
  bailiwick audit list --actor machine --since 2026-12-01 --until 2027-01-01 --json")]
pub(crate) struct List {
    /// Done by: user:LOGIN, token:ID, machine or system.
    #[arg(long)]
    actor: Option<Actor>,
    /// Done to a KIND of thing, or to one of them as KIND:ID.
    #[arg(long, value_name = "KIND[:ID]")]
    object: Option<String>,
    /// What was done, as in policy.applied.
    #[arg(long)]
    action: Option<AuditAction>,
    /// Not before this day or moment (UTC), as in 2026-12-01 or 2026-12-01T08:00:00Z.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    since: Option<Timestamp>,
    /// Before this day or moment (UTC).
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    until: Option<Timestamp>,
    /// Before the entry of this number: how to go on with a list.
    #[arg(long, value_name = "NUMBER")]
    before: Option<i64>,
    /// So many entries at most.
    #[arg(long, default_value_t = 100, value_name = "COUNT")]
    limit: usize,
}

impl Audit {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Verify(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::List(command) => command.run(context),
        }
    }
}

impl Verify {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let verified = match &self.file {
            Some(path) => {
                let file = File::open(path).map_err(|error| {
                    Trouble::Usage(format!("{}: it cannot be read ({error}); check the path", path.display()))
                })?;
                verify_export(&path.display().to_string(), BufReader::new(file), &self.heads)
            }
            None => open_to_read(&context.config(Vec::new())?)?.verify_trail(&self.heads),
        };
        let broken = match verified {
            Ok(head) => return Ok(Outcome::done(whole(context, &head)?)),
            Err(AppError::Trail(broken)) => broken,
            Err(error) => return Err(error.into()),
        };
        let text = if context.json() {
            let (sequence, why) = (broken.sequence, broken.fault.to_string());
            show::json(&json!({ "whole": false, "entry": sequence, "why": why }))?
        } else {
            format!("The trail is broken: {broken}.")
        };
        Ok(Outcome::judged(text, false))
    }
}

fn whole(context: &Context, head: &AuditHead) -> Result<String, Trouble> {
    if context.json() {
        return show::json(&json!({ "whole": true, "entries": head.sequence, "head": head.to_string() }));
    }
    Ok(format!("The trail is whole: {} entries.\nIts head: {head}", head.sequence))
}

impl Export {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let installation = open_to_read(&context.config(Vec::new())?)?;
        let exported = match &self.output {
            Some(path) => installation.export_trail(&mut create(path)?),
            None => installation.export_trail(&mut BufWriter::new(io::stdout().lock())),
        };
        match exported {
            // A reader that has had enough, such as `head`, is no fault.
            Err(AppError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
            exported => drop(exported?),
        }
        Ok(Outcome::done(""))
    }
}

fn create(path: &Path) -> Result<impl Write, Trouble> {
    let file = File::create(path).map_err(|error| {
        Trouble::Environment(format!("{}: it cannot be written ({error}); name another file", path.display()))
    })?;
    Ok(BufWriter::new(file))
}

impl List {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let (object_kind, object_id) = match self.object {
            Some(object) => match object.split_once(':') {
                Some((kind, id)) => (Some(kind.to_owned()), Some(id.to_owned())),
                None => (Some(object), None),
            },
            None => (None, None),
        };
        let wanted = AuditFilter {
            actor: self.actor,
            object_kind,
            object_id,
            action: self.action,
            since: self.since.map(Timestamp::as_microsecond),
            until: self.until.map(Timestamp::as_microsecond),
            before: self.before,
        };
        let found = open_to_read(&context.config(Vec::new())?)?.trail(&wanted, self.limit)?;
        if context.json() {
            let all: Vec<Json> = found.iter().map(|a| json!({ "entry": a.entry, "hash": a.hash })).collect();
            return Ok(Outcome::done(show::json(&all)?));
        }
        let head = ["number", "when", "who", "what", "to", "changes"];
        Ok(Outcome::done(show::table(&head, found.iter().map(row))))
    }
}

fn row(audited: &Audited) -> Vec<String> {
    let entry = &audited.entry;
    let when = Timestamp::from_microsecond(entry.at)
        .map_or_else(|_| entry.at.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    let fields: Vec<&str> = entry.changes.iter().map(|change| change.field.as_str()).collect();
    let who = match &entry.on_behalf {
        Some(login) => format!("{} for {login}", entry.actor),
        None => entry.actor.to_string(),
    };
    let (what, to) = (entry.action.to_string(), entry.object.to_string());
    vec![entry.sequence.to_string(), when, who, what, to, fields.join(", ")]
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let day = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .or_else(|_| text.parse::<Date>().and_then(day))
        .map_err(|_| "write a day or a moment, as in 2026-12-01 or 2026-12-01T08:00:00Z".to_owned())
}
