//! Failed attempts to get in, counted by address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use bailiwick_app::api_keys::{Pace, Turns};

/// Addresses that are remembered. Beyond them everybody unknown shares one count.
const MOST: usize = 10_000;

const MINUTE_US: i64 = 60_000_000;

/// Who failed how often of late. Looked at only when somebody fails.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    pace: Option<Pace>,
    turns: Mutex<HashMap<Option<IpAddr>, Turns>>,
}

impl Attempts {
    /// So many failures per address and minute; any number when 0.
    pub(super) fn new(per_minute: u32) -> Self {
        Self { pace: Pace::new(per_minute, MINUTE_US), turns: Mutex::default() }
    }

    /// Somebody has failed.
    ///
    /// # Errors
    /// Microseconds to wait, when there were too many failures.
    pub(super) fn failed(&self, address: Option<IpAddr>, now_us: i64) -> Result<(), i64> {
        let Some(pace) = self.pace else { return Ok(()) };
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let mut address = address.map(network);
        if turns.len() >= MOST && !turns.contains_key(&address) {
            turns.retain(|_, turns| !turns.are_over(now_us));
            if turns.len() >= MOST {
                address = None;
            }
        }
        turns.entry(address).or_default().take(pace, now_us)
    }
}

/// Whoever has one IPv6 address has 2⁶⁴ of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn each_network_is_counted_by_itself() {
        let attempts = Attempts::new(2);
        for known in ["10.0.0.1", "2001:db8::1"] {
            assert!((0..2).all(|_| attempts.failed(address(known), 0).is_ok()));
            assert_eq!(attempts.failed(address(known), 0), Err(30_000_000));
        }
        assert!(attempts.failed(address("2001:db8::2"), 0).is_err());
        assert!(attempts.failed(address("::ffff:10.0.0.1"), 0).is_err());
        assert!(attempts.failed(address("2001:db8:0:1::1"), 0).is_ok());
        assert!(attempts.failed(address("10.0.0.2"), 0).is_ok());
        assert!(attempts.failed(address("10.0.0.1"), 30_000_000).is_ok());
        assert!((0..100).all(|_| Attempts::new(0).failed(None, 0).is_ok()));
    }

    #[test]
    fn memory_is_bounded() {
        let attempts = Attempts::new(1);
        let nth = |n: usize| Some(IpAddr::from((n as u32).to_be_bytes()));
        assert!((0..MOST).all(|n| attempts.failed(nth(n), 0).is_ok()));
        // The next ones share a count, until the first are forgotten.
        assert!(attempts.failed(nth(MOST), 0).is_ok() && attempts.failed(nth(MOST + 1), 0).is_err());
        assert!(attempts.turns.lock().unwrap().len() <= MOST + 1);
        assert!(attempts.failed(nth(MOST + 1), 2 * MINUTE_US).is_ok());
        assert_eq!(attempts.turns.lock().unwrap().len(), 1);
    }
}
