//! `/search`: people, roles, places and pages by a few letters.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use bailiwick_app::administration::Found;

use super::{
    insider,
    page::Page,
    query::Query,
    shell::Shell,
    users::{person, segment},
};
use crate::http::{Gate, Refusal};

/// Letters that are looked for at most.
const LONGEST: usize = 100;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    q: &'p str,
    groups: Vec<Group>,
    /// Where all of the people are.
    more: Option<String>,
}

/// What was found of one kind.
struct Group {
    title: String,
    icon: &'static str,
    ways: Vec<Way>,
}

struct Way {
    href: String,
    text: String,
    about: String,
}

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new().route("/search", get(show))
}

/// `GET /search`
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let query = Query::of(&insider.knock.uri);
    let q: String = query.said("q").unwrap_or_default().chars().take(LONGEST).collect();
    let text = q.clone();
    let found = match q.is_empty() {
        true => Found::default(),
        false => insider.administer(&gate, move |office, ctx| office.find_anything(ctx, &text)).await??.value,
    };
    let shell = Shell::of(&gate, &insider).await?;
    let more = found.more_people.then(|| Query::default().with("q", Some(&q)).link("/users"));
    let template =
        SearchPage { groups: groups(&shell, &q, found), more, q: &q, shell: &shell, page: &shell.page };
    shell.page.html(StatusCode::OK, &template)
}

fn groups(shell: &Shell, q: &str, found: Found) -> Vec<Group> {
    let page = &shell.page;
    let Found { people, roles, areas, companies, .. } = found;
    let people =
        people.into_iter().map(|one| Way { href: person(&one.code), text: one.name, about: one.code });
    let roles = roles.into_iter().map(|role| Way {
        href: format!("/roles/{}", segment(&role.id)),
        text: role.label,
        about: page.text(if role.is_local { "users-role-local" } else { "users-role-global" }),
    });
    let areas = areas.into_iter().map(|one| Way {
        href: Query::default().with("area", Some(&one.code)).link("/areas"),
        text: one.name,
        about: one.code,
    });
    let companies = companies.into_iter().map(|one| Way {
        href: format!("/companies/{}", segment(&one.code)),
        text: one.name,
        about: one.code,
    });
    let letters = q.to_lowercase();
    let ways = shell.nav.groups.iter().flat_map(|group| &group.ways);
    let pages = ways
        .map(|way| Way { href: way.href.to_owned(), text: page.text(way.title), about: String::new() })
        .filter(|way| !letters.is_empty() && way.text.to_lowercase().contains(&letters));
    let groups = [
        ("users", "user", people.collect::<Vec<_>>()),
        ("roles", "badge", roles.collect()),
        ("areas", "pin", areas.collect()),
        ("companies", "building", companies.collect()),
        ("search-pages", "arrow", pages.collect()),
    ];
    let groups = groups.into_iter().filter(|(_, _, ways)| !ways.is_empty());
    groups.map(|(title, icon, ways)| Group { title: page.text(title), icon, ways }).collect()
}
