//! The one place that looks at clocks.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Tells the time, in microseconds from 1970 in UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The system's clock.
#[must_use]
pub fn system() -> Clock {
    #[allow(clippy::disallowed_methods, reason = "the outermost layer reads the clock for all others")]
    Arc::new(|| jiff::Timestamp::now().as_microsecond())
}

/// Measures how long something takes.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        #[allow(clippy::disallowed_methods, reason = "a measured duration, not a date")]
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
