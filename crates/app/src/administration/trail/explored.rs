//! The trail as somebody looks through it: a page of entries, how much there was day by day, and how it stands.

use bailiwick_model::audit::AuditAction;
use bailiwick_store::audit::{self, AuditFilter, Counts, Stretches};
use serde_json::json;

use super::{Entries, MODEL, TrailListing, TrailStatus, condition_of, must_see_all, paged, status, whole};
use crate::administration::{Administration, Ctx, Done, Refused};

/// What is to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailWish {
    /// Which entries.
    pub listing: TrailListing,
    /// Of which kinds; of all where nothing is said.
    pub kinds: Vec<AuditAction>,
    /// For which stretches of time to say how much was written, whatever it was.
    pub stretches: Option<Stretches>,
}

/// What there is to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailPage {
    /// The entries, newest first.
    pub entries: Entries,
    /// How much each stretch holds.
    pub counts: Vec<Counts>,
    /// How the trail stands.
    pub status: TrailStatus,
}

impl Administration {
    /// The trail as it is wanted, in few statements.
    ///
    /// # Errors
    /// As [`Administration::list_trail`].
    pub fn explore_trail(&self, ctx: &Ctx, wish: &TrailWish) -> Result<Done<TrailPage>, Refused> {
        self.read(ctx, |work| {
            must_see_all(work)?;
            let TrailWish { listing, kinds, stretches } = wish;
            let TrailListing { filter, domain, limit } = listing;
            let of_kinds = of(kinds);
            let is_plain = AuditFilter { before: filter.before, ..AuditFilter::default() } == *filter;
            let mut found = Vec::new();
            let bare = condition_of(work, &[domain])?;
            if let (true, true, None) = (is_plain, !kinds.is_empty(), &bare) {
                let before = filter.before.unwrap_or(i64::MAX);
                found = audit::newest(work.tx, kinds, before, limit + 1)?;
                found.truncate(limit + 1);
            } else {
                let condition =
                    if kinds.is_empty() { bare } else { condition_of(work, &[domain, &of_kinds])? };
                audit::each(work.tx, filter, condition.as_ref(), limit + 1, &mut |audited| {
                    found.push(audited);
                    Ok(())
                })?;
            }
            work.listed(MODEL, found.iter().map(|audited| audited.entry.sequence.to_string()));
            let counts = match stretches {
                Some(stretches) => audit::daily(work.tx, *stretches, 0)?,
                None => Vec::new(),
            };
            let status = status(work.tx)?;
            Ok(TrailPage { entries: paged(found, *limit, &mut whole), counts, status })
        })
    }
}

/// The domain of entries of some kinds.
fn of(kinds: &[AuditAction]) -> String {
    let words: Vec<&str> = kinds.iter().map(AuditAction::as_str).collect();
    format!("[('action', 'in', {})]", json!(words))
}
