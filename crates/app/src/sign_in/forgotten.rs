//! Somebody says that he has forgotten his password. Whoever says so has shown nothing, so he learns nothing: not whether there is such an account, nor
//! whether a letter is on its way.

use bailiwick_model::{
    AccountState, Channel, Letter, UserId, UserKind,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::ticket as tickets;
use serde_json::json;

use super::{
    NotLetIn, SignIn,
    attempts::{self, Counted, Rule},
    notices::{NOBODY, stand_in},
    proof::account_of,
    rules,
    ticket::{self, Detail, Errand, RESET_MINUTES},
    visit::Visit,
};
use crate::{
    administration::{Ctx, PasswordReset, Refused, Work, invitations, users::Whole},
    post::Posted,
};

impl SignIn {
    /// Whether letters with links can be sent at all.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.administration.goes_by(Channel::Email)
    }

    /// Sends a link to the address of an account whose password is forgotten, if there is such an account and one may be sent. It takes the same work where
    /// there is not; only who asks too often from one address is told so.
    ///
    /// # Errors
    /// `Err` inside for who asks too often; [`Refused`] when nothing can be done now.
    pub fn forgotten(&self, visit: &Visit, typed: &str) -> Result<Result<(), NotLetIn>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| {
            if let Some(address) = visit.address {
                let key = attempts::key(&self.key, &Counted::Asking(address));
                if let Err(until_us) = attempts::take(work.tx, &key, Rule::NETWORK, visit.at_us)? {
                    return Ok(Err(NotLetIn::until(until_us, visit.at_us)));
                }
            }
            let login = account_of(work.tx, typed)?;
            let (whole, because) = subject(work, login.as_ref())?;
            let mut posted = None;
            // What is done for nobody is undone again: it shows in no list, and counts against no limit.
            let done = work.part(|work| {
                posted = Some(send(work, visit, &whole)?);
                match because {
                    None => Ok(()),
                    Some(_) => Err(Refused::Conflict(String::new())),
                }
            })?;
            let because = because.or(match (done, posted) {
                (Ok(()), Some(Posted::Waiting(_))) => None,
                (_, Some(Posted::Held { .. })) => Some("too many letters"),
                _ => Some("no mail is sent from here"),
            });
            let object = AuditObject::new("user", login.as_ref().map(UserId::as_str).unwrap_or_default());
            let way = AuditChange::shown("pathway", None, Some(json!("letter")));
            let why = because.map(|why| AuditChange::shown("because", None, Some(json!(why))));
            let action = match because {
                None => AuditAction::PASSWORD_RESET_REQUESTED,
                Some(_) => AuditAction::PASSWORD_RESET_REFUSED,
            };
            work.tell(action, object, [way].into_iter().chain(why).collect());
            Ok(Ok(()))
        })
    }
}

/// Whose password it is, and why no link is sent to him; somebody who is not there in the place of nobody.
fn subject(
    work: &mut Work<'_, '_>,
    login: Option<&UserId>,
) -> Result<(Whole, Option<&'static str>), Refused> {
    let nobody = UserId::new(NOBODY).map_err(super::NotReady::form)?;
    let reset = rules::of(work, login.unwrap_or(&nobody))?.guarding.password.reset.value;
    let Some(login) = login else { return Ok((stand_in(nobody), Some("there is no such account"))) };
    let whole = crate::administration::users::whole(work, login)?;
    let account = &whole.kept.account;
    let because = match account.state {
        _ if whole.user.kind == UserKind::Service => Some("a program has no password"),
        AccountState::Active if reset == PasswordReset::Administrator => {
            Some("password.reset leaves it to who manages the account")
        }
        AccountState::Invited
            if tickets::open_of(work.tx, login, Errand::Invitation.as_str(), work.ctx.author.at_us)?
                .is_none() =>
        {
            Some("there is no invitation that could still be accepted")
        }
        AccountState::Active | AccountState::Invited if account.email.is_none() => {
            Some("the account has no address")
        }
        AccountState::Active | AccountState::Invited => None,
        AccountState::Suspended | AccountState::Locked | AccountState::Left => {
            Some("the account is not active")
        }
    };
    Ok((if because.is_some() { stand_in(login.clone()) } else { whole }, because))
}

/// The letter: for who was invited and has not come yet, his invitation once more, to the end that it has.
fn send(work: &mut Work<'_, '_>, visit: &Visit, whole: &Whole) -> Result<Posted, Refused> {
    if !work.goes_by(Channel::Email) {
        return Ok(Posted::NoWay);
    }
    if whole.kept.account.state == AccountState::Invited {
        return invitations::send_again(work, whole, visit.address);
    }
    let ends_us = ticket::ends_us(work, RESET_MINUTES);
    let to = whole.kept.account.email.as_ref().map(|email| email.folded().to_owned()).unwrap_or_default();
    let link = ticket::issue(work, Errand::Reset, &whole.login, Detail::sent_to(to), ends_us)?;
    work.mail(whole, &Letter::PasswordReset { link, minutes: RESET_MINUTES }, visit.address)
}
