//! One's own account. Everybody whose account counts sees it, whatever roles he has, and changes what the settings of where he
//! belongs let people change.

pub(crate) mod access;
pub(crate) mod profile;

use std::collections::BTreeSet;

use bailiwick_model::{
    Avatar,
    audit::{Actor, AuditAction},
};
use bailiwick_protocol::rest::{FormError, MeView, UserForm};

use super::{
    Administration, Ctx, Done, Refused, Work, attributes,
    difference::difference,
    settings::self_editable,
    users::{self, Pictured, Whole, view},
};

/// What nobody changes by a form, whatever a setting says: whoever has the address gets the account, so he has to show that it is
/// his (`sign_in/address.rs`).
const NEVER: &str = "email";

impl Administration {
    /// The own account, with the own role lines and groups.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for an account that does not count.
    pub fn me(&self, ctx: &Ctx) -> Result<Done<MeView>, Refused> {
        self.read(ctx, |work| {
            let whole = own(work)?;
            shown(work, &whole)
        })
    }

    /// Changes the own account. `edit` gets it as it is.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for what people may not change by themselves where the user belongs.
    pub fn change_me(
        &self,
        ctx: &Ctx,
        edit: impl Fn(&UserForm) -> Result<UserForm, FormError>,
    ) -> Result<Done<MeView>, Refused> {
        self.write(ctx, |work| {
            let before = own(work)?;
            let now = view::all_of(work, &before)?;
            view::is_seen(work, &now)?;
            let form = before.form();
            // What is out of his sight is not there to be guessed at, and stays.
            let (seen, unseen) = attributes::parted(work, &form)?;
            let mut wanted = edit(&seen)?;
            if wanted == seen {
                return shown(work, &before);
            }
            for change in difference(Some(&seen), Some(&wanted)) {
                check_editable(work, &before, &change.field)?;
            }
            attributes::may_change_own(work, &seen, &wanted)?;
            wanted.attributes.extend(unseen);
            let after = users::rewritten(work, &before, wanted)?;
            users::keep(work, &after)?;
            attributes::written(work, Some(&before), &after)?;
            work.changed("user", after.login.as_str(), "updated");
            work.tell(
                AuditAction::USER_CHANGED,
                after.object(),
                difference(Some(&form), Some(&after.form())),
            );
            shown(work, &after)
        })
    }

    /// The own picture.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none.
    pub fn my_avatar(&self, ctx: &Ctx) -> Result<Done<Pictured>, Refused> {
        self.read(ctx, |work| {
            let whole = own(work)?;
            users::avatar_of(work, &whole.login)
        })
    }

    /// Gives oneself a picture, or takes it away.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] where people may not do so by themselves.
    pub fn set_my_avatar(&self, ctx: &Ctx, picture: Option<&Avatar>) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let whole = own(work)?;
            check_editable(work, &whole, "avatar")?;
            users::put_avatar(work, &whole.login, picture)
        })
    }
}

/// The actor's own account, if it counts.
pub(crate) fn own(work: &mut Work<'_, '_>) -> Result<Whole, Refused> {
    let Actor::User(login) = work.ctx.author.actor.clone() else {
        let why = "this is about the account of whoever asks, and the command line of the machine has none";
        return Err(Refused::NotAllowed(why.to_owned()));
    };
    if !work.guard.asker(&work.state).is_some_and(|asker| asker.is_live()) {
        let why = "your account is not in use today; ask whoever manages users";
        return Err(Refused::NotAllowed(why.to_owned()));
    }
    users::whole(work, &login)
}

pub(crate) fn shown(work: &mut Work<'_, '_>, whole: &Whole) -> Result<MeView, Refused> {
    let asker = work.guard.asker(&work.state);
    let held_groups = asker.map(|asker| asker.group_names().into_iter().map(str::to_owned).collect());
    let user = view::all_of(work, whole)?;
    Ok(MeView {
        editable: editable(work, whole)?.into_iter().collect(),
        held_groups: held_groups.unwrap_or_default(),
        user: attributes::without_hidden(work, &whole.login, user)?,
    })
}

/// Makes sure that somebody may give himself another address, which he will have to show to be his.
pub(crate) fn may_change_address(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    if self_editable(work, whole)?.contains(NEVER) {
        return Ok(());
    }
    let why =
        "you may not change the address of your own account (users.self_editable); ask whoever manages users";
    Err(Refused::NotAllowed(why.to_owned()))
}

fn editable(work: &mut Work<'_, '_>, whole: &Whole) -> Result<BTreeSet<String>, Refused> {
    let mut editable = self_editable(work, whole)?;
    editable.remove(NEVER);
    Ok(editable)
}

fn check_editable(work: &mut Work<'_, '_>, whole: &Whole, field: &str) -> Result<(), Refused> {
    let editable = editable(work, whole)?;
    if editable.contains(field) {
        return Ok(());
    }
    let list = editable.into_iter().collect::<Vec<_>>().join(", ");
    Err(Refused::NotAllowed(format!(
        "you may not change {field} of your own account; ask whoever manages users. What you may change: {list}"
    )))
}
