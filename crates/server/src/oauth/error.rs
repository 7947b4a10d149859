//! Why no token is given, in the words of RFC 6749 §5.2.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{client::Client, kept_nowhere};

/// A word for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    InvalidRequest,
    InvalidClient,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
    /// Not among those of the RFC for this endpoint: something broke here, or there was too much.
    Unavailable,
}

/// Why no token is given.
#[derive(Debug)]
pub(super) struct Fault {
    word: Word,
    status: StatusCode,
    description: String,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Word {
    /// With a sentence that says how to mend it.
    pub(super) fn says(self, description: impl Into<String>) -> Fault {
        let status =
            if self == Self::InvalidClient { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        Fault { word: self, status, description: description.into(), header: None }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::Unavailable => "temporarily_unavailable",
        }
    }
}

impl Fault {
    /// With the way in which a client can show itself.
    pub(super) fn challenging(self) -> Self {
        let challenge = HeaderValue::from_static("Basic realm=\"bailiwick\"");
        Self { header: Some((header::WWW_AUTHENTICATE, challenge)), ..self }
    }

    /// The same, where the client has shown itself in that way.
    pub(super) fn asked_by(self, client: &Client) -> Self {
        if client.in_header { self.challenging() } else { self }
    }

    /// Too many who showed something from there were nobody.
    pub(super) fn too_many_attempts(wait_us: i64) -> Self {
        let why = "too many requests from this address showed a key that is not accepted; ask again after Retry-After";
        Self { status: StatusCode::TOO_MANY_REQUESTS, ..Word::InvalidClient.says(why) }.after(wait_us)
    }

    /// The key was used too often.
    pub(super) fn too_often(wait_us: i64) -> Self {
        let why = "this key has had its requests for now; ask again after Retry-After";
        Self { status: StatusCode::TOO_MANY_REQUESTS, ..Word::Unavailable.says(why) }.after(wait_us)
    }

    /// Something broke here. What, is in the log.
    pub(super) fn broken() -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self { status, ..Word::Unavailable.says("something went wrong here; ask again in a moment") }
    }

    fn after(self, wait_us: i64) -> Self {
        let seconds = wait_us.max(0).unsigned_abs().div_ceil(1_000_000).max(1);
        Self { header: Some((header::RETRY_AFTER, HeaderValue::from(seconds))), ..self }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let Self { word, status, description, header } = self;
        let body = json!({ "error": word.as_str(), "error_description": description });
        let mut response = kept_nowhere(status, &body);
        response.headers_mut().extend(header);
        response
    }
}
