//! `user password`, `user unlock`, `user sign-in` and `user sessions`: helping people who cannot get in, and ending what should not be open.

use axum::http::Method;
use clap::Args;
use serde_json::Value as Json;

use super::NOUN;
use crate::cli::{
    Context, Outcome, Trouble,
    noun::text,
    office::{Ask, Office, told},
};

/// Gives a password for once.
#[derive(Debug, Args)]
#[command(after_help = "\
It works for a week, and has to be changed at the first sign-in. It is shown this once; all sessions of the user end.

Examples:
  bailiwick user password asha")]
pub(crate) struct Password {
    /// Login.
    login: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

/// Lets somebody try again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user unlock asha")]
pub(crate) struct Unlock {
    /// Login.
    login: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

/// Says why somebody gets in, or does not.
#[derive(Debug, Args)]
#[command(after_help = "\
Each gate with what it would say now to the right password, and what gates said of late.

Examples:
  bailiwick user sign-in asha
  bailiwick user sign-in asha --from 192.0.2.7")]
pub(crate) struct SignIn {
    /// Login.
    login: String,
    /// The address that the user comes from.
    #[arg(long, value_name = "ADDRESS")]
    from: Option<String>,
}

/// Lists or ends sessions.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user sessions asha
  bailiwick user sessions asha --end")]
pub(crate) struct Sessions {
    /// Login.
    login: String,
    /// End all of them.
    #[arg(long)]
    end: bool,
    /// Do nothing, only say how many would end.
    #[arg(long, requires = "end")]
    dry_run: bool,
}

impl Password {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, dry_run } = self;
        let ask = Ask::new(Method::POST, format!("{}/temporary-password", NOUN.path(&login))).dry(dry_run);
        let given = Office::open(context)?.ask(ask)?;
        told(context, &given, |given| match given.get("password").and_then(Json::as_str) {
            Some(password) => format!(
                "{login} signs in with this password within a week, and has to change it then:\n  {password}"
            ),
            None => format!("{login} could be given a password"),
        })
    }
}

impl Unlock {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, dry_run } = self;
        let ask = Ask::new(Method::POST, format!("{}/unlock", NOUN.path(&login))).dry(dry_run);
        let done = Office::open(context)?.ask(ask)?;
        let may = if dry_run { "could" } else { "may" };
        told(context, &done, |_| format!("{login} {may} try again"))
    }
}

impl SignIn {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, from } = self;
        let mut ask = Ask::new(Method::GET, format!("{}/sign-in", NOUN.path(&login)));
        ask.query.extend(from.map(|from| ("from", from)));
        let diagnosis = Office::open(context)?.ask(ask)?;
        told(context, &diagnosis, |diagnosis| {
            let mut lines = vec!["With the right password, now:".to_owned()];
            lines.extend(members(diagnosis, "now").iter().map(said));
            let knocks = members(diagnosis, "knocks");
            if !knocks.is_empty() {
                lines.push("Of late:".to_owned());
            }
            for knock in knocks {
                let [outcome, way, address] = ["outcome", "pathway", "address"].map(|name| text(knock, name));
                lines.push(format!("  {}  {outcome:<8} {way} from {address}", moment(knock)));
                lines.extend(members(knock, "gates").iter().filter(|said| is_against(said)).map(said));
            }
            lines.join("\n")
        })
    }
}

impl Sessions {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { login, end, dry_run } = self;
        let office = Office::open(context)?;
        if end {
            let ask = Ask::new(Method::DELETE, format!("{}/sessions", NOUN.path(&login))).dry(dry_run);
            let ended = office.ask(ask)?;
            let verb = if dry_run { "would end" } else { "ended" };
            return told(context, &ended, |ended| {
                format!(
                    "{} sessions of {login} {verb}",
                    ended.get("ended").and_then(Json::as_i64).unwrap_or_default()
                )
            });
        }
        let security = office.ask(Ask::new(Method::GET, format!("{}/security", NOUN.path(&login))))?;
        told(context, &security, |security| {
            let sessions = members(security, "sessions");
            if sessions.is_empty() {
                return format!("{login} is signed in nowhere");
            }
            let line = |session: &Json| {
                let [id, address, agent] = ["id", "address", "agent"].map(|name| text(session, name));
                format!("{id}  {address}  {agent}")
            };
            sessions.iter().map(line).collect::<Vec<_>>().join("\n")
        })
    }
}

fn members<'j>(object: &'j Json, name: &str) -> &'j [Json] {
    object.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What a gate said, as a line.
fn said(said: &Json) -> String {
    let [gate, verdict, why] = ["gate", "verdict", "why"].map(|name| text(said, name));
    format!("  {gate:<14} {verdict:<10} {why}").trim_end().to_owned()
}

fn is_against(said: &Json) -> bool {
    matches!(text(said, "verdict").as_str(), "shut" | "wants")
}

fn moment(knock: &Json) -> String {
    let at = knock.get("at_us").and_then(Json::as_i64).unwrap_or_default();
    jiff::Timestamp::from_microsecond(at)
        .map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}
