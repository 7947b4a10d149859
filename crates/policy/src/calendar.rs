//! Days, moments and zones as plain numbers.
//!
//! Days count from 1970-01-01; moments are seconds from then in UTC.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

pub(crate) const DAY: i64 = 86_400;

/// Days from 1970-01-01 to `date`.
#[must_use]
pub fn day_number(date: Date) -> i32 {
    // Howard Hinnant's days_from_civil: years start in March, so that the leap day is last.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The day with this number; the nearest representable one beyond the years -9999 to 9999.
#[must_use]
pub fn date_of(number: i32) -> Date {
    let shifted = i64::from(number) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_index + 2) / 5 + 1) as i8;
    let month = (if month_index < 10 { month_index + 3 } else { month_index - 9 }) as i8;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok()).unwrap_or(if number < 0 {
        Date::MIN
    } else {
        Date::MAX
    })
}

/// The civil date and time of a moment in `zone`.
#[must_use]
pub fn local(seconds: i64, zone: &TimeZone) -> DateTime {
    let stamp =
        Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX });
    zone.to_datetime(stamp)
}

/// The moment at which clocks in `zone` show `datetime`; the later reading where they skip, the earlier where they
/// repeat.
#[must_use]
pub fn moment(datetime: DateTime, zone: &TimeZone) -> i64 {
    zone.to_timestamp(datetime).map_or_else(
        |_| if datetime.year() < 0 { Timestamp::MIN.as_second() } else { Timestamp::MAX.as_second() },
        |t| t.as_second(),
    )
}

/// The day in `zone` at a moment.
#[must_use]
pub fn today(seconds: i64, zone: &TimeZone) -> i32 {
    day_number(local(seconds, zone).date())
}

/// `2026-11-21`, or a moment of which only the day counts.
pub(crate) fn parse_date(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(day_number);
    }
    parse_instant(text).map(|s| s.div_euclid(DAY) as i32)
}

/// `2026-11-21 08:30:00` in UTC (`T` and fractions accepted, fractions dropped), or RFC 3339 with an offset.
pub(crate) fn parse_instant(text: &str) -> Option<i64> {
    let text = text.trim();
    let b = text.as_bytes();
    if b.len() < 16 || !matches!(b.get(10), Some(b' ' | b'T')) {
        return None;
    }
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(stamp.as_second() - i64::from(stamp.subsec_nanosecond() < 0));
    }
    let datetime: DateTime = text.parse().ok()?;
    Some(moment(datetime.with().subsec_nanosecond(0).build().ok()?, &TimeZone::UTC))
}

/// `2026-11-21`.
pub(crate) fn date_text(day: i32) -> String {
    date_of(day).to_string()
}

/// `2026-11-21 08:30:00`, UTC.
pub(crate) fn instant_text(seconds: i64) -> String {
    let t = local(seconds, &TimeZone::UTC);
    format!("{} {:02}:{:02}:{:02}", t.date(), t.hour(), t.minute(), t.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn day_numbers_agree_with_the_calendar() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2000, 3, 1)), 11_017);
        for n in (-800_000..2_900_000).step_by(317) {
            assert_eq!(day_number(date_of(n)), n);
        }
        assert_eq!(date_of(i32::MAX), Date::MAX);
    }

    #[test]
    fn moments_parse_in_their_forms() {
        let noon = Some(1_795_262_400);
        for text in [
            "2026-11-21 12:00:00",
            "2026-11-21T12:00:00Z",
            "2026-11-21T17:30:00+05:30",
            "2026-11-21 12:00:00.9",
        ] {
            assert_eq!(parse_instant(text), noon, "{text}");
        }
        assert_eq!(parse_date("2026-11-21 12:00:00"), parse_date("2026-11-21"));
        assert_eq!(parse_instant("2026-13-01 00:00:00"), None);
        assert_eq!(instant_text(1_795_262_400), "2026-11-21 12:00:00");
    }
}
