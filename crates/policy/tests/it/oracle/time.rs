//! Days, moments and their parts.

use jiff::{civil, tz::TimeZone};
use serde_json::Value as Json;

use super::{Oracle, sign, truthy};

impl Oracle<'_> {
    /// The moment that a text means as UTC text, and for a plain date that of the next day's start.
    pub(super) fn moment(&self, text: &str) -> (String, Option<String>) {
        let start = |day: civil::Date| {
            let stamp = day.to_zoned(self.zone.clone()).unwrap().timestamp();
            stamp.strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        match text.parse::<civil::Date>() {
            Ok(day) if text.len() == 10 => (start(day), Some(start(day.tomorrow().unwrap()))),
            _ => (text[..19].replace('T', " "), None),
        }
    }

    pub(super) fn part(&self, text: &str, part: &str) -> i64 {
        let at = if text.len() == 10 {
            text.parse::<civil::Date>().unwrap().to_datetime(civil::Time::midnight())
        } else {
            text.parse::<civil::DateTime>()
                .unwrap()
                .to_zoned(TimeZone::UTC)
                .unwrap()
                .with_time_zone(self.zone.clone())
                .datetime()
        };
        match part {
            "year_number" => at.year().into(),
            "quarter_number" => [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][at.month() as usize - 1],
            "month_number" => at.month().into(),
            "iso_week_number" => at.date().iso_week_date().week().into(),
            "day_of_year" => at.day_of_year().into(),
            "day_of_month" => at.day().into(),
            "day_of_week" => at.weekday().to_sunday_zero_offset().into(),
            "hour_number" => at.hour().into(),
            "minute_number" => at.minute().into(),
            "second_number" => at.second().into(),
            other => panic!("{other}"),
        }
    }
}

/// A test of a part of a date, which may not be set.
pub(super) fn number_test(seen: Option<i64>, operator: &str, value: &Json) -> bool {
    let (operator, negated) = sign(operator);
    let is = |item: &Json| match item {
        Json::Null | Json::Bool(false) => seen.is_none(),
        item => seen.is_some() && seen.map(|n| n as f64) == item.as_f64(),
    };
    let met = match (operator, value) {
        ("=" | "in", Json::Array(items)) if !items.is_empty() || operator == "in" => items.iter().any(is),
        ("=", Json::Array(_)) => seen.is_none(),
        ("=", one) => is(one),
        ("in", one) => truthy(one) && is(one),
        (_, Json::Null | Json::Bool(false)) => false,
        (side, bound) => seen.is_some_and(|n| {
            let (n, bound) = (n as f64, bound.as_f64().unwrap());
            match side {
                "<" => n < bound,
                "<=" => n <= bound,
                ">" => n > bound,
                _ => n >= bound,
            }
        }),
    };
    met != negated
}
