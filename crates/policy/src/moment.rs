//! When a question is asked.

use jiff::civil::Date;

use crate::{calendar, snapshot::Snapshot};

/// A moment, and the day it falls on in every zone that some company or user lives in.
#[derive(Clone, Debug)]
pub struct Moment {
    now: i64,
    days: Box<[i32]>,
}

impl Moment {
    /// The moment `now`, in seconds from 1970 in UTC.
    #[must_use]
    pub fn at(snapshot: &Snapshot, now: i64) -> Self {
        Self { now, days: snapshot.places.zones.iter().map(|zone| calendar::today(now, zone)).collect() }
    }

    /// Noon UTC of a day that is today for everybody: for questions "as of" a date.
    #[must_use]
    pub fn on(snapshot: &Snapshot, date: Date) -> Self {
        let day = calendar::day_number(date);
        let noon = i64::from(day) * calendar::DAY + calendar::DAY / 2;
        Self { now: noon, days: snapshot.places.zones.iter().map(|_| day).collect() }
    }

    /// The moment, in seconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The earliest day that it is for anybody.
    pub(crate) fn first_day(&self) -> i32 {
        self.days.iter().copied().min().unwrap_or_else(|| self.today(0))
    }

    #[inline]
    pub(crate) fn today(&self, zone: u16) -> i32 {
        self.days.get(usize::from(zone)).copied().unwrap_or_else(|| self.now.div_euclid(calendar::DAY) as i32)
    }
}
