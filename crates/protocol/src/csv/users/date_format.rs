//! How a file writes days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One of the ways; a file keeps to one, since nobody can tell 03/04 from 04/03.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFormat {
    /// As in `2026-11-30`.
    #[default]
    #[serde(rename = "YYYY-MM-DD")]
    Iso,
    /// As in `30/11/2026`.
    #[serde(rename = "DD/MM/YYYY")]
    DayFirst,
    /// As in `11/30/2026`.
    #[serde(rename = "MM/DD/YYYY")]
    MonthFirst,
}

impl DateFormat {
    /// The format as people write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Iso => "YYYY-MM-DD",
            Self::DayFirst => "DD/MM/YYYY",
            Self::MonthFirst => "MM/DD/YYYY",
        }
    }

    /// Reads a day. Day and month may leave out their zero behind a slash, as spreadsheets do.
    ///
    /// # Errors
    /// When the text is no day, or is written otherwise.
    pub fn read(self, text: &str) -> Result<Date, String> {
        let wrong = || {
            format!(
                "{text:?} is not a day written as {}; correct it, or say how the file writes days",
                self.as_str()
            )
        };
        let (separator, digits) = if self == Self::Iso { ('-', 2..=2) } else { ('/', 1..=2) };
        let mut parts = text.split(separator);
        let (Some(one), Some(two), Some(three), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let (year, month, day) = match self {
            Self::Iso => (one, two, three),
            Self::DayFirst => (three, two, one),
            Self::MonthFirst => (three, one, two),
        };
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = year.len() == 4 && [month, day].iter().all(|part| digits.contains(&part.len()));
        let read = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
        let date = if fits && [year, month, day].into_iter().all(is_number) { read() } else { None };
        date.ok_or_else(wrong)
    }

    /// Writes a day.
    #[must_use]
    pub fn write(self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self {
            Self::Iso => format!("{year:04}-{month:02}-{day:02}"),
            Self::DayFirst => format!("{day:02}/{month:02}/{year:04}"),
            Self::MonthFirst => format!("{month:02}/{day:02}/{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_read_as_they_are_written() {
        let day = date(2026, 3, 4);
        for (format, text) in [
            (DateFormat::Iso, "2026-03-04"),
            (DateFormat::DayFirst, "04/03/2026"),
            (DateFormat::MonthFirst, "03/04/2026"),
        ] {
            assert_eq!((format.write(day).as_str(), format.read(text)), (text, Ok(day)));
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{}\"", format.as_str()));
        }
        assert_eq!(DateFormat::DayFirst.read("4/3/2026"), Ok(day));
        for wrong in [
            "",
            "2026-3-4",
            "2026-02-30",
            "2026-03-04T00:00",
            "04/03/2026",
            "26-03-04",
            "+026-03-04",
            "2026-03-04-05",
        ] {
            assert!(DateFormat::Iso.read(wrong).is_err(), "{wrong}");
        }
        for wrong in ["30/11/2026", "1/1/26", "1/1", "1/ 1/2026", "2026-11-30"] {
            assert!(DateFormat::MonthFirst.read(wrong).unwrap_err().contains("MM/DD/YYYY"), "{wrong}");
        }
    }
}
