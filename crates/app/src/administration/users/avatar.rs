//! A user's picture. The trail keeps what tells one picture from another, and no picture.

use bailiwick_model::{
    Avatar, Operation, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{avatar, own::Own};
use serde_json::json;

use super::{found, seen};
use crate::administration::{Administration, Ctx, Done, Refused, Work, delegation};

/// A picture with what tells it from any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// The picture.
    pub avatar: Avatar,
    /// Its SHA-256 in hexadecimal digits: the ETag.
    pub digest: String,
}

impl Administration {
    /// The picture of a user whom the actor may see.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such user, or none of whom there is a picture.
    pub fn avatar(&self, ctx: &Ctx, login: &str) -> Result<Done<Pictured>, Refused> {
        self.read(ctx, |work| {
            let login = seen(work, login)?;
            of(work, &login)
        })
    }

    /// Gives a user a picture, or takes his away.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn set_avatar(&self, ctx: &Ctx, login: &str, picture: Option<&Avatar>) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let user = found(work, login)?;
            work.require(Operation::Update, Own::User, &user.id())?;
            delegation::may_change(work, &user, &["avatar"])?;
            put(work, &user.login, picture)
        })
    }
}

/// A user's picture, if there is one.
pub(crate) fn of(work: &mut Work<'_, '_>, login: &UserId) -> Result<Pictured, Refused> {
    let missing = || Refused::missing("picture of", login.as_str());
    let avatar = avatar::find(work.tx, login)?.ok_or_else(missing)?;
    let digest = avatar::digest(work.tx, login)?.ok_or_else(missing)?;
    Ok(Pictured { avatar, digest })
}

/// Writes the picture of somebody who may have it written, or takes it away.
pub(crate) fn put(work: &mut Work<'_, '_>, login: &UserId, picture: Option<&Avatar>) -> Result<(), Refused> {
    let before = avatar::digest(work.tx, login)?;
    match work.ctx.if_match.as_deref() {
        None => {}
        Some("*") if before.is_some() => {}
        Some(seen) if before.as_deref() == Some(seen) => {}
        Some(_) => return Err(Refused::Changed { kind: "picture" }),
    }
    match picture {
        Some(picture) => avatar::put(work.tx, login, picture)?,
        None if before.is_none() => return Err(Refused::missing("picture of", login.as_str())),
        None => drop(avatar::delete(work.tx, login)?),
    }
    let after = avatar::digest(work.tx, login)?;
    if before != after {
        let told = |digest: Option<String>| digest.map(|digest| json!({ "sha256": digest }));
        let change = AuditChange::shown("avatar", told(before), told(after));
        work.tell(AuditAction::USER_AVATAR, AuditObject::new("user", login.as_str()), vec![change]);
    }
    Ok(())
}
