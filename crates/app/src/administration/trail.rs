//! The audit trail as people and programs see it and add to it.
//!
//! The whole trail is about everything, so it takes a role that reaches everywhere. What was done to one user, place or part of the
//! policy is for whoever may see it.

mod entry;
mod explored;
mod export;
mod integrity;
mod status;
mod subject;

use std::collections::BTreeSet;

use bailiwick_model::{
    GroupId, Note, Operation,
    audit::{AuditChange, AuditObject, Origin},
};
use bailiwick_protocol::rest::{EntryForm, EntryOutcome, EntryView, read};
use bailiwick_store::{
    Condition,
    audit::{self, AuditFilter, Audited, PARAMS_BEFORE},
};
use serde_json::Value as Json;

use super::{
    Administration, Ctx, Done, Person, Refused, Work, delegation,
    guard::{Matching, named_model},
    person, users,
};
pub use entry::EntryPage;
pub use explored::{TrailPage, TrailWish};
pub use integrity::{Followed, Integrity};
pub use status::{Signing, TrailStatus};
pub(super) use status::{foresee_kept, foresee_noted, status};
use subject::Seen;
pub use subject::Subject;

use crate::{
    audit::{ApplicationEntry, noted, prepared},
    own,
};

/// The model of audit entries.
const MODEL: &str = "bailiwick.audit";
/// What the store calls their rows.
const ALIAS: &str = "a";

/// Entries that an application tells in one request at most.
const MOST_TOLD: usize = 100;

/// Which entries are wanted, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailListing {
    /// By what is often asked for; `before` is where the page begins.
    pub filter: AuditFilter,
    /// And by a domain over the fields of `bailiwick.audit`; empty for no limit.
    pub domain: String,
    /// How many at most.
    pub limit: usize,
}

/// A page of entries, and the number before which the next one begins, if there is more.
pub type Entries = (Vec<EntryView>, Option<i64>);

/// What was done to something that the actor may see, as far as he may be told.
fn history(
    work: &mut Work<'_, '_>,
    subject: &Subject,
    kinds: &[&str],
    before: Option<i64>,
    limit: usize,
) -> Result<Entries, Refused> {
    let seen = subject.seen(work)?;
    let filter = subject_filter(&seen.object, before);
    let mut found = Vec::new();
    match of_kinds(work, kinds)? {
        None => found = audit::list(work.tx, &filter, limit + 1)?,
        Some(condition) => audit::each(work.tx, &filter, Some(&condition), limit + 1, &mut |audited| {
            found.push(audited);
            Ok(())
        })?,
    }
    if check_reach(work, own::auditor()).is_ok() {
        return Ok(paged(found, limit, &mut whole));
    }
    let (entries, next) = paged(found, limit, &mut |audited| part(audited, &seen.hidden));
    let next = next.filter(|_| entries.iter().all(|view| seen.is_of_it(&view.entry)));
    Ok((entries.into_iter().filter(|view| seen.is_told(&view.entry)).collect(), next))
}

/// Entries about one thing.
fn subject_filter(object: &AuditObject, before: Option<i64>) -> AuditFilter {
    AuditFilter {
        object_kind: Some(object.kind.clone()),
        object_id: Some(object.id.clone()),
        before,
        ..AuditFilter::default()
    }
}

impl Administration {
    /// The entries of the trail that are wanted.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is no auditor or administrator whose role reaches everywhere.
    pub fn list_trail(&self, ctx: &Ctx, wanted: &TrailListing) -> Result<Done<Entries>, Refused> {
        self.read(ctx, |work| {
            must_see_all(work)?;
            let condition = condition(work, &wanted.domain)?;
            let mut found = Vec::new();
            audit::each(work.tx, &wanted.filter, condition.as_ref(), wanted.limit + 1, &mut |audited| {
                found.push(audited);
                Ok(())
            })?;
            work.listed(MODEL, found.iter().map(|audited| audited.entry.sequence.to_string()));
            Ok(paged(found, wanted.limit, &mut whole))
        })
    }

    /// What was done to something, newest first, for whoever may see it. The actors' devices and addresses are for those who see
    /// the whole trail, and so are values of fields that the actor may not read. What a user held is for
    /// those who may see what he holds, and what was done to somebody who had the login before him is no part of it.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is nothing of that name that the actor may see.
    pub fn timeline(
        &self,
        ctx: &Ctx,
        subject: &Subject,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Done<Entries>, Refused> {
        self.read(ctx, |work| history(work, subject, &[], before, limit))
    }

    /// A user and what was done to him, newest first, read together; see [`Administration::person`] and [`Administration::timeline`].
    /// Of some kinds of actions, by what their names begin with; of all where none is named.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn person_timeline(
        &self,
        ctx: &Ctx,
        login: &str,
        kinds: &[&str],
        before: Option<i64>,
        limit: usize,
    ) -> Result<Done<(Person, Entries)>, Refused> {
        self.read(ctx, |work| {
            let subject = Subject::User(login.to_owned());
            work.foresee_person(login)?;
            if kinds.is_empty() {
                let filter = subject_filter(&AuditObject::new("user", login), before);
                audit::foresee_list(work.tx, &filter, limit + 1)?;
            }
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let found = person::of(work, &whole)
                .and_then(|person| Ok((person, history(work, &subject, kinds, before, limit)?)));
            work.looks = looks;
            found
        })
    }

    /// Writes a note on something. It stays as it is: whoever was wrong writes another one.
    ///
    /// # Errors
    /// [`Refused`] when the actor may not change what it is on, or the note is none.
    pub fn add_note(&self, ctx: &Ctx, subject: &Subject, note: &str) -> Result<Done<EntryView>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            let Seen { object, .. } = subject.seen(work)?;
            subject.may_be_changed(work)?;
            subject.check_match(work)?;
            let note = Note::new(note).map_err(|error| Refused::invalid("/text", error.to_string()))?;
            let view = whole(noted(work.tx, object, &note, &work.ctx.author)?);
            Ok((view.clone(), view))
        };
        // A note stays as it is, and says what its author has written; but what it is on may be out of his sight by now.
        self.create(ctx, make, |work, view: EntryView| match subject.seen(work)?.is_told(&view.entry) {
            true => Ok(view),
            false => Err(subject.missing()),
        })
    }

    /// Puts on the trail what an application says was done to its own records, each by itself: what cannot be told is left out, and
    /// its place says why.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever does not hold `bailiwick.recorder` everywhere, or where a rule is against it.
    pub fn tell_entries(&self, ctx: &Ctx, entries: &[Json]) -> Result<Done<Vec<EntryOutcome>>, Refused> {
        let tell = |work: &mut Work<'_, '_>| {
            check_reach(work, own::recorder())?;
            let model = named_model(&work.state, MODEL)?;
            if !work.guard.may_with(&work.state, Operation::Create, model)?.is_every() {
                let why = "a row or rule of this installation keeps you from telling the trail of records";
                return Err(Refused::NotAllowed(why.to_owned()));
            }
            if entries.is_empty() || entries.len() > MOST_TOLD {
                let why = format!("tell 1 to {MOST_TOLD} entries at once; send several requests for more");
                return Err(Refused::invalid("/entries", why));
            }
            let told = told(work, entries)?;
            Ok((told.clone(), told))
        };
        // Numbers and hashes of what the caller has told himself.
        self.create(ctx, tell, |work, told| check_reach(work, own::recorder()).map(|()| told))
    }
}

/// Writes those entries that can be, in one go.
fn told(work: &mut Work<'_, '_>, entries: &[Json]) -> Result<Vec<EntryOutcome>, Refused> {
    let (mut ready, mut faults) = (Vec::new(), Vec::new());
    for (at, json) in entries.iter().enumerate() {
        let fault = match read::<EntryForm>(json.clone()) {
            Err(error) => Some((error.pointer, error.message)),
            Ok(form) => match prepared(work.tx, &entry(form), &work.ctx.author)? {
                Err(why) => Some((String::new(), why)),
                Ok(told) => {
                    ready.push(told);
                    None
                }
            },
        };
        faults
            .push(fault.map(|(pointer, why)| EntryOutcome::refused(format!("/entries/{at}{pointer}"), why)));
    }
    let mut written = audit::append_all(work.tx, ready)?.into_iter();
    let outcome = |fault: Option<EntryOutcome>| {
        fault.or_else(|| {
            let Audited { entry, hash } = written.next()?;
            Some(EntryOutcome::written(entry.sequence, hash))
        })
    };
    Ok(faults.into_iter().filter_map(outcome).collect())
}

fn entry(form: EntryForm) -> ApplicationEntry {
    let EntryForm { model, id, action, changes, on_behalf, reason } = form;
    ApplicationEntry { model, id, action, changes, on_behalf, reason }
}

/// Whether the actor sees the trail as a whole.
pub(super) fn sees_all(work: &Work<'_, '_>) -> bool {
    check_reach(work, own::auditor()).is_ok()
}

/// Makes sure that the actor sees the trail as a whole, and tells of whoever tried.
fn must_see_all(work: &mut Work<'_, '_>) -> Result<(), Refused> {
    check_reach(work, own::auditor()).inspect_err(|_| work.looked_at(MODEL, Operation::Read, "", false))
}

/// What the entries meet of which the action is of one of these kinds, whoever asks; nothing where none is named.
fn of_kinds(work: &mut Work<'_, '_>, kinds: &[&str]) -> Result<Option<Condition>, Refused> {
    if kinds.is_empty() {
        return Ok(None);
    }
    let begins = |kind: &&str| format!("('action', '=like', {})", Json::from(format!("{kind}.%")));
    let terms: Vec<String> = kinds.iter().map(begins).collect();
    let domain = format!("[{}{}]", "'|', ".repeat(terms.len() - 1), terms.join(", "));
    let model = named_model(&work.state, MODEL)?;
    let matching = Matching::of(model, work.guard.matched(&work.state, model, &domain)?);
    let engine = work.tx.engine();
    matching.condition_on(ALIAS, &work.state, &work.guard, engine, PARAMS_BEFORE).map(Some)
}

/// What the entries meet that a domain matches and the actor may see; nothing where that is all of them.
fn condition(work: &mut Work<'_, '_>, domain: &str) -> Result<Option<Condition>, Refused> {
    condition_of(work, &[domain])
}

/// The same of several domains, all of which have to match.
fn condition_of(work: &mut Work<'_, '_>, domains: &[&str]) -> Result<Option<Condition>, Refused> {
    let model = named_model(&work.state, MODEL)?;
    let mut matching = work.guard.found_of(&work.state, model, "")?;
    for domain in domains.iter().filter(|domain| !domain.trim().is_empty()) {
        matching = matching.and(work.guard.found_of(&work.state, model, domain)?);
    }
    if matching.is_every() {
        return Ok(None);
    }
    let engine = work.tx.engine();
    matching.condition_on(ALIAS, &work.state, &work.guard, engine, PARAMS_BEFORE).map(Some)
}

/// Makes sure that the actor holds a group without limit of place: an entry has none.
fn check_reach(work: &Work<'_, '_>, group: &GroupId) -> Result<(), Refused> {
    delegation::must_hold_everywhere(work, group).map_err(|_| {
        Refused::NotAllowed(format!(
            "the audit trail is about everything, so this takes a role of ours that reaches everywhere (group {group})"
        ))
    })
}

/// The first `limit` of the entries that were found, which are one more where there is more.
fn paged(mut found: Vec<Audited>, limit: usize, show: &mut dyn FnMut(Audited) -> EntryView) -> Entries {
    let more = found.len() > limit;
    found.truncate(limit);
    let before = found.last().filter(|_| more).map(|last| last.entry.sequence);
    (found.into_iter().map(show).collect(), before)
}

fn whole(audited: Audited) -> EntryView {
    EntryView { entry: audited.entry, hash: Some(audited.hash) }
}

/// The entry without what is not for everybody who may see what it is about. Its hash would prove nothing then.
fn part(audited: Audited, hidden: &BTreeSet<String>) -> EntryView {
    let mut entry = audited.entry;
    entry.origin = Origin::default();
    for change in entry.changes.iter_mut().filter(|change| hidden.contains(&change.field)) {
        *change = AuditChange::redacted(std::mem::take(&mut change.field));
    }
    EntryView { entry, hash: None }
}
