//! Exceptions for one user: listed, made, changed, ended, taken away.
//!
//! All of it is for those who manage users there. What allows concerns everybody who relies on the roles, so only a full
//! administrator writes it. What denies may be written by whoever could give the rights that it is about. Taking a denial back
//! gives rights, so it takes somebody who holds all that the user does.

use bailiwick_model::{
    Operation, Override, OverrideTarget, Validity,
    audit::{AuditAction, AuditChange},
};
use bailiwick_protocol::rest::{FormError, Outcome, OverrideView};
use bailiwick_store::{account, own::Own, user};
use jiff::{ToSpan, civil::Date};
use serde_json::json;

use super::{
    Administration, Ctx, Done, Refused, Work, delegation, known,
    lines::{self, Holder},
    preview::previewed,
    refused::Fault,
    users::{self, Whole, holdings, view},
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
            shown(work, &whole)
        })
    }

    /// Makes an exception. Its place is behind the others.
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
            let at = add(work, login, exception)?;
            Ok((one(work, login, at)?, at))
        };
        self.create(ctx, make, |work, at| {
            let whole = users::found(work, login)?;
            let sees = holdings::sees(work, &whole.login)?;
            // Places move up when others are taken away, so what stands there now may be another one.
            let is_there = sees && whole.user.overrides.get(at) == Some(exception);
            if is_there { one(work, login, at) } else { Err(missing(login, at)) }
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
        at: usize,
        edit: impl Fn(&Override) -> Result<Override, FormError>,
    ) -> Result<Done<Outcome<OverrideView>>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            change(work, login, at, &edit)?;
            one(work, login, at)
        })
    }

    /// Has an exception count no longer from today on. One that has not begun is taken away.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn end_override(&self, ctx: &Ctx, login: &str, at: usize) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            let (whole, before) = found(work, login, at)?;
            let yesterday = today(work, &whole)?.checked_sub(1.day()).unwrap_or(Date::MIN);
            if before.validity.to().is_some_and(|to| to <= yesterday) {
                return Ok(());
            }
            let ended = Validity::new(before.validity.from(), Some(yesterday)).ok();
            let after = ended.map(|validity| Override { validity, ..before.clone() });
            put(work, &whole, Some((at, before)), after)
        })
    }

    /// Takes an exception away, as if it had never been. The trail keeps it.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn remove_override(&self, ctx: &Ctx, login: &str, at: usize) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            check_match(work, login)?;
            remove(work, login, at)
        })
    }
}

/// Makes an exception; returns its place.
pub(super) fn add(work: &mut Work<'_, '_>, login: &str, exception: &Override) -> Result<usize, Refused> {
    let whole = users::found(work, login)?;
    put(work, &whole, None, Some(exception.clone()))?;
    Ok(whole.user.overrides.len())
}

/// Changes an exception.
pub(super) fn change(
    work: &mut Work<'_, '_>,
    login: &str,
    at: usize,
    edit: impl Fn(&Override) -> Result<Override, FormError>,
) -> Result<(), Refused> {
    let (whole, before) = found(work, login, at)?;
    let wanted = edit(&before)?;
    if wanted == before { Ok(()) } else { put(work, &whole, Some((at, before)), Some(wanted)) }
}

/// Takes an exception away.
pub(super) fn remove(work: &mut Work<'_, '_>, login: &str, at: usize) -> Result<(), Refused> {
    let (whole, before) = found(work, login, at)?;
    put(work, &whole, Some((at, before)), None)
}

/// Writes an exception in the place of another one, or of none, or nothing in its place.
fn put(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    before: Option<(usize, Override)>,
    after: Option<Override>,
) -> Result<(), Refused> {
    work.require(Operation::Update, Own::User, &whole.id())?;
    delegation::may_except(work, whole, before.as_ref().map(|(_, before)| before), after.as_ref())?;
    if let Some(after) = &after {
        check_places(work, before.as_ref().map(|(_, before)| before), after)?;
    }
    let mut changed = whole.clone();
    let list = &mut changed.user.overrides;
    let action = match (&before, &after) {
        (None, Some(after)) => {
            list.push(after.clone());
            AuditAction::OVERRIDE_ADDED
        }
        (Some((at, _)), Some(after)) => {
            if let Some(slot) = list.get_mut(*at) {
                *slot = after.clone();
            }
            AuditAction::OVERRIDE_CHANGED
        }
        (Some((at, _)), None) => {
            list.remove(*at);
            AuditAction::OVERRIDE_REMOVED
        }
        (None, None) => return Ok(()),
    };
    changed.kept.changed_us = work.ctx.author.at_us;
    user::update(work.tx, &changed.login, &changed.user)?;
    account::put(work.tx, &changed.login, &changed.user, &changed.kept)?;
    work.require_written(Operation::Update, Own::User, &changed.id())?;
    work.changed("user", changed.login.as_str(), "updated");
    let old = before.map(|(_, before)| json!(before));
    let change = AuditChange::shown("override", old, after.map(|after| json!(after)));
    work.tell(action, changed.object(), vec![change]);
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
    view::check_match(work, &whole)
}

fn found(work: &mut Work<'_, '_>, login: &str, at: usize) -> Result<(Whole, Override), Refused> {
    let whole = users::found(work, login)?;
    match whole.user.overrides.get(at).cloned() {
        Some(exception) => Ok((whole, exception)),
        None => Err(missing(login, at)),
    }
}

fn missing(login: &str, at: usize) -> Refused {
    Refused::missing("override", format!("{at} of {login}"))
}

fn one(work: &mut Work<'_, '_>, login: &str, at: usize) -> Result<Outcome<OverrideView>, Refused> {
    let whole = users::found(work, login)?;
    let object = shown(work, &whole)?.into_iter().nth(at).ok_or_else(|| missing(login, at))?;
    Ok(Outcome { object, preview: previewed(work)? })
}

fn shown(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Vec<OverrideView>, Refused> {
    let day = today(work, whole)?;
    let view = |(at, exception): (usize, &Override)| OverrideView {
        at,
        exception: exception.clone(),
        enabled: exception.validity.is_enabled(day),
    };
    Ok(whole.user.overrides.iter().enumerate().map(view).collect())
}

fn today(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Date, Refused> {
    lines::today(work, &Holder::User(whole.login.clone()))
}
