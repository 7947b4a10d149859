//! `/explain`: who may do what, why, and what if.

mod chain;
mod question;
mod telling;
mod what_if;
mod who_can;

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Request, State},
    response::Response,
    routing::get,
};
use bailiwick_app::{administration::PolicySight, decisions::Evaluator};

use self::{
    chain::Chain,
    question::{Asked, Fields, faults},
};
use super::{faults::Faults, insider, page::Page, query::Query, shell::Shell};
use crate::http::{Asking, Gate, Insider, Refusal};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/explain", get(show))
        .route("/explain/who-can", get(who_can::show))
        .route("/explain/what-if", get(what_if::show))
}

#[derive(Template)]
#[template(path = "explain.html")]
struct ExplainPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    tabs: Tabs,
    fields: Fields,
    faults: Faults,
    deed: String,
    chain: Option<Chain>,
    if_button: Option<String>,
}

/// The ways between the questions, with what was asked.
struct Tabs {
    why: String,
    who: String,
    what_if: String,
}

impl Tabs {
    fn of(query: &Query) -> Self {
        let query = query.without(&["after", "done"]);
        Self {
            why: query.without(&["role", "areas", "companies", "from", "to", "without"]).link("/explain"),
            who: query.without(&["u"]).link("/explain/who-can"),
            what_if: query.link("/explain/what-if"),
        }
    }
}

/// The policy, where whoever asks may see some of it.
fn sight(gate: &Gate, insider: &Insider, shell: &Shell) -> Result<Option<PolicySight>, Refusal> {
    if !shell.sights.sees("bailiwick.policy") {
        return Ok(None);
    }
    let office = gate.administration.as_ref().ok_or_else(Refusal::not_found)?;
    Ok(Some(office.policy_sight(&insider.ctx)?))
}

/// `GET /explain?u=&op=&m=&r=&at=`
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let (page, query) = (&shell.page, Query::of(&insider.knock.uri));
    let sight = sight(&gate, &insider, &shell)?;
    let (asked, mut wrong) = Asked::of(page, &query);
    let mut chain = None;
    if wrong.is_empty() && asked.is_whole() && !asked.user.is_empty() {
        let (question, asking) = (asked.clone(), Asking { as_of: asked.when, ..Asking::default() });
        let work = move |evaluator: &mut Evaluator<'_>| evaluator.explain(&question.question());
        match insider.evaluate(&gate, asking, work).await? {
            Ok(answer) => chain = Some(Chain::of(&shell, sight.as_ref(), &asked, &answer)),
            Err(error) => wrong = faults(&error)?,
        }
    }
    let status = wrong.status();
    let denied = chain.as_ref().is_some_and(|chain| !chain.is_allowed);
    let tabs = Tabs::of(&query);
    page.html(
        status,
        &ExplainPage {
            shell: &shell,
            page,
            if_button: denied.then(|| tabs.what_if.clone()),
            tabs,
            fields: Fields::of(page, sight.as_ref(), &query),
            faults: wrong,
            deed: asked.deed(page),
            chain,
        },
    )
}
