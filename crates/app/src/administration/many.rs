//! Work on many people at once: each of them judged as if alone, all of them checked together at the end.
//!
//! Packing everybody who was changed into a state of its own, as single use cases do, would cost more than all the rest.
//! The guard needs policy, places and the actor; of others it needs those at hand, who are looked at again if they were
//! changed since the state was made. That all of them can be in force is checked once, before anything is committed.

use std::collections::BTreeSet;

use bailiwick_model::UserId;
use bailiwick_store::user;

use super::{Administration, Ctx, RETRIES, Refused, Stop, Work, delegation};
use crate::{
    advance::{self, Near},
    audit::record_all,
    error::AppError,
    installation::announce,
    loading::load_in,
    state::State,
};

/// What is kept in mind in work on many people.
pub(crate) struct Many {
    /// Who was changed since the state was made.
    behind: BTreeSet<UserId>,
    /// Who was at hand and administered before.
    administrators: BTreeSet<UserId>,
}

impl Administration {
    /// Does one batch of work on many people. `base` is the state that batches go by; it is made anew when it is too old.
    /// What is changed is in force here as soon as somebody takes it up.
    pub(crate) fn batch<T>(
        &self,
        base: &mut State,
        ctx: &Ctx,
        mut work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        for _ in 0..RETRIES {
            if let Some(newer) = self.live.state().filter(|live| live.revision > base.revision) {
                *base = State::clone(&newer);
            }
            let who = match &ctx.author.actor {
                bailiwick_model::audit::Actor::User(login) => Some(login),
                _ => None,
            };
            let written = self.installation.database().write(|tx| {
                let Ok(Near { state, behind }) = advance::near(tx, base, who)? else {
                    return Err(Stop::Stale);
                };
                let mut work_here = Work::new(tx, state, ctx);
                work_here.mailroom.clone_from(&self.mailroom);
                work_here.many = Some(Many { behind, administrators: BTreeSet::new() });
                let value = work(&mut work_here)?;
                work_here.finish()?;
                Ok(value)
            });
            match written {
                Ok(value) => return Ok(value),
                Err(Stop::Tried(done)) => return Ok(done.value),
                Err(Stop::Refused(refused)) => return Err(refused),
                Err(Stop::Stale) => *base = self.installation.load()?,
            }
        }
        Err(Refused::Busy)
    }
}

impl Work<'_, '_> {
    /// Looks at somebody again who was changed since the state was made, before anything is decided about him.
    pub(crate) fn acquaint(&mut self, login: &UserId) -> Result<(), Refused> {
        let Some(many) = &mut self.many else { return Ok(()) };
        if many.behind.remove(login) {
            match advance::with_user(self.tx, &self.state, login)? {
                Ok(snapshot) => self.state.snapshot = snapshot,
                Err(_) => return Err(Refused::Busy),
            }
        }
        if delegation::administers(&self.state, &self.guard, login)
            && let Some(many) = &mut self.many
        {
            many.administrators.insert(login.clone());
        }
        Ok(())
    }

    /// Does a part of the work that is undone alone when it is refused. What is no fault of the part's own ends all of it.
    pub(crate) fn part<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, Refused>,
    ) -> Result<Result<T, Refused>, Refused> {
        let (feed, told, used) = (self.feed.len(), self.told.len(), self.seats.used.clone());
        self.tx.begin_part()?;
        match part(self) {
            Ok(value) => {
                self.tx.end_part()?;
                if let Some(many) = &mut self.many {
                    let users = self.feed.iter().skip(feed).filter(|change| change.kind == "user");
                    many.behind.extend(users.filter_map(|change| UserId::new(change.key.as_str()).ok()));
                }
                Ok(Ok(value))
            }
            Err(refused) if refused.is_of_the_object() => {
                self.tx.undo_part()?;
                self.feed.truncate(feed);
                self.told.truncate(told);
                self.seats.used = used;
                Ok(Err(refused))
            }
            Err(refused) => Err(refused),
        }
    }

    /// As [`Work::finish`], at a cost that does not grow with the directory.
    pub(super) fn finish_many(self) -> Result<u64, Refused> {
        let Self { tx, mut state, ctx, guard, feed, told, many, .. } = self;
        record_all(tx, &ctx.author, told)?;
        if feed.is_empty() {
            return Ok(state.revision);
        }
        let revision = announce(tx, &ctx.author.stamp(), &feed)?;
        let logins: BTreeSet<UserId> = feed
            .iter()
            .filter(|change| change.kind == "user")
            .filter_map(|change| UserId::new(change.key.as_str()).ok())
            .collect();
        let mut users = Vec::with_capacity(logins.len());
        for login in logins {
            if let Some(user) = user::find(tx, &login)? {
                users.push((login, user));
            }
        }
        let checked = state.snapshot.check_users(users.iter().map(|(login, user)| (login, user)));
        checked.map_err(Refused::NotInForce)?;
        let Some(many) = many else { return Ok(revision) };
        for login in &many.administrators {
            match advance::with_user(tx, &state, login)? {
                Ok(snapshot) => state.snapshot = snapshot,
                Err(_) => return Err(Refused::Busy),
            }
        }
        let still = |login: &UserId| delegation::administers(&state, &guard, login);
        if let Some(login) = many.administrators.iter().find(|login| !still(login))
            && !many.administrators.iter().any(still)
        {
            // Whether anybody else does, only the whole can say.
            let whole = load_in(tx).map_err(|error| match error {
                AppError::Policy(problems) => Refused::NotInForce(problems),
                error => error.into(),
            })?;
            if !delegation::anybody_administers(&whole, &guard) {
                return Err(Refused::LastAdministrator { login: login.to_string() });
            }
        }
        Ok(revision)
    }
}
