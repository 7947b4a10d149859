//! Adding a second factor: an authenticator, a passkey, a security key.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    administration::Refused,
    factors::passkeys::Purpose,
    sign_in::{Added, FactorName, NotLetIn},
};

use super::{
    super::{
        agent,
        page::Page,
        passkeys::{asked, told},
        shell::{Shell, led},
        sign_in::{ISSUER, NewCode, sentence},
    },
    back, insider,
};
use crate::http::{Gate, Refusal};

#[derive(Template)]
#[template(path = "new_authenticator.html")]
struct AuthenticatorPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    new: NewCode,
    begun: &'p str,
    name: &'p str,
}

#[derive(Template)]
#[template(path = "new_passkey.html")]
struct PasskeyPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    name: &'p str,
}

const NEW_AUTHENTICATOR: &str = "/me/security/authenticators/new";
const NEW_PASSKEY: &str = "/me/security/passkeys/new";

/// `GET /me/security/authenticators/new`
pub(super) async fn authenticator(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let begun = insider.ask(&gate, |sign_in, ctx| sign_in.begin_authenticator(ctx, ISSUER)).await?;
    let (slip, new) = match begun {
        Ok(begun) => begun,
        Err(refused) => return led(refused, NEW_AUTHENTICATOR),
    };
    let shell = Shell::of(&gate, &insider).await?;
    let (new, name) = (NewCode::of(&shell.page, &new)?, shell.page.text("authenticator"));
    authenticator_page(&shell, new, &slip, &name, None)
}

/// `POST /me/security/authenticators`: its first code.
pub(super) async fn keep_authenticator(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let field = |name| insider.knock.must(name).map(str::to_owned);
    let (slip, typed, code) = (field("begun")?, field("name")?, field("code")?);
    let fault = match FactorName::new(&typed) {
        Err(_) => shell.page.text("factor-misnamed"),
        Ok(name) => {
            let slip = slip.clone();
            let work = move |sign_in: &bailiwick_app::sign_in::SignIn,
                             ctx: &bailiwick_app::administration::Ctx| {
                sign_in.add_own_authenticator(ctx, &slip, &name, &code)
            };
            match insider.ask(&gate, work).await? {
                Ok(Added::Done(_)) => return Ok(back("authenticator-added")),
                Ok(added) => fault(&shell.page, &added),
                Err(refused) => return led(refused, NEW_AUTHENTICATOR),
            }
        }
    };
    // The same seed once more, where it is still good; else another one.
    let again = slip.clone();
    let new =
        insider.ask(&gate, move |sign_in, ctx| sign_in.authenticator_begun(ctx, ISSUER, &again)).await??;
    let (slip, new) = match new {
        Some(new) => (slip, new),
        None => insider.ask(&gate, |sign_in, ctx| sign_in.begin_authenticator(ctx, ISSUER)).await??,
    };
    authenticator_page(&shell, NewCode::of(&shell.page, &new)?, &slip, &typed, Some(fault))
}

/// `GET /me/security/passkeys/new`
pub(super) async fn passkey(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    if !insider.caller.is_fresh(insider.ctx.author.at_us) {
        return led(Refused::StepUp, NEW_PASSKEY);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let name = agent::told(&shell.page, insider.knock.visit.agent.as_deref());
    passkey_page(&shell, &name, None)
}

/// `POST /me/security/passkeys/begin`: what the device is asked.
pub(super) async fn begin_passkey(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let purpose = match insider.knock.field("kind") {
        Some("security_key") => Purpose::SecondFactor,
        _ => Purpose::Alone,
    };
    let (slip, options) =
        insider.ask(&gate, move |sign_in, ctx| sign_in.begin_own_passkey(ctx, purpose)).await??;
    Ok(asked(Some(&slip), options))
}

/// `POST /me/security/passkeys`: what it answered.
pub(super) async fn keep_passkey(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let field = |name| insider.knock.must(name).map(str::to_owned);
    let (slip, typed, response) = (field("begun")?, field("name")?, field("credential")?.into_bytes());
    let fault = match FactorName::new(&typed) {
        Err(_) => shell.page.text("factor-misnamed"),
        Ok(name) => {
            let added = insider
                .ask(&gate, move |sign_in, ctx| sign_in.add_own_passkey(ctx, &slip, &name, &response))
                .await?;
            match added {
                Ok(Added::Done(_)) => return Ok(back("passkey-added")),
                Ok(added) => fault(&shell.page, &added),
                Err(Refused::Conflict(_)) => shell.page.text("passkey-taken"),
                Err(refused) => return led(refused, NEW_PASSKEY),
            }
        }
    };
    passkey_page(&shell, &typed, Some(fault))
}

fn authenticator_page(
    shell: &Shell,
    new: NewCode,
    begun: &str,
    name: &str,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (page, faults) = (&shell.page, fault.is_some());
    let title = "authenticator-new-title";
    page.html(status, &AuthenticatorPage { shell, page, title, faults, fault, new, begun, name })
}

fn passkey_page(shell: &Shell, name: &str, fault: Option<String>) -> Result<Response, Refusal> {
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (page, faults) = (&shell.page, fault.is_some());
    page.html(status, &PasskeyPage { shell, page, title: "passkey-new-title", faults, fault, name })
}

/// Why something was not added.
fn fault(page: &Page, added: &Added) -> String {
    match added {
        Added::Wrong => page.text("sign-in-wrong-factor"),
        Added::Stopped(wait) => sentence(page, NotLetIn::Stopped { retry_after_s: *wait }),
        Added::Unfit(error) => page.text(told(error)),
        Added::Over | Added::Done(_) => page.text("passkey-over"),
    }
}
