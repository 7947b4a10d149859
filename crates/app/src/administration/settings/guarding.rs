//! What guards one user: of everything that the installation, the companies and departments above him, each role that counts for
//! him today and he himself have set, the strictest, with where it comes from.
//!
//! Where he belongs and which roles count is read from the state in force; what is set, in one statement. So it can be asked at
//! every sign-in, within the transaction that needs it.

mod words;

use std::collections::BTreeSet;

use bailiwick_model::{
    CompanyId, DepartmentId, Network, RoleId, Setting, SettingLevel, SettingName, SettingScope, SettingValue,
    UserId,
};
use bailiwick_policy::{Belonging, Moment, records::NoRecords};
use bailiwick_store::{StoreError, Tx, setting};

use crate::state::State;

pub use words::{Characters, Ending, FactorRequired, Means, PasswordReset, WhenFull};

/// A value that guards, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded<T> {
    /// The strictest value.
    pub value: T,
    /// The places that say so, from the top down; none for the default.
    pub from: Vec<SettingScope>,
}

/// What guards one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarding {
    /// `sign_in.open`: whether he can sign in.
    pub open: Guarded<bool>,
    /// What a password takes.
    pub password: PasswordGuard,
    /// When guessing ends.
    pub lockout: LockoutGuard,
    /// What is shown beside the password.
    pub factor: FactorGuard,
    /// How long sessions last, and how many there can be.
    pub session: SessionGuard,
    /// Where requests may come from.
    pub network: NetworkGuard,
    /// `step_up.minutes`: how long having shown again who he is counts.
    pub step_up_minutes: Guarded<i64>,
}

/// `password.*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordGuard {
    /// How many characters it must have.
    pub min_length: Guarded<i64>,
    /// Kinds of characters that it must have.
    pub composition: Guarded<BTreeSet<Characters>>,
    /// After how many days it has to be replaced; none for never.
    pub expiry_days: Guarded<Option<i64>>,
    /// How many of those before cannot be taken again.
    pub history: Guarded<i64>,
    /// Who gives a new one to somebody who has forgotten his.
    pub reset: Guarded<PasswordReset>,
}

/// `lockout.*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockoutGuard {
    /// Wrong attempts before one has to wait.
    pub attempts: Guarded<i64>,
    /// Wrong attempts before somebody has to help.
    pub stop: Guarded<i64>,
}

/// `factor.*` and `passkey.*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorGuard {
    /// Who has to show something beside the password.
    pub required: Guarded<FactorRequired>,
    /// What can be shown. Where nothing is left of what several places allow, it is empty.
    pub methods: Guarded<BTreeSet<Means>>,
    /// How many days a device is not asked again; 0 for never trusting one.
    pub trust_days: Guarded<i64>,
    /// Whether a passkey must show of which make its device is.
    pub attested: Guarded<bool>,
}

/// `session.*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionGuard {
    /// Minutes without a request after which one ends.
    pub idle_minutes: Guarded<i64>,
    /// Hours after which one ends in any case.
    pub hours: Guarded<i64>,
    /// How many there can be at once; none for no limit.
    pub limit: Guarded<Option<i64>>,
    /// What happens when there are so many.
    pub when_full: Guarded<WhenFull>,
    /// What ends all others.
    pub ends_on: Guarded<BTreeSet<Ending>>,
}

/// `network.*`: each place's list by itself, so that a refusal can say whose it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkGuard {
    /// Of each of these lists, one network at least must have the address.
    pub allow: Vec<(SettingScope, BTreeSet<Network>)>,
    /// No network of these lists may have it.
    pub deny: Vec<(SettingScope, BTreeSet<Network>)>,
}

impl Guarding {
    /// What guards a user at a moment. Of somebody who is not there it is what holds for everybody.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a setting cannot be read.
    pub fn of(tx: &mut Tx<'_>, state: &State, login: &UserId, moment: &Moment) -> Result<Self, StoreError> {
        Ok(Self::from(&Set(setting::at_each(tx, scopes(state, login, moment))?)))
    }

    /// Says that [`Guarding::of`] will be asked.
    pub(crate) fn foresee(
        tx: &mut Tx<'_>,
        state: &State,
        login: &UserId,
        moment: &Moment,
    ) -> Result<(), StoreError> {
        setting::foresee_at_each(tx, &scopes(state, login, moment))
    }
}

/// Where what guards somebody can be set.
fn scopes(state: &State, login: &UserId, moment: &Moment) -> Vec<SettingScope> {
    let snapshot = &state.snapshot;
    let belonging =
        snapshot.find_user(login).map(|user| snapshot.asker(user, moment, &NoRecords).belonging());
    let belonging = belonging.unwrap_or_default();
    places(&belonging, login).filter_map(|(level, key)| scope(level, key)).collect()
}

/// Where settings that guard somebody can be set, from the top down. No area has any: where somebody works says nothing of how
/// he signs in.
pub(super) fn places<'p, 's>(
    belonging: &'p Belonging<'s>,
    login: &'s str,
) -> impl Iterator<Item = (SettingLevel, &'s str)> + use<'p, 's> {
    let companies = belonging.companies.iter().map(|code| (SettingLevel::Company, *code));
    let departments = belonging.departments.iter().map(|code| (SettingLevel::Department, *code));
    let roles = belonging.roles.iter().map(|role| (SettingLevel::Role, role.as_str()));
    let first = std::iter::once((SettingLevel::Installation, ""));
    first.chain(companies).chain(departments).chain(roles).chain([(SettingLevel::User, login)])
}

fn scope(level: SettingLevel, key: &str) -> Option<SettingScope> {
    match level {
        SettingLevel::Installation => Some(SettingScope::Installation),
        SettingLevel::Company => CompanyId::new(key).ok().map(SettingScope::Company),
        SettingLevel::Department => DepartmentId::new(key).ok().map(SettingScope::Department),
        SettingLevel::Area => None,
        SettingLevel::Role => RoleId::new(key).ok().map(SettingScope::Role),
        SettingLevel::User => UserId::new(key).ok().map(SettingScope::User),
    }
}

/// What is set at each place, from the top down.
struct Set(Vec<setting::Placed>);

impl Set {
    fn all(&self, name: SettingName) -> Vec<(SettingScope, Setting)> {
        let of = |(scope, set): &setting::Placed| {
            let (_, kept) = set.iter().find(|(known, _)| *known == name)?;
            Some((scope.clone(), kept.setting.clone()))
        };
        self.0.iter().filter_map(of).collect()
    }

    /// The strictest, as `read` has it. Every default can be read, which a test says.
    fn guarded<T: Default>(
        &self,
        name: SettingName,
        read: impl Fn(&SettingValue) -> Option<T>,
    ) -> Guarded<T> {
        let effective = name.effective(&self.all(name));
        let from = effective.sources().cloned().collect();
        Guarded { value: effective.value.as_ref().and_then(read).unwrap_or_default(), from }
    }

    fn number(&self, name: SettingName) -> Guarded<i64> {
        self.guarded(name, SettingValue::number)
    }

    fn yes(&self, name: SettingName) -> Guarded<bool> {
        self.guarded(name, SettingValue::boolean)
    }

    fn word<T: Default>(&self, name: SettingName, read: fn(&str) -> Option<T>) -> Guarded<T> {
        self.guarded(name, |value| value.text().and_then(read))
    }

    fn words<T: Ord>(&self, name: SettingName, read: fn(&str) -> Option<T>) -> Guarded<BTreeSet<T>> {
        self.guarded(name, |value| Some(value.words()?.iter().filter_map(|word| read(word)).collect()))
    }

    fn networks(&self, name: SettingName) -> Vec<(SettingScope, BTreeSet<Network>)> {
        let all = self.all(name);
        name.each(&all)
            .filter_map(|(scope, value)| Some((scope.clone(), value.networks()?.clone())))
            .collect()
    }
}

impl From<&Set> for Guarding {
    fn from(set: &Set) -> Self {
        use SettingName as Name;
        Self {
            open: set.yes(Name::SIGN_IN_OPEN),
            password: PasswordGuard {
                min_length: set.number(Name::PASSWORD_MIN_LENGTH),
                composition: set.words(Name::PASSWORD_COMPOSITION, Characters::read),
                expiry_days: set.guarded(Name::PASSWORD_EXPIRY_DAYS, |value| {
                    Some(value.number().filter(|days| *days > 0))
                }),
                history: set.number(Name::PASSWORD_HISTORY),
                reset: set.word(Name::PASSWORD_RESET, PasswordReset::read),
            },
            lockout: LockoutGuard {
                attempts: set.number(Name::LOCKOUT_ATTEMPTS),
                stop: set.number(Name::LOCKOUT_STOP),
            },
            factor: FactorGuard {
                required: set.word(Name::FACTOR_REQUIRED, FactorRequired::read),
                methods: set.words(Name::FACTOR_METHODS, Means::read),
                trust_days: set.number(Name::FACTOR_TRUST_DAYS),
                attested: set.yes(Name::PASSKEY_ATTESTED),
            },
            session: SessionGuard {
                idle_minutes: set.number(Name::SESSION_IDLE_MINUTES),
                hours: set.number(Name::SESSION_HOURS),
                limit: set.guarded(Name::SESSION_LIMIT, |value| Some(value.number())),
                when_full: set.word(Name::SESSION_WHEN_FULL, WhenFull::read),
                ends_on: set.words(Name::SESSION_ENDS_ON, Ending::read),
            },
            network: NetworkGuard {
                allow: set.networks(Name::NETWORK_ALLOW),
                deny: set.networks(Name::NETWORK_DENY),
            },
            step_up_minutes: set.number(Name::STEP_UP_MINUTES),
        }
    }
}

impl NetworkGuard {
    /// Whether a request may come from an address.
    ///
    /// # Errors
    /// The place whose list is against it.
    pub fn lets_in(&self, address: std::net::IpAddr) -> Result<(), &SettingScope> {
        let has = |list: &BTreeSet<Network>| list.iter().any(|network| network.contains(address));
        let denied = self.deny.iter().find(|(_, list)| has(list));
        let missing = || self.allow.iter().find(|(_, list)| !has(list));
        denied.or_else(missing).map_or(Ok(()), |(scope, _)| Err(scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_can_be_read() {
        let guarding = Guarding::from(&Set(Vec::new()));
        assert!(guarding.open.value && !guarding.factor.attested.value);
        let password = &guarding.password;
        assert_eq!((password.min_length.value, password.expiry_days.value), (12, None));
        assert_eq!((password.history.value, password.reset.value), (0, PasswordReset::Email));
        assert!(password.composition.value.is_empty() && password.composition.from.is_empty());
        assert_eq!((guarding.lockout.attempts.value, guarding.lockout.stop.value), (10, 100));
        let factor = &guarding.factor;
        assert_eq!((factor.required.value, factor.trust_days.value), (FactorRequired::Optional, 30));
        let methods = [Means::Email, Means::Passkey, Means::Recovery, Means::Totp];
        assert_eq!(factor.methods.value, BTreeSet::from(methods));
        let session = &guarding.session;
        assert_eq!((session.idle_minutes.value, session.hours.value), (720, 168));
        assert_eq!((session.limit.value, session.when_full.value), (None, WhenFull::Choose));
        assert_eq!(session.ends_on.value, BTreeSet::from([Ending::Factor, Ending::Password]));
        assert_eq!((guarding.network.allow.len(), guarding.step_up_minutes.value), (0, 5));
    }

    #[test]
    fn an_address_has_to_be_in_every_list_that_allows_and_in_none_that_denies() {
        let list = |scope: &str, networks: &[&str]| {
            (scope.parse().unwrap(), networks.iter().map(|network| network.parse().unwrap()).collect())
        };
        let guard = NetworkGuard {
            allow: vec![list("company:acme", &["10.0.0.0/8", "::1"]), list("user:asha", &["10.1.0.0/16"])],
            deny: vec![list("role:officer", &["10.1.2.3"])],
        };
        let by = |address: &str| guard.lets_in(address.parse().unwrap()).map_err(ToString::to_string);
        assert_eq!(by("10.1.0.1"), Ok(()));
        assert_eq!(by("::ffff:10.1.0.1"), Ok(()));
        assert_eq!(by("10.2.0.1"), Err("user:asha".to_owned()));
        assert_eq!(by("::1"), Err("user:asha".to_owned()));
        assert_eq!(by("192.0.2.1"), Err("company:acme".to_owned()));
        assert_eq!(by("10.1.2.3"), Err("role:officer".to_owned()));
        assert_eq!(by("::ffff:10.1.2.3"), Err("role:officer".to_owned()));
    }
}
