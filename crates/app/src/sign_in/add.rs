//! Adding second factors to one's own account, and giving them names. It takes a person who is signed in and has shown not long ago who he is.

use bailiwick_model::{
    ShortText, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::{passkey, totp};
use serde_json::{Value as Json, json};

use super::{
    Factor, FactorView, Gate, NewAuthenticator, SignIn,
    attempts::{self, Counted, Rule},
    own::{in_person, own_login},
    report,
    rules::{self, Rules},
    slip::For,
};
use crate::{
    administration::{Ctx, Refused, Work},
    factors::{
        passkeys::{Begun, PasskeyError, Purpose},
        totp::{self as authenticator, Seed},
    },
};

/// What a second factor is called.
pub type FactorName = ShortText<60>;

/// Second factors of one kind that an account may have.
const MOST: usize = 20;

/// What came of adding a second factor.
pub enum Added {
    /// It is there.
    Done(FactorView),
    /// What began took too long, or was ended already.
    Over,
    /// The code is wrong.
    Wrong,
    /// Too many were wrong; seconds to wait, where waiting helps.
    Stopped(Option<u64>),
    /// The passkey is none that can be taken.
    Unfit(PasskeyError),
}

impl SignIn {
    /// Begins to add an authenticator: what it has to be told, and a slip to be brought back with its first code.
    ///
    /// # Errors
    /// [`Refused::StepUp`] where he has to show again who he is; [`Refused::NotAllowed`] for programs, and where authenticators are not allowed.
    pub fn begin_authenticator(
        &self,
        ctx: &Ctx,
        issuer: &str,
    ) -> Result<(String, NewAuthenticator), Refused> {
        let done = self.administration.read(ctx, |work| {
            let (login, session) = may_add(work, Factor::Totp)?;
            let (seed, new) = self.make_seed(&login, issuer)?;
            let bound = For::Authenticator { session: &session };
            Ok((self.slip(&seed.bytes().to_vec(), &bound, ctx.author.at_us)?, new))
        })?;
        Ok(done.value)
    }

    /// What an authenticator has to be told that somebody began to add: for showing it once more after a wrong code.
    ///
    /// # Errors
    /// As [`SignIn::begin_authenticator`].
    pub fn authenticator_begun(
        &self,
        ctx: &Ctx,
        issuer: &str,
        slip: &str,
    ) -> Result<Option<NewAuthenticator>, Refused> {
        let done = self.administration.read(ctx, |work| {
            let (login, session) = may_add(work, Factor::Totp)?;
            let Some(seed) = self.seed_of(slip, &session, ctx.author.at_us) else { return Ok(None) };
            NewAuthenticator::of(&seed, &login, issuer).map(Some)
        })?;
        Ok(done.value)
    }

    /// Adds the authenticator that shows this code.
    ///
    /// # Errors
    /// As [`SignIn::begin_authenticator`].
    pub fn add_own_authenticator(
        &self,
        ctx: &Ctx,
        slip: &str,
        name: &FactorName,
        code: &str,
    ) -> Result<Added, Refused> {
        let at_us = ctx.author.at_us;
        self.write(ctx, |work| {
            let (login, session) = may_add(work, Factor::Totp)?;
            let Some(opened) = self.opened::<Vec<u8>>(slip, &For::Authenticator { session: &session }, at_us)
            else {
                return Ok(Added::Over);
            };
            let Some(seed) = Seed::from_bytes(&opened.what) else { return Ok(Added::Over) };
            let key = attempts::key(&self.key, &Counted::Second(&login));
            if let Err(until) = attempts::take(work.tx, &key, Rule::SECOND, at_us)? {
                return Ok(Added::Stopped(attempts::wait_s(until, at_us)));
            }
            let Ok(step) = authenticator::verify(code, &seed, at_us, None) else {
                report::guessed(
                    work,
                    &login,
                    Gate::SecondFactor,
                    "that was not the code of the new authenticator",
                )?;
                return Ok(Added::Wrong);
            };
            if !opened.spend(work)? {
                return Ok(Added::Over);
            }
            attempts::forgive(work.tx, &key)?;
            let kept = self.keep_authenticator(work, &login, &seed, name.as_str(), step.number())?;
            Ok(Added::Done(kept.into()))
        })
    }

    /// Begins to add a passkey, or a security key that only is a second factor: a slip, and what the browser is to do.
    ///
    /// # Errors
    /// As [`SignIn::begin_authenticator`], with passkeys.
    pub fn begin_own_passkey(&self, ctx: &Ctx, purpose: Purpose) -> Result<(String, Json), Refused> {
        let done = self.administration.read(ctx, |work| {
            let (login, session) = may_add(work, Factor::Passkey)?;
            let Begun { options, state } = self.begin_passkey(work, &login, purpose)?;
            let slip = self.slip(&state, &For::Passkey { session: &session }, ctx.author.at_us)?;
            Ok((slip, options))
        })?;
        Ok(done.value)
    }

    /// Adds the passkey that the browser has made.
    ///
    /// # Errors
    /// As [`SignIn::begin_own_passkey`].
    pub fn add_own_passkey(
        &self,
        ctx: &Ctx,
        slip: &str,
        name: &FactorName,
        response: &[u8],
    ) -> Result<Added, Refused> {
        self.write(ctx, |work| {
            let (login, session) = may_add(work, Factor::Passkey)?;
            let opened = self.opened::<String>(slip, &For::Passkey { session: &session }, ctx.author.at_us);
            let Some(opened) = opened else { return Ok(Added::Over) };
            if !opened.spend(work)? {
                return Ok(Added::Over);
            }
            Ok(match self.site()?.finish_enrol(response, &opened.what) {
                Ok(kept) => Added::Done(self.keep_passkey(work, &login, name.as_str(), kept)?.into()),
                Err(error) => Added::Unfit(error),
            })
        })
    }

    /// Gives one of one's own second factors another name.
    ///
    /// # Errors
    /// [`Refused::Missing`] where there is none.
    pub fn rename_factor(&self, ctx: &Ctx, id: &str, name: &FactorName) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = own_login(work)?;
            let Some(before) = name_of(work, &login, id)? else {
                return Err(Refused::missing("second factor", id));
            };
            totp::rename(work.tx, id, &login, name.as_str())?;
            passkey::rename(work.tx, id, &login, name.as_str())?;
            let changes = vec![AuditChange::shown("name", Some(json!(before)), Some(json!(name.as_str())))];
            work.tell(AuditAction::FACTOR_RENAMED, AuditObject::new("user", login.as_str()), changes);
            Ok(())
        })
    }

    /// The kinds that somebody may add.
    pub(crate) fn can_add(&self, rules: &Rules) -> Vec<&'static str> {
        let can =
            |factor: &Factor| rules.allows(*factor) && (*factor != Factor::Passkey || self.has_passkeys());
        [Factor::Totp, Factor::Passkey]
            .iter()
            .filter(|factor| can(factor))
            .map(|factor| factor.as_str())
            .collect()
    }

    fn seed_of(&self, slip: &str, session: &str, at_us: i64) -> Option<Seed> {
        let opened = self.opened::<Vec<u8>>(slip, &For::Authenticator { session }, at_us)?;
        Seed::from_bytes(&opened.what)
    }
}

/// Who adds a second factor of a kind, and in which session, if he may.
fn may_add(work: &mut Work<'_, '_>, factor: Factor) -> Result<(UserId, String), Refused> {
    let login = in_person(work)?;
    let session = work.ctx.session.as_ref().map(|session| session.id.clone()).unwrap_or_default();
    if !rules::of(work, &login)?.allows(factor) {
        let why =
            "second factors of this kind are not allowed for your account (factor.methods); add another kind";
        return Err(Refused::NotAllowed(why.to_owned()));
    }
    let there = match factor {
        Factor::Passkey => passkey::of(work.tx, &login)?.len(),
        _ => totp::of(work.tx, &login)?.len(),
    };
    if there >= MOST {
        return Err(Refused::NotAllowed(format!("there are {MOST} of them already; remove one first")));
    }
    Ok((login, session))
}

/// What one of somebody's second factors is called.
fn name_of(work: &mut Work<'_, '_>, login: &UserId, id: &str) -> Result<Option<String>, Refused> {
    let by_code = totp::of(work.tx, login)?.into_iter().find(|kept| kept.id == id).map(|kept| kept.name);
    match by_code {
        Some(name) => Ok(Some(name)),
        None => Ok(passkey::find(work.tx, id)?.filter(|kept| kept.login == *login).map(|kept| kept.name)),
    }
}
