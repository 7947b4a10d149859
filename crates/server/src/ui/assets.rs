//! Style, script and drawings. They are part of the program; their address says what is in them, so a browser keeps them for good.

use std::sync::OnceLock;

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::http::Refusal;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal: $kind:literal),* $(,)?) => {
        &[$(Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../../assets/", $name)) }),*]
    };
}

static ASSETS: &[Asset] = assets![
    "bailiwick.css": "text/css; charset=utf-8",
    "bailiwick.js": "text/javascript; charset=utf-8",
    "icons.svg": "image/svg+xml",
    "logo.svg": "image/svg+xml",
    "passkeys.js": "text/javascript; charset=utf-8",
    "strength.js": "text/javascript; charset=utf-8",
    "tokens.css": "text/css; charset=utf-8",
];

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Drawings run nothing, wherever they are opened.
const INERT: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// `GET /static/{file}`
pub(super) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or_else(Refusal::not_found)?;
    let tag = HeaderValue::from_str(&format!("\"{}\"", version())).map_err(|_| Refusal::broken())?;
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|shown| *shown == tag);
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { asset.bytes.into_response() };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    answer.insert(header::ETAG, tag);
    answer.insert(header::CACHE_CONTROL, FOR_GOOD);
    answer.insert(header::CONTENT_SECURITY_POLICY, INERT);
    Ok(response)
}

/// What tells these assets from those of another version, for addresses.
pub(super) fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut digest = Sha256::new();
        ASSETS.iter().for_each(|asset| digest.update(asset.bytes));
        digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    })
}
