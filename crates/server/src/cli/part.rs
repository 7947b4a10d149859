//! `role`, `group`, `acl`, `rule` …: the parts of the policy, all with the same verbs, and `preview`.

mod fields;
mod role;

use std::{path::PathBuf, sync::Arc};

use bailiwick_app::{
    Live,
    administration::{Administration, Ctx, Listing, PolicyListing, Refused},
};
use bailiwick_protocol::rest::{
    FormError, Outcome as Changed, PolicyView, Preview as Gains, Proposed, merged, read,
};
use bailiwick_store::policy::PolicyKind;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    answers::{connect, open},
    author::author,
    show,
};
use fields::Fields;
pub(crate) use role::Role;

/// What can be done with the parts of a kind.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// List them.
    List(List),
    /// Show one as it is written.
    Show(One),
    /// Make one.
    Create(Create),
    /// Change one.
    Change(Change),
    /// Take one away. What others refer to stays; they are all named.
    Delete(Delete),
}

/// Lists parts.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Those whose id, or what is written, holds this text.
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Those that name this model.
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Those that name this group.
    #[arg(long, value_name = "ID")]
    group: Option<String>,
}

/// One part.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Its technical id.
    id: String,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposals {
    changes: Vec<Proposed>,
}

impl Part {
    pub(crate) fn run(self, context: &Context, kind: PolicyKind) -> Result<Outcome, Trouble> {
        match self {
            Self::List(command) => command.run(context, kind),
            Self::Show(One { id }) => {
                let shown = administration(context)?.show_policy(&ctx(context, false), kind, &id)?;
                Ok(Outcome::done(show::json(&shown.value)?))
            }
            Self::Create(Create { id, fields, dry_run }) => {
                create(context, kind, &id, &fields.body()?, dry_run)
            }
            Self::Change(Change { id, fields, dry_run }) => {
                change(context, kind, &id, &fields.patch()?, dry_run)
            }
            Self::Delete(Delete { id, dry_run }) => {
                let gone = administration(context)?.delete_policy(&ctx(context, dry_run), kind, &id)?.value;
                let told = if dry_run { "it would be removed" } else { "removed" };
                told_of(context, &gone, gone.preview.as_ref(), told.to_owned())
            }
        }
    }
}

impl List {
    fn run(self, context: &Context, kind: PolicyKind) -> Result<Outcome, Trouble> {
        let listing = PolicyListing {
            listing: Listing { search: self.search, limit: usize::MAX, ..Listing::default() },
            model: self.model,
            group: self.group,
            ..PolicyListing::of(kind)
        };
        let items = administration(context)?.list_policy(&ctx(context, false), &listing)?.value.0.items;
        if context.json() {
            return Ok(Outcome::done(show::json(&items)?));
        }
        let label =
            |item: &PolicyView| item.body.get("label").and_then(Json::as_str).unwrap_or_default().to_owned();
        let rows = items.iter().map(|item| {
            let origin =
                item.part_of.as_ref().map_or_else(|| item.origin.clone(), |role| format!("role {role}"));
            vec![item.id.clone(), label(item), origin]
        });
        Ok(Outcome::done(show::table(&["id", "label", "origin"], rows)))
    }
}

impl Preview {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let unreadable =
            |error: &dyn std::fmt::Display| Trouble::Usage(format!("{}: {error}", self.file.display()));
        let text = std::fs::read_to_string(&self.file).map_err(|error| unreadable(&error))?;
        let json: Json = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        let Proposals { changes } = read(json).map_err(|error: FormError| unreadable(&error))?;
        let preview = administration(context)?.preview(&ctx(context, true), &changes)?.value;
        Ok(Outcome::done(if context.json() { show::json(&preview)? } else { preview.sentences.join("\n") }))
    }
}

fn create(
    context: &Context,
    kind: PolicyKind,
    id: &str,
    body: &Map<String, Json>,
    dry_run: bool,
) -> Result<Outcome, Trouble> {
    let made = administration(context)?.create_policy(&ctx(context, dry_run), kind, id, body)?.value;
    let told = if dry_run { format!("{id} would be made") } else { format!("{id} is made") };
    told_of(context, &made, made.preview.as_ref(), told)
}

fn change(
    context: &Context,
    kind: PolicyKind,
    id: &str,
    patch: &Map<String, Json>,
    dry_run: bool,
) -> Result<Outcome, Trouble> {
    let edit = |body: &Map<String, Json>| merged(body, patch.clone());
    let changed: Changed<PolicyView> =
        administration(context)?.change_policy(&ctx(context, dry_run), kind, id, edit)?.value;
    let told = if dry_run { format!("{id} would be changed") } else { format!("{id} is changed") };
    told_of(context, &changed, changed.preview.as_ref(), told)
}

fn told_of<T: Serialize>(
    context: &Context,
    value: &T,
    preview: Option<&Gains>,
    told: String,
) -> Result<Outcome, Trouble> {
    if context.json() {
        return Ok(Outcome::done(show::json(value)?));
    }
    let lines = preview.into_iter().flat_map(|preview| preview.sentences.iter().cloned());
    Ok(Outcome::done(std::iter::once(told).chain(lines).collect::<Vec<_>>().join("\n")))
}

/// The policy of the database, with nobody beside who follows it.
fn administration(context: &Context) -> Result<Administration, Trouble> {
    let config = context.config(Vec::new())?;
    let installation = open(&config)?;
    let state = connect(installation.load()?, &config)?;
    Ok(Administration::new(installation, Arc::new(Live::new(state)), false))
}

fn ctx(context: &Context, dry_run: bool) -> Ctx {
    let ctx = Ctx::new(author(context));
    if dry_run { ctx.dry() } else { ctx }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::App(error) => error.into(),
            Refused::Busy | Refused::NotReady => Self::Environment(refused.to_string()),
            refused => Self::Usage(refused.to_string()),
        }
    }
}
