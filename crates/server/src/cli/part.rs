//! `role`, `group`, `acl`, `rule` …: the parts of the policy, all with the same verbs, and `preview`.

mod fields;
mod role;

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    noun::{List, Look, Noun},
    office::{Ask, Office, told},
    show,
};
use fields::Fields;
pub(crate) use role::Role;

/// What can be done with the parts of a kind.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// List them.
    List(Narrowed),
    #[command(flatten)]
    Look(Look),
    /// Make one.
    Create(Create),
    /// Change one.
    Change(Change),
    /// Take one away. What others refer to stays; they are all named.
    Delete(Delete),
}

/// Lists parts.
#[derive(Debug, Args)]
pub(crate) struct Narrowed {
    #[command(flatten)]
    list: List,
    /// Those that name this model.
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Those that name this group.
    #[arg(long, value_name = "ID")]
    group: Option<String>,
}

/// Makes a part.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its technical id, which never changes.
    id: String,
    #[command(flatten)]
    fields: Fields,
    /// Only tell who would gain and who would lose what.
    #[arg(long)]
    dry_run: bool,
}

/// Changes a part.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Its technical id.
    id: String,
    #[command(flatten)]
    fields: Fields,
    /// Only tell who would gain and who would lose what.
    #[arg(long)]
    dry_run: bool,
}

/// Takes a part away.
#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Its technical id.
    id: String,
    /// Only tell who would lose what.
    #[arg(long)]
    dry_run: bool,
}

/// Tells who would gain and who would lose what.
#[derive(Debug, Args)]
#[command(after_help = "\
The file is JSON: {\"changes\": [{\"add_line\": {\"user\": \"asha\", \"line\": {\"role\": \"auditor\"}}}, …]}; docs/administration.md lists what a
change can be. Nothing is changed.

Example:
  bailiwick preview changes.json")]
pub(crate) struct Preview {
    /// What would be done.
    file: PathBuf,
}

impl Part {
    /// `all` is where all of the kind are: `groups`.
    pub(crate) fn run(self, context: &Context, all: &'static str) -> Result<Outcome, Trouble> {
        let noun = noun(all);
        match self {
            Self::List(Narrowed { list, model, group }) => {
                list.narrowed(context, noun, &[("model", model), ("group", group)])
            }
            Self::Look(look) => look.run(context, noun),
            Self::Create(Create { id, fields, dry_run }) => {
                create(context, noun, &id, fields.body()?, dry_run)
            }
            Self::Change(Change { id, fields, dry_run }) => {
                let patch = Json::Object(fields.patch()?);
                let ask = Ask::new(Method::PATCH, noun.path(&id)).dry(dry_run).body(patch);
                let done = if dry_run { "would be changed" } else { "is changed" };
                gains(context, ask, format!("{id} {done}"))
            }
            Self::Delete(Delete { id, dry_run }) => {
                let ask = Ask::new(Method::DELETE, noun.path(&id)).dry(dry_run);
                gains(context, ask, if dry_run { "it would be removed" } else { "removed" }.to_owned())
            }
        }
    }
}

impl Preview {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let unreadable =
            |error: &dyn std::fmt::Display| Trouble::Usage(format!("{}: {error}", self.file.display()));
        let text = std::fs::read_to_string(&self.file).map_err(|error| unreadable(&error))?;
        let changes: Json = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        let ask = Ask::new(Method::POST, "/api/v1/preview").body(changes);
        let preview = Office::connected(context)?.ask(ask)?;
        told(context, &preview, |preview| sentences(preview).join("\n"))
    }
}

/// A kind of part, by where all of them are.
fn noun(plural: &'static str) -> Noun {
    Noun { plural, columns: &["id", "/body/label", "origin", "part_of"], card }
}

/// A part for people: as it is written.
fn card(part: &Json) -> String {
    show::json(part).unwrap_or_default()
}

fn create(
    context: &Context,
    noun: Noun,
    id: &str,
    body: Map<String, Json>,
    dry_run: bool,
) -> Result<Outcome, Trouble> {
    let part = serde_json::json!({ "id": id, "body": body });
    let ask = Ask::new(Method::POST, noun.all()).dry(dry_run).body(part);
    gains(context, ask, format!("{id} {}", if dry_run { "would be made" } else { "is made" }))
}

/// Sends a change and says what it did, or whom it would give and take what.
fn gains(context: &Context, ask: Ask<'_>, done: String) -> Result<Outcome, Trouble> {
    let changed = Office::connected(context)?.ask(ask)?;
    told(context, &changed, |changed| {
        let preview = changed.get("preview").map(sentences).unwrap_or_default();
        std::iter::once(done).chain(preview).collect::<Vec<_>>().join("\n")
    })
}

/// Who gains and who loses what, for people.
fn sentences(preview: &Json) -> Vec<String> {
    let told = preview.get("sentences").and_then(Json::as_array).into_iter().flatten();
    told.filter_map(Json::as_str).map(str::to_owned).collect()
}
