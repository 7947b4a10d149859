//! The way back in for whoever works the machine itself, and the way in for who is first.

use bailiwick_model::{
    AccountState, RoleLine, RoleScope, User, UserId, Validity,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::rest::UserForm;
use bailiwick_store::{
    account::{self, Kept},
    role_line::{self, Owner},
    user,
};

use super::{Administration, Ctx, Done, Refused, Work, delegation, difference::difference, users};
use crate::own;

impl Administration {
    /// Makes somebody an administrator without limit of place or time: the user is made where there is none, let in where
    /// there is, and given the role. On the record like anything else.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for anybody but whoever works the machine.
    pub fn recover(&self, ctx: &Ctx, login: &UserId) -> Result<Done<()>, Refused> {
        if ctx.author.actor != Actor::Machine {
            let text =
                "recovery is for whoever works the machine itself: run `bailiwick admin recover` there";
            return Err(Refused::NotAllowed(text.to_owned()));
        }
        self.write(ctx, |work| {
            let told = appoint(work, login)?;
            work.tell(AuditAction::ADMIN_RECOVERED, AuditObject::new("user", login.as_str()), vec![told]);
            Ok(())
        })
    }
}

/// Whether somebody administers; nobody does before the first one is made.
pub(crate) fn is_administered(work: &Work<'_, '_>) -> bool {
    delegation::anybody_administers(&work.state, &work.guard)
}

/// Makes the first administrator, by a form of which what says nothing leaves what is known of an account that is there already.
pub(crate) fn found(work: &mut Work<'_, '_>, login: &UserId, form: &UserForm) -> Result<(), Refused> {
    if !user::is_there(work.tx, login)? {
        users::check_login(work, login)?;
    }
    users::check_address(work, login, form.email.as_ref())?;
    let line = appoint(work, login)?;
    let mut whole = users::whole(work, login)?;
    let before = whole.form();
    let UserForm { first_name, last_name, email, language, timezone, .. } = form.clone();
    let after = UserForm {
        first_name: first_name.or(before.first_name.clone()),
        last_name: last_name.or(before.last_name.clone()),
        email: email.or(before.email.clone()),
        language: language.or(before.language.clone()),
        timezone: timezone.or(before.timezone.clone()),
        ..before.clone()
    };
    let mut told = difference(Some(&before), Some(&after));
    told.push(line);
    whole.write(after)?;
    users::keep(work, &whole)?;
    work.tell(AuditAction::ADMIN_SET_UP, whole.object(), told);
    Ok(())
}

/// Lets somebody in and gives him the role of administrators. Returns what is to be told of the role line.
fn appoint(work: &mut Work<'_, '_>, login: &UserId) -> Result<AuditChange, Refused> {
    let made = let_in(work, login)?;
    let role = own::administrator_role(&work.state.policy).ok_or_else(|| {
        Refused::Conflict("no role gives bailiwick.administrator; apply a policy with one".to_owned())
    })?;
    let line = RoleLine::new(role, RoleScope::Global, Vec::new(), Vec::new(), Validity::ALWAYS)
        .map_err(|error| Refused::invalid("/role", error.to_string()))?
        .granted(None, work.ctx.author.reason.clone());
    let id = role_line::insert(work.tx, &Owner::User(login.clone()), &line)?;
    work.changed("user", login.as_str(), if made { "created" } else { "updated" });
    Ok(AuditChange::shown("line", None, Some(id.0.into())))
}

/// Makes the account one that may be used; whether it had to be made.
fn let_in(work: &mut Work<'_, '_>, login: &UserId) -> Result<bool, Refused> {
    let at_us = work.ctx.author.at_us;
    let Some(before) = user::find(work.tx, login)? else {
        let user = User::default();
        user::insert(work.tx, login, &user)?;
        let kept = Kept { created_us: at_us, changed_us: at_us, ..Kept::default() };
        account::put(work.tx, login, &user, &kept)?;
        return Ok(true);
    };
    let users::Whole { mut user, mut kept, .. } = users::whole(work, login)?;
    user.active = true;
    user.validity = Validity::ALWAYS;
    kept.account.state = AccountState::Active;
    (kept.changed_us, kept.left_us) = (at_us, None);
    if user != before {
        user::update(work.tx, login, &user)?;
    }
    account::put(work.tx, login, &user, &kept)?;
    Ok(false)
}
