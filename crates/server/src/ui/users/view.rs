//! The list as its page shows it.

use askama::Template;
use bailiwick_app::administration::Board;
use bailiwick_model::{AccountState, Operation};

use super::{
    super::{
        list::{Pager, Sort, Wanted},
        page::Page,
        shell::{Shell, initials},
    },
    column::{Cell, Column},
    filter::{self, Chip, KINDS},
    person, tint,
};
use crate::{http::Gate, language::Words};

/// People on a page that can be chosen.
const PER: [&str; 3] = ["25", "50", "100"];

/// Rows up to which each has a menu.
const MOST_MENUS: usize = 50;

/// Places that people are filtered by.
const PLACES: [&str; 3] = ["company", "department", "area"];

#[derive(Template)]
#[template(path = "users.html")]
pub(super) struct UsersPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    q: &'p str,
    /// What forms keep of the address.
    keep: Vec<&'p (String, String)>,
    chips: Vec<Chip>,
    views: Vec<Link>,
    /// The list without filters and words.
    bare: String,
    is_narrowed: bool,
    /// Why a filter cannot be read, in the engine's words.
    fault: Option<String>,
    /// The domain that is at fault.
    typed: &'p str,
    /// What can be chosen to filter by.
    choices: Vec<Choosing>,
    /// What codes can be typed to filter by.
    codes: Vec<Coded>,
    columns: Vec<Chosen>,
    sort: Sort,
    heads: Vec<Head>,
    /// Whether rows have menus: a long page stays light without.
    has_menus: bool,
    rows: Vec<Row>,
    pager: Pager,
    per: Vec<Link>,
    count: Option<String>,
    /// Where the count is to be had, where it is not known.
    count_at: Option<String>,
    export: String,
    acts: Vec<Act>,
    /// Whether there is anything that he may do to many.
    can_act: bool,
    domain: &'p str,
    makes: bool,
    imports: bool,
}

/// A way to another view of the list.
struct Link {
    text: String,
    href: String,
    is_here: bool,
}

/// Values of a field to choose one of.
struct Choosing {
    name: &'static str,
    title: String,
    values: Vec<(String, String)>,
}

/// The heading of a column.
struct Head {
    class: &'static str,
    title: String,
}

/// A column that can be chosen.
struct Chosen {
    name: &'static str,
    title: String,
    is_shown: bool,
}

/// A field to type a code of.
struct Coded {
    name: &'static str,
    title: String,
}

struct Row {
    login: String,
    href: String,
    name: String,
    label: String,
    /// What the menu of what can be done about him is called. It is filled from his own page, which knows.
    acts: String,
    initials: String,
    tint: &'static str,
    cells: Vec<Cell>,
}

/// Something that can be done to those who are chosen.
pub(super) struct Act {
    pub(super) name: &'static str,
    pub(super) text: String,
    pub(super) about: String,
    pub(super) icon: &'static str,
    pub(super) is_grave: bool,
}

impl<'p> UsersPage<'p> {
    pub(super) fn of(
        gate: &Gate,
        shell: &'p Shell,
        wanted: &'p Wanted,
        board: Board,
        fault: Option<String>,
    ) -> Self {
        let page = &shell.page;
        let query = &wanted.query;
        let chips = wanted
            .filters
            .iter()
            .map(|filter| Chip { text: filter::told(page, &board, filter), href: wanted.less(filter) });
        let heads = Column::shown(query, &board);
        let columns = Column::open(&board).map(|column| Chosen {
            name: column.name,
            title: page.text(&column.title()),
            is_shown: heads.iter().any(|head| head.name == column.name),
        });
        let per_now = wanted.listing.limit.to_string();
        let per = PER.into_iter().map(|per| Link {
            text: per.to_owned(),
            href: query.without(&["after"]).with("per", Some(per)).link("/users"),
            is_here: per == per_now,
        });
        let count = board.count.map(|count| {
            let key = if board.count_is_least { "users-count-least" } else { "users-count" };
            page.with(key, &Words::new().count("count", count))
        });
        let count_at = (count.is_none() && wanted.listing.after.is_none())
            .then(|| query.with("count", Some("1")).link("/users"));
        Self {
            q: &wanted.listing.search,
            keep: query
                .pairs()
                .iter()
                .filter(|(name, _)| ["where", "col", "sort", "per", "company"].contains(&name.as_str()))
                .collect(),
            chips: chips.collect(),
            views: views(page, wanted, &board),
            bare: wanted.bare(),
            is_narrowed: wanted.is_narrowed(),
            typed: fault.as_ref().and(wanted.filters.last()).map_or("", String::as_str),
            fault,
            choices: choices(shell, &board),
            codes: PLACES
                .into_iter()
                .filter(|name| !board.unread.contains(*name))
                .map(|name| Coded { name, title: page.text(&format!("users-field-{name}")) })
                .collect(),
            columns: columns.collect(),
            has_menus: board.rows.len() <= MOST_MENUS,
            sort: wanted.sort("name"),
            rows: board
                .rows
                .iter()
                .map(|row| {
                    let cells = heads.iter().map(|head| head.cell(page, &board, row)).collect();
                    Row {
                        href: person(&row.login),
                        label: page.with("users-select", &Words::new().text("name", row.name.as_str())),
                        acts: page.with("users-acts", &Words::new().text("name", row.name.as_str())),
                        initials: initials(&row.name),
                        tint: tint(&row.name),
                        login: row.login.to_string(),
                        name: row.name.clone(),
                        cells,
                    }
                })
                .collect(),
            heads: heads
                .iter()
                .map(|head| Head { class: head.class, title: page.text(&head.title()) })
                .collect(),
            pager: wanted.pager(gate, board.last.clone(), board.more),
            per: per.collect(),
            count,
            count_at,
            export: query.without(&["after", "done", "count", "col", "sort", "per"]).link("/users/export"),
            can_act: !acts(shell).is_empty(),
            acts: in_bar(acts(shell)),
            domain: &wanted.domain,
            makes: shell.makes_users(),
            imports: shell.makes_users() && shell.sights.may(Operation::Create, "bailiwick.job"),
            shell,
            page,
        }
    }
}

/// The lists that people look at most.
fn views(page: &Page, wanted: &Wanted, board: &Board) -> Vec<Link> {
    let list = wanted.query.without(&["after", "where", "q", "done", "count"]);
    let all =
        Link { text: page.text("users-view-all"), href: list.link("/users"), is_here: !wanted.is_narrowed() };
    let of = |(name, value): (&'static str, &'static str)| {
        let domain = filter::domain_of(name, value)?;
        Some(Link {
            text: page.text(&format!("users-view-{value}")),
            is_here: wanted.filters == [domain.as_str()],
            href: list.with("where", Some(&domain)).link("/users"),
        })
    };
    let usual = [
        ("kind", "internal"),
        ("kind", "client"),
        ("kind", "service"),
        ("state", "invited"),
        ("state", "locked"),
        ("state", "left"),
    ];
    let open = usual.into_iter().filter(|(name, _)| !board.unread.contains(*name)).filter_map(of);
    std::iter::once(all).chain(open).collect()
}

fn choices(shell: &Shell, board: &Board) -> Vec<Choosing> {
    let page = &shell.page;
    let title = |name: &str| page.text(&format!("users-field-{name}"));
    let told = |name: &'static str, values: &[&str]| Choosing {
        name,
        title: title(name),
        values: values
            .iter()
            .map(|value| ((*value).to_owned(), page.text(&format!("users-{name}-{value}"))))
            .collect(),
    };
    let states = AccountState::ALL.map(AccountState::as_str);
    let roles = board.roles.iter().map(|role| (role.id.to_string(), role.label.clone())).collect();
    let mut choices = vec![told("state", &states), told("kind", &KINDS)];
    choices.retain(|choice| !board.unread.contains(choice.name));
    if shell.sights.sees("bailiwick.role_line")
        && !board.unread.contains("line_ids")
        && !board.roles.is_empty()
    {
        choices.push(Choosing { name: "role", title: title("role"), values: roles });
    }
    choices
}

/// What somebody may do to many at once.
pub(super) fn acts(shell: &Shell) -> Vec<Act> {
    let may = |operation, model| shell.sights.may(operation, model);
    if !may(Operation::Create, "bailiwick.job") {
        return Vec::new();
    }
    let act = |name: &'static str, icon, is_grave| Act {
        name,
        text: shell.page.text(&format!("users-do-{name}")),
        about: shell.page.text(&format!("users-do-{name}-about")),
        icon,
        is_grave,
    };
    let mut acts = Vec::new();
    if may(Operation::Create, "bailiwick.role_line") {
        acts.push(act("give-role", "badge", false));
    }
    if may(Operation::Update, "bailiwick.role_line") {
        acts.push(act("end-role", "minus", false));
    }
    if may(Operation::Update, "bailiwick.user") {
        acts.push(act("change", "edit", false));
        acts.push(act("activate", "check", false));
        acts.push(act("reset-password", "lock", false));
        acts.push(act("end-sessions", "logout", false));
        acts.push(act("suspend", "ban", true));
    }
    if may(Operation::Delete, "bailiwick.user") {
        acts.push(act("leave", "trash", true));
    }
    acts
}

/// Those that there is room for beside the rows; the others are one step away.
fn in_bar(acts: Vec<Act>) -> Vec<Act> {
    acts.into_iter().filter(|act| ["give-role", "reset-password", "suspend"].contains(&act.name)).collect()
}
