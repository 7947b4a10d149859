//! Role lines as their holder sees them: what, where, until when, and a picture of two years.

use bailiwick_app::administration::OwnLine;
use jiff::civil::Date;

use super::super::page::Page;
use crate::language::Words;

/// Months that the picture shows, and how many of them lie before this one.
const MONTHS: i32 = 24;
const BEFORE: i32 = 16;
/// How wide the picture is drawn.
const WIDTH: f64 = 150.0;

/// A role line, ready to be written.
pub(super) struct LineRow {
    pub(super) role: String,
    pub(super) is_local: bool,
    pub(super) areas: Vec<String>,
    pub(super) companies: Vec<String>,
    /// Who gives it to all of his people; nothing for a line of one's own.
    pub(super) giver: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) granted_by: Option<String>,
    pub(super) state: LineState,
    pub(super) span: Span,
    /// The days in a sentence.
    pub(super) days: String,
}

/// Whether a line counts today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineState {
    Enabled,
    Scheduled,
    Expired,
}

/// The picture of a line's days: a bar, and a tick for today.
#[derive(Debug, PartialEq)]
pub(super) struct Span {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) now: String,
}

impl LineRow {
    pub(super) fn of(page: &Page, own: OwnLine, today: Date) -> Self {
        let OwnLine { line, role, is_local, areas, companies, giver } = own;
        let (from, to) = (line.form.from, line.form.to);
        let state = LineState::of(from, line.enabled, today);
        Self {
            role,
            is_local,
            areas,
            companies,
            giver,
            days: days(page, from, to),
            span: Span::of(from, to, today),
            from: from.map(|day| page.day(day)),
            to: to.map(|day| page.day(day)),
            reason: line.form.reason,
            granted_by: line.granted_by.map(|login| login.to_string()),
            state,
        }
    }
}

impl LineState {
    fn of(from: Option<Date>, enabled: bool, today: Date) -> Self {
        match (enabled, from) {
            (true, _) => Self::Enabled,
            (false, Some(from)) if from > today => Self::Scheduled,
            (false, _) => Self::Expired,
        }
    }

    /// The name of its text.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Enabled => "me-enabled",
            Self::Scheduled => "me-scheduled",
            Self::Expired => "me-expired",
        }
    }

    /// What it looks like.
    pub(super) fn badge(self) -> &'static str {
        match self {
            Self::Enabled => "badge ok",
            Self::Scheduled => "badge warn",
            Self::Expired => "badge",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Enabled => "check",
            Self::Scheduled => "clock",
            Self::Expired => "minus",
        }
    }

    pub(super) fn tile(self) -> &'static str {
        match self {
            Self::Enabled => "tile accent",
            Self::Scheduled => "tile warn",
            Self::Expired => "tile",
        }
    }

    pub(super) fn bar(self) -> &'static str {
        match self {
            Self::Enabled => "bar",
            Self::Scheduled => "bar next",
            Self::Expired => "bar past",
        }
    }
}

impl Span {
    fn of(from: Option<Date>, to: Option<Date>, today: Date) -> Self {
        let at = |day: Date| {
            WIDTH * f64::from(months(day) - months(today) + BEFORE) / f64::from(MONTHS) + part(day)
        };
        let start = from.map_or(0.0, at).clamp(0.0, WIDTH);
        // The last day belongs to it.
        let end = to.map_or(WIDTH, |day| at(day.tomorrow().unwrap_or(day))).clamp(start, WIDTH);
        // A line that is over, or far away, still has an edge to be seen.
        let width = (end - start).max(2.0);
        let start = start.min(WIDTH - width);
        Self {
            x: format!("{start:.1}"),
            width: format!("{width:.1}"),
            now: format!("M{:.1} 2v14", at(today)),
        }
    }
}

fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// How far into its month a day is, as the picture is drawn.
fn part(day: Date) -> f64 {
    let gone = f64::from(day.day() - 1) / f64::from(day.days_in_month());
    WIDTH * gone / f64::from(MONTHS)
}

/// From when until when, in a sentence.
pub(super) fn days(page: &Page, from: Option<Date>, to: Option<Date>) -> String {
    let words = |name: &'static str, day: Date| Words::new().filled(name, page.day(day));
    match (from, to) {
        (None, None) => page.text("me-days-always"),
        (Some(from), None) => page.with("me-days-from", &words("from", from)),
        (None, Some(to)) => page.with("me-days-to", &words("to", to)),
        (Some(from), Some(to)) => page.with("me-days-both", &words("from", from).filled("to", page.day(to))),
    }
}

/// The two years of the picture, as its heading says them.
pub(super) fn years(page: &Page, today: Date) -> String {
    let month = |add: i32| {
        let months = months(today) - 1 + add;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let first = Date::new(i16::try_from(year).unwrap_or(9999), i8::try_from(month).unwrap_or(1), 1);
        first.map(|day| page.day(day)).unwrap_or_default()
    };
    let words = Words::new().filled("from", month(-BEFORE)).filled("to", month(MONTHS - BEFORE));
    page.with("me-years", &words)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_days() {
        let today = date(2026, 11, 21);
        let span = |from, to| {
            let Span { x, width, .. } = Span::of(from, to, today);
            (x, width)
        };
        let told = |x: &str, width: &str| (x.to_owned(), width.to_owned());
        // The picture begins in July 2025.
        assert_eq!(span(Some(date(2026, 1, 1)), Some(date(2026, 12, 31))), told("37.5", "75.0"));
        assert_eq!(span(None, None), told("0.0", "150.0"));
        assert_eq!(span(Some(date(2026, 12, 1)), None), told("106.2", "43.8"));
        assert_eq!(span(Some(date(2040, 1, 1)), None), told("148.0", "2.0"));
        assert_eq!(span(None, Some(date(1999, 1, 1))), told("0.0", "2.0"));
        assert_eq!(Span::of(None, None, today).now, "M104.2 2v14");
    }

    #[test]
    fn what_does_not_count_is_to_come_or_over() {
        let today = date(2026, 11, 21);
        let of = |from, enabled| LineState::of(from, enabled, today);
        assert_eq!(of(None, true), LineState::Enabled);
        assert_eq!(of(Some(date(2026, 11, 22)), false), LineState::Scheduled);
        assert_eq!(of(Some(today), false), LineState::Expired);
    }
}
