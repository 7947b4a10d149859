//! Exceptions for one user: listed, made, changed, ended, taken away.
//!
//! All of it is for those who manage users there. What allows concerns everybody who relies on the roles, so only a full
//! administrator writes it. What denies may be written by whoever could give the rights that it is about. Taking a denial back
//! gives rights, so it takes somebody who holds all that the user does.

use bailiwick_model::{
    Operation, Override, OverrideTarget, Validity,
    audit::{AuditAction, AuditChange},
};
use bailiwick_protocol::rest::{FormError, Outcome, OverrideView, once_each};
use bailiwick_store::{
    account::{self, Kept},
    own::Own,
    user_override::{self, OverrideId},
};
use jiff::{ToSpan, civil::Date};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    difference::difference,
    known,
    lines::{self, Holder},
    preview::previewed,
    refused::Fault,
    texts,
    users::{self, Whole, holdings},
};

impl Administration {
    /// The exceptions of a user, in their order.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such user whom the actor may see, and [`Refused::NotAllowed`] when he may not see what
    /// the user holds.
    pub fn list_overrides(&self, ctx: &Ctx, login: &str) -> Result<Done<Vec<OverrideView>>, Refused> {
        self.read(ctx, |work| {
            let whole = users::found(work, login)?;
            if !holdings::sees(work, &whole.login)? {
                let why = "what somebody may do is for those who may read his role lines";
                return Err(Refused::NotAllowed(why.to_owned()));
            }
            let day = today(work, &whole)?;
            Ok(shown(&whole, day))
        })
    }

    /// Makes an exception. It comes behind the others.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn add_override(
        &self,
        ctx: &Ctx,
        login: &str,
        exception: &Override,
    ) -> Result<Done<Outcome<OverrideView>>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            check_match(work, login)?;
            let id = add(work, login, exception)?;
            Ok((one(work, login, id)?, id.0))
        };
        self.create(ctx, make, |work, id: i64| {
            let whole = users::found(work, login)?;
            match holdings::sees(work, &whole.login)? {
                true => one(work, login, OverrideId(id)),
                false => Err(Refused::missing("override", format!("{id} of {login}"))),
            }
        })
    }

    /// Changes an exception. `edit` gets it as it is.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn change_override(
        &self,
        ctx: &Ctx,
        login: &str,
        id: i64,
        edit: impl Fn(&Override) -> Result<Override, FormError>,
    ) -> Result<Done<Outcome<OverrideView>>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            change(work, login, id, &edit)?;
            one(work, login, OverrideId(id))
        })
    }

    /// Has an exception count no longer from today on. One that has not begun is taken away.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn end_override(&self, ctx: &Ctx, login: &str, id: i64) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            end(work, login, id).map(drop)
        })
    }

    /// Takes an exception away, as if it had never been. The trail keeps it.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn remove_override(&self, ctx: &Ctx, login: &str, id: i64) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            remove(work, login, id)
        })
    }
}

/// Makes an exception.
pub(super) fn add(work: &mut Work<'_, '_>, login: &str, exception: &Override) -> Result<OverrideId, Refused> {
    let whole = users::found(work, login)?;
    let exception = plain(None, exception.clone())?;
    may_put(work, &whole, None, Some(&exception))?;
    let id = user_override::insert(work.tx, &whole.login, &exception)?;
    told(work, AuditAction::OVERRIDE_ADDED, &whole, id, None, Some(&exception))?;
    Ok(id)
}

/// Changes an exception.
pub(super) fn change(
    work: &mut Work<'_, '_>,
    login: &str,
    id: i64,
    edit: impl Fn(&Override) -> Result<Override, FormError>,
) -> Result<(), Refused> {
    let (whole, before) = found(work, login, id)?;
    let wanted = plain(Some(&before), edit(&before)?)?;
    if wanted == before { Ok(()) } else { put(work, &whole, OverrideId(id), &before, &wanted) }
}

/// The exception with its reason as one line, and each place once.
fn plain(before: Option<&Override>, wanted: Override) -> Result<Override, Refused> {
    let had = before.map(|before| before.reason.as_str());
    let reason = texts::reason(had, Some(wanted.reason))?.unwrap_or_default();
    Ok(Override { reason, areas: once_each(wanted.areas), companies: once_each(wanted.companies), ..wanted })
}

/// Has an exception count no longer from today on. Returns whether it was not over yet.
pub(super) fn end(work: &mut Work<'_, '_>, login: &str, id: i64) -> Result<bool, Refused> {
    let (whole, before) = found(work, login, id)?;
    let yesterday = today(work, &whole)?.checked_sub(1.day()).unwrap_or(Date::MIN);
    if before.validity.to().is_some_and(|to| to <= yesterday) {
        return Ok(false);
    }
    match Validity::new(before.validity.from(), Some(yesterday)) {
        Ok(validity) => {
            let after = Override { validity, ..before.clone() };
            put(work, &whole, OverrideId(id), &before, &after)?;
        }
        Err(_) => take(work, &whole, OverrideId(id), &before)?,
    }
    Ok(true)
}

/// Takes an exception away.
pub(super) fn remove(work: &mut Work<'_, '_>, login: &str, id: i64) -> Result<(), Refused> {
    let (whole, before) = found(work, login, id)?;
    take(work, &whole, OverrideId(id), &before)
}

fn put(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    id: OverrideId,
    before: &Override,
    after: &Override,
) -> Result<(), Refused> {
    may_put(work, whole, Some(before), Some(after))?;
    user_override::update(work.tx, &whole.login, id, after)?;
    told(work, AuditAction::OVERRIDE_CHANGED, whole, id, Some(before), Some(after))
}

fn take(work: &mut Work<'_, '_>, whole: &Whole, id: OverrideId, before: &Override) -> Result<(), Refused> {
    may_put(work, whole, Some(before), None)?;
    user_override::delete(work.tx, &whole.login, id)?;
    told(work, AuditAction::OVERRIDE_REMOVED, whole, id, Some(before), None)
}

/// Makes sure that an exception may stand in the place of another one, or of none, or nothing in its place.
fn may_put(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    before: Option<&Override>,
    after: Option<&Override>,
) -> Result<(), Refused> {
    work.require(Operation::Update, Own::User, &whole.id())?;
    delegation::may_except(work, whole, before, after)?;
    after.map_or(Ok(()), |after| check_places(work, before, after))
}

/// Notes that the user was changed, and tells the feed and the trail.
fn told(
    work: &mut Work<'_, '_>,
    action: AuditAction,
    whole: &Whole,
    id: OverrideId,
    before: Option<&Override>,
    after: Option<&Override>,
) -> Result<(), Refused> {
    let kept = Kept { changed_us: work.ctx.author.at_us, ..whole.kept.clone() };
    account::put(work.tx, &whole.login, &whole.user, &kept)?;
    work.require_written(Operation::Update, Own::User, &whole.id())?;
    work.changed("user", whole.login.as_str(), "updated");
    let mut changes = vec![AuditChange::shown("override", None, Some(id.0.into()))];
    changes.extend(difference(before, after));
    work.tell(action, whole.object(), changes);
    Ok(())
}

/// Makes sure that what an exception names is there. Places of the one before are not asked about again.
fn check_places(
    work: &mut Work<'_, '_>,
    before: Option<&Override>,
    exception: &Override,
) -> Result<(), Refused> {
    let had = before.map(|had| (&*had.areas, &*had.companies)).unwrap_or_default();
    let mut faults = Vec::new();
    let mut missing = |pointer: String, what: String| {
        faults.push(Fault { pointer, message: format!("there is no {what}") });
    };
    match &exception.target {
        OverrideTarget::Records { model, .. } if !work.policy().models.contains_key(model) => {
            missing("/model".to_owned(), format!("model {model}"));
        }
        OverrideTarget::Permission(name) if !work.policy().permissions.contains_key(name) => {
            missing("/permission".to_owned(), format!("permission {name}"));
        }
        _ => {}
    }
    for (at, code) in exception.areas.iter().enumerate() {
        if !had.0.contains(code) && !known::area(work, code, &exception.companies)? {
            missing(format!("/areas/{at}"), format!("area {:?}", code.as_str()));
        }
    }
    for (at, code) in exception.companies.iter().enumerate() {
        if !had.1.contains(code) && !known::company(work, code, &exception.areas)? {
            missing(format!("/companies/{at}"), format!("company {:?}", code.as_str()));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refused::Invalid(faults)) }
}

fn check_match(work: &mut Work<'_, '_>, login: &str) -> Result<(), Refused> {
    let whole = users::found(work, login)?;
    users::view::check_match(work, &whole)
}

fn found(work: &mut Work<'_, '_>, login: &str, id: i64) -> Result<(Whole, Override), Refused> {
    let whole = users::found(work, login)?;
    let known = whole.own_overrides().find(|(known, _)| known.0 == id).map(|(_, known)| known.clone());
    let known = known.ok_or_else(|| Refused::missing("override", format!("{id} of {login}")))?;
    Ok((whole, known))
}

fn one(work: &mut Work<'_, '_>, login: &str, id: OverrideId) -> Result<Outcome<OverrideView>, Refused> {
    let (whole, exception) = found(work, login, id.0)?;
    let object = view(id, &exception, today(work, &whole)?);
    Ok(Outcome { object, preview: previewed(work)? })
}

/// The exceptions of a user, on a day.
pub(super) fn shown(whole: &Whole, day: Date) -> Vec<OverrideView> {
    whole.own_overrides().map(|(id, exception)| view(id, exception, day)).collect()
}

fn view(id: OverrideId, exception: &Override, day: Date) -> OverrideView {
    let enabled = exception.validity.is_enabled(day);
    OverrideView { id: id.0, exception: exception.clone(), enabled }
}

fn today(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Date, Refused> {
    lines::today(work, &Holder::User(whole.login.clone()))
}
