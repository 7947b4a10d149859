//! API keys: `/api/v1/me/keys` for one's own, `/api/v1/users/{login}/keys` for those of service accounts.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    administration::{Ctx, Refused},
    api_keys::{Issued, Scope},
    sign_in::{KeyView, NewKey, SignIn},
};
use bailiwick_protocol::rest::read;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::security::{answer, done, own};
use crate::{
    curl,
    http::{Asked, Gate, Named, Pair, Refusal},
};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// The longest time that a key can be made for, in days.
const LONGEST: i64 = 36_500;

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKeyBody {
    /// What it is for, in your own words.
    name: String,
    /// What it may be used for, one at least: decide (ask for decisions), search (ask who may, and what), read (look at people and policy), admin (change
    /// them, too). Whatever they are, the key may no more than its owner may.
    scopes: Vec<String>,
    /// For so many days; for ever when absent.
    #[serde(default)]
    days: Option<i64>,
}

/// A key.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
pub(crate) struct Key {
    /// Its name for programs.
    id: String,
    /// What the key begins with.
    prefix: String,
    /// What its owner calls it.
    name: String,
    /// Whose it is.
    login: String,
    /// What it may be used for.
    scopes: Vec<String>,
    /// When it was made, in microseconds since 1970.
    made_us: i64,
    /// When it stops working; never when absent.
    ends_us: Option<i64>,
    /// When it was used last, to a minute.
    used_us: Option<i64>,
}

/// A key that was made, and the only sight of it.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
pub(crate) struct MadeKey {
    #[serde(flatten)]
    made: Key,
    /// The key itself, to be sent as `Authorization: Bearer KEY`. It is shown this once.
    key: String,
    /// A line for a terminal that uses it.
    curl: String,
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(my_keys, make_my_key))
        .routes(routes!(delete_my_key))
        .routes(routes!(keys, make_key))
        .routes(routes!(delete_key))
}

/// Your API keys
#[utoipa::path(
    get, path = "/api/v1/me/keys", tag = "Me", operation_id = "listMyKeys",
    responses((status = 200, description = "The keys, the oldest first", body = Vec<Key>)),
)]
async fn my_keys(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    listed(&gate, None, request).await
}

/// Make an API key for yourself
///
/// It does what you may do, or less, decided at each request. It takes a person who has shown not long ago who he is; a key makes no keys. The key is shown this once.
#[utoipa::path(
    post, path = "/api/v1/me/keys", tag = "Me", operation_id = "makeMyKey",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = NewKeyBody,
    responses((status = 200, description = "The key", body = MadeKey)),
)]
async fn make_my_key(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    made(&gate, request, |sign_in, ctx, new| sign_in.make_own_key(ctx, new)).await
}

/// Delete one of your API keys
///
/// It is refused from the next request on, and within a second on other nodes.
#[utoipa::path(
    delete, path = "/api/v1/me/keys/{id}", tag = "Me", operation_id = "deleteMyKey",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("id" = String, Path, description = "Key")),
    responses((status = 200, description = "It is gone")),
)]
async fn delete_my_key(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.delete_owned_key(ctx, &own(ctx)?, &id)).await
}

/// The API keys of a user
#[utoipa::path(
    get, path = "/api/v1/users/{login}/keys", tag = "Users", operation_id = "listKeys",
    params(("login" = String, Path, description = "Login")),
    responses((status = 200, description = "The keys, the oldest first", body = Vec<Key>)),
)]
async fn keys(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    listed(&gate, Some(login), request).await
}

/// Make an API key for a service account
///
/// It takes whoever could give all that the account may do. People make keys for themselves. The key is shown this once.
#[utoipa::path(
    post, path = "/api/v1/users/{login}/keys", tag = "Users", operation_id = "makeKey",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    request_body = NewKeyBody,
    responses((status = 200, description = "The key", body = MadeKey)),
)]
async fn make_key(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    made(&gate, request, move |sign_in, ctx, new| sign_in.make_key_for(ctx, &login, new)).await
}

/// Delete an API key of a user
///
/// It is refused from the next request on, and within a second on other nodes.
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/keys/{id}", tag = "Users", operation_id = "deleteKey",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login"), ("id" = String, Path, description = "Key")),
    responses((status = 200, description = "It is gone")),
)]
async fn delete_key(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    done(&gate, request, move |sign_in, ctx| sign_in.delete_owned_key(ctx, &login, &id)).await
}

async fn listed(gate: &Arc<Gate>, login: Option<String>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let keys = asked
        .enter(gate, move |sign_in, ctx| {
            let login = login.map_or_else(|| own(ctx), Ok)?;
            sign_in.keys(ctx, &login)
        })
        .await?;
    answer(gate, false, &json!(keys))
}

async fn made(
    gate: &Arc<Gate>,
    request: Request,
    make: impl FnOnce(&SignIn, &Ctx, &NewKey) -> Result<Issued, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let new = wanted(read(Json::Object(std::mem::take(&mut asked.members)))?)?;
    let issued = asked.enter(gate, move |sign_in, ctx| make(sign_in, ctx, &new)).await?;
    let Issued { key, secret } = issued;
    let Some(login) = key.login.clone() else { return Err(Refusal::broken()) };
    // A key that is not kept is nobody's.
    let text = Some(secret.reveal()).filter(|_| !dry_run);
    let curl = text.map(|text| curl::line(&gate.public_url, text, &key.scopes, Some(login.as_str())));
    let mut body = json!(KeyView::of(key, login));
    if let Json::Object(members) = &mut body {
        members.extend([("key".to_owned(), json!(text)), ("curl".to_owned(), json!(curl))]);
    }
    answer(gate, dry_run, &body)
}

/// What is wanted, where it makes sense.
fn wanted(body: NewKeyBody) -> Result<NewKey, Refusal> {
    let NewKeyBody { name, scopes, days } = body;
    let unfit = |place: String, why: String| {
        let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        Refusal::new(status, "body.unfit", "no key can be made of this").at(place, why)
    };
    let mut known = BTreeSet::new();
    for (at, word) in scopes.iter().enumerate() {
        let scope: Scope = word.parse().map_err(|error: bailiwick_store::api_key::UnknownScope| {
            unfit(format!("/scopes/{at}"), error.to_string())
        })?;
        known.insert(scope);
    }
    if days.is_some_and(|days| !(1..=LONGEST).contains(&days)) {
        return Err(unfit(
            "/days".to_owned(),
            format!("a whole number from 1 to {LONGEST}; for ever when absent"),
        ));
    }
    Ok(NewKey { name, scopes: known, lasts_us: days.map(|days| days * DAY_US) })
}
