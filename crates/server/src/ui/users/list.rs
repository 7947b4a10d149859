//! `/users`: the list.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Board, Refused};

use super::{
    super::{insider, list::Wanted, query::Query, shell::Shell},
    filter, view,
};
use crate::http::{Gate, Refusal};

/// `GET /users`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let query = Query::of(&insider.knock.uri);
    if let Some(list) = filter::added(&query) {
        return Ok(Redirect::to(&list).into_response());
    }
    let shell = Shell::of(&gate, &insider).await?;
    let mut wanted = Wanted::take(&gate, &insider, "users", &[])?;
    // Counting looks at everybody, so it is done where somebody asks for it.
    wanted.listing.count = query.one("count") == Some("1");
    let (listing, named) = (wanted.listing.clone(), filter::codes(&wanted.filters));
    let sign_ins = query.all("col").any(|name| name == "signed-in");
    let asked = insider
        .administer(&gate, move |office, ctx| office.user_board(ctx, &listing, &named, sign_ins))
        .await?;
    let (status, board, fault) = match asked {
        Ok(done) => (StatusCode::OK, done.value, None),
        Err(Refused::Domain(why)) => (StatusCode::UNPROCESSABLE_ENTITY, Board::default(), Some(why)),
        Err(refused) => return Err(refused.into()),
    };
    shell.page.html(status, &view::UsersPage::of(&gate, &shell, &wanted, board, fault))
}
