//! So many letters and no more: to one destination, about one account, asked for from one address on the network.
//!
//! Counts are rows, so all nodes count together. What somebody can have sent by asking is counted apart from what tells him of
//! something done: a flood of the former hides none of the latter.

use std::net::{IpAddr, Ipv6Addr};

use bailiwick_model::{Letter, Recipient};
use bailiwick_store::{StoreError, Tx, outbox};

use crate::sealing::Key;

const HOUR_US: i64 = 3_600 * 1_000_000;
const DAY_US: i64 = 24 * HOUR_US;

/// What counts are kept under, so that the table names nobody.
const MARK: &str = "letter count";

/// So many letters in an hour and in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    /// In an hour by the clock.
    pub hour: i64,
    /// In a day of UTC.
    pub day: i64,
}

/// How many letters there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostLimits {
    /// To one destination, asked for.
    pub to: Most,
    /// About one account, asked for.
    pub about: Most,
    /// Asked for from one address (one /64 network of IPv6).
    pub from: Most,
    /// To one destination or about one account, telling of what was done.
    pub told: Most,
}

impl Default for PostLimits {
    fn default() -> Self {
        Self {
            to: Most { hour: 10, day: 30 },
            about: Most { hour: 10, day: 30 },
            from: Most { hour: 30, day: 200 },
            told: Most { hour: 30, day: 100 },
        }
    }
}

/// What a letter counts against.
pub(super) struct Subject {
    mark: String,
    most: Most,
}

/// Everything that a letter counts against.
pub(super) fn subjects(
    key: &Key,
    limits: &PostLimits,
    to: &Recipient,
    letter: &Letter,
    from: Option<IpAddr>,
) -> Vec<Subject> {
    let asked = letter.is_asked_for();
    let subject = |what: &str, who: &str, most| {
        // What strangers have sent takes nothing from who has shown who he is.
        let kind = match (asked, from) {
            (true, Some(_)) => "asked",
            (true, None) => "asked by somebody who is known",
            (false, _) => "told",
        };
        let text = format!("{kind}\n{what}\n{who}");
        let mark = key.mac(MARK, &text).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Subject { mark, most }
    };
    let (to_most, about_most) = if asked { (limits.to, limits.about) } else { (limits.told, limits.told) };
    let mut subjects = vec![subject("to", to.to.folded(), to_most)];
    subjects.extend(to.login.as_ref().map(|login| subject("about", login.as_str(), about_most)));
    subjects.extend(
        from.filter(|_| asked).map(|address| subject("from", &network(address).to_string(), limits.from)),
    );
    subjects
}

/// Counts one more against each. Returns when there is room again where there is none now; nothing is counted then.
pub(super) fn count(tx: &mut Tx<'_>, subjects: &[Subject], at_us: i64) -> Result<Option<i64>, StoreError> {
    let stretches = subjects.iter().flat_map(|Subject { mark, most }| {
        let stretch = |length_us, most, name| (format!("{mark} {name}"), end(at_us, length_us), most);
        [stretch(HOUR_US, most.hour, "hour"), stretch(DAY_US, most.day, "day")]
    });
    let stretches: Vec<(String, i64, i64)> = stretches.collect();
    let mut again_us = None;
    for (mark, until_us, most) in &stretches {
        if outbox::counted(tx, mark, *until_us)? >= *most {
            again_us = again_us.max(Some(*until_us));
        }
    }
    if again_us.is_none() {
        for (mark, until_us, _) in &stretches {
            outbox::count(tx, mark, *until_us)?;
        }
    }
    Ok(again_us)
}

/// When the stretch of time ends that a moment lies in.
fn end(at_us: i64, length_us: i64) -> i64 {
    at_us.div_euclid(length_us).saturating_add(1).saturating_mul(length_us)
}

/// Whoever has an address of IPv6 has a network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_ipv6_are_one() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(network("203.0.113.7"), "203.0.113.7");
    }

    #[test]
    fn stretches_end_by_the_clock() {
        assert_eq!((end(0, 10), end(9, 10), end(10, 10), end(-1, 10)), (10, 10, 20, 0));
    }
}
