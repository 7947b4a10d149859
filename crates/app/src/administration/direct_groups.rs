//! Groups that a user has without a role. They count only where no role line does.

use std::collections::BTreeSet;

use bailiwick_model::{
    GroupId, Operation,
    audit::{AuditAction, AuditChange},
};
use bailiwick_protocol::rest::{Outcome, UserView};
use bailiwick_store::{account, own::Own, user};
use serde_json::json;

use super::{
    Administration, Ctx, Done, Refused, Work, delegation, lines,
    preview::previewed,
    refused::Fault,
    users::{self, view},
};

impl Administration {
    /// Gives a user these groups directly, and no others.
    ///
    /// # Errors
    /// [`Refused::ManagedByRoles`] where role lines, own or inherited, manage the user's rights; [`Refused`] otherwise.
    pub fn set_user_groups(
        &self,
        ctx: &Ctx,
        login: &str,
        groups: &[GroupId],
    ) -> Result<Done<Outcome<UserView>>, Refused> {
        self.write(ctx, |work| {
            let whole = users::found(work, login)?;
            view::check_match(work, &whole)?;
            set(work, login, groups)?;
            let object = view::of(work, &whole.login)?;
            Ok(Outcome { object, preview: previewed(work)? })
        })
    }
}

/// Gives a user these groups directly, and no others.
pub(super) fn set(work: &mut Work<'_, '_>, login: &str, groups: &[GroupId]) -> Result<(), Refused> {
    let before = users::found(work, login)?;
    work.require(Operation::Update, Own::User, &before.id())?;
    check_known(work, groups)?;
    if lines::is_managed(work, &before.login, &before.user)? {
        return Err(Refused::ManagedByRoles { login: before.login.to_string() });
    }
    let (had, wanted): (BTreeSet<_>, BTreeSet<_>) =
        (before.user.groups.iter().collect(), groups.iter().collect());
    if had == wanted {
        return Ok(());
    }
    let added: Vec<GroupId> = wanted.difference(&had).copied().cloned().collect();
    delegation::may_change(work, &before, &["groups"])?;
    delegation::may_give_groups(work, &added)?;
    delegation::fresh_for_groups(work, had.symmetric_difference(&wanted).copied())?;
    let mut after = before.clone();
    after.user.groups = wanted.into_iter().cloned().collect();
    after.kept.changed_us = work.ctx.author.at_us;
    user::update(work.tx, &after.login, &after.user)?;
    account::put(work.tx, &after.login, &after.user, &after.kept)?;
    work.require_written(Operation::Update, Own::User, &after.id())?;
    work.changed("user", after.login.as_str(), "updated");
    let change =
        AuditChange::shown("groups", Some(json!(before.user.groups)), Some(json!(after.user.groups)));
    work.tell(AuditAction::USER_GROUPS, after.object(), vec![change]);
    Ok(())
}

fn check_known(work: &Work<'_, '_>, groups: &[GroupId]) -> Result<(), Refused> {
    let unknown = groups.iter().enumerate().filter(|(_, group)| !work.policy().groups.contains_key(*group));
    let faults: Vec<Fault> = unknown
        .map(|(at, group)| Fault {
            pointer: format!("/groups/{at}"),
            message: format!("there is no group {:?}", group.as_str()),
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Refused::Invalid(faults)) }
}
