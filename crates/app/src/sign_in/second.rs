//! Showing a second thing, in a flow that has begun. It is judged within one transaction, so of all who show the same code at once one is right.

use bailiwick_model::UserId;
use bailiwick_store::sign_in::{recovery_code, totp};

use super::{
    Answer, Factor, Gate, NotLetIn, SignIn,
    attempts::{self, Counted, Rule},
    flow::Going,
    gates::{Said, Verdict},
    notices,
    proof::Proven,
    report::{self, Ended},
    visit::{Visit, hex},
};
use crate::{
    administration::{Refused, Work},
    factors::{
        codes, recovery,
        totp::{self as authenticator, Seed, Step},
    },
};

/// What somebody shows beside his password.
#[derive(Clone)]
pub enum Shown {
    /// A code of an authenticator app.
    Totp(String),
    /// A code that was sent.
    Sent(String),
    /// A code from the list for bad days.
    Recovery(String),
    /// What a passkey answered.
    Passkey(Vec<u8>),
}

impl SignIn {
    /// Somebody shows a second thing. `trust` asks that his browser spares him that for a while.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn with_second(
        &self,
        visit: &Visit,
        flow: &str,
        shown: &Shown,
        trust: bool,
    ) -> Result<Answer, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(NotLetIn::Over.into()) };
        self.write(&ctx, |work| {
            let Some(mut going) = self.find_flow(work.tx, visit, flow)? else {
                return Ok(NotLetIn::Over.into());
            };
            let Some(login) = going.login.clone() else { return Ok(NotLetIn::Over.into()) };
            let key = attempts::key(&self.key, &Counted::Second(&login));
            if let Err(until) = attempts::take(work.tx, &key, Rule::SECOND, visit.at_us)? {
                return Ok(NotLetIn::stopped(until, visit.at_us));
            }
            let Some(factor) = self.judge(work, visit, &mut going, &login, shown)? else {
                let said = Said {
                    gate: Gate::SecondFactor,
                    verdict: Verdict::Shut,
                    why: "what was shown is wrong".into(),
                };
                report::write(work, visit, Some(&login), going.progress.pathway, Ended::Wrong, &[said])?;
                self.keep_flow(work.tx, &going)?;
                return Ok(NotLetIn::WrongFactor.into());
            };
            attempts::forgive(work.tx, &key)?;
            going.progress.factors.add(factor);
            going.progress.trust |= trust;
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            self.go_on(work, visit, proven, Some(going))
        })
    }

    /// What was shown, if it is right. It is used up then.
    fn judge(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        going: &mut Going,
        login: &UserId,
        shown: &Shown,
    ) -> Result<Option<Factor>, Refused> {
        Ok(match shown {
            Shown::Totp(code) => self.totp(work, visit, login, code)?.then_some(Factor::Totp),
            Shown::Recovery(code) => {
                let hash = recovery::hash(&self.key, login, code);
                let right = match hash {
                    Some(hash) => recovery_code::take(work.tx, login, &hash)?,
                    None => false,
                };
                if right {
                    let left = recovery_code::count(work.tx, login)?;
                    notices::recovery_code_used(work, login, left)?;
                }
                right.then_some(Factor::RecoveryCode)
            }
            Shown::Sent(code) => self.sent(visit, going, login, code),
            Shown::Passkey(response) => {
                self.passkey(work, visit, going, login, response)?.then_some(Factor::Passkey)
            }
        })
    }

    /// Whether it is the code of one of somebody's authenticators, and was not used.
    pub(crate) fn totp(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        login: &UserId,
        code: &str,
    ) -> Result<bool, Refused> {
        for kept in totp::of(work.tx, login)? {
            // One that cannot be opened was sealed with another secret of the installation: it opens nothing.
            let Ok(seed) = self.sealers.seed.open(&kept.seed, &kept.id) else { continue };
            let Some(seed) = Seed::from_bytes(&seed) else { continue };
            if let Ok(step) =
                authenticator::verify(code, &seed, visit.at_us, Some(Step::numbered(kept.last_step)))
            {
                return Ok(totp::used(work.tx, &kept.id, step.number(), visit.at_us)?);
            }
        }
        Ok(false)
    }

    /// Whether it is the code that was sent in this flow. Each try counts, whatever comes of it.
    fn sent(&self, visit: &Visit, going: &mut Going, login: &UserId, code: &str) -> Option<Factor> {
        let sent = going.progress.sent.as_mut()?;
        let kept = codes::Sent { hash: sent.hash, until_us: sent.until_us, tries: sent.tries };
        let tried = kept.tried(visit.at_us).ok()?;
        sent.tries = tried.tries;
        let flow = hex(&going.hash);
        let right = kept.fits(&self.key, codes::For { flow: &flow, login }, code);
        let by = sent.by;
        right.then(|| {
            going.progress.sent = None;
            by
        })
    }
}
