//! How many accounts there may be.

use serde::{Deserialize, Serialize};

use crate::AccountState;

/// A limit of accounts, and from when on to warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatLimit {
    /// How many accounts there can be; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// From how many percent of them on to warn.
    pub warn_percent: u8,
}

/// How far the seats are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatUse {
    /// How many are taken.
    pub used: u64,
    /// How many there are.
    pub limit: SeatLimit,
}

/// What to make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatLevel {
    /// There is room.
    Free,
    /// There is room, but little; the percentage that is taken, rounded down.
    Warn(u8),
    /// There is no room.
    Full,
}

impl SeatUse {
    /// Counts the accounts that take a seat: all but those that have left.
    #[must_use]
    pub fn count(states: impl IntoIterator<Item = AccountState>, limit: SeatLimit) -> Self {
        let used = states.into_iter().filter(|state| state.takes_seat()).count();
        Self { used: u64::try_from(used).unwrap_or(u64::MAX), limit }
    }

    /// What to make of it.
    #[must_use]
    pub fn level(&self) -> SeatLevel {
        let Some(seats) = self.limit.seats else { return SeatLevel::Free };
        if self.used >= seats {
            return SeatLevel::Full;
        }
        // Below 100, since fewer are used than there are; and there are some.
        let percent = u128::from(self.used) * 100 / u128::from(seats);
        match u8::try_from(percent).unwrap_or(u8::MAX) {
            percent if percent >= self.limit.warn_percent => SeatLevel::Warn(percent),
            _ => SeatLevel::Free,
        }
    }

    /// Whether as many accounts more fit.
    #[must_use]
    pub fn has_room_for(&self, more: u64) -> bool {
        self.limit.seats.is_none_or(|seats| self.used.checked_add(more).is_some_and(|used| used <= seats))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(used: u64, seats: Option<u64>) -> SeatUse {
        SeatUse { used, limit: SeatLimit { seats, warn_percent: 90 } }
    }

    #[test]
    fn levels() {
        let table = [
            (0, Some(10), SeatLevel::Free),
            (8, Some(10), SeatLevel::Free),
            (9, Some(10), SeatLevel::Warn(90)),
            (999, Some(1000), SeatLevel::Warn(99)),
            (10, Some(10), SeatLevel::Full),
            (11, Some(10), SeatLevel::Full),
            (0, Some(0), SeatLevel::Full),
            (u64::MAX - 1, Some(u64::MAX), SeatLevel::Warn(99)),
            (u64::MAX, None, SeatLevel::Free),
        ];
        for (used, seats, level) in table {
            assert_eq!(of(used, seats).level(), level, "{used} of {seats:?}");
        }
    }

    #[test]
    fn all_but_those_who_left_take_a_seat() {
        let limit = SeatLimit { seats: Some(5), warn_percent: 90 };
        let seats = SeatUse::count(AccountState::ALL, limit);
        assert_eq!((seats.used, seats.level()), (4, SeatLevel::Free));
        assert!(seats.has_room_for(1) && !seats.has_room_for(2) && !seats.has_room_for(u64::MAX));
        assert!(of(u64::MAX, None).has_room_for(1));
    }

    proptest! {
        #[test]
        fn full_is_when_nobody_more_fits(used in 0..20_u64, seats in 0..20_u64, percent in 1..=100_u8) {
            let seat_use = SeatUse { used, limit: SeatLimit { seats: Some(seats), warn_percent: percent } };
            prop_assert_eq!(seat_use.level() == SeatLevel::Full, !seat_use.has_room_for(1));
            if seat_use.level() == SeatLevel::Free {
                prop_assert!(used * 100 < u64::from(percent) * seats);
            }
        }
    }
}
