//! Showing again who one is, as dangerous things demand: with the password (`proof.rs`), a code, or a passkey, whichever there is. Whoever does passes the same gates as at
//! the beginning, and his session gets another secret.

use bailiwick_store::sign_in::password;
use serde_json::Value as Json;

use super::{
    Answer, Caller, Factor, Gate, NotLetIn, Pathway, SignIn,
    attempts::{self, Counted, Rule},
    gates::{Said, Verdict, enrolled},
    proof::Proven,
    report::{self, Ended},
    rules,
    slip::For,
    visit::Visit,
};
use crate::{
    administration::{Ctx, Refused, Work},
    factors::passkeys::Begun,
};

/// What somebody who is signed in shows again.
#[derive(Clone)]
pub enum Again {
    /// A code of his authenticator.
    Totp(String),
    /// What a passkey answered, and the slip of [`SignIn::ask_again`].
    Passkey {
        /// The slip.
        slip: String,
        /// The answer.
        response: Vec<u8>,
    },
}

impl SignIn {
    /// With what somebody can show again who he is. A passkey comes first, as the one that asks least of him.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn ways_again(&self, visit: &Visit, caller: &Caller) -> Result<Vec<Factor>, Refused> {
        let ctx = Ctx::new(visit.author(Some(caller.login())));
        let done = self.administration.read(&ctx, |work| {
            let rules = rules::of(work, caller.login())?;
            let mut ways = enrolled(work, caller.login())?;
            ways.retain(|way| rules.allows(*way) && (*way != Factor::Passkey || self.has_passkeys()));
            if password::find(work.tx, caller.login())?.is_some() {
                ways.push(Factor::Password);
            }
            Ok(ways)
        })?;
        Ok(done.value)
    }

    /// Asks for one of his passkeys: a slip, and what the browser is to do; nothing where he has none.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn ask_again(&self, visit: &Visit, caller: &Caller) -> Result<Option<(String, Json)>, Refused> {
        let ctx = Ctx::new(visit.author(Some(caller.login())));
        let session = caller.session().id;
        let done = self.administration.read(&ctx, |work| {
            let Some(Begun { options, state }) = self.begin_second(work, caller.login())? else {
                return Ok(None);
            };
            let slip = self.slip(&state, &For::Again { session: &session }, visit.at_us)?;
            Ok(Some((slip, options)))
        })?;
        Ok(done.value)
    }

    /// Whoever is signed in shows again who he is, with something else than his password. It is judged as at signing in, and counts as an attempt.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn prove_again_with(&self, visit: &Visit, caller: &Caller, shown: &Again) -> Result<Answer, Refused> {
        let login = caller.login();
        let session = caller.session().id;
        let ctx = Ctx::new(visit.author(Some(login)));
        self.write(&ctx, |work| {
            let key = attempts::key(&self.key, &Counted::Second(login));
            if let Err(until) = attempts::take(work.tx, &key, Rule::SECOND, visit.at_us)? {
                return Ok(NotLetIn::stopped(until, visit.at_us));
            }
            let Some(factor) = self.judge_again(work, visit, caller, shown)? else {
                let why = "what was shown again is wrong".to_owned();
                let said = Said { gate: Gate::SecondFactor, verdict: Verdict::Shut, why };
                report::write(work, visit, Some(login), Pathway::Password, Ended::Wrong, &[said])?;
                return Ok(NotLetIn::WrongFactor.into());
            };
            attempts::forgive(work.tx, &key)?;
            self.go_on(work, visit, Proven::again(login, &session, factor), None)
        })
    }

    /// What was shown, if it is right. It is used up then.
    fn judge_again(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        caller: &Caller,
        shown: &Again,
    ) -> Result<Option<Factor>, Refused> {
        let login = caller.login();
        match shown {
            Again::Totp(code) => Ok(self.totp(work, visit, login, code)?.then_some(Factor::Totp)),
            Again::Passkey { slip, response } => {
                let session = caller.session().id;
                let opened = self.opened::<String>(slip, &For::Again { session: &session }, visit.at_us);
                let Some(opened) = opened else { return Ok(None) };
                let right =
                    opened.spend(work)? && self.is_passkey_of(work, visit, &opened.what, login, response)?;
                Ok(right.then_some(Factor::Passkey))
            }
        }
    }
}
