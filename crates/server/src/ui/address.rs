//! `/me/address`: the address of one's own account, changed or shown to be one's own; and where the link that is sent leads.

use std::sync::Arc;

use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::{
    administration::{AskingSession, Ctx},
    passwords::Password,
    sign_in::{Answer, Caller, NotLetIn, SignedIn},
};
use bailiwick_model::EmailAddress;
use serde_json::json;

use super::{
    page::Page,
    sign_in::{NoticePage, answered, give, sentence, status},
};
use crate::{
    http::{Cookie, Gate, Knock, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "address.html")]
struct AddressPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    login: &'p str,
    email: &'p str,
    /// Whether he has shown not long ago who he is.
    fresh: bool,
}

/// What comes of showing again who one is.
enum Again {
    /// He is who he was; his browser has other secrets from now on.
    Shown([Option<HeaderValue>; 2]),
    /// This is the answer.
    Not(Response),
}

/// `GET /me/address`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let Some((caller, knock)) = taken(&gate, request).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let page = Page::new(&knock.headers, &knock.uri)?;
    let office = gate.administration.clone().ok_or_else(Refusal::not_found)?;
    let ctx = ctx(&knock, &caller, false);
    let me = gate.administer(true, move || office.me(&ctx)).await??;
    let email = me.value.user.form.email.as_ref().map(ToString::to_string).unwrap_or_default();
    shown(&knock, &page, &caller, &email, StatusCode::OK, None)
}

/// `POST /me/address`
pub(super) async fn ask(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let Some((caller, knock)) = taken(&gate, request).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let page = Page::new(&knock.headers, &knock.uri)?;
    let typed = knock.must("email")?.to_owned();
    let Ok(address) = EmailAddress::new(&typed) else {
        let fault = Some(page.text("address-unfit"));
        return shown(&knock, &page, &caller, &typed, StatusCode::UNPROCESSABLE_ENTITY, fault);
    };
    let cookies = match caller.is_fresh(knock.visit.at_us) {
        true => [None, None],
        false => match again(&gate, &knock, &page, &caller, &typed).await? {
            Again::Shown(cookies) => cookies,
            Again::Not(response) => return Ok(response),
        },
    };
    let (sign_in, ctx, to) = (knock.sign_in.clone(), ctx(&knock, &caller, true), address.clone());
    let mut response = match gate.administer(false, move || sign_in.ask_for_address(&ctx, &to)).await? {
        Ok(()) => {
            let about = page.with("address-asked-about", &Words::new().text("address", address.as_str()));
            let title = "forgotten-asked-title";
            page.html(
                StatusCode::ACCEPTED,
                &NoticePage { page: &page, title, faults: false, icon: "mail", about },
            )?
        }
        Err(refused) => {
            let said = refused.to_string();
            let refusal = Refusal::from(refused);
            match refusal.status() {
                status if status.is_server_error() => return Err(refusal),
                status => shown(&knock, &page, &caller, &typed, status, Some(said))?,
            }
        }
    };
    give(&mut response, cookies);
    Ok(response)
}

/// Has somebody show his password again, since to change the address is to move the account.
async fn again(
    gate: &Arc<Gate>,
    knock: &Knock,
    page: &Page,
    caller: &Caller,
    typed: &str,
) -> Result<Again, Refusal> {
    let refused = |status, fault| shown(knock, page, caller, typed, status, Some(fault)).map(Again::Not);
    let wrong = || refused(StatusCode::FORBIDDEN, page.text("address-wrong-password"));
    let Ok(password) = Password::typed(knock.must("password")?) else { return wrong() };
    let (sign_in, visit, who) = (knock.sign_in.clone(), knock.visit.clone(), caller.clone());
    match gate.hash(move || sign_in.prove_again(&visit, &who, &password)).await?? {
        Answer::SignedIn(signed_in) => {
            let SignedIn { secret, device, .. } = *signed_in;
            let device = device.and_then(|mark| Cookie::Device.set(mark.reveal()));
            Ok(Again::Shown([Cookie::Session.set(secret.reveal()), device]))
        }
        Answer::NotLetIn(NotLetIn::Wrong) => wrong(),
        Answer::NotLetIn(not) => refused(status(not), sentence(page, not)),
        // A second factor, say: once it was shown, the form is there again.
        more @ Answer::More { .. } => answered(knock, page, more).map(Again::Not),
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
            let about = page.text("address-confirmed-about");
            let title = "address-confirmed-title";
            page.html(StatusCode::OK, &NoticePage { page: &page, title, faults: false, icon: "check", about })
        }
    }
}

/// Whoever is signed in, with what he has typed.
async fn taken(gate: &Gate, request: Request<Body>) -> Result<Option<(Caller, Knock)>, Refusal> {
    let (parts, body) = request.into_parts();
    let Ok(Some(caller)) = gate.session(&parts).await else { return Ok(None) };
    let knock = Knock::take(gate, Request::from_parts(parts, body)).await?;
    Ok(Some((caller, knock)))
}

fn ctx(knock: &Knock, caller: &Caller, is_fresh: bool) -> Ctx {
    let id = caller.session().id;
    let mut ctx = Ctx::new(knock.visit.author(Some(caller.login())));
    ctx.author.origin.session = Some(id.clone());
    ctx.session = Some(AskingSession { id, is_fresh });
    ctx
}

fn shown(
    knock: &Knock,
    page: &Page,
    caller: &Caller,
    email: &str,
    status: StatusCode,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let (login, fresh) = (caller.login(), caller.is_fresh(knock.visit.at_us));
    let faults = fault.is_some();
    page.html(status, &AddressPage { page, title: "address-title", faults, fault, login, email, fresh })
}
