//! `/roles`: all roles, and one of them.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::{Policy, Role, RoleId, RoleScope};
use bailiwick_protocol::rest::{DataRight, Restrictions};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{list::Pager, page::Page, query::Query, shell::Shell},
    names::{Named, group, model_title, operations_text, page_of},
    paged::paged,
    visit::Visit,
};
use crate::{http::Refusal, language::Words};

#[derive(Template)]
#[template(path = "roles.html")]
struct RolesPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    rows: Vec<RoleRow>,
    pager: Pager,
    kinds: Vec<Choice>,
    search: String,
    kind: String,
    is_narrowed: bool,
    has_people: bool,
    may_write: bool,
}

/// A choice between several views of one list.
pub(super) struct Choice {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) is_here: bool,
}

struct RoleRow {
    named: Named,
    comment: String,
    is_local: bool,
    groups: usize,
    people: Option<usize>,
    is_shipped: bool,
}

#[derive(Template)]
#[template(path = "role.html")]
struct RolePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    id: String,
    href: String,
    role: Role,
    is_local: bool,
    is_shipped: bool,
    part: PolicyPart,
    groups: Vec<Named>,
    implied: Vec<Named>,
    rights: Vec<Right>,
    data: Vec<DataRow>,
    people: Option<String>,
    holders: Option<String>,
}

/// Named rights of one kind.
struct Right {
    title: String,
    names: Vec<String>,
}

struct DataRow {
    model: Named,
    operations: String,
    domain: Option<String>,
}

/// `GET /roles`
pub(super) async fn list(visit: Visit) -> Result<Response, Refusal> {
    let Visit { insider, sight, shell, .. } = visit;
    let (page, query) = (&shell.page, Query::of(&insider.knock.uri));
    let (search, kind) = (query.said("q").unwrap_or_default(), query.said("kind").unwrap_or_default());
    let folded = search.to_lowercase();
    let policy = sight.policy();
    let wanted = |(id, role): &(&RoleId, &Role)| {
        let texts = [id.as_str(), &role.label, role.comment.as_deref().unwrap_or_default()];
        let groups = role.groups.iter().map(|group| group.as_str());
        texts.into_iter().chain(groups).any(|text| text.to_lowercase().contains(&folded))
    };
    let of_kind = |kind: &str, role: &Role| match kind {
        "local" => role.scope == RoleScope::Local,
        "global" => role.scope == RoleScope::Global,
        _ => true,
    };
    let found: Vec<_> = policy.roles.iter().filter(wanted).collect();
    let counted = |kind: &str| count(found.iter().filter(|(_, role)| of_kind(kind, role)).count());
    let choice = |name: &'static str, text: &str| Choice {
        text: page.with(text, &Words::new().count("count", counted(name))),
        href: query
            .without(&["after"])
            .with("kind", Some(name).filter(|name| !name.is_empty()))
            .link("/roles"),
        is_here: name == kind || (name.is_empty() && !["local", "global"].contains(&kind)),
    };
    let kinds = vec![
        choice("", "pol-roles-all"),
        choice("global", "pol-roles-global"),
        choice("local", "pol-roles-local"),
    ];
    let people = sight.people_by_role();
    let shown = found.iter().filter(|(_, role)| of_kind(kind, role));
    let (items, pager) = paged(shown, |(id, _)| id.to_string(), &query, ("/roles", "after"));
    let row = |(id, role): &(&RoleId, &Role)| RoleRow {
        named: Named { id: id.to_string(), title: role.label.clone(), href: page_of("roles", id) },
        comment: role.comment.clone().unwrap_or_default(),
        is_local: role.scope == RoleScope::Local,
        groups: role.groups.len(),
        people: people.as_ref().map(|people| people.get(*id).copied().unwrap_or_default()),
        is_shipped: sight.part(PolicyKind::Role, id).is_some_and(|part| part.is_shipped),
    };
    let rows = items.into_iter().map(row).collect();
    shell.page.html(
        StatusCode::OK,
        &RolesPage {
            shell: &shell,
            page,
            rows,
            pager,
            kinds,
            search: search.to_owned(),
            kind: kind.to_owned(),
            is_narrowed: !search.is_empty() || !kind.is_empty(),
            has_people: people.is_some(),
            may_write: sight.may_write(),
        },
    )
}

/// `GET /roles/{id}`
pub(super) async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { sight, shell, id, .. } = visit;
    let page = &shell.page;
    let part = sight.part(PolicyKind::Role, &id).ok_or_else(Refusal::not_found)?;
    let role = sight.policy().roles.get(&*id).cloned().ok_or_else(Refusal::not_found)?;
    let policy = sight.policy();
    let may = restrictions(&part).unwrap_or_default();
    let own = format!("role.{id}");
    let direct = role.groups.iter().filter(|group| group.as_str() != own);
    let groups: Vec<Named> = direct.map(|id| group(policy, id)).collect();
    let implied = implied(policy, &role);
    let people = sight.people_by_role().map(|people| {
        let held = people.get(&*id).copied().unwrap_or_default();
        page.with("pol-people", &Words::new().count("count", count(held)))
    });
    let holders = shell.sights.sees("bailiwick.user") && shell.sights.sees("bailiwick.role_line");
    let holders = holders.then(|| {
        let domain = format!("[('line_ids.role', '=', {})]", super::builder::quoted(&id));
        Query::default().with("where", Some(&domain)).link("/users")
    });
    shell.page.html(
        StatusCode::OK,
        &RolePage {
            shell: &shell,
            page,
            href: page_of("roles", &id),
            is_local: role.scope == RoleScope::Local,
            is_shipped: part.is_shipped,
            part,
            groups,
            implied,
            rights: rights(page, &may),
            data: may.data.iter().map(|right| data_row(page, &sight, right)).collect(),
            people,
            holders,
            role,
            id,
        },
    )
}

/// What a role may do, where it is written as that.
pub(super) fn restrictions(part: &PolicyPart) -> Option<Restrictions> {
    serde_json::from_value(part.body.get("may")?.clone()).ok()
}

/// The groups that come along with those that a role names.
fn implied(policy: &Policy, role: &Role) -> Vec<Named> {
    let mut known: Vec<_> = role.groups.clone();
    let mut at = 0;
    while let Some(group) = known.get(at) {
        let more = policy.groups.get(group).map(|group| group.implies.clone()).unwrap_or_default();
        for group in more {
            if !known.contains(&group) {
                known.push(group);
            }
        }
        at += 1;
    }
    known.iter().skip(role.groups.len()).map(|id| group(policy, id)).collect()
}

fn rights(page: &Page, may: &Restrictions) -> Vec<Right> {
    let all = [
        ("pol-modules", &may.modules),
        ("pol-features", &may.features),
        ("pol-reports", &may.reports),
        ("pol-actions", &may.actions),
    ];
    let some = all.into_iter().filter(|(_, names)| !names.is_empty());
    some.map(|(title, names)| Right { title: page.text(title), names: names.clone() }).collect()
}

fn data_row(page: &Page, sight: &PolicySight, right: &DataRight) -> DataRow {
    let id = right.model.to_string();
    DataRow {
        model: Named { title: model_title(sight.policy(), &id), href: page_of("models", &id), id },
        operations: operations_text(page, right.operations),
        domain: right.domain.clone(),
    }
}

/// A number for texts.
pub(super) fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
