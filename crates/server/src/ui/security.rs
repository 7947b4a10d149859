//! `/me/security`: what somebody signs in with and where he is signed in, and what he can do about it himself.

mod adding;
mod factor;
mod recovery;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use bailiwick_app::{
    administration::{Ctx, Refused},
    passwords::Password,
    sign_in::{Changed, SignIn},
};

use super::{
    insider,
    shell::{Shell, led},
    sign_in::{sentence, status},
    strength::{against, untypable},
};
use crate::http::{Gate, Insider, Named, Refusal};

/// Where all of it is.
const HERE: &str = "/me/security";

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/me/security", get(show))
        .route("/me/security/password", post(password))
        .route("/me/security/sessions/end", post(end_others))
        .route("/me/security/sessions/{id}/end", post(end))
        .route("/me/security/devices/{id}/forget", post(forget))
        .route("/me/security/recovery-codes", get(recovery::ask).post(recovery::make))
        .route("/me/security/authenticators/new", get(adding::authenticator))
        .route("/me/security/authenticators", post(adding::keep_authenticator))
        .route("/me/security/passkeys/new", get(adding::passkey))
        .route("/me/security/passkeys/begin", post(adding::begin_passkey))
        .route("/me/security/passkeys", post(adding::keep_passkey))
        .route("/me/security/factors/{id}", get(factor::show).post(factor::rename))
        .route("/me/security/factors/{id}/remove", post(factor::remove))
}

/// `GET /me/security`
async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, StatusCode::OK, Vec::new()).await
}

/// `POST /me/security/password`
async fn password(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let knock = &insider.knock;
    let (present, new) = (knock.must("present")?, knock.must("new")?);
    if knock.field("again").is_some_and(|again| again != new) {
        let differ = shell.page.text("new-password-differ");
        return page(&gate, &insider, StatusCode::UNPROCESSABLE_ENTITY, vec![differ]).await;
    }
    let faults = match (Password::typed(present), Password::typed(new)) {
        (Err(_), _) => (StatusCode::UNPROCESSABLE_ENTITY, vec![shell.page.text("password-wrong")]),
        (Ok(_), Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, vec![shell.page.text(untypable(&error))]),
        (Ok(present), Ok(new)) => {
            let work = move |sign_in: &SignIn, ctx: &Ctx| {
                let keep = ctx.session.as_ref().map(|session| session.id.as_str());
                sign_in.change_password(ctx, &present, &new, keep)
            };
            match insider.ask_hashing(&gate, work).await?? {
                Changed::Done => return Ok(back("password-changed")),
                Changed::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, vec![shell.page.text("password-wrong")]),
                Changed::Stopped(wait) => {
                    let not = bailiwick_app::sign_in::NotLetIn::Stopped { retry_after_s: wait };
                    (status(not), vec![sentence(&shell.page, not)])
                }
                Changed::Unfit(faults) => {
                    let told = faults.iter().map(|fault| against(&shell.page, fault)).collect();
                    (StatusCode::UNPROCESSABLE_ENTITY, told)
                }
            }
        }
    };
    page(&gate, &insider, faults.0, faults.1).await
}

/// `POST /me/security/sessions/{id}/end`
async fn end(State(gate): State<Arc<Gate>>, Named(id): Named, request: Request) -> Result<Response, Refusal> {
    done(&gate, request, "session-ended", move |sign_in, ctx, login| sign_in.end_session(ctx, login, &id))
        .await
}

/// `POST /me/security/sessions/end`: all but this one.
async fn end_others(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    done(&gate, request, "sessions-ended", |sign_in, ctx, login| {
        let except = ctx.session.as_ref().map(|session| session.id.as_str());
        sign_in.end_sessions(ctx, login, except).map(drop)
    })
    .await
}

/// `POST /me/security/devices/{id}/forget`
async fn forget(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, "device-forgotten", move |sign_in, ctx, login| {
        sign_in.forget_device(ctx, login, &id)
    })
    .await
}

/// Does something of one's own, and leads back to the page with the news.
async fn done(
    gate: &Arc<Gate>,
    request: Request,
    news: &'static str,
    work: impl FnOnce(&SignIn, &Ctx, &str) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let login = insider.caller.login().to_string();
    match insider.ask(gate, move |sign_in, ctx| work(sign_in, ctx, &login)).await? {
        Ok(()) => Ok(back(news)),
        // What is gone already, from another window, is as it was to be.
        Err(Refused::Missing { .. }) => Ok(back(news)),
        Err(refused) => led(refused, HERE),
    }
}

fn back(news: &str) -> Response {
    Redirect::to(&format!("{HERE}?done={news}")).into_response()
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    status: StatusCode,
    faults: Vec<String>,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let login = insider.caller.login().to_string();
    let security =
        insider.ask(gate, move |sign_in, ctx| sign_in.security(ctx, &login, ctx.author.at_us)).await??;
    let now_us = insider.ctx.author.at_us;
    shell
        .page
        .html(status, &view::SecurityPage::of(&shell, security, &insider.caller.session().id, now_us, faults))
}
