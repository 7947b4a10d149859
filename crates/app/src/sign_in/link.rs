//! Coming in by a link from a letter: an invitation, or for who forgot his password. Looking at a link uses nothing up, since mail programs look at links
//! before their readers do.

use bailiwick_model::{AccountState, UserId};
use bailiwick_store::sign_in::{contact, device, session as sessions};

use super::{
    Answer, Factor, Gate, NotLetIn, Pathway, SignIn,
    attempts::{self, Counted, Rule},
    flow::Progress,
    gates::{Said, Verdict},
    pathway::Factors,
    proof::Proven,
    report::{self, Ended},
    rules, session,
    ticket::{self, Errand, Found},
    visit::{Secret, Visit},
};
use crate::administration::{
    Ctx, PasswordReset, Refused, Work,
    users::{self, Whole},
};

/// What a link is about, for who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// Whose account.
    pub login: UserId,
    /// What he is called.
    pub name: Option<String>,
    /// Who had it sent.
    pub by: Option<String>,
    /// The address that it was sent to.
    pub to: String,
    /// When it ends, in microseconds since 1970.
    pub ends_us: i64,
}

/// A link that was used up just now. Only this file makes one.
pub(crate) struct Taken {
    pub(crate) login: UserId,
    pub(crate) errand: Errand,
}

impl SignIn {
    /// What a link is about; nothing where it opens nothing.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn behind_link(
        &self,
        visit: &Visit,
        errand: Errand,
        secret: &str,
    ) -> Result<Option<LinkView>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let found = self.administration.read(&ctx, |work| {
            let Some((found, whole)) = good(work, errand, secret)? else { return Ok(None) };
            let Found { login, detail, ends_us } = found;
            let name = whole.kept.account.display_name(&whole.user);
            Ok(Some(LinkView { login, name, by: detail.by, to: detail.to, ends_us }))
        })?;
        Ok(found.value)
    }

    /// Somebody shows a link. It opens once; wrong ones are counted by address.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn with_link(&self, visit: &Visit, errand: Errand, secret: &str) -> Result<Answer, Refused> {
        let login = self.behind_link(visit, errand, secret)?.map(|view| view.login);
        let ctx = Ctx::new(visit.author(login.as_ref()));
        self.write(&ctx, |work| {
            let network = visit.address.map(|address| attempts::key(&self.key, &Counted::Network(address)));
            if let Some(key) = &network
                && let Err(until_us) = attempts::take(work.tx, key, Rule::NETWORK, visit.at_us)?
            {
                return Ok(NotLetIn::stopped(until_us, visit.at_us));
            }
            let Some(taken) = self.taken(work, errand, secret)? else {
                let said = Said {
                    gate: Gate::Attempts,
                    verdict: Verdict::NotAsked,
                    why: "the link opens nothing, or nothing any more".to_owned(),
                };
                report::write(work, visit, login.as_ref(), Pathway::Letter, Ended::Wrong, &[said])?;
                return Ok(NotLetIn::DeadLink.into());
            };
            if let Some(key) = &network {
                attempts::give_back(work.tx, key, Rule::NETWORK)?;
            }
            let rules = rules::of(work, &taken.login)?;
            if errand == Errand::NotMe && rules.guarding.password.reset.value == PasswordReset::Administrator
            {
                return Ok(NotLetIn::LeftToOthers.into());
            }
            self.go_on(work, visit, Proven::by_link(taken), None)
        })
    }
}

/// What is known so far of who has shown a link.
pub(crate) fn progress(taken: &Taken) -> Progress {
    let mut progress = Progress::new(Pathway::Letter, Factors::one(Factor::Letter));
    progress.invited = taken.errand == Errand::Invitation;
    progress
}

/// A link that is good, with the account as it is: in the state that the link is for, and with the address that it was sent to.
fn good(work: &mut Work<'_, '_>, errand: Errand, secret: &str) -> Result<Option<(Found, Whole)>, Refused> {
    let Some(found) = ticket::find(work, errand, secret)? else { return Ok(None) };
    let whole = users::whole(work, &found.login)?;
    let account = &whole.kept.account;
    let is_there = account.email.as_ref().is_some_and(|email| email.folded() == found.detail.to);
    let is_for = match errand {
        // Whether the account may be used is for the gates to say.
        Errand::Reset | Errand::NotMe => is_there,
        Errand::Invitation => is_there && account.state == AccountState::Invited,
        Errand::Address => account.state.lets_in(),
    };
    Ok(is_for.then_some((found, whole)))
}

impl SignIn {
    /// Uses a link up. Its reader has shown that mail to this address reaches him.
    fn taken(&self, work: &mut Work<'_, '_>, errand: Errand, secret: &str) -> Result<Option<Taken>, Refused> {
        // That one shows whose mailbox it is, and lets nobody in.
        if errand == Errand::Address {
            return Ok(None);
        }
        let Some((found, _)) = good(work, errand, secret)? else { return Ok(None) };
        if !ticket::take(work, errand, secret)? {
            return Ok(None);
        }
        if let Some(session) = &found.detail.session {
            was_not_him(work, &found.login, session)?;
        }
        contact::put(work.tx, &found.login, "email", &found.detail.to, work.ctx.author.at_us)?;
        if errand == Errand::Invitation {
            // Whoever gets no further now can have it sent again until it ends: in its place is left what nobody has the secret of.
            ticket::keep(work, &Secret::new(&self.random)?, errand, &found)?;
        }
        Ok(Some(Taken { login: found.login, errand }))
    }
}

/// Ends a session that somebody else has begun, and has its browser be unknown again.
fn was_not_him(work: &mut Work<'_, '_>, login: &UserId, id: &str) -> Result<(), Refused> {
    let Some(kept) = sessions::find(work.tx, id)?.filter(|kept| kept.login == *login) else { return Ok(()) };
    session::end(work, id, "its user says that it was not him")?;
    if let Some(mark) = &kept.device {
        device::delete(work.tx, login, mark)?;
    }
    Ok(())
}
