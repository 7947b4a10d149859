//! `admin`: the way back in, for whoever works this machine.

use std::sync::Arc;

use bailiwick_app::{
    Live,
    administration::{Administration, Ctx},
};
use bailiwick_model::UserId;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Context, Outcome, Trouble, answers::open, author::author, show};

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Make somebody an administrator again: made where there is no such user, let in, and given the role.
    Recover(Recover),
}

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
}

impl Admin {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self::Recover(Recover { login }) = self;
        if context.global.server.is_some() {
            let text = "recovery is for whoever works the machine itself; run it there, without --server and BAILIWICK_SERVER";
            return Err(Trouble::Usage(text.to_owned()));
        }
        let installation = open(&context.config(Vec::new())?)?;
        let live = Arc::new(Live::new(installation.load()?));
        let office = Administration::new(installation, live, false);
        let done = office.recover(&Ctx::new(author(context)), &login);
        let done = done.map_err(|refused| Trouble::Usage(refused.to_string()))?;
        Ok(Outcome::done(if context.json() {
            show::json(&json!({ "administrator": login, "revision": done.revision }))?
        } else {
            format!("{login} is an administrator, from revision {} on.", done.revision)
        }))
    }
}
