//! What is around every answer, whatever became of the request: its id, safe headers, a time limit, the count.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    Gate, Refusal,
    panics::caught,
    request_id::{HEADER, RequestId, shown},
};
use crate::{clock::Stopwatch, metrics::Endpoint};

const NOSNIFF: HeaderName = HeaderName::from_static("x-content-type-options");

/// Browsers that came once by TLS come by nothing else for a year.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Answers a request through the handlers inside, or says what became of it.
pub(super) async fn envelope(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let id = gate.ids.of(request.headers());
    let endpoint = Endpoint::of(request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let changes = endpoint == Endpoint::Other && !request.method().is_safe();
    let watch = Stopwatch::start();
    let limit = Duration::from_secs(gate.limits.request_seconds);
    let mut response = match tokio::time::timeout(limit, caught(next.run(request))).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Refusal::broken().into_response(),
        Err(_) if changes => Refusal::outcome_unknown().into_response(),
        Err(_) => Refusal::too_slow().into_response(),
    };
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let mut document = refusal.document(&shown(&id));
        // Such as Allow, which the router has put there.
        let kept = std::mem::take(response.headers_mut());
        document.headers_mut().extend(kept.into_iter().filter(|(name, _)| {
            name.as_ref().is_some_and(|name| *name != header::CONTENT_LENGTH && *name != header::CONTENT_TYPE)
        }));
        response = document;
    }
    let status = response.status();
    if status.is_server_error() {
        tracing::error!(
            request_id = shown(&id),
            endpoint = endpoint.name(),
            status = status.as_u16(),
            "failed"
        );
    } else {
        tracing::debug!(
            request_id = shown(&id),
            endpoint = endpoint.name(),
            status = status.as_u16(),
            "answered"
        );
    }
    gate.metrics.count(endpoint, status, watch.elapsed());
    let headers = response.headers_mut();
    headers.insert(HEADER, id);
    headers.insert(NOSNIFF, HeaderValue::from_static("nosniff"));
    if gate.origin.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
