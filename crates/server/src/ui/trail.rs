//! `/audit`: who did what, and the proof that nobody changed it since.

mod asked;
mod entry;
mod integrity;
mod view;
pub(super) mod words;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use bailiwick_app::administration::Refused;

use super::{faults::Faults, insider, query::Query, shell::Shell};
use crate::http::{Gate, Refusal};
use asked::Asked;
use view::TrailView;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/audit", get(show))
        .route("/audit/integrity", get(integrity::show))
        .route("/audit/integrity/verify", post(integrity::verify))
        .route("/audit/{sequence}", get(entry::show))
}

/// `GET /audit`
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let query = Query::of(&insider.knock.uri);
    let now_us = insider.ctx.author.at_us;
    let (asked, mut faults) = Asked::take(&shell.page, &query, now_us);
    let found = match faults.is_empty() {
        true => {
            let wish = asked.wish.clone();
            insider.administer(&gate, move |office, ctx| office.explore_trail(ctx, &wish)).await?
        }
        // Whoever may not look is told so, whatever is wrong with what he asks for.
        false => {
            let nothing = asked.nothing();
            insider.administer(&gate, move |office, ctx| office.explore_trail(ctx, &nothing)).await?
        }
    };
    let found = match found {
        Err(Refused::Domain(why)) => {
            faults = Faults::english("domain", why);
            let nothing = asked.nothing();
            insider.administer(&gate, move |office, ctx| office.explore_trail(ctx, &nothing)).await??
        }
        found => found?,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    let view = TrailView::of(&shell, &asked, &query, found.value, faults);
    shell.page.html(status, &view)
}
