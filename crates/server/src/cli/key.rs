//! `key`: API keys, with which programs call.

use axum::http::Method;
use bailiwick_app::{
    AppError,
    api_keys::{ApiKey, MARK, Scope, Wanted},
};
use bailiwick_model::UserId;
use bailiwick_server::curl;
use bailiwick_store::{StoreError, api_key};
use clap::{Args, Subcommand};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    answers::{open, open_to_read},
    author::author,
    noun::text,
    office::{Ask, Office, encoded, told},
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key and show it, this once.
    Create(Create),
    /// List keys, without their secrets. When one was used last is known to the minute.
    List(List),
    /// Delete a key, or all of them; programs that use it are refused at once.
    Delete(Delete),
}

/// Makes a key.
#[derive(Debug, Args)]
#[command(after_help = "\
A key without a user is made on the machine alone. Of a server's users, service accounts are given keys by whoever manages them; people make
their own when they are signed in.

Examples:
  bailiwick key create \"payroll\" --scope decide --user payroll-robot --days 90
  bailiwick key create \"reports\" --scope read,search --user reports-robot --server https://access.example.org
  bailiwick key create \"gateway\" --scope decide    # acts for nobody, asks about everybody")]
pub(crate) struct Create {
    /// The program it is for.
    name: String,
    /// What it may be used for: decide, search, read (looking at people and policy), admin (changing them, too); several after each other or separated by
    /// commas.
    #[arg(long = "scope", required = true, num_args = 1.., value_delimiter = ',')]
    scopes: Vec<Scope>,
    /// The user that the key acts as, as the login of a service account; needed to administer. It is told what that user
    /// may see; without one it asks about everybody, and about nothing of Bailiwick's own.
    #[arg(long, value_name = "LOGIN")]
    user: Option<UserId>,
    /// For so many days; for ever when absent.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Do nothing, only see whether it could be made.
    #[arg(long, requires = "user")]
    dry_run: bool,
}

/// Lists keys.
#[derive(Debug, Args)]
#[command(after_help = "\
On the machine all there are, or those of one user; from a server your own, or those of a user whom you manage.

Examples:
  bailiwick key list
  bailiwick key list --user payroll-robot")]
pub(crate) struct List {
    /// Those that act as this user.
    #[arg(long, value_name = "LOGIN")]
    user: Option<UserId>,
}

/// Deletes keys.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick key delete 1f2e3d4c5b6a
  bailiwick key delete 1f2e3d4c5b6a --user payroll-robot --server https://access.example.org
  bailiwick key delete --all    # after a restore: what was deleted since the backup is back")]
pub(crate) struct Delete {
    /// The key's id, as `key list` shows it.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    id: Option<String>,
    /// Whose it is; on a server your own when absent.
    #[arg(long, value_name = "LOGIN", conflicts_with = "all")]
    user: Option<UserId>,
    /// Delete every key there is, on the machine.
    #[arg(long)]
    all: bool,
}

impl Key {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Create(command) => command.run(context),
            Self::List(command) => command.run(context),
            Self::Delete(command) => command.run(context),
        }
    }
}

/// Where an account's keys are, in the API.
fn path(user: Option<&UserId>) -> String {
    match user {
        Some(login) => format!("/api/v1/users/{}/keys", encoded(login)),
        None => "/api/v1/me/keys".to_owned(),
    }
}

/// Whether somebody's account is asked about, and not the machine itself.
fn is_of_somebody(context: &Context, user: Option<&UserId>) -> bool {
    user.is_some() || context.global.server.is_some()
}

impl Create {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        if !is_of_somebody(context, self.user.as_ref()) {
            return self.of_nobody(context);
        }
        let scopes: Vec<String> = self.scopes.iter().map(ToString::to_string).collect();
        let body = json!({ "name": self.name, "scopes": scopes, "days": self.days });
        let ask = Ask::new(Method::POST, path(self.user.as_ref())).dry(self.dry_run).body(body);
        let made = Office::open(context)?.ask(ask)?;
        told(context, &made, |made| match made.get("key").and_then(Json::as_str) {
            Some(key) => shown(key, &text(made, "id"), &text(made, "curl")),
            None => format!("{:?} could be made", self.name),
        })
    }

    /// For a program that asks about everybody.
    fn of_nobody(self, context: &Context) -> Result<Outcome, Trouble> {
        let hours = self.days.map(|days| i64::from(days) * 24);
        let ends = hours.and_then(|hours| context.now().checked_add(hours.hours()).ok());
        let wanted = Wanted {
            name: self.name,
            scopes: self.scopes.into_iter().collect(),
            login: None,
            expires_us: ends.map(Timestamp::as_microsecond),
        };
        let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|e| e.to_string());
        let config = context.config(Vec::new())?;
        let issued = open(&config)?.make_key(wanted, &author(context), &mut entropy)?;
        let (id, key) = (&issued.key.id, issued.secret.reveal());
        let curl = curl::line(&config.public_url(), key, &issued.key.scopes, None);
        if context.json() {
            return Ok(Outcome::done(show::json(&json!({ "id": id, "key": key, "curl": curl }))?));
        }
        Ok(Outcome::done(shown(key, id, &curl)))
    }
}

/// A new key, for people.
fn shown(key: &str, id: &str, curl: &str) -> String {
    format!("{key}\nKeep it safe: it is not shown again. Its id is {id}. To try it:\n  {curl}")
}

impl List {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let keys = if is_of_somebody(context, self.user.as_ref()) {
            Office::open(context)?.ask(Ask::new(Method::GET, path(self.user.as_ref())))?
        } else {
            let installation = open_to_read(&context.config(Vec::new())?)?;
            Json::Array(installation.database().read(api_key::list)?.iter().map(view).collect())
        };
        told(context, &keys, |keys| {
            let rows = keys.as_array().into_iter().flatten().map(row);
            show::table(&["id", "name", "user", "scopes", "made", "ends", "last used"], rows)
        })
    }
}

/// A key of whoever, as the API shows one of somebody's.
fn view(key: &ApiKey) -> Json {
    let ApiKey { id, name, scopes, login, created_us, expires_us, last_used_us, .. } = key;
    let scopes: Vec<String> = scopes.iter().map(ToString::to_string).collect();
    json!({
        "id": id, "prefix": format!("{MARK}{id}_"), "name": name, "login": login, "scopes": scopes,
        "made_us": created_us, "ends_us": expires_us, "used_us": last_used_us,
    })
}

fn row(key: &Json) -> Vec<String> {
    let moment = |name: &str| {
        let at = key.get(name).and_then(Json::as_i64).and_then(|us| Timestamp::from_microsecond(us).ok());
        at.map_or_else(|| "never".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
    };
    let scopes = key.get("scopes").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    vec![
        text(key, "id"),
        text(key, "name"),
        text(key, "login"),
        scopes.collect::<Vec<_>>().join(", "),
        moment("made_us"),
        moment("ends_us"),
        moment("used_us"),
    ]
}

impl Delete {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        if let Some(id) = self.id.as_ref().filter(|_| is_of_somebody(context, self.user.as_ref())) {
            let path = format!("{}/{}", path(self.user.as_ref()), encoded(id));
            let _gone = Office::open(context)?.ask(Ask::new(Method::DELETE, path))?;
            return told(context, &json!({ "deleted": id }), |_| "deleted".to_owned());
        }
        let installation = open(&context.config(Vec::new())?)?;
        let ids = match self.id {
            Some(id) => vec![id],
            None => installation.database().read(api_key::list)?.into_iter().map(|key| key.id).collect(),
        };
        for id in &ids {
            installation.delete_key(id, &author(context)).map_err(|error| match error {
                AppError::Store(StoreError::NotFound { what }) if what == format!("key {id}") => {
                    Trouble::Usage(format!("there is no key {id:?}; see `bailiwick key list`"))
                }
                error => error.into(),
            })?;
        }
        Ok(Outcome::done(match (self.all, context.json()) {
            (false, true) => show::json(&json!({ "deleted": ids.first() }))?,
            (true, true) => show::json(&json!({ "deleted": ids }))?,
            (false, false) => "deleted".to_owned(),
            (true, false) => format!("{} deleted", ids.len()),
        }))
    }
}
