//! The two functions that generated SQL calls on SQLite, as the engine itself computes them.

use bailiwick_connectors::SqliteFunctions;
use bailiwick_policy::{
    calendar::{self, day_number},
    domain::Part,
    filter::casefold,
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// What [`bailiwick_connectors::RecordDatabase::open`] is given.
#[must_use]
pub fn sqlite_functions() -> SqliteFunctions {
    SqliteFunctions { fold: casefold, part }
}

/// `bailiwick_part(value, part, zone)`.
fn part(value: &str, part: &str, zone: &str) -> Option<i64> {
    let part = Part::named(part)?;
    if value.len() == 10 {
        let date: Date = value.parse().ok()?;
        // A moment written as a day is that day's midnight in UTC.
        return match zone {
            "UTC" => Some(part.of_day(day_number(date))),
            zone => Some(part.of_instant(i64::from(day_number(date)) * 86_400, &TimeZone::get(zone).ok()?)),
        };
    }
    let seconds = match value.parse::<Timestamp>() {
        Ok(stamp) => stamp.as_second() - i64::from(stamp.subsec_nanosecond() < 0),
        Err(_) => calendar::moment(value.parse::<DateTime>().ok()?, &TimeZone::UTC),
    };
    Some(part.of_instant(seconds, &TimeZone::get(zone).ok()?))
}
