//! Bodies of requests: JSON, of bounded length.

use std::{future::poll_fn, pin::Pin};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderMap, header},
};

use super::Refusal;

/// Whether the caller says that the body is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    is(headers, &["application/json", "application/merge-patch+json"])
}

/// Whether the caller says that the body is a table.
pub(crate) fn is_csv(headers: &HeaderMap) -> bool {
    is(headers, &["text/csv"])
}

/// Whether the caller says that the body is of one of these kinds.
pub(crate) fn is(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default().trim();
    kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Refuses a body that is written in another way than its bytes say.
pub(crate) fn check_coding(headers: &HeaderMap) -> Result<(), Refusal> {
    for value in headers.get_all(header::CONTENT_TYPE) {
        let parameters = value.to_str().unwrap_or_default().split(';').skip(1);
        for (name, value) in parameters.filter_map(|parameter| parameter.split_once('=')) {
            let value = value.trim().trim_matches('"');
            if name.trim().eq_ignore_ascii_case("charset") && !value.eq_ignore_ascii_case("utf-8") {
                let detail = format!("the body is said to be in {value:?}; JSON is sent in UTF-8");
                return Err(Refusal::bad("body.charset", detail));
            }
        }
    }
    let codings = headers.get_all(header::CONTENT_ENCODING).iter();
    match codings
        .map(|value| value.to_str().unwrap_or("?").trim())
        .find(|c| !c.eq_ignore_ascii_case("identity"))
    {
        Some(coding) => {
            let detail = format!("the body is said to be coded as {coding:?}; send it as it is");
            Err(Refusal::bad("body.encoding", detail))
        }
        None => Ok(()),
    }
}

/// Refuses a body that says itself that it is longer than `limit`.
pub(crate) fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), Refusal> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    match announced {
        Some(length) if length > limit => Err(Refusal::too_long(limit)),
        _ => Ok(()),
    }
}

/// The whole body, unless it is longer than `limit`.
pub(crate) async fn read(headers: &HeaderMap, mut body: Body, limit: usize) -> Result<Bytes, Refusal> {
    check_length(headers, limit)?;
    // Nearly every body comes in one piece, which is then not copied.
    let Some(first) = piece(&mut body).await? else { return Ok(Bytes::new()) };
    if first.len() > limit {
        return Err(Refusal::too_long(limit));
    }
    if body.is_end_stream() {
        return Ok(first);
    }
    let mut whole = first.to_vec();
    while let Some(next) = piece(&mut body).await? {
        if whole.len() + next.len() > limit {
            return Err(Refusal::too_long(limit));
        }
        whole.extend_from_slice(&next);
    }
    Ok(whole.into())
}

/// The next piece of a body; nothing behind the last one.
pub(crate) async fn piece(body: &mut Body) -> Result<Option<Bytes>, Refusal> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
            None => return Ok(None),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => return Ok(Some(data)),
                // Trailers say nothing that is needed here.
                Err(_) => continue,
            },
            Some(Err(_)) => {
                return Err(Refusal::bad(
                    "body.broken",
                    "the body ended before it was complete; send it again",
                ));
            }
        }
    }
}
