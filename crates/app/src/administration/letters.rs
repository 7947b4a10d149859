//! Letters that a use case has sent: to whom, in which language, and by which way. They leave once the transaction is committed.

use std::net::IpAddr;

use bailiwick_model::{
    Alert, Channel, Destination, LanguageTag, Letter, NotificationKind, PhoneKind, Recipient, SettingName,
    SettingValue, TimeZoneName, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use jiff::Timestamp;

use super::{
    Administration, Refused, Work,
    settings::{alerts_email, preferred},
    users::Whole,
};
use crate::{
    own,
    post::{Occasion, Post, Posted},
    sign_in::Random,
};

/// Administrators who are told of something: where there are more, somebody will have seen it.
const MOST_TOLD: usize = 20;

/// What letters are sent by.
#[derive(Clone)]
pub(crate) struct Mailroom {
    pub(crate) post: Post,
    /// Where the secrets of links come from.
    pub(crate) random: Random,
}

impl Administration {
    /// The same, with a post that letters go by. `random` gives bytes that nobody can guess, for the links in them.
    #[must_use]
    pub fn posting(self, post: Post, random: Random) -> Self {
        Self { mailroom: Some(Mailroom { post, random }), ..self }
    }

    /// Whether letters can go this way at all.
    #[must_use]
    pub fn goes_by(&self, channel: Channel) -> bool {
        self.mailroom.as_ref().is_some_and(|mailroom| mailroom.post.goes_by(channel))
    }
}

impl Work<'_, '_> {
    /// Whether letters can go this way at all.
    pub(crate) fn goes_by(&self, channel: Channel) -> bool {
        self.mailroom.as_ref().is_some_and(|mailroom| mailroom.post.goes_by(channel))
    }

    /// Has a letter sent to the address of an account. `from` is where it is asked from, by somebody who has not shown who he is.
    pub(crate) fn mail(
        &mut self,
        whole: &Whole,
        letter: &Letter,
        from: Option<IpAddr>,
    ) -> Result<Posted, Refused> {
        match whole.kept.account.email.clone() {
            Some(address) => self.mail_to(whole, Destination::Email(address), letter, from),
            None => Ok(Posted::NoWay),
        }
    }

    /// The same to any destination.
    pub(crate) fn mail_to(
        &mut self,
        whole: &Whole,
        to: Destination,
        letter: &Letter,
        from: Option<IpAddr>,
    ) -> Result<Posted, Refused> {
        let Some(Mailroom { post, .. }) = self.mailroom.clone() else { return Ok(Posted::NoWay) };
        let reader = self.reader(whole, to)?;
        let occasion = Occasion { at_us: self.ctx.author.at_us, from };
        Ok(post.enqueue(self.tx, &reader, letter, occasion)?)
    }

    /// Tells somebody of what was done to his account: by mail, whatever he has chosen, and by the ways that he has chosen for
    /// this kind of news. Whoever has no address is told nothing.
    pub(crate) fn notify(&mut self, login: &UserId, kind: &str, letter: &Letter) -> Result<(), Refused> {
        if self.mailroom.is_none() {
            return Ok(());
        }
        let whole = super::users::whole(self, login)?;
        let _ = self.mail(&whole, letter, None)?;
        let account = &whole.kept.account;
        let chosen =
            NotificationKind::new(kind).ok().and_then(|kind| account.notifications.chosen.get(&kind));
        let wants_sms = chosen.is_some_and(|channels| channels.contains(&Channel::Sms));
        let mobile = account.phones.iter().find(|phone| phone.kind() == PhoneKind::Mobile);
        if let Some(phone) = mobile.filter(|_| wants_sms) {
            let _ = self.mail_to(&whole, Destination::Sms(phone.number().clone()), letter, None)?;
        }
        Ok(())
    }

    /// Tells whoever looks after the installation: the address that is set for it, else administrators.
    pub(crate) fn alert(&mut self, alert: Alert, count: u64, minutes: u32) -> Result<(), Refused> {
        let shown = |name: &str, value: serde_json::Value| AuditChange::shown(name, None, Some(value));
        let changes = vec![shown("count", count.into()), shown("minutes", minutes.into())];
        self.tell(AuditAction::SIGN_IN_ALERT, AuditObject::new("sign_in", alert.as_str()), changes);
        let Some(Mailroom { post, .. }) = self.mailroom.clone() else { return Ok(()) };
        let letter = Letter::AdminAlert { alert, count, minutes };
        if let Some(address) = alerts_email(self)? {
            let to = Recipient::at(Destination::Email(address));
            let occasion = Occasion { at_us: self.ctx.author.at_us, from: None };
            let _ = post.enqueue(self.tx, &to, &letter, occasion)?;
            return Ok(());
        }
        let snapshot = &self.state.snapshot;
        let all = snapshot.administrators(own::administrator(), self.guard.moment());
        let logins: Vec<String> = all.take(MOST_TOLD).map(|user| snapshot.login(user).to_owned()).collect();
        for login in logins.iter().filter_map(|login| UserId::new(login).ok()) {
            let whole = super::users::whole(self, &login)?;
            let _ = self.mail(&whole, &letter, None)?;
        }
        Ok(())
    }

    /// What the actor is called among people; nothing for a machine.
    pub(crate) fn actor_name(&mut self) -> Result<Option<String>, Refused> {
        let Actor::User(login) = self.ctx.author.actor.clone() else { return Ok(None) };
        let whole = super::users::whole(self, &login)?;
        Ok(Some(whole.kept.account.display_name(&whole.user).unwrap_or_else(|| login.to_string())))
    }

    /// The moment of the work, for letters.
    pub(crate) fn when(&self) -> Timestamp {
        Timestamp::from_microsecond(self.ctx.author.at_us).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn reader(&mut self, whole: &Whole, to: Destination) -> Result<Recipient, Refused> {
        let Whole { login, user, kept, .. } = whole;
        let language = match &kept.account.language {
            Some(language) => Some(language.clone()),
            None => match preferred(self, whole, SettingName::LANGUAGE)? {
                Some(SettingValue::Language(language)) => Some(language),
                _ => None::<LanguageTag>,
            },
        };
        let zone = match user.timezone.as_deref().and_then(|zone| TimeZoneName::new(zone).ok()) {
            Some(zone) => Some(zone),
            None => match preferred(self, whole, SettingName::TIMEZONE)? {
                Some(SettingValue::TimeZone(zone)) => Some(zone),
                _ => None,
            },
        };
        let name = kept.account.display_name(user);
        Ok(Recipient { login: Some(login.clone()), to, name, language, zone })
    }
}
