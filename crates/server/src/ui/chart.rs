//! Pictures of how much there was of something, day by day: bars from zero, drawn on the server, with a table for those who cannot see them.

use askama::{Template, filters::Safe};
use jiff::civil::Date;

use super::page::Page;
use crate::language::Words;

/// Most bars: more are a carpet.
pub(super) const MOST_BARS: usize = 60;

/// One bar, or two on top of each other.
pub(super) struct Bar {
    /// Which day it is, in full.
    pub(super) day: String,
    /// The same in few words.
    pub(super) short: String,
    pub(super) value: i64,
    /// What is drawn on top of it in red.
    pub(super) failed: i64,
}

/// What a chart says in words.
pub(super) struct Told {
    /// What sets its parts apart from those of other charts on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What there is to see.
    pub(super) about: String,
    /// What opens the table.
    pub(super) table: String,
    /// The headings of the table: the day, the value, and what failed where that is drawn.
    pub(super) headings: (String, String, Option<String>),
}

/// A chart, ready to be drawn.
#[derive(Template)]
#[template(path = "chart.html")]
pub(super) struct Chart {
    told: Told,
    shape: Shape,
    lines: Vec<Line>,
    bars: Vec<Drawn>,
}

/// Where things are.
#[derive(Clone, Copy)]
struct Shape {
    class: &'static str,
    width: i64,
    height: i64,
    /// What is left free on both sides, for words.
    left: i64,
    right: i64,
    /// Where bars end, and where they begin.
    top: i64,
    base: i64,
    /// Where days are named, and how many of them.
    words: i64,
    named: usize,
}

/// As high as a few lines, with numbers beside it. It is drawn about as large as it is shown, so that words are.
const WHOLE: Shape = Shape {
    class: "chart wide",
    width: 600,
    height: 190,
    left: 40,
    right: 16,
    top: 28,
    base: 160,
    words: 180,
    named: 6,
};
/// What stands beside something else.
const SMALL: Shape = Shape {
    class: "chart",
    width: 320,
    height: 150,
    left: 44,
    right: 16,
    top: 12,
    base: 122,
    words: 142,
    named: 3,
};
/// A strip above a list.
const STRIP: Shape = Shape {
    class: "chart strip",
    width: 760,
    height: 62,
    left: 44,
    right: 16,
    top: 8,
    base: 42,
    words: 57,
    named: 8,
};

struct Line {
    y: i64,
    text_y: i64,
    label: String,
}

struct Drawn {
    bar: Bar,
    told: String,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    failed_y: i64,
    failed_height: i64,
    /// Where its day is named, where it is.
    named_at: Option<i64>,
}

impl Chart {
    /// A chart of bars.
    pub(super) fn of(told: Told, bars: Vec<Bar>) -> Self {
        Self::shaped(WHOLE, told, bars)
    }

    /// The same where there is little room.
    pub(super) fn small(told: Told, bars: Vec<Bar>) -> Self {
        Self::shaped(SMALL, told, bars)
    }

    /// A strip of bars.
    pub(super) fn strip(told: Told, bars: Vec<Bar>) -> Self {
        Self::shaped(STRIP, told, bars)
    }

    /// The drawing. What is in it is written by the template, which lets nothing through as markup.
    pub(super) fn drawn(&self) -> Safe<String> {
        Safe(self.render().unwrap_or_default())
    }

    fn shaped(shape: Shape, told: Told, mut bars: Vec<Bar>) -> Self {
        bars.truncate(MOST_BARS);
        let most = bars.iter().map(|bar| bar.value.saturating_add(bar.failed)).max().unwrap_or_default();
        let scale = Scale { top: rounded(most), shape };
        let lines = scale.lines();
        let count = i64::try_from(bars.len()).unwrap_or(1).max(1);
        let step = (shape.width - shape.left - shape.right) / count;
        let every = bars.len().div_ceil(shape.named).max(1);
        let last = bars.len().saturating_sub(1);
        let drawn = bars.into_iter().enumerate().map(|(at, bar)| {
            let place = i64::try_from(at).unwrap_or_default();
            let (width, x) = ((step * 2 / 3).clamp(3, 60), shape.left + place * step + step / 6);
            let height = scale.height(bar.value);
            // Whatever there is of it can be seen.
            let failed_height = scale.height(bar.failed).max(i64::from(bar.failed > 0) * 2);
            let y = shape.base - height;
            let failed = told.headings.2.as_ref().map(|heading| format!(", {heading}: {}", bar.failed));
            Drawn {
                told: format!("{}: {}{}", bar.day, bar.value, failed.unwrap_or_default()),
                x,
                y,
                width,
                height,
                failed_y: y - failed_height - 1,
                failed_height,
                // Counted from the last one, which is today.
                named_at: (last - at).is_multiple_of(every).then_some(x + width / 2),
                bar,
            }
        });
        let bars = drawn.collect();
        Self { told, shape, lines, bars }
    }
}

struct Scale {
    top: i64,
    shape: Shape,
}

impl Scale {
    fn height(&self, value: i64) -> i64 {
        let room = self.shape.base - self.shape.top;
        let height = value.saturating_mul(room) / self.top.max(1);
        height.max(i64::from(value > 0))
    }

    fn lines(&self) -> Vec<Line> {
        // A strip has no room for more than the ground that it stands on, and how high it goes.
        let values =
            if self.shape.height < 100 { vec![0, self.top] } else { vec![0, self.top / 2, self.top] };
        let line = |value: i64| {
            let y =
                self.shape.base - value.saturating_mul(self.shape.base - self.shape.top) / self.top.max(1);
            Line { y, text_y: y + 4, label: value.to_string() }
        };
        values.into_iter().map(line).collect()
    }
}

/// A day without its year, for below a bar.
pub(super) fn short_day(page: &Page, day: Date) -> String {
    page.with("chart-day", &Words::new().count("day", day.day()).count("month", day.month()))
}

/// The next number that is easy to read and has a half.
fn rounded(most: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for first in [2, 4, 10] {
            let round = power.saturating_mul(first);
            if round >= most {
                return round;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[(i64, i64)]) -> Chart {
        let bar = |&(value, failed): &(i64, i64)| {
            let day = "<b>21 Nov</b>".to_owned();
            Bar { short: day.clone(), day, value, failed }
        };
        let told = Told {
            id: "x",
            title: "<script>".to_owned(),
            about: String::new(),
            table: String::new(),
            headings: ("Day".to_owned(), "All".to_owned(), Some("Failed".to_owned())),
        };
        Chart::of(told, values.iter().map(bar).collect())
    }

    #[test]
    fn bars_stand_on_zero_and_end_at_their_value() {
        let drawn = chart(&[(0, 0), (50, 50), (1, 0)]);
        let tops: Vec<_> = drawn.bars.iter().map(|bar| (bar.y, bar.height, bar.failed_height)).collect();
        assert_eq!(tops, [(160, 0, 0), (94, 66, 66), (159, 1, 0)]);
        assert_eq!(drawn.lines.iter().map(|line| &*line.label).collect::<Vec<_>>(), ["0", "50", "100"]);
        assert!(drawn.bars.iter().all(|bar| bar.x >= 40 && bar.x + bar.width <= WHOLE.width));
        let many = chart(&[(1, 0); 200]);
        assert_eq!(many.bars.len(), MOST_BARS);
        assert!(many.bars.iter().filter(|bar| bar.named_at.is_some()).count() <= WHOLE.named);
    }

    #[test]
    fn scales_end_with_a_round_number() {
        for (most, round) in [(0, 2), (1, 2), (3, 4), (5, 10), (11, 20), (999, 1000), (i64::MAX, i64::MAX)] {
            assert_eq!(rounded(most), round, "{most}");
        }
    }

    #[test]
    fn nothing_in_a_chart_is_markup() {
        let text = chart(&[(1, 1)]).drawn().0;
        assert!(!text.contains("<script>") && !text.contains("<b>"), "{text}");
        assert!(text.contains("role=\"img\"") && text.contains("<table"));
        assert!(!text.contains("style="));
    }
}
