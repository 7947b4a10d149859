//! The same done to many users.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::flags::Flags;
use crate::cli::{
    Context, Outcome, Trouble,
    job::Wait,
    line::Reach,
    noun::Known as _,
    office::{Ask, Office},
};

/// Does the same to many users, as a job.
#[derive(Debug, Args)]
#[command(
    subcommand_required = true,
    after_help = "\
Exits with 1 when it could not be done to somebody; `bailiwick job items` says why, `bailiwick job undo` takes it back.

Examples:
  bailiwick user batch give-role registrar --area D-12 --to 2027-03-31 --user asha --user ben
  bailiwick user batch end-role registrar --domain \"[('area', '=', 'D-12')]\" --dry-run
  bailiwick user batch state suspended --domain \"[('company', '=', 'acme')]\" --reason \"The contract has ended\"
  bailiwick user batch change --department sales --clear job_title --user sal
  bailiwick user batch reset-password --domain \"[('company', '=', 'acme')]\""
)]
pub(crate) struct Batch {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Give a role.
    GiveRole {
        /// The role, by id.
        role: String,
        #[command(flatten)]
        reach: Reach,
        #[command(flatten)]
        whom: Whom,
    },
    /// Have every line of a role count no longer from today on.
    EndRole {
        /// The role, by id.
        role: String,
        #[command(flatten)]
        whom: Whom,
    },
    /// Let in, keep out, or have leave.
    State {
        /// active, suspended, locked or left.
        state: String,
        #[command(flatten)]
        whom: Whom,
    },
    /// Change what is known.
    Change {
        #[command(flatten)]
        known: Box<Flags>,
        /// A custom attribute, as badge=7; nothing behind the = takes it away.
        #[arg(long, value_name = "NAME=VALUE")]
        attribute: Vec<String>,
        /// Take this away: a member of a user as `user show --json` prints it.
        #[arg(long, value_name = "MEMBER")]
        clear: Vec<String>,
        #[command(flatten)]
        whom: Whom,
    },
    /// Send each a letter with a link to choose a new password.
    ResetPassword {
        #[command(flatten)]
        whom: Whom,
    },
    /// Sign out everywhere; who may sign in can do so anew.
    EndSessions {
        #[command(flatten)]
        whom: Whom,
    },
}

/// To whom, and how.
#[derive(Debug, Args)]
struct Whom {
    /// To this user.
    #[arg(
        long = "user",
        value_name = "LOGIN",
        required_unless_present = "domain",
        conflicts_with = "domain"
    )]
    users: Vec<String>,
    /// To all whom you may see and this filter in the domain language matches; [] for everybody.
    #[arg(long)]
    domain: Option<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    wait: Wait,
}

impl Batch {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let (act, whom) = match self.act {
            Act::GiveRole { role, reach, whom } => (json!({ "give_role": reach.line(&role) }), whom),
            Act::EndRole { role, whom } => (json!({ "end_role": { "role": role } }), whom),
            Act::State { state, whom } => (json!({ "set_state": { "state": state } }), whom),
            Act::Change { known, attribute, clear, whom } => {
                let mut fields = known.members()?;
                fields.extend(clear.into_iter().map(|member| (member, Json::Null)));
                if !attribute.is_empty() {
                    fields.insert("attributes".to_owned(), Json::Object(attributes(&attribute)?));
                }
                if fields.is_empty() {
                    return Err(Trouble::Usage("nothing to change was named; see --help".to_owned()));
                }
                (json!({ "set_fields": fields }), whom)
            }
            Act::ResetPassword { whom } => (json!({ "request_password_reset": {} }), whom),
            Act::EndSessions { whom } => (json!({ "end_sessions": {} }), whom),
        };
        let Whom { users, domain, dry_run, wait } = whom;
        let body = match domain {
            Some(domain) => json!({ "act": act, "domain": domain }),
            None => json!({ "act": act, "logins": users }),
        };
        wait.made(context, office, Ask::new(Method::POST, "/api/v1/users/batch").dry(dry_run).body(body))
    }
}

/// Attributes as they are typed: a number or true and false where they are written like one, a text otherwise.
fn attributes(typed: &[String]) -> Result<Map<String, Json>, Trouble> {
    let one = |text: &String| match text.split_once('=') {
        Some((name, "")) => Ok((name.to_owned(), Json::Null)),
        Some((name, value)) => {
            let plain = serde_json::from_str(value).ok();
            let plain = plain.filter(|json: &Json| json.is_number() || json.is_boolean() || json.is_string());
            Ok((name.to_owned(), plain.unwrap_or_else(|| value.into())))
        }
        None => Err(Trouble::Usage(format!("--attribute {text:?}: write it as badge=7"))),
    };
    typed.iter().map(one).collect()
}
