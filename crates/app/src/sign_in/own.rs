//! One's own sessions, password and second factors, for whoever is signed in; and the same of others, for whoever manages their accounts.

use std::collections::BTreeSet;

use bailiwick_model::{
    Alert, StoredPassword, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::own::Own;
use bailiwick_store::sign_in::{
    self, contact,
    device::{self, Device},
    passkey, password, recovery_code, session, totp,
};
use serde::Serialize;
use serde_json::json;

use super::{
    Gate, NotReady, SessionView, SignIn,
    attempts::{self, Counted, Rule},
    gates::enrolled,
    new_password::{Judged, keep_password},
    notices, report, rules,
    session::{end, end_all},
    visit::Visit,
};
use crate::{
    administration::{Ctx, Ending, Refused, Work, delegation, users},
    factors::recovery::Codes,
    passwords::{Fault, Password, Verdict},
};

/// A second factor as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactorView {
    /// Its name for programs.
    pub id: String,
    /// What it is: `totp` or `passkey`.
    pub kind: &'static str,
    /// What its owner calls it.
    pub name: String,
    /// When it was added, in microseconds since 1970.
    pub made_us: i64,
    /// When it was used last.
    pub used_us: Option<i64>,
}

/// What somebody signs in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecurityView {
    /// Whose.
    pub login: UserId,
    /// When the password was set, in microseconds since 1970.
    pub password_set_us: Option<i64>,
    /// Whether it has to be changed at the next sign-in.
    pub password_must_change: bool,
    /// Whether a second factor is required.
    pub second_factor_required: bool,
    /// The kinds of second factors that may be added: `totp`, `passkey`.
    pub can_add: Vec<&'static str>,
    /// Second factors.
    pub factors: Vec<FactorView>,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// Sessions, the oldest first.
    pub sessions: Vec<SessionView>,
    /// Browsers that are known.
    pub devices: Vec<DeviceView>,
    /// Addresses and telephones that were shown to be his.
    pub contacts: Vec<ContactView>,
}

/// An address or a telephone that somebody has shown to be his.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// `email` or `phone`.
    pub channel: String,
    /// The address or number.
    pub address: String,
    /// When, in microseconds since 1970.
    pub at_us: i64,
}

/// A browser that somebody has signed in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeviceView {
    /// Its name for programs.
    pub id: String,
    /// What it calls itself.
    pub agent: Option<String>,
    /// Where it was last.
    pub network: Option<String>,
    /// When it came first, in microseconds since 1970.
    pub first_us: i64,
    /// When it came last.
    pub last_us: i64,
    /// Until when it spares its user the second factor.
    pub trusted_until_us: Option<i64>,
}

/// What came of changing one's password.
pub enum Changed {
    /// It is the new one.
    Done,
    /// The present one is wrong.
    Wrong,
    /// Too many were wrong; seconds to wait, where waiting helps.
    Stopped(Option<u64>),
    /// It cannot be one; each reason says how to mend it.
    Unfit(Vec<Fault>),
}

impl SignIn {
    /// What somebody signs in with. For himself, and for whoever manages his account.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such account.
    pub fn security(&self, ctx: &Ctx, login: &str, now_us: i64) -> Result<SecurityView, Refused> {
        let done = self.administration.read(ctx, |work| {
            let login = owner(work, login)?;
            self.security_of(work, login, now_us)
        })?;
        Ok(done.value)
    }

    /// The same within work, of somebody whom the actor may see so.
    pub(super) fn security_of(
        &self,
        work: &mut Work<'_, '_>,
        login: UserId,
        now_us: i64,
    ) -> Result<SecurityView, Refused> {
        sign_in::foresee(work.tx, &login)?;
        let rules = rules::of(work, &login)?;
        let kept = password::find(work.tx, &login)?;
        let mut factors: Vec<FactorView> =
            totp::of(work.tx, &login)?.into_iter().map(FactorView::from).collect();
        factors.extend(passkey::of(work.tx, &login)?.into_iter().map(FactorView::from));
        let sessions = session::of(work.tx, &login, i64::MAX)?;
        let open = sessions.iter().filter(|session| !rules.is_over(session, now_us));
        Ok(SecurityView {
            password_set_us: kept.as_ref().map(|kept| kept.set_us),
            password_must_change: kept.is_some_and(|kept| kept.must_change),
            second_factor_required: rules.wants_two(),
            can_add: self.can_add(&rules),
            factors,
            recovery_codes: recovery_code::count(work.tx, &login)?,
            sessions: open.map(SessionView::of).collect(),
            devices: device::list(work.tx, &login)?.into_iter().map(DeviceView::from).collect(),
            contacts: contacts(work, &login)?,
            login,
        })
    }

    /// Ends a session: one's own, or one of an account that the actor manages.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such session.
    pub fn end_session(&self, ctx: &Ctx, login: &str, id: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = owner(work, login)?;
            let of = session::find(work.tx, id)?.filter(|session| session.login == login);
            let Some(session) = of else { return Err(Refused::missing("session", id)) };
            end(work, &session.id, "somebody ended it").map(drop)
        })
    }

    /// Ends all sessions of an account, except perhaps the one that asks. Returns how many there were.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such account.
    pub fn end_sessions(&self, ctx: &Ctx, login: &str, except: Option<&str>) -> Result<usize, Refused> {
        self.write(ctx, |work| {
            let login = owner(work, login)?;
            end_all(work, &login, except, "somebody ended all of them")
        })
    }

    /// Whoever is signed in goes.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sign_out(&self, visit: &Visit, secret: &str) -> Result<(), Refused> {
        let hash = super::visit::hash(secret);
        let ctx = Ctx::new(visit.author(None));
        let found = self.administration.read(&ctx, |work| Ok(session::by_hash(work.tx, &hash)?))?.value;
        let Some(found) = found else { return Ok(()) };
        let ctx = Ctx::new(visit.author(Some(&found.login)));
        self.write(&ctx, |work| end(work, &found.id, "its user signed out").map(drop))
    }

    /// Changes one's own password. The present one is judged as at signing in, and counts as an attempt.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account.
    pub fn change_password(
        &self,
        ctx: &Ctx,
        present: &Password,
        new: &Password,
        keep_session: Option<&str>,
    ) -> Result<Changed, Refused> {
        let key = |login: &UserId| attempts::key(&self.key, &Counted::Second(login));
        let now_us = ctx.author.at_us;
        let taken = self.write(ctx, |work| {
            let login = own_login(work)?;
            if work.ctx.session.is_none() {
                let why = "this takes a person who is signed in; a key does not do";
                return Err(Refused::NotAllowed(why.to_owned()));
            }
            if let Err(until) = attempts::take(work.tx, &key(&login), Rule::SECOND, now_us)? {
                return Ok(Err(attempts::wait_s(until, now_us)));
            }
            Ok(Ok((password::find(work.tx, &login)?, Judged::of(work, &login)?)))
        })?;
        let (kept, judged) = match taken {
            Ok(taken) => taken,
            Err(wait) => return Ok(Changed::Stopped(wait)),
        };
        let stored = kept.as_ref().and_then(|kept| StoredPassword::read(&kept.hash).ok());
        let verdict = match &stored {
            Some(stored) => self.hasher.verify(present, stored)?,
            None => self.hasher.nobody(present)?,
        };
        if verdict == Verdict::Wrong {
            self.write(ctx, |work| {
                let login = own_login(work)?;
                report::guessed(work, &login, Gate::Attempts, "the present password was wrong")
            })?;
            return Ok(Changed::Wrong);
        }
        let faults = self.judge_new(&judged, new)?;
        if !faults.is_empty() {
            return Ok(Changed::Unfit(faults));
        }
        let hash = self.hash(new)?;
        self.write(ctx, |work| {
            let login = own_login(work)?;
            let now = password::find(work.tx, &login)?.map(|now| now.hash);
            if now != kept.as_ref().map(|kept| kept.hash.clone()) {
                return Ok(Changed::Wrong);
            }
            attempts::forgive(work.tx, &key(&login))?;
            keep_password(work, &login, &hash, keep_session)?;
            Ok(Changed::Done)
        })
    }

    /// Gives whoever asks new recovery codes in the place of his old ones. They are shown once.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account.
    pub fn new_recovery_codes(&self, ctx: &Ctx) -> Result<Codes, Refused> {
        self.write(ctx, |work| {
            let login = in_person(work)?;
            let mut random = |bytes: &mut [u8]| (self.random)(bytes);
            let codes = Codes::make(&self.key, &login, &mut random).map_err(NotReady::form)?;
            recovery_code::replace(work.tx, &login, &codes.kept, work.ctx.author.at_us)?;
            let changes = vec![
                AuditChange::shown("kind", None, Some(json!("recovery_code"))),
                AuditChange::redacted("codes"),
            ];
            work.tell(AuditAction::FACTOR_ADDED, AuditObject::new("user", login.as_str()), changes);
            notices::factor_added(work, &login, "recovery codes")?;
            Ok(codes)
        })
    }

    /// Takes a second factor away: one's own, or one of an account that the actor manages.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such factor.
    pub fn remove_factor(&self, ctx: &Ctx, login: &str, id: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            work.must_be_fresh()?;
            let is_own = matches!(&work.ctx.author.actor, Actor::User(actor) if actor.as_str() == login);
            // Where somebody else does it, a password is all that is left between him and the account.
            let login = if is_own { owner(work, login)? } else { taken_over(work, login)? };
            let name = factor_name(work, &login, id)?;
            let was = totp::delete(work.tx, id, &login)? || passkey::delete(work.tx, id, &login)?;
            if !was {
                return Err(Refused::missing("second factor", id));
            }
            // What is refused is undone with the rest of this.
            if matches!(&work.ctx.author.actor, Actor::User(actor) if *actor == login) {
                in_person(work)?;
            }
            device::distrust(work.tx, &login)?;
            let ends_on = rules::of(work, &login)?.guarding.session.ends_on.value;
            if ends_on.contains(&Ending::Factor) {
                let own = matches!(&work.ctx.author.actor, Actor::User(actor) if *actor == login);
                let except = work.ctx.session.as_ref().map(|session| session.id.clone()).filter(|_| own);
                end_all(work, &login, except.as_deref(), "a second factor was taken away")?;
            }
            let changes = vec![AuditChange::shown("id", Some(json!(id)), None)];
            work.tell(AuditAction::FACTOR_REMOVED, AuditObject::new("user", login.as_str()), changes);
            notices::factor_removed(work, &login, &name.unwrap_or_default())?;
            let rules = rules::of(work, &login)?;
            if rules.guards_much() && enrolled(work, &login)?.is_empty() {
                work.alert(Alert::LastFactor, 1, 1)?;
            }
            Ok(())
        })
    }

    /// Forgets a browser: it is unknown from then on, and trusted no more.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such device.
    pub fn forget_device(&self, ctx: &Ctx, login: &str, id: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = owner(work, login)?;
            if !device::delete(work.tx, &login, id)? {
                return Err(Refused::missing("device", id));
            }
            let changes = vec![AuditChange::shown("id", Some(json!(id)), None)];
            work.tell(AuditAction::DEVICE_FORGOTTEN, AuditObject::new("user", login.as_str()), changes);
            Ok(())
        })
    }

    /// Lets somebody try again who failed too often.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such account.
    pub fn unlock(&self, ctx: &Ctx, login: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = managed(work, login)?;
            for counted in [Counted::Account(&login), Counted::Second(&login)] {
                attempts::forgive(work.tx, &attempts::key(&self.key, &counted))?;
            }
            work.tell(AuditAction::SIGN_IN_UNLOCKED, AuditObject::new("user", login.as_str()), Vec::new());
            Ok(())
        })
    }
}

/// What somebody has shown to be his, as far as the actor sees such things of him.
fn contacts(work: &mut Work<'_, '_>, login: &UserId) -> Result<Vec<ContactView>, Refused> {
    let is_own = matches!(&work.ctx.author.actor, Actor::User(actor) if actor == login);
    let whole = users::whole(work, login)?;
    let hidden = match is_own {
        true => BTreeSet::new(),
        false => work.hidden(Own::User, &whole.values())?,
    };
    let shown = contact::list(work.tx, login)?.into_iter().map(ContactView::from);
    let field = |contact: &ContactView| if contact.channel == "email" { "email" } else { "phones" };
    Ok(shown.filter(|contact| !hidden.contains(field(contact))).collect())
}

/// What the owner of a second factor calls it.
fn factor_name(work: &mut Work<'_, '_>, login: &UserId, id: &str) -> Result<Option<String>, Refused> {
    let mut all: Vec<FactorView> = totp::of(work.tx, login)?.into_iter().map(FactorView::from).collect();
    all.extend(passkey::of(work.tx, login)?.into_iter().map(FactorView::from));
    Ok(all.into_iter().find(|factor| factor.id == id).map(|factor| factor.name))
}

/// Whoever asks, as an account that counts.
pub(crate) fn own_login(work: &Work<'_, '_>) -> Result<UserId, Refused> {
    match &work.ctx.author.actor {
        Actor::User(login) if !work.guard.is_shut_out(&work.state) => Ok(login.clone()),
        _ => Err(Refused::NotAllowed("this is about the account of whoever asks; sign in first".to_owned())),
    }
}

/// Whoever asks, signed in and having shown not long ago who he is. A key that was taken must not become a way in.
pub(crate) fn in_person(work: &Work<'_, '_>) -> Result<UserId, Refused> {
    work.must_be_fresh()?;
    match &work.ctx.session {
        Some(_) => own_login(work),
        None => {
            Err(Refused::NotAllowed("this takes a person who is signed in; a key does not do".to_owned()))
        }
    }
}

/// Somebody whose account the actor may see: his own, or one that he manages.
pub(super) fn owner(work: &mut Work<'_, '_>, login: &str) -> Result<UserId, Refused> {
    match own_login(work) {
        Ok(own) if own.as_str() == login => Ok(own),
        _ => managed(work, login),
    }
}

/// An account that the actor manages.
pub(crate) fn managed(work: &mut Work<'_, '_>, login: &str) -> Result<UserId, Refused> {
    let whole = users::found(work, login)?;
    work.require(bailiwick_model::Operation::Update, Own::User, &whole.id())?;
    delegation::may_change(work, &whole, &["state"])?;
    Ok(whole.login.clone())
}

/// The same where whoever does it gets hold of the account: it takes what giving all of its rights would.
pub(super) fn taken_over(work: &mut Work<'_, '_>, login: &str) -> Result<UserId, Refused> {
    let login = managed(work, login)?;
    let whole = users::whole(work, &login)?;
    delegation::may_change(work, &whole, &["email"])?;
    Ok(login)
}

impl From<totp::Totp> for FactorView {
    fn from(kept: totp::Totp) -> Self {
        let totp::Totp { id, name, made_us, used_us, .. } = kept;
        Self { id, kind: "totp", name, made_us, used_us }
    }
}

impl From<passkey::Passkey> for FactorView {
    fn from(kept: passkey::Passkey) -> Self {
        let passkey::Passkey { credential, name, made_us, used_us, .. } = kept;
        Self { id: credential, kind: "passkey", name, made_us, used_us }
    }
}

impl From<(String, String, i64)> for ContactView {
    fn from((channel, address, at_us): (String, String, i64)) -> Self {
        Self { channel, address, at_us }
    }
}

impl From<Device> for DeviceView {
    fn from(device: Device) -> Self {
        let Device { id, agent, network, first_us, last_us, trusted_until_us } = device;
        Self { id, agent, network, first_us, last_us, trusted_until_us }
    }
}
