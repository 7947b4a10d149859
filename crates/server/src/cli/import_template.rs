//! `import-template`: how the columns of other people's tables become ours.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum ImportTemplate {
    /// List templates.
    List,
    /// Show a template.
    Show(Named),
    /// Write a template, whether or not there was one of this name.
    Set(Box<Set>),
    /// Delete a template.
    Delete(Delete),
}

/// Names a template.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Name.
    name: String,
}

/// Deletes a template.
#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Name.
    name: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

/// Writes a template.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick import-template set hr --column \"Mail=email\" --column \"Unit=company\" --pass-over Note --key email
  bailiwick import-template set hr --file hr.json --default kind=client")]
pub(crate) struct Set {
    /// Name.
    name: String,
    /// A template as `show --json` prints it, to which the rest is added.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// What the file calls a column, and what it is.
    #[arg(long = "column", value_name = "HEADER=COLUMN")]
    columns: Vec<String>,
    /// A column of the file that is passed over.
    #[arg(long, value_name = "HEADER")]
    pass_over: Vec<String>,
    /// Pass over every column that nobody knows.
    #[arg(long)]
    pass_over_others: bool,
    /// What stands for a column that the file does not have.
    #[arg(long = "default", value_name = "COLUMN=VALUE")]
    defaults: Vec<String>,
    /// By what users are found: login, email or external_id.
    #[arg(long, value_name = "COLUMN")]
    key: Option<String>,
    /// How days are written: YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY.
    #[arg(long, value_name = "FORM")]
    dates: Option<String>,
    /// What an empty cell means: leave (what is there stays) or clear.
    #[arg(long, value_name = "WHAT")]
    empty: Option<String>,
    /// Say whether it could be written, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl ImportTemplate {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::List => {
                let all = all(&office)?;
                told(context, &Json::Object(all), |all| {
                    let rows = all.as_object().into_iter().flatten().map(|(name, template)| {
                        let columns = template.get("columns").and_then(Json::as_object).map_or(0, Map::len);
                        let key = template.get("key").and_then(Json::as_str).unwrap_or_default();
                        vec![name.clone(), key.to_owned(), columns.to_string()]
                    });
                    show::table(&["name", "found by", "columns"], rows)
                })
            }
            Self::Show(Named { name }) => {
                let missing = || Trouble::Usage(format!("there is no import template {name:?}"));
                let template = all(&office)?.remove(&name).ok_or_else(missing)?;
                Ok(Outcome::done(show::json(&template)?))
            }
            Self::Set(set) => {
                let body = set.body()?;
                let ask = Ask::new(Method::PUT, path(&set.name)).body(Json::Object(body));
                let written = office.ask(ask.dry(set.dry_run))?;
                let is = if set.dry_run { "could be" } else { "is" };
                told(context, &written, |_| format!("import template {} {is} written", set.name))
            }
            Self::Delete(Delete { name, dry_run }) => {
                office.ask(Ask::new(Method::DELETE, path(&name)).dry(dry_run))?;
                let is = if dry_run { "could be" } else { "is" };
                Ok(Outcome::done(format!("import template {name} {is} deleted")))
            }
        }
    }
}

impl Set {
    fn body(&self) -> Result<Map<String, Json>, Trouble> {
        let mut body = match &self.file {
            None => Map::new(),
            Some(file) => {
                let wrong = |why: String| Trouble::Usage(format!("{}: {why}", file.display()));
                let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
                serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?
            }
        };
        let columns = pairs("--column", &self.columns)?;
        let passed_over = self.pass_over.iter().map(|header| (header.clone(), Json::Null));
        add(&mut body, "columns", columns.into_iter().chain(passed_over));
        add(&mut body, "defaults", pairs("--default", &self.defaults)?.into_iter());
        let words = [("key", &self.key), ("dates", &self.dates), ("empty", &self.empty)];
        body.extend(
            words.into_iter().filter_map(|(name, word)| Some((name.to_owned(), word.clone()?.into()))),
        );
        if self.pass_over_others {
            body.insert("pass_over_others".to_owned(), true.into());
        }
        Ok(body)
    }
}

/// Adds members to a member of a template.
fn add(body: &mut Map<String, Json>, name: &str, members: impl Iterator<Item = (String, Json)>) {
    let mut members = members.peekable();
    if members.peek().is_some()
        && let Json::Object(known) = body.entry(name).or_insert_with(|| Map::new().into())
    {
        known.extend(members);
    }
}

fn pairs(flag: &str, typed: &[String]) -> Result<Vec<(String, Json)>, Trouble> {
    let pair = |text: &String| match text.rsplit_once('=') {
        Some((name, value)) => Ok((name.to_owned(), Json::from(value))),
        None => Err(Trouble::Usage(format!("{flag} {text:?}: write both, with = between them"))),
    };
    typed.iter().map(pair).collect()
}

fn all(office: &Office) -> Result<Map<String, Json>, Trouble> {
    let mut page = office.ask(Ask::new(Method::GET, "/api/v1/import-templates"))?;
    match page.get_mut("templates").map(Json::take) {
        Some(Json::Object(all)) => Ok(all),
        _ => Ok(Map::new()),
    }
}

fn path(name: &str) -> String {
    format!("/api/v1/import-templates/{}", encoded(name))
}
