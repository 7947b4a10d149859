//! `/step-up`: showing again who one is, as dangerous things demand; with a passkey, a code or the password, whichever there is.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    passwords::Password,
    sign_in::{Again, Answer, Factor, NotLetIn},
};

use super::{
    next::Next,
    page::Page,
    passkeys::asked,
    shell::Shell,
    sign_in::{answered, give, refused, sentence, status},
};
use crate::http::{Gate, Insider, Refusal};

#[derive(Template)]
#[template(path = "step_up.html")]
struct StepUpPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    login: &'p str,
    name: &'p str,
    initials: &'p str,
    passkey: bool,
    totp: bool,
    password: bool,
    /// Whether there is any way at all.
    any: bool,
}

/// `GET /step-up`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take(&gate, request).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut response = show(&gate, &insider, StatusCode::OK, None).await?;
    give(&mut response, [Next::asked(&insider.knock.uri).and_then(|next| next.keep())]);
    Ok(response)
}

/// `POST /step-up/passkey`: one of his passkeys.
pub(super) async fn begin(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take(&gate, request).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let (sign_in, visit) = (insider.knock.sign_in.clone(), insider.knock.visit.clone());
    let caller = insider.caller.clone();
    let begun = gate.administer(true, move || sign_in.ask_again(&visit, &caller)).await??;
    begun.map(|(slip, options)| asked(Some(&slip), options)).ok_or_else(|| refused(NotLetIn::WrongFactor))
}

/// `POST /step-up`
pub(super) async fn shown(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take(&gate, request).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let knock = &insider.knock;
    let (sign_in, visit, caller) = (knock.sign_in.clone(), knock.visit.clone(), insider.caller.clone());
    let kind = knock.field("kind").unwrap_or("password");
    let answer = match kind {
        "password" => match Password::typed(knock.must("password")?) {
            Ok(shown) => gate.hash(move || sign_in.prove_again(&visit, &caller, &shown)).await??,
            // What can be nobody's password is wrong like any other.
            Err(_) => NotLetIn::Wrong.into(),
        },
        _ => {
            let again = match kind {
                "passkey" => Again::Passkey {
                    slip: knock.must("begun")?.to_owned(),
                    response: knock.must("credential")?.as_bytes().to_vec(),
                },
                _ => Again::Totp(knock.must("code")?.to_owned()),
            };
            gate.administer(false, move || sign_in.prove_again_with(&visit, &caller, &again)).await??
        }
    };
    let page = Page::new(&knock.headers, &knock.uri)?;
    match answer {
        Answer::NotLetIn(not) if !knock.wants_json && !matches!(not, NotLetIn::Shut(_) | NotLetIn::Over) => {
            let fault = match (not, kind) {
                (NotLetIn::Wrong, _) => page.text("step-up-wrong"),
                (NotLetIn::WrongFactor, "passkey") => page.text("sign-in-wrong-passkey"),
                (not, _) => sentence(&page, not),
            };
            show(&gate, &insider, status(not), Some(fault)).await
        }
        answer => answered(knock, &page, answer),
    }
}

async fn show(
    gate: &Gate,
    insider: &Insider,
    status: StatusCode,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let (sign_in, visit) = (insider.knock.sign_in.clone(), insider.knock.visit.clone());
    let caller = insider.caller.clone();
    let ways = gate.administer(true, move || sign_in.ways_again(&visit, &caller)).await??;
    let has = |factor| ways.contains(&factor);
    let template = StepUpPage {
        page: &shell.page,
        title: "step-up-title",
        faults: fault.is_some(),
        fault,
        login: &shell.login,
        name: &shell.name,
        initials: &shell.initials,
        passkey: has(Factor::Passkey),
        totp: has(Factor::Totp),
        password: has(Factor::Password),
        any: !ways.is_empty(),
    };
    shell.page.html(status, &template)
}
