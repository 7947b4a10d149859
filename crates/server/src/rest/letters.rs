//! Letters that are asked for: `/api/v1/users/{login}/invitation`, `/api/v1/me/email`, `/api/v1/me/phone`.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    response::Response,
};
use bailiwick_app::sign_in::{ADDRESS_HOURS, PhoneShown};
use bailiwick_model::{EmailAddress, PhoneNumber};
use bailiwick_protocol::rest::read;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{self, Asked, Gate, Named, Refusal};

/// An invitation that is on its way.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Invitation {
    /// Who was invited.
    login: String,
    /// Where the letter goes.
    sent_to: String,
    /// When the link in it ends, in microseconds since 1970.
    ends_us: i64,
}

/// An address of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddressBody {
    /// The address that letters are to go to; or the present one, to show that it is yours.
    #[schema(value_type = String)]
    email: EmailAddress,
}

/// A telephone of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PhoneBody {
    /// A mobile telephone of your account.
    #[schema(value_type = String)]
    number: PhoneNumber,
}

/// A telephone of one's own, with the code that came to it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PhoneCodeBody {
    /// The telephone.
    #[schema(value_type = String)]
    number: PhoneNumber,
    /// The code.
    code: String,
}

/// A letter or message that is on its way.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct OnItsWay {
    /// Where it goes.
    sent_to: String,
    /// For how many minutes what is in it opens anything.
    minutes: u32,
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(invite))
        .routes(routes!(ask_for_address))
        .routes(routes!(ask_for_phone))
        .routes(routes!(confirm_phone))
}

/// Send a user an invitation
///
/// For who is invited and has not come yet. The link in it works once, as long as `account.invitation_days` says, and takes the place of those that were
/// sent before.
#[utoipa::path(
    post, path = "/api/v1/users/{login}/invitation", tag = "Users", operation_id = "inviteUser",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    responses((status = 200, description = "It is on its way", body = Invitation)),
)]
async fn invite(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(&gate, move |office, ctx| office.invite(ctx, &login)).await?;
    let body = serde_json::to_value(&done.value).map_err(|_| Refusal::broken())?;
    answer(&gate, dry_run, &body)
}

/// Have letters go to another address, or show that the one that you have is yours
///
/// A link is sent to it. Nothing changes before somebody follows it; then both addresses are told. To change it takes the setting `users.self_editable`, and
/// that you have shown not long ago who you are.
#[utoipa::path(
    post, path = "/api/v1/me/email", tag = "Me", operation_id = "changeMyEmail",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = AddressBody,
    responses((status = 200, description = "The link is on its way", body = OnItsWay)),
)]
async fn ask_for_address(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let body: AddressBody = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let told = json!({ "sent_to": body.email, "minutes": ADDRESS_HOURS * 60 });
    asked.enter(&gate, move |sign_in, ctx| sign_in.ask_for_address(ctx, &body.email)).await?;
    answer(&gate, dry_run, &told)
}

/// Have a code sent to a mobile telephone of yours
///
/// Codes to sign in with are only sent to telephones that were shown to be yours.
#[utoipa::path(
    post, path = "/api/v1/me/phone", tag = "Me", operation_id = "askForMyPhone",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = PhoneBody,
    responses((status = 200, description = "The code is on its way", body = OnItsWay)),
)]
async fn ask_for_phone(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let body: PhoneBody = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let told = json!({ "sent_to": body.number.as_str(), "minutes": 10 });
    asked.enter(&gate, move |sign_in, ctx| sign_in.ask_for_phone(ctx, &body.number)).await?;
    answer(&gate, dry_run, &told)
}

/// Show that a mobile telephone is yours
#[utoipa::path(
    put, path = "/api/v1/me/phone", tag = "Me", operation_id = "showMyPhone",
    request_body = PhoneCodeBody,
    responses((status = 200, description = "It is yours")),
)]
async fn confirm_phone(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    if asked.ctx.dry_run {
        // A guess that is tried is one that was made.
        let detail = "a code is shown or not; leave dry_run out";
        return Err(Refusal::bad("query.unknown", detail));
    }
    let PhoneCodeBody { number, code } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let shown = asked.enter(&gate, move |sign_in, ctx| sign_in.confirm_phone(ctx, &number, &code)).await?;
    match shown {
        PhoneShown::Right => answer(&gate, false, &json!({})),
        PhoneShown::Wrong => {
            let detail = "that is not the code that was sent, or it is too old; type it again, or have another one sent";
            Err(Refusal::new(StatusCode::FORBIDDEN, "code.wrong", detail))
        }
        PhoneShown::Stopped(wait) => {
            let detail = "too many were wrong; wait, or ask whoever manages your account";
            let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "sign_in.stopped", detail);
            Err(match wait {
                Some(seconds) => refusal.after_seconds(seconds),
                None => refusal,
            })
        }
    }
}

fn answer(gate: &Gate, dry_run: bool, body: &Json) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(body).map_err(|_| Refusal::broken())?;
    let mut response = http::json(gate.live.revision(), body);
    if dry_run {
        response.headers_mut().insert(http::DRY_RUN, HeaderValue::from_static("true"));
    }
    Ok(response)
}
