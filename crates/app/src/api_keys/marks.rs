//! When a key was used last. Noted in memory by every request, and in the database now and then.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use super::pace::{Pace, Turns};

/// A use that is to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The key's id.
    pub id: String,
    /// When, in microseconds since 1970.
    pub at_us: i64,
}

/// No moment.
const NEVER: i64 = i64::MIN;

/// What is known of a key's use.
pub(super) struct Mark {
    used: AtomicI64,
    noted: AtomicI64,
    turns: Turns,
}

impl Mark {
    /// A key whose last use was noted at this moment.
    pub(super) fn new(noted_us: Option<i64>) -> Self {
        let noted = noted_us.unwrap_or(NEVER);
        Self { used: AtomicI64::new(noted), noted: AtomicI64::new(noted), turns: Turns::default() }
    }

    pub(super) fn used(&self, now_us: i64) {
        // Most requests come in the microsecond after another one at the earliest; a load is cheaper than a write that
        // all cores share.
        if self.used.load(Relaxed) < now_us {
            self.used.fetch_max(now_us, Relaxed);
        }
    }

    /// The last use, if it is to be noted.
    pub(super) fn take(&self, apart_us: i64) -> Option<i64> {
        let (used, noted) = (self.used.load(Relaxed), self.noted.load(Relaxed));
        let due = used > noted && used.saturating_sub(noted) >= apart_us;
        due.then(|| {
            self.noted.store(used, Relaxed);
            used
        })
    }

    pub(super) fn forget(&self) {
        self.noted.store(NEVER, Relaxed);
    }

    pub(super) fn turn(&self, pace: Pace, now_us: i64) -> Result<(), i64> {
        self.turns.take(pace, now_us)
    }
}
