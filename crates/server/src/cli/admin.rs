//! `admin`: the way back in, for whoever works this machine.

use std::sync::Arc;

use bailiwick_app::{
    Live,
    administration::{Administration, Ctx},
};
use bailiwick_model::UserId;
use bailiwick_server::config::{Config, load_or_make_key};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Context, Outcome, Trouble, answers::open, author::author, show};

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Make somebody an administrator again: made where there is no such user, let in, and given the role.
    Recover(Recover),
    /// Print another secret of the set-up, by which the first administrator makes himself one in the browser.
    SetUp(SetUp),
    /// Take away for good what is kept of people who left too long ago to be brought back, and what came of the items of old jobs. A server
    /// does so every hour.
    Purge(Purge),
}

/// Takes away what is kept of people who left, and what came of the items of old jobs.
#[derive(Debug, Args)]
#[command(after_help = "\
How long somebody can be brought back is the setting account.recovery_days of his company; how long what came of the items of a job is
kept, jobs.keep_days. The audit trail keeps what was told of him until it is pruned.

Example:
  bailiwick admin purge --dry-run")]
pub(crate) struct Purge {
    /// Say who it would be, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Prints a secret of the set-up.
#[derive(Debug, Args)]
#[command(after_help = "\
A server prints one as it starts, as long as nobody administers. It works for an hour. Beside a running server this works on PostgreSQL
alone; on SQLite, start the server anew.

Example:
  bailiwick admin set-up")]
pub(crate) struct SetUp {}

/// Makes somebody an administrator.
#[derive(Debug, Args)]
#[command(after_help = "\
It works on this machine's database alone, beside which no server may run on SQLite, and is on the audit trail with the
account of the operating system that ran it.

Example:
  bailiwick admin recover root --reason \"Everybody else has left\"")]
pub(crate) struct Recover {
    /// Login.
    login: UserId,
    /// Say whether it could be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Admin {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        if context.global.server.is_some() {
            let text = "this is for whoever works the machine itself; run it there, without --server and BAILIWICK_SERVER";
            return Err(Trouble::Usage(text.to_owned()));
        }
        let config = context.config(Vec::new())?;
        let installation = open(&config)?;
        let live = Arc::new(Live::new(installation.load()?));
        let office = Administration::new(installation, live, false);
        let ctx = Ctx::new(author(context));
        let tried = |dry_run| if dry_run { ctx.clone().dry() } else { ctx.clone() };
        match self {
            Self::Recover(Recover { login, dry_run }) => recover(context, &office, &tried(dry_run), &login),
            Self::SetUp(SetUp {}) => set_up(context, &config, office, ctx.author.at_us),
            Self::Purge(Purge { dry_run }) => purge(context, &office, &tried(dry_run)),
        }
    }
}

fn recover(
    context: &Context,
    office: &Administration,
    ctx: &Ctx,
    login: &UserId,
) -> Result<Outcome, Trouble> {
    let done = office.recover(ctx, login).map_err(|refused| Trouble::Usage(refused.to_string()))?;
    Ok(Outcome::done(if context.json() {
        show::json(&json!({ "administrator": login, "dry_run": ctx.dry_run, "revision": done.revision }))?
    } else if ctx.dry_run {
        format!("{login} could be made an administrator.")
    } else {
        format!("{login} is an administrator, from revision {} on.", done.revision)
    }))
}

fn set_up(
    context: &Context,
    config: &Config,
    office: Administration,
    at_us: i64,
) -> Result<Outcome, Trouble> {
    let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
    let key = load_or_make_key(&config.key_file(), &mut entropy)
        .map_err(|error| Trouble::Environment(error.to_string()))?;
    let entrance = super::serve::sign_in(config, office, &key)?;
    let Some(told) = super::set_up::offer(config, &entrance, at_us)? else {
        let text = "somebody administers already; `bailiwick admin recover LOGIN` makes another one";
        return Err(Trouble::Usage(text.to_owned()));
    };
    Ok(Outcome::done(if context.json() {
        show::json(&json!({ "secret": told.secret.reveal(), "page": told.page, "file": told.file }))?
    } else {
        told.text()
    }))
}

fn purge(context: &Context, office: &Administration, ctx: &Ctx) -> Result<Outcome, Trouble> {
    let refused = |refused: bailiwick_app::administration::Refused| Trouble::Usage(refused.to_string());
    let people = office.purge_users(ctx).map_err(refused)?;
    let jobs = office.clear_jobs(ctx).map_err(refused)?;
    let revision = people.revision.max(jobs.revision);
    if context.json() {
        let done = json!({ "purged": people.value, "cleared": jobs.value, "dry_run": ctx.dry_run, "revision": revision });
        return Ok(Outcome::done(show::json(&done)?));
    }
    let verb = if ctx.dry_run { "would be" } else { "is" };
    let people = match people.value.as_slice() {
        [] => vec!["nobody left long enough ago".to_owned()],
        people => people.iter().map(|login| format!("{login} {verb} purged")).collect(),
    };
    let jobs = jobs.value.iter().map(|id| format!("what came of the items of job {id} {verb} removed"));
    Ok(Outcome::done(people.into_iter().chain(jobs).collect::<Vec<_>>().join("\n")))
}
