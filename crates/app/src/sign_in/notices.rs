//! What people are told of that was done to their accounts, in the transaction in which it was done.

use bailiwick_model::{Destination, EmailAddress, Letter, UserId};

use crate::administration::{Refused, Work, users::Whole};

/// What people choose ways for: news of their own account.
const ACCOUNT: &str = "account.security";

/// There is another password.
pub(crate) fn password_changed(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let when = work.when();
    work.notify(login, ACCOUNT, &Letter::PasswordChanged { when })
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
