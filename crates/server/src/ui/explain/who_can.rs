//! `/explain/who-can`: everybody who may do this, as far as whoever asks may know of them.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::decisions::Evaluator;

use super::{
    super::{
        faults::Faults,
        insider,
        list::Pager,
        page::Page,
        policy::names::page_of,
        query::Query,
        shell::{Shell, initials},
    },
    Tabs,
    question::{Asked, Fields, faults},
    sight,
};
use crate::http::{Asking, Gate, Refusal};

/// People on a page.
const PER_PAGE: usize = 25;

#[derive(Template)]
#[template(path = "explain_who.html")]
struct WhoPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    tabs: Tabs,
    fields: Fields,
    faults: Faults,
    deed: String,
    /// Nothing where nothing was asked yet.
    people: Option<Vec<Somebody>>,
    pager: Pager,
}

struct Somebody {
    login: String,
    initials: String,
    href: Option<String>,
    why: String,
}

/// `GET /explain/who-can?op=&m=&r=&at=`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let (page, query) = (&shell.page, Query::of(&insider.knock.uri));
    let sight = sight(&gate, &insider, &shell)?;
    let (asked, mut wrong) = Asked::of(page, &query);
    let (mut people, mut pager) = (None, Pager { first: None, next: None });
    if wrong.is_empty() && asked.is_whole() {
        let (question, asking) = (asked.clone(), Asking { as_of: asked.when, ..Asking::default() });
        let after = query.said("after").map(str::to_owned);
        let to = |after: Option<&str>| query.with("after", after).link("/explain/who-can");
        pager.first = after.is_some().then(|| to(None));
        let work = move |evaluator: &mut Evaluator<'_>| {
            let slice = evaluator.subjects(&question.question(), after.as_deref(), PER_PAGE)?;
            Ok((slice.found.into_iter().map(str::to_owned).collect::<Vec<_>>(), slice.more))
        };
        match insider.evaluate(&gate, asking, work).await? {
            Ok((found, more)) => {
                pager.next = found.last().filter(|_| more).map(|last| to(Some(last)));
                let sees = shell.sights.sees("bailiwick.user");
                let one = |login: String| Somebody {
                    initials: initials(&login),
                    href: (sees && login != shell.login).then(|| page_of("users", &login)),
                    why: query.without(&["after"]).with("u", Some(&login)).link("/explain"),
                    login,
                };
                people = Some(found.into_iter().map(one).collect());
            }
            Err(error) => wrong = faults(&error)?,
        }
    }
    let status = wrong.status();
    page.html(
        status,
        &WhoPage {
            shell: &shell,
            page,
            tabs: Tabs::of(&query),
            fields: Fields::of(page, sight.as_ref(), &query),
            faults: wrong,
            deed: asked.deed(page),
            people,
            pager,
        },
    )
}
