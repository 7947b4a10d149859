//! Seats: how many accounts a company may have, those of the companies below it included.
//!
//! Writers take turns, so a count within a transaction holds until it is committed. What was counted once is kept in step for
//! the rest of the transaction, so that many people can be brought in at once.

use std::collections::BTreeMap;

use bailiwick_model::{
    CompanyId, CompanyKind, Operation, SeatLevel, SeatLimit, SeatUse, SettingName, SettingScope,
    SettingValue, UserKind,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{SeatState, SeatsView};
use bailiwick_store::{company, own::Own, seat, setting};
use serde_json::json;

use super::{Refused, Work, companies, difference::difference, places::Seats, users::Whole};

/// What is known of seats in one transaction.
#[derive(Default)]
pub(crate) struct Tally {
    /// How many are taken, of companies that were counted.
    pub(super) used: BTreeMap<CompanyId, u64>,
    /// A company and those above it, nearest first, with their limits.
    chains: BTreeMap<CompanyId, Vec<Limited>>,
}

#[derive(Clone)]
struct Limited {
    company: CompanyId,
    limit: SeatLimit,
    /// Where the limit is set.
    from: Option<SettingScope>,
    /// Whom to write to.
    contact: Option<String>,
}

/// An account is where it was not before, as has just been written: takes a seat there, and in the companies above.
pub(crate) fn taken(
    work: &mut Work<'_, '_>,
    before: Option<&Whole>,
    after: Option<&Whole>,
) -> Result<(), Refused> {
    moved(work, before.and_then(Whole::seat), after.and_then(Whole::seat), 1)
}

/// So many accounts are where they were not before, as has just been written.
pub(crate) fn moved(
    work: &mut Work<'_, '_>,
    before: Option<&CompanyId>,
    after: Option<&CompanyId>,
    people: u64,
) -> Result<(), Refused> {
    if before == after || people == 0 {
        return Ok(());
    }
    let (left, entered) = (chain(work, before)?, chain(work, after)?);
    let is_in = |chain: &[Limited], company: &CompanyId| chain.iter().any(|other| other.company == *company);
    for Limited { company, .. } in left.iter().filter(|limited| !is_in(&entered, &limited.company)) {
        if let Some(used) = work.seats.used.get_mut(company) {
            *used = used.saturating_sub(people);
        }
    }
    for limited in entered.iter().filter(|limited| !is_in(&left, &limited.company)) {
        enter(work, limited, people)?;
    }
    Ok(())
}

/// Whether the actor may read the users of a company as a whole, as whoever manages or audits it does: how many accounts it has is told to
/// nobody else. Somebody of the company who is nowhere in particular stands for all of them.
pub(crate) fn are_told(work: &Work<'_, '_>, company: &CompanyId, kind: CompanyKind) -> Result<bool, Refused> {
    let kind = match kind {
        CompanyKind::Client => UserKind::Client,
        CompanyKind::Provider => UserKind::Internal,
    };
    let said = [("kind", kind.word().into()), ("company", company.as_str().into()), ("active", true.into())];
    let somebody = said.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    let may = work.guard.may(&work.state, Operation::Read, Own::User)?;
    // Where a rule asks about more than that, he is not known to read all of them.
    Ok(may.holds(&work.state, &work.guard, &somebody).unwrap_or(false))
}

/// How far a company's seats are taken, for whoever is told.
pub(crate) fn of(
    work: &mut Work<'_, '_>,
    company: &CompanyId,
    counted: Seats,
) -> Result<Option<SeatsView>, Refused> {
    let limit = match chain(work, Some(company))?.first() {
        Some(limited) => limited.limit,
        None => return Ok(None),
    };
    if limit.seats.is_none() && counted == Seats::Limited {
        return Ok(None);
    }
    let kind = company::find(work.tx, company)?.map(|company| company.kind).unwrap_or_default();
    if !are_told(work, company, kind)? {
        return Ok(None);
    }
    let used = seat::used(work.tx, company)?;
    let (state, percent) = match (SeatUse { used, limit }).level() {
        SeatLevel::Free => (SeatState::Free, None),
        SeatLevel::Warn(percent) => (SeatState::Warn, Some(percent)),
        SeatLevel::Full => (SeatState::Full, None),
    };
    Ok(Some(SeatsView { used, limit: limit.seats, state, percent }))
}

/// Counts people into a company, refuses them when there is no room, and tells when little is left.
fn enter(work: &mut Work<'_, '_>, limited: &Limited, people: u64) -> Result<(), Refused> {
    let Limited { company, limit, .. } = limited;
    let now = match work.seats.used.get(company) {
        Some(used) => used.saturating_add(people),
        None if limit.seats.is_none() => return Ok(()),
        // They are written already.
        None => seat::used(work.tx, company)?,
    };
    work.seats.used.insert(company.clone(), now);
    let uses = |used| SeatUse { used, limit: *limit };
    let before = uses(now.saturating_sub(people));
    if !before.has_room_for(people) {
        return Err(full(limited, before.used, people));
    }
    let rank = |level: &SeatLevel| match level {
        SeatLevel::Free => 0,
        SeatLevel::Warn(_) => 1,
        SeatLevel::Full => 2,
    };
    let (was, is) = (before.level(), uses(now).level());
    if rank(&is) > rank(&was) {
        let told =
            |used: u64| json!({ "used": used, "limit": limit.seats, "warn_percent": limit.warn_percent });
        let changes = difference(Some(&told(before.used)), Some(&told(now)));
        let limit = bailiwick_model::audit::AuditChange::shown("limit", None, limit.seats.map(Into::into));
        let changes = changes.into_iter().chain([limit]).collect();
        work.tell(AuditAction::SEATS_WARNING, AuditObject::new("company", company.as_str()), changes);
    }
    Ok(())
}

fn full(limited: &Limited, used: u64, people: u64) -> Refused {
    let Limited { company, limit, from, contact } = limited;
    let seats = limit.seats.unwrap_or(u64::MAX);
    let room = match people {
        1 => "is full".to_owned(),
        _ => format!("has no room for {people} more"),
    };
    let whom = match (contact, from) {
        (Some(contact), _) => format!("ask {contact}"),
        (None, Some(SettingScope::Company(_))) => "ask whoever manages the companies above it".to_owned(),
        (None, _) => "ask an administrator of this installation".to_owned(),
    };
    let from = from.as_ref().map(|from| format!(", set at {from}")).unwrap_or_default();
    Refused::Conflict(format!(
        "company {company} {room}: {used} of {seats} seats are taken ({}{from}); end accounts that are not needed, or {whom} \
         for more",
        SettingName::SEATS_LIMIT
    ))
}

fn chain(work: &mut Work<'_, '_>, company: Option<&CompanyId>) -> Result<Vec<Limited>, Refused> {
    let Some(company) = company else { return Ok(Vec::new()) };
    if let Some(known) = work.seats.chains.get(company) {
        return Ok(known.clone());
    }
    work.foresee_settings_of_company(company)?;
    let codes = companies::chain(work, Some(company))?;
    let names = [SettingName::SEATS_LIMIT, SettingName::SEATS_WARN_PERCENT, SettingName::CONTACT_EMAIL];
    let mut set = names.map(|_| Vec::new());
    let mut chain = Vec::with_capacity(codes.len());
    let companies = codes.iter().rev().cloned().map(SettingScope::Company);
    let scopes = std::iter::once(SettingScope::Installation).chain(companies).collect();
    for (scope, settings) in setting::at_each(work.tx, scopes)? {
        for (name, kept) in settings {
            if let Some((_, above)) = names.iter().zip(&mut set).find(|(wanted, _)| **wanted == name) {
                above.push((scope.clone(), kept.setting));
            }
        }
        let SettingScope::Company(company) = scope else { continue };
        let [limit, percent, contact] = &set;
        let limit = SettingName::SEATS_LIMIT.effective(limit);
        let percent = SettingName::SEATS_WARN_PERCENT.effective(percent).value;
        let contact = SettingName::CONTACT_EMAIL.effective(contact).value;
        let seats = limit.value.as_ref().and_then(SettingValue::number).and_then(|n| u64::try_from(n).ok());
        let percent = percent.as_ref().and_then(SettingValue::number).and_then(|n| u8::try_from(n).ok());
        chain.push(Limited {
            company,
            limit: SeatLimit { seats, warn_percent: percent.unwrap_or(100) },
            from: limit.from,
            contact: contact.as_ref().and_then(SettingValue::text).map(str::to_owned),
        });
    }
    chain.reverse();
    work.seats.chains.insert(company.clone(), chain.clone());
    Ok(chain)
}
