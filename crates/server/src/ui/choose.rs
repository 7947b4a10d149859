//! `/choose`: the page where a list is given a place: the company that it is limited to, or one that it is filtered by.

use std::sync::Arc;

use askama::Template;
use axum::{Router, http::StatusCode, response::Response, routing::get};
use bailiwick_app::administration::{Choice, Offered, Offers, Seeking, Sought};

use super::{next::Next, page::Page, query::Query, shell::Shell, visit::Visit};
use crate::http::{Gate, Refusal};

const HERE: &str = "/choose";

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The company that all lists are limited to.
    Limit,
    /// The company whose people are listed.
    Company,
    /// The department whose people are listed.
    Department,
    /// The area whose people are listed.
    Area,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct ChoosePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    wanted: Wanted,
    /// What the search keeps of the address.
    kept: &'p [(String, String)],
    search: String,
    under: Option<(String, String)>,
    /// That list as it is where nothing is chosen.
    bare: String,
    top: String,
    rows: Vec<Row>,
    more: bool,
}

struct Row {
    code: String,
    name: String,
    href: String,
    is_here: bool,
    /// Those that lie in it.
    below: Option<String>,
}

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new().route(HERE, get(show))
}

/// Where the company is chosen that a list is limited to, with the one that it is limited to now.
pub(super) fn way(to: &str, limit: Option<&str>) -> String {
    Query::default().with("to", Some(to)).with("company", limit).link(HERE)
}

/// `GET /choose`: places to choose from.
async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, .. } = visit;
    let query = Query::of(&insider.knock.uri);
    let wanted = Wanted::of(&query);
    // Whoever has typed half a name where a code belongs goes on from there.
    let typed = query.said(wanted.name()).filter(|_| wanted != Wanted::Limit && query.one("find").is_none());
    let search = query.said("find").or(typed).unwrap_or_default().to_owned();
    let under = query.said("under").map(str::to_owned);
    let seeking = wanted.among(Sought {
        looks: true,
        search: search.clone(),
        under: under.clone(),
        company: query.said("company").map(str::to_owned).filter(|_| wanted == Wanted::Department),
        ..Sought::default()
    });
    let offers = insider.administer(&gate, move |office, ctx| office.offered_places(ctx, &seeking)).await??;
    let found = wanted.found(offers);
    let mut shell = Shell::of(&gate, &insider).await?;
    let to = list_of(&query);
    let with = |code: Option<&str>| {
        let (path, rest) = to.split_once('?').unwrap_or((&to, ""));
        let rest: Vec<(String, String)> = serde_urlencoded::from_str(rest).unwrap_or_default();
        Query::from(rest).with(wanted.name(), code).link(path)
    };
    let kept = query.without(&["find", "under", "lang", "done", "undo", "after", "count"]);
    let kept = if wanted == Wanted::Limit { kept } else { kept.with(wanted.name(), None) };
    shell.page.rest = kept.link("").replacen('?', "&", 1);
    let at = |under: Option<&str>| kept.with("under", under).link(HERE);
    let here = query.said("company").filter(|_| wanted == Wanted::Limit);
    let row = |choice: Choice| Row {
        href: with(Some(&choice.code)),
        is_here: here == Some(choice.code.as_str()),
        below: choice.has_more.then(|| at(Some(&choice.code))),
        code: choice.code,
        name: choice.name,
    };
    let name_of = |code: String| (code.clone(), found.names.get(&code).cloned().unwrap_or(code));
    let template = ChoosePage {
        under: under.filter(|_| search.is_empty()).map(name_of),
        bare: wanted.bare(&to),
        top: at(None),
        more: found.more,
        rows: found.places.into_iter().map(row).collect(),
        page: &shell.page,
        shell: &shell,
        wanted,
        kept: kept.pairs(),
        search,
    };
    shell.page.html(StatusCode::OK, &template)
}

/// The list that something is chosen for: what the address names, or users as the form says that adds filters.
fn list_of(query: &Query) -> String {
    match query.said("to") {
        Some(to) => Next::local(to).map_or_else(|| "/users".to_owned(), |next| next.path().to_owned()),
        None => {
            query.without(&["as", "find", "under", "lang", "done", "undo", "after", "count"]).link("/users")
        }
    }
}

impl Wanted {
    const ALL: [Self; 4] = [Self::Limit, Self::Company, Self::Department, Self::Area];

    /// What an address asks for.
    fn of(query: &Query) -> Self {
        let asked = query.said("as");
        Self::ALL.into_iter().find(|one| Some(one.name()) == asked).unwrap_or(Self::Limit)
    }

    /// The name that the address of the list has for it.
    fn name(self) -> &'static str {
        match self {
            Self::Limit => "company",
            Self::Company => "f-company",
            Self::Department => "f-department",
            Self::Area => "f-area",
        }
    }

    /// A list where nothing is chosen for it, nor typed into the form that adds filters.
    fn bare(self, list: &str) -> String {
        let (path, rest) = list.split_once('?').unwrap_or((list, ""));
        let rest: Vec<(String, String)> = serde_urlencoded::from_str(rest).unwrap_or_default();
        Query::from(rest).keep(|(name, _)| name != self.name() && !name.starts_with("f-")).link(path)
    }

    fn among(self, sought: Sought) -> Seeking {
        match self {
            Self::Limit | Self::Company => Seeking { companies: sought, ..Seeking::default() },
            Self::Department => Seeking { departments: sought, ..Seeking::default() },
            Self::Area => Seeking { areas: sought, ..Seeking::default() },
        }
    }

    fn found(self, offers: Offers) -> Offered {
        match self {
            Self::Limit | Self::Company => offers.companies,
            Self::Department => offers.departments,
            Self::Area => offers.areas,
        }
    }

    /// The heading of the page.
    fn title(self) -> &'static str {
        match self {
            Self::Limit | Self::Company => "choose-company",
            Self::Department => "choose-department",
            Self::Area => "choose-area",
        }
    }

    /// What comes of it.
    fn about(self) -> &'static str {
        if self == Self::Limit { "switch-about" } else { "choose-about" }
    }

    /// Of the way back without.
    fn without(self) -> &'static str {
        if self == Self::Limit { "switch-all" } else { "cancel" }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Limit | Self::Company => "building",
            Self::Department => "users",
            Self::Area => "map",
        }
    }
}
