//! A question that has come in: the caller admitted, the state chosen, the body read.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    response::Response,
};
use bailiwick_app::{
    Loaded,
    api_keys::{Admitted, Scope},
    decisions::Caller,
};

use super::{Gate, Refusal, body};

/// Demands a revision.
const AT_LEAST: HeaderName = HeaderName::from_static("bailiwick-at-least");
/// Says which revision answered.
const REVISION: HeaderName = HeaderName::from_static("bailiwick-revision");
/// Asks for reasons.
const EXPLAIN: HeaderName = HeaderName::from_static("bailiwick-explain");

/// What an answer is worked out from.
pub(crate) struct Received {
    /// The state; everything in the answer comes from this one.
    pub(crate) loaded: Arc<Loaded>,
    /// The body.
    pub(crate) body: Bytes,
    /// Seconds from 1970.
    pub(crate) now: i64,
    /// Whether reasons are wanted.
    pub(crate) explain: bool,
    /// The revision that the caller demands; 0 for none.
    pub(crate) at_least: u64,
    /// Who calls.
    pub(super) caller: Admitted,
    pub(super) headers: HeaderMap,
    pub(super) extensions: Extensions,
}

impl Received {
    /// How much may be told: as much as the user sees whom the token acts for, by what is in force now.
    pub(crate) fn told(&self, gate: &Gate) -> Caller {
        match &self.caller.key().login {
            None => Caller::Application,
            Some(login) => {
                let newest = gate.live.state().unwrap_or_else(|| Arc::clone(&self.loaded));
                Caller::user(newest, login, self.now)
            }
        }
    }

    /// Whether answering looks at what Bailiwick keeps itself, which is in a database.
    pub(super) fn looks_at_people(&self) -> bool {
        self.caller.key().login.is_some()
    }
}

/// Takes in a request. `wrong_type` is what a body that is not called JSON is refused with.
pub(crate) async fn receive(
    gate: &Gate,
    request: Request,
    scope: Scope,
    wrong_type: fn() -> Refusal,
) -> Result<Received, Refusal> {
    let (parts, body) = request.into_parts();
    let caller = gate.admit(&parts.headers, &parts.extensions, scope)?;
    gate.lets_in(&caller, &parts.headers, &parts.extensions).await?;
    if !body::is_json(&parts.headers) {
        return Err(wrong_type());
    }
    body::check_coding(&parts.headers)?;
    let at_least = at_least(&parts.headers)?;
    let explain =
        parts.headers.get(EXPLAIN).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
    let body = body::read(&parts.headers, body, gate.limits.body_bytes).await?;
    let loaded = gate.state(at_least).await?;
    let now = (gate.clock)().div_euclid(1_000_000);
    let Parts { headers, extensions, .. } = parts;
    Ok(Received { loaded, body, now, explain, at_least: at_least.unwrap_or(0), caller, headers, extensions })
}

fn at_least(headers: &HeaderMap) -> Result<Option<u64>, Refusal> {
    let wrong = || {
        let detail = "Bailiwick-At-Least takes one revision, which is a whole number";
        Refusal::bad("revision.malformed", detail)
    };
    let mut values = headers.get_all(AT_LEAST).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
            number.map(Some).ok_or_else(wrong)
        }
        // The lower of two would be answered from what the caller may know to be stale.
        (Some(_), Some(_)) => Err(wrong()),
    }
}

/// A JSON answer of one revision.
pub(crate) fn json(revision: u64, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(REVISION, HeaderValue::from(revision));
    response
}
