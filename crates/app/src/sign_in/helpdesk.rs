//! For whoever helps people who cannot get in: why they cannot, letting them try again, and a password for the next time.

use bailiwick_model::{
    Operation, User, UserId, UserKind,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::rest::{NewUser, UserView};
use bailiwick_store::{
    account,
    own::{Id, Own},
    sign_in::{
        attempt,
        knock::{self, Knock},
        password,
    },
    user,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    Factor, Gate, NotReady, Pathway, SignIn,
    attempts::{self, Counted},
    flow::Progress,
    gates::{Said, Verdict, judged_each},
    new_password::forget_begun,
    notices,
    own::{managed, taken_over},
    pathway::Factors,
    proof::Proven,
    rules,
    session::end_all,
    visit::Visit,
};
use crate::{
    administration::{Ctx, Refused, Work, users},
    passwords::{Password, temporary},
};

/// How long a temporary password works.
const LASTS_US: i64 = 7 * 24 * 3_600 * 1_000_000;

/// How many knocks are told.
pub(super) const MOST_KNOCKS: i64 = 50;

/// Why somebody gets in, or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Whose account.
    pub login: String,
    /// What each gate would say at this moment to somebody with the right password, from the address that was asked about.
    pub now: Vec<Said>,
    /// Who knocked of late, and what each gate said: the newest first.
    pub knocks: Vec<KnockView>,
}

/// Somebody knocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnockView {
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// By which way.
    pub pathway: String,
    /// From which address.
    pub address: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// What came of it: `in`, `more`, `wrong` or `shut`.
    pub outcome: String,
    /// The verdicts of the gates that were asked.
    pub gates: Vec<Said>,
    /// In the course of which request.
    pub request_id: Option<String>,
}

impl SignIn {
    /// Why somebody gets in, or does not. Nothing of it is secret, and nothing is tried.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor manages no such account.
    pub fn diagnose(
        &self,
        ctx: &Ctx,
        login: &str,
        from: Option<std::net::IpAddr>,
    ) -> Result<Diagnosis, Refused> {
        let done = self.administration.read(ctx, |work| {
            let login = managed(work, login)?;
            self.diagnosis_of(work, &login, from)
        })?;
        Ok(done.value)
    }

    /// The same within work, of somebody whom the actor manages.
    pub(super) fn diagnosis_of(
        &self,
        work: &mut Work<'_, '_>,
        login: &UserId,
        from: Option<std::net::IpAddr>,
    ) -> Result<Diagnosis, Refused> {
        let visit = Visit { at_us: work.ctx.author.at_us, address: from, ..Visit::default() };
        let key = attempts::key(&self.key, &Counted::Account(login));
        let failed = attempt::find(work.tx, &key)?.unwrap_or_default();
        let mut now = vec![waiting(failed, visit.at_us)];
        let rules = rules::of(work, login)?;
        let progress = Progress::new(Pathway::Password, Factors::one(Factor::Password));
        now.extend(judged_each(work, &Proven::imagined(login, progress), &rules, &visit)?);
        let knocks = knock::of(work.tx, login, i64::MAX, MOST_KNOCKS)?;
        Ok(Diagnosis {
            login: login.to_string(),
            now,
            knocks: knocks.into_iter().map(KnockView::from).collect(),
        })
    }

    /// Gives somebody a password that he has to change when he signs in, within a week. It is told once, to whoever asked.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor manages no such account.
    pub fn give_temporary_password(&self, ctx: &Ctx, login: &str) -> Result<Zeroizing<String>, Refused> {
        // Whoever may not do it is told so before anything is hashed.
        self.administration.read(ctx, |work| {
            work.must_be_fresh()?;
            of_another(work, login)
        })?;
        let (password, hash) = self.temporary()?;
        self.write(ctx, |work| {
            work.must_be_fresh()?;
            let login = of_another(work, login)?;
            let user = user::find(work.tx, &login)?.unwrap_or_default();
            let state = account::find(work.tx, &login, &user)?.account.state;
            if !state.lets_in() {
                let why = format!("{login} is {state} and cannot sign in; let the account be active first");
                return Err(Refused::Conflict(why));
            }
            check_use(&user, work.ctx.author.at_us)?;
            let history = rules::of(work, &login)?.guarding.password.history.value;
            put(work, &login, &hash, history)?;
            forget_begun(work, &login)?;
            end_all(work, &login, None, "a temporary password was set")?;
            notices::password_changed(work, &login)
        })?;
        Ok(Zeroizing::new(password.reveal().to_owned()))
    }

    /// Makes an account with a password that is changed at the first sign-in: both or neither. The password is told once, to whoever asked.
    ///
    /// # Errors
    /// As for [`crate::administration::Administration::create_user`]; [`Refused::StepUp`] where the actor has not shown not long ago who he is.
    pub fn create_with_password(
        &self,
        ctx: &Ctx,
        new: &NewUser,
    ) -> Result<(UserView, Zeroizing<String>), Refused> {
        // Whoever may not do it is told so before anything is hashed.
        self.administration.read(ctx, |work| {
            work.must_be_fresh()?;
            work.require_somewhere(Operation::Create, Own::User)
        })?;
        let (password, hash) = self.temporary()?;
        let made = self.write(ctx, |work| {
            work.must_be_fresh()?;
            let login = users::make(work, new)?.login;
            work.require_written(Operation::Update, Own::User, &Id::Text(login.to_string()))?;
            check_use(&user::find(work.tx, &login)?.unwrap_or_default(), work.ctx.author.at_us)?;
            // There was none before it.
            put(work, &login, &hash, 0)?;
            users::view::of(work, &login)
        })?;
        Ok((made, Zeroizing::new(password.reveal().to_owned())))
    }

    /// A password that nobody chose, and its hash.
    fn temporary(&self) -> Result<(Password, String), Refused> {
        let mut random = Zeroizing::new([0; 10]);
        (self.random)(random.as_mut()).map_err(NotReady::Entropy)?;
        let password = temporary(*random).map_err(NotReady::form)?;
        let hash = self.hash(&password)?;
        Ok((password, hash))
    }
}

/// Makes sure that a temporary password is of any use: programs have keys, and whoever may not sign in while it lasts needs none.
fn check_use(user: &User, at_us: i64) -> Result<(), Refused> {
    let refused = |why: &str| Err(Refused::Conflict(why.to_owned()));
    if user.kind == UserKind::Service {
        return refused("a service account has no password; make an API key for it");
    }
    let day = |at_us: i64| {
        let at = Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned(TimeZone::UTC).date()
    };
    let (today, last) = (day(at_us), day(at_us.saturating_add(LASTS_US)));
    let is_over = user.validity.to().is_some_and(|to| to < today);
    match is_over || user.validity.from().is_some_and(|from| from > last) {
        true => refused(
            "the account counts on none of the days on which a temporary password works; change its days, or give one later",
        ),
        false => Ok(()),
    }
}

/// Keeps a password that has to be changed.
fn put(work: &mut Work<'_, '_>, login: &UserId, hash: &str, history: i64) -> Result<(), Refused> {
    let at_us = work.ctx.author.at_us;
    let kept = password::Kept {
        hash: hash.to_owned(),
        set_us: at_us,
        must_change: true,
        ends_us: Some(at_us.saturating_add(LASTS_US)),
        held_to: None,
    };
    password::put(work.tx, login, &kept, history)?;
    let changes =
        vec![AuditChange::redacted("password"), AuditChange::shown("temporary", None, Some(json!(true)))];
    work.tell(AuditAction::PASSWORD_SET, AuditObject::new("user", login.as_str()), changes);
    Ok(())
}

/// An account that the actor manages and that is not his own: that one has a password to be changed by who knows it.
fn of_another(work: &mut Work<'_, '_>, login: &str) -> Result<UserId, Refused> {
    if matches!(&work.ctx.author.actor, Actor::User(actor) if actor.as_str() == login) {
        managed(work, login)?;
        let why = "change your own password by showing the present one; somebody else can give you another";
        return Err(Refused::NotAllowed(why.to_owned()));
    }
    taken_over(work, login)
}

/// What the gate of attempts says.
fn waiting(failed: attempt::Attempts, now_us: i64) -> Said {
    let (verdict, why) = match failed.until_us {
        until if until <= now_us => (Verdict::Open, format!("{} have failed in a row", failed.failed)),
        i64::MAX => {
            (Verdict::Shut, format!("{} have failed in a row; somebody has to unlock it", failed.failed))
        }
        until => {
            let at = Timestamp::from_microsecond(until).map(|at| at.to_string()).unwrap_or_default();
            (Verdict::Shut, format!("{} have failed in a row; the next one is judged at {at}", failed.failed))
        }
    };
    Said { gate: Gate::Attempts, verdict, why }
}

impl From<Knock> for KnockView {
    fn from(knock: Knock) -> Self {
        let Knock { at_us, pathway, address, agent, outcome, gates, request_id, .. } = knock;
        let gates = serde_json::from_str(&gates).unwrap_or_default();
        Self { at_us, pathway, address, agent, outcome, gates, request_id }
    }
}
