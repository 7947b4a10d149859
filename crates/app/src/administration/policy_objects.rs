//! The parts of the policy: models, groups, rows, rules, rights and roles, each listed, shown, made, changed and taken away
//! in the form that a document has for it.
//!
//! The policy concerns everybody everywhere, so only a full administrator changes it. What would not hold together is
//! refused before anything is written, with the place of each fault; what others still refer to is not taken away.

mod access_lists;
mod back;
mod checks;
mod form;
mod listing;
mod owned;
mod references;
mod restricted;
mod sight;
mod view;

use bailiwick_model::audit::{AuditAction, AuditObject};
use bailiwick_protocol::rest::{FormError, Outcome, PolicyName, PolicyView};
use bailiwick_store::policy::{self, PolicyChange, PolicyKind, PolicyObject, Stored};
use serde_json::{Map, Value as Json};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation, difference::difference, preview::previewed, texts,
};
use crate::own;

pub use access_lists::AccessWish;
pub use back::Back;
pub use listing::PolicyListing;
pub use sight::{PolicyPart, PolicySight};
pub(super) use view::{check_match, require_seen};

/// The kind of a part of the policy by its word.
///
/// # Errors
/// When there is no such kind; the words are listed.
pub fn find_kind(word: &str) -> Result<PolicyKind, Refused> {
    word.parse().map_err(|_| {
        let all: Vec<&str> = PolicyKind::ALL.iter().map(|kind| kind.word()).collect();
        Refused::invalid("/kind", format!("{word:?} is no part of a policy; it has {}", all.join(", ")))
    })
}

impl Administration {
    /// A part of the policy.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_policy(&self, ctx: &Ctx, kind: PolicyKind, id: &str) -> Result<Done<PolicyView>, Refused> {
        self.read(ctx, |work| {
            require_seen(work, kind, id)?;
            view::of(work, kind, id)
        })
    }

    /// Makes a part of the policy.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn create_policy(
        &self,
        ctx: &Ctx,
        kind: PolicyKind,
        id: &str,
        body: &Map<String, Json>,
    ) -> Result<Done<Outcome<PolicyView>>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            create(work, kind, id, body)?;
            checks::check_follows(work, kind, id)?;
            let object = view::of(work, kind, id)?;
            Ok((Outcome { object, preview: previewed(work)? }, ()))
        };
        self.create(ctx, make, |work, ()| {
            require_seen(work, kind, id)?;
            Ok(Outcome { object: view::of(work, kind, id)?, preview: None })
        })
    }

    /// Changes a part of the policy. `edit` gets what was written of it.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_policy(
        &self,
        ctx: &Ctx,
        kind: PolicyKind,
        id: &str,
        edit: impl Fn(&Map<String, Json>) -> Result<Map<String, Json>, FormError>,
    ) -> Result<Done<Outcome<PolicyView>>, Refused> {
        self.write(ctx, |work| {
            change(work, kind, id, &edit)?;
            checks::check_follows(work, kind, id)?;
            let object = view::of(work, kind, id)?;
            Ok(Outcome { object, preview: previewed(work)? })
        })
    }

    /// Takes a part of the policy away. A role of one's own in the place of a shipped one brings that one back.
    ///
    /// # Errors
    /// [`Refused::Conflict`] names everything that still refers to it.
    pub fn delete_policy(
        &self,
        ctx: &Ctx,
        kind: PolicyKind,
        id: &str,
    ) -> Result<Done<Outcome<PolicyName>>, Refused> {
        self.write(ctx, |work| {
            delete(work, kind, id)?;
            checks::check_follows(work, kind, id)?;
            let object = PolicyName { kind: kind.word().to_owned(), id: id.to_owned() };
            Ok(Outcome { object, preview: previewed(work)? })
        })
    }
}

/// The policy is what everybody may do, so it takes an administrator who has shown not long ago who he is.
fn may_write(work: &Work<'_, '_>) -> Result<(), Refused> {
    delegation::must_be_administrator(work)?;
    work.must_be_fresh()
}

/// Makes a part of the policy.
pub(super) fn create(
    work: &mut Work<'_, '_>,
    kind: PolicyKind,
    id: &str,
    body: &Map<String, Json>,
) -> Result<(), Refused> {
    may_write(work)?;
    let is_there = form::find(work.policy(), kind, id).is_some();
    let is_shipped_role = kind == PolicyKind::Role && policy::find(work.tx, kind, id)?.is_none();
    if is_there && kind != PolicyKind::Setting && !is_shipped_role {
        return Err(Refused::Conflict(format!(
            "there is a {} {id:?} already; change it, or choose another id",
            view::word(kind)
        )));
    }
    put(work, kind, id, None, body.clone())
}

/// Changes a part of the policy.
pub(super) fn change(
    work: &mut Work<'_, '_>,
    kind: PolicyKind,
    id: &str,
    edit: impl Fn(&Map<String, Json>) -> Result<Map<String, Json>, FormError>,
) -> Result<(), Refused> {
    require_seen(work, kind, id)?;
    may_write(work)?;
    let before = view::body(work.policy(), kind, id).ok_or_else(|| Refused::missing(view::word(kind), id))?;
    check_match(work, kind, id)?;
    let wanted = edit(&before)?;
    if wanted == before { Ok(()) } else { put(work, kind, id, Some(&before), wanted) }
}

/// Takes a part of the policy away.
pub(super) fn delete(work: &mut Work<'_, '_>, kind: PolicyKind, id: &str) -> Result<(), Refused> {
    require_seen(work, kind, id)?;
    may_write(work)?;
    let before = view::body(work.policy(), kind, id).ok_or_else(|| Refused::missing(view::word(kind), id))?;
    check_match(work, kind, id)?;
    owned::check_free(work.policy(), kind, id)?;
    if policy::find(work.tx, kind, id)?.is_none() {
        return Err(Refused::Conflict(match kind {
            PolicyKind::Setting => format!("setting {id:?} has its default already"),
            _ => format!("{} {id:?} is part of the program and stays", view::word(kind)),
        }));
    }
    let shipped = form::find(own::shipped(), kind, id).filter(|_| kind == PolicyKind::Role);
    let mut change = PolicyChange { deletes: vec![(kind, id.to_owned())], ..PolicyChange::default() };
    if kind == PolicyKind::Role {
        restricted::clear(work, id, &mut change)?;
    }
    match &shipped {
        Some(PolicyObject::Role(role, back)) => {
            checks::check_scope(work, role, back)?;
            let mut beside = change.clone();
            beside.deletes.retain(|(kind, _)| *kind != PolicyKind::Role);
            references::check_unused(work, &beside)?;
        }
        _ => references::check_unused(work, &change)?,
    }
    policy::apply(work.tx, &change)?;
    let after = shipped.as_ref().map(form::body);
    note(work, &change);
    if let Some(object) = shipped {
        form::put(work.policy_mut(), object);
    }
    let action = if after.is_some() { AuditAction::POLICY_CHANGED } else { AuditAction::POLICY_DELETED };
    let object = AuditObject::new(kind.word(), id);
    work.tell(action, object, difference(Some(&before), after.as_ref()));
    Ok(())
}

/// Writes what is wanted of a part of the policy, with all that belongs to it.
fn put(
    work: &mut Work<'_, '_>,
    kind: PolicyKind,
    id: &str,
    before: Option<&Map<String, Json>>,
    mut body: Map<String, Json>,
) -> Result<(), Refused> {
    checks::check_id(kind, id)?;
    owned::check_free(work.policy(), kind, id)?;
    texts::of_part(before, &mut body)?;
    let wanted = body.clone();
    let may = if kind == PolicyKind::Role { body.remove(restricted::MEMBER) } else { None };
    let object = form::read(kind, id, body)?;
    owned::check_foreign(work.policy(), &object)?;
    let mut change = PolicyChange::default();
    match object {
        PolicyObject::Role(role, form) => restricted::put(work, role, form, may, &mut change)?,
        object => change.upserts.push(stored(work, object)?),
    }
    let mut next = work.policy().clone();
    change.deletes.iter().for_each(|(kind, id)| form::remove(&mut next, *kind, id));
    change.upserts.iter().for_each(|row| form::put(&mut next, row.object.clone()));
    for row in &change.upserts {
        checks::check(work, &next, &row.object)?;
    }
    policy::apply(work.tx, &change)?;
    note(work, &change);
    let action = if before.is_some() { AuditAction::POLICY_CHANGED } else { AuditAction::POLICY_CREATED };
    work.tell(action, AuditObject::new(kind.word(), id), difference(before, Some(&wanted)));
    Ok(())
}

/// A row for an object; one that was there keeps its origin.
fn stored(work: &mut Work<'_, '_>, object: PolicyObject) -> Result<Stored, Refused> {
    let known = policy::find(work.tx, object.kind(), &object.key())?;
    let (origin, noupdate) = known.map_or((None, false), |known| (known.origin, known.noupdate));
    Ok(Stored { object, origin, noupdate })
}

/// Tells the feed, and keeps the policy at hand in step with the rows.
fn note(work: &mut Work<'_, '_>, change: &PolicyChange) {
    for (kind, id) in &change.deletes {
        work.changed(fed(*kind), id.as_str(), "deleted");
        form::remove(work.policy_mut(), *kind, id);
    }
    for row in &change.upserts {
        let (kind, id) = (row.object.kind(), row.object.key());
        let known = form::find(work.policy(), kind, &id).is_some();
        work.changed(fed(kind), id, if known { "updated" } else { "created" });
        form::put(work.policy_mut(), row.object.clone());
    }
}

/// What the feed calls a part. A setting of the policy is none of a company's.
fn fed(kind: PolicyKind) -> &'static str {
    if kind == PolicyKind::Setting { "settings" } else { kind.word() }
}
