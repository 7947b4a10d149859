//! Parts of dates: `create_date.month_number`.

use jiff::tz::TimeZone;

use crate::calendar;

/// A number taken from a date or moment. Moments are read in the zone of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year.
    Year,
    /// 1 to 4.
    Quarter,
    /// 1 to 12.
    Month,
    /// ISO 8601 week, 1 to 53.
    IsoWeek,
    /// 1 to 366.
    DayOfYear,
    /// 1 to 31.
    DayOfMonth,
    /// 0 (Sunday) to 6.
    DayOfWeek,
    /// 0 to 23.
    Hour,
    /// 0 to 59.
    Minute,
    /// 0 to 59.
    Second,
}

impl Part {
    /// All parts and their names in paths.
    pub const NAMES: [(&'static str, Part); 10] = [
        ("year_number", Self::Year),
        ("quarter_number", Self::Quarter),
        ("month_number", Self::Month),
        ("iso_week_number", Self::IsoWeek),
        ("day_of_year", Self::DayOfYear),
        ("day_of_month", Self::DayOfMonth),
        ("day_of_week", Self::DayOfWeek),
        ("hour_number", Self::Hour),
        ("minute_number", Self::Minute),
        ("second_number", Self::Second),
    ];

    /// The part of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|(_, p)| *p)
    }

    /// Its name in paths.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, p)| *p == self).map_or("", |(n, _)| n)
    }

    /// Whether a plain date has it; the time of day of a date is midnight.
    #[must_use]
    pub fn is_time_of_day(self) -> bool {
        matches!(self, Self::Hour | Self::Minute | Self::Second)
    }

    /// The part of a day.
    #[must_use]
    pub fn of_day(self, day: i32) -> i64 {
        let date = calendar::date_of(day);
        let month = i64::from(date.month());
        match self {
            Self::Year => i64::from(date.year()),
            Self::Quarter => (month - 1) / 3 + 1,
            Self::Month => month,
            Self::IsoWeek => i64::from(date.iso_week_date().week()),
            Self::DayOfYear => i64::from(date.day_of_year()),
            Self::DayOfMonth => i64::from(date.day()),
            // 1970-01-01 was a Thursday.
            Self::DayOfWeek => (i64::from(day) + 4).rem_euclid(7),
            Self::Hour | Self::Minute | Self::Second => 0,
        }
    }

    /// The part of a moment as clocks in `zone` show it.
    #[must_use]
    pub fn of_instant(self, seconds: i64, zone: &TimeZone) -> i64 {
        let local = calendar::local(seconds, zone);
        match self {
            Self::Hour => i64::from(local.hour()),
            Self::Minute => i64::from(local.minute()),
            Self::Second => i64::from(local.second()),
            part => part.of_day(calendar::day_number(local.date())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_july_sunday() {
        let day = calendar::parse_date("2026-07-05").unwrap();
        let parts: Vec<i64> = Part::NAMES.iter().map(|(_, p)| p.of_day(day)).collect();
        assert_eq!(parts, [2026, 3, 7, 27, 186, 5, 0, 0, 0, 0]);
    }

    #[test]
    fn moments_are_read_in_the_zone() {
        let seconds = calendar::parse_instant("2026-12-31 23:30:00").unwrap();
        let manila = TimeZone::get("Asia/Manila").unwrap();
        assert_eq!(Part::Hour.of_instant(seconds, &manila), 7);
        assert_eq!(Part::Year.of_instant(seconds, &manila), 2027);
        assert_eq!(Part::Year.of_instant(seconds, &TimeZone::UTC), 2026);
    }
}
