//! Signing in with passkeys: what the browser is asked, as JSON, and what it answers, as the field `credential` of a form.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bailiwick_app::{
    factors::passkeys::PasskeyError,
    sign_in::{Answer, FactorName, NotLetIn},
};
use serde_json::{Value as Json, json};

use super::{
    page::Page,
    sign_in::{answered, enrol_page, refused, sentence, sign_in_page, status},
};
use crate::http::{Gate, Knock, Refusal};

/// `POST /sign-in/passkey/begin`: any passkey of this site.
pub(super) async fn begin(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let (slip, options) = knock.sign_in.ask_passkey(&knock.visit)?;
    Ok(asked(Some(&slip), options))
}

/// `POST /sign-in/passkey`: one that says whose it is.
pub(super) async fn alone(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let (slip, response) = (knock.must("begun")?.to_owned(), knock.must("credential")?.as_bytes().to_vec());
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    match gate.administer(false, move || sign_in.with_passkey(&visit, &slip, &response)).await?? {
        Answer::NotLetIn(not) if !knock.wants_json && !matches!(not, NotLetIn::Shut(_)) => {
            let fault = match not {
                NotLetIn::WrongFactor => page.text("sign-in-wrong-passkey"),
                not => sentence(&page, not),
            };
            sign_in_page(&knock, &page, status(not), "", Some(fault))
        }
        answer => answered(&knock, &page, answer),
    }
}

/// `POST /sign-in/second/passkey`: one of the passkeys of whoever has shown his password.
pub(super) async fn begin_second(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return Err(refused(NotLetIn::Over)) };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let options = gate.administer(false, move || sign_in.ask_second_passkey(&visit, &flow)).await??;
    options.map(|options| asked(None, options)).map_err(refused)
}

/// `POST /sign-in/enrol/passkey/begin`: a new one, where a second factor is required and there is none.
pub(super) async fn begin_enrol(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return Err(refused(NotLetIn::Over)) };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let options = gate.administer(false, move || sign_in.new_passkey(&visit, &flow)).await??;
    options.map(|options| asked(None, options)).map_err(refused)
}

/// `POST /sign-in/enrol/passkey`: it was made.
pub(super) async fn enrolled(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let name = match FactorName::new(knock.must("name")?) {
        Ok(name) => name,
        Err(error) if knock.wants_json => return Err(misnamed(&error)),
        Err(_) => return enrol_page(&gate, &knock, &page, Some(page.text("factor-misnamed"))).await,
    };
    let response = knock.must("credential")?.as_bytes().to_vec();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let work = move || sign_in.add_passkey(&visit, &flow, name.as_str(), &response);
    match gate.administer(false, work).await?? {
        Ok(answer) => answered(&knock, &page, answer),
        Err(error) if knock.wants_json => Err(unfit(&error)),
        Err(error) => enrol_page(&gate, &knock, &page, Some(page.text(told(&error)))).await,
    }
}

/// What the script of a page is given: what to ask the browser, and the slip to bring back.
pub(super) fn asked(slip: Option<&str>, mut options: Json) -> Response {
    if let (Some(slip), Some(members)) = (slip, options.as_object_mut()) {
        members.insert("begun".to_owned(), json!(slip));
    }
    axum::Json(options).into_response()
}

/// The text that says why a passkey cannot be added.
pub(super) fn told(error: &PasskeyError) -> &'static str {
    match error {
        PasskeyError::OtherSite => "passkey-other-site",
        PasskeyError::OtherChallenge | PasskeyError::State => "passkey-over",
        PasskeyError::NotVerified => "passkey-not-verified",
        PasskeyError::NotAllowed => "passkey-not-allowed",
        PasskeyError::Malformed | PasskeyError::Unknown | PasskeyError::Copied | PasskeyError::Refused => {
            "passkey-refused"
        }
    }
}

/// The same for programs.
pub(crate) fn unfit(error: &PasskeyError) -> Refusal {
    let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Refusal::new(status, "passkey.unfit", "this passkey cannot be added").at("/credential", error.to_string())
}

/// A name that cannot be one, for programs.
pub(crate) fn misnamed(error: &impl std::fmt::Display) -> Refusal {
    let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Refusal::new(status, "body.unfit", "this cannot be a name").at("/name", error.to_string())
}
