//! Pages of the audit trail: what can be asked of it, and the cursor to the next page.

use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{Done, Entries};
use bailiwick_protocol::rest::EntryView;
use bailiwick_store::own::{Id, Place};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::http::{
    Gate, Refusal, Wishes,
    cursor::{fingerprint, opened, sealed},
    one,
};

/// Entries on a page when nothing is said.
const USUAL: usize = 50;
/// Entries on a page at most.
const MOST: usize = 500;

/// Which entries of the trail the address may ask for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the parameters; they are read one by one")]
pub(super) struct Wished {
    /// Done by: user:LOGIN, token:ID, machine or system.
    actor: Option<String>,
    /// Done in this user's name by somebody or something else.
    on_behalf: Option<String>,
    /// Done to a KIND of thing, or to one of them as KIND:ID.
    object: Option<String>,
    /// What was done, as in role_line.granted.
    action: Option<String>,
    /// Not before this day or moment (UTC), as in 2026-12-01 or 2026-12-01T08:00:00Z.
    since: Option<String>,
    /// Before this day or moment (UTC).
    until: Option<String>,
    /// Before the entry of this number.
    before: Option<i64>,
    /// Done in the course of this request.
    request_id: Option<String>,
    /// A filter in the domain language, on the fields of bailiwick.audit.
    domain: Option<String>,
}

/// Which page of them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes the parameters; they are read one by one")]
pub(super) struct Paged {
    /// Entries on a page: 1 to 500, 50 when absent.
    limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// A page of the trail.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryPage {
    /// Newest first.
    items: Vec<EntryView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// One page of entries.
pub(super) struct Turn {
    /// The number of the entry before which it begins.
    pub(super) before: Option<i64>,
    pub(super) limit: usize,
    fingerprint: String,
}

impl Turn {
    /// The page that the address asks for. `what` keeps cursors of different lists apart.
    pub(super) fn take(gate: &Gate, wishes: &mut Wishes, what: &str) -> Result<Self, Refusal> {
        let fingerprint = fingerprint(what);
        let before = match wishes.text("cursor")? {
            None => None,
            Some(text) => match opened(gate, &text, &fingerprint)?.id {
                Id::Number(number) => Some(number),
                Id::Text(_) => return Err(Refusal::broken()),
            },
        };
        let limit = wishes.number("limit", 1..=MOST)?.unwrap_or(USUAL);
        Ok(Self { before, limit, fingerprint })
    }

    /// The page as an answer.
    pub(super) fn answer(self, gate: &Gate, done: Done<Entries>) -> Result<Response, Refusal> {
        let Done { value: (items, before), revision } = done;
        let next_cursor = match before {
            None => None,
            Some(number) => {
                let place = Place { id: Id::Number(number), name: String::new() };
                Some(sealed(gate, &self.fingerprint, place).ok_or_else(Refusal::broken)?)
            }
        };
        let page = Done { value: EntryPage { items, next_cursor }, revision };
        one(StatusCode::OK, &page, &[], false)
    }
}

/// A wish that is more than a text.
pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    wishes: &mut Wishes,
    name: &str,
) -> Result<Option<T>, Refusal> {
    let Some(text) = wishes.text(name)? else { return Ok(None) };
    text.parse().map(Some).map_err(|error: T::Err| Refusal::bad("query.unfit", format!("{name}: {error}")))
}

/// A day or a moment, in microseconds since 1970.
pub(super) fn moment(wishes: &mut Wishes, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(text) = wishes.text(name)? else { return Ok(None) };
    let day = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    let moment = text.parse::<Timestamp>().ok().or_else(day);
    moment.map(|moment| Some(moment.as_microsecond())).ok_or_else(|| {
        let detail = format!("{name} is a day or a moment, as in 2026-12-01 or 2026-12-01T08:00:00Z");
        Refusal::bad("query.unfit", detail)
    })
}
