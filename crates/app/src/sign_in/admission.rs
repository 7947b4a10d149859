//! Each request of whoever is signed in.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use bailiwick_model::UserId;
use bailiwick_store::{
    change,
    sign_in::{attempt, device, flow, knock, network, session, ticket},
};

use super::{
    SessionView, SignIn, rules,
    session::end,
    session_book::Held,
    visit::{Visit, hash},
};
use crate::{
    administration::{Ctx, Refused},
    error::AppError,
    state::State,
};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// Days for which it is kept who knocked.
const KNOCKS_KEPT: i64 = 90;
/// Days for which a browser is known that nobody signs in with.
const DEVICES_KEPT: i64 = 400;
/// Sessions that are taken away in one transaction.
const AT_ONCE: i64 = 1_000;

/// How often a server keeps house, and looks whether it is to stop.
const EVERY: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(500);

/// Uses of a session that are closer together are one in the database.
const APART_US: i64 = 60_000_000;

/// How far clocks of nodes may differ.
const AHEAD_US: i64 = 60_000_000;

/// Somebody who is signed in, at one request.
#[derive(Clone)]
pub struct Caller(Arc<Held>);

/// Why a request is not one of somebody who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unadmitted {
    /// There is no such session, or it is over: which of the two is nobody's business.
    #[error("you are not signed in, or your session is over; sign in again")]
    Over,
    /// The account may not be used, or not from there.
    #[error("your account may not be used now; ask whoever manages users")]
    Shut,
}

impl Caller {
    /// Who it is.
    #[must_use]
    pub fn login(&self) -> &UserId {
        &self.0.session.login
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> SessionView {
        SessionView { seen_us: self.0.seen_us(), ..SessionView::of(&self.0.session) }
    }

    /// When his session ends if he does nothing more.
    #[must_use]
    pub fn ends_us(&self) -> i64 {
        self.0.rules.ends_us(&self.0.session, self.0.seen_us())
    }

    /// Whether his session goes on for longer if he does something.
    #[must_use]
    pub fn can_stay(&self) -> bool {
        self.ends_us() < self.0.rules.last_us(&self.0.session)
    }

    /// Whether he has shown who he is not long ago, as dangerous things demand.
    #[must_use]
    pub fn is_fresh(&self, now_us: i64) -> bool {
        let since = now_us.saturating_sub(self.0.session.proved_us);
        (0..=self.0.rules.fresh_us()).contains(&since)
    }
}

impl SignIn {
    /// Whoever holds this secret of a session, if he is let in now.
    ///
    /// # Errors
    /// `Err` inside says why not.
    pub fn admit(&self, visit: &Visit, secret: &str) -> Result<Result<Caller, Unadmitted>, Refused> {
        if let Some(known) = self.remembered(visit, secret) {
            return Ok(known);
        }
        let Some(held) = self.read(visit, &hash(secret))? else { return Ok(Err(Unadmitted::Over)) };
        let Some(state) = self.administration.state() else { return Err(Refused::NotReady) };
        if let Some(why) = is_over(&held, &state, visit.at_us) {
            // What was over once stays so, whatever clocks and roles do.
            self.bury(visit, &held, why)?;
            return Ok(Err(Unadmitted::Over));
        }
        Ok(judged(held, &state, visit))
    }

    /// The same where this node has seen the session of late, and needs no database.
    #[must_use]
    pub fn remembered(&self, visit: &Visit, secret: &str) -> Option<Result<Caller, Unadmitted>> {
        let state = self.administration.state()?;
        let held = self.book.find(&hash(secret), state.revision, visit.at_us)?;
        is_over(&held, &state, visit.at_us).is_none().then(|| judged(held, &state, visit))
    }

    /// Takes a session away that is over.
    fn bury(&self, visit: &Visit, held: &Held, why: Over) -> Result<(), Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| match why {
            Over::Time => {
                // Nodes that remember it must not take it for one that goes on.
                if session::delete(work.tx, &held.session.id)? {
                    work.changed("session", held.session.id.as_str(), "deleted");
                }
                Ok(())
            }
            Over::Role => end(work, &held.session.id, "a role was lost").map(drop),
        })
    }

    /// Reads a session, and works out what holds for it.
    fn read(&self, visit: &Visit, hash: &[u8; 32]) -> Result<Option<Arc<Held>>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let read = self.administration.read(&ctx, |work| {
            let Some(session) = session::by_hash(work.tx, hash)? else { return Ok(None) };
            let revision = change::revision(work.tx)?.0.unsigned_abs();
            let rules = rules::of(work, &session.login)?;
            Ok(Some((session, rules, revision)))
        })?;
        Ok(read.value.map(|(session, rules, revision)| self.book.put(session, rules, revision, visit.at_us)))
    }

    /// Notes when sessions were used last. It is no change: nothing that is answered on this node depends on it.
    pub fn note_uses(&self, all: bool) {
        let uses = self.book.uses(if all { 0 } else { APART_US });
        if uses.is_empty() {
            return;
        }
        let noted = self.administration.installation().database().write(|tx| {
            uses.iter().try_for_each(|seen| session::seen(tx, &seen.id, seen.at_us, seen.address.as_deref()))
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "when sessions were used last could not be noted");
        }
    }
}

impl SignIn {
    /// Notes when sessions were used and takes away what is over, every now and then, until told to stop.
    pub fn keep_house(&self, clock: &dyn Fn() -> i64, stop: &AtomicBool) {
        let mut waited = EVERY;
        while !stop.load(Ordering::Relaxed) {
            if waited >= EVERY {
                waited = Duration::ZERO;
                self.note_uses(false);
                if let Err(error) = self.tidy(clock()) {
                    tracing::warn!(%error, "what is over of signing in could not be taken away; it is tried again");
                }
            }
            thread::sleep(LOOK);
            waited += LOOK;
        }
        self.note_uses(true);
    }

    /// Takes away what is over: sessions, flows, links, attempts, knocks and devices of long ago.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn tidy(&self, now_us: i64) -> Result<(), AppError> {
        let days = |days: i64| now_us.saturating_sub(days * DAY_US);
        Ok(self.administration.installation().database().write(|tx| {
            for id in session::over_before(tx, now_us, AT_ONCE)? {
                session::delete(tx, &id)?;
            }
            flow::forget_before(tx, now_us)?;
            ticket::forget_before(tx, now_us)?;
            attempt::forget_before(tx, days(1), now_us)?;
            knock::forget_before(tx, days(KNOCKS_KEPT))?;
            network::forget_before(tx, days(DEVICES_KEPT))?;
            device::forget_before(tx, days(DEVICES_KEPT)).map(drop)
        })?)
    }
}

/// Why a session is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// Its time, used or not.
    Time,
    /// Its user has lost a role, and that ends it.
    Role,
}

fn is_over(held: &Held, state: &State, now_us: i64) -> Option<Over> {
    if held.rules.ends_us(&held.session, held.seen_us()) <= now_us {
        return Some(Over::Time);
    }
    let session = &held.session;
    let then = session.roles.as_ref().filter(|_| session.ends_with_roles || held.rules.ends_with_roles())?;
    let now = rules::roles(state, &session.login, now_us);
    then.iter().any(|role| !now.contains(role)).then_some(Over::Role)
}

/// Whether whoever shows a session that goes on is let in.
fn judged(held: Arc<Held>, state: &State, visit: &Visit) -> Result<Caller, Unadmitted> {
    // A session of the future began before the clock was set back: until its time comes nobody knows how old it is.
    let is_of_now = held.session.made_us <= visit.at_us.saturating_add(AHEAD_US);
    if !is_of_now || !state.is_in_use(&held.session.login, visit.at_us) || !is_let(&held, visit.address) {
        return Err(if is_of_now { Unadmitted::Shut } else { Unadmitted::Over });
    }
    held.used(visit.at_us, visit.address);
    Ok(Caller(held))
}

fn is_let(held: &Held, address: Option<IpAddr>) -> bool {
    held.rules.guarding.open.value && held.rules.lets_in_from(address).is_ok()
}
