//! What was typed into a form, in any of the ways that browsers and programs send one.

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{HeaderMap, StatusCode, header},
};
use bailiwick_protocol::authzen::{Limits, Object};
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{Refusal, body};

/// Names and values, in their order.
pub(super) type Fields = Vec<(String, Zeroizing<String>)>;

/// Most fields that a form of a stranger has: ours have a dozen at most.
pub(super) const MOST: usize = 64;

/// Most fields of somebody who is signed in: the boxes of a long list.
pub(super) const MOST_OF_INSIDERS: usize = 1_000;

/// The fields of a form, its files among them, or the texts of a JSON object.
pub(super) async fn read(
    limits: &Limits,
    headers: &HeaderMap,
    body: Bytes,
    most: usize,
) -> Result<Fields, Refusal> {
    let fields = found(limits, headers, body, most).await?;
    if fields.len() > most { Err(too_many(most)) } else { Ok(fields) }
}

/// Whether the body has files: nothing else is long.
pub(super) fn has_files(headers: &HeaderMap) -> bool {
    body::is(headers, &["multipart/form-data"])
}

async fn found(limits: &Limits, headers: &HeaderMap, body: Bytes, most: usize) -> Result<Fields, Refusal> {
    if has_files(headers) {
        return parts(headers, body, most).await;
    }
    if body::is(headers, &["application/x-www-form-urlencoded"]) {
        if body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).nth(most).is_some() {
            return Err(too_many(most));
        }
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).map_err(|_| malformed())?;
        return Ok(fields.into_iter().map(|(name, value)| (name, Zeroizing::new(value))).collect());
    }
    if !body::is_json(headers) {
        let detail = "the body must be a form or JSON; send Content-Type: application/x-www-form-urlencoded";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_form", detail));
    }
    let members = Object::read(&body, limits)?.members()?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(members.into_iter().map(|(name, value)| (name, Zeroizing::new(text(value)))).collect())
}

/// The parts of a form with files (RFC 7578). All of them are texts here; a picture is one in base64.
async fn parts(headers: &HeaderMap, body: Bytes, most: usize) -> Result<Fields, Refusal> {
    let mut parts = multipart(headers, body).await?;
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| malformed())? {
        if fields.len() == most {
            return Err(too_many(most));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let is_picture = part.content_type().is_some_and(|kind| kind.starts_with("image/"));
        let bytes = part.bytes().await.map_err(|_| malformed())?;
        if is_picture {
            fields.push((name, Zeroizing::new(STANDARD.encode(&bytes))));
            continue;
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            let detail = format!("{name} is not text in UTF-8; save it as that and send it again");
            Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail)
                .at(format!("/{name}"), "save it as UTF-8")
        })?;
        fields.push((name, Zeroizing::new(text.to_owned())));
    }
    Ok(fields)
}

/// The file of a form that was sent by a name, as it is.
pub(super) async fn file(headers: &HeaderMap, body: Bytes, name: &str) -> Result<Bytes, Refusal> {
    if !has_files(headers) {
        let detail = "the body must be a form with a file; send Content-Type: multipart/form-data";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_form", detail));
    }
    let mut parts = multipart(headers, body).await?;
    while let Some(part) = parts.next_field().await.map_err(|_| malformed())? {
        if part.name() == Some(name) {
            return part.bytes().await.map_err(|_| malformed());
        }
    }
    let detail = format!("the form lacks the file {name}; choose one");
    Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail)
        .at(format!("/{name}"), "choose one"))
}

async fn multipart(headers: &HeaderMap, body: Bytes) -> Result<Multipart, Refusal> {
    let mut request = Request::new(Body::from(body));
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
    }
    // The body is here already, and no longer than it may be.
    DefaultBodyLimit::disable().apply(&mut request);
    Multipart::from_request(request, &()).await.map_err(|_| malformed())
}

fn too_many(most: usize) -> Refusal {
    let detail = format!("the form has more than {most} fields; send those of the page alone");
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail)
}

fn malformed() -> Refusal {
    Refusal::bad("body.malformed", "the form cannot be read; send it as a browser does")
}
