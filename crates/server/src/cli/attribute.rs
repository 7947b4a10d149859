//! `attribute`: custom attributes of accounts.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Attribute {
    /// List custom attributes.
    List,
    /// Show a custom attribute.
    Show(Named),
    /// Say what a custom attribute is, whether or not there was one of this name.
    Set(Set),
    /// Delete a custom attribute that nobody has.
    Delete(Delete),
}

/// Names an attribute.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Name.
    name: String,
}

/// Says what an attribute is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick attribute set badge --label Badge --kind number --unique --required
  bailiwick attribute set shift --label Shift --kind choice --choice day --choice night --self write")]
pub(crate) struct Set {
    /// Name.
    name: String,
    /// Its name on screens.
    #[arg(long)]
    label: String,
    /// text, number, boolean, date, choice, email or url.
    #[arg(long)]
    kind: String,
    /// Something to choose.
    #[arg(long = "choice", value_name = "TEXT")]
    choices: Vec<String>,
    /// Every new account must have it.
    #[arg(long)]
    required: bool,
    /// No two accounts may have the same.
    #[arg(long)]
    unique: bool,
    /// Characters of a text at most.
    #[arg(long, value_name = "CHARACTERS")]
    max_length: Option<u16>,
    /// What people may do with their own: hidden, read or write.
    #[arg(long = "self", value_name = "WHAT")]
    own: Option<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Deletes an attribute.
#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Name.
    name: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl Attribute {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::List => {
                let page = office.ask(Ask::new(Method::GET, "/api/v1/attributes"))?;
                let all = page.get("attributes").cloned().unwrap_or_default();
                told(context, &all, |all| {
                    let rows = all.as_object().into_iter().flatten();
                    let columns = ["label", "kind", "required", "unique", "self", "choices"];
                    let rows = rows.map(|(name, field)| {
                        let cells = columns.iter().map(|column| text(field, column));
                        std::iter::once(name.clone()).chain(cells).collect()
                    });
                    show::table(&["name", "label", "kind", "required", "unique", "self", "choices"], rows)
                })
            }
            Self::Show(Named { name }) => {
                Ok(Outcome::done(show::json(&office.ask(Ask::new(Method::GET, path(&name)))?)?))
            }
            Self::Set(set) => {
                let (name, dry_run) = (set.name.clone(), set.dry_run);
                let ask = Ask::new(Method::PUT, path(&name)).dry(dry_run).body(Json::Object(set.body()));
                let written = office.ask(ask)?;
                told(context, &written, |_| {
                    format!("attribute {name} {} written", if dry_run { "could be" } else { "is" })
                })
            }
            Self::Delete(Delete { name, dry_run }) => {
                office.ask(Ask::new(Method::DELETE, path(&name)).dry(dry_run))?;
                let done = if dry_run { "could be" } else { "is" };
                Ok(Outcome::done(format!("attribute {name} {done} deleted")))
            }
        }
    }
}

impl Set {
    fn body(self) -> Map<String, Json> {
        let mut body = Map::new();
        body.insert("label".to_owned(), self.label.into());
        body.insert("kind".to_owned(), self.kind.into());
        if !self.choices.is_empty() {
            body.insert("choices".to_owned(), self.choices.into());
        }
        for (name, flag) in [("required", self.required), ("unique", self.unique)] {
            if flag {
                body.insert(name.to_owned(), true.into());
            }
        }
        body.extend(self.max_length.map(|most| ("max_length".to_owned(), most.into())));
        body.extend(self.own.map(|own| ("self".to_owned(), own.into())));
        body
    }
}

fn text(object: &Json, member: &str) -> String {
    match object.get(member) {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(texts)) => texts.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", "),
        Some(Json::Bool(true)) => "yes".to_owned(),
        _ => String::new(),
    }
}

fn path(name: &str) -> String {
    format!("/api/v1/attributes/{}", encoded(name))
}
