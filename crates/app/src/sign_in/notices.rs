//! What people are told of that was done to their accounts, in the transaction in which it was done.

use bailiwick_model::{Channel, Destination, EmailAddress, Letter, UserId};

use super::{
    NotReady,
    ticket::{self, Detail, Errand, NOT_ME_HOURS},
    visit::Visit,
};
use crate::administration::{
    Refused, Work,
    users::{self, Whole},
};

/// What people choose ways for: news of their own account.
const ACCOUNT: &str = "account.security";

/// There is another password.
pub(crate) fn password_changed(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let when = work.when();
    work.notify(login, ACCOUNT, &Letter::PasswordChanged { when })
}

/// Another means of signing in was added.
pub(crate) fn factor_added(work: &mut Work<'_, '_>, login: &UserId, name: &str) -> Result<(), Refused> {
    let (name, when) = (name.to_owned(), work.when());
    work.notify(login, ACCOUNT, &Letter::FactorAdded { name, when })
}

/// A passkey was added.
pub(crate) fn passkey_added(work: &mut Work<'_, '_>, login: &UserId, name: &str) -> Result<(), Refused> {
    let (name, when) = (name.to_owned(), work.when());
    work.notify(login, ACCOUNT, &Letter::PasskeyAdded { name, when })
}

/// A means of signing in was taken away.
pub(crate) fn factor_removed(work: &mut Work<'_, '_>, login: &UserId, name: &str) -> Result<(), Refused> {
    let (name, when) = (name.to_owned(), work.when());
    work.notify(login, ACCOUNT, &Letter::FactorRemoved { name, when })
}

/// Somebody has signed in with a code that was for bad days.
pub(crate) fn recovery_code_used(work: &mut Work<'_, '_>, login: &UserId, left: i64) -> Result<(), Refused> {
    let (left, when) = (u32::try_from(left).unwrap_or(u32::MAX), work.when());
    work.notify(login, ACCOUNT, &Letter::RecoveryCodeUsed { left, when })
}

/// A key was made with which programs act in somebody's name.
pub(crate) fn key_created(
    work: &mut Work<'_, '_>,
    login: &UserId,
    name: &str,
    prefix: &str,
) -> Result<(), Refused> {
    let (name, prefix, when) = (name.to_owned(), prefix.to_owned(), work.when());
    work.notify(login, ACCOUNT, &Letter::KeyCreated { name, prefix, when })
}

/// Somebody signed in in a way in which he never did. The link ends that session, and leads to another password.
pub(crate) fn new_device(
    work: &mut Work<'_, '_>,
    visit: &Visit,
    login: &UserId,
    session: &str,
) -> Result<(), Refused> {
    let whole = users::whole(work, login)?;
    let Some(email) = whole.kept.account.email.as_ref().filter(|_| work.goes_by(Channel::Email)) else {
        return Ok(());
    };
    let (to, ends_us) = (email.folded().to_owned(), ticket::ends_us(work, NOT_ME_HOURS * 60));
    let detail = Detail { to, by: None, session: Some(session.to_owned()) };
    let link = ticket::issue(work, Errand::NotMe, login, detail, ends_us)?;
    let letter = Letter::NewDevice {
        device: visit.agent.clone().unwrap_or_else(|| "—".to_owned()),
        address: visit.address.map_or_else(|| "—".to_owned(), |address| address.to_canonical().to_string()),
        when: work.when(),
        link,
    };
    work.notify(login, "sign_in.new_device", &letter)
}

/// Attempts have failed until one has to wait. It takes the same work where there is no such account.
pub(crate) fn locked(work: &mut Work<'_, '_>, login: Option<&UserId>, minutes: u32) -> Result<(), Refused> {
    let whole = match login {
        Some(login) => users::whole(work, login)?,
        None => stand_in(UserId::new(NOBODY).map_err(NotReady::form)?),
    };
    let letter = Letter::AccountLocked { minutes, when: work.when() };
    let done = work.part(|work| {
        let _ = work.mail(&whole, &letter, None)?;
        match login {
            Some(_) => Ok(()),
            None => Err(Refused::Conflict(String::new())),
        }
    })?;
    drop(done);
    Ok(())
}

/// Whom work is done for that comes to nothing.
pub(crate) const NOBODY: &str = "nobody";

/// Somebody with an address that no letter ever goes to.
pub(crate) fn stand_in(login: UserId) -> Whole {
    let mut whole = Whole::nobody(login);
    whole.kept.account.email = EmailAddress::new("nobody@nowhere.invalid").ok();
    whole
}

/// Letters may go somewhere else soon: whoever reads them now is told while he can still do something about it.
pub(crate) fn address_asked(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    address: &EmailAddress,
) -> Result<(), Refused> {
    let letter = Letter::EmailChangeAsked { new: masked(address), hours: ticket::ADDRESS_HOURS };
    work.mail(whole, &letter, None).map(drop)
}

/// Letters go somewhere else from now on. Both sides are told, and neither the whole address of the other.
pub(crate) fn address_changed(
    work: &mut Work<'_, '_>,
    after: &Whole,
    old: &EmailAddress,
    new: Option<&EmailAddress>,
) -> Result<(), Refused> {
    let shown = new.map_or_else(|| "—".to_owned(), masked);
    let letter = Letter::EmailChanged { old: masked(old), new: shown };
    for to in [Some(old), new].into_iter().flatten() {
        let _ = work.mail_to(after, Destination::Email(to.clone()), &letter, None)?;
    }
    Ok(())
}

/// An address of which no more is shown than its owner needs to know it again.
fn masked(address: &EmailAddress) -> String {
    let (name, domain) = address.as_str().rsplit_once('@').unwrap_or(("", address.as_str()));
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_to_who_knows_it() {
        let masked = |text: &str| masked(&EmailAddress::new(text).unwrap());
        assert_eq!(masked("asha.rao@office.example"), "a…@office.example");
        assert_eq!(masked("a@office.example"), "a…@office.example");
    }
}
