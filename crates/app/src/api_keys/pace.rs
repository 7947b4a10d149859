//! How fast somebody may go on.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// So many turns in so long a time, all at once if one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Microseconds that one turn takes.
    each_us: i64,
    /// Microseconds that turns may be taken ahead.
    ahead_us: i64,
}

impl Pace {
    /// `turns` in `span_us` microseconds; `None` for no turns, which is how no limit is written.
    #[must_use]
    pub fn new(turns: u32, span_us: i64) -> Option<Self> {
        let each_us = span_us.checked_div(i64::from(turns))?.max(1);
        Some(Self { each_us, ahead_us: each_us.saturating_mul(i64::from(turns)) })
    }
}

/// Turns taken: the moment at which all of them are over, were they taken one after the other.
#[derive(Debug, Default)]
pub struct Turns(AtomicI64);

impl Turns {
    /// Takes a turn.
    ///
    /// # Errors
    /// Microseconds until there is one.
    pub fn take(&self, pace: Pace, now_us: i64) -> Result<(), i64> {
        let latest = now_us.saturating_add(pace.ahead_us);
        // Nobody can be further ahead than that, unless the clock was set back: then what was counted is forgotten.
        let over = |over: i64| if over > latest { now_us } else { over.max(now_us) };
        let next = |taken: i64| over(taken).saturating_add(pace.each_us);
        let taken =
            self.0.fetch_update(Relaxed, Relaxed, |over| Some(next(over)).filter(|next| *next <= latest));
        taken.map(drop).map_err(|over| next(over).saturating_sub(latest))
    }

    /// Whether nothing is remembered any more at this moment.
    #[must_use]
    pub fn are_over(&self, now_us: i64) -> bool {
        self.0.load(Relaxed) <= now_us
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_come_at_once_and_then_at_the_pace() {
        let pace = Pace::new(4, 100).unwrap();
        let turns = Turns::default();
        assert!((0..4).all(|_| turns.take(pace, 1_000).is_ok()));
        assert_eq!(turns.take(pace, 1_000), Err(25));
        assert_eq!(turns.take(pace, 1_010), Err(15));
        assert_eq!(turns.take(pace, 1_025), Ok(()));
        assert_eq!(turns.take(pace, 1_025), Err(25));
        assert!(!turns.are_over(1_100) && turns.are_over(1_125));
        assert!((0..4).all(|_| turns.take(pace, 5_000).is_ok()));
        // A clock that was set back refuses nobody.
        assert_eq!(turns.take(pace, 1_000), Ok(()));
        assert_eq!(Pace::new(0, 100), None);
        // More turns than microseconds are one a microsecond.
        let fast = Pace::new(1_000, 100).unwrap();
        let turns = Turns::default();
        assert!((0..1_000).all(|_| turns.take(fast, 7).is_ok()) && turns.take(fast, 7).is_err());
    }
}
