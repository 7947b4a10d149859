//! `/sign-in/sessions`, where somebody has too many, `/sign-out`, and `/signed-out`.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::sign_in::{NotLetIn, SessionView};

use super::{
    super::{agent, page::Page},
    answer::{answered, give, notice},
    knocked,
};
use crate::http::{Cookie, Gate, Refusal};

#[derive(Template)]
#[template(path = "too_many_sessions.html")]
struct SessionsPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    sessions: Vec<SessionRow>,
}

struct SessionRow {
    id: String,
    agent: String,
    address: String,
    seen: String,
}

/// `POST /sign-in/sessions`
pub(in crate::ui) async fn end_session(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let id = knock.must("session")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let answer = gate.administer(false, move || sign_in.instead_of(&visit, &flow, &id)).await??;
    answered(&knock, &page, answer)
}

/// `POST /sign-out`
pub(in crate::ui) async fn sign_out(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, _) = knocked(&gate, request).await?;
    if let Some(secret) = Cookie::Session.of(&knock.headers) {
        let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
        gate.administer(false, move || sign_in.sign_out(&visit, &secret)).await??;
    }
    let mut response = Redirect::to("/signed-out").into_response();
    give(&mut response, [Cookie::Session.gone(), Cookie::Flow.gone()]);
    // What a browser keeps of private pages goes as well.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", clear);
    Ok(response)
}

/// `GET /signed-out`
pub(in crate::ui) async fn signed_out(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (_, page) = knocked(&gate, request).await?;
    notice(&page, StatusCode::OK, "signed-out-title", "check", "signed-out-about")
}

/// The sessions one of which has to end.
pub(super) fn asked(
    page: &Page,
    sessions: Vec<SessionView>,
    fault: Option<&str>,
) -> Result<Response, Refusal> {
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let sessions = sessions.into_iter().map(|session| SessionRow::of(page, session)).collect();
    page.html(status, &SessionsPage { page, title: "sessions-title", faults: false, sessions })
}

impl SessionRow {
    fn of(page: &Page, session: SessionView) -> Self {
        Self {
            agent: agent::told(page, session.agent.as_deref()),
            id: session.id,
            address: session.address.unwrap_or_else(|| page.text("unknown-address")),
            seen: page.moment(session.seen_us),
        }
    }
}
