//! The head of every page about a user: who he is, how his account stands, and the ways to all that is about him.

use bailiwick_app::administration::Person;
use bailiwick_model::{AccountState, UserKind};

use super::at;
use crate::{
    language::Words,
    ui::{
        page::Page,
        shell::{Shell, initials},
    },
};

/// Tints of pictures of those who have none.
const TINTS: [&str; 4] = ["", " b", " c", " d"];

/// The head.
pub(in crate::ui) struct Head {
    pub(in crate::ui) login: String,
    pub(in crate::ui) name: String,
    pub(in crate::ui) path: String,
    pub(in crate::ui) initials: String,
    pub(in crate::ui) tint: &'static str,
    /// The address of the picture, where there is one.
    pub(in crate::ui) picture: Option<String>,
    /// What he does, and where.
    pub(in crate::ui) about: String,
    pub(in crate::ui) state: Option<Badge>,
    pub(in crate::ui) kind: Option<String>,
    /// Whether there is a way to explanations.
    pub(in crate::ui) explains: Option<String>,
    pub(in crate::ui) tabs: Vec<Tab>,
    pub(in crate::ui) menu: Vec<Item>,
}

/// A badge: what it says, and in which colour.
pub(in crate::ui) struct Badge {
    pub(in crate::ui) text: String,
    pub(in crate::ui) tone: &'static str,
}

/// A page about him.
pub(in crate::ui) struct Tab {
    pub(in crate::ui) href: String,
    pub(in crate::ui) text: String,
    pub(in crate::ui) is_here: bool,
    pub(in crate::ui) count: Option<usize>,
}

/// A thing to do.
pub(in crate::ui) struct Item {
    pub(in crate::ui) href: String,
    pub(in crate::ui) text: String,
    pub(in crate::ui) icon: &'static str,
}

impl Head {
    /// The head of a page: `here` is the name of its tab.
    pub(in crate::ui) fn of(shell: &Shell, person: &Person, here: &str) -> Self {
        let page = &shell.page;
        let (user, acts) = (&person.user, &person.acts);
        let login = user.login.to_string();
        let path = at(&login);
        let form = &user.form;
        let area = form
            .area
            .as_ref()
            .map(|code| person.areas.get(code.as_str()).cloned().unwrap_or_else(|| code.to_string()));
        let job = form.job_title.as_ref().map(ToString::to_string);
        let about = job.into_iter().chain(area).collect::<Vec<_>>().join(" · ");
        let tint = login.chars().map(|c| c as usize).sum::<usize>() % TINTS.len();
        let query = serde_urlencoded::to_string([("u", &login)]).unwrap_or_default();
        Self {
            initials: initials(&user.display_name),
            name: user.display_name.clone(),
            tint: TINTS.get(tint).copied().unwrap_or_default(),
            picture: person.picture.as_ref().map(|_| format!("/api/v1{path}/avatar")),
            about,
            state: user.state.map(|state| badge(page, state)),
            kind: form.kind.map(|kind| page.text(kind_text(kind))),
            explains: acts.holdings.then(|| format!("/explain?{query}")),
            tabs: tabs(page, person, &path, here),
            menu: menu(page, person, &path),
            login,
            path,
        }
    }
}

/// The name of the text for a kind of account.
pub(in crate::ui) fn kind_text(kind: UserKind) -> &'static str {
    match kind {
        UserKind::Internal => "person-kind-internal",
        UserKind::Client => "person-kind-client",
        UserKind::Service => "person-kind-service",
    }
}

/// How an account stands.
pub(in crate::ui) fn badge(page: &Page, state: AccountState) -> Badge {
    let (text, tone) = match state {
        AccountState::Invited => ("person-state-invited", "accent"),
        AccountState::Active => ("person-state-active", "ok"),
        AccountState::Suspended => ("person-state-suspended", "bad"),
        AccountState::Locked => ("person-state-locked", "warn"),
        AccountState::Left => ("person-state-left", ""),
    };
    Badge { text: page.text(text), tone }
}

fn tabs(page: &Page, person: &Person, path: &str, here: &str) -> Vec<Tab> {
    let acts = &person.acts;
    let skills = !person.hidden.contains("qualifications");
    let all = [
        ("profile", "", true, None),
        ("access", "/access", acts.holdings, None),
        ("security", "/security", acts.security, None),
        ("activity", "/activity", true, None),
        ("skills", "/skills", skills, Some(person.user.form.qualifications.len()).filter(|count| *count > 0)),
    ];
    let open = all.into_iter().filter(|(_, _, is_open, _)| *is_open);
    let tab = |(name, below, _, count): (&str, &str, bool, Option<usize>)| Tab {
        href: format!("{path}{below}"),
        text: page.text(&format!("person-tab-{name}")),
        is_here: name == here,
        count,
    };
    open.map(tab).collect()
}

/// What can be done, each on a page of its own that says what comes of it.
fn menu(page: &Page, person: &Person, path: &str) -> Vec<Item> {
    let acts = &person.acts;
    let mut menu = Vec::new();
    let mut item = |below: &str, icon: &'static str, text: &str| {
        menu.push(Item { href: format!("{path}{below}"), text: page.text(text), icon });
    };
    for state in &acts.states {
        let icon = match state {
            AccountState::Suspended if person.user.state == Some(AccountState::Left) => "refresh",
            AccountState::Active => "check-o",
            AccountState::Suspended => "pause",
            _ => "logout",
        };
        item(&format!("/state/{state}"), icon, state_act(person.user.state, *state));
    }
    if acts.take_over && person.user.state == Some(AccountState::Active) {
        item("/security/temporary", "lock", "person-temporary-title");
    }
    if acts.end_access {
        item("/end-access", "ban", "person-end-title");
    }
    menu
}

/// The name of the text of what takes an account from one state to another.
pub(in crate::ui) fn state_act(from: Option<AccountState>, to: AccountState) -> &'static str {
    match (from, to) {
        (Some(AccountState::Left), _) => "person-act-back",
        (Some(AccountState::Locked), AccountState::Active) => "person-act-unlock",
        (_, AccountState::Active) => "person-act-activate",
        (_, AccountState::Suspended) => "person-act-suspend",
        _ => "person-act-leave",
    }
}

/// The title of a page about him, for the window.
pub(in crate::ui) fn title(page: &Page, tab: &str, name: &str) -> String {
    page.with("person-title", &Words::new().filled("tab", page.text(tab)).text("name", name))
}
