//! `setting`: what holds at a place, where it comes from, and whether it is locked.

use axum::http::Method;
use bailiwick_model::{SettingLevel, SettingScope, UserId};
use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Setting {
    /// Every setting at a place: what counts there, and where it comes from.
    List(At),
    /// One setting at a place.
    Show(One),
    /// Set a value for a place and everything below it.
    Set(Set),
    /// Take a place's own value away, so that the one from above counts.
    Unset(Unset),
}

/// Names a place.
#[derive(Debug, Args)]
pub(crate) struct At {
    /// installation, company:CODE, department:CODE, area:CODE, role:ID or user:LOGIN.
    #[arg(long = "at", value_name = "PLACE", default_value = "installation", conflicts_with = "user")]
    scope: SettingScope,
    /// The same as --at user:LOGIN.
    #[arg(long, value_name = "LOGIN")]
    user: Option<UserId>,
}

impl At {
    /// Where its settings are.
    fn path(self, name: Option<&str>) -> String {
        path(&self.user.map_or(self.scope, SettingScope::User), name)
    }
}

/// Names a setting.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Its name, as `setting list` prints it.
    name: String,
    #[command(flatten)]
    at: At,
}

/// Sets a value.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick setting set language fil
  bailiwick setting set seats.limit 50 --at company:acme --reason \"Contract 2027\"
  bailiwick setting set account.recovery_days 7 --locked --at company:acme
  bailiwick setting set users.self_editable '[\"language\", \"phones\"]' --at company:acme
  bailiwick setting set factor.required everybody --at role:administrator --dry-run
  bailiwick setting set password.min_length 15 --require-change --dry-run
  bailiwick setting set network.allow '[\"10.0.0.0/8\"]' --user asha")]
pub(crate) struct Set {
    /// Its name.
    name: String,
    /// The value: a number, true, false or a list in JSON; anything else is a text.
    value: String,
    #[command(flatten)]
    at: At,
    /// Values below do not count then.
    #[arg(long)]
    locked: bool,
    /// Of password.min_length, password.composition and password.expiry_days: whoever's password falls short of it, or may do, chooses another one when he
    /// next signs in.
    #[arg(long)]
    require_change: bool,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Takes a value away.
#[derive(Debug, Args)]
pub(crate) struct Unset {
    /// Its name.
    name: String,
    #[command(flatten)]
    at: At,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Setting {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let (ask, many) = match self {
            Self::List(at) => (Ask::new(Method::GET, at.path(None)), true),
            Self::Show(One { name, at }) => (Ask::new(Method::GET, at.path(Some(&name))), false),
            Self::Set(Set { name, value, at, locked, require_change, dry_run }) => {
                let body =
                    json!({ "value": written(&value), "locked": locked, "require_change": require_change });
                (Ask::new(Method::PUT, at.path(Some(&name))).dry(dry_run).body(body), false)
            }
            Self::Unset(Unset { name, at, dry_run }) => {
                (Ask::new(Method::DELETE, at.path(Some(&name))).dry(dry_run), false)
            }
        };
        let settings = Office::open(context)?.ask(ask)?;
        told(context, &settings, |settings| {
            let one = std::slice::from_ref(settings);
            let all = if many { settings.as_array().map(Vec::as_slice).unwrap_or_default() } else { one };
            let more = format!("{}{}", touched(settings), outdated(settings));
            match more.trim_end() {
                "" => table(all),
                more => format!("{}\n{more}", table(all).trim_end()),
            }
        })
    }
}

/// Where a place's settings are.
fn path(scope: &SettingScope, name: Option<&str>) -> String {
    let noun = match scope.level() {
        SettingLevel::Installation => "",
        SettingLevel::Company => "/companies",
        SettingLevel::Department => "/departments",
        SettingLevel::Area => "/areas",
        SettingLevel::Role => "/roles",
        SettingLevel::User => "/users",
    };
    let place = if noun.is_empty() { String::new() } else { format!("{noun}/{}", encoded(scope.key())) };
    let name = name.map(|name| format!("/{}", encoded(name))).unwrap_or_default();
    format!("/api/v1{place}/settings{name}")
}

/// A value as somebody types it.
fn written(text: &str) -> Json {
    match serde_json::from_str(text) {
        Ok(value @ (Json::Number(_) | Json::Bool(_) | Json::Array(_) | Json::String(_))) => value,
        _ => text.into(),
    }
}

/// How many people a change would touch.
fn touched(setting: &Json) -> String {
    let Some(affects) = setting.get("affects") else { return String::new() };
    let count = |name: &str| affects.get(name).and_then(Json::as_u64).unwrap_or_default();
    let both = match count("otherwise") {
        0 => String::new(),
        both => format!(", and stricter in one thing and laxer in another for {both}"),
    };
    let people = match count("stricter") {
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    format!("It would be stricter for {people} and laxer for {}{both}.\n", count("laxer"))
}

/// Whose passwords fall short.
fn outdated(setting: &Json) -> String {
    let Some(passwords) = setting.get("passwords") else { return String::new() };
    let count = |name: &str| passwords.get(name).and_then(Json::as_u64).unwrap_or_default();
    let [weaker, unknown, older, required] = ["weaker", "unknown", "older", "required"].map(count);
    format!(
        "Passwords that fall short of it: {weaker} set when less was asked for, {older} older than they may be; of {unknown} it is not known. To be changed at \
         the next sign-in because of it: {required}.\n"
    )
}

fn table(settings: &[Json]) -> String {
    let text = |object: &Json, name: &str| match object.get(name) {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    };
    let rows = settings.iter().map(|setting| {
        let also = setting.get("also_from").and_then(Json::as_array).into_iter().flatten();
        let from = setting.get("from").into_iter().chain(also).filter_map(Json::as_str);
        let from = Some(from.collect::<Vec<_>>().join(", ")).filter(|from| !from.is_empty());
        vec![
            text(setting, "name"),
            text(setting, "value"),
            from.unwrap_or_else(|| "default".to_owned()),
            text(setting, "locked_by"),
            setting.get("own").map(|own| text(own, "value")).unwrap_or_default(),
        ]
    });
    show::table(&["setting", "value", "from", "locked by", "own value"], rows)
}
