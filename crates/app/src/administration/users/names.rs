//! What people sign in by: logins, and the addresses in their place. They are one namespace, so that nobody is taken for anybody
//! else.

use bailiwick_model::{EmailAddress, UserId, is_hidden, mixed_word};
use bailiwick_store::{account, user};

use crate::administration::{Refused, Work};

/// Words that stand in addresses where a login would.
const TAKEN: [&str; 6] = ["batch", "export", "import", "new", ".", ".."];

/// Makes sure that a new login cannot be taken for anybody else's: nothing in it that no screen shows or that looks like
/// something else, and not the address of another account.
pub(crate) fn check_login(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let no = |why: String| Err(Refused::invalid("/login", why));
    if let Some(hidden) = login.chars().find(|c| is_hidden(*c)) {
        return no(format!("{hidden:?} is not to be seen in a login; leave it out"));
    }
    if let Some(part) = login.chars().find(|c| "/\\%?#".contains(*c)) {
        return no(format!("{part:?} has a meaning in addresses; leave it out"));
    }
    check_scripts("/login", login)?;
    let small = login.to_lowercase();
    if small != login.as_str()
        && let Ok(other) = UserId::new(&small)
        && user::is_there(work.tx, &other)?
    {
        return no("another account has it in small letters; choose another login".to_owned());
    }
    if TAKEN.contains(&small.as_str()) {
        return no(format!("{login:?} is part of an address here; choose another"));
    }
    let Ok(address) = EmailAddress::new(login.as_str()) else { return Ok(()) };
    // Only so is it found by whoever is given this address later.
    if address.folded() != login.to_ascii_lowercase() {
        return no(format!("as an address it is the same as {0:?}; write it so", address.folded()));
    }
    match account::holder(work.tx, &address)? {
        Some(other) if other != *login => {
            no("this is the address of another account; choose another login".to_owned())
        }
        _ => Ok(()),
    }
}

/// Makes sure that an address which an account gets is nobody else's login, and that no word of it can be taken for another.
pub(crate) fn check_address(
    work: &mut Work<'_, '_>,
    login: &UserId,
    email: Option<&EmailAddress>,
) -> Result<(), Refused> {
    let Some(email) = email else { return Ok(()) };
    check_scripts("/email", email.as_str())?;
    match user::by_small(work.tx, email.folded(), login)? {
        None => Ok(()),
        Some(_) => {
            Err(Refused::invalid("/email", "another account has this address for its login; give another"))
        }
    }
}

/// Makes sure that no word of an address can be taken for another.
pub(crate) fn check_words(email: &EmailAddress) -> Result<(), Refused> {
    check_scripts("/email", email.as_str())
}

fn check_scripts(place: &str, text: &str) -> Result<(), Refused> {
    match mixed_word(text) {
        None => Ok(()),
        Some(word) => Err(Refused::invalid(
            place,
            format!(
                "{word:?} has letters of several scripts, which can be taken for others that look alike; write each word in one"
            ),
        )),
    }
}
