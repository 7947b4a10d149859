//! `/me/phone`: a mobile telephone of one's own account, shown to be one's own by a code that is sent to it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::{
    administration::Refused,
    sign_in::{NotLetIn, OwnPhone, PhoneShown},
};
use bailiwick_model::PhoneNumber;

use super::{
    insider,
    page::Page,
    shell::{Shell, back, led},
    sign_in::sentence,
};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "phone.html")]
struct PhonePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: bool,
    fault: Option<String>,
    phones: Vec<OwnPhone>,
    /// The telephone to which a code is on its way, with what is said of that.
    sent: Option<(PhoneNumber, String)>,
}

/// Where the page is.
const HERE: &str = "/me/phone";

/// `GET /me/phone`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    shown(&gate, &insider, StatusCode::OK, None, None).await
}

/// `POST /me/phone`: sends a code.
pub(super) async fn ask(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let number = number(&insider)?;
    let to = number.clone();
    match insider.ask(&gate, move |sign_in, ctx| sign_in.ask_for_phone(ctx, &to)).await? {
        Ok(()) => shown(&gate, &insider, StatusCode::ACCEPTED, Some(number), None).await,
        Err(refused @ (Refused::Conflict(_) | Refused::Invalid(_))) => {
            let said = refused.to_string();
            shown(&gate, &insider, Refusal::from(refused).status(), None, Some(said)).await
        }
        Err(refused) => led(refused, HERE),
    }
}

/// `POST /me/phone/code`: the code that came.
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let (number, code) = (number(&insider)?, insider.knock.must("code")?.trim().to_owned());
    let at = number.clone();
    let came = match insider.ask(&gate, move |sign_in, ctx| sign_in.confirm_phone(ctx, &at, &code)).await? {
        Ok(came) => came,
        Err(refused) => return led(refused, HERE),
    };
    let (status, number, not) = match came {
        PhoneShown::Right => return Ok(back(HERE, "phone").into_response()),
        PhoneShown::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, Some(number), NotLetIn::WrongFactor),
        PhoneShown::Stopped(retry_after_s) => {
            (StatusCode::TOO_MANY_REQUESTS, None, NotLetIn::Stopped { retry_after_s })
        }
    };
    let page = Page::new(&insider.knock.headers, &insider.knock.uri)?;
    shown(&gate, &insider, status, number, Some(sentence(&page, not))).await
}

/// The telephone that the form is about. Nobody types it, so one that is none was made up.
fn number(insider: &Insider) -> Result<PhoneNumber, Refusal> {
    PhoneNumber::new(insider.knock.must("number")?).map_err(|_| Refusal::not_found())
}

async fn shown(
    gate: &Arc<Gate>,
    insider: &Insider,
    status: StatusCode,
    sent: Option<PhoneNumber>,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let phones = insider.ask(gate, |sign_in, ctx| sign_in.own_phones(ctx)).await??;
    let shell = &Shell::of(gate, insider).await?;
    let page = &shell.page;
    let sent = sent.map(|number| {
        let told = page.with("phone-sent", &Words::new().text("number", number.as_str()));
        (number, told)
    });
    page.html(status, &PhonePage { shell, page, faults: fault.is_some(), fault, phones, sent })
}
