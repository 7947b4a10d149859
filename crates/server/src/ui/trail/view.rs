//! What the page of the trail shows, ready to be written.

use askama::{Template, filters::Safe};
use bailiwick_app::administration::{TrailPage, TrailStatus};
use bailiwick_model::audit::{AuditAction, AuditEntry};
use bailiwick_store::audit::Stretches;

use super::{
    asked::{Asked, HOUR_US},
    words::{self, Kind},
};
use crate::{
    language::Words,
    ui::{
        chart::{Bar, Chart, Told, short_day},
        faults::Faults,
        page::Page,
        query::Query,
        shell::Shell,
    },
};

#[derive(Template)]
#[template(path = "trail.html")]
pub(super) struct TrailView<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    asked: &'p Asked,
    view: &'static str,
    tabs: Vec<Tab>,
    actions: Vec<Choice>,
    badge: Badge,
    chart: Option<Chart>,
    rows: Vec<Row>,
    older: Option<String>,
    /// Where it is without filters, if there are any.
    bare: Option<String>,
    lines: String,
    table: String,
}

struct Tab {
    href: String,
    text: String,
    is_here: bool,
}

struct Choice {
    value: String,
    text: String,
    is_chosen: bool,
}

/// How the trail stands, in a word.
pub(super) struct Badge {
    pub(super) tone: &'static str,
    pub(super) text: String,
    pub(super) about: String,
}

struct Row {
    sequence: i64,
    at: String,
    who: String,
    icon: &'static str,
    what: String,
    object: String,
    address: String,
    tone: &'static str,
    kind: String,
}

impl<'p> TrailView<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        asked: &'p Asked,
        query: &Query,
        found: TrailPage,
        faults: Faults,
    ) -> Self {
        let page = &shell.page;
        let TrailPage { entries: (entries, next), counts, status } = found;
        let query = query.without(&["before", "done", "lang"]);
        let rows = entries.into_iter().map(|view| Row::of(page, &view.entry)).collect();
        let chart = asked.wish.stretches.filter(|_| !counts.is_empty()).map(|stretches| {
            let values: Vec<i64> = counts.iter().map(|counts| counts.entries).collect();
            picture(page, stretches, &values)
        });
        let bare = query.without(&["who", "what", "action", "from", "to", "domain"]).link("/audit");
        Self {
            shell,
            page,
            faults,
            view: asked.kind.map(Kind::name).unwrap_or_default(),
            tabs: tabs(page, &query, asked.kind),
            actions: actions(page, asked),
            badge: Badge::of(page, &status),
            chart,
            rows,
            older: next.map(|before| query.with("before", Some(&before.to_string())).link("/audit")),
            bare: asked.is_narrowed().then_some(bare),
            lines: export(asked, "jsonl"),
            table: export(asked, "csv"),
            asked,
        }
    }

    fn drawn(&self, chart: &Chart) -> Safe<String> {
        chart.drawn()
    }
}

impl Badge {
    pub(super) fn of(page: &Page, status: &TrailStatus) -> Self {
        let about = match &status.signed {
            Some(signed) => {
                let words =
                    Words::new().count("number", signed.sequence).filled("when", page.at(signed.at_us));
                page.with("trail-signed", &words)
            }
            None => page.text("trail-unsigned"),
        };
        match status.stands {
            true => Self { tone: "ok", text: page.text("trail-stands"), about },
            false => Self { tone: "bad", text: page.text("trail-broken"), about },
        }
    }
}

impl Row {
    fn of(page: &Page, entry: &AuditEntry) -> Self {
        let kind = Kind::of(&entry.action);
        Self {
            sequence: entry.sequence,
            at: page.at(entry.at),
            who: words::actor(page, entry),
            icon: words::icon(entry),
            what: words::what(page, entry),
            object: words::object(entry),
            address: entry.origin.address.clone().unwrap_or_default(),
            tone: kind.tone(&entry.action),
            kind: page.text(kind.text()),
        }
    }
}

fn tabs(page: &Page, query: &Query, here: Option<Kind>) -> Vec<Tab> {
    let all = Tab {
        href: query.with("view", None).link("/audit"),
        text: page.text("trail-everything"),
        is_here: here.is_none(),
    };
    let tab = |kind: Kind| Tab {
        href: query.with("view", Some(kind.name())).link("/audit"),
        text: page.text(kind.text()),
        is_here: here == Some(kind),
    };
    std::iter::once(all).chain(Kind::ALL.into_iter().map(tab)).collect()
}

/// What can be chosen: the actions of the kind at hand, and whatever else was asked for.
fn actions(page: &Page, asked: &Asked) -> Vec<Choice> {
    let known = match asked.kind {
        Some(kind) => kind.actions(),
        None => AuditAction::ALL.to_vec(),
    };
    let other = AuditAction::new(&asked.action).ok().filter(|action| !known.contains(action));
    let choice = |action: AuditAction| Choice {
        text: words::action(page, &action),
        is_chosen: action.as_str() == asked.action,
        value: action.to_string(),
    };
    let mut all: Vec<Choice> = known.into_iter().chain(other).map(choice).collect();
    all.sort_by(|one, other| one.text.cmp(&other.text));
    all
}

/// How much was written, whatever it was.
fn picture(page: &Page, stretches: Stretches, values: &[i64]) -> Chart {
    let by_hour = stretches.each_us == HOUR_US;
    let starts = (0_i64..).map(|at| stretches.start_us.saturating_add(at.saturating_mul(stretches.each_us)));
    let bars = starts.zip(values).map(|(start_us, value)| {
        let day = page.day_of(start_us.saturating_add(stretches.each_us / 2));
        let (day, short) = match by_hour {
            true => {
                let at = page.at(start_us);
                let short = at.rsplit([' ', '،']).next().unwrap_or_default().to_owned();
                (at, short)
            }
            false => (page.day(day), short_day(page, day)),
        };
        Bar { day, short, value: *value, failed: 0 }
    });
    let all = values.iter().sum::<i64>();
    let told = Told {
        id: "trail",
        title: page.text(if by_hour { "trail-per-hour" } else { "trail-per-day" }),
        about: page.with("trail-entries", &Words::new().count("count", all)),
        table: page.text("dashboard-table"),
        headings: (page.text("trail-when"), page.text("dashboard-entries"), None),
    };
    Chart::strip(told, bars.collect())
}

/// Where what is listed can be taken away.
fn export(asked: &Asked, format: &str) -> String {
    let filter = &asked.wish.listing.filter;
    let moment = |at_us: Option<i64>| {
        let moment = jiff::Timestamp::from_microsecond(at_us?).ok()?;
        Some(moment.to_string())
    };
    let object = match (&filter.object_kind, &filter.object_id) {
        (Some(kind), Some(id)) => format!("{kind}:{id}"),
        (Some(kind), None) => kind.clone(),
        _ => String::new(),
    };
    let kinds = asked.wish.kinds.iter().map(AuditAction::as_str).collect::<Vec<_>>();
    let of_kinds = match kinds.as_slice() {
        [] => String::new(),
        kinds => format!("[('action', 'in', {})]", serde_json::json!(kinds)),
    };
    let domain = crate::ui::list::all_of([of_kinds.as_str(), asked.domain.as_str()].into_iter());
    let said = [
        ("format", Some(format.to_owned())),
        ("actor", filter.actor.as_ref().map(ToString::to_string)),
        ("object", Some(object)),
        ("action", filter.action.as_ref().map(ToString::to_string)),
        ("since", moment(filter.since)),
        ("until", moment(filter.until)),
        ("domain", Some(domain)),
    ];
    let none = Query::default();
    let said = said.into_iter().filter_map(|(name, value)| Some((name, value?)));
    said.fold(none, |query, (name, value)| query.with(name, Some(&value))).link("/api/v1/audit/export")
}
