//! What people sign in with: `/api/v1/me/…` for oneself, `/api/v1/users/{login}/…` for whoever manages an account.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::Response,
};
use bailiwick_app::{
    administration::{Ctx, Refused},
    passwords::Password,
    sign_in::{Changed, SignIn},
};
use bailiwick_model::audit::Actor;
use bailiwick_protocol::rest::read;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{self, Asked, Gate, Named, Pair, Refusal};

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordBody {
    /// The present one.
    present: String,
    /// The new one.
    new: String,
}

/// What somebody signs in with.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Security {
    /// Whose.
    login: String,
    /// When the password was set, in microseconds since 1970.
    password_set_us: Option<i64>,
    /// Whether it has to be changed at the next sign-in.
    password_must_change: bool,
    /// Whether a second factor is required.
    second_factor_required: bool,
    /// The kinds of second factors that may be added: `totp`, `passkey`.
    can_add: Vec<String>,
    /// Second factors: id, kind, name, made_us, used_us.
    #[schema(value_type = Vec<Object>)]
    factors: Vec<Json>,
    /// How many recovery codes are left.
    recovery_codes: i64,
    /// Sessions, the oldest first: id, pathway, factors, made_us, seen_us, ends_us, address, agent.
    #[schema(value_type = Vec<Object>)]
    sessions: Vec<Json>,
    /// Browsers that are known: id, agent, network, first_us, last_us, trusted_until_us.
    #[schema(value_type = Vec<Object>)]
    devices: Vec<Json>,
    /// Addresses and telephones that were shown to be his, as far as you may see such things: channel (email, phone), address, at_us.
    #[schema(value_type = Vec<Object>)]
    contacts: Vec<Json>,
}

/// Why somebody gets in, or does not.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Diagnosis {
    /// Whose account.
    login: String,
    /// What each gate would say now to the right password: gate, verdict (open, not_asked, wants, shut), why.
    #[schema(value_type = Vec<Object>)]
    now: Vec<Json>,
    /// Who knocked of late: at_us, pathway, address, agent, outcome, gates, request_id.
    #[schema(value_type = Vec<Object>)]
    knocks: Vec<Json>,
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(my_security))
        .routes(routes!(end_my_sessions))
        .routes(routes!(end_my_session))
        .routes(routes!(change_my_password))
        .routes(routes!(renew_my_recovery_codes))
        .routes(routes!(remove_my_factor))
        .routes(routes!(forget_my_device))
        .routes(routes!(security))
        .routes(routes!(end_sessions))
        .routes(routes!(end_session))
        .routes(routes!(remove_factor))
        .routes(routes!(forget_device))
        .routes(routes!(unlock))
        .routes(routes!(temporary_password))
        .routes(routes!(diagnose))
}

/// What you sign in with
#[utoipa::path(
    get, path = "/api/v1/me/security", tag = "Me", operation_id = "showMySecurity",
    responses((status = 200, description = "Password, second factors, sessions, devices", body = Security)),
)]
async fn my_security(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    show(&gate, None, request).await
}

/// End all your sessions but the one that asks
#[utoipa::path(
    delete, path = "/api/v1/me/sessions", tag = "Me", operation_id = "endMySessions",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    responses((status = 200, description = "How many there were: ended", body = Object)),
)]
async fn end_my_sessions(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    end_all(&gate, None, request).await
}

/// End one of your sessions
#[utoipa::path(
    delete, path = "/api/v1/me/sessions/{id}", tag = "Me", operation_id = "endMySession",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("id" = String, Path, description = "Session")),
    responses((status = 200, description = "It is over")),
)]
async fn end_my_session(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.end_session(ctx, &own(ctx)?, &id)).await
}

/// Change your password
///
/// The present one is judged as at signing in; other sessions end where the setting `session.ends_on` says so.
#[utoipa::path(
    put, path = "/api/v1/me/password", tag = "Me", operation_id = "changeMyPassword",
    request_body = PasswordBody,
    responses((status = 200, description = "It is the new one")),
)]
async fn change_my_password(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    if asked.ctx.dry_run {
        // A guess that is tried is one that was made.
        let detail = "a password is changed or not; leave dry_run out";
        return Err(Refusal::bad("query.unknown", detail));
    }
    let body: PasswordBody = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let unfit = |place: &str, why: String| {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "password.unfit", "this cannot be a password")
            .at(place, why)
    };
    let present = Password::typed(body.present).map_err(|error| unfit("/present", error.to_string()))?;
    let new = Password::typed(body.new).map_err(|error| unfit("/new", error.to_string()))?;
    let changed = asked
        .enter_hashing(&gate, move |sign_in, ctx| {
            let keep = ctx.session.as_ref().map(|session| session.id.as_str());
            sign_in.change_password(ctx, &present, &new, keep)
        })
        .await?;
    match changed {
        Changed::Done => answer(&gate, false, &json!({})),
        Changed::Wrong => {
            let detail = "the present password is wrong; type it again";
            Err(Refusal::new(StatusCode::FORBIDDEN, "password.wrong", detail))
        }
        Changed::Stopped(wait) => {
            let detail = "too many were wrong; wait, or ask whoever manages your account";
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "sign_in.stopped", detail);
            Err(match wait {
                Some(seconds) => refusal.after_seconds(seconds),
                None => refusal,
            })
        }
        Changed::Unfit(faults) => {
            let refusal = Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "password.unfit",
                "this cannot be your password",
            );
            Err(faults.iter().fold(refusal, |refusal, fault| refusal.at("/new", fault.to_string())))
        }
    }
}

/// Get new recovery codes in the place of the old ones
///
/// They are shown this once.
#[utoipa::path(
    post, path = "/api/v1/me/recovery-codes", tag = "Me", operation_id = "renewMyRecoveryCodes",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    responses((status = 200, description = "The codes: codes", body = Object)),
)]
async fn renew_my_recovery_codes(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let codes = asked.enter(&gate, |sign_in, ctx| sign_in.new_recovery_codes(ctx)).await?;
    // Codes that are not kept are nobody's.
    let codes: Vec<&str> = codes.shown.iter().map(|code| code.reveal()).filter(|_| !dry_run).collect();
    answer(&gate, dry_run, &json!({ "codes": codes }))
}

/// Take one of your second factors away
#[utoipa::path(
    delete, path = "/api/v1/me/factors/{id}", tag = "Me", operation_id = "removeMyFactor",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("id" = String, Path, description = "Second factor")),
    responses((status = 200, description = "It is gone")),
)]
async fn remove_my_factor(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.remove_factor(ctx, &own(ctx)?, &id)).await
}

/// Forget one of your browsers
#[utoipa::path(
    delete, path = "/api/v1/me/devices/{id}", tag = "Me", operation_id = "forgetMyDevice",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("id" = String, Path, description = "Device")),
    responses((status = 200, description = "It is unknown from now on")),
)]
async fn forget_my_device(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.forget_device(ctx, &own(ctx)?, &id)).await
}

/// What a user signs in with
#[utoipa::path(
    get, path = "/api/v1/users/{login}/security", tag = "Users", operation_id = "showSecurity",
    params(("login" = String, Path, description = "Login")),
    responses((status = 200, description = "Password, second factors, sessions, devices", body = Security)),
)]
async fn security(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    show(&gate, Some(login), request).await
}

/// End all sessions of a user
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/sessions", tag = "Users", operation_id = "endSessions",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    responses((status = 200, description = "How many there were: ended", body = Object)),
)]
async fn end_sessions(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    end_all(&gate, Some(login), request).await
}

/// End a session of a user
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/sessions/{id}", tag = "Users", operation_id = "endSession",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login"), ("id" = String, Path, description = "Session")),
    responses((status = 200, description = "It is over")),
)]
async fn end_session(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.end_session(ctx, &login, &id)).await
}

/// Take a second factor of a user away
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/factors/{id}", tag = "Users", operation_id = "removeFactor",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login"), ("id" = String, Path, description = "Second factor")),
    responses((status = 200, description = "It is gone")),
)]
async fn remove_factor(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.remove_factor(ctx, &login, &id)).await
}

/// Forget a browser of a user
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/devices/{id}", tag = "Users", operation_id = "forgetDevice",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login"), ("id" = String, Path, description = "Device")),
    responses((status = 200, description = "It is unknown from now on")),
)]
async fn forget_device(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.forget_device(ctx, &login, &id)).await
}

/// Let somebody try again who failed too often
#[utoipa::path(
    post, path = "/api/v1/users/{login}/unlock", tag = "Users", operation_id = "unlockUser",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    responses((status = 200, description = "He may try again")),
)]
async fn unlock(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.unlock(ctx, &login)).await
}

/// Give a user a temporary password
///
/// It works for a week, has to be changed when he signs in, and is shown this once. All his sessions end.
#[utoipa::path(
    post, path = "/api/v1/users/{login}/temporary-password", tag = "Users", operation_id = "giveTemporaryPassword",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    responses((status = 200, description = "The password: password", body = Object)),
)]
async fn temporary_password(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let password =
        asked.enter_hashing(&gate, move |sign_in, ctx| sign_in.give_temporary_password(ctx, &login)).await?;
    let password = Some(password.as_str()).filter(|_| !dry_run);
    answer(&gate, dry_run, &json!({ "password": password }))
}

/// Why a user gets in, or does not
///
/// What each gate would say now to somebody with the right password, and what the gates said of late.
#[utoipa::path(
    get, path = "/api/v1/users/{login}/sign-in", tag = "Users", operation_id = "diagnoseSignIn",
    params(("login" = String, Path, description = "Login"),
        ("from" = Option<String>, Query, description = "The address that he comes from")),
    responses((status = 200, description = "The gates, now and of late", body = Diagnosis)),
)]
async fn diagnose(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let from = asked.wishes.text("from")?;
    let from: Option<IpAddr> = match from.as_deref().map(str::parse).transpose() {
        Ok(from) => from,
        Err(_) => {
            return Err(Refusal::bad(
                "query.malformed",
                "from takes an address such as 192.0.2.7 or 2001:db8::1",
            ));
        }
    };
    let diagnosis = asked.enter(&gate, move |sign_in, ctx| sign_in.diagnose(ctx, &login, from)).await?;
    answer(&gate, false, &json!(diagnosis))
}

async fn show(gate: &Arc<Gate>, login: Option<String>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let security = asked
        .enter(gate, move |sign_in, ctx| {
            let login = login.map_or_else(|| own(ctx), Ok)?;
            sign_in.security(ctx, &login, ctx.author.at_us)
        })
        .await?;
    answer(gate, false, &json!(security))
}

async fn end_all(gate: &Arc<Gate>, login: Option<String>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let ended = asked
        .enter(gate, move |sign_in, ctx| {
            let except = ctx.session.as_ref().map(|session| session.id.as_str()).filter(|_| login.is_none());
            let login = login.clone().map_or_else(|| own(ctx), Ok)?;
            sign_in.end_sessions(ctx, &login, except)
        })
        .await?;
    answer(gate, dry_run, &json!({ "ended": ended }))
}

pub(super) async fn done(
    gate: &Arc<Gate>,
    request: Request,
    work: impl FnOnce(&SignIn, &Ctx) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    asked.enter(gate, work).await?;
    answer(gate, dry_run, &json!({}))
}

pub(super) fn answer(gate: &Gate, dry_run: bool, body: &Json) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(body).map_err(|_| Refusal::broken())?;
    let mut response = http::json(gate.live.revision(), body);
    if dry_run {
        response.headers_mut().insert(http::DRY_RUN, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// Whoever asks, by login.
pub(super) fn own(ctx: &Ctx) -> Result<String, Refused> {
    match &ctx.author.actor {
        Actor::User(login) => Ok(login.to_string()),
        _ => Err(Refused::NotAllowed("this is about the account of whoever asks; sign in first".to_owned())),
    }
}
