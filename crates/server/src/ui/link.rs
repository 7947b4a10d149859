//! `/sign-in/reset`, `/sign-in/invitation`, `/sign-in/not-me` and `/sign-in/address`: where links from letters lead. Looking at the page uses the link up for nobody; its button does.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::sign_in::{Errand, LinkView, NotLetIn};
use jiff::Timestamp;

use super::{page::Page, sign_in::answered};
use crate::http::{Gate, Knock, Refusal, is_secret};

#[derive(Template)]
#[template(path = "link.html")]
struct LinkPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    about: String,
    login: &'p str,
    name: Option<&'p str>,
    by: Option<&'p str>,
    to: Option<&'p str>,
    ends: String,
    link: &'p str,
}

/// `GET /sign-in/reset`
pub(super) async fn show_reset(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    show(state, request, Errand::Reset).await
}

/// `POST /sign-in/reset`
pub(super) async fn reset(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    follow(state, request, Errand::Reset).await
}

/// `GET /sign-in/invitation`
pub(super) async fn show_invitation(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    show(state, request, Errand::Invitation).await
}

/// `POST /sign-in/invitation`
pub(super) async fn invitation(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    follow(state, request, Errand::Invitation).await
}

/// `GET /sign-in/not-me`
pub(super) async fn show_not_me(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    show(state, request, Errand::NotMe).await
}

/// `POST /sign-in/not-me`
pub(super) async fn not_me(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    follow(state, request, Errand::NotMe).await
}

/// `GET /sign-in/address`
pub(super) async fn show_address(state: State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    show(state, request, Errand::Address).await
}

async fn show(State(gate): State<Arc<Gate>>, request: Request, errand: Errand) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let mut page = Page::new(&knock.headers, &knock.uri)?;
    let Some(link) = shown(&knock) else { return answered(&knock, &page, NotLetIn::DeadLink.into()) };
    page.rest = format!("&link={link}");
    let (sign_in, visit, secret) = (knock.sign_in.clone(), knock.visit.clone(), link.clone());
    let found = gate.administer(true, move || sign_in.behind_link(&visit, errand, &secret)).await??;
    let Some(LinkView { login, name, by, to, ends_us }) = found else {
        return answered(&knock, &page, NotLetIn::DeadLink.into());
    };
    let (title, about) = match errand {
        Errand::Invitation => ("invitation-title", "invitation-about"),
        Errand::Reset => ("reset-title", "reset-about"),
        Errand::NotMe => ("not-me-title", "not-me-about"),
        Errand::Address => ("address-confirm-title", "address-confirm-about"),
    };
    let ends = Timestamp::from_microsecond(ends_us)
        .map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default();
    let form = LinkPage {
        page: &page,
        title,
        faults: false,
        about: page.text(about),
        login: &login,
        name: name.as_deref(),
        by: by.as_deref(),
        to: Some(to.as_str()).filter(|_| errand == Errand::Address),
        ends,
        link: &link,
    };
    page.html(StatusCode::OK, &form)
}

async fn follow(
    State(gate): State<Arc<Gate>>,
    request: Request,
    errand: Errand,
) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let secret = knock.must("link")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let answer = gate.administer(false, move || sign_in.with_link(&visit, errand, &secret)).await??;
    answered(&knock, &page, answer)
}

/// The secret of the link, if it can be one.
pub(super) fn shown(knock: &Knock) -> Option<String> {
    let query = knock.uri.query()?;
    let link = query.split('&').find_map(|pair| pair.strip_prefix("link="))?;
    is_secret(link).then(|| link.to_owned())
}
