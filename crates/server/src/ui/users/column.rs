//! The columns of the list that people can choose from, and what stands in them.

use bailiwick_app::administration::{Board, BoardRow, HeldRole, Standing};
use bailiwick_model::AccountState;

use super::super::{page::Page, query::Query};
use crate::language::Words;

/// A column: its name in the address, the field that it shows, and its class by how much room there is.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    field: &'static str,
    pub(super) class: &'static str,
    is_usual: bool,
}

const fn column(name: &'static str, field: &'static str, class: &'static str, is_usual: bool) -> Column {
    Column { name, field, class, is_usual }
}

const ALL: [Column; 10] = [
    column("roles", "", "p1", true),
    column("area", "area", "p3", true),
    column("company", "company", "p2", true),
    column("department", "department", "p2", false),
    column("kind", "kind", "p2", false),
    column("state", "state", "", true),
    column("title", "job_title", "p2", false),
    column("email", "email", "p2", false),
    column("changed", "changed", "p2", false),
    column("signed-in", "", "p2", false),
];

/// What stands in a cell.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) class: &'static str,
    pub(super) text: String,
    /// Whether people have written it, so that it may run either way.
    pub(super) is_foreign: bool,
    pub(super) badge: Option<Badge>,
}

/// A mark with a word.
pub(super) struct Badge {
    pub(super) class: &'static str,
    pub(super) text: String,
    pub(super) is_foreign: bool,
}

impl Column {
    /// Those that somebody can see anything in.
    pub(super) fn open(board: &Board) -> impl Iterator<Item = Self> {
        let is_told = |column: &Self| column.name != "signed-in" || board.sees_sign_ins;
        ALL.into_iter().filter(move |column| !board.unread.contains(column.field) && is_told(column))
    }

    /// Those that an address asks for; the usual ones where it asks for none.
    pub(super) fn shown(query: &Query, board: &Board) -> Vec<Self> {
        let is_asked = |column: &Self| query.all("col").any(|name| name == column.name);
        let asked: Vec<Self> = Self::open(board).filter(is_asked).collect();
        if asked.is_empty() { Self::open(board).filter(|column| column.is_usual).collect() } else { asked }
    }

    /// The name of its text.
    pub(super) fn title(self) -> String {
        format!("users-column-{}", self.name)
    }

    /// What stands in it for somebody.
    pub(super) fn cell(self, page: &Page, board: &Board, row: &BoardRow) -> Cell {
        let plain = |text: Option<String>| Cell { text: text.unwrap_or_default(), ..Cell::default() };
        let foreign = |text: Option<String>| Cell { is_foreign: true, ..plain(text) };
        let named = |code: &Option<String>, names: &std::collections::BTreeMap<String, String>| {
            code.as_ref().map(|code| names.get(code).unwrap_or(code).clone())
        };
        let cell = match self.name {
            "roles" => roles(page, board, &row.roles),
            "area" => foreign(named(&row.area, &board.areas)),
            "company" => foreign(named(&row.company, &board.companies)),
            "department" => foreign(row.department.clone()),
            "kind" => plain(row.kind.map(|kind| page.text(&format!("users-kind-{}", kind.word())))),
            "state" => Cell { badge: row.state.map(|state| of_state(page, state)), ..Cell::default() },
            "title" => foreign(row.job_title.clone()),
            "email" => foreign(row.email.clone()),
            "signed-in" => plain(row.signed_in_us.map(|at| page.at(at))),
            _ => plain(row.changed_us.filter(|at| *at > 0).map(|at| page.at(at))),
        };
        Cell { class: self.class, ..cell }
    }
}

/// Where an account stands.
pub(super) fn of_state(page: &Page, state: AccountState) -> Badge {
    let class = match state {
        AccountState::Active => "ok dot",
        AccountState::Invited | AccountState::Left => "dot",
        AccountState::Suspended => "warn dot",
        AccountState::Locked => "bad dot",
    };
    ours(class, page.text(&format!("users-state-{state}")))
}

/// The first role, how many others there are, and where the first one counts.
fn roles(page: &Page, board: &Board, roles: &[HeldRole]) -> Cell {
    let Some(first) = roles.first() else {
        return Cell { text: String::new(), ..Cell::default() };
    };
    let text = match i64::try_from(roles.len().saturating_sub(1)) {
        Ok(more) if more > 0 => {
            page.with("users-role-more", &Words::new().text("role", first.label.as_str()).count("more", more))
        }
        _ => first.label.clone(),
    };
    let area =
        first.areas.first().map(|code| board.areas.get(code.as_str()).map_or(code.as_str(), String::as_str));
    let badge = match (first.standing, area) {
        (Standing::Scheduled(day), _) => {
            let words = Words::new().filled("day", page.day(day));
            ours("warn", page.with("users-role-starts", &words))
        }
        (Standing::Expired, _) => ours("", page.text("users-role-expired")),
        (Standing::Enabled, Some(area)) => Badge { is_foreign: true, ..ours("accent", area.to_owned()) },
        (Standing::Enabled, None) if first.is_local => ours("accent", page.text("users-role-local")),
        (Standing::Enabled, None) => ours("line", page.text("users-role-global")),
    };
    Cell { text, is_foreign: true, badge: Some(badge), ..Cell::default() }
}

/// A mark with a word of ours.
fn ours(class: &'static str, text: String) -> Badge {
    Badge { class, text, is_foreign: false }
}
