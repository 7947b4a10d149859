//! Adding second factors to one's own account: `/api/v1/me/passkeys`, `/api/v1/me/authenticators`; and their names. Each is begun, and ended with what the device answers.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    factors::passkeys::Purpose,
    sign_in::{Added, FactorName, NotLetIn},
};
use bailiwick_protocol::rest::read;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::security::answer;
use crate::{
    http::{Asked, Gate, Named, Refusal},
    ui::{ISSUER, misnamed, refused, unfit},
};

/// What a passkey is to be for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasskeyKind {
    /// `passkey` (the default) signs in by itself; `security_key` is a second factor beside the password, and need not have a PIN.
    #[schema(example = "passkey")]
    kind: Option<String>,
}

/// A passkey that a device has made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    /// What beginning gave.
    begun: String,
    /// What its owner calls it.
    name: String,
    /// What the browser gave: `PublicKeyCredential.toJSON()`.
    #[schema(value_type = Object)]
    credential: Json,
}

/// The first code of an authenticator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAuthenticatorCode {
    /// What beginning gave.
    begun: String,
    /// What its owner calls it.
    name: String,
    /// The six digits that it shows.
    code: String,
}

/// Another name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FactorRenamed {
    /// The name: up to 60 characters.
    name: String,
}

/// A second factor.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct OwnFactor {
    /// Its name for programs.
    id: String,
    /// `totp` or `passkey`.
    kind: String,
    /// What its owner calls it.
    name: String,
    /// When it was added, in microseconds since 1970.
    made_us: i64,
    /// When it was used last.
    used_us: Option<i64>,
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(begin_passkey))
        .routes(routes!(add_passkey))
        .routes(routes!(begin_authenticator))
        .routes(routes!(add_authenticator))
        .routes(routes!(rename_factor))
}

/// Begin to add a passkey
///
/// It takes a session whose user has shown within `step_up.minutes` who he is. The answer holds what `PublicKeyCredential.parseCreationOptionsFromJSON` takes.
#[utoipa::path(
    post, path = "/api/v1/me/passkeys/begin", tag = "Me", operation_id = "beginMyPasskey",
    request_body = PasskeyKind,
    responses((status = 200, description = "What to ask the device, for ten minutes: begun, publicKey", body = Object)),
)]
async fn begin_passkey(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let body: PasskeyKind = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let purpose = match body.kind.as_deref() {
        None | Some("passkey") => Purpose::Alone,
        Some("security_key") => Purpose::SecondFactor,
        Some(_) => {
            let detail = "the body cannot be taken";
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail);
            return Err(refusal.at("/kind", "write passkey or security_key"));
        }
    };
    let dry_run = asked.ctx.dry_run;
    let (begun, mut options) =
        asked.enter(&gate, move |sign_in, ctx| sign_in.begin_own_passkey(ctx, purpose)).await?;
    if let Some(members) = options.as_object_mut() {
        members.insert("begun".to_owned(), json!(begun));
    }
    answer(&gate, dry_run, &options)
}

/// Add a passkey that a device has made
#[utoipa::path(
    post, path = "/api/v1/me/passkeys", tag = "Me", operation_id = "addMyPasskey",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewPasskey,
    responses((status = 200, description = "The passkey", body = OwnFactor)),
)]
async fn add_passkey(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let NewPasskey { begun, name, credential } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let name = FactorName::new(name).map_err(|error| misnamed(&error))?;
    let response = serde_json::to_vec(&credential).map_err(|_| Refusal::broken())?;
    let dry_run = asked.ctx.dry_run;
    let added = asked
        .enter(&gate, move |sign_in, ctx| sign_in.add_own_passkey(ctx, &begun, &name, &response))
        .await?;
    told(&gate, dry_run, added)
}

/// Begin to add an authenticator
///
/// It takes a session whose user has shown within `step_up.minutes` who he is.
#[utoipa::path(
    post, path = "/api/v1/me/authenticators/begin", tag = "Me", operation_id = "beginMyAuthenticator",
    responses((status = 200, description = "What the authenticator has to be told, for ten minutes: begun, uri (for its camera), secret (for typing)", body = Object)),
)]
async fn begin_authenticator(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let (begun, new) = asked.enter(&gate, |sign_in, ctx| sign_in.begin_authenticator(ctx, ISSUER)).await?;
    answer(&gate, dry_run, &json!({ "begun": begun, "uri": new.uri.as_str(), "secret": new.text.as_str() }))
}

/// Add the authenticator that shows this code
#[utoipa::path(
    post, path = "/api/v1/me/authenticators", tag = "Me", operation_id = "addMyAuthenticator",
    request_body = NewAuthenticatorCode,
    responses((status = 200, description = "The authenticator", body = OwnFactor)),
)]
async fn add_authenticator(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    if asked.ctx.dry_run {
        // A guess that is tried is one that was made.
        return Err(Refusal::bad("query.unknown", "a code is right or not; leave dry_run out"));
    }
    let NewAuthenticatorCode { begun, name, code } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let name = FactorName::new(name).map_err(|error| misnamed(&error))?;
    let added = asked
        .enter(&gate, move |sign_in, ctx| sign_in.add_own_authenticator(ctx, &begun, &name, &code))
        .await?;
    told(&gate, false, added)
}

/// Give one of your second factors another name
#[utoipa::path(
    patch, path = "/api/v1/me/factors/{id}", tag = "Me", operation_id = "renameMyFactor",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("id" = String, Path, description = "Second factor")),
    request_body = FactorRenamed,
    responses((status = 200, description = "It has the name")),
)]
async fn rename_factor(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let FactorRenamed { name } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let name = FactorName::new(name).map_err(|error| misnamed(&error))?;
    let dry_run = asked.ctx.dry_run;
    asked.enter(&gate, move |sign_in, ctx| sign_in.rename_factor(ctx, &id, &name)).await?;
    answer(&gate, dry_run, &json!({}))
}

fn told(gate: &Gate, dry_run: bool, added: Added) -> Result<Response, Refusal> {
    match added {
        Added::Done(factor) => answer(gate, dry_run, &json!(factor)),
        Added::Unfit(error) => Err(unfit(&error)),
        Added::Over => Err(refused(NotLetIn::Over)),
        Added::Wrong => Err(refused(NotLetIn::WrongFactor)),
        Added::Stopped(retry_after_s) => Err(refused(NotLetIn::Stopped { retry_after_s })),
    }
}
