//! Moments as people read them.

use bailiwick_model::TimeZoneName;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Reading, Words};

impl Reading<'_> {
    /// A moment in a time zone that the reader is told of elsewhere.
    #[must_use]
    pub fn short_moment(&self, moment: Timestamp, zone: Option<&TimeZoneName>) -> String {
        let zone = zone.and_then(|zone| TimeZone::get(zone.as_str()).ok()).unwrap_or(TimeZone::UTC);
        let there = moment.to_zoned(zone);
        let words = Words::new()
            .count("day", there.day())
            .count("month", there.month())
            .exact("year", there.year().to_string())
            .exact("time", format!("{:02}:{:02}", there.hour(), there.minute()));
        self.text("short-moment", &words).unwrap_or_else(|| there.to_string())
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        let words = Words::new()
            .count("day", day.day())
            .count("month", day.month())
            .exact("year", day.year().to_string());
        self.text("day", &words).unwrap_or_else(|| day.to_string())
    }

    /// A moment in a time zone, which is named; in UTC where there is none, or none that this machine knows.
    #[must_use]
    pub fn moment(&self, moment: Timestamp, zone: Option<&TimeZoneName>) -> String {
        let known = zone.and_then(|zone| Some((TimeZone::get(zone.as_str()).ok()?, zone.as_str())));
        let (zone, name) = known.unwrap_or((TimeZone::UTC, "UTC"));
        let there = moment.to_zoned(zone);
        let words = Words::new()
            .count("day", there.day())
            .count("month", there.month())
            .exact("year", there.year().to_string())
            .exact("time", format!("{:02}:{:02}", there.hour(), there.minute()))
            .text("zone", name);
        self.text("moment", &words).unwrap_or_else(|| there.to_string())
    }
}
