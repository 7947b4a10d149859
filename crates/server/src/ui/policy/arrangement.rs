//! `/privileges`: privileges and categories, by which groups are arranged on screen. They grant nothing.

use std::collections::BTreeMap;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::PolicySight;
use bailiwick_model::{Category, CategoryId, Privilege, PrivilegeId};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{list::Pager, page::Page, query::Query, shell::Shell},
    form::Way,
    names::{Named, page_of},
    paged::paged,
    visit::Visit,
};
use crate::http::Refusal;

#[derive(Template)]
#[template(path = "privileges.html")]
struct ArrangementPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    privileges: Vec<Row>,
    privilege_pager: Pager,
    categories: Vec<Row>,
    category_pager: Pager,
    may_write: bool,
}

/// A privilege, or a category.
struct Row {
    named: Named,
    comment: String,
    /// What it stands below.
    above: String,
    sequence: String,
    /// How many stand below it.
    count: usize,
    changeable: bool,
}

/// `GET /privileges`
pub(super) async fn list(visit: Visit) -> Result<Response, Refusal> {
    let Visit { insider, sight, shell, .. } = visit;
    let (query, policy) = (Query::of(&insider.knock.uri), sight.policy());
    let mut groups: BTreeMap<&PrivilegeId, usize> = BTreeMap::new();
    let arranged = policy.groups.values().filter_map(|group| group.privilege.as_ref());
    arranged.for_each(|id| *groups.entry(id).or_default() += 1);
    let mut below: BTreeMap<&CategoryId, usize> = BTreeMap::new();
    let privileges = policy.privileges.values().filter_map(|privilege| privilege.category.as_ref());
    privileges.for_each(|id| *below.entry(id).or_default() += 1);
    let (privileges, privilege_pager) =
        paged(policy.privileges.iter(), |(id, _)| id.to_string(), &query, ("/privileges", "after"));
    let (categories, category_pager) =
        paged(policy.categories.iter(), |(id, _)| id.to_string(), &query, ("/privileges", "categories"));
    let privilege = |(id, one): (&PrivilegeId, &Privilege)| Row {
        named: Named { id: id.to_string(), title: one.label.clone(), href: page_of("privileges", id) },
        comment: one.comment.clone().unwrap_or_default(),
        above: category_title(&sight, one.category.as_ref()),
        sequence: one.sequence.map(|place| place.to_string()).unwrap_or_default(),
        count: groups.get(id).copied().unwrap_or_default(),
        changeable: sight.part(PolicyKind::Privilege, id).is_some_and(|part| part.changeable),
    };
    let category = |(id, one): (&CategoryId, &Category)| Row {
        named: Named { id: id.to_string(), title: one.label.clone(), href: page_of("categories", id) },
        comment: one.comment.clone().unwrap_or_default(),
        above: category_title(&sight, one.parent.as_ref()),
        sequence: one.sequence.map(|place| place.to_string()).unwrap_or_default(),
        count: below.get(id).copied().unwrap_or_default(),
        changeable: sight.part(PolicyKind::Category, id).is_some_and(|part| part.changeable),
    };
    let arranged = ArrangementPage {
        shell: &shell,
        page: &shell.page,
        privileges: privileges.into_iter().map(privilege).collect(),
        privilege_pager,
        categories: categories.into_iter().map(category).collect(),
        category_pager,
        may_write: sight.may_write(),
    };
    shell.page.html(StatusCode::OK, &arranged)
}

fn category_title(sight: &PolicySight, id: Option<&CategoryId>) -> String {
    let known = id.and_then(|id| sight.policy().categories.get(id)).map(|category| category.label.clone());
    known.or_else(|| id.map(ToString::to_string)).unwrap_or_default()
}

/// The way to the page.
pub(super) fn way(page: &Page) -> Way {
    vec![("/groups".to_owned(), page.text("groups")), ("/privileges".to_owned(), page.text("pol-privileges"))]
}
