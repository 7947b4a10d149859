//! What `user`, `company`, `department`, `area`, `role`, `group` … have in common: their verbs, and the requests these make.

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::{
    Context, Outcome, Trouble, history,
    office::{Ask, Office, encoded, told},
    show,
};

/// A noun, as addresses and tables name it.
#[derive(Clone, Copy)]
pub(super) struct Noun {
    /// As in `/api/v1/companies`.
    pub(super) plural: &'static str,
    /// What a table shows: members, or JSON pointers to what is further inside.
    pub(super) columns: &'static [&'static str],
    /// One of them for people.
    pub(super) card: fn(&Json) -> String,
}

/// What is known of one, typed as flags.
pub(crate) trait Known: Args {
    /// The members of a body.
    fn members(self) -> Result<Map<String, Json>, Trouble>;
}

/// Looks at one of them.
#[derive(Debug, Subcommand)]
pub(crate) enum Look {
    /// Show one.
    Show(Named),
    /// What was done to one, newest first.
    Timeline(Timeline),
    /// Write a note on one.
    Note(Note),
}

/// Lists them.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// A filter in the domain language, as in [('area', '=', 'D-12')].
    #[arg(long)]
    domain: Option<String>,
    /// What to look for: beginnings of words of people's names, logins and addresses; of others, parts of names and codes.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// By id or name; with a minus the last first.
    #[arg(long, allow_hyphen_values = true)]
    order: Option<String>,
    /// So many at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// All of them, page after page.
    #[arg(long)]
    all: bool,
}

/// Names one.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Its login, code or technical id.
    #[arg(id = "which", value_name = "NAME")]
    name: String,
}

/// Changes what is known of one.
#[derive(Debug, Args)]
pub(crate) struct Change<K: Known> {
    /// Its login or code.
    #[arg(id = "which", value_name = "NAME")]
    name: String,
    #[command(flatten)]
    known: K,
    /// Take this away: a member as `show --json` prints it. Its flag with "" does the same.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Shows what was done to one.
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    named: Named,
    /// So many entries at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
}

/// Writes a note.
#[derive(Debug, Args)]
#[command(after_help = "A note stays as it is: whoever was wrong writes another one.")]
pub(crate) struct Note {
    #[command(flatten)]
    named: Named,
    /// What it says.
    text: String,
    /// Say whether it could be written, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Look {
    pub(super) fn run(self, context: &Context, noun: Noun) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::Show(Named { name }) => {
                let one = office.ask(Ask::new(Method::GET, noun.path(&name)))?;
                told(context, &one, noun.card)
            }
            Self::Timeline(Timeline { named: Named { name }, limit }) => {
                let ask = Ask::new(Method::GET, format!("{}/timeline", noun.path(&name)));
                let page = office.ask(ask.with("limit", Some(limit)))?;
                told(context, page.get("items").unwrap_or(&Json::Null), history::table)
            }
            Self::Note(Note { named: Named { name }, text, dry_run }) => {
                let ask = Ask::new(Method::POST, format!("{}/notes", noun.path(&name))).dry(dry_run);
                let entry = office.ask(ask.body(json!({ "text": text })))?;
                let verb = if dry_run { "could be noted on" } else { "noted on" };
                told(context, &entry, |_| format!("{verb} {name}"))
            }
        }
    }
}

impl List {
    pub(super) fn run(self, context: &Context, noun: Noun) -> Result<Outcome, Trouble> {
        self.narrowed(context, noun, &[])
    }

    /// The same, with wishes that are the noun's own.
    pub(super) fn narrowed(
        self,
        context: &Context,
        noun: Noun,
        wishes: &[(&str, Option<String>)],
    ) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        let (mut items, mut cursor) = (Vec::new(), None);
        loop {
            let ask = Ask::new(Method::GET, noun.all())
                .with("domain", self.domain.as_deref())
                .with("search", self.search.as_deref())
                .with("order", self.order.as_deref())
                .with("limit", Some(if self.all { 500 } else { self.limit }))
                .with("cursor", cursor.as_deref());
            let mut page =
                office.ask(wishes.iter().fold(ask, |ask, (name, wish)| ask.with(name, wish.as_deref())))?;
            if let Some(found) = page.get_mut("items").and_then(Json::as_array_mut) {
                items.append(found);
            }
            cursor = page.get("next_cursor").and_then(Json::as_str).map(str::to_owned);
            if cursor.is_none() || !self.all {
                break;
            }
        }
        told(context, &Json::Array(items), |items| {
            let rows = items.as_array().into_iter().flatten();
            let rows = rows.map(|one| noun.columns.iter().map(|column| text(one, column)).collect());
            let head: Vec<&str> = noun.columns.iter().map(|column| heading(column)).collect();
            let mut table = show::table(&head, rows);
            if cursor.is_some() {
                table.push_str("\nThere are more; take --all, or a filter.");
            }
            table
        })
    }
}

impl<K: Known> Change<K> {
    pub(super) fn run(self, context: &Context, noun: Noun) -> Result<Outcome, Trouble> {
        let Self { name, known, clear, dry_run } = self;
        let mut body = known.members()?;
        body.extend(clear.into_iter().map(|member| (member, Json::Null)));
        noun.change(context, &name, body, dry_run)
    }
}

impl Noun {
    pub(super) fn create(
        self,
        context: &Context,
        body: Map<String, Json>,
        dry_run: bool,
    ) -> Result<Outcome, Trouble> {
        if let Some((member, _)) = body.iter().find(|(_, value)| value.is_null()) {
            let why =
                format!("{member}: \"\" takes away what is there, and nothing is there yet; leave it out");
            return Err(Trouble::Usage(why));
        }
        let ask = Ask::new(Method::POST, self.all()).dry(dry_run).body(Json::Object(body));
        let made = Office::open(context)?.ask(ask)?;
        told(context, &made, |made| {
            let done = if dry_run { "Nothing was done. This would be made:" } else { "Made:" };
            format!("{done}\n{}", (self.card)(made))
        })
    }

    pub(super) fn change(
        self,
        context: &Context,
        name: &str,
        body: Map<String, Json>,
        dry_run: bool,
    ) -> Result<Outcome, Trouble> {
        if body.is_empty() {
            return Err(Trouble::Usage("nothing to change was named; see --help".to_owned()));
        }
        let ask = Ask::new(Method::PATCH, self.path(name)).dry(dry_run).body(Json::Object(body));
        let changed = Office::open(context)?.ask(ask)?;
        told(context, &changed, |changed| {
            let done = if dry_run { "Nothing was done. It would be:" } else { "Changed:" };
            format!("{done}\n{}", (self.card)(changed))
        })
    }

    /// Where all of them are.
    pub(super) fn all(self) -> String {
        format!("/api/v1/{}", self.plural)
    }

    /// Where one is.
    pub(super) fn path(self, name: &str) -> String {
        format!("/api/v1/{}/{}", self.plural, encoded(name))
    }
}

/// What a member is called above its column.
fn heading(member: &'static str) -> &'static str {
    match member {
        "display_name" => "name",
        "part_of" => "part of",
        member => member.rsplit('/').next().unwrap_or(member),
    }
}

/// Members of one, a line each; those that it has.
pub(super) fn members_of(one: &Json, members: &[&str]) -> Vec<String> {
    let known = members.iter().map(|member| (member.replace('_', " "), text(one, member)));
    known.filter(|(_, text)| !text.is_empty()).map(|(member, text)| format!("{member:<13} {text}")).collect()
}

/// What was given, as members of a body.
pub(super) fn members<const N: usize>(given: [(&str, Option<Json>); N]) -> Map<String, Json> {
    given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// A member for people, or what a JSON pointer leads to.
pub(super) fn text(object: &Json, member: &str) -> String {
    let found = if member.starts_with('/') { object.pointer(member) } else { object.get(member) };
    match found {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}
