//! Whoever was invited, on his way in: gates judge him as what he will be once he is through, and then he is it.

use std::sync::Arc;

use bailiwick_model::{AccountState, User, UserId};

use super::{
    gates::{Outcome, Said, pass},
    proof::Proven,
    rules,
    visit::Visit,
};
use crate::{
    administration::{Refused, Work, users},
    state::State,
};

/// What comes of all gates.
pub(crate) fn judged(
    work: &mut Work<'_, '_>,
    proven: Proven,
    visit: &Visit,
    said: &mut Vec<Said>,
) -> Result<Outcome, Refused> {
    let (login, invited) = (proven.login().clone(), proven.progress().invited);
    as_accepted(work, &login, invited, |work| {
        let rules = rules::of(work, &login)?;
        pass(work, proven, rules, visit, said)
    })
}

/// Does something as if somebody had accepted his invitation already: all that holds for his roles then holds now. Who is not invited any more is judged as
/// he is.
pub(crate) fn as_accepted<T>(
    work: &mut Work<'_, '_>,
    login: &UserId,
    invited: bool,
    judge: impl FnOnce(&mut Work<'_, '_>) -> Result<T, Refused>,
) -> Result<T, Refused> {
    if !invited {
        return judge(work);
    }
    let whole = users::whole(work, login)?;
    if whole.kept.account.state != AccountState::Invited {
        return judge(work);
    }
    let active = User { active: true, ..whole.user };
    let Ok(snapshot) = work.state.snapshot.with_user(&work.state.policy, login, &active) else {
        return judge(work);
    };
    let as_it_is = State::clone(&work.state);
    work.state = State { snapshot: Arc::new(snapshot), ..as_it_is.clone() };
    let judged = judge(work);
    work.state = as_it_is;
    judged
}

/// Makes the account of somebody active who is through all gates.
pub(crate) fn accept(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let whole = users::whole(work, login)?;
    match whole.kept.account.state {
        AccountState::Invited => {
            users::state::accept(work, &whole)?;
            bailiwick_store::sign_in::ticket::delete_of(work.tx, login, super::Errand::Invitation.as_str())?;
            Ok(())
        }
        _ => Ok(()),
    }
}
