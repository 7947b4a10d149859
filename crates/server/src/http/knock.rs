//! A request of somebody who is not signed in yet: who knocks, and what he has typed.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, Uri, header, request::Parts},
};
use bailiwick_app::sign_in::{SignIn, Visit};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit};
use zeroize::Zeroizing;

use super::{
    Gate, Refusal, body,
    cookie::Cookie,
    fields::{self, MOST, MOST_OF_INSIDERS},
    gate::away,
    once::Once,
    same_site,
};

/// Most bytes of a form: a few fields, and what a passkey answers.
const LONGEST: usize = 64 * 1024;

/// Somebody knocks.
pub(crate) struct Knock {
    pub(crate) sign_in: SignIn,
    pub(crate) visit: Visit,
    /// The secret of signing in that has begun.
    pub(crate) flow: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) uri: Uri,
    /// Whether a program asks, which wants JSON and no page.
    pub(crate) wants_json: bool,
    /// Whether it changes nothing.
    pub(crate) is_look: bool,
    fields: Vec<(String, Zeroizing<String>)>,
    /// What was asked for as one of these, and is there several times.
    pub(crate) once: Once,
    /// The room that a long form takes, for as long as it is there.
    _room: Option<OwnedSemaphorePermit>,
}

impl Knock {
    /// Takes in a request. What changes something has to come from a page of ours.
    pub(crate) async fn take(gate: &Gate, request: Request) -> Result<Self, Refusal> {
        Self::take_up_to(gate, request, LONGEST, MOST).await
    }

    /// The same, of somebody who is signed in, whose forms may be longer.
    pub(super) async fn take_of_insider(gate: &Gate, request: Request) -> Result<Self, Refusal> {
        Self::take_up_to(gate, request, LONGEST, MOST_OF_INSIDERS).await
    }

    /// The same, of a form that may have so many bytes and fields.
    pub(super) async fn take_up_to(
        gate: &Gate,
        request: Request,
        limit: usize,
        most: usize,
    ) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let sign_in = gate.sign_in.clone().ok_or_else(Refusal::not_found)?;
        let is_look = parts.method != Method::POST;
        let (fields, room) = if !is_look {
            same_site::check(&parts.headers, &gate.origin)?;
            body::check_coding(&parts.headers)?;
            let limit = if fields::has_files(&parts.headers) { limit } else { limit.min(LONGEST) };
            let room = gate.room(limit).await?;
            let body = body::read(&parts.headers, body, limit).await?;
            let (limits, headers, here) = (gate.body_limits, parts.headers.clone(), Handle::current());
            let read = async move { fields::read(&limits, &headers, body, most).await };
            // What is long is taken apart beside the threads that answer.
            let fields = if limit > LONGEST { away(move || here.block_on(read)).await? } else { read.await };
            (fields?, room)
        } else {
            (Vec::new(), None)
        };
        let visit = gate.visit(&parts.headers, &parts.extensions);
        let Parts { headers, uri, .. } = parts;
        let flow = Cookie::Flow.of(&headers);
        Ok(Self {
            sign_in,
            visit,
            flow,
            wants_json: wants_json(&headers),
            is_look,
            headers,
            uri,
            fields,
            once: Once::default(),
            _room: room,
        })
    }

    /// What was typed into a field. One that is there twice is none, and nothing is done by such a form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.once.of(name, self.all(name))
    }

    /// What whoever sent the form has seen of what it changes. Where it does not say, he has seen nothing that is there.
    pub(crate) fn seen(&self) -> Option<String> {
        Some(self.field("tag").unwrap_or_default().trim().to_owned())
    }

    /// All that was sent under a name, such as the boxes that were ticked.
    pub(crate) fn all<'k>(&'k self, name: &str) -> impl Iterator<Item = &'k str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything that was sent, in its order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What was typed into a field that has to be there.
    pub(crate) fn must(&self, name: &'static str) -> Result<&str, Refusal> {
        self.field(name).ok_or_else(|| {
            let detail = format!("the form lacks the field {name}; send it once");
            Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail)
                .at(format!("/{name}"), "send it once")
        })
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}
