//! Why a request gets no answer, and the problem document that says so.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bailiwick_app::{Behind, api_keys};
use bailiwick_protocol::{
    authzen::RequestError,
    problem::{self, Problem},
};

/// A request that gets no answer. The envelope turns it into a problem document once it knows the request's id.
#[derive(Clone, Debug)]
pub(crate) struct Refusal(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    problem: Problem,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// Refuses with a status, a word for programs, and a sentence that says how to mend it.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        let problem = Problem::new(status.as_u16(), title).code(code).detail(detail);
        Self(Box::new(Parts { problem, header: None }))
    }

    /// The status that it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What it says.
    pub(crate) fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The header of its own that it is answered with.
    pub(crate) fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        self.0.header.clone()
    }

    /// The same, pointing at a place in the body.
    pub(crate) fn at(mut self, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        let problem = std::mem::replace(&mut self.0.problem, Problem::new(500, ""));
        self.0.problem = problem.fault(pointer, message);
        self
    }

    pub(crate) fn bad(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "path.unknown",
            "there is nothing at this path; see the API's documentation",
        )
    }

    pub(crate) fn wrong_method() -> Self {
        let detail = "this path takes another method; see the Allow header";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method.wrong", detail)
    }

    pub(crate) fn too_long(limit: usize) -> Self {
        let detail = format!("the body has more than {limit} bytes; send less, or several requests");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body.too_long", detail)
    }

    pub(crate) fn not_ready() -> Self {
        let detail = "no policy has been loaded yet; ask again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", detail)
    }

    pub(crate) fn too_slow() -> Self {
        let detail = "the answer took too long; ask for less, or again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too_slow", detail)
    }

    /// As [`Refusal::too_slow`], of something that may be done all the same: work that has begun is not broken off.
    pub(crate) fn outcome_unknown() -> Self {
        let detail = "it took too long and may still be done; look before you send it again, or send an Idempotency-Key \
                      with it, which makes sending it again harmless";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "outcome.unknown", detail)
    }

    /// Something broke here. What, is in the log under the request's id and nowhere else.
    pub(crate) fn broken() -> Self {
        let detail = "something went wrong here; the log has more under this request's id";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// The token was used too often. `wait_us` is the time to its next turn.
    pub(crate) fn too_many_requests(wait_us: i64) -> Self {
        let detail = "this token has had its requests for now; ask again after the seconds in Retry-After";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "requests.too_many", detail).after(wait_us)
    }

    /// Too many tokens from this address were none.
    pub(crate) fn too_many_attempts(wait_us: i64) -> Self {
        let detail = "too many requests from this address came with a token that is not accepted; mend the token, and \
                      ask again after the seconds in Retry-After";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "token.too_many_attempts", detail).after(wait_us)
    }

    /// More come to sign in than can be judged.
    pub(crate) fn too_busy() -> Self {
        let detail =
            "too many people are signing in at this moment; try again after the seconds in Retry-After";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too_busy", detail).after(2_000_000)
    }

    /// The same, to be tried again after so many seconds.
    pub(crate) fn after_seconds(self, seconds: u64) -> Self {
        self.after(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000))
    }

    fn after(mut self, wait_us: i64) -> Self {
        let seconds = wait_us.max(0).unsigned_abs().div_ceil(1_000_000).max(1);
        self.0.header = Some((header::RETRY_AFTER, HeaderValue::from(seconds)));
        self
    }

    fn challenge(mut self, text: &str) -> Self {
        self.0.header = HeaderValue::from_str(text).ok().map(|value| (header::WWW_AUTHENTICATE, value));
        self
    }

    /// The problem document, with the request's id in it.
    pub(super) fn document(self, request_id: &str) -> Response {
        let Parts { problem, header: own } = *self.0;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem.request(request_id)).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(problem::CONTENT_TYPE));
        if let Some((name, value)) = own {
            headers.insert(name, value);
        }
        response
    }
}

impl IntoResponse for Refusal {
    /// Without body as yet: the envelope has the request's id and writes it.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(self.0.problem.status).unwrap_or_default();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Behind> for Refusal {
    fn from(error: Behind) -> Self {
        Self::new(StatusCode::CONFLICT, "revision.behind", error.to_string())
    }
}

impl From<api_keys::Refusal> for Refusal {
    fn from(error: api_keys::Refusal) -> Self {
        let (status, code, challenge) = match error {
            api_keys::Refusal::Missing => {
                (StatusCode::UNAUTHORIZED, "token.missing", "Bearer realm=\"bailiwick\"".to_owned())
            }
            api_keys::Refusal::Unknown => (
                StatusCode::UNAUTHORIZED,
                "token.refused",
                "Bearer realm=\"bailiwick\", error=\"invalid_token\"".to_owned(),
            ),
            api_keys::Refusal::Scope(scope) => (
                StatusCode::FORBIDDEN,
                "token.scope",
                format!("Bearer realm=\"bailiwick\", error=\"insufficient_scope\", scope=\"{scope}\""),
            ),
        };
        Self::new(status, code, error.to_string()).challenge(&challenge)
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        match &error {
            RequestError::TooLong { limit, .. } => Self::too_long(*limit),
            RequestError::Malformed { .. } => Self::bad("request.malformed", error.to_string()),
            RequestError::Member { path, what } => {
                Self::bad("request.malformed", error.to_string()).at(pointer(path), what.clone())
            }
        }
    }
}

/// The JSON pointer of a place such as `evaluations[3].subject.id`; empty for the body as a whole.
fn pointer(path: &str) -> String {
    if path == "request" {
        return String::new();
    }
    let parts = path.split(['.', '[']).map(|part| part.trim_end_matches(']'));
    parts.filter(|part| !part.is_empty()).map(problem::step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_become_pointers() {
        assert_eq!(pointer("evaluations[3].subject.id"), "/evaluations/3/subject/id");
        assert_eq!(pointer("context"), "/context");
        assert_eq!(pointer("request"), "");
    }
}
