//! What the dashboard shows, ready to be written.

mod needs;

use askama::{Template, filters::Safe};
use bailiwick_app::administration::{Dashboard, EndingLine, News, Wished};
use bailiwick_store::audit::Counts;

use super::{
    super::{
        chart::{Bar, Chart, Told, short_day},
        page::Page,
        query::Query,
        shell::{Shell, initials},
        trail::words,
    },
    DAY_US, DAYS,
};
use crate::language::Words;
use needs::Need;

#[derive(Template)]
#[template(path = "dashboard.html")]
pub(super) struct DashboardPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    today: String,
    stats: Vec<Stat>,
    needs: Vec<Need>,
    lines: Vec<LineRow>,
    periods: Vec<Period>,
    sign_ins: Option<Chart>,
    activity: Option<Chart>,
    /// Said where days have more sign-ins than are counted.
    limit: Option<String>,
    latest: Vec<ChangeRow>,
    sees_trail: bool,
    sees_users: bool,
}

/// A number with what it means.
struct Stat {
    title: String,
    value: String,
    /// `ok`, `bad`, or nothing.
    tone: &'static str,
    about: String,
    href: &'static str,
}

struct LineRow {
    href: String,
    name: String,
    initials: String,
    label: String,
    is_local: bool,
    to: String,
}

struct Period {
    href: String,
    text: String,
    is_here: bool,
}

struct ChangeRow {
    href: String,
    icon: &'static str,
    what: String,
    object: String,
    who: String,
    at: String,
}

impl<'p> DashboardPage<'p> {
    pub(super) fn of(shell: &'p Shell, board: Dashboard, wished: &Wished) -> Self {
        let page = &shell.page;
        let needs = needs::of(shell, &board);
        let stats = stats(page, &board);
        let Dashboard { ending, news, .. } = board;
        let lines = ending.map(|ending| ending.first).unwrap_or_default();
        let count = wished.stretches.count;
        let mut board = Self {
            shell,
            page,
            today: page.day(wished.today),
            stats,
            needs,
            lines: lines.into_iter().map(|line| LineRow::of(page, line)).collect(),
            periods: DAYS.iter().map(|days| Period::of(page, *days, count)).collect(),
            sign_ins: None,
            activity: None,
            limit: None,
            latest: Vec::new(),
            sees_trail: false,
            sees_users: shell.sights.sees("bailiwick.user"),
        };
        if let Some(news) = news {
            board.told(news, wished);
        }
        board
    }

    /// What the trail says, for those who see it.
    fn told(&mut self, news: News, wished: &Wished) {
        let page = self.page;
        let start_us = wished.stretches.start_us;
        let bars = |of: &dyn Fn(&Counts) -> (i64, i64)| {
            let bar = |(at_us, counts): (i64, &Counts)| {
                let (value, failed) = of(counts);
                let day = page.day_of(at_us);
                Bar { day: page.day(day), short: short_day(page, day), value, failed }
            };
            // The middle of a day is on that day, whatever its clocks do.
            let days = (0_i64..).map(|day| start_us.saturating_add(day * DAY_US + DAY_US / 2));
            days.zip(&news.counts).map(bar).collect::<Vec<_>>()
        };
        let sum = |of: &dyn Fn(&Counts) -> i64| news.counts.iter().map(of).sum::<i64>();
        let (came, refused, entries) = (sum(&|c| c.came), sum(&|c| c.refused), sum(&|c| c.entries));
        let days = i64::from(wished.stretches.count);
        let told = Words::new().count("days", days).count("came", came).count("refused", refused);
        self.sign_ins = Some(Chart::of(
            Told {
                id: "sign-ins",
                title: page.with("dashboard-sign-ins-title", &Words::new().count("days", days)),
                about: page.with("dashboard-sign-ins-about", &told),
                table: page.text("dashboard-table"),
                headings: (
                    page.text("dashboard-day"),
                    page.text("dashboard-came"),
                    Some(page.text("dashboard-refused")),
                ),
            },
            bars(&|counts| (counts.came, counts.refused)),
        ));
        self.activity = Some(Chart::small(
            Told {
                id: "activity",
                title: page.with("dashboard-activity-title", &Words::new().count("days", days)),
                about: page.with(
                    "dashboard-activity-about",
                    &Words::new().count("days", days).count("count", entries),
                ),
                table: page.text("dashboard-table"),
                headings: (page.text("dashboard-day"), page.text("dashboard-entries"), None),
            },
            bars(&|counts| (counts.entries, 0)),
        ));
        let is_cut = news.counts.iter().any(|counts| counts.came.max(counts.refused) >= news.most);
        self.limit = is_cut.then(|| page.with("dashboard-limit", &Words::new().count("count", news.most)));
        let row = |view| {
            let entry = &view;
            ChangeRow {
                href: format!("/audit/{}", words::number(entry)),
                icon: words::icon(entry),
                what: words::what(page, entry),
                object: words::object(entry),
                who: words::actor(page, entry),
                at: page.at(words::at_us(entry)),
            }
        };
        self.latest = news.latest.into_iter().map(|view| row(view.entry)).collect();
        self.sees_trail = true;
    }

    fn drawn(&self, chart: &Chart) -> Safe<String> {
        chart.drawn()
    }
}

impl LineRow {
    fn of(page: &Page, line: EndingLine) -> Self {
        let EndingLine { who, label, to, is_local, .. } = line;
        Self {
            href: needs::person(&who.login),
            initials: initials(&who.name),
            name: who.name,
            label,
            is_local,
            to: page.day(to),
        }
    }
}

impl Period {
    fn of(page: &Page, days: u16, here: u16) -> Self {
        let text = page.with("dashboard-days", &Words::new().count("days", days));
        let href = Query::default().with("days", Some(&days.to_string())).link("/");
        Self { href, text, is_here: days == here }
    }
}

fn stats(page: &Page, board: &Dashboard) -> Vec<Stat> {
    let mut stats = Vec::new();
    if let Some((count, is_least)) = board.people {
        let value = if is_least { format!("{count}+") } else { count.to_string() };
        stats.push(Stat {
            title: page.text("users"),
            value,
            tone: "",
            about: page.text("dashboard-people-about"),
            href: "/users",
        });
    }
    if let Some(ending) = &board.ending {
        let more = if ending.is_least { "+" } else { "" };
        stats.push(Stat {
            title: page.text("dashboard-ending-short"),
            value: format!("{}{more}", ending.people),
            tone: "",
            about: page.text("dashboard-ending-about"),
            href: "",
        });
    }
    let Some(news) = &board.news else { return stats };
    if let Some(today) = news.counts.last() {
        stats.push(Stat {
            title: page.text("dashboard-today"),
            value: today.came.to_string(),
            tone: "",
            about: page.with("dashboard-today-refused", &Words::new().count("count", today.refused)),
            href: "/audit?view=sign-ins",
        });
    }
    let (value, tone) = match news.status.stands {
        true => (page.text("trail-stands"), "ok"),
        false => (page.text("trail-broken"), "bad"),
    };
    let about = page.with("trail-entries", &Words::new().count("count", news.status.head.sequence));
    stats.push(Stat { title: page.text("audit"), value, tone, about, href: "/audit/integrity" });
    stats
}
