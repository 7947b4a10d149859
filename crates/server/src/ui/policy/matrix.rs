//! The access lists of a model as a table of groups and operations, which is changed as a whole.

use std::collections::BTreeMap;

use bailiwick_app::administration::{AccessWish, PolicySight};
use bailiwick_model::{Acl, AclId, Operation, Operations};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{clash::Clash, faults::Faults, list::Pager, page::Page, query::Query},
    deed::{Deed, Plan, What},
    form::Way,
    names::{Named, group, operation_text, operations_text, page_of, role_title},
    paged::paged,
};

/// Groups that are added at once, at most.
const MOST_NEW: usize = 20;

/// In which order operations stand.
const ORDER: [Operation; 4] = [Operation::Read, Operation::Update, Operation::Create, Operation::Delete];

/// The table.
pub(super) struct Matrix {
    pub(super) rows: Vec<Row>,
    pub(super) pager: Pager,
    /// What operations are called.
    pub(super) operations: Vec<String>,
    /// Whether it is being changed.
    pub(super) is_edited: bool,
    /// Groups that are about to get a row, and an empty one.
    pub(super) new: Vec<New>,
    /// What all rows were when the form was made.
    pub(super) tag: String,
    /// Where the page of rows begins, for the form to lead back to.
    pub(super) after: String,
    /// Where the form is.
    pub(super) form: String,
    /// Where one row is added, with all that can be said of it.
    pub(super) add: String,
}

/// What a group may do.
pub(super) struct Row {
    pub(super) id: String,
    /// Nothing for everybody.
    pub(super) group: Option<Named>,
    pub(super) label: String,
    /// Who it is for, in one text.
    pub(super) who: String,
    pub(super) cells: Vec<Cell>,
    pub(super) is_on: bool,
    /// Where the rest of it is changed; nothing where it is not changed here.
    pub(super) change: Option<String>,
    pub(super) part_of: Option<Named>,
}

/// Whether a group may do one thing.
pub(super) struct Cell {
    pub(super) word: &'static str,
    pub(super) text: String,
    pub(super) is_on: bool,
}

/// A group that is about to get a row.
pub(super) struct New {
    pub(super) at: usize,
    pub(super) group: String,
    pub(super) cells: Vec<Cell>,
}

impl Matrix {
    /// The rows of a model; with boxes, and what was ticked, where there is a draft.
    pub(super) fn of(
        page: &Page,
        sight: &PolicySight,
        (model, href): (&str, &str),
        query: &Query,
        draft: Option<&Query>,
        tag: Option<String>,
    ) -> Self {
        let acls = sight.policy().acls.iter().filter(|(_, acl)| *acl.model == *model);
        let (acls, pager) = paged(acls, |(id, _)| id.to_string(), query, (href, "after"));
        let ticked = draft.map(ticked).unwrap_or_default();
        let row = |(id, acl): (&AclId, &Acl)| {
            let on = ticked.get(id.as_str()).copied().unwrap_or(acl.operations);
            Row::of(page, sight, id, acl, on)
        };
        let typed = draft.and_then(|draft| draft.said("tag")).map(str::to_owned);
        Self {
            rows: acls.into_iter().map(row).collect(),
            pager,
            operations: ORDER.map(|one| operation_text(page, one)).into(),
            is_edited: draft.is_some(),
            new: draft.map(|draft| new_rows(page, draft)).unwrap_or_default(),
            tag: tag.or(typed).unwrap_or_else(|| sight.access_tag(model)),
            after: query.said("after").unwrap_or_default().to_owned(),
            form: format!("{href}/access"),
            add: Query::default().with("m", Some(model)).link("/access-rows/new"),
        }
    }
}

impl Row {
    fn of(page: &Page, sight: &PolicySight, id: &AclId, acl: &Acl, on: Operations) -> Self {
        let (policy, part) = (sight.policy(), sight.part(PolicyKind::Acl, id));
        let change = part.as_ref().filter(|part| part.changeable).map(|_| page_of("access-rows", id));
        let group = acl.group.as_ref().map(|id| group(policy, id));
        Self {
            id: id.to_string(),
            who: group.as_ref().map_or_else(|| page.text("pol-everybody"), |group| group.title.clone()),
            group,
            label: acl.label.clone().unwrap_or_default(),
            cells: cells(page, on),
            is_on: acl.active,
            change,
            part_of: part.and_then(|part| part.part_of).map(|role| Named {
                title: role_title(policy, &role),
                href: page_of("roles", &role),
                id: role,
            }),
        }
    }
}

fn cells(page: &Page, on: Operations) -> Vec<Cell> {
    let cell =
        |one| Cell { word: Operation::word(one), text: operation_text(page, one), is_on: on.contains(one) };
    ORDER.map(cell).into()
}

/// What was sent of rows that are there, by their ids.
fn ticked(draft: &Query) -> BTreeMap<&str, Operations> {
    draft.all("row").map(|row| (row, operations(draft, &format!("may.{row}")))).collect()
}

fn operations(draft: &Query, name: &str) -> Operations {
    draft.all(name).filter_map(|word| word.parse::<Operation>().ok()).collect()
}

/// What was sent of groups that are to get a row, by number.
fn added(draft: &Query) -> impl Iterator<Item = (usize, &str, Operations)> {
    let one = |at: usize| {
        let group = draft.said(&format!("new.{at}.group")).unwrap_or_default();
        let operations = operations(draft, &format!("new.{at}.op"));
        (!group.is_empty() || operations != Operations::NONE).then_some((at, group, operations))
    };
    (0..MOST_NEW).filter_map(one)
}

fn new_rows(page: &Page, draft: &Query) -> Vec<New> {
    let mut rows: Vec<New> = added(draft)
        .map(|(at, group, on)| New { at, group: group.to_owned(), cells: cells(page, on) })
        .collect();
    let next = rows.last().map_or(0, |row| row.at + 1);
    if next < MOST_NEW {
        rows.push(New { at: next, group: String::new(), cells: cells(page, Operations::NONE) });
    }
    rows
}

/// What the form says.
pub(super) fn deed(model: &str, draft: &Query) -> Deed {
    let known = ticked(draft).into_iter();
    let known = known.map(|(row, operations)| AccessWish::Of { row: row.to_owned(), operations });
    let new =
        added(draft).map(|(_, group, operations)| AccessWish::For { group: group.to_owned(), operations });
    Deed { kind: PolicyKind::Model, id: model.to_owned(), what: What::Access(known.chain(new).collect()) }
}

/// What is missing before anything can be tried: a group that is added has a name, and may do something.
pub(super) fn lacking(page: &Page, draft: &Query) -> Option<Faults> {
    let mut new = added(draft);
    let lacks = new.any(|(_, group, operations)| group.is_empty() || operations == Operations::NONE);
    lacks.then(|| Faults::one("new", page.text("pol-acls-new-lacks")))
}

/// What the form is about.
pub(super) fn plan(page: &Page, draft: &Query, way: Way) -> Plan {
    let home = way.last().map(|(href, _)| href.clone()).unwrap_or_default();
    let back = Query::default().with("after", draft.said("after")).link(&home);
    Plan {
        form: format!("{home}/access"),
        back: back.clone(),
        then: back,
        news: "acls-changed".to_owned(),
        title: page.text("pol-acls-save-confirm"),
        button: page.text("pol-acls-save"),
        crumbs: way,
        field: |pointer| if pointer.starts_with("/groups/") { "new".to_owned() } else { String::new() },
    }
}

/// What differs between the rows as they are and as somebody would have them.
pub(super) fn clash(page: &Page, sight: &PolicySight, model: &str, wanted: &[AccessWish]) -> Clash {
    let policy = sight.policy();
    let named = |id: &str, group: Option<&str>| {
        let group =
            group.map_or_else(|| page.text("pol-everybody"), |id| super::names::group_title(policy, id));
        format!("{group} ({id})")
    };
    let told = |operations: Operations| match operations == Operations::NONE {
        true => page.text("none"),
        false => operations_text(page, operations),
    };
    let (mut now, mut typed) = (Map::new(), Map::new());
    for (id, acl) in policy.acls.iter().filter(|(_, acl)| *acl.model == *model) {
        let name = named(id, acl.group.as_deref());
        let is_it = |wish: &&AccessWish| matches!(wish, AccessWish::Of { row, .. } if **row == **id);
        let wished = wanted.iter().find(is_it).map(|wish| match wish {
            AccessWish::Of { operations, .. } | AccessWish::For { operations, .. } => told(*operations),
        });
        // A row that he has not seen is one that he says nothing about.
        typed.insert(name.clone(), wished.unwrap_or_default().into());
        now.insert(name, told(acl.operations).into());
    }
    for wish in wanted {
        match wish {
            AccessWish::Of { row, operations } if !policy.acls.contains_key(row.as_str()) => {
                typed.insert(row.clone(), told(*operations).into());
            }
            AccessWish::For { group, operations } => {
                typed.insert(named(group, Some(group)), told(*operations).into());
            }
            AccessWish::Of { .. } => {}
        }
    }
    Clash::between(&Json::Object(now), &Json::Object(typed), sight.access_tag(model))
}
