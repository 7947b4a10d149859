//! `/users/{login}/access`: what somebody may do, by which role lines, where and until when.

mod matrix;
mod span;
mod view;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::RightsWanted;

use super::insider;
use crate::{
    http::{Gate, Named, Refusal},
    ui::{query::Query, shell::Shell},
};

pub(in crate::ui) use view::{Standing, override_target, standing};

/// `GET /users/{login}/access`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let query = Query::of(&insider.knock.uri);
    let wanted = RightsWanted {
        search: query.said("m").unwrap_or_default().to_owned(),
        // People count from 1.
        page: query.one("mp").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1),
    };
    let known = wanted.clone();
    let access =
        insider.administer(&gate, move |office, ctx| office.access(ctx, &login, &known)).await??.value;
    let shell = Shell::of(&gate, &insider).await?;
    shell.page.html(StatusCode::OK, &view::AccessPage::of(&shell, &access, &wanted))
}
