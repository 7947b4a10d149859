//! What needs somebody: each with a reason, and a way to where it can be seen to.

use bailiwick_app::administration::{Dashboard, FewSeats, Somebody, Unusual};
use bailiwick_protocol::rest::SeatState;

use super::super::super::{page::Page, query::Query, shell::Shell};
use crate::language::Words;

/// Names that are told of many.
const NAMED: usize = 4;

/// Something that needs somebody.
pub(super) struct Need {
    pub(super) icon: &'static str,
    /// `bad`, `warn`, or nothing.
    pub(super) tone: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) href: String,
    pub(super) action: String,
}

/// All of it, what is worst first.
pub(super) fn of(shell: &Shell, board: &Dashboard) -> Vec<Need> {
    let page = &shell.page;
    let mut needs = Vec::new();
    if let Some(news) = board.news.as_ref().filter(|news| !news.status.stands) {
        needs.push(Need {
            icon: "chain",
            tone: "bad",
            title: page.text("dashboard-trail-broken"),
            about: page.with("trail-entries", &Words::new().count("count", news.status.head.sequence)),
            href: "/audit/integrity".to_owned(),
            action: page.text("dashboard-look"),
        });
    }
    needs.extend(board.unusual.iter().map(|unusual| sign_in(page, unusual)));
    for job in &board.failed_jobs {
        needs.push(Need {
            icon: "x-o",
            tone: "bad",
            title: page.with("dashboard-job-failed", &Words::new().exact("id", job.id.as_str())),
            about: job.kind.clone(),
            href: format!("/jobs/{}", segment(&job.id)),
            action: page.text("dashboard-open-job"),
        });
    }
    needs.extend(board.seats.iter().map(|few| seats(page, few)));
    if let Some(ending) = board.ending.as_ref().filter(|ending| ending.people > 0) {
        let names: Vec<&Somebody> = ending.first.iter().map(|line| &line.who).collect();
        needs.push(Need {
            icon: "calendar",
            tone: "warn",
            title: page.with("dashboard-lines-end", &Words::new().count("count", number(ending.people))),
            about: listed(page, &names, ending.people),
            href: "#lines".to_owned(),
            action: page.text("dashboard-review"),
        });
    }
    needs.extend(people(page, &board.locked, "locked", "lock", "dashboard-locked"));
    needs.extend(people(page, &board.invited, "invited", "mail", "dashboard-invited"));
    needs
}

/// The page of somebody.
pub(super) fn person(login: &str) -> String {
    format!("/users/{}", segment(login))
}

fn sign_in(page: &Page, unusual: &Unusual) -> Need {
    let Unusual { who, at_us, sequence, because } = unusual;
    let reason = |word: &String| {
        let name = format!("dashboard-because-{}", word.replace('_', "-"));
        // What there is no text for is told as it is.
        Some(page.text(&name)).filter(|text| *text != name).unwrap_or_else(|| word.clone())
    };
    let reasons = because.iter().map(reason).collect::<Vec<_>>().join(", ");
    let title = match who {
        Some(who) => page.with("dashboard-unusual", &Words::new().text("name", who.name.as_str())),
        None => page.text("dashboard-alert"),
    };
    let to_person = who.as_ref().map(|who| person(&who.login)).unwrap_or_default();
    Need {
        icon: "warn",
        tone: if who.is_some() { "warn" } else { "bad" },
        title,
        about: format!("{reasons} · {}", page.at(*at_us)),
        href: sequence.map_or(to_person, |sequence| format!("/audit/{sequence}")),
        action: page.text("dashboard-look"),
    }
}

fn seats(page: &Page, few: &FewSeats) -> Need {
    let FewSeats { code, name, seats } = few;
    let is_full = seats.state == SeatState::Full;
    let used = i64::try_from(seats.used).unwrap_or(i64::MAX);
    let limit = seats.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(used);
    let words = Words::new().text("name", name.as_str());
    Need {
        icon: "building",
        tone: if is_full { "bad" } else { "warn" },
        title: page.with(if is_full { "dashboard-seats-full" } else { "dashboard-seats-few" }, &words),
        about: page.with("dashboard-seats", &Words::new().count("used", used).count("limit", limit)),
        href: format!("/companies/{}", segment(code)),
        action: page.text("dashboard-open-company"),
    }
}

/// People who are all in one state.
fn people(page: &Page, who: &[Somebody], state: &str, icon: &'static str, text: &str) -> Option<Need> {
    let names: Vec<&Somebody> = who.iter().collect();
    let domain = format!("[('state', '=', '{state}')]");
    (!who.is_empty()).then(|| Need {
        icon,
        tone: "warn",
        title: page.with(text, &Words::new().count("count", number(who.len()))),
        about: listed(page, &names, who.len()),
        href: Query::default().with("where", Some(&domain)).link("/users"),
        action: page.text("dashboard-look"),
    })
}

/// A few names, and how many more there are.
fn listed(page: &Page, who: &[&Somebody], all: usize) -> String {
    let mut names: Vec<&str> = who.iter().map(|somebody| somebody.name.as_str()).collect();
    names.dedup();
    names.truncate(NAMED);
    let more = number(all.saturating_sub(names.len()));
    // Each name keeps its own direction.
    let apart = |name: &&str| page.with("dashboard-name", &Words::new().text("name", *name));
    let names = names.iter().map(apart).collect::<Vec<_>>().join(", ");
    match more {
        0 => names,
        more => page.with("dashboard-and-more", &Words::new().filled("names", names).count("count", more)),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A name as one step of a path.
fn segment(name: &str) -> String {
    let mut path = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'@' => {
                path.push(char::from(byte));
            }
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}
