//! What would be against a new password, while it is typed. Nothing is kept of it, and those of before are not compared: that takes as long as signing in.

use super::{NotReady, SignIn, new_password::Judged, own::own_login, visit::Visit};
use crate::{
    administration::{Ctx, Refused},
    passwords::{Advice, Against, Fault, JudgeError, Password, judge, strength},
};

/// What can be said of a password that nobody has chosen yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Advised {
    /// How hard it is to guess: from 0 (nothing) to 4.
    pub score: u8,
    /// What would help; the most telling first.
    pub advice: Vec<Advice>,
    /// What is against it.
    pub faults: Vec<Fault>,
}

impl SignIn {
    /// What can be said of a password for whoever is signed in.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account.
    pub fn advise(&self, ctx: &Ctx, password: &Password) -> Result<Advised, Refused> {
        let judged = self.administration.read(ctx, |work| {
            let login = own_login(work)?;
            Judged::of(work, &login)
        })?;
        self.advised(&judged.value, password)
    }

    /// The same for whoever chooses one while he signs in; nothing where that is over.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn advise_in_flow(
        &self,
        visit: &Visit,
        flow: &str,
        password: &Password,
    ) -> Result<Option<Advised>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let judged = self.administration.read(&ctx, |work| {
            let going = self.find_flow(work.tx, visit, flow)?;
            let Some(login) = going.and_then(|going| going.login) else { return Ok(None) };
            Judged::of(work, &login).map(Some)
        })?;
        judged.value.map(|judged| self.advised(&judged, password)).transpose()
    }

    fn advised(&self, judged: &Judged, password: &Password) -> Result<Advised, Refused> {
        let against = Against { context: &judged.context, breached: self.breached.as_deref(), former: None };
        let faults = judge(password, &judged.policy, &against).map_err(|error| match error {
            JudgeError::Hasher(error) => Refused::from(error),
            JudgeError::Breached(error) => NotReady::form(error).into(),
        })?;
        let strength = strength(password, &judged.context);
        Ok(Advised { score: strength.score, advice: strength.advice, faults })
    }
}
