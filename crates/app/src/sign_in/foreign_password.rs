//! Passwords of other systems, taken over as they are kept there. When somebody signs in with one for the first time it is hashed anew
//! (`proof.rs`).

use bailiwick_model::{
    StoredPassword, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::password::{self, Kept};
use serde_json::json;

use super::{own::taken_over, session::end_all};
use crate::administration::{Refused, Work};

/// Gives an account that has no password the one that another system keeps. Returns whether that is new: taking the same one over again changes nothing.
pub(crate) fn take_over(
    work: &mut Work<'_, '_>,
    login: &UserId,
    stored: &StoredPassword,
) -> Result<bool, Refused> {
    let login = taken_over(work, login)?;
    let hash = stored.written();
    match password::find(work.tx, &login)? {
        Some(known) if known.hash == hash => return Ok(false),
        // Whoever sends a table again must not bring back a password that was changed since.
        Some(_) => {
            let why = "this account has a password here already, which stays; leave the cell empty";
            return Err(Refused::Conflict(why.to_owned()));
        }
        None => {}
    }
    let set_us = work.ctx.author.at_us;
    password::put(
        work.tx,
        &login,
        &Kept { hash, set_us, must_change: false, ends_us: None, held_to: None },
        0,
    )?;
    let changes = vec![
        AuditChange::redacted("password"),
        AuditChange::shown("scheme", None, Some(json!(stored.scheme().to_string()))),
    ];
    work.tell(AuditAction::PASSWORD_SET, AuditObject::new("user", login.as_str()), changes);
    Ok(true)
}

/// Takes such a password away again, if it is still the one that was set at that moment. Whoever signed in with it is signed out.
pub(crate) fn take_back(work: &mut Work<'_, '_>, login: &UserId, set_us: i64) -> Result<bool, Refused> {
    let login = taken_over(work, login)?;
    if password::find(work.tx, &login)?.is_none_or(|known| known.set_us != set_us) {
        return Ok(false);
    }
    password::delete(work.tx, &login)?;
    end_all(work, &login, None, "the password was taken away")?;
    let object = AuditObject::new("user", login.as_str());
    work.tell(AuditAction::PASSWORD_REMOVED, object, vec![AuditChange::redacted("password")]);
    Ok(true)
}
