//! The set-up: whoever reads a secret on the machine itself makes himself the first administrator, in the browser.
//!
//! The secret is that of a flow that nobody has begun but the machine. It is good for an hour and for one administrator, and worth nothing
//! once somebody administers.

use bailiwick_model::UserId;
use bailiwick_protocol::rest::UserForm;
use bailiwick_store::sign_in::flow;

use super::{
    Answer, Chosen, Factor, NotLetIn, Pathway, SignIn,
    flow::{Going, Progress},
    new_password::{Judged, keep_password},
    pathway::Factors,
    proof::Proven,
    rules,
    visit::{Secret, Visit},
};
use crate::{
    administration::{self, Ctx, Refused, Work},
    passwords::Password,
};

/// How long the secret is good.
const LASTS_US: i64 = 3_600 * 1_000_000;

impl SignIn {
    /// A secret by which the first administrator can be made within the hour; nothing where somebody administers. It is for whoever
    /// works the machine, and for no log.
    ///
    /// # Errors
    /// When nothing can be read or written now: [`Refused`].
    pub fn set_up_secret(&self, at_us: i64) -> Result<Option<Secret>, Refused> {
        let visit = Visit { at_us, ..Visit::default() };
        self.write(&Ctx::new(visit.author(None)), |work| {
            if administration::is_administered(work) {
                return Ok(None);
            }
            let secret = Secret::new(&self.random)?;
            let going = Going {
                hash: secret.hash(),
                login: None,
                progress: Progress::new(Pathway::SetUp, Factors::one(Factor::SetUp)),
                made_us: at_us,
                ends_us: at_us.saturating_add(LASTS_US),
            };
            self.keep_flow(work.tx, &going)?;
            Ok(Some(secret))
        })
    }

    /// Whether somebody administers, so that there is nothing to set up.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn is_set_up(&self, visit: &Visit) -> Result<bool, Refused> {
        let ctx = Ctx::new(visit.author(None));
        Ok(self.administration.read(&ctx, |work| Ok(administration::is_administered(work)))?.value)
    }

    /// Makes the first administrator, who chooses his password, and takes him through the gates.
    ///
    /// # Errors
    /// [`Refused::Invalid`] names what of the form cannot be; then the secret is as good as before.
    pub fn set_up(
        &self,
        visit: &Visit,
        secret: &str,
        login: &UserId,
        form: &UserForm,
        password: &Password,
    ) -> Result<Chosen, Refused> {
        let over = || Ok(Chosen::Taken(NotLetIn::Over.into()));
        let ctx = Ctx::new(visit.author(None));
        let judged = self.administration.read(&ctx, |work| {
            if self.set_up_flow(work, visit, secret)?.is_none() {
                return Ok(None);
            }
            let guarding = rules::of(work, login)?.guarding;
            Ok(Some(Judged::by(&guarding.password, &words(login, form), &[])))
        })?;
        let Some(judged) = judged.value else { return over() };
        let faults = self.judge_new(&judged, password)?;
        if !faults.is_empty() {
            return Ok(Chosen::Unfit(faults));
        }
        let hash = self.hash(password)?;
        let founded = self.write(&Ctx::new(visit.author(Some(login))), |work| {
            let Some(going) = self.set_up_flow(work, visit, secret)? else { return Ok(None) };
            // Of all who have the secret at once, one is the first.
            if !flow::take(work.tx, &going.hash)? {
                return Ok(None);
            }
            administration::found(work, login, form)?;
            keep_password(work, login, &hash, None)?;
            let mut progress = Progress::new(Pathway::SetUp, going.progress.factors);
            progress.factors.add(Factor::Password);
            progress.password_set_us = Some(visit.at_us);
            Ok(Some(self.begin_flow(work.tx, visit, Some(login), progress)?.0))
        })?;
        let Some(secret) = founded else { return over() };
        self.enter_set_up(visit, login, secret).map(Chosen::Taken)
    }

    /// He is there now, so the gates can be asked of him as of anybody.
    fn enter_set_up(&self, visit: &Visit, login: &UserId, secret: Secret) -> Result<Answer, Refused> {
        let answer = self.write(&Ctx::new(visit.author(Some(login))), |work| {
            let Some(going) = self.find_flow(work.tx, visit, secret.reveal())? else {
                return Ok(NotLetIn::Over.into());
            };
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            self.go_on(work, visit, proven, Some(going))
        })?;
        Ok(match answer {
            Answer::More { flow: None, wants } => Answer::More { flow: Some(secret), wants },
            answer => answer,
        })
    }

    /// The flow of the set-up, while nobody administers.
    fn set_up_flow(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        secret: &str,
    ) -> Result<Option<Going>, Refused> {
        if administration::is_administered(work) {
            return Ok(None);
        }
        let found = self.find_flow(work.tx, visit, secret.trim())?;
        Ok(found.filter(|going| going.progress.pathway == Pathway::SetUp && going.login.is_none()))
    }
}

/// What others know of him, which is no password.
fn words(login: &UserId, form: &UserForm) -> Vec<String> {
    let UserForm { first_name, last_name, email, .. } = form;
    let names = [first_name, last_name].into_iter().flatten().map(ToString::to_string);
    let email = email.iter().map(|email| email.as_str().to_owned());
    names.chain(email).chain([login.to_string()]).collect()
}
