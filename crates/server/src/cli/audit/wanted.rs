//! `audit list` and `audit export`: the entries that are wanted.

use std::path::PathBuf;

use axum::http::Method;
use bailiwick_app::{Format, TrailQuery};
use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditEntry},
};
use bailiwick_protocol::rest::EntryView;
use bailiwick_store::audit::AuditFilter;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::Value as Json;

use super::{
    super::{
        Context, Outcome, Trouble,
        answers::open_to_read,
        office::{Ask, Office},
        outlet::Outlet,
        show,
    },
    moment,
};

/// Which entries.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// Done by: user:LOGIN, token:ID, machine or system.
    #[arg(long)]
    actor: Option<Actor>,
    /// Done in this user's name by somebody or something else.
    #[arg(long, value_name = "LOGIN")]
    on_behalf: Option<UserId>,
    /// Done to a KIND of thing, or to one of them as KIND:ID.
    #[arg(long, value_name = "KIND[:ID]")]
    object: Option<String>,
    /// What was done, as in policy.applied.
    #[arg(long)]
    action: Option<AuditAction>,
    /// Done in the course of this request.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    /// Not before this day or moment (UTC), as in 2026-12-01 or 2026-12-01T08:00:00Z.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    since: Option<Timestamp>,
    /// Before this day or moment (UTC).
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    until: Option<Timestamp>,
    /// Before the entry of this number: how to go on with a list.
    #[arg(long, value_name = "NUMBER")]
    before: Option<i64>,
    /// That meet a domain over sequence, at, actor, actor_kind, on_behalf, object_kind, object_id, action, reason, request_id and
    /// address.
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
}

impl Wanted {
    fn query(&self, context: &Context) -> TrailQuery<'_> {
        let (kind, id) = match self.object.as_deref().map(|object| object.split_once(':').ok_or(object)) {
            Some(Ok((kind, id))) => (Some(kind.to_owned()), Some(id.to_owned())),
            Some(Err(kind)) => (Some(kind.to_owned()), None),
            None => (None, None),
        };
        let filter = AuditFilter {
            actor: self.actor.clone(),
            on_behalf: self.on_behalf.clone(),
            object_kind: kind,
            object_id: id,
            action: self.action.clone(),
            request_id: self.request.clone(),
            since: self.since.map(Timestamp::as_microsecond),
            until: self.until.map(Timestamp::as_microsecond),
            before: self.before,
        };
        TrailQuery { filter, domain: self.domain.as_deref(), now: context.now().as_second() }
    }
}

impl Wanted {
    /// The same, asked of a server.
    fn ask<'a>(&self, path: &str) -> Ask<'a> {
        Ask::new(Method::GET, path)
            .with("actor", self.actor.as_ref())
            .with("on_behalf", self.on_behalf.as_ref())
            .with("object", self.object.as_ref())
            .with("action", self.action.as_ref())
            .with("request_id", self.request.as_ref())
            .with("since", self.since)
            .with("until", self.until)
            .with("before", self.before)
            .with("domain", self.domain.as_ref())
    }

    /// The newest entries that a server has, as far as the token's user may see.
    fn of_server(&self, context: &Context, limit: usize) -> Result<Vec<EntryView>, Trouble> {
        let office = Office::open(context)?;
        let (mut found, mut cursor): (Vec<EntryView>, _) = (Vec::new(), None);
        while found.len() < limit {
            let ask = self
                .ask("/api/v1/audit")
                .with("limit", Some(limit.saturating_sub(found.len()).min(PAGE)))
                .with("cursor", cursor.take());
            let page = office.ask(ask)?;
            let items = page.get("items").cloned().unwrap_or_default();
            let items: Vec<EntryView> = serde_json::from_value(items).map_err(|error| {
                Trouble::Environment(format!(
                    "the answer is no list of entries ({error}); is this the right server?"
                ))
            })?;
            found.extend(items);
            cursor = page.get("next_cursor").and_then(Json::as_str).map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        Ok(found)
    }
}

/// Entries of one answer of a server.
const PAGE: usize = 200;

/// Lists entries.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick audit list --limit 20
  bailiwick audit list --object token --action token.issued
  bailiwick audit list --actor machine --since 2026-12-01 --until 2027-01-01 --json
  bailiwick audit list --domain \"[('actor_kind', '=', 'machine'), ('reason', 'ilike', 'ticket')]\"")]
pub(crate) struct List {
    #[command(flatten)]
    wanted: Wanted,
    /// So many entries at most.
    #[arg(long, default_value_t = 100, value_name = "COUNT")]
    limit: usize,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// JSON Lines, which can be verified when nothing is left out.
    Jsonl,
    /// A table for spreadsheets.
    Csv,
}

/// Prints entries.
#[derive(Debug, Args)]
#[command(after_help = "\
Without any limit, JSON Lines are the whole trail from its first entry to its last with its head, as audit verify takes it. With one, and
as a table, it is a list, newest first: fit for reading, and no proof. A server gives what the token's user sees of the trail, and tells the
trail that it did.

Examples:
  bailiwick audit export > trail.jsonl
  bailiwick audit export --output trail.jsonl
  bailiwick audit export --since 2026-12-01 --format csv --output december.csv
  bailiwick audit export --server https://bailiwick.example --output trail.jsonl && bailiwick audit verify trail.jsonl")]
pub(crate) struct Export {
    #[command(flatten)]
    wanted: Wanted,
    /// In which form.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Form,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let mut out = Outlet::open(self.output.clone())?;
        match context.global.server.is_some() {
            true => self.of_server(context, &mut out)?,
            false => self.of_database(context, &mut out)?,
        }
        out.close()
    }

    fn of_server(&self, context: &Context, out: &mut Outlet) -> Result<(), Trouble> {
        let format = match self.format {
            Form::Jsonl => "jsonl",
            Form::Csv => "csv",
        };
        let ask = self.wanted.ask("/api/v1/audit/export").with("format", Some(format));
        Office::open(context)?.pour(ask, out)
    }

    fn of_database(&self, context: &Context, out: &mut Outlet) -> Result<(), Trouble> {
        let query = self.wanted.query(context);
        let is_whole = query.domain.is_none() && query.filter == AuditFilter::default();
        let installation = open_to_read(&context.config(Vec::new())?)?;
        match self.format {
            Form::Jsonl if is_whole => installation.export_trail(out).map(drop)?,
            Form::Jsonl => installation.export_entries(&query, Format::Lines, out).map(drop)?,
            Form::Csv => installation.export_entries(&query, Format::Csv, out).map(drop)?,
        }
        Ok(())
    }
}

impl List {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let found = if context.global.server.is_some() {
            self.wanted.of_server(context, self.limit)?
        } else {
            let installation = open_to_read(&context.config(Vec::new())?)?;
            let found = installation.search_trail(&self.wanted.query(context), self.limit)?;
            found.into_iter().map(|found| EntryView { entry: found.entry, hash: Some(found.hash) }).collect()
        };
        if context.json() {
            return Ok(Outcome::done(show::json(&found)?));
        }
        let head = ["number", "when", "who", "what", "to", "changes", "why"];
        Ok(Outcome::done(show::table(&head, found.iter().map(|found| row(&found.entry)))))
    }
}

fn row(entry: &AuditEntry) -> Vec<String> {
    let when = Timestamp::from_microsecond(entry.at)
        .map_or_else(|_| entry.at.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    let fields: Vec<&str> = entry.changes.iter().map(|change| change.field.as_str()).collect();
    let mut who = entry.actor.to_string();
    if let Some(account) = &entry.origin.account {
        let sudo = entry.origin.sudo.as_ref().map_or_else(String::new, |sudo| format!(", sudo by {sudo}"));
        who += &format!(" ({account}{sudo})");
    }
    if let Some(login) = &entry.on_behalf {
        who += &format!(" for {login}");
    }
    let (what, to) = (entry.action.to_string(), entry.object.to_string());
    let why = entry.reason.clone().unwrap_or_default();
    vec![entry.sequence.to_string(), when, who, what, to, fields.join(", "), why]
}
