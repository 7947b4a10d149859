//! `user create`: a user with a role line in one go.

use clap::Args;
use serde_json::json;

use super::{Flags, NOUN};
use crate::cli::{Context, Outcome, Trouble, line::Reach, noun::Known};

/// Makes a user.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The name to sign in with, which never changes; the address when absent.
    login: Option<String>,
    #[command(flatten)]
    known: Flags,
    /// Invite the person first; the account becomes active when the invitation is taken.
    #[arg(long)]
    invite: bool,
    /// Give this role, by id or label.
    #[arg(long)]
    role: Option<String>,
    #[command(flatten)]
    reach: Reach,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Create {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, known, invite, role, reach, dry_run } = self;
        let mut body = known.members()?;
        if let Some(login) = login {
            body.insert("login".to_owned(), login.into());
        }
        if invite {
            body.insert("invite".to_owned(), true.into());
        }
        match role {
            Some(role) => drop(body.insert("lines".to_owned(), json!([reach.line(&role)]))),
            None if reach.is_given() => {
                let text = "--area, --in-company, --from and --to say where and when a role counts; name it with --role";
                return Err(Trouble::Usage(text.to_owned()));
            }
            None => {}
        }
        NOUN.create(context, body, dry_run)
    }
}
