//! Days and moments: as text, relative to now, or as they are.

use bailiwick_model::Value;

use super::{Binder, Refused};
use crate::{calendar, domain::relative};

const DATE: &str = "write a date such as '2026-11-21' or a relative one such as 'today -1m'";
const INSTANT: &str = "write a moment such as '2026-11-21 08:30:00' or a relative one such as '-12H'";

impl Binder<'_> {
    pub(super) fn date(&self, value: &Value) -> Result<Value, Refused> {
        match value {
            Value::Date(_) => Ok(value.clone()),
            Value::Instant(s) => Ok(Value::Date(calendar::today(*s, self.clock.zone))),
            Value::Text(text) => match relative::resolve(text, self.clock.now, self.clock.zone) {
                Some(Ok(at)) => Ok(Value::Date(calendar::day_number(at.date()))),
                Some(Err(message)) => Err((message, "write steps such as 'today -1m'".into())),
                None => calendar::parse_date(text).map(Value::Date).ok_or_else(|| self.wrong(value, DATE)),
            },
            _ => Err(self.wrong(value, DATE)),
        }
    }

    /// The moment, and whether only a day was named (its midnight in the user's zone stands for it).
    pub(super) fn instant(&self, value: &Value) -> Result<(i64, bool), Refused> {
        let midnight = |day: i32| {
            let at = calendar::date_of(day).to_datetime(jiff::civil::Time::midnight());
            calendar::moment(at, self.clock.zone)
        };
        match value {
            Value::Instant(s) => Ok((*s, false)),
            Value::Date(day) => Ok((midnight(*day), true)),
            Value::Text(text) => match relative::resolve(text, self.clock.now, self.clock.zone) {
                Some(Ok(at)) => Ok((calendar::moment(at, self.clock.zone), false)),
                Some(Err(message)) => Err((message, "write steps such as '-12H'".into())),
                None if text.trim().len() == 10 => calendar::parse_date(text)
                    .map(|d| (midnight(d), true))
                    .ok_or_else(|| self.wrong(value, INSTANT)),
                None => calendar::parse_instant(text)
                    .map(|s| (s, false))
                    .ok_or_else(|| self.wrong(value, INSTANT)),
            },
            _ => Err(self.wrong(value, INSTANT)),
        }
    }

    pub(super) fn next_midnight(&self, value: &Value) -> Result<i64, Refused> {
        let day = match value {
            Value::Date(day) => *day,
            Value::Text(text) => calendar::parse_date(text).ok_or_else(|| self.wrong(value, INSTANT))?,
            _ => return Err(self.wrong(value, INSTANT)),
        };
        let next = day.checked_add(1).map(Value::Date).ok_or_else(|| self.wrong(value, DATE))?;
        self.instant(&next).map(|(seconds, _)| seconds)
    }
}
