//! Which entries an address asks for.

use bailiwick_app::administration::{TrailListing, TrailWish};
use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction},
};
use bailiwick_store::audit::{AuditFilter, Stretches};
use jiff::civil::Date;

use super::{super::chart::MOST_BARS, words::Kind};
use crate::ui::{dashboard::DAY_US, faults::Faults, page::Page, query::Query};

/// Entries on a page.
const PER_PAGE: usize = 50;

/// Days that the picture shows where none are asked for.
const USUAL_DAYS: i64 = 30;

/// An hour, in microseconds.
pub(super) const HOUR_US: i64 = DAY_US / 24;

/// Which entries are asked for, as it was typed and as it was read.
pub(super) struct Asked {
    pub(super) wish: TrailWish,
    pub(super) kind: Option<Kind>,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) action: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) domain: String,
}

impl Asked {
    /// What an address asks for, and what is wrong with it.
    pub(super) fn take(page: &Page, query: &Query, now_us: i64) -> (Self, Faults) {
        let said = |name: &str| query.said(name).unwrap_or_default().to_owned();
        let mut asked = Self {
            wish: TrailWish::default(),
            kind: query.one("view").and_then(Kind::named),
            who: said("who"),
            what: said("what"),
            action: said("action"),
            from: said("from"),
            to: said("to"),
            domain: said("domain"),
        };
        let mut faults = Faults::default();
        let mut wrong = |field: &str, text: &str| {
            faults = std::mem::take(&mut faults).and(field, page.text(text));
        };
        let mut filter = AuditFilter {
            before: query.one("before").and_then(|before| before.parse().ok()),
            ..AuditFilter::default()
        };
        match actor(&asked.who) {
            Ok(actor) => filter.actor = actor,
            Err(()) => wrong("who", "trail-who-wrong"),
        }
        match asked.what.split_once(':') {
            Some((kind, id)) => {
                filter.object_kind = Some(kind.to_owned());
                filter.object_id = Some(id.to_owned());
            }
            None => filter.object_kind = Some(asked.what.clone()).filter(|kind| !kind.is_empty()),
        }
        match Some(&asked.action).filter(|action| !action.is_empty()).map(AuditAction::new).transpose() {
            Ok(action) => filter.action = action,
            Err(_) => wrong("action", "trail-action-wrong"),
        }
        let mut day = |name: &str, text: &str| match text {
            "" => None,
            text => text.parse::<Date>().map_err(|_| wrong(name, "trail-day-wrong")).ok(),
        };
        let (from, to) = (day("from", &asked.from), day("to", &asked.to));
        if from.is_some() && to.is_some() && from > to {
            wrong("to", "trail-days-wrong");
        }
        let behind = |day: Date| page.midnight(day.tomorrow().unwrap_or(Date::MAX));
        filter.since = from.map(|day| page.midnight(day));
        filter.until = to.map(behind);
        let listing = TrailListing { filter, domain: asked.domain.clone(), limit: PER_PAGE };
        let kinds = asked.kind.map(Kind::actions).unwrap_or_default();
        // A further page has no picture: it is appended to the one before.
        let stretches = listing.filter.before.is_none().then(|| stretches(&listing.filter, page, now_us));
        asked.wish = TrailWish { listing, kinds, stretches };
        (asked, faults)
    }

    /// A wish for no entries at all.
    pub(super) fn nothing(&self) -> TrailWish {
        let filter = AuditFilter { before: Some(i64::MIN), ..AuditFilter::default() };
        let listing = TrailListing { filter, domain: String::new(), limit: 0 };
        TrailWish { listing, kinds: Vec::new(), stretches: self.wish.stretches }
    }

    /// Whether something besides the view narrows it.
    pub(super) fn is_narrowed(&self) -> bool {
        [&self.who, &self.what, &self.action, &self.from, &self.to, &self.domain]
            .iter()
            .any(|said| !said.is_empty())
    }
}

/// Who did it: a login, or an actor as the trail writes it.
fn actor(text: &str) -> Result<Option<Actor>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let is_written = ["user:", "token:"].iter().any(|start| text.starts_with(start));
    let known = match text.parse::<Actor>() {
        Err(_) if !is_written => UserId::new(text).map(Actor::User).map_err(drop),
        written => written.map_err(drop),
    };
    known.map(Some)
}

/// The stretches of time that the picture shows: hours of a day or two, or days.
fn stretches(filter: &AuditFilter, page: &Page, now_us: i64) -> Stretches {
    let tomorrow = page.midnight(page.day_of(now_us)).saturating_add(DAY_US);
    let until = filter.until.unwrap_or(tomorrow).min(tomorrow);
    let since = filter.since.unwrap_or(until.saturating_sub(USUAL_DAYS * DAY_US)).min(until);
    let length = until.saturating_sub(since);
    let most = i64::try_from(MOST_BARS).unwrap_or(60);
    let each_us = if length <= 2 * DAY_US + HOUR_US { HOUR_US } else { DAY_US };
    let count = (length.saturating_add(each_us - 1) / each_us).clamp(1, most);
    // The last ones, where there are too many.
    let start_us = until.saturating_sub(count.saturating_mul(each_us));
    Stretches { start_us, each_us, count: u16::try_from(count).unwrap_or(60) }
}
