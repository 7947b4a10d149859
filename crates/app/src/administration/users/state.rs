//! Letting people in and out: the states of an account, and leaving.

use bailiwick_model::{AccountState, Operation, audit::AuditAction};
use bailiwick_store::{account, own::Own, user};

use bailiwick_protocol::rest::UserView;

use super::{Whole, found, view};
use crate::{
    administration::{
        Administration, Ctx, Done, Refused, Work, delegation, difference::difference, seats,
        settings::recovery_days,
    },
    sign_in,
};

const DAY_US: i64 = 86_400 * 1_000_000;

impl Administration {
    /// Takes an account from its state to another one, if that can follow. Leaving keeps everything for the time in which
    /// it can be undone.
    ///
    /// # Errors
    /// [`Refused`] says what can follow instead.
    pub fn set_user_state(
        &self,
        ctx: &Ctx,
        login: &str,
        state: AccountState,
    ) -> Result<Done<UserView>, Refused> {
        self.write(ctx, |work| {
            let before = found(work, login)?;
            view::check_match(work, &before)?;
            set(work, &before, state)?;
            view::of(work, &before.login)
        })
    }
}

/// Takes an account to another state, if that can follow.
pub(crate) fn set(work: &mut Work<'_, '_>, before: &Whole, state: AccountState) -> Result<(), Refused> {
    let operation = if state == AccountState::Left { Operation::Delete } else { Operation::Update };
    work.require_there(operation, Own::User, &before.id())?;
    must_see(work, before)?;
    let from = before.kept.account.state;
    from.may_become(state).map_err(|error| Refused::Conflict(error.to_string()))?;
    check_recovery(work, before)?;
    delegation::may_change(work, before, &["state"])?;
    delegation::fresh_for_account(work, before)?;
    if from == AccountState::Left {
        delegation::may_bring_back(work, before)?;
    }
    put(work, before, state)
}

/// Makes an account active whose owner has accepted the invitation himself.
pub(crate) fn accept(work: &mut Work<'_, '_>, before: &Whole) -> Result<(), Refused> {
    let to = AccountState::Active;
    before.kept.account.state.may_become(to).map_err(|error| Refused::Conflict(error.to_string()))?;
    put(work, before, to)
}

/// What can follow depends on what there is, so it would tell whoever may not see that.
pub(crate) fn must_see(work: &Work<'_, '_>, before: &Whole) -> Result<(), Refused> {
    if view::hidden(work, before)?.contains("state") {
        let why = "you may not change the state of this user, since you may not see what it is; leave it to somebody who may";
        return Err(Refused::NotAllowed(why.to_owned()));
    }
    Ok(())
}

/// Writes the new state and tells of it.
fn put(work: &mut Work<'_, '_>, before: &Whole, state: AccountState) -> Result<(), Refused> {
    let at_us = work.ctx.author.at_us;
    let mut after = before.clone();
    after.user.active = state.lets_in();
    after.kept.account.state = state;
    after.kept.changed_us = at_us;
    after.kept.left_us = (state == AccountState::Left).then_some(at_us);
    user::update(work.tx, &after.login, &after.user)?;
    account::put(work.tx, &after.login, &after.user, &after.kept)?;
    seats::taken(work, Some(before), Some(&after))?;
    if !state.lets_in() {
        // Whoever is let in again later comes in anew.
        sign_in::shut_out(work, &after.login)?;
    }
    work.changed("user", after.login.as_str(), "updated");
    let states = [before, &after].map(|whole| serde_json::json!({ "state": whole.kept.account.state }));
    let [from, to] = &states;
    work.tell(AuditAction::USER_STATE, after.object(), difference(Some(from), Some(to)));
    Ok(())
}

/// Somebody who left long ago does not come back.
fn check_recovery(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let Some(left) = whole.kept.left_us else { return Ok(()) };
    let days = recovery_days(work, whole.user.company.as_ref())?;
    if !is_over(left, days, work.ctx.author.at_us) {
        return Ok(());
    }
    Err(Refused::Conflict(format!(
        "{} left more than {days} days ago and cannot be brought back; make a new account",
        whole.login
    )))
}

/// Whether so many days have passed since somebody left.
pub(super) fn is_over(left_us: i64, days: i64, now_us: i64) -> bool {
    now_us.saturating_sub(left_us) > days.saturating_mul(DAY_US)
}
