//! Taking away for good what is kept of people who left, once nobody can bring them back any longer.
//!
//! The trail keeps what was told of them until it is pruned: an entry that is changed is one that was tampered with. What is
//! told here has nothing of the person but the login.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use bailiwick_model::{
    AccountState, CompanyId, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{account, api_key, job, outbox, password_reset, user};

use super::{state::is_over, whole};
use crate::{
    administration::{Administration, Ctx, Done, Refused, Work, delegation, settings::recovery_days},
    audit::Author,
};

/// People of one transaction.
const BATCH: usize = 100;

/// How often a server looks for people to purge.
const EVERY: Duration = Duration::from_secs(3_600);

/// How often it looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(500);

impl Administration {
    /// Takes away everybody who left longer ago than the settings of his company let him be brought back, with all that is
    /// kept of him. Returns their logins.
    ///
    /// # Errors
    /// [`Refused::Beyond`] for whoever does not administer everything.
    pub fn purge_users(&self, ctx: &Ctx) -> Result<Done<Vec<UserId>>, Refused> {
        let due = self.read(ctx, |work| {
            delegation::must_be_administrator(work)?;
            due(work)
        })?;
        let mut purged = Done { value: Vec::new(), revision: due.revision };
        for logins in due.value.chunks(BATCH) {
            let done = self.write(ctx, |work| {
                delegation::must_be_administrator(work)?;
                let mut gone = Vec::with_capacity(logins.len());
                for login in logins {
                    // Somebody may have brought him back meanwhile.
                    if is_due(work, login, &mut BTreeMap::new())? {
                        purge(work, login)?;
                        gone.push(login.clone());
                    }
                }
                Ok(gone)
            })?;
            purged.value.extend(done.value);
            purged.revision = done.revision;
        }
        Ok(purged)
    }

    /// Purges people, and what came of the items of jobs, every now and then, until told to stop. What goes wrong is logged and tried
    /// again.
    pub fn keep_purging(&self, clock: &dyn Fn() -> i64, stop: &AtomicBool) {
        let mut waited = EVERY;
        while !stop.load(Ordering::Relaxed) {
            if waited >= EVERY {
                waited = Duration::ZERO;
                let author = Author { actor: Actor::System, ..Author::machine(clock()) };
                let ctx = Ctx::new(author);
                match self.purge_users(&ctx) {
                    Ok(Done { value, .. }) if value.is_empty() => {}
                    Ok(done) => tracing::info!(people = done.value.len(), "people who left were purged"),
                    Err(error) => tracing::error!(%error, "people who left cannot be purged"),
                }
                match self.clear_jobs(&ctx) {
                    Ok(Done { value, .. }) if value.is_empty() => {}
                    Ok(done) => {
                        tracing::info!(jobs = done.value.len(), "what came of items of old jobs was removed")
                    }
                    Err(error) => tracing::error!(%error, "what came of items of old jobs cannot be removed"),
                }
            }
            thread::sleep(LOOK);
            waited += LOOK;
        }
    }
}

/// Everybody who can be taken away.
fn due(work: &mut Work<'_, '_>) -> Result<Vec<UserId>, Refused> {
    let mut days = BTreeMap::new();
    let mut due = Vec::new();
    for login in account::left_before(work.tx, work.ctx.author.at_us, i64::MAX)? {
        if is_due(work, &login, &mut days)? {
            due.push(login);
        }
    }
    Ok(due)
}

fn is_due(
    work: &mut Work<'_, '_>,
    login: &UserId,
    days: &mut BTreeMap<Option<CompanyId>, i64>,
) -> Result<bool, Refused> {
    let Some(user) = user::find(work.tx, login)? else { return Ok(false) };
    let kept = account::find(work.tx, login, &user)?;
    let Some(left) = kept.left_us.filter(|_| kept.account.state == AccountState::Left) else {
        return Ok(false);
    };
    let days = match days.get(&user.company) {
        Some(days) => *days,
        None => {
            let found = recovery_days(work, user.company.as_ref())?;
            days.insert(user.company.clone(), found);
            found
        }
    };
    Ok(is_over(left, days, work.ctx.author.at_us))
}

/// Takes somebody away with all that is kept of him.
fn purge(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let known = whole(work, login)?;
    let left_us = known.kept.left_us.unwrap_or_default();
    let email = known.kept.account.email.as_ref().map(|email| email.as_str().to_owned());
    // A key acts as whoever has the login, and somebody else may get it one day.
    for key in api_key::of(work.tx, login)? {
        api_key::delete(work.tx, &key.id)?;
        work.changed("key", key.id.as_str(), "deleted");
        work.tell(AuditAction::KEY_DELETED, AuditObject::new("key", key.id), Vec::new());
    }
    password_reset::delete(work.tx, login)?;
    outbox::delete_of(work.tx, login.as_str())?;
    for name in std::iter::once(login.as_str()).chain(email.as_deref()) {
        job::forget(work.tx, name)?;
    }
    job::forget_inputs(work.tx, i64::MAX)?;
    user::delete(work.tx, login)?;
    work.changed("user", login.as_str(), "deleted");
    let left = AuditChange::shown("left_us", Some(left_us.into()), None);
    work.tell(AuditAction::USER_PURGED, known.object(), vec![left]);
    Ok(())
}
