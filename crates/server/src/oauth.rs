//! OAuth 2.0: client credentials (RFC 6749 §4.4) and nothing else of it. A service account shows a key of its and gets an access token for some minutes
//! (ADR 0022).

mod client;
mod error;

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Extensions, HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bailiwick_app::api_keys::{
    Admitted, Scope,
    access_token::{LASTS_US, words},
};
use bailiwick_model::UserKind;
use serde_json::{Value as Json, json};

use self::{
    client::Client,
    error::{Fault, Word},
};
use crate::http::{Gate, Refusal, away, body, json as answered};

/// Where tokens are given.
pub(crate) const TOKEN: &str = "/oauth2/token";
/// Where it says so (RFC 8414).
pub(crate) const WELL_KNOWN: &str = "/.well-known/oauth-authorization-server";

/// Longest body of a request for a token.
const LONGEST: usize = 16 * 1024;

/// `POST /oauth2/token`
pub(crate) async fn token(State(gate): State<Arc<Gate>>, request: Request) -> Response {
    match exchange(&gate, request).await {
        Ok(token) => kept_nowhere(StatusCode::OK, &token),
        Err(fault) => fault.into_response(),
    }
}

async fn exchange(gate: &Arc<Gate>, request: Request) -> Result<Json, Fault> {
    let (parts, body) = request.into_parts();
    let fields = fields(&parts.headers, body).await?;
    let client = Client::shown(&parts.headers, &fields)?;
    match fields.one("grant_type")? {
        None => return Err(Word::InvalidRequest.says("grant_type is missing; send client_credentials")),
        Some("client_credentials") => {}
        Some(_) => {
            return Err(Word::UnsupportedGrantType.says("the only grant_type here is client_credentials"));
        }
    }
    let caller = authenticated(gate, &client, &parts.headers, &parts.extensions).await?;
    let scopes = narrowed(fields.one("scope")?, &caller.key().scopes)?;
    gate.turn(&caller).map_err(Fault::too_often)?;
    let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
    let made = gate.access.make(&caller.key().id, &scopes, (gate.clock)(), &mut entropy);
    let token = made.map_err(|error| {
        tracing::error!(%error, "no access token could be made");
        Fault::broken()
    })?;
    Ok(json!({
        "access_token": token, "token_type": "Bearer", "expires_in": LASTS_US / 1_000_000, "scope": words(&scopes),
    }))
}

/// The key that a client shows, if it is one of a service account of this name that may come in from there.
async fn authenticated(
    gate: &Arc<Gate>,
    client: &Client,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Result<Admitted, Fault> {
    let wrong =
        || Word::InvalidClient.says("there is no such client, or this is no key of its").asked_by(client);
    let shown = gate.keyring.known(&client.secret, (gate.clock)()).ok();
    let shown = shown.filter(|key| key.key().login.as_ref().is_some_and(|login| client.is(login.as_str())));
    let Some(caller) = shown else {
        return Err(gate.failed(extensions).err().map_or_else(wrong, Fault::too_many_attempts));
    };
    if !gate.is_in_use(&caller) || gate.lets_in(&caller, headers, extensions).await.is_err() {
        return Err(wrong());
    }
    let (people, login) = (Arc::clone(&gate.people), caller.key().login.clone());
    let user = away(move || login.map(|login| people.user(&login))).await.map_err(|_| Fault::broken())?;
    match user {
        Some(Ok(Some(user))) if user.kind == UserKind::Service => Ok(caller),
        Some(Ok(_)) => {
            let why = "this is for service accounts; people send their keys as they are, as Authorization: Bearer KEY";
            Err(Word::UnauthorizedClient.says(why))
        }
        Some(Err(error)) => {
            tracing::error!(%error, "a client could not be looked up");
            Err(Fault::broken())
        }
        None => Err(wrong()),
    }
}

/// What the token is for: all that the key is, or as much of it as is asked for.
fn narrowed(asked: Option<&str>, held: &BTreeSet<Scope>) -> Result<BTreeSet<Scope>, Fault> {
    let Some(asked) = asked else { return Ok(held.clone()) };
    let mut scopes = BTreeSet::new();
    for word in asked.split(' ').filter(|word| !word.is_empty()) {
        let known = word.parse::<Scope>().ok().filter(|scope| held.iter().any(|held| held.covers(*scope)));
        let beyond = || {
            let why =
                format!("the key does not give every scope that is asked for; it gives: {}", words(held));
            Word::InvalidScope.says(why)
        };
        scopes.insert(known.ok_or_else(beyond)?);
    }
    if scopes.is_empty() {
        Err(Word::InvalidScope.says("scope is empty; leave it out, or name one"))
    } else {
        Ok(scopes)
    }
}

/// What a form says.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of a name, which may be there once (RFC 6749 §3.2). An empty one counts as absent.
    fn one(&self, name: &str) -> Result<Option<&str>, Fault> {
        let mut all = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        match (all.next(), all.next()) {
            (_, Some(_)) => Err(Word::InvalidRequest.says(format!("{name} is there more than once"))),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }
}

async fn fields(headers: &HeaderMap, coming: Body) -> Result<Fields, Fault> {
    if !body::is(headers, &["application/x-www-form-urlencoded"]) {
        let why = "the body is a form; send Content-Type: application/x-www-form-urlencoded";
        return Err(Word::InvalidRequest.says(why));
    }
    body::check_coding(headers).map_err(|_| Word::InvalidRequest.says("send the body as it is, in UTF-8"))?;
    let whole = body::read(headers, coming, LONGEST).await;
    let whole = whole.map_err(|_| Word::InvalidRequest.says("the body is too long, or ended too soon"))?;
    serde_urlencoded::from_bytes(&whole).map(Fields).map_err(|_| {
        Word::InvalidRequest.says("the body is no form: NAME=VALUE, with an ampersand between two")
    })
}

/// An answer that no cache keeps.
fn kept_nowhere(status: StatusCode, body: &Json) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// `GET /.well-known/oauth-authorization-server`. Its addresses come from the configuration, never from the request.
pub(crate) async fn metadata(State(gate): State<Arc<Gate>>) -> Result<Response, Refusal> {
    let issuer = gate.public_url.trim_end_matches('/');
    let all: Vec<String> = Scope::ALL.iter().map(ToString::to_string).collect();
    let body = json!({
        "issuer": issuer,
        "token_endpoint": format!("{issuer}{TOKEN}"),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": all,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    });
    let mut response = answered(gate.live.revision(), body.to_string());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}
