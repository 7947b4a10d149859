//! How many may fail before somebody has to wait (gate *attempts*).
//!
//! An attempt is taken before it is judged and given back when it was right. However many guess at once, no more are judged than there were attempts.
//! The rules are the installation's alone: if an account had its own, guessing would tell which accounts there are.

use std::net::{IpAddr, Ipv6Addr};

use bailiwick_store::{
    StoreError, Tx,
    sign_in::attempt::{self, Attempts},
};

use super::visit::{DeviceMark, hex};
use crate::sealing::Key;

const SECOND_US: i64 = 1_000_000;
const MINUTE_US: i64 = 60 * SECOND_US;
const HOUR_US: i64 = 60 * MINUTE_US;

/// What somebody is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Counted<'c> {
    /// The account that he says is his, as it is called; or the folded text that he typed, where there is none.
    Account(&'c str),
    /// The browser that has signed in to this account before. Strangers do not use its attempts up.
    Device(&'c str, &'c DeviceMark),
    /// The network that he comes from.
    Network(IpAddr),
    /// The second factors of an account.
    Second(&'c str),
    /// The network that letters are asked for from, by who has shown nothing.
    Asking(IpAddr),
    /// Everybody whose browser is not known, whatever account they try: guessing that is spread over many accounts and addresses.
    Strangers,
}

/// How many may fail, and what comes then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// So many cost nothing.
    pub(crate) free: i64,
    /// How long the next one has to wait; it doubles with each.
    pub(crate) delay_us: i64,
    /// The longest wait.
    pub(crate) most_us: i64,
    /// After so many in a row nothing is judged until somebody unlocks it.
    pub(crate) stop: i64,
    /// After so much time without any, they are forgotten.
    pub(crate) forget_us: i64,
    /// Where attempts do not add up but come at a pace: how long one takes. So many as the first five minutes take may come at once.
    pub(crate) each_us: Option<i64>,
}

/// How much of a pace may be taken at once.
const AT_ONCE_US: i64 = 5 * MINUTE_US;

impl Rule {
    /// Guesses of an account: so many are free, and after so many comes the stop.
    pub(crate) const fn account(free: i64, stop: i64) -> Self {
        Self {
            free,
            stop,
            delay_us: 30 * SECOND_US,
            most_us: HOUR_US,
            forget_us: 24 * HOUR_US,
            each_us: None,
        }
    }

    /// Guesses of strangers at all accounts together: so many a minute.
    pub(crate) const fn strangers(per_minute: i64) -> Self {
        let each_us = Some(MINUTE_US / if per_minute < 1 { 1 } else { per_minute });
        Self { free: 0, stop: i64::MAX, delay_us: 0, most_us: 0, forget_us: HOUR_US, each_us }
    }

    /// Whether others are counted under the same key: then only the attempt that was right is given back.
    pub(crate) fn is_shared(self) -> bool {
        self.each_us.is_some() || self == Self::NETWORK
    }

    /// Guesses from a network: whole offices share an address.
    pub(crate) const NETWORK: Self = Self {
        free: 100,
        stop: i64::MAX,
        delay_us: MINUTE_US,
        most_us: HOUR_US,
        forget_us: HOUR_US,
        each_us: None,
    };

    /// Codes of six digits: five in five minutes.
    pub(crate) const SECOND: Self = Self {
        free: 5,
        stop: 100,
        delay_us: 5 * MINUTE_US,
        most_us: 24 * HOUR_US,
        forget_us: 24 * HOUR_US,
        each_us: None,
    };

    /// Until when somebody has to wait, if he has to.
    fn waits(self, known: Attempts, now_us: i64) -> Option<i64> {
        match self.each_us {
            Some(each_us) => paced(known, each_us, now_us).err(),
            None => Some(known.until_us).filter(|until| *until > now_us),
        }
    }

    /// What a further attempt makes of those known. Nothing when it has to wait: until when.
    fn taken(self, known: Attempts, now_us: i64) -> Result<Attempts, i64> {
        if let Some(each_us) = self.each_us {
            return paced(known, each_us, now_us);
        }
        if known.until_us > now_us {
            return Err(known.until_us);
        }
        let is_old = now_us.saturating_sub(known.last_us) > self.forget_us;
        let failed = if is_old { 1 } else { known.failed.saturating_add(1) };
        let until_us = match failed.checked_sub(self.free) {
            _ if failed >= self.stop => i64::MAX,
            Some(over @ 0..) => {
                let doubled = self.delay_us.saturating_mul(1 << over.min(32));
                now_us.saturating_add(doubled.min(self.most_us))
            }
            _ => 0,
        };
        // A clock that was set back must not make a moment of the future the last one.
        Ok(Attempts { failed, last_us: now_us, until_us })
    }
}

/// One more of those that come at a pace. `until_us` is when all of them would be over, were they taken one after the other.
fn paced(known: Attempts, each_us: i64, now_us: i64) -> Result<Attempts, i64> {
    let latest = now_us.saturating_add(AT_ONCE_US);
    // Nobody can be further ahead than that, unless the clock was set back: then what was counted is forgotten.
    let over = if known.until_us > latest { now_us } else { known.until_us.max(now_us) };
    let until_us = over.saturating_add(each_us);
    if until_us > latest {
        return Err(now_us.saturating_add(until_us.saturating_sub(latest)));
    }
    Ok(Attempts { failed: known.failed.saturating_add(1), last_us: now_us, until_us })
}

/// The key under which somebody is counted. Names that are typed are not written down: people type passwords there.
pub(crate) fn key(secret: &Key, counted: &Counted<'_>) -> String {
    let text = match counted {
        Counted::Account(name) => format!("account\0{name}"),
        Counted::Device(login, mark) => format!("device\0{login}\0{}", mark.as_str()),
        Counted::Network(address) => format!("network\0{}", network(*address)),
        Counted::Second(login) => format!("second\0{login}"),
        Counted::Asking(address) => format!("asking\0{}", network(*address)),
        Counted::Strangers => "strangers".to_owned(),
    };
    hex(&secret.mac("bailiwick attempts 1", &text))
}

/// Takes an attempt.
///
/// # Errors
/// `Err(until)` inside when somebody has to wait until then: microseconds since 1970.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    key: &str,
    rule: Rule,
    now_us: i64,
) -> Result<Result<(), i64>, StoreError> {
    let known = attempt::find(tx, key)?.unwrap_or_default();
    match rule.taken(known, now_us) {
        Ok(attempts) => attempt::put(tx, key, attempts).map(Ok),
        Err(until) => Ok(Err(until)),
    }
}

/// Until when somebody has to wait, if he has to, under any of these keys: microseconds since 1970.
pub(crate) fn waits(
    tx: &mut Tx<'_>,
    keys: &[(String, Rule)],
    now_us: i64,
) -> Result<Option<i64>, StoreError> {
    let mut latest = None;
    for (key, rule) in keys {
        let until = attempt::find(tx, key)?.and_then(|known| rule.waits(known, now_us));
        latest = latest.max(until);
    }
    Ok(latest)
}

/// How many seconds that is from now; nothing where waiting does not help.
pub(crate) fn wait_s(until_us: i64, now_us: i64) -> Option<u64> {
    let seconds = u64::try_from(until_us.saturating_sub(now_us) / 1_000_000 + 1).unwrap_or_default();
    (until_us != i64::MAX).then_some(seconds)
}

/// Whoever has shown who he is has never failed.
pub(crate) fn forgive(tx: &mut Tx<'_>, key: &str) -> Result<bool, StoreError> {
    attempt::delete(tx, key)
}

/// Gives one attempt back that turned out to be none, and leaves those of others.
pub(crate) fn give_back(tx: &mut Tx<'_>, key: &str, rule: Rule) -> Result<(), StoreError> {
    let Some(known) = attempt::find(tx, key)? else { return Ok(()) };
    let failed = known.failed.saturating_sub(1);
    if let Some(each_us) = rule.each_us {
        let until_us = known.until_us.saturating_sub(each_us);
        return attempt::put(tx, key, Attempts { failed, until_us, ..known });
    }
    let until_us = if failed < rule.free { 0 } else { known.until_us };
    attempt::put(tx, key, Attempts { failed, until_us, ..known })
}

/// Whoever has one IPv6 address has 2⁶⁴ of them.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_free_ones_each_waits_twice_as_long() {
        let rule = Rule::account(3, 8);
        let (mut known, mut now, mut waits) = (Attempts::default(), 1_000_000_000_000, Vec::new());
        for _ in 0..7 {
            known = rule.taken(known, now).unwrap();
            let wait = (known.until_us - now).max(0);
            waits.push(wait / SECOND_US);
            assert_eq!(rule.taken(known, now).is_err(), wait > 0);
            now += wait;
        }
        assert_eq!(waits, [0, 0, 30, 60, 120, 240, 480]);
        known = rule.taken(known, now).unwrap();
        assert_eq!(known.until_us, i64::MAX, "the eighth in a row is the last");
        assert_eq!(rule.taken(known, now + 365 * 24 * HOUR_US), Err(i64::MAX));
    }

    #[test]
    fn what_is_long_ago_is_forgotten_and_a_wait_has_an_end() {
        let rule = Rule::account(1, 1_000);
        let later = 1_000_000_000_000;
        let known = Attempts { failed: 900, last_us: later - 25 * HOUR_US, until_us: 0 };
        assert_eq!(rule.taken(known, later).unwrap().failed, 1);
        let known = Attempts { failed: 900, last_us: later, until_us: 0 };
        assert_eq!(rule.taken(known, later).unwrap().until_us, later + HOUR_US);
        // A clock that was set back makes nobody wait longer than the rule says.
        assert_eq!(rule.taken(known, later - 48 * HOUR_US).unwrap().last_us, later - 48 * HOUR_US);
    }

    #[test]
    fn strangers_come_at_a_pace_and_a_clock_that_is_set_back_stops_nobody_for_ever() {
        let rule = Rule::strangers(60);
        let now = 1_000_000_000_000;
        let mut known = Attempts::default();
        for _ in 0..300 {
            assert_eq!(rule.waits(known, now), None);
            known = rule.taken(known, now).unwrap();
        }
        assert_eq!(rule.taken(known, now), Err(now + SECOND_US), "five minutes' worth came at once");
        assert_eq!(rule.waits(known, now), Some(now + SECOND_US));
        known = rule.taken(known, now + SECOND_US).unwrap();
        assert!(rule.taken(known, now + SECOND_US).is_err());
        assert!(rule.taken(known, now + 400 * SECOND_US).is_ok());
        // An hour back: what was counted in the future is forgotten.
        assert!(rule.taken(known, now - HOUR_US).is_ok());
    }

    #[test]
    fn keys_tell_nothing_and_one_thing_from_another() {
        let secret = Key::new([7; 32]);
        let mark = DeviceMark::shown("x");
        let all = [
            Counted::Account("asha"),
            Counted::Second("asha"),
            Counted::Strangers,
            Counted::Device("asha", &mark),
            Counted::Network("10.0.0.1".parse().unwrap()),
            Counted::Network("2001:db8::1".parse().unwrap()),
        ];
        let keys: std::collections::BTreeSet<_> = all.iter().map(|counted| key(&secret, counted)).collect();
        assert_eq!(keys.len(), all.len());
        let of = |text: &str| key(&secret, &Counted::Network(text.parse().unwrap()));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff"));
        assert_ne!(key(&Key::new([8; 32]), &all[0]), key(&secret, &all[0]));
    }
}
