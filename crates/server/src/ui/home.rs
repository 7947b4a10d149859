//! `/`: who is signed in, and the way out.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::page::Page;
use crate::http::{Gate, Refusal};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    login: &'p str,
    address: String,
}

/// `GET /`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    if gate.sign_in.is_none() {
        return Err(Refusal::not_found());
    }
    let page = Page::new(&parts.headers, &parts.uri)?;
    // Whoever may not come in any more is led to where he can be told so.
    let Ok(Some(caller)) = gate.session(&parts).await else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let address = gate.address(&parts.headers, &parts.extensions).map(|address| address.to_string());
    let address = address.unwrap_or_else(|| page.text("unknown-address"));
    page.html(
        StatusCode::OK,
        &HomePage { page: &page, title: "home-title", faults: false, login: caller.login(), address },
    )
}
