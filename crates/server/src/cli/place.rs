//! What `company`, `department` and `area` have in common beside what every noun has.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    clearable::Clearable,
    line::lines,
    noun::{Change, Known, List, Look, Noun, members_of, text},
    office::{Ask, Office},
};

/// What can be done with places of a kind.
#[derive(Debug, Subcommand)]
pub(crate) enum Place<K: Known> {
    /// List those that you may see.
    List(List),
    #[command(flatten)]
    Look(Look),
    /// Make one.
    Create(Create<K>),
    /// Change one; its code never changes.
    Change(Change<K>),
    /// Move one, with all below it.
    Move(Move),
    /// Delete one to which nothing refers.
    Delete(Delete),
}

/// Makes a place.
#[derive(Debug, Args)]
pub(crate) struct Create<K: Known> {
    /// The code, which never changes.
    code: String,
    #[command(flatten)]
    known: K,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Moves a place.
#[derive(Debug, Args)]
pub(crate) struct Move {
    /// Code.
    code: String,
    /// Below which other one.
    #[arg(long = "below", value_name = "CODE", required_unless_present = "top")]
    parent: Option<String>,
    /// To the top, below none.
    #[arg(long, conflicts_with = "parent")]
    top: bool,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Deletes a place to which nothing refers.
#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Code.
    code: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl<K: Known> Place<K> {
    pub(super) fn run(self, context: &Context, noun: Noun) -> Result<Outcome, Trouble> {
        match self {
            Self::List(list) => list.run(context, noun),
            Self::Look(look) => look.run(context, noun),
            Self::Create(Create { code, known, dry_run }) => {
                let mut body = known.members()?;
                body.insert("code".to_owned(), code.into());
                noun.create(context, body, dry_run)
            }
            Self::Change(change) => change.run(context, noun),
            Self::Move(Move { code, parent, top: _, dry_run }) => {
                let parent = parent.map_or(Json::Null, Json::from);
                noun.change(context, &code, Map::from_iter([("parent".to_owned(), parent)]), dry_run)
            }
            Self::Delete(Delete { code, dry_run }) => {
                let ask = Ask::new(Method::DELETE, noun.path(&code));
                Office::open(context)?.ask(ask.dry(dry_run))?;
                Ok(Outcome::done(if dry_run { "it could be deleted" } else { "deleted" }))
            }
        }
    }
}

/// A place for people.
pub(super) fn card(place: &Json) -> String {
    let mut card = members_of(place, &["code", "name", "kind", "company", "parent", "timezone"]);
    if let Some(seats) = place.get("seats") {
        let number = |name: &str| seats.get(name).map_or("no limit".to_owned(), ToString::to_string);
        let (used, limit, state) = (number("used"), number("limit"), text(seats, "state"));
        card.push(format!("{:<13} {used} used, limit: {limit}, {state}", "seats"));
    }
    let all = place.get("lines").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    if !all.is_empty() {
        card.push(lines(all.iter()));
    }
    card.join("\n")
}

/// Adds the id among records: a number where it is written like one.
pub(super) fn with_id(mut body: Map<String, Json>, id: Option<Clearable<String>>) -> Map<String, Json> {
    if let Some(id) = id.map(Json::from) {
        let text = id.as_str().unwrap_or_default();
        let number = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
        body.insert("external_id".to_owned(), number.map_or(id, Json::from));
    }
    body
}
