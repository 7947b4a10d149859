//! Invitations: a letter with a link by which somebody comes in for the first time.

use std::net::IpAddr;

use bailiwick_model::{
    AccountState, Channel, Letter, Operation,
    audit::{AuditAction, AuditChange},
};
use bailiwick_store::{company, own::Own, sign_in::ticket as tickets};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    settings::invitation_days,
    users::{self, Whole},
};
use crate::{
    post::Posted,
    sign_in::{
        Errand,
        ticket::{self, Detail},
    },
};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// An invitation that is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Invited {
    /// Who was invited.
    pub login: String,
    /// Where the letter goes.
    pub sent_to: String,
    /// When the link in it ends, in microseconds since 1970.
    pub ends_us: i64,
}

impl Administration {
    /// Sends somebody an invitation, in the place of those that he was sent before.
    ///
    /// # Errors
    /// [`Refused::Conflict`] for who is not invited, or where no letter can be sent.
    pub fn invite(&self, ctx: &Ctx, login: &str) -> Result<Done<Invited>, Refused> {
        self.write(ctx, |work| {
            let whole = users::found(work, login)?;
            work.require(Operation::Update, Own::User, &whole.id())?;
            // Whoever gets the letter gets the account.
            delegation::may_change(work, &whole, &["email"])?;
            work.must_be_fresh()?;
            let state = whole.kept.account.state;
            if state != AccountState::Invited {
                let why = format!(
                    "{login} is {state}; only who is invited and has not come yet can be sent an invitation"
                );
                return Err(Refused::Conflict(why));
            }
            let Some(address) = &whole.kept.account.email else {
                return Err(Refused::invalid(
                    "/email",
                    "there is no address to send the invitation to; give one first",
                ));
            };
            let sent_to = address.to_string();
            must_be_sent(work, |work| send(work, &whole))?;
            let ends_us =
                tickets::open_of(work.tx, &whole.login, Errand::Invitation.as_str(), work.ctx.author.at_us)?;
            let ends_us = ends_us.map(|ticket| ticket.ends_us).unwrap_or_default();
            Ok(Invited { login: whole.login.to_string(), sent_to, ends_us })
        })
    }
}

/// Sends a new account its invitation, where there is an address and somebody who carries letters. Where there is not, it can be asked for later.
pub(super) fn welcome(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let is_meant = whole.kept.account.state == AccountState::Invited && whole.kept.account.email.is_some();
    if is_meant && work.goes_by(Channel::Email) {
        let _ = send(work, whole)?;
    }
    Ok(())
}

/// Sends the invitation once more that somebody has: it ends when it would have ended.
pub(crate) fn send_again(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    from: Option<IpAddr>,
) -> Result<Posted, Refused> {
    let Some(open) =
        tickets::open_of(work.tx, &whole.login, Errand::Invitation.as_str(), work.ctx.author.at_us)?
    else {
        return Ok(Posted::NoWay);
    };
    let left_us = open.ends_us.saturating_sub(work.ctx.author.at_us);
    let Some(days) = u32::try_from(left_us.saturating_add(DAY_US - 1) / DAY_US).ok().filter(|days| *days > 0)
    else {
        return Ok(Posted::NoWay);
    };
    let by = serde_json::from_str(&open.detail).ok().and_then(|detail: Detail| detail.by);
    post(work, whole, by, open.ends_us, days, from)
}

/// Does what sends a letter, and says why where it is not sent.
pub(crate) fn must_be_sent(
    work: &mut Work<'_, '_>,
    send: impl FnOnce(&mut Work<'_, '_>) -> Result<Posted, Refused>,
) -> Result<(), Refused> {
    if !work.goes_by(Channel::Email) {
        let why = "no mail is sent from here; set mail.carrier in the configuration of the server first";
        return Err(Refused::Conflict(why.to_owned()));
    }
    match send(work)? {
        Posted::Waiting(_) => Ok(()),
        Posted::NoWay => Err(Refused::Conflict("no letter can be sent to this account".to_owned())),
        Posted::Held { again_us } => {
            let at = Timestamp::from_microsecond(again_us).map(|at| at.to_string()).unwrap_or_default();
            Err(Refused::Conflict(format!(
                "too many letters were sent to this address; the next one can go at {at}"
            )))
        }
    }
}

fn send(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Posted, Refused> {
    let days = invitation_days(work, whole.user.company.as_ref())?;
    let ends_us = work.ctx.author.at_us.saturating_add(days.saturating_mul(DAY_US));
    let by = work.actor_name()?;
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    let posted = post(work, whole, by, ends_us, days, None)?;
    if let Posted::Waiting(_) = posted {
        let changes = vec![AuditChange::shown("days", None, Some(json!(days)))];
        work.tell(AuditAction::USER_INVITED, whole.object(), changes);
    }
    Ok(posted)
}

fn post(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    by: Option<String>,
    ends_us: i64,
    days: u32,
    from: Option<IpAddr>,
) -> Result<Posted, Refused> {
    let company = match &whole.user.company {
        Some(code) => company::find(work.tx, code)?.map(|company| company.name.to_string()),
        None => None,
    };
    let to = whole.kept.account.email.as_ref().map(|email| email.folded().to_owned()).unwrap_or_default();
    let detail = Detail { by: by.clone(), ..Detail::sent_to(to) };
    let link = ticket::issue(work, Errand::Invitation, &whole.login, detail, ends_us)?;
    work.mail(whole, &Letter::Invitation { link, days, inviter: by, company }, from)
}
