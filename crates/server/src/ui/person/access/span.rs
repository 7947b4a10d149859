//! The days of a role line as a bar: a year back and a year ahead, with a tick for today.

use jiff::{ToSpan, civil::Date};

/// Width of the drawing.
const WIDTH: f64 = 150.0;
/// Months before the one that it is, of 24.
const BACK: i32 = 12;

/// A bar, as numbers of the drawing.
pub(super) struct Span {
    /// Where it begins, and how wide it is; nothing where it lies outside.
    pub(super) bar: Option<(String, String)>,
    /// `next` for one that is to come, `past` for one that is over; empty for one that counts.
    pub(super) tone: &'static str,
    /// Where today is.
    pub(super) now: String,
}

impl Span {
    /// The bar of the days of a line, seen from a day.
    pub(super) fn of(today: Date, from: Option<Date>, to: Option<Date>) -> Self {
        let first = today.first_of_month().checked_sub(BACK.months()).unwrap_or(Date::MIN);
        let end = first.checked_add(24.months()).unwrap_or(Date::MAX);
        let days = |day: Date| f64::from(day.since(first).map_or(0, |span| span.get_days()));
        let whole = days(end).max(1.0);
        let at = |day: Date| (days(day.clamp(first, end)) / whole * WIDTH).clamp(0.0, WIDTH);
        let begins = from.map_or(0.0, at);
        // The last day counts until it is over.
        let ends = to.and_then(|to| to.tomorrow().ok()).map_or(WIDTH, at);
        let tone = match (from, to) {
            (Some(from), _) if today < from => " next",
            (_, Some(to)) if today > to => " past",
            _ => "",
        };
        let number = |value: f64| format!("{value:.1}");
        Self {
            bar: (ends > begins).then(|| (number(begins), number((ends - begins).max(1.0)))),
            tone,
            now: number(at(today)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bars_lie_where_their_days_do() {
        let today = date(2026, 11, 21);
        let span = |from, to| Span::of(today, from, to);
        // From November 2025 to October 2027 there are 730 days; today is the 386th.
        let open = span(None, None);
        assert_eq!((open.bar, open.tone, &*open.now), (Some(("0.0".into(), "150.0".into())), "", "79.1"));
        let next = span(Some(date(2027, 10, 31)), None);
        assert_eq!((next.bar, next.tone), (Some(("149.8".into(), "1.0".into())), " next"));
        let past = span(Some(date(2020, 1, 1)), Some(date(2020, 12, 31)));
        assert_eq!((past.bar, past.tone), (None, " past"));
        assert_eq!(span(Some(date(2026, 11, 21)), Some(date(2026, 11, 21))).tone, "");
    }
}
