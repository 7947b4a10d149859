//! What holds for one person who signs in: what guards him (`administration/settings/guarding.rs`), as the gates and sessions ask for it.

use std::net::IpAddr;

use bailiwick_model::{SettingName, SettingScope, SettingValue, UserId};
use bailiwick_policy::{Moment, records::NoRecords};
use bailiwick_store::{setting, sign_in::session::Session};

use super::Factor;
use crate::{
    administration::{Ending, FactorRequired, Guarding, Means, Refused, Work},
    own,
    state::State,
};

const MINUTE_US: i64 = 60_000_000;
const HOUR_US: i64 = 60 * MINUTE_US;
const DAY_US: i64 = 24 * HOUR_US;

/// What holds for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) guarding: Guarding,
    /// Whether he administers, anywhere.
    administers: bool,
    /// The roles that count for him.
    pub(crate) roles: Vec<String>,
}

/// What holds for somebody now.
pub(crate) fn of(work: &mut Work<'_, '_>, login: &UserId) -> Result<Rules, Refused> {
    let snapshot = &work.state.snapshot;
    let moment = Moment::at(snapshot, work.ctx.author.at_us.div_euclid(1_000_000));
    let roles = roles(&work.state, login, work.ctx.author.at_us);
    let administers = snapshot.find_user(login).is_some_and(|user| {
        let asker = snapshot.asker(user, &moment, &NoRecords);
        asker.bypasses() || asker.group_names().contains(&own::administrator().as_str())
    });
    let guarding = Guarding::of(work.tx, &work.state, login, &moment)?;
    Ok(Rules { guarding, administers, roles })
}

/// Says that [`of`] will be asked.
pub(super) fn foresee(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let moment = Moment::at(&work.state.snapshot, work.ctx.author.at_us.div_euclid(1_000_000));
    Ok(Guarding::foresee(work.tx, &work.state, login, &moment)?)
}

/// The roles that count for somebody at a moment, by whatever lines: his own, and those of his departments and companies.
pub(crate) fn roles(state: &State, login: &UserId, at_us: i64) -> Vec<String> {
    let snapshot = &state.snapshot;
    let moment = Moment::at(snapshot, at_us.div_euclid(1_000_000));
    let belonging =
        snapshot.find_user(login).map(|user| snapshot.asker(user, &moment, &NoRecords).belonging());
    let roles = belonging.map(|belonging| belonging.roles).unwrap_or_default();
    roles.iter().map(|role| role.as_str().to_owned()).collect()
}

/// How many may fail.
pub(crate) struct Lockout {
    /// At one account, before the next one has to wait.
    pub(crate) attempts: i64,
    /// At one account, before somebody has to help.
    pub(crate) stop: i64,
    /// At all accounts together, from browsers that are not known.
    pub(crate) per_minute: i64,
}

/// How many may fail at an account before the next has to wait, and before somebody has to help. What the installation says, and no place
/// below it: see `attempts.rs`.
pub(crate) fn lockout(work: &mut Work<'_, '_>) -> Result<Lockout, Refused> {
    let set = setting::at(work.tx, &SettingScope::Installation)?;
    let number = |name: SettingName| {
        let own = set.iter().find(|(known, _)| *known == name).map(|(_, kept)| kept.setting.value.clone());
        own.or_else(|| name.default_value()).as_ref().and_then(SettingValue::number).unwrap_or(1)
    };
    Ok(Lockout {
        attempts: number(SettingName::LOCKOUT_ATTEMPTS),
        stop: number(SettingName::LOCKOUT_STOP),
        per_minute: number(SettingName::LOCKOUT_PER_MINUTE),
    })
}

impl Rules {
    /// What has closed the place where he belongs.
    pub(crate) fn closed_by(&self) -> Option<String> {
        let open = &self.guarding.open;
        let places: Vec<_> = open.from.iter().map(ToString::to_string).collect();
        (!open.value).then(|| places.join(", "))
    }

    /// Whether he may come from there.
    ///
    /// # Errors
    /// Which list is against it.
    pub(crate) fn lets_in_from(&self, address: Option<IpAddr>) -> Result<(), String> {
        let network = &self.guarding.network;
        if network.allow.is_empty() && network.deny.is_empty() {
            return Ok(());
        }
        let Some(address) = address else {
            return Err("the address is not known, and there are lists of networks".to_owned());
        };
        let against = |scope| format!("the networks of {scope} are against {}", address.to_canonical());
        network.lets_in(address).map_err(against)
    }

    /// Whether two things have to be shown.
    pub(crate) fn wants_two(&self) -> bool {
        match self.guarding.factor.required.value {
            FactorRequired::Everybody => true,
            FactorRequired::Administrators => self.administers,
            FactorRequired::Optional => false,
        }
    }

    /// Whether the account is one of which others should know when it loses its last second factor.
    pub(crate) fn guards_much(&self) -> bool {
        self.administers || self.wants_two()
    }

    /// Whether a second factor of this kind may be shown. A trusted device is one for as long as devices may be trusted.
    pub(crate) fn allows(&self, factor: Factor) -> bool {
        let means = match factor {
            Factor::Passkey => Means::Passkey,
            Factor::Totp => Means::Totp,
            Factor::EmailCode => Means::Email,
            Factor::SmsCode => Means::Sms,
            Factor::RecoveryCode => Means::Recovery,
            Factor::TrustedDevice => return self.trust_us().is_some(),
            Factor::Password | Factor::Letter | Factor::SetUp | Factor::Key => return true,
        };
        self.guarding.factor.methods.value.contains(&means)
    }

    /// How long a browser may spare its user the second factor.
    pub(crate) fn trust_us(&self) -> Option<i64> {
        Some(self.guarding.factor.trust_days.value).filter(|days| *days > 0).map(|days| days * DAY_US)
    }

    /// After how long a password has to be replaced.
    pub(crate) fn password_lasts_us(&self) -> Option<i64> {
        self.guarding.password.expiry_days.value.map(|days| days * DAY_US)
    }

    /// Whether losing a role ends his sessions.
    pub(crate) fn ends_with_roles(&self) -> bool {
        self.guarding.session.ends_on.value.contains(&Ending::Role)
    }

    /// How long a session lasts, however much it is used.
    pub(crate) fn session_lasts_us(&self) -> i64 {
        self.guarding.session.hours.value * HOUR_US
    }

    /// How long having shown who one is counts.
    pub(crate) fn fresh_us(&self) -> i64 {
        self.guarding.step_up_minutes.value * MINUTE_US
    }

    /// When a session ends, however much it is used.
    pub(crate) fn last_us(&self, session: &Session) -> i64 {
        session.made_us.saturating_add(self.session_lasts_us()).min(session.ends_us)
    }

    /// When a session ends if it is not used again.
    pub(crate) fn ends_us(&self, session: &Session, seen_us: i64) -> i64 {
        self.last_us(session)
            .min(seen_us.saturating_add(self.guarding.session.idle_minutes.value * MINUTE_US))
    }

    /// Whether a session is over, as it is in the database: when it was used last is exact to a minute there.
    pub(crate) fn is_over(&self, session: &Session, now_us: i64) -> bool {
        self.ends_us(session, session.seen_us.saturating_add(MINUTE_US)) <= now_us
    }
}
