//! A request to administer: who asks, under which circumstances, and what for.

use axum::{
    body::Bytes,
    extract::{FromRequestParts, Path, Query, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use bailiwick_app::{
    Author,
    administration::{Administration, AskingSession, Ctx, Done, Once, Refused},
    api_keys::Scope,
    sign_in::{Caller, SignIn},
};
use bailiwick_model::{
    Reason,
    audit::{Actor, Origin},
};
use bailiwick_protocol::authzen::Object;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use tokio::sync::OwnedSemaphorePermit;

use super::{Gate, Refusal, body, coming::Coming, json, request_id::RequestId, witnessing::origin};

/// Why something is done, in the caller's words.
const REASON: HeaderName = HeaderName::from_static("bailiwick-reason");
/// A caller's own name for a request, so that sending it again does nothing again.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that nothing was done.
pub(crate) const DRY_RUN: HeaderName = HeaderName::from_static("bailiwick-dry-run");

/// The machine's own command line, asking in this process. No request from a network can carry it.
#[derive(Clone, Debug)]
pub struct Machine(pub Author);

/// Most bytes of a table that is sent.
const TABLE_BYTES: usize = 32 << 20;

/// A request to administer, with everything that was read of it.
pub(crate) struct Asked {
    pub(crate) ctx: Ctx,
    pub(crate) administration: Administration,
    /// What the address asks for.
    pub(crate) wishes: Wishes,
    /// The body; empty when there is none.
    pub(crate) members: Map<String, Json>,
    /// Whether it changes nothing.
    reads: bool,
    /// Held as long as a long body is.
    room: Option<OwnedSemaphorePermit>,
}

/// A name in a path. What is no text is no name, and there is nothing of it.
pub(crate) struct Named(pub(crate) String);

/// Two names in a path.
pub(crate) struct Pair(pub(crate) String, pub(crate) String);

/// What the address says behind the question mark. Each wish is taken once; one that nobody took is refused.
#[derive(Debug, Default)]
pub(crate) struct Wishes(Vec<(String, String)>);

impl Asked {
    /// Takes in a request that may have a JSON object for a body.
    pub(crate) async fn take(gate: &Gate, request: Request) -> Result<Self, Refusal> {
        let (mut asked, headers, body) = Self::take_bytes(gate, request, gate.limits.body_bytes).await?;
        if !body.is_empty() {
            asked.members = members(gate, &headers, &body)?;
        }
        Ok(asked)
    }

    /// Takes in a request that has a table (CSV) for a body. It may be longer than others: a country has many areas.
    pub(crate) async fn take_table(gate: &Gate, request: Request) -> Result<(Self, Bytes), Refusal> {
        let most = gate.limits.body_bytes.max(TABLE_BYTES);
        let (asked, headers, body) = Self::take_bytes(gate, request, most).await?;
        if body::is_csv(&headers) {
            return Ok((asked, body));
        }
        let detail = "the body must be a table; send Content-Type: text/csv";
        Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_csv", detail))
    }

    /// Takes in a request whose body is whatever it is, of so many bytes at most.
    pub(crate) async fn take_bytes(
        gate: &Gate,
        request: Request,
        limit: usize,
    ) -> Result<(Self, HeaderMap, Bytes), Refusal> {
        let (parts, body) = request.into_parts();
        let mut asked = Self::of(gate, &parts).await?;
        asked.room = gate.room(limit).await?;
        let body = body::read(&parts.headers, body, limit).await?;
        asked.ctx.once = once(&parts, &body)?;
        Ok((asked, parts.headers, body))
    }

    /// Takes in a request whose body, a table of so many bytes at most, is still to come. What tells the request from others is not
    /// known before that: whoever reads the body adds it.
    pub(crate) async fn take_coming(
        gate: &Gate,
        request: Request,
        limit: usize,
    ) -> Result<(Self, Coming), Refusal> {
        let (parts, body) = request.into_parts();
        let mut asked = Self::of(gate, &parts).await?;
        if !body::is_csv(&parts.headers) {
            let detail = "send the body as it is, with Content-Type: text/csv";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_csv", detail));
        }
        body::check_length(&parts.headers, limit)?;
        asked.ctx.once = once(&parts, &[])?;
        Ok((asked, Coming { body, limit }))
    }

    /// Who asks and what the address says, before anything is read of the body.
    async fn of(gate: &Gate, parts: &Parts) -> Result<Self, Refusal> {
        let caller = gate.session(parts).await?;
        let author = author(gate, parts, caller.as_ref()).await?;
        let administration = gate.administration.clone().ok_or_else(Refusal::not_found)?;
        let mut wishes = Wishes::of(&parts.uri)?;
        let dry_run = wishes.flag("dry_run")?;
        body::check_coding(&parts.headers)?;
        let session = caller
            .map(|caller| AskingSession { is_fresh: caller.is_fresh(author.at_us), id: caller.session().id });
        let ctx = Ctx { author, dry_run, once: None, if_match: if_match(&parts.headers)?, session };
        let reads = parts.method.is_safe();
        Ok(Self { ctx, administration, wishes, members: Map::new(), reads, room: None })
    }

    /// What is to be asked, once it is sure that nothing was said that nobody took.
    pub(super) fn checked(self) -> Result<(Administration, Ctx, Option<OwnedSemaphorePermit>), Refusal> {
        self.wishes.finish()?;
        if !self.members.is_empty() {
            // Whoever sends one expects something of it.
            let detail = "this path takes no body; leave it out";
            return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail));
        }
        Ok((self.administration, self.ctx, self.room))
    }

    /// The same for what has to do with signing in, where people can.
    pub(crate) async fn enter<T: Send + 'static>(
        self,
        gate: &Gate,
        work: impl FnOnce(&SignIn, &Ctx) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (reads, sign_in) = (self.reads, gate.sign_in.clone().ok_or_else(Refusal::not_found)?);
        let (_, ctx, _) = self.checked()?;
        gate.administer(reads, move || work(&sign_in, &ctx)).await?.map_err(Refusal::from)
    }

    /// The same for what judges or hashes a password on the way.
    pub(crate) async fn enter_hashing<T: Send + 'static>(
        self,
        gate: &Gate,
        work: impl FnOnce(&SignIn, &Ctx) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refusal> {
        let sign_in = gate.sign_in.clone().ok_or_else(Refusal::not_found)?;
        let (_, ctx, _) = self.checked()?;
        gate.hash(move || work(&sign_in, &ctx)).await?.map_err(Refusal::from)
    }

    /// Makes sure that the address asked for nothing else, and does the work beside the threads that answer.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        gate: &Gate,
        work: impl FnOnce(&Administration, &Ctx) -> Result<Done<T>, Refused> + Send + 'static,
    ) -> Result<Done<T>, Refusal> {
        let reads = self.reads;
        let (administration, ctx, room) = self.checked()?;
        let work = move || {
            let _room = room;
            work(&administration, &ctx)
        };
        gate.administer(reads, work).await?.map_err(Refusal::from)
    }
}

/// Who asks: the machine's own command line, whoever is signed in, or the user whom the token acts as.
async fn author(gate: &Gate, parts: &Parts, caller: Option<&Caller>) -> Result<Author, Refusal> {
    let at_us = (gate.clock)();
    let request_id = parts.extensions.get().map(RequestId::text);
    let reason = reason(&parts.headers)?;
    if let Some(Machine(author)) = parts.extensions.get() {
        return Ok(Author {
            at_us,
            request_id,
            reason: reason.or_else(|| author.reason.clone()),
            ..author.clone()
        });
    }
    if let Some(caller) = caller {
        let author = gate.visit(&parts.headers, &parts.extensions).author(Some(caller.login()));
        let origin = Origin { session: Some(caller.session().id), ..author.origin };
        return Ok(Author { reason, request_id, origin, ..author });
    }
    let scope = if parts.method.is_safe() { Scope::Read } else { Scope::Admin };
    let caller = gate.admit(&parts.headers, &parts.extensions, scope)?;
    gate.lets_in(&caller, &parts.headers, &parts.extensions).await?;
    let token = caller.key();
    let Some(login) = &token.login else {
        let detail =
            "the token acts for nobody; administration takes an API key of a user (key create --user)";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "token.no_user", detail));
    };
    let origin = origin(&parts.headers, &parts.extensions, token);
    Ok(Author { at_us, actor: Actor::User(login.clone()), on_behalf: None, origin, reason, request_id })
}

/// Why, in words of any language; one that cannot be kept is refused, because the trail would lack it.
fn reason(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(REASON) else { return Ok(None) };
    let malformed = |why: String| Refusal::bad("reason.malformed", format!("Bailiwick-Reason: {why}"));
    match std::str::from_utf8(value.as_bytes()).map(str::trim) {
        Ok("") => Ok(None),
        Ok(text) => {
            let reason = Reason::new(text).map_err(|error| malformed(error.to_string()))?;
            Ok(Some(reason.to_string()))
        }
        Err(_) => Err(malformed("write it in UTF-8".to_owned())),
    }
}

fn members(gate: &Gate, headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Json>, Refusal> {
    if !body::is_json(headers) {
        let detail =
            "the body must be JSON; send Content-Type: application/json, or application/merge-patch+json";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_json", detail));
    }
    Ok(Object::read(body, &gate.body_limits)?.members()?)
}

/// The caller's name for the request.
fn once(parts: &Parts, body: &[u8]) -> Result<Option<Once>, Refusal> {
    let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = value.to_str().ok().map(str::trim).filter(|key| (1..=255).contains(&key.len()));
    let Some(key) = key else {
        let detail = "Idempotency-Key takes 1 to 255 visible ASCII characters, another one for each request";
        return Err(Refusal::bad("idempotency_key.malformed", detail));
    };
    let mut digest = Sha256::new();
    for part in [parts.method.as_str(), parts.uri.path(), parts.uri.query().unwrap_or_default()] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.update(body);
    let request = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some(Once { key: key.to_owned(), request }))
}

/// The one tag that the caller has seen.
fn if_match(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut values = headers.get_all(header::IF_MATCH).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().ok().map(str::trim).filter(|_| values.next().is_none());
    let tag = match text {
        Some("*") => Some("*"),
        Some(text) => text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')),
        None => None,
    };
    let tag = tag.filter(|tag| !tag.contains(['"', ',']));
    tag.map(|tag| Some(tag.to_owned())).ok_or_else(|| {
        let detail = "If-Match takes one tag, as the ETag header gave it, quotes included";
        Refusal::bad("if_match.malformed", detail)
    })
}

impl Wishes {
    fn of(uri: &Uri) -> Result<Self, Refusal> {
        match Query::try_from_uri(uri) {
            Ok(Query(all)) => Ok(Self(all)),
            Err(_) => {
                Err(Refusal::bad("query.malformed", "what follows the question mark is not NAME=VALUE&…"))
            }
        }
    }

    /// A wish, if it is there, once.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let mut found = None;
        while let Some(at) = self.0.iter().position(|(known, _)| known == name) {
            if found.replace(self.0.swap_remove(at).1).is_some() {
                return Err(Refusal::bad(
                    "query.repeated",
                    format!("{name} is there more than once; give it once"),
                ));
            }
        }
        Ok(found)
    }

    /// Yes or no; no when it is absent.
    pub(crate) fn flag(&mut self, name: &str) -> Result<bool, Refusal> {
        match self.text(name)?.as_deref() {
            None | Some("false") => Ok(false),
            Some("true" | "") => Ok(true),
            Some(_) => Err(Refusal::bad("query.unfit", format!("{name} is true or false"))),
        }
    }

    /// A number between bounds.
    pub(crate) fn number(
        &mut self,
        name: &str,
        bounds: std::ops::RangeInclusive<usize>,
    ) -> Result<Option<usize>, Refusal> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.map(Some).ok_or_else(|| {
            let (least, most) = (bounds.start(), bounds.end());
            Refusal::bad("query.unfit", format!("{name} is a whole number from {least} to {most}"))
        })
    }

    /// Names between commas.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<String>, Refusal> {
        let text = self.text(name)?.unwrap_or_default();
        Ok(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }

    fn finish(self) -> Result<(), Refusal> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => Err(Refusal::bad(
                "query.unknown",
                format!("{name:?} is not known at this path; leave it out"),
            )),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(name)),
            Err(_) => Err(Refusal::not_found()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Pair {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<(String, String)>::from_request_parts(parts, state).await {
            Ok(Path((first, second))) => Ok(Self(first, second)),
            Err(_) => Err(Refusal::not_found()),
        }
    }
}

/// One object as an answer, with its tag in the header.
pub(crate) fn one<T: Serialize>(
    status: StatusCode,
    done: &Done<T>,
    fields: &[String],
    dry_run: bool,
) -> Result<Response, Refusal> {
    let mut object = serde_json::to_value(&done.value).map_err(|_| Refusal::broken())?;
    let tag = object.as_object_mut().and_then(|members| members.remove("tag"));
    keep(&mut object, fields);
    let body = serde_json::to_vec(&object).map_err(|_| Refusal::broken())?;
    let mut response = json(done.revision, body);
    *response.status_mut() = if dry_run { StatusCode::OK } else { status };
    let headers = response.headers_mut();
    if let Some(Json::String(tag)) = tag
        && let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\""))
    {
        headers.insert(header::ETAG, tag);
    }
    if dry_run {
        headers.insert(DRY_RUN, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// A short list of objects as an answer: all that there are.
pub(crate) fn several<T: Serialize>(done: &Done<Vec<T>>, fields: &[String]) -> Result<Response, Refusal> {
    let mut objects = serde_json::to_value(&done.value).map_err(|_| Refusal::broken())?;
    for object in objects.as_array_mut().into_iter().flatten() {
        if let Some(members) = object.as_object_mut() {
            members.remove("tag");
        }
        keep(object, fields);
    }
    Ok(json(done.revision, serde_json::to_vec(&objects).map_err(|_| Refusal::broken())?))
}

/// Nothing but the news that it was done.
pub(crate) fn nothing<T>(done: &Done<T>, dry_run: bool) -> Response {
    let mut response = json(done.revision, Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().remove(header::CONTENT_TYPE);
    if dry_run {
        response.headers_mut().insert(DRY_RUN, HeaderValue::from_static("true"));
    }
    response
}

/// Leaves only the members that were asked for, if any were.
pub(crate) fn keep(object: &mut Json, fields: &[String]) {
    if let Json::Object(members) = object
        && !fields.is_empty()
    {
        members.retain(|name, _| fields.iter().any(|field| field == name));
    }
}
