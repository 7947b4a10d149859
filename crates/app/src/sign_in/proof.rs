//! Showing who one is. Only here does anybody become [`Proven`].
//!
//! What takes long (judging a password) is done between two transactions: the first takes an attempt, the second says what came of it.

use bailiwick_model::{EmailAddress, StoredPassword, UserId};
use bailiwick_store::{
    Tx, account,
    sign_in::{attempt, device, password},
    user,
};

use super::{
    Answer, Caller, Factor, Gate, NotLetIn, Pathway, SignIn,
    attempts::{self, Counted, Rule},
    flow::{Going, Progress},
    gates::{Said, Verdict},
    link::{self, Taken},
    notices,
    pathway::Factors,
    report::{self, Ended},
    rules,
    visit::Visit,
    watch,
};
use crate::{
    administration::{Ctx, Refused, Work},
    passwords::{Password, Verdict as PasswordVerdict},
};

/// Somebody has shown that this account is his. Nothing is open yet: see `gates.rs`.
pub(crate) struct Proven {
    login: UserId,
    progress: Progress,
}

impl Proven {
    pub(crate) fn login(&self) -> &UserId {
        &self.login
    }

    pub(crate) fn pathway(&self) -> Pathway {
        self.progress.pathway
    }

    pub(crate) fn factors(&self) -> &Factors {
        &self.progress.factors
    }

    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whoever has used up a link that was sent to him.
    pub(super) fn by_link(taken: Taken) -> Self {
        Self { progress: link::progress(&taken), login: taken.login }
    }

    /// A passkey that says whose it is was judged right.
    pub(super) fn by_passkey(login: &UserId) -> Self {
        let progress = Progress::new(Pathway::Passkey, Factors::one(Factor::Passkey));
        Self { login: login.clone(), progress }
    }

    /// Whoever is signed in has shown one more time who he is.
    pub(super) fn again(login: &UserId, session: &str, factor: Factor) -> Self {
        let way = if factor == Factor::Passkey { Pathway::Passkey } else { Pathway::Password };
        let progress =
            Progress { session: Some(session.to_owned()), ..Progress::new(way, Factors::one(factor)) };
        Self { login: login.clone(), progress }
    }

    /// Nobody has shown anything: to ask what gates would say. It opens nothing, because it is never given away.
    pub(super) fn imagined(login: &UserId, progress: Progress) -> Self {
        Self { login: login.clone(), progress }
    }

    /// Whoever has begun to show who he is, and goes on. A flow is kept sealed and only ever begun by what was proven here.
    pub(super) fn going_on(going: &Going) -> Option<Self> {
        let login = going.login.clone()?;
        Some(Self { login, progress: going.progress.clone() })
    }
}

/// Who somebody says he is, and what there is to judge him by.
struct Claim {
    /// The account, if there is one.
    login: Option<UserId>,
    password: Option<password::Kept>,
    /// What his attempts are counted under.
    keys: Vec<(String, Rule)>,
    is_known_device: bool,
}

impl SignIn {
    /// Somebody shows a password. Whatever is wrong, the answer is the same and takes as long.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn with_password(&self, visit: &Visit, typed: &str, shown: &Password) -> Result<Answer, Refused> {
        self.judge_password(visit, typed, shown, None)
    }

    /// Whoever is signed in shows again who he is, as dangerous things demand. He passes the same gates, and his session gets another secret.
    ///
    /// # Errors
    /// As [`SignIn::with_password`].
    pub fn prove_again(&self, visit: &Visit, caller: &Caller, shown: &Password) -> Result<Answer, Refused> {
        self.judge_password(visit, caller.login(), shown, Some(caller.session().id))
    }

    fn judge_password(
        &self,
        visit: &Visit,
        typed: &str,
        shown: &Password,
        session: Option<String>,
    ) -> Result<Answer, Refused> {
        let claim = match self.claim(visit, typed)? {
            Ok(claim) => claim,
            Err(until_us) => return Ok(NotLetIn::stopped(until_us, visit.at_us)),
        };
        let stored = claim.password.as_ref().and_then(|kept| StoredPassword::read(&kept.hash).ok());
        let verdict = match &stored {
            Some(stored) => self.hasher.verify(shown, stored),
            None => self.hasher.nobody(shown),
        };
        let verdict = match verdict {
            Ok(verdict) => verdict,
            Err(error) => {
                self.was_not_judged(visit, &claim)?;
                return Err(error.into());
            }
        };
        let better = match verdict {
            PasswordVerdict::RightButOld => Some(self.hash(shown)?),
            PasswordVerdict::Right | PasswordVerdict::Wrong => None,
        };
        let proven = claim.login.clone().filter(|_| verdict != PasswordVerdict::Wrong);
        let Some(login) = proven else { return self.was_wrong(visit, &claim) };
        let ctx = Ctx::new(visit.author(Some(&login)));
        self.write(&ctx, |work| {
            // Another password may have been set while this one was judged.
            let now = password::find(work.tx, &login)?;
            let same =
                |now: &password::Kept| Some(&now.hash) == claim.password.as_ref().map(|kept| &kept.hash);
            let Some(now) = now.filter(same) else { return Ok(NotLetIn::Wrong.into()) };
            if let Some(better) = &better {
                password::rehash(work.tx, &login, &now.hash, better)?;
            }
            for (key, rule) in &claim.keys {
                match rule.is_shared() {
                    true => attempts::give_back(work.tx, key, *rule)?,
                    false => drop(attempts::forgive(work.tx, key)?),
                }
            }
            let mut progress = Progress::new(Pathway::Password, Factors::one(Factor::Password));
            progress.password_set_us = Some(now.set_us);
            progress.session.clone_from(&session);
            // Who shows again who he is, shows all of it.
            if session.is_none() && is_trusted(work, visit, &login)? {
                progress.factors.add(Factor::TrustedDevice);
            }
            self.go_on(work, visit, Proven { login: login.clone(), progress }, None)
        })
    }

    /// Looks up who somebody says he is, and takes his attempts. Whoever has to wait costs no more than a look.
    fn claim(&self, visit: &Visit, typed: &str) -> Result<Result<Claim, i64>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let waits = self.administration.read(&ctx, |work| {
            let claim = self.looked_up(work, visit, typed)?;
            attempts::waits(work.tx, &claim.keys, visit.at_us).map_err(Refused::from)
        })?;
        if let Some(until_us) = waits.value {
            return Ok(Err(until_us));
        }
        self.write(&ctx, |work| {
            let claim = self.looked_up(work, visit, typed)?;
            // None is taken where another one has to wait.
            if let Some(until_us) = attempts::waits(work.tx, &claim.keys, visit.at_us)? {
                return Ok(Err(until_us));
            }
            for (key, rule) in &claim.keys {
                if let Err(until_us) = attempts::take(work.tx, key, *rule, visit.at_us)? {
                    return Ok(Err(until_us));
                }
            }
            Ok(Ok(claim))
        })
    }

    /// Who somebody says he is, and what he is counted under.
    fn looked_up(&self, work: &mut Work<'_, '_>, visit: &Visit, typed: &str) -> Result<Claim, Refused> {
        let login = account_of(work.tx, typed)?;
        let folded = folded(typed);
        let name = login.as_ref().map_or(folded.as_str(), UserId::as_str);
        let rule = self.account_rule(work)?;
        let mark = match (&login, &visit.device) {
            (Some(login), Some(mark)) if device::find(work.tx, login, mark.as_str())?.is_some() => Some(mark),
            _ => None,
        };
        let counted = match mark {
            Some(mark) => Counted::Device(name, mark),
            None => Counted::Account(name),
        };
        let mut keys = vec![(attempts::key(&self.key, &counted), rule)];
        if let Some(address) = visit.address {
            keys.push((attempts::key(&self.key, &Counted::Network(address)), Rule::NETWORK));
        }
        if mark.is_none() {
            let rule = Rule::strangers(rules::lockout(work)?.per_minute);
            keys.push((attempts::key(&self.key, &Counted::Strangers), rule));
        }
        // Nobody's name is asked about as somebody's is, which takes as long, and nothing that is found by it counts.
        let password = match login.clone().or_else(|| UserId::new(name).ok()) {
            Some(named) => password::find(work.tx, &named)?.filter(|_| login.is_some()),
            None => None,
        };
        Ok(Claim { login, password, keys, is_known_device: mark.is_some() })
    }

    /// Gives the attempts back of whoever found no room: nobody is kept out because others came in great numbers.
    fn was_not_judged(&self, visit: &Visit, claim: &Claim) -> Result<(), Refused> {
        self.write(&Ctx::new(visit.author(None)), |work| {
            for (key, rule) in &claim.keys {
                attempts::give_back(work.tx, key, *rule)?;
            }
            Ok(())
        })
    }

    fn was_wrong(&self, visit: &Visit, claim: &Claim) -> Result<Answer, Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| {
            let why = if claim.is_known_device { "wrong, from a device that is known" } else { "wrong" };
            let said = Said { gate: Gate::Attempts, verdict: Verdict::Open, why: why.to_owned() };
            report::write(work, visit, claim.login.as_ref(), Pathway::Password, Ended::Wrong, &[said])?;
            self.tell_of_failure(work, visit, claim)?;
            Ok(NotLetIn::Wrong.into())
        })
    }

    /// Has those told whom it concerns that attempts fail: the owner of the account once one has to wait, administrators where there are very many.
    fn tell_of_failure(&self, work: &mut Work<'_, '_>, visit: &Visit, claim: &Claim) -> Result<(), Refused> {
        let Some((key, rule)) = claim.keys.first() else { return Ok(()) };
        watch::failed(work, &self.key, visit.address, key)?;
        let known = attempt::find(work.tx, key)?.unwrap_or_default();
        if claim.is_known_device || known.failed != rule.free {
            return Ok(());
        }
        watch::locked(work, &self.key)?;
        let wait_us = known.until_us.saturating_sub(visit.at_us).max(0);
        let minutes = u32::try_from(wait_us.saturating_add(59_999_999) / 60_000_000).unwrap_or(u32::MAX);
        notices::locked(work, claim.login.as_ref(), minutes)
    }
}

/// Whether this browser spares its user the second factor. That it may at all is asked by the gates.
fn is_trusted(work: &mut Work<'_, '_>, visit: &Visit, login: &UserId) -> Result<bool, Refused> {
    let Some(mark) = &visit.device else { return Ok(false) };
    let known = device::find(work.tx, login, mark.as_str())?;
    Ok(known.and_then(|known| known.trusted_until_us).is_some_and(|until| until > visit.at_us))
}

/// The account that somebody means: by its login, or by its address.
pub(crate) fn account_of(tx: &mut Tx<'_>, typed: &str) -> Result<Option<UserId>, Refused> {
    let typed = typed.trim();
    if let Ok(login) = UserId::new(typed)
        && user::is_there(tx, &login)?
    {
        return Ok(Some(login));
    }
    match EmailAddress::new(typed) {
        Ok(address) => Ok(account::holder(tx, &address)?),
        Err(_) => Ok(None),
    }
}

/// What an account that is not there is counted under: one for all ways to write it.
fn folded(typed: &str) -> String {
    let typed = typed.trim();
    EmailAddress::new(typed).map_or_else(|_| typed.to_lowercase(), |address| address.folded().to_owned())
}
