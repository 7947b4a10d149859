//! The company that lists are limited to: what the address says (`?company=`), and the page where another one is chosen.

use std::sync::Arc;

use askama::Template;
use axum::{Router, http::StatusCode, response::Response, routing::get};
use bailiwick_app::administration::{Choice, Seeking, Sought};

use super::Shell;
use crate::{
    http::{Gate, Insider, Refusal},
    ui::{list::is_of_companies, next::Next, page::Page, query::Query, visit::Visit},
};

const HERE: &str = "/switch";

/// What the way to another company says.
pub(in crate::ui) struct Switch {
    /// The company, by its code; nothing for all.
    pub(in crate::ui) code: Option<String>,
    /// What it is called.
    pub(in crate::ui) name: String,
    /// Where another one is chosen.
    pub(in crate::ui) href: String,
}

#[derive(Template)]
#[template(path = "switch.html")]
struct SwitchPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    /// The list that is gone back to.
    to: String,
    search: String,
    under: Option<(String, String)>,
    all: String,
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
pub(in crate::ui) fn routes() -> Router<Arc<Gate>> {
    Router::new().route(HERE, get(show))
}

impl Switch {
    /// As the address has it; nothing for whoever sees one company at most.
    pub(super) async fn of(gate: &Gate, insider: &Insider) -> Result<Option<Self>, Refusal> {
        let uri = &insider.knock.uri;
        let query = Query::of(uri);
        let code = query.said("company").map(str::to_owned);
        let asked = code.clone();
        let scope =
            insider.administer(gate, move |office, ctx| office.scope(ctx, asked.as_deref())).await??;
        if !scope.is_offered {
            return Ok(None);
        }
        // Whoever is elsewhere goes on with people.
        let path = if is_of_companies(uri.path()) { uri.path() } else { "/users" };
        let to = match path == uri.path() {
            true => query.without(&["after", "done", "lang", "company", "count"]).link(path),
            false => path.to_owned(),
        };
        let back = Query::default().with("to", Some(&to)).with("company", code.as_deref());
        let name = scope.name.or_else(|| code.clone()).unwrap_or_default();
        Ok(Some(Self { code, name, href: back.link(HERE) }))
    }
}

/// `GET /switch`: companies to limit a list to.
async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, .. } = visit;
    let query = Query::of(&insider.knock.uri);
    let (search, under) =
        (query.said("q").unwrap_or_default().to_owned(), query.said("under").map(str::to_owned));
    let sought = Sought { looks: true, search: search.clone(), under: under.clone(), ..Sought::default() };
    let seeking = Seeking { companies: sought, ..Seeking::default() };
    let found = insider.administer(&gate, move |office, ctx| office.offered_places(ctx, &seeking)).await??;
    let found = found.companies;
    let shell = Shell::of(&gate, &insider).await?;
    let to = query.said("to").and_then(Next::local);
    let to = to.map_or_else(|| "/users".to_owned(), |next| next.path().to_owned());
    let limited = |code: Option<&str>| {
        let (path, rest) = to.split_once('?').unwrap_or((&to, ""));
        let rest: Vec<(String, String)> = serde_urlencoded::from_str(rest).unwrap_or_default();
        Query::from(rest).with("company", code).link(path)
    };
    let at = |under: Option<&str>| query.without(&["q", "under"]).with("under", under).link(HERE);
    let here = query.said("company");
    let row = |choice: Choice| Row {
        href: limited(Some(&choice.code)),
        is_here: here == Some(choice.code.as_str()),
        below: choice.has_more.then(|| at(Some(&choice.code))),
        code: choice.code,
        name: choice.name,
    };
    let name_of = |code: String| (code.clone(), found.names.get(&code).cloned().unwrap_or(code));
    let template = SwitchPage {
        under: under.filter(|_| search.is_empty()).map(name_of),
        all: limited(None),
        top: at(None),
        more: found.more,
        rows: found.places.into_iter().map(row).collect(),
        page: &shell.page,
        shell: &shell,
        search,
        to,
    };
    shell.page.html(StatusCode::OK, &template)
}
