//! `/api/v1/docs`: the description for people, who can try what they read. Nothing on it comes from elsewhere.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// `GET /api/v1/docs`
pub(crate) async fn page() -> Response {
    let mut response = file("text/html; charset=utf-8", include_str!("reference/index.html"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// `GET /api/v1/docs/reference.css`
pub(crate) async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("reference/reference.css"))
}

/// `GET /api/v1/docs/reference.js`
pub(crate) async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("reference/reference.js"))
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
