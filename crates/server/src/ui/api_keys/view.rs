//! What the pages of keys show, ready to be written.

use askama::Template;
use bailiwick_app::sign_in::{OfficeKey, OfficeKeys};
use bailiwick_model::{Operation, UserId};

use super::super::{
    list::{Pager, Sort, Wanted},
    page::Page,
    shell::Shell,
};
use crate::{http::Gate, language::Words};

#[derive(Template)]
#[template(path = "api_keys.html")]
pub(super) struct KeysPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    search: String,
    filters: Vec<(String, String)>,
    bare: Option<String>,
    count: String,
    rows: Vec<Row>,
    name: Sort,
    pager: Pager,
    makes: bool,
}

#[derive(Template)]
#[template(path = "api_key.html")]
pub(super) struct KeyPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    row: Row,
    id: String,
    made: String,
    may_delete: bool,
    sees_trail: bool,
}

/// A key.
struct Row {
    id: String,
    name: String,
    prefix: String,
    owner: String,
    scopes: Vec<String>,
    used: String,
    ends: String,
    /// `ok`, `warn`, `bad` or nothing, with the word that says so.
    tone: &'static str,
    state: String,
}

impl<'p> KeysPage<'p> {
    pub(super) fn of(
        gate: &Gate,
        shell: &'p Shell,
        wanted: &Wanted,
        (listed, last): OfficeKeys,
        now_us: i64,
    ) -> Self {
        let page = &shell.page;
        let count = match listed.count {
            Some(count) if listed.count_is_least => format!("{count}+"),
            Some(count) => page.with("keys-count", &Words::new().count("count", count)),
            None => String::new(),
        };
        Self {
            shell,
            page,
            search: wanted.listing.search.clone(),
            filters: wanted.filters.iter().map(|filter| (filter.clone(), wanted.less(filter))).collect(),
            bare: wanted.is_narrowed().then(|| wanted.bare()),
            count,
            name: wanted.sort("name"),
            pager: wanted.pager(gate, last, listed.more),
            rows: listed.items.into_iter().map(|key| Row::of(page, key, now_us)).collect(),
            makes: shell.sights.may(Operation::Update, "bailiwick.user"),
        }
    }
}

impl<'p> KeyPage<'p> {
    pub(super) fn of(shell: &'p Shell, key: OfficeKey, may_delete: bool, now_us: i64) -> Self {
        let page = &shell.page;
        Self {
            id: key.id.clone(),
            made: page.at(key.made_us),
            row: Row::of(page, key, now_us),
            may_delete,
            sees_trail: shell.sights.sees("bailiwick.audit"),
            shell,
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, key: OfficeKey, now_us: i64) -> Self {
        let OfficeKey { id, prefix, name, login, scopes, ends_us, used_us, .. } = key;
        let has_ended = ends_us.is_some_and(|ends| ends <= now_us);
        let (tone, state) = match (has_ended, used_us) {
            (true, _) => ("", "keys-ended"),
            (false, None) => ("warn", "keys-unused"),
            (false, Some(_)) => ("ok", "keys-in-use"),
        };
        Self {
            id,
            name,
            prefix,
            owner: login.as_ref().map(UserId::to_string).unwrap_or_else(|| page.text("keys-nobody")),
            scopes: scopes.iter().map(|scope| page.text(&format!("keys-scope-{scope}"))).collect(),
            used: used_us.map_or_else(|| page.text("keys-never"), |used| page.at(used)),
            ends: ends_us.map_or_else(|| page.text("keys-no-end"), |ends| page.at(ends)),
            tone,
            state: page.text(state),
        }
    }
}
