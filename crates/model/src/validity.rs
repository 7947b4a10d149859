//! From when until when something counts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A span of days, both ends inclusive, open where an end is missing.
///
/// "Enabled" is a question to a validity and a day, never a stored fact: `docs/adr/0003-enabled-is-computed.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Validity {
    from: Option<Date>,
    to: Option<Date>,
}

/// Why two ends make no validity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValidityError {
    /// The ends are in the wrong order.
    #[error("From ({from}) is after To ({to}), so it would never count; swap them or leave one open")]
    Never {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// Not every database can write the day.
    #[error("{day} is before the year 1; choose a day in the years 1 to 9999, or leave it open")]
    TooEarly {
        /// The day.
        day: Date,
        /// Whether it is the first day; the last one otherwise.
        is_first: bool,
    },
}

/// The earliest day that a database and a filter can write. The latest is the last one of the year 9999 anyway.
const EARLIEST: Date = Date::constant(1, 1, 1);

impl Validity {
    /// Counts on every day.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// A span with these ends.
    ///
    /// # Errors
    /// When `from` is after `to`, or a day is before the year 1.
    ///
    /// ```
    /// use bailiwick_model::Validity;
    /// use jiff::civil::date;
    ///
    /// let season = Validity::new(Some(date(2026, 12, 1)), Some(date(2027, 3, 31))).unwrap();
    /// assert!(season.is_enabled(date(2027, 3, 31)));
    /// assert!(!season.is_enabled(date(2027, 4, 1)));
    /// ```
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self, ValidityError> {
        for (end, is_first) in [(from, true), (to, false)] {
            if let Some(day) = end.filter(|day| *day < EARLIEST) {
                return Err(ValidityError::TooEarly { day, is_first });
            }
        }
        match (from, to) {
            (Some(from), Some(to)) if from > to => Err(ValidityError::Never { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// First day that counts.
    #[must_use]
    pub fn from(&self) -> Option<Date> {
        self.from
    }

    /// Last day that counts.
    #[must_use]
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether it counts on `day`.
    #[must_use]
    pub fn is_enabled(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it counts on every day.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::ALWAYS
    }
}

#[derive(Serialize, Deserialize)]
struct Ends {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

impl TryFrom<Ends> for Validity {
    type Error = ValidityError;
    fn try_from(Ends { from, to }: Ends) -> Result<Self, ValidityError> {
        Self::new(from, to)
    }
}

impl From<Validity> for Ends {
    fn from(Validity { from, to }: Validity) -> Self {
        Self { from, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn enabled_table() {
        let (before, first, last, after) =
            (date(2026, 11, 30), date(2026, 12, 1), date(2027, 3, 31), date(2027, 4, 1));
        let table = [
            (None, None, [true, true, true, true]),
            (Some(first), None, [false, true, true, true]),
            (None, Some(last), [true, true, true, false]),
            (Some(first), Some(last), [false, true, true, false]),
            (Some(first), Some(first), [false, true, false, false]),
        ];
        for (from, to, expected) in table {
            let validity = Validity::new(from, to).unwrap();
            assert_eq!(
                [before, first, last, after].map(|d| validity.is_enabled(d)),
                expected,
                "{validity:?}"
            );
        }
    }

    #[test]
    fn ends_in_the_wrong_order_are_refused() {
        let error = Validity::new(Some(date(2027, 1, 2)), Some(date(2027, 1, 1))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "From (2027-01-02) is after To (2027-01-01), so it would never count; swap them or leave one open"
        );
    }

    #[test]
    fn days_that_no_database_can_write_are_refused() {
        let edge = Validity::new(Some(date(1, 1, 1)), Some(date(9999, 12, 31))).unwrap();
        assert!(edge.is_enabled(date(2027, 1, 1)));
        for (from, to) in [(Some(date(0, 12, 31)), None), (None, Some(date(-9999, 1, 1)))] {
            let error = Validity::new(from, to).unwrap_err().to_string();
            assert!(error.contains("choose a day in the years 1 to 9999"), "{error}");
        }
        assert!(serde_json::from_str::<Validity>(r#"{"from":"-009999-01-01"}"#).is_err());
    }
}
