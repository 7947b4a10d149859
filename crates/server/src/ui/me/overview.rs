//! `/me`: what there is to do, what one has, where one is signed in, and who else tried to get in.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::sign_in::{KnockView, Overview, SessionView};
use jiff::{Timestamp, ToSpan, civil::Date};

use super::{
    super::{agent, insider, page::Page, shell::Shell},
    line::{LineRow, LineState},
};
use crate::{
    http::{Gate, Refusal},
    language::Words,
};

/// Fewer recovery codes than these are worth a warning.
const FEW: i64 = 4;
/// Days ahead of which an end is told.
const SOON_DAYS: i32 = 30;
/// For how long an attempt that failed is asked about.
const RECENT_US: i64 = 7 * 86_400 * 1_000_000;
/// Sessions that are shown here; the rest is under sign-in and security.
const MOST: usize = 4;

#[derive(Template)]
#[template(path = "me.html")]
struct OverviewPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    hello: String,
    /// Since when he is signed in, and where he was before.
    last: String,
    /// An attempt that failed, about which he is asked.
    failed: Option<String>,
    todo: Vec<Todo>,
    open: usize,
    lines: Vec<LineRow>,
    sessions: Vec<SessionRow>,
    knocks: Vec<KnockRow>,
}

/// Something to do, or done.
struct Todo {
    tile: &'static str,
    icon: &'static str,
    told: String,
    about: Option<String>,
    /// Where it is done, and the name of the text of the way there.
    way: Option<(&'static str, &'static str)>,
}

struct SessionRow {
    agent: String,
    icon: &'static str,
    told: String,
    is_this: bool,
}

struct KnockRow {
    class: &'static str,
    icon: &'static str,
    /// The name of its text.
    what: &'static str,
    told: String,
}

/// `GET /me`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let overview = insider.ask(&gate, |sign_in, ctx| sign_in.overview(ctx)).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let now_us = insider.ctx.author.at_us;
    let template = OverviewPage::of(&shell, overview, &insider.caller.session().id, now_us);
    shell.page.html(StatusCode::OK, &template)
}

impl<'p> OverviewPage<'p> {
    fn of(shell: &'p Shell, overview: Overview, this: &str, now_us: i64) -> Self {
        let page = &shell.page;
        let todo = todo(page, &overview, now_us);
        let Overview { access, security, knocks, .. } = overview;
        let bad = knocks.iter().find(|knock| is_bad(knock) && now_us - knock.at_us < RECENT_US);
        let failed = bad.map(|knock| page.with("me-failed", &at_and_from(page, knock)));
        let mut sessions = security.sessions;
        sessions.sort_by_key(|session| (session.id != this, -session.seen_us));
        let last = sessions
            .first()
            .map(|session| page.with("me-since", &Words::new().filled("when", page.moment(session.made_us))));
        let mut lines: Vec<LineRow> =
            access.lines.into_iter().map(|line| LineRow::of(page, line, access.day)).collect();
        lines.retain(|line| line.state != LineState::Expired);
        let row = |session| SessionRow::of(page, session, this);
        Self {
            shell,
            page,
            hello: page.with("me-hello", &Words::new().text("name", &shell.name)),
            last: last.unwrap_or_default(),
            failed,
            open: todo.iter().filter(|one| one.way.is_some()).count(),
            todo,
            lines,
            sessions: sessions.into_iter().take(MOST).map(row).collect(),
            knocks: knocks.iter().map(|knock| KnockRow::of(page, knock)).collect(),
        }
    }
}

/// What there is to do, the most urgent first, and what is in order.
fn todo(page: &Page, overview: &Overview, now_us: i64) -> Vec<Todo> {
    let Overview { access, security, keys, ends, has_address, .. } = overview;
    let mut todo = Vec::new();
    let mut open = |icon, told: String, about: Option<String>, way| {
        todo.push(Todo { tile: "tile warn", icon, told, about, way: Some(way) });
    };
    let soon = |day: Date| day >= access.day && day <= access.day.saturating_add(SOON_DAYS.days());
    if security.factors.is_empty() {
        let about =
            if security.second_factor_required { "me-todo-factor-required" } else { "me-todo-factor-about" };
        open("shield", page.text("me-todo-factor"), Some(page.text(about)), ("/me/security", "me-todo-add"));
    } else if security.recovery_codes < FEW {
        let left = page.with("recovery-left", &Words::new().count("count", security.recovery_codes));
        open("key", page.text("me-todo-codes"), Some(left), ("/me/security/recovery-codes", "recovery-new"));
    }
    if *has_address && !security.contacts.iter().any(|contact| contact.channel == "email") {
        let about = Some(page.text("me-todo-address-about"));
        open("mail", page.text("me-todo-address"), about, ("/me/address", "me-todo-show"));
    }
    for line in access.lines.iter().filter(|line| line.line.enabled) {
        let Some(to) = line.line.form.to.filter(|to| soon(*to)) else { continue };
        let words = Words::new().text("role", &line.role).filled("day", page.day(to));
        open("badge", page.with("me-todo-ends", &words), None, ("/me/access", "me-todo-look"));
    }
    for key in keys {
        let Some(day) = key.ends_us.and_then(day_of).filter(|day| soon(*day)) else { continue };
        let words = Words::new().text("key", &key.name).filled("day", page.day(day));
        open("key", page.with("me-todo-key", &words), None, ("/me/api-keys", "me-todo-look"));
    }
    if let Some(day) = ends.filter(|day| soon(*day)) {
        let told = page.with("me-todo-account", &Words::new().filled("day", page.day(day)));
        open("calendar", told, None, ("/me/profile", "me-todo-look"));
    }
    let mut done = |told: &str| {
        let told = page.text(told);
        todo.push(Todo { tile: "tile ok", icon: "check", told, about: None, way: None });
    };
    if security.password_set_us.is_some_and(|set| set <= now_us) && !security.password_must_change {
        done("me-done-password");
    }
    if !security.factors.is_empty() {
        done("me-done-factor");
    }
    todo
}

/// The day that a moment lies on, as the clock of the world has it.
fn day_of(at_us: i64) -> Option<Date> {
    let at = Timestamp::from_microsecond(at_us).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Whether somebody was kept from coming in.
fn is_bad(knock: &KnockView) -> bool {
    matches!(knock.outcome.as_str(), "wrong" | "shut")
}

fn at_and_from(page: &Page, knock: &KnockView) -> Words {
    let address = knock.address.clone().unwrap_or_else(|| page.text("unknown-address"));
    Words::new()
        .filled("when", page.moment(knock.at_us))
        .text("address", address)
        .filled("agent", agent::told(page, knock.agent.as_deref()))
}

impl SessionRow {
    fn of(page: &Page, session: SessionView, this: &str) -> Self {
        let address = session.address.unwrap_or_else(|| page.text("unknown-address"));
        let words = Words::new().text("address", address).filled("since", page.moment(session.made_us));
        Self {
            agent: agent::told(page, session.agent.as_deref()),
            icon: agent::icon(session.agent.as_deref()),
            told: page.with("session-told", &words),
            is_this: session.id == this,
        }
    }
}

impl KnockRow {
    fn of(page: &Page, knock: &KnockView) -> Self {
        let (class, icon, what) = match knock.outcome.as_str() {
            "in" => ("dot ok", "check", "me-knock-in"),
            "more" => ("dot", "clock", "me-knock-more"),
            _ => ("dot bad", "x", "me-knock-bad"),
        };
        Self { class, icon, what, told: page.with("me-knock-told", &at_and_from(page, knock)) }
    }
}
