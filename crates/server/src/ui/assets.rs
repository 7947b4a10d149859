//! Style, script and drawings. They are part of the program; their address says what is in them, so a browser keeps them for good.

use std::{io::Write, sync::OnceLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
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
    "htmx.min.js": "text/javascript; charset=utf-8",
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
    let packed = takes_gzip(&headers).then(|| asset.packed()).flatten();
    let mut response = match packed {
        _ if known => StatusCode::NOT_MODIFIED.into_response(),
        Some(packed) => packed.into_response(),
        None => asset.bytes.into_response(),
    };
    let answer = response.headers_mut();
    if packed.is_some() {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    answer.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    answer.insert(header::ETAG, tag);
    answer.insert(header::CACHE_CONTROL, FOR_GOOD);
    answer.insert(header::CONTENT_SECURITY_POLICY, INERT);
    Ok(response)
}

impl Asset {
    /// The bytes, packed when they are asked for first; nothing where they cannot be. Pages themselves are never packed: how long a
    /// packed page is tells what stands in it.
    fn packed(&self) -> Option<&'static [u8]> {
        static PACKED: OnceLock<Vec<Option<Vec<u8>>>> = OnceLock::new();
        let all = PACKED.get_or_init(|| ASSETS.iter().map(|asset| gzip(asset.bytes)).collect());
        let place = ASSETS.iter().position(|asset| asset.name == self.name)?;
        all.get(place)?.as_deref()
    }
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).ok()?;
    packer.finish().ok()
}

/// Whether a browser takes what is packed: `gzip`, and not with the weight of nothing.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("gzip")
            && !weight.trim().trim_start_matches("q=").trim_matches(['0', '.']).is_empty()
            || coding.trim().eq_ignore_ascii_case("gzip")
    })
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
