//! The id that a caller and the log know a request by.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries it.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Most characters of an id that a caller gives.
const LONGEST: usize = 64;

/// The id of a request, for whoever has to note it.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) HeaderValue);

impl RequestId {
    /// As it is noted.
    pub(super) fn text(&self) -> String {
        shown(&self.0)
    }
}

/// Makes ids for requests that come without: a random word of this process, and a number.
pub struct RequestIds {
    process: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// Ids that begin with `process`, which should be random so that ids of two processes differ.
    #[must_use]
    pub fn new(process: u64) -> Self {
        Self { process, next: AtomicU64::new(1) }
    }

    /// The caller's id, where it is a short word, or a new one: it goes into logs, the trail and the answer.
    pub(super) fn of(&self, headers: &HeaderMap) -> HeaderValue {
        headers.get(HEADER).filter(|id| is_word(id)).cloned().unwrap_or_else(|| {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let text = format!("{:016x}-{number}", self.process);
            HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("unnamed"))
        })
    }
}

fn is_word(id: &HeaderValue) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    (1..=LONGEST).contains(&id.len()) && id.as_bytes().iter().all(fits)
}

/// The id for a document or a log: what is not visible ASCII is shown, not sent on.
pub(super) fn shown(id: &HeaderValue) -> String {
    id.as_bytes().escape_ascii().to_string()
}
