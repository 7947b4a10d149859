//! `user`: people and programs, with their role lines.

mod batch;
mod create;
mod exceptions;
mod flags;
mod invite;
mod security;
mod table;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    line::{Grant, lines},
    noun::{Change, List, Look, Noun, members_of, text},
    office::{Ask, Office, told},
};
use create::Create;
use flags::Flags;

const NOUN: Noun = Noun {
    plural: "users",
    columns: &["login", "display_name", "kind", "company", "area", "state", "email"],
    card,
};

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// List users that you may see.
    List(List),
    #[command(flatten)]
    Look(Look),
    /// Make a user, with a role line if you like.
    Create(Box<Create>),
    /// Change what is known of a user.
    Change(Box<Change<Flags>>),
    /// Let a user in, or keep one out.
    State(State),
    /// Give a user a role.
    Grant(Grant),
    /// Have a user leave.
    Leave(Leave),
    /// Take in a table of users.
    Import(table::Import),
    /// Take users away, as a table or as JSON.
    Export(table::Export),
    /// Do the same to many users.
    Batch(batch::Batch),
    /// Give a user groups without a role, or take them.
    Groups(exceptions::Groups),
    /// Exceptions for one user alone.
    Override(exceptions::Exceptions),
    /// Send a user an invitation.
    Invite(invite::Invite),
    /// Give a user a password for once.
    Password(security::Password),
    /// Let a user try again who failed too often to sign in.
    Unlock(security::Unlock),
    /// Say why a user gets in, or does not.
    SignIn(security::SignIn),
    /// List or end the sessions of a user.
    Sessions(security::Sessions),
}

/// Lets in, or keeps out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user state asha suspended --reason \"Lost her laptop\"
  bailiwick user state asha active")]
pub(crate) struct State {
    /// Login.
    login: String,
    /// active, suspended, locked or left.
    state: String,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Has a user leave.
#[derive(Debug, Args)]
#[command(after_help = "\
For 30 days it can be undone with `bailiwick user state LOGIN suspended`.

Examples:
  bailiwick user leave asha --reason \"Moved abroad\"")]
pub(crate) struct Leave {
    /// Login.
    login: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl User {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::List(list) => list.run(context, NOUN),
            Self::Look(look) => look.run(context, NOUN),
            Self::Create(create) => create.run(context),
            Self::Change(change) => change.run(context, NOUN),
            Self::State(State { login, state, dry_run }) => {
                let ask = Ask::new(Method::PUT, format!("{}/state", NOUN.path(&login)));
                let user = Office::open(context)?.ask(ask.dry(dry_run).body(json!({ "state": state })))?;
                told(context, &user, |user| {
                    let is = if dry_run { "would be" } else { "is" };
                    format!("{} {is} {}", text(user, "login"), text(user, "state"))
                })
            }
            Self::Grant(grant) => grant.run(context, NOUN),
            Self::Leave(Leave { login, dry_run }) => {
                Office::open(context)?.ask(Ask::new(Method::DELETE, NOUN.path(&login)).dry(dry_run))?;
                let done = if dry_run { "could leave" } else { "has left" };
                Ok(Outcome::done(format!("{login} {done}")))
            }
            Self::Import(import) => import.run(context, &Office::open(context)?),
            Self::Export(export) => export.run(context, &Office::open(context)?),
            Self::Batch(batch) => batch.run(context, &Office::open(context)?),
            Self::Groups(groups) => groups.run(context, &Office::open(context)?),
            Self::Override(exceptions) => exceptions.run(context, &Office::open(context)?),
            Self::Invite(invite) => invite.run(context),
            Self::Password(password) => password.run(context),
            Self::Unlock(unlock) => unlock.run(context),
            Self::SignIn(sign_in) => sign_in.run(context),
            Self::Sessions(sessions) => sessions.run(context),
        }
    }
}

/// A user for people.
fn card(user: &Json) -> String {
    let members = [
        "login",
        "display_name",
        "state",
        "valid_from",
        "valid_to",
        "kind",
        "company",
        "department",
        "area",
        "email",
        "job_title",
        "language",
        "timezone",
    ];
    let mut card = members_of(user, &members);
    for phone in user.get("phones").and_then(Json::as_array).into_iter().flatten() {
        card.push(format!("{:<13} {} ({})", "phone", text(phone, "number"), text(phone, "kind")));
    }
    let all = user.get("lines").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    if !all.is_empty() {
        card.push(lines(all.iter()));
    }
    card.join("\n")
}
