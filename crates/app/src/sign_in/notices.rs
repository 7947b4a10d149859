//! What people are told of that was done to their accounts, in the transaction in which it was done.

use bailiwick_model::{Letter, UserId};

use crate::administration::{Refused, Work};

/// What people choose ways for: news of their own account.
const ACCOUNT: &str = "account.security";

/// There is another password.
pub(crate) fn password_changed(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let when = work.when();
    work.notify(login, ACCOUNT, &Letter::PasswordChanged { when })
}
