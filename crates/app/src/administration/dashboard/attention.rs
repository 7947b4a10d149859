//! What the newest entries of a few kinds point at, and what of it still holds and is the actor's to see.

use std::collections::BTreeSet;

use bailiwick_model::{
    CompanyId,
    audit::{AuditAction, AuditChange, AuditEntry, Values},
};
use bailiwick_protocol::rest::SeatState;
use bailiwick_store::{
    audit,
    own::{Order, Own, Place},
};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{FewSeats, Somebody, Unusual};
use crate::administration::{
    Refused, Work,
    places::Seats,
    seats,
    trail::sees_all,
    work::{Page, Wanted},
};

/// Entries of each kind that are looked at.
const LOOKED_AT: usize = 60;
/// People or companies that are asked about at once.
const MOST_ASKED: usize = 50;
/// Companies whose seats are counted: counting takes its time where there are many people.
const MOST_COMPANIES: usize = 3;
/// Unusual sign-ins that are shown.
const MOST_UNUSUAL: usize = 5;

const KINDS: [AuditAction; 6] = [
    AuditAction::USER_INVITED,
    AuditAction::USER_CREATED,
    AuditAction::USER_STATE,
    AuditAction::SEATS_WARNING,
    AuditAction::SIGN_IN_UNUSUAL,
    AuditAction::SIGN_IN_ALERT,
];

/// What could need somebody.
pub(super) struct Candidates {
    entries: Vec<AuditEntry>,
}

impl Candidates {
    /// The newest entries of the kinds that point at something.
    pub(super) fn find(work: &mut Work<'_, '_>) -> Result<Self, Refused> {
        let found = audit::newest(work.tx, &KINDS, i64::MAX, LOOKED_AT)?;
        Ok(Self { entries: found.into_iter().map(|audited| audited.entry).collect() })
    }

    /// Who is invited still, and whose account is locked still.
    pub(super) fn waiting(&self, work: &mut Work<'_, '_>) -> Result<(Vec<Somebody>, Vec<Somebody>), Refused> {
        let of = |state: &str| self.in_state(state);
        let (mut invited, mut locked) = (of("invited"), of("locked"));
        invited.extend(self.keys(&AuditAction::USER_INVITED));
        let asked: BTreeSet<&str> = invited.union(&locked).copied().collect();
        let now = still(work, Own::User, &asked, "('state', 'in', ['invited', 'locked'])")?;
        let is_now = |login: &&str| now.iter().any(|place| place.id.to_string() == **login);
        locked.retain(is_now);
        // Whoever was locked later is both, and what came last counts.
        invited.retain(|login| is_now(login) && !locked.contains(login));
        let named = |logins: BTreeSet<&str>| -> Result<Vec<Somebody>, Refused> {
            logins.into_iter().map(|login| somebody(work, login)).collect()
        };
        Ok((named(invited)?, named(locked)?))
    }

    /// Sign-ins of the last week that were unlike any before, of people whom the actor sees.
    pub(super) fn unusual(&self, work: &mut Work<'_, '_>) -> Result<Vec<Unusual>, Refused> {
        let since = ago(work, 7).as_microsecond();
        let late = |entry: &&AuditEntry| entry.at >= since;
        let whole = sees_all(work);
        let mine = |entry: &&AuditEntry| {
            entry.action == AuditAction::SIGN_IN_UNUSUAL
                || (whole && entry.action == AuditAction::SIGN_IN_ALERT)
        };
        let entries: Vec<_> = self.entries.iter().filter(late).filter(mine).collect();
        let of_one = entries.iter().filter(|entry| entry.action == AuditAction::SIGN_IN_UNUSUAL);
        let asked: BTreeSet<&str> = of_one.map(|entry| entry.object.id.as_str()).collect();
        let seen = still(work, Own::User, &asked, "")?;
        let is_seen = |entry: &&&AuditEntry| {
            entry.action == AuditAction::SIGN_IN_ALERT
                || seen.iter().any(|place| place.id.to_string() == entry.object.id)
        };
        let mut found = Vec::new();
        for entry in entries.iter().filter(is_seen).take(MOST_UNUSUAL) {
            let is_of_one = entry.action == AuditAction::SIGN_IN_UNUSUAL;
            let who = is_of_one.then(|| somebody(work, &entry.object.id)).transpose()?;
            let sequence = whole.then_some(entry.sequence);
            found.push(Unusual { who, at_us: entry.at, sequence, because: because(entry) });
        }
        Ok(found)
    }

    /// Companies that were told of and have few seats left still.
    pub(super) fn seats(&self, work: &mut Work<'_, '_>) -> Result<Vec<FewSeats>, Refused> {
        let asked = self.keys(&AuditAction::SEATS_WARNING);
        let mut found = Vec::new();
        for place in still(work, Own::Company, &asked, "")?.into_iter().take(MOST_COMPANIES) {
            let code = place.id.to_string();
            let Ok(company) = CompanyId::new(&code) else { continue };
            if let Some(seats) = seats::of(work, &company, Seats::Limited)?
                && seats.state != SeatState::Free
            {
                found.push(FewSeats { code, name: place.name, seats });
            }
        }
        Ok(found)
    }

    /// What entries of a kind are about.
    fn keys(&self, action: &AuditAction) -> BTreeSet<&str> {
        let of_kind = self.entries.iter().filter(|entry| entry.action == *action);
        of_kind.map(|entry| entry.object.id.as_str()).collect()
    }

    /// Who came to be in a state.
    fn in_state(&self, state: &str) -> BTreeSet<&str> {
        let came = |entry: &&AuditEntry| {
            [AuditAction::USER_CREATED, AuditAction::USER_STATE].contains(&entry.action)
                && entry
                    .changes
                    .iter()
                    .any(|change| change.field == "state" && new(change) == Some(&json!(state)))
        };
        self.entries.iter().filter(came).map(|entry| entry.object.id.as_str()).collect()
    }
}

/// Somebody, with his name where the actor may read names.
pub(super) fn somebody(work: &Work<'_, '_>, login: &str) -> Result<Somebody, Refused> {
    let is_read = !work.guard.unread(&work.state, Own::User)?.contains("name");
    let snapshot = &work.state.snapshot;
    let name = snapshot.find_user(login).and_then(|user| snapshot.user_name(user)).filter(|_| is_read);
    Ok(Somebody { login: login.to_owned(), name: name.unwrap_or(login).to_owned() })
}

/// So many days before now.
pub(super) fn ago(work: &Work<'_, '_>, days: i64) -> Timestamp {
    let at_us = work.ctx.author.at_us.saturating_sub(days.saturating_mul(86_400_000_000));
    Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Those of a few objects that the actor sees and that still are as a domain says.
fn still(
    work: &mut Work<'_, '_>,
    own: Own,
    keys: &BTreeSet<&str>,
    domain: &str,
) -> Result<Vec<Place>, Refused> {
    let keys: Vec<&str> = keys.iter().copied().take(MOST_ASKED).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let key = if own == Own::User { "login" } else { "code" };
    let more = if domain.is_empty() { String::new() } else { format!(", {domain}") };
    let domain = format!("[('{key}', 'in', {}){more}]", json!(keys));
    let page = Page { order: Order::Id, after: None, limit: i64::try_from(MOST_ASKED).unwrap_or(i64::MAX) };
    match work.list(own, Wanted { domain: &domain, words: &[] }, &page) {
        // Whoever may not look for it by such a field is told of nothing.
        Err(Refused::Domain(_)) => Ok(Vec::new()),
        found => found,
    }
}

fn because(entry: &AuditEntry) -> Vec<String> {
    if entry.action == AuditAction::SIGN_IN_ALERT {
        return vec![entry.object.id.clone()];
    }
    let told = entry.changes.iter().find(|change| change.field == "because");
    match told.and_then(new) {
        Some(Json::Array(words)) => words.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        Some(Json::String(word)) => vec![word.clone()],
        _ => Vec::new(),
    }
}

fn new(change: &AuditChange) -> Option<&Json> {
    match &change.values {
        Values::Shown { new, .. } => new.as_ref(),
        Values::Redacted => None,
    }
}
