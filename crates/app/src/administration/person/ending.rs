//! Ending all that somebody may do, now and at once: for whoever leaves in anger, and for an account that somebody else got hold of.
//!
//! Everything happens in one transaction, or nothing does. What he has from the company and department that he belongs to stays with these; only
//! suspending the account ends that for him.

use bailiwick_model::{AccountState, Effect, UserId, audit::Actor};
use bailiwick_store::{api_key, sign_in::device, sign_in::session};
use jiff::civil::Date;

use crate::{
    administration::{
        Administration, Ctx, Done, Refused, Work, direct_groups,
        lines::{self, Ended, Holder},
        overrides,
        users::{self, state},
    },
    sign_in::{end_all, managed, take_key},
};

/// What was ended, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// Role lines that count no longer.
    pub lines: Vec<EndedLine>,
    /// Where role lines come from that stay: `company acme`, `department sales`.
    pub kept: Vec<String>,
    /// Exceptions that allowed something, by number.
    pub overrides: Vec<i64>,
    /// Groups that were given directly.
    pub groups: Vec<String>,
    /// Sessions.
    pub sessions: usize,
    /// Keys, by name.
    pub keys: Vec<String>,
    /// Whether the account is suspended now and was not before.
    pub suspended: bool,
}

/// A role line that counts no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedLine {
    /// Its number.
    pub id: i64,
    /// The role.
    pub role: String,
    /// Its last day; nothing for one that had not begun, and is gone.
    pub last: Option<Date>,
}

impl Receipt {
    /// Whether there was nothing to end.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { lines, overrides, groups, sessions, keys, suspended, .. } = self;
        lines.is_empty()
            && overrides.is_empty()
            && groups.is_empty()
            && *sessions == 0
            && keys.is_empty()
            && !*suspended
    }
}

impl Administration {
    /// Ends all that somebody may do: sessions, keys, his own role lines, exceptions that allow something, groups without a role. With `suspend`
    /// the account lets nobody in any more, either.
    ///
    /// # Errors
    /// [`Refused`] names the first thing that is not the actor's to end; then nothing was ended. [`Refused::StepUp`] for whoever has not shown of
    /// late who he is.
    pub fn end_access(&self, ctx: &Ctx, login: &str, suspend: bool) -> Result<Done<Receipt>, Refused> {
        self.write(ctx, |work| {
            if matches!(&work.ctx.author.actor, Actor::User(actor) if actor.as_str() == login) {
                managed(work, login)?;
                let why = "this would end your own access; leave it to somebody else who manages users";
                return Err(Refused::NotAllowed(why.to_owned()));
            }
            let login = managed(work, login)?;
            work.must_be_fresh()?;
            let mut receipt = Receipt { at_us: work.ctx.author.at_us, ..Receipt::default() };
            receipt.sessions = session::of(work.tx, &login, i64::MAX)?.len();
            end_all(work, &login, None, "all access was ended")?;
            device::distrust(work.tx, &login)?;
            for key in api_key::of(work.tx, &login)? {
                take_key(work, &key.id)?;
                receipt.keys.push(key.name);
            }
            end_lines(work, &login, &mut receipt)?;
            end_allowances(work, &login, &mut receipt)?;
            end_groups(work, &login, &mut receipt)?;
            let whole = users::found(work, login.as_str())?;
            for above in lines::above(work, &whole.user)? {
                if !lines::own(work, &above)?.is_empty() && lines::seen::sees_any(work, &above)? {
                    receipt.kept.push(above.to_string());
                }
            }
            if suspend && whole.kept.account.state == AccountState::Active {
                state::set(work, &whole, AccountState::Suspended)?;
                receipt.suspended = true;
            }
            Ok(receipt)
        })
    }
}

fn end_lines(work: &mut Work<'_, '_>, login: &UserId, receipt: &mut Receipt) -> Result<(), Refused> {
    let holder = Holder::User(login.clone());
    for (id, line) in lines::own(work, &holder)? {
        // A line that the actor does not see is not his to end, and all is ended or nothing.
        lines::found(work, id)?;
        let role = line.role().to_string();
        match lines::end(work, id, &holder, &line)? {
            Ended::Nothing => {}
            Ended::On(day) => receipt.lines.push(EndedLine { id, role, last: Some(day) }),
            Ended::Removed => receipt.lines.push(EndedLine { id, role, last: None }),
        }
    }
    Ok(())
}

fn end_allowances(work: &mut Work<'_, '_>, login: &UserId, receipt: &mut Receipt) -> Result<(), Refused> {
    let whole = users::found(work, login.as_str())?;
    for (id, exception) in whole.own_overrides() {
        if exception.effect == Effect::Allow && overrides::end(work, login.as_str(), id.0)? {
            receipt.overrides.push(id.0);
        }
    }
    Ok(())
}

/// Groups without a role count only where no line does, so they come last.
fn end_groups(work: &mut Work<'_, '_>, login: &UserId, receipt: &mut Receipt) -> Result<(), Refused> {
    let whole = users::found(work, login.as_str())?;
    if whole.user.groups.is_empty() || lines::is_managed(work, login, &whole.user)? {
        return Ok(());
    }
    receipt.groups = whole.user.groups.iter().map(ToString::to_string).collect();
    direct_groups::set(work, login.as_str(), &[])
}
