//! `token`: programs that may call the API.

use bailiwick_app::{
    AppError,
    administration::{Ctx, Refused},
    tokens::{Scope, Wanted},
};
use bailiwick_model::UserId;
use bailiwick_store::{StoreError, token};
use clap::{Args, Subcommand};
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::{
    Context, Outcome, Trouble,
    answers::{open, open_to_read},
    author::author,
    office::office,
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Make a token and show it, this once.
    Create(Create),
    /// List tokens, without their secrets. When one was used last is known to the minute.
    List,
    /// Remove a token, or all of them; programs that use it are refused at once.
    Delete(Delete),
}

/// Makes a token.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  bailiwick token create \"payroll\" --scope decide --days 90")]
pub(crate) struct Create {
    /// The program it is for.
    name: String,
    /// What it may be used for: decide, search, admin; several after each other or separated by commas.
    #[arg(long = "scope", required = true, num_args = 1.., value_delimiter = ',')]
    scopes: Vec<Scope>,
    /// The user that the token acts as, as the login of a service account; needed to administer. It is told what that user
    /// may see; without one it asks about everybody, and about nothing of Bailiwick's own.
    #[arg(long, value_name = "LOGIN")]
    user: Option<UserId>,
    /// For so many days; for ever when absent.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
}

/// Removes tokens.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick token delete 1f2e3d4c5b6a
  bailiwick token delete --all    # after a restore: what was removed since the backup is back")]
pub(crate) struct Delete {
    /// The token's id, as `token list` shows it.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    id: Option<String>,
    /// Remove every token there is.
    #[arg(long)]
    all: bool,
}

impl Token {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Create(command) => command.run(context),
            Self::List => list(context),
            Self::Delete(command) => command.run(context),
        }
    }
}

impl Create {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let now = context.now();
        let hours = self.days.map(|days| i64::from(days) * 24);
        let expires =
            hours.and_then(|hours| now.checked_add(hours.hours()).ok()).map(Timestamp::as_microsecond);
        let wanted = Wanted {
            name: self.name,
            scopes: self.scopes.into_iter().collect(),
            login: self.user,
            expires_us: expires,
        };
        let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|e| e.to_string());
        let config = context.config(Vec::new())?;
        let installation = open(&config)?;
        let office = office(&config, &installation)?;
        let ctx = Ctx::new(author(context));
        let issued = office.issue_token(&ctx, wanted, &mut entropy).map_err(|refused| match refused {
            Refused::App(error) => Trouble::from(error),
            other => Trouble::Environment(other.to_string()),
        })?;
        let secret = issued.secret.reveal();
        if context.json() {
            return Ok(Outcome::done(show::json(&json!({ "id": issued.token.id, "token": secret }))?));
        }
        Ok(Outcome::done(format!(
            "{secret}\nKeep it safe: it is not shown again. Its id is {}.",
            issued.token.id
        )))
    }
}

impl Delete {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let installation = open(&context.config(Vec::new())?)?;
        let ids = match self.id {
            Some(id) => vec![id],
            None => installation.database().read(token::list)?.into_iter().map(|token| token.id).collect(),
        };
        for id in &ids {
            installation.revoke_token(id, &author(context)).map_err(|error| match error {
                AppError::Store(StoreError::NotFound { what }) if what == format!("token {id}") => {
                    Trouble::Usage(format!("there is no token {id:?}; see `bailiwick token list`"))
                }
                error => error.into(),
            })?;
        }
        Ok(Outcome::done(match (self.all, context.json()) {
            (false, true) => show::json(&json!({ "deleted": ids.first() }))?,
            (true, true) => show::json(&json!({ "deleted": ids }))?,
            (false, false) => "removed".to_owned(),
            (true, false) => format!("{} removed", ids.len()),
        }))
    }
}

fn list(context: &Context) -> Result<Outcome, Trouble> {
    let installation = open_to_read(&context.config(Vec::new())?)?;
    let tokens = installation.database().read(token::list)?;
    let moment = |us: i64| {
        Timestamp::from_microsecond(us)
            .map(|t| t.strftime("%Y-%m-%d %H:%M UTC").to_string())
            .unwrap_or_default()
    };
    let scopes = |token: &token::Token| token.scopes.iter().map(ToString::to_string).collect::<Vec<_>>();
    if context.json() {
        let all: Vec<_> = tokens
            .iter()
            .map(|t| {
                json!({
                    "id": t.id, "name": t.name, "scopes": scopes(t), "created": moment(t.created_us),
                    "expires": t.expires_us.map(moment), "last_used": t.last_used_us.map(moment),
                })
            })
            .collect();
        return Ok(Outcome::done(show::json(&all)?));
    }
    let rows = tokens.iter().map(|t| {
        let expires = t.expires_us.map_or_else(|| "never".to_owned(), moment);
        let used = t.last_used_us.map_or_else(|| "never".to_owned(), moment);
        vec![t.id.clone(), t.name.clone(), scopes(t).join(", "), moment(t.created_us), expires, used]
    });
    Ok(Outcome::done(show::table(&["id", "name", "scopes", "created", "expires", "last used"], rows)))
}
