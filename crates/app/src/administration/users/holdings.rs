//! Who sees what somebody holds: role lines, groups, exceptions, and what the trail tells of them.
//!
//! Colleagues see each other and not what each may do. That is for whoever may read role lines of that very user, and for
//! himself.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, UserId, audit::Actor};
use bailiwick_store::own::{AT_ONCE, Own, with_lines_in};

use crate::administration::{Refused, Work};

/// Those of some users whose holdings the actor may see.
pub(crate) fn seen(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<BTreeSet<UserId>, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    if matching.is_every() {
        return Ok(logins.iter().cloned().collect());
    }
    let mut seen = BTreeSet::new();
    if let Actor::User(own) = &work.ctx.author.actor {
        seen.insert(own.clone());
    }
    if matching.is_none() {
        return Ok(seen);
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE)?;
    for logins in logins.chunks(AT_ONCE) {
        seen.extend(with_lines_in(work.tx, logins, &condition)?);
    }
    Ok(seen)
}

/// Whether the actor may see what a user holds.
pub(crate) fn sees(work: &mut Work<'_, '_>, login: &UserId) -> Result<bool, Refused> {
    Ok(seen(work, std::slice::from_ref(login))?.contains(login))
}
