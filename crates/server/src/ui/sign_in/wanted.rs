//! What is wanted next of whoever has shown something, and its page.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::sign_in::{Factor, Wants};
use serde_json::json;

use super::{super::page::Page, knocked, new_password, second, sessions};
use crate::http::{Gate, Knock, Refusal};

/// `GET /sign-in/second`, `/sign-in/password`, `/sign-in/sessions`: what is wanted now.
pub(in crate::ui) async fn step(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    match wanted(&gate, &knock).await? {
        None => Ok(Redirect::to("/sign-in").into_response()),
        Some(wants) if path(&wants) != knock.uri.path() => Ok(Redirect::to(path(&wants)).into_response()),
        Some(wants) => wants_page(&page, wants, asked_kind(&knock).as_deref(), None),
    }
}

/// What the flow of the browser wants now.
pub(super) async fn wanted(gate: &Arc<Gate>, knock: &Knock) -> Result<Option<Wants>, Refusal> {
    let Some(flow) = knock.flow.clone() else { return Ok(None) };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    Ok(gate.administer(true, move || sign_in.wanted(&visit, &flow)).await??)
}

/// The page of what is wanted.
pub(super) fn wants_page(
    page: &Page,
    wants: Wants,
    kind: Option<&str>,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    match wants {
        Wants::SecondFactor { offers, can_trust } => second::asked(page, &offers, can_trust, kind, fault),
        Wants::NewPassword => new_password::asked(page, fault),
        Wants::EndSession(sessions) => sessions::asked(page, sessions, fault.as_deref()),
        // It has an address of its own, because each look at it makes another seed.
        Wants::Enrol(_) => Ok(Redirect::to("/sign-in/enrol").into_response()),
    }
}

/// Where what is wanted has its page.
pub(super) fn path(wants: &Wants) -> &'static str {
    match wants {
        Wants::SecondFactor { .. } => "/sign-in/second",
        Wants::Enrol(_) => "/sign-in/enrol",
        Wants::NewPassword => "/sign-in/password",
        Wants::EndSession(_) => "/sign-in/sessions",
    }
}

/// The same for programs.
pub(super) fn told(wants: &Wants) -> serde_json::Value {
    let words = |factors: &[Factor]| factors.iter().map(|factor| factor.as_str()).collect::<Vec<_>>();
    match wants {
        Wants::SecondFactor { offers, .. } => json!({ "second_factor": words(offers) }),
        Wants::Enrol(can) => json!({ "enrol": words(can) }),
        Wants::NewPassword => json!({ "new_password": true }),
        Wants::EndSession(sessions) => json!({ "end_session": sessions }),
    }
}

fn asked_kind(knock: &Knock) -> Option<String> {
    let query = knock.uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("kind=")).map(str::to_owned)
}
