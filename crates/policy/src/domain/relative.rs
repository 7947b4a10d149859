//! Relative dates: `today -1m`, `now`, `=monday`, `today =1d +3m`.
//!
//! A start (`today` or `now`, the latter when absent), then terms. `+2w` and `-1y` move; `=7H` sets a part and zeroes
//! the smaller ones; `=monday` goes back to that weekday, `+monday` forward to the next, `-monday` back to the last.

use jiff::{Span, ToSpan, civil::DateTime, tz::TimeZone};

use crate::calendar;

/// The local date and time that `text` means at `now`, or `None` when it is no relative date.
pub(super) fn resolve(text: &str, now: i64, zone: &TimeZone) -> Option<Result<DateTime, String>> {
    let mut words = text.split_whitespace().peekable();
    let first = *words.peek()?;
    let mut at = calendar::local(now, zone);
    match first {
        "today" => {
            words.next();
            at = at.date().to_datetime(jiff::civil::Time::midnight());
        }
        "now" => {
            words.next();
        }
        _ if first.starts_with(['+', '-', '=']) => {}
        _ => return None,
    }
    for word in words {
        match term(at, word) {
            Ok(moved) => at = moved,
            Err(message) => return Some(Err(message)),
        }
    }
    Some(Ok(at))
}

fn term(at: DateTime, word: &str) -> Result<DateTime, String> {
    let bad = || format!("{word:?} is no step of a relative date");
    let far = |_| format!("{word:?} leads beyond the calendar");
    let mut chars = word.chars();
    let sign = chars.next().ok_or_else(bad)?;
    let rest = chars.as_str();
    if let Some(weekday) = weekday(rest) {
        let back = (i64::from(at.weekday().to_monday_zero_offset()) - weekday).rem_euclid(7);
        let days = match sign {
            '=' => -back,
            '-' => -(if back == 0 { 7 } else { back }),
            '+' => 7 - back,
            _ => return Err(bad()),
        };
        let moved = at.checked_add(days.days()).map_err(far)?;
        // `=` sets: the time of day is a smaller part.
        return Ok(if sign == '=' { moved.date().to_datetime(jiff::civil::Time::midnight()) } else { moved });
    }
    let unit = rest.chars().next_back().ok_or_else(bad)?;
    let digits = rest.get(..rest.len() - unit.len_utf8()).ok_or_else(bad)?;
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let n: i64 = digits.parse().map_err(|_| bad())?;
    if sign == '=' {
        return set(at, n, unit).ok_or_else(|| format!("{word:?} is no date"));
    }
    let span = span(n, unit).ok_or_else(bad)?;
    match sign {
        '+' => at.checked_add(span).map_err(far),
        '-' => at.checked_sub(span).map_err(far),
        _ => Err(bad()),
    }
}

fn weekday(name: &str) -> Option<i64> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if name == "week_start" {
        return Some(0);
    }
    days.iter().position(|d| *d == name).map(|p| p as i64)
}

fn span(n: i64, unit: char) -> Option<Span> {
    let span = Span::new();
    match unit {
        'd' => span.try_days(n),
        'w' => span.try_weeks(n),
        'm' => span.try_months(n),
        'y' => span.try_years(n),
        'H' => span.try_hours(n),
        'M' => span.try_minutes(n),
        'S' => span.try_seconds(n),
        _ => return None,
    }
    .ok()
}

fn set(at: DateTime, n: i64, unit: char) -> Option<DateTime> {
    let small = i8::try_from(n).ok();
    let midnight = at.date().to_datetime(jiff::civil::Time::midnight());
    let with = match unit {
        'y' => midnight.with().year(i16::try_from(n).ok()?).month(1).day(1),
        'm' => midnight.with().month(small?).day(1),
        'd' => midnight.with().day(small?),
        'H' => midnight.with().hour(small?),
        'M' => at.with().minute(small?).second(0).subsec_nanosecond(0),
        'S' => at.with().second(small?).subsec_nanosecond(0),
        _ => return None,
    };
    with.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> String {
        // Saturday.
        let now = calendar::parse_instant("2026-11-21 10:20:30").unwrap();
        match resolve(text, now, &TimeZone::UTC) {
            Some(Ok(t)) => t.to_string(),
            Some(Err(e)) => e,
            None => "none".into(),
        }
    }

    #[test]
    fn steps() {
        assert_eq!(at("now"), "2026-11-21T10:20:30");
        assert_eq!(at("today"), "2026-11-21T00:00:00");
        assert_eq!(at("today -1m"), "2026-10-21T00:00:00");
        assert_eq!(at("-1m"), "2026-10-21T10:20:30");
        assert_eq!(at("+12H"), "2026-11-21T22:20:30");
        assert_eq!(at("today =1d"), "2026-11-01T00:00:00");
        assert_eq!(at("=1m"), "2026-01-01T00:00:00");
        assert_eq!(at("=monday"), "2026-11-16T00:00:00");
        assert_eq!(at("today +monday"), "2026-11-23T00:00:00");
        assert_eq!(at("today -saturday"), "2026-11-14T00:00:00");
        assert_eq!(at("today =week_start +1w"), "2026-11-23T00:00:00");
        assert_eq!(at("today +3x"), "\"+3x\" is no step of a relative date");
        assert_eq!(at("today =31d"), "\"=31d\" is no date");
        assert_eq!(at("tomorrow"), "none");
        assert_eq!(at("+99999999y"), "\"+99999999y\" is no step of a relative date");
    }
}
