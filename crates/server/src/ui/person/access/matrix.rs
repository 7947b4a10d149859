//! What somebody may do with records, as a table: how far each operation reaches, and by what.

use bailiwick_app::administration::{Access, Cell, ModelRights, Reach, RightPath};

use super::super::preview::operation_text;
use crate::{language::Words, ui::page::Page};

/// A model.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) cells: Vec<Square>,
    /// The rules that limit something of it.
    pub(super) rules: Vec<String>,
}

/// How far one operation reaches.
pub(super) struct Square {
    pub(super) tone: &'static str,
    pub(super) icon: &'static str,
    /// The whole of it for who does not see the drawing.
    pub(super) told: String,
    /// Why.
    pub(super) tip: String,
}

/// A row of the table.
pub(super) fn row(page: &Page, access: &Access, rights: &ModelRights) -> Row {
    let mut rules: Vec<String> =
        rights.cells.iter().flat_map(|cell| &cell.rules).map(|(_, label)| label.clone()).collect();
    rules.sort();
    rules.dedup();
    let cells = rights.cells.iter().map(|cell| square(page, access, &rights.label, cell)).collect();
    Row { name: rights.name.clone(), label: rights.label.clone(), cells, rules }
}

fn square(page: &Page, access: &Access, label: &str, cell: &Cell) -> Square {
    let (tone, icon, told) = match cell.reach {
        Reach::All => (" ok", "check", "person-cell-all"),
        Reach::Some => (" accent", "pin", "person-cell-some"),
        Reach::Nothing => ("", "minus", "person-cell-none"),
        Reach::Denied => (" bad", "x", "person-cell-denied"),
    };
    let words =
        Words::new().filled("operation", page.text(operation_text(cell.operation))).text("model", label);
    Square { tone, icon, told: page.with(told, &words), tip: tip(page, access, cell) }
}

fn tip(page: &Page, access: &Access, cell: &Cell) -> String {
    if matches!(cell.reach, Reach::Nothing | Reach::Denied) {
        return page.text(match cell.why {
            "override" => "person-why-denied",
            "inactive" => "person-why-inactive",
            "exclusive_groups" => "person-why-exclusive",
            "no_acl" => "person-why-nothing",
            _ => "person-why-rule",
        });
    }
    let mut parts: Vec<String> = cell.paths.iter().map(|path| path_told(page, access, path)).collect();
    parts.sort();
    parts.dedup();
    if parts.is_empty() {
        parts.push(page.text(match cell.why {
            "bypass" => "person-why-bypass",
            "override" => "person-why-allowed",
            _ => "person-why-everybody",
        }));
    }
    for (_, rule) in &cell.rules {
        parts.push(page.with("person-why-limited", &Words::new().text("rule", rule)));
    }
    parts.join("; ")
}

fn path_told(page: &Page, access: &Access, path: &RightPath) -> String {
    let role = access.roles.get(&path.role).map_or(path.role.clone(), |role| role.label.clone());
    let words = Words::new().text("role", role);
    let told = match &path.group {
        Some((_, group)) => page.with("person-why-role-group", &words.text("group", group)),
        None => page.with("person-why-role", &words),
    };
    let area = |code: &String| access.areas.get(code).unwrap_or(code).clone();
    let company = |code: &String| access.companies.get(code).unwrap_or(code).clone();
    let places: Vec<String> = path.areas.iter().map(area).chain(path.companies.iter().map(company)).collect();
    match places.is_empty() {
        true => told,
        false => {
            let words = Words::new().filled("told", told).text("places", places.join(", "));
            page.with("person-why-in", &words)
        }
    }
}
