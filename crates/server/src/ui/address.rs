//! `/me/address`: the address of one's own account, changed or shown to be one's own; and where the link that is sent leads.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::Refused;
use bailiwick_model::EmailAddress;
use serde_json::json;

use super::{
    faults::Faults,
    page::Page,
    shell::Shell,
    sign_in::{answered, notice},
};
use crate::{
    http::{Gate, Insider, Knock, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "address.html")]
struct AddressPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: Faults,
    /// Where a link is on its way to.
    sent: Option<String>,
    email: &'p str,
}

/// `GET /me/address`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take(&gate, request).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let (office, ctx) = (gate.administration.clone().ok_or_else(Refusal::not_found)?, insider.ctx.clone());
    let me = gate.administer(true, move || office.me(&ctx)).await??;
    let email = me.value.user.form.email.as_ref().map(ToString::to_string).unwrap_or_default();
    let shell = Shell::of(&gate, &insider).await?;
    shown(&shell, &email, StatusCode::OK, Faults::default(), None)
}

/// `POST /me/address`
pub(super) async fn ask(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take(&gate, request).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let shell = Shell::of(&gate, &insider).await?;
    let typed = insider.knock.must("email")?.to_owned();
    let Ok(address) = EmailAddress::new(&typed) else {
        let faults = Faults::one("email", shell.page.text("address-unfit"));
        return shown(&shell, &typed, faults.status(), faults, None);
    };
    let to = address.clone();
    match insider.ask(&gate, move |sign_in, ctx| sign_in.ask_for_address(ctx, &to)).await? {
        Ok(()) => {
            let words = Words::new().text("address", address.as_str());
            let sent = shell.page.with("address-asked-about", &words);
            shown(&shell, &typed, StatusCode::ACCEPTED, Faults::default(), Some(sent))
        }
        Err(refused @ (Refused::NotAllowed(_) | Refused::Conflict(_) | Refused::Invalid(_))) => {
            let faults = Faults::english("email", refused.to_string());
            shown(&shell, &typed, Refusal::from(refused).status(), faults, None)
        }
        Err(refused) => {
            let faults = Faults::of(refused)?;
            shown(&shell, &typed, faults.status(), faults, None)
        }
    }
}

/// `POST /sign-in/address`
pub(super) async fn confirm(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let secret = knock.must("link")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    match gate.administer(false, move || sign_in.confirm_address(&visit, &secret)).await?? {
        Err(not) => answered(&knock, &page, not.into()),
        Ok(()) if knock.wants_json => Ok(axum::Json(json!({ "state": "confirmed" })).into_response()),
        Ok(()) => {
            notice(&page, StatusCode::OK, "address-confirmed-title", "check", "address-confirmed-about")
        }
    }
}

fn shown(
    shell: &Shell,
    email: &str,
    status: StatusCode,
    faults: Faults,
    sent: Option<String>,
) -> Result<Response, Refusal> {
    let page = &shell.page;
    page.html(status, &AddressPage { shell, page, title: "address-title", faults, sent, email })
}
