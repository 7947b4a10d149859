//! Links that are sent: what each is for, for how long it opens that, and what is kept of it.

use bailiwick_model::{LetterLink, UserId};
use bailiwick_store::sign_in::ticket::{self, Ticket};
use serde::{Deserialize, Serialize};

use super::{
    NotReady,
    visit::{Secret, hash},
};
use crate::administration::{Refused, Work};

const MINUTE_US: i64 = 60_000_000;

/// How long a link for who has forgotten his password opens anything: his mailbox is open before him.
pub(crate) const RESET_MINUTES: u32 = 30;

/// The same where an administrator asks: nobody is waiting for that letter.
pub(crate) const ASKED_RESET_HOURS: u32 = 24;

/// How long an address can be confirmed.
pub(crate) const ADDRESS_HOURS: u32 = 2;

/// How long somebody can say that it was not him: as long as the letter is worth sending.
pub(crate) const NOT_ME_HOURS: u32 = 72;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Choosing a password in the place of a forgotten one.
    Reset,
    /// Coming in for the first time.
    Invitation,
    /// Showing that mail to an address arrives.
    Address,
    /// Ending a session that somebody else has begun.
    NotMe,
}

/// What more there is to a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// The address that it was sent to.
    pub(crate) to: String,
    /// Who had it sent, by the name that people know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    /// The session that it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) session: Option<String>,
}

impl Detail {
    /// Nothing but where it was sent.
    pub(crate) fn sent_to(to: String) -> Self {
        Self { to, by: None, session: None }
    }
}

/// A link that is good, left where it is.
pub(crate) struct Found {
    pub(crate) login: UserId,
    pub(crate) detail: Detail,
    pub(crate) ends_us: i64,
}

impl Errand {
    /// The page that such a link leads to.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Reset => "/sign-in/reset",
            Self::Invitation => "/sign-in/invitation",
            Self::Address => "/sign-in/address",
            Self::NotMe => "/sign-in/not-me",
        }
    }

    /// The word for files.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Invitation => "invitation",
            Self::Address => "address",
            Self::NotMe => "not_me",
        }
    }
}

/// A new link in the place of those that were sent for the same before.
pub(crate) fn issue(
    work: &mut Work<'_, '_>,
    errand: Errand,
    login: &UserId,
    detail: Detail,
    ends_us: i64,
) -> Result<LetterLink, Refused> {
    let Some(random) = work.mailroom.as_ref().map(|mailroom| mailroom.random.clone()) else {
        return Err(Refused::NotReady);
    };
    let secret = Secret::new(&random)?;
    // Of two sessions that were told of, each can be ended.
    if errand != Errand::NotMe {
        ticket::delete_of(work.tx, login, errand.as_str())?;
    }
    keep(work, &secret, errand, &Found { login: login.clone(), detail, ends_us })?;
    let link = LetterLink::new(format!("{}?link={}", errand.path(), secret.reveal()));
    Ok(link.map_err(NotReady::form)?)
}

/// Keeps what a secret opens.
pub(crate) fn keep(
    work: &mut Work<'_, '_>,
    secret: &Secret,
    errand: Errand,
    found: &Found,
) -> Result<(), Refused> {
    let kept = Ticket {
        purpose: errand.as_str().to_owned(),
        login: found.login.clone(),
        detail: serde_json::to_string(&found.detail).map_err(NotReady::form)?,
        made_us: work.ctx.author.at_us,
        ends_us: found.ends_us,
    };
    Ok(ticket::insert(work.tx, &secret.hash(), &kept)?)
}

/// When a link ends that is made now and opens something for so many minutes.
pub(crate) fn ends_us(work: &Work<'_, '_>, minutes: u32) -> i64 {
    work.ctx.author.at_us.saturating_add(i64::from(minutes).saturating_mul(MINUTE_US))
}

/// What a link opens, if it opens anything now.
pub(crate) fn find(work: &mut Work<'_, '_>, errand: Errand, secret: &str) -> Result<Option<Found>, Refused> {
    let Some(kept) = ticket::find(work.tx, &hash(secret), errand.as_str())? else { return Ok(None) };
    let now_us = work.ctx.author.at_us;
    // A clock that was set back lengthens nothing.
    if now_us >= kept.ends_us || now_us < kept.made_us.saturating_sub(10 * MINUTE_US) {
        return Ok(None);
    }
    let Ok(detail) = serde_json::from_str(&kept.detail) else { return Ok(None) };
    Ok(Some(Found { login: kept.login, detail, ends_us: kept.ends_us }))
}

/// Uses a link up. Of all who try at once, one is told that it was there.
pub(crate) fn take(work: &mut Work<'_, '_>, errand: Errand, secret: &str) -> Result<bool, Refused> {
    Ok(ticket::take(work.tx, &hash(secret), errand.as_str())?)
}
