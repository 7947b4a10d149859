//! What `company`, `department` and `area` have in common: lists, cards, and the same six requests.

use axum::http::Method;
use clap::Args;
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    show,
    user::{Reach, lines},
};

/// A kind of place, as addresses and tables name it.
pub(super) struct Noun {
    /// As in `/api/v1/companies`.
    pub(super) plural: &'static str,
    /// What a table shows.
    pub(super) columns: &'static [&'static str],
}

/// Lists places.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// A filter in the domain language, as in [('id', 'child_of', 'P-1')].
    #[arg(long)]
    domain: Option<String>,
    /// Parts of names and codes.
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

/// Names a place.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Code.
    code: String,
}

/// Moves a place.
#[derive(Debug, Args)]
pub(crate) struct Move {
    /// Code.
    code: String,
    /// Below which other one; at the top when absent.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<String>,
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

/// Gives a role to everybody in a place.
#[derive(Debug, Args)]
pub(crate) struct Grant {
    /// Code.
    code: String,
    /// The role, by id or label.
    role: String,
    #[command(flatten)]
    reach: Reach,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Noun {
    pub(super) fn list(&self, context: &Context, list: &List) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        let (mut items, mut cursor) = (Vec::new(), None);
        loop {
            let ask = Ask::new(Method::GET, self.all())
                .with("domain", list.domain.as_deref())
                .with("search", list.search.as_deref())
                .with("order", list.order.as_deref())
                .with("limit", Some(if list.all { 500 } else { list.limit }))
                .with("cursor", cursor.as_deref());
            let mut page = office.ask(ask)?;
            if let Some(found) = page.get_mut("items").and_then(Json::as_array_mut) {
                items.append(found);
            }
            cursor = page.get("next_cursor").and_then(Json::as_str).map(str::to_owned);
            if cursor.is_none() || !list.all {
                break;
            }
        }
        told(context, &Json::Array(items), |items| {
            let rows = items.as_array().into_iter().flatten();
            let rows = rows.map(|place| self.columns.iter().map(|column| text(place, column)).collect());
            let mut table = show::table(self.columns, rows);
            if cursor.is_some() {
                table.push_str("\nThere are more; take --all, or a filter.");
            }
            table
        })
    }

    pub(super) fn show(&self, context: &Context, Named { code }: &Named) -> Result<Outcome, Trouble> {
        let place = Office::open(context)?.ask(Ask::new(Method::GET, self.path(code)))?;
        told(context, &place, |place| self.card(place))
    }

    pub(super) fn create(
        &self,
        context: &Context,
        code: &str,
        mut body: Map<String, Json>,
        dry_run: bool,
    ) -> Result<Outcome, Trouble> {
        body.insert("code".to_owned(), code.into());
        let ask = Ask::new(Method::POST, self.all()).dry(dry_run).body(Json::Object(body));
        let made = Office::open(context)?.ask(ask)?;
        told(context, &made, |made| {
            let done = if dry_run { "Nothing was done. This would be made:" } else { "Made:" };
            format!("{done}\n{}", self.card(made))
        })
    }

    pub(super) fn change(
        &self,
        context: &Context,
        code: &str,
        mut body: Map<String, Json>,
        clear: Vec<String>,
        dry_run: bool,
    ) -> Result<Outcome, Trouble> {
        body.extend(clear.into_iter().map(|member| (member, Json::Null)));
        if body.is_empty() {
            return Err(Trouble::Usage("nothing to change was named; see --help".to_owned()));
        }
        let ask = Ask::new(Method::PATCH, self.path(code)).dry(dry_run).body(Json::Object(body));
        let changed = Office::open(context)?.ask(ask)?;
        told(context, &changed, |changed| {
            let done = if dry_run { "Nothing was done. It would be:" } else { "Changed:" };
            format!("{done}\n{}", self.card(changed))
        })
    }

    pub(super) fn move_to(&self, context: &Context, to: Move) -> Result<Outcome, Trouble> {
        let Move { code, parent, dry_run } = to;
        let parent = parent.map_or(Json::Null, Json::from);
        let body = Map::from_iter([("parent".to_owned(), parent)]);
        self.change(context, &code, body, Vec::new(), dry_run)
    }

    pub(super) fn delete(&self, context: &Context, delete: &Delete) -> Result<Outcome, Trouble> {
        let Delete { code, dry_run } = delete;
        Office::open(context)?.ask(Ask::new(Method::DELETE, self.path(code)).dry(*dry_run))?;
        Ok(Outcome::done(if *dry_run { "it could be deleted" } else { "deleted" }))
    }

    pub(super) fn grant(&self, context: &Context, grant: &Grant) -> Result<Outcome, Trouble> {
        let Grant { code, role, reach, dry_run } = grant;
        let ask = Ask::new(Method::POST, format!("{}/role-lines", self.path(code)));
        let line = Office::open(context)?.ask(ask.dry(*dry_run).body(reach.line(role)))?;
        told(context, &line, |line| {
            let done = if *dry_run { "Nothing was done. This would be granted:" } else { "Granted:" };
            format!("{done}\n{}", lines(std::iter::once(line)))
        })
    }

    fn all(&self) -> String {
        format!("/api/v1/{}", self.plural)
    }

    fn path(&self, code: &str) -> String {
        format!("/api/v1/{}/{}", self.plural, encoded(code))
    }

    /// A place for people.
    fn card(&self, place: &Json) -> String {
        let known = self.columns.iter().map(|column| (column, text(place, column)));
        let mut card: Vec<String> = known
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| format!("{column:<12} {text}"))
            .collect();
        if let Some(seats) = place.get("seats") {
            let number = |name: &str| seats.get(name).map_or("no limit".to_owned(), ToString::to_string);
            card.push(format!(
                "{:<12} {} used, limit: {}, {}",
                "seats",
                number("used"),
                number("limit"),
                text(seats, "state")
            ));
        }
        let all = place.get("lines").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        if !all.is_empty() {
            card.push(lines(all.iter()));
        }
        card.join("\n")
    }
}

/// The texts that were given, as members of a body.
pub(super) fn members<const N: usize>(texts: [(&str, Option<String>); N]) -> Map<String, Json> {
    texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))).collect()
}

/// Adds the id among records: a number where it is written like one.
pub(super) fn with_id(mut body: Map<String, Json>, id: Option<String>) -> Map<String, Json> {
    if let Some(id) = id {
        let number = id.parse::<i64>().ok().filter(|number| number.to_string() == id);
        body.insert("external_id".to_owned(), number.map_or_else(|| id.into(), Json::from));
    }
    body
}

fn text(object: &Json, member: &str) -> String {
    match object.get(member) {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}
