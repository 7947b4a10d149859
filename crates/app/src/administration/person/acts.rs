//! What the actor may do about a user.

use std::collections::BTreeSet;

use bailiwick_model::{AccountState, Effect, Operation};
use bailiwick_store::{own::Own, policy::PolicyKind};

use crate::administration::{
    Refused, Work, delegation,
    lines::{self, Holder},
    policy_objects::require_seen,
    users::{Whole, holdings},
};

/// What the actor may do about a user, so that no page shows a way that is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// Whether the user is the actor himself.
    pub is_own: bool,
    /// Change what is known of him, and write notes.
    pub change: bool,
    /// The states that the account can be taken to.
    pub states: Vec<AccountState>,
    /// See what he holds.
    pub holdings: bool,
    /// Give him roles, and change or end those that he has.
    pub lines: bool,
    /// Those of his own role lines that the actor could have given, by number.
    pub open_lines: BTreeSet<i64>,
    /// End all that he may do.
    pub end_access: bool,
    /// Make exceptions for him.
    pub overrides: bool,
    /// Make exceptions that allow something.
    pub allowances: bool,
    /// Give him groups without a role.
    pub groups: bool,
    /// Help him to sign in: see what he signs in with, end sessions, unlock.
    pub security: bool,
    /// Get hold of the account: passwords, second factors.
    pub take_over: bool,
}

/// What the actor may do about a user, whom he may see.
pub(super) fn of(work: &mut Work<'_, '_>, whole: &Whole, hidden: &BTreeSet<String>) -> Result<Acts, Refused> {
    let id = whole.id();
    let mut acts = Acts {
        is_own: work.guard.user().is_some()
            && work.guard.user() == work.state.snapshot.find_user(&whole.login),
        holdings: holdings::sees(work, &whole.login)?,
        ..Acts::default()
    };
    let updates = work.may_there(Operation::Update, Own::User, &id)?;
    acts.change = updates && delegation::may_change(work, whole, &["job_title"]).is_ok();
    let states = !hidden.contains("state") && delegation::may_change(work, whole, &["state"]).is_ok();
    acts.security = updates && states;
    acts.take_over = acts.security && !acts.is_own && delegation::may_change(work, whole, &["email"]).is_ok();
    if states {
        let deletes = work.may_there(Operation::Delete, Own::User, &id)?;
        let from = whole.kept.account.state;
        let back = from != AccountState::Left || delegation::may_bring_back(work, whole).is_ok();
        let is_open = |state: &AccountState| match state {
            // A rule locks; people suspend.
            AccountState::Locked => false,
            AccountState::Left => deletes,
            _ => updates && back,
        };
        acts.states = from.next().iter().copied().filter(is_open).collect();
    }
    let manages = delegation::must_manage(work, whole).is_ok();
    acts.lines = acts.holdings
        && manages
        && work.guard.may_somewhere(&work.state, Operation::Create, Own::RoleLine)?;
    acts.overrides = acts.holdings && updates && manages && {
        delegation::may_change(work, whole, &["overrides"]).is_ok()
    };
    acts.allowances = acts.overrides && delegation::must_be_administrator(work).is_ok();
    if acts.holdings {
        acts.open_lines = lines::choices::open(work, &Holder::User(whole.login.clone()), whole.own_lines())?;
    }
    acts.groups = acts.holdings
        && updates
        && delegation::may_change(work, whole, &["groups"]).is_ok()
        && work.policy().groups.keys().any(|id| require_seen(work, PolicyKind::Group, id).is_ok())
        && !lines::is_managed(work, &whole.login, &whole.user)?;
    acts.end_access = acts.security && !acts.is_own && may_end(work, whole, &acts)?;
    Ok(acts)
}

/// Whether all that somebody holds is the actor's to end.
fn may_end(work: &mut Work<'_, '_>, whole: &Whole, acts: &Acts) -> Result<bool, Refused> {
    let today = lines::today(work, &Holder::User(whole.login.clone()))?;
    let lines = whole
        .own_lines()
        .all(|(id, line)| line.validity().to().is_some_and(|to| to < today) || acts.open_lines.contains(&id));
    let allowances = whole.user.overrides.iter().any(|one| one.effect == Effect::Allow);
    Ok(lines && (!allowances || acts.allowances))
}
