//! `/sign-in/enrol`: whoever needs a second factor adds one.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::sign_in::{Answer, Factor, NewAuthenticator, NotLetIn, Shut, Wants};

use super::{
    super::{agent, page::Page, qr_svg},
    answer::{answered, sentence},
    knocked,
    wanted::wanted,
};
use crate::http::{Gate, Knock, Refusal};

/// Who the code of an authenticator is for, in its app.
pub(crate) const ISSUER: &str = "Bailiwick";

#[derive(Template)]
#[template(path = "enrol.html")]
struct EnrolPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    authenticator: Option<NewCode>,
    passkey: bool,
    device: String,
}

/// What an authenticator is told, drawn and written.
pub(in crate::ui) struct NewCode {
    pub(in crate::ui) qr: String,
    pub(in crate::ui) seed: zeroize::Zeroizing<String>,
}

/// `GET /sign-in/enrol`
pub(in crate::ui) async fn enrol(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    enrol_page(&gate, &knock, &page, None).await
}

/// `POST /sign-in/enrol`
pub(in crate::ui) async fn enrolled(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let code = knock.must("code")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let work = move || sign_in.add_authenticator(&visit, &flow, "app", &code);
    match gate.administer(false, work).await?? {
        Answer::NotLetIn(NotLetIn::WrongFactor) if !knock.wants_json => {
            let fault = sentence(&page, NotLetIn::WrongFactor);
            enrol_page(&gate, &knock, &page, Some(fault)).await
        }
        answer => answered(&knock, &page, answer),
    }
}

pub(in crate::ui) async fn enrol_page(
    gate: &Arc<Gate>,
    knock: &Knock,
    page: &Page,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let (Some(flow), Some(Wants::Enrol(can))) = (knock.flow.clone(), wanted(gate, knock).await?) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let authenticator = match can.contains(&Factor::Totp) {
        true => {
            let made =
                gate.administer(false, move || sign_in.new_authenticator(&visit, &flow, ISSUER)).await??;
            let Ok(new) = made else { return Ok(Redirect::to("/sign-in").into_response()) };
            Some(NewCode::of(page, &new)?)
        }
        false => None,
    };
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let faults = fault.is_some();
    let passkey = can.contains(&Factor::Passkey) && knock.sign_in.has_passkeys();
    if authenticator.is_none() && !passkey {
        // What is asked for cannot be added at this address, whatever he does.
        return answered(knock, page, NotLetIn::Shut(Shut::SecondFactor).into());
    }
    let device = agent::told(page, knock.visit.agent.as_deref());
    let enrol = EnrolPage { page, title: "enrol-title", faults, fault, authenticator, passkey, device };
    page.html(status, &enrol)
}

impl NewCode {
    pub(in crate::ui) fn of(page: &Page, new: &NewAuthenticator) -> Result<Self, Refusal> {
        let qr = qr_svg(&new.uri, &page.text("enrol-qr")).map_err(|_| Refusal::broken())?;
        Ok(Self { qr, seed: new.text.clone() })
    }
}
