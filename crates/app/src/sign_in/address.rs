//! The address of an account: shown to be its owner's by a link, changed by himself, and told to both sides.

use bailiwick_model::{
    Destination, EmailAddress, Letter, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{
    account,
    sign_in::{contact, flow, ticket as tickets},
};
use serde_json::json;

use super::{
    NotLetIn, SignIn,
    attempts::{self, Counted, Rule},
    notices,
    own::in_person,
    ticket::{self, ADDRESS_HOURS, Detail, Errand},
    visit::Visit,
};
use crate::administration::{
    Ctx, Refused, Work,
    difference::difference,
    invitations::must_be_sent,
    me,
    users::{self, Whole, names},
};

/// How long a link that was sent can be followed, in hours.
pub const LASTS_HOURS: u32 = ADDRESS_HOURS;

impl SignIn {
    /// Whoever is signed in wants letters to go to this address, or shows that the one that he has is his. A link is sent there; nothing changes before somebody
    /// follows it. Whether another account has the address is not told.
    ///
    /// # Errors
    /// [`Refused::StepUp`] where he has not shown not long ago who he is; [`Refused::NotAllowed`] where people may not change it themselves.
    pub fn ask_for_address(&self, ctx: &Ctx, address: &EmailAddress) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = in_person(work)?;
            let whole = users::whole(work, &login)?;
            if !is_of(&whole, address) {
                me::may_change_address(work, &whole)?;
                names::check_words(address)?;
            }
            must_be_sent(work, |work| {
                let ends_us = ticket::ends_us(work, ADDRESS_HOURS * 60);
                let detail = Detail::sent_to(address.to_string());
                let link = ticket::issue(work, Errand::Address, &login, detail, ends_us)?;
                let letter = Letter::VerifyEmail { link, hours: ADDRESS_HOURS };
                work.mail_to(&whole, Destination::Email(address.clone()), &letter, None)
            })?;
            if !is_of(&whole, address) {
                notices::address_asked(work, &whole, address)?;
            }
            let to = AuditChange::shown("email", None, Some(json!(address)));
            work.tell(AuditAction::CONTACT_ASKED, whole.object(), vec![to]);
            Ok(())
        })
    }

    /// Somebody follows the link: the address is shown to be that of whoever reads it, and is the account's from now on.
    ///
    /// # Errors
    /// `Err` inside where the link opens nothing; [`Refused`] when nothing can be done now.
    pub fn confirm_address(&self, visit: &Visit, secret: &str) -> Result<Result<(), NotLetIn>, Refused> {
        let login = self.behind_link(visit, Errand::Address, secret)?.map(|view| view.login);
        let ctx = Ctx::new(visit.author(login.as_ref()));
        self.write(&ctx, |work| {
            let network = visit.address.map(|address| attempts::key(&self.key, &Counted::Network(address)));
            if let Some(key) = &network
                && let Err(until_us) = attempts::take(work.tx, key, Rule::NETWORK, visit.at_us)?
            {
                return Ok(Err(NotLetIn::until(until_us, visit.at_us)));
            }
            let Some(found) = ticket::find(work, Errand::Address, secret)? else {
                return Ok(Err(NotLetIn::DeadLink));
            };
            let whole = users::whole(work, &found.login)?;
            let address =
                EmailAddress::new(&found.detail.to).ok().filter(|_| whole.kept.account.state.lets_in());
            let Some(address) = address else { return Ok(Err(NotLetIn::DeadLink)) };
            if !ticket::take(work, Errand::Address, secret)? || is_anothers(work, &whole.login, &address)? {
                return Ok(Err(NotLetIn::DeadLink));
            }
            if let Some(key) = &network {
                attempts::give_back(work.tx, key, Rule::NETWORK)?;
            }
            if !is_of(&whole, &address) {
                give(work, &whole, &address)?;
            }
            contact::put(work.tx, &whole.login, "email", address.folded(), visit.at_us)?;
            let shown = AuditChange::shown("email", None, Some(json!(address)));
            work.tell(AuditAction::CONTACT_VERIFIED, whole.object(), vec![shown]);
            Ok(Ok(()))
        })
    }
}

/// What follows when an account has another address: nothing that went to the one before opens anything, and both sides are told.
pub(crate) fn moved(work: &mut Work<'_, '_>, before: &Whole, after: &Whole) -> Result<(), Refused> {
    let (old, new) = (before.kept.account.email.as_ref(), after.kept.account.email.as_ref());
    if old.map(EmailAddress::folded) == new.map(EmailAddress::folded) {
        return Ok(());
    }
    let login = &after.login;
    if let Some(old) = old {
        contact::delete(work.tx, login, "email", old.folded())?;
    }
    for errand in [Errand::Reset, Errand::Invitation, Errand::Address, Errand::NotMe] {
        tickets::delete_of(work.tx, login, errand.as_str())?;
    }
    flow::delete_all(work.tx, login)?;
    match old {
        Some(old) => notices::address_changed(work, after, old, new),
        None => Ok(()),
    }
}

fn give(work: &mut Work<'_, '_>, before: &Whole, address: &EmailAddress) -> Result<(), Refused> {
    let mut after = before.clone();
    after.kept.account.email = Some(address.clone());
    after.kept.changed_us = work.ctx.author.at_us;
    account::put(work.tx, &after.login, &after.user, &after.kept)?;
    work.changed("user", after.login.as_str(), "updated");
    let told = difference(Some(&before.form()), Some(&after.form()));
    work.tell(AuditAction::USER_CHANGED, AuditObject::new("user", after.login.as_str()), told);
    moved(work, before, &after)
}

fn is_of(whole: &Whole, address: &EmailAddress) -> bool {
    whole.kept.account.email.as_ref().is_some_and(|own| own.folded() == address.folded())
}

/// Whether somebody else has it, as an address or in the place of a login.
fn is_anothers(work: &mut Work<'_, '_>, login: &UserId, address: &EmailAddress) -> Result<bool, Refused> {
    let holder = account::holder(work.tx, address)?;
    let namesake = bailiwick_store::user::by_small(work.tx, address.folded(), login)?;
    Ok(holder.is_some_and(|holder| holder != *login) || namesake.is_some())
}
