//! `user invite`: a letter by which somebody comes in for the first time.

use axum::http::Method;
use clap::Args;

use super::NOUN;
use crate::cli::{
    Context, Outcome, Trouble,
    noun::text,
    office::{Ask, Office, told},
};

/// Sends an invitation.
#[derive(Debug, Args)]
#[command(after_help = "\
For who is invited and has not come yet. The link works once, as long as the setting account.invitation_days says; links that were sent before work no
longer. The letter leaves as soon as a server runs.

Examples:
  bailiwick user invite asha")]
pub(crate) struct Invite {
    /// Login.
    login: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl Invite {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, dry_run } = self;
        let ask = Ask::new(Method::POST, format!("{}/invitation", NOUN.path(&login))).dry(dry_run);
        let invited = Office::open(context)?.ask(ask)?;
        let could = if dry_run { "could be sent" } else { "is on its way" };
        told(context, &invited, |invited| {
            format!("the invitation of {login} {could} to {}", text(invited, "sent_to"))
        })
    }
}
