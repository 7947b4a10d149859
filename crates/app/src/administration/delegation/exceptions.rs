//! Exceptions give and take rights, so they are for those who could give those rights, and who manage users there.

use bailiwick_model::{Effect, Override, Validity};
use bailiwick_policy::Claim;

use super::{
    Refused, Whole, Work, covers, judged, may_change, must_be_administrator, must_manage,
    power::fresh_for_target,
};
use crate::own;

/// Makes sure that the actor may write an exception in the place of another one.
///
/// What allows stands beside all roles, so it takes somebody who holds everything, on all of its days, to give it and to
/// take it away. What denies is about rights that the user has: denying them takes whoever could give these, and giving
/// them back whoever could give all that the user holds, since nobody looks at what a denial keeps from him.
pub(crate) fn may_except(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    before: Option<&Override>,
    after: Option<&Override>,
) -> Result<(), Refused> {
    must_manage(work, whole)?;
    may_change(work, whole, &["overrides"])?;
    for exception in before.into_iter().chain(after) {
        match exception.effect {
            Effect::Allow => must_hold_everything(work, exception.validity)?,
            Effect::Deny => may_deny(work, whole, exception)?,
        }
        fresh_for_target(work, &exception.target)?;
    }
    match before {
        Some(before) if before.effect == Effect::Deny => may_restore(work, whole),
        _ => Ok(()),
    }
}

fn must_hold_everything(work: &Work<'_, '_>, days: Validity) -> Result<(), Refused> {
    must_be_administrator(work)?;
    covers(work, &Claim::of_groups([own::administrator()]).on(days))
}

/// Makes sure that the actor could give the rights that an exception denies.
fn may_deny(work: &Work<'_, '_>, whole: &Whole, exception: &Override) -> Result<(), Refused> {
    let Some(subject) = work.state.snapshot.find_user(&whole.login) else { return Ok(()) };
    judged(work, |asker| asker.covers_target(subject, &exception.target, own::administrator()))
}

/// Makes sure that the actor holds all that a user does: what is given back to him may be any of it.
fn may_restore(work: &Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let Some(subject) = work.state.snapshot.find_user(&whole.login) else { return Ok(()) };
    if work.guard.user() == Some(subject) {
        return Err(Refused::Beyond("nobody takes back what is denied to himself".to_owned()));
    }
    judged(work, |asker| asker.covers_user(subject, None, own::administrator()))
}
