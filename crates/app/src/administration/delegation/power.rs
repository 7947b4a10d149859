//! What makes somebody powerful here, or takes an account over, is done by a person who has shown not long ago who he is: a session
//! that was left open, or stolen, gives itself no more than it has.

use std::collections::BTreeSet;

use bailiwick_model::{GroupId, OverrideTarget, PermissionName, RoleId};

use super::{IDENTITY, Refused, Whole, Work};
use crate::own::PREFIX;

/// Makes sure that it is a fresh session that gives or takes groups, where any of them is about administration.
pub(crate) fn fresh_for_groups<'g>(
    work: &Work<'_, '_>,
    groups: impl IntoIterator<Item = &'g GroupId>,
) -> Result<(), Refused> {
    let policy = work.policy();
    let mut next: Vec<&GroupId> = groups.into_iter().collect();
    let mut known = BTreeSet::new();
    while let Some(group) = next.pop() {
        if group.as_str().starts_with(PREFIX) {
            return work.must_be_fresh();
        }
        if known.insert(group) {
            next.extend(policy.groups.get(group).into_iter().flat_map(|group| &group.implies));
        }
    }
    Ok(())
}

/// The same of a role. One that is not there gives nothing.
pub(crate) fn fresh_for_role(work: &Work<'_, '_>, role: &RoleId) -> Result<(), Refused> {
    let groups = work.policy().roles.get(role).map(|role| &*role.groups).unwrap_or_default();
    fresh_for_groups(work, groups)
}

/// The same of an account that administers by lines or groups of its own.
pub(crate) fn fresh_for_account(work: &Work<'_, '_>, account: &Whole) -> Result<(), Refused> {
    fresh_for_groups(work, &account.user.groups)?;
    account.user.lines.iter().try_for_each(|line| fresh_for_role(work, line.role()))
}

/// The same of an exception.
pub(super) fn fresh_for_target(work: &Work<'_, '_>, target: &OverrideTarget) -> Result<(), Refused> {
    let model = match target {
        OverrideTarget::Records { model, .. }
        | OverrideTarget::Permission(PermissionName::Action(model, _)) => model,
        OverrideTarget::Permission(_) => return Ok(()),
    };
    if model.as_str().starts_with(PREFIX) { work.must_be_fresh() } else { Ok(()) }
}

/// The same of fields of an account: whoever changes what it signs in by gets hold of it.
pub(crate) fn fresh_for_fields<'f>(
    work: &Work<'_, '_>,
    fields: impl IntoIterator<Item = &'f str>,
) -> Result<(), Refused> {
    if fields.into_iter().any(|field| IDENTITY.contains(&field)) { work.must_be_fresh() } else { Ok(()) }
}
