//! `/`: what needs somebody who administers, how much goes on, and what was changed of late. Whoever has nothing to administer is led to what is his.

mod view;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use bailiwick_app::administration::Wished;
use bailiwick_store::audit::Stretches;

use super::{insider, query::Query, shell::Shell};
use crate::http::{Gate, Refusal};
use view::DashboardPage;

/// How many days the charts can go back.
const DAYS: [u16; 3] = [7, 30, 60];

/// A day, in microseconds.
pub(super) const DAY_US: i64 = 86_400_000_000;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new().route("/", get(show))
}

/// `GET /`
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    if shell.sights.is_empty() {
        return Ok(Redirect::to("/me").into_response());
    }
    let query = Query::of(&insider.knock.uri);
    let days = query.one("days").and_then(|days| days.parse().ok()).filter(|days| DAYS.contains(days));
    let days = days.unwrap_or(30);
    let today = shell.page.day_of(insider.ctx.author.at_us);
    let ends_us = shell.page.midnight(today).saturating_add(DAY_US);
    let start_us = ends_us.saturating_sub(i64::from(days).saturating_mul(DAY_US));
    let wished = Wished { stretches: Stretches { start_us, each_us: DAY_US, count: days }, today };
    let board = insider.administer(&gate, move |office, ctx| office.dashboard(ctx, &wished)).await??.value;
    let page = DashboardPage::of(&shell, board, &wished);
    shell.page.html(StatusCode::OK, &page)
}
