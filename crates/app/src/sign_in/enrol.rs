//! Adding a second factor while signing in, where one is required and there is none.

use bailiwick_model::{
    UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::{device, totp};
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    Answer, Factor, Gate, NotLetIn, NotReady, SignIn,
    attempts::{self, Counted, Rule},
    flow::{Enrolling, Going},
    gates::{Outcome, Wants},
    invited, notices,
    proof::Proven,
    report,
    visit::{Visit, id},
};
use crate::{
    administration::{Ctx, Refused, Work},
    factors::totp::{self as authenticator, Seed},
};

/// What an authenticator app has to be told. It is shown once, on purpose, and has no `Debug`.
pub struct NewAuthenticator {
    /// For its camera.
    pub uri: Zeroizing<String>,
    /// For typing.
    pub text: Zeroizing<String>,
}

impl NewAuthenticator {
    pub(crate) fn of(seed: &Seed, login: &UserId, issuer: &str) -> Result<Self, Refused> {
        Ok(Self { uri: seed.uri(issuer, login).map_err(NotReady::form)?, text: seed.text() })
    }
}

impl SignIn {
    /// Begins to add an authenticator in a flow that wants one. Asked again it gives another seed.
    ///
    /// # Errors
    /// `Err` inside when the flow is over or wants no such thing; [`Refused`] when nothing can be done now.
    pub fn new_authenticator(
        &self,
        visit: &Visit,
        flow: &str,
        issuer: &str,
    ) -> Result<Result<NewAuthenticator, NotLetIn>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| {
            let Some((mut going, login)) = self.may_enrol(work, visit, flow, Factor::Totp)? else {
                return Ok(Err(NotLetIn::Over));
            };
            let (seed, new) = self.make_seed(&login, issuer)?;
            going.progress.enrolling = Some(Enrolling::Totp { seed: seed.bytes().to_vec() });
            self.keep_flow(work.tx, &going)?;
            Ok(Ok(new))
        })
    }

    /// A new seed, and what an authenticator of somebody has to be told of it.
    pub(crate) fn make_seed(
        &self,
        login: &UserId,
        issuer: &str,
    ) -> Result<(Seed, NewAuthenticator), Refused> {
        let mut random = |bytes: &mut [u8]| (self.random)(bytes);
        let seed = Seed::make(&mut random).map_err(NotReady::form)?;
        let new = NewAuthenticator::of(&seed, login, issuer)?;
        Ok((seed, new))
    }

    /// Somebody shows that his authenticator knows the seed: it is added, and counts at once.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn add_authenticator(
        &self,
        visit: &Visit,
        flow: &str,
        name: &str,
        code: &str,
    ) -> Result<Answer, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(NotLetIn::Over.into()) };
        self.write(&ctx, |work| {
            let Some((mut going, login)) = self.may_enrol(work, visit, flow, Factor::Totp)? else {
                return Ok(NotLetIn::Over.into());
            };
            let Some(Enrolling::Totp { seed }) = &going.progress.enrolling else {
                return Ok(NotLetIn::Over.into());
            };
            let Some(seed) = Seed::from_bytes(seed) else { return Ok(NotLetIn::Over.into()) };
            let key = attempts::key(&self.key, &Counted::Second(&login));
            if let Err(until) = attempts::take(work.tx, &key, Rule::SECOND, visit.at_us)? {
                return Ok(NotLetIn::stopped(until, visit.at_us));
            }
            let Ok(step) = authenticator::verify(code, &seed, visit.at_us, None) else {
                report::guessed(
                    work,
                    &login,
                    Gate::SecondFactor,
                    "that was not the code of the new authenticator",
                )?;
                return Ok(NotLetIn::WrongFactor.into());
            };
            attempts::forgive(work.tx, &key)?;
            self.keep_authenticator(work, &login, &seed, name, step.number())?;
            going.progress.enrolling = None;
            going.progress.factors.add(Factor::Totp);
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            self.go_on(work, visit, proven, Some(going))
        })
    }

    /// Adds an authenticator to an account.
    pub(crate) fn keep_authenticator(
        &self,
        work: &mut Work<'_, '_>,
        login: &UserId,
        seed: &Seed,
        name: &str,
        step: i64,
    ) -> Result<totp::Totp, Refused> {
        let id = id(&self.random)?;
        let sealed = self.seal(&self.sealers.seed, seed.bytes(), &id)?;
        let kept = totp::Totp {
            seed: sealed,
            login: login.clone(),
            name: name.to_owned(),
            last_step: step,
            made_us: work.ctx.author.at_us,
            used_us: None,
            id,
        };
        totp::insert(work.tx, &kept)?;
        // What was trusted before there was this factor never showed it.
        device::distrust(work.tx, login)?;
        let changes = vec![
            AuditChange::shown("kind", None, Some(json!("totp"))),
            AuditChange::shown("name", None, Some(json!(name))),
            AuditChange::redacted("seed"),
        ];
        work.tell(AuditAction::FACTOR_ADDED, AuditObject::new("user", login.as_str()), changes);
        notices::factor_added(work, login, name)?;
        Ok(kept)
    }

    /// A flow in which this may be added: one of which the gates want just that now. Whoever has begun to show who he is, for whatever else, adds
    /// nothing by it.
    pub(crate) fn may_enrol(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        flow: &str,
        factor: Factor,
    ) -> Result<Option<(Going, UserId)>, Refused> {
        let Some(going) = self.find_flow(work.tx, visit, flow)? else { return Ok(None) };
        let Some(proven) = Proven::going_on(&going) else { return Ok(None) };
        let login = proven.login().clone();
        let wants = invited::judged(work, proven, visit, &mut Vec::new())?;
        let is_wanted = matches!(wants, Outcome::Wants(Wants::Enrol(can)) if can.contains(&factor));
        Ok(is_wanted.then_some((going, login)))
    }

    /// Whoever goes on with a flow, as an author.
    pub(crate) fn of_flow(&self, visit: &Visit, flow: &str) -> Result<Option<Ctx>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let going = self.administration.read(&ctx, |work| self.find_flow(work.tx, visit, flow))?.value;
        let login = going.and_then(|going| going.login);
        Ok(login.map(|login| Ctx::new(visit.author(Some(&login)))))
    }
}
