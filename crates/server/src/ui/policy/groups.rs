//! `/groups`: all groups by category and privilege, and one of them with what it brings.

use std::collections::BTreeMap;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::PolicyPart;
use bailiwick_model::{Group, GroupId, Policy, Role};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{list::Pager, page::Page, query::Query, shell::Shell},
    names::{
        Named, group as named_group, group_title, model_title, operations_text, page_of, role_title,
        rule_title,
    },
    paged::paged,
    roles::count,
    visit::Visit,
};
use crate::{http::Refusal, language::Words};

/// Rows of one kind that the page of a group shows at most.
const MOST_SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "groups.html")]
struct GroupsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    cards: Vec<Card>,
    pager: Pager,
    unused: Vec<Named>,
    search: String,
    may_write: bool,
}

/// The groups of one privilege.
struct Card {
    title: String,
    about: String,
    rows: Vec<GroupRow>,
}

struct GroupRow {
    named: Named,
    includes: Vec<String>,
    acls: usize,
    rules: usize,
    roles: usize,
    part_of: Option<Named>,
}

#[derive(Template)]
#[template(path = "group.html")]
struct GroupPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    id: String,
    href: String,
    group: Group,
    privilege: Option<String>,
    part: PolicyPart,
    owner: Option<Named>,
    implies: Vec<Named>,
    implied_by: Vec<Named>,
    roles: Vec<Named>,
    acls: Vec<AccessRow>,
    rules: Vec<RuleRow>,
    fields: Vec<FieldRow>,
    rights: Vec<String>,
    more: Option<String>,
}

struct AccessRow {
    model: Named,
    operations: String,
    is_on: bool,
}

struct RuleRow {
    named: Named,
    model: Named,
    operations: String,
    domain: String,
    is_on: bool,
}

struct FieldRow {
    model: Named,
    field: String,
    operations: String,
    is_refused: bool,
}

/// How often something names each group.
#[derive(Default)]
struct Counts<'p> {
    acls: BTreeMap<&'p GroupId, usize>,
    rules: BTreeMap<&'p GroupId, usize>,
    roles: BTreeMap<&'p GroupId, usize>,
    implied: BTreeMap<&'p GroupId, usize>,
}

impl<'p> Counts<'p> {
    fn of(policy: &'p Policy) -> Self {
        let mut counts = Self::default();
        let tally = |counts: &mut BTreeMap<&'p GroupId, usize>, group| *counts.entry(group).or_default() += 1;
        let acls = policy.acls.values().filter_map(|acl| acl.group.as_ref());
        acls.for_each(|group| tally(&mut counts.acls, group));
        policy.rules.values().flat_map(|rule| &rule.groups).for_each(|group| tally(&mut counts.rules, group));
        policy.roles.values().flat_map(|role| &role.groups).for_each(|group| tally(&mut counts.roles, group));
        let implied = policy.groups.values().flat_map(|group| &group.implies);
        implied.for_each(|group| tally(&mut counts.implied, group));
        counts
    }
}

/// By what groups are in order: category, privilege, and their own place in it, each behind those that say no place.
type Place<'p> = (i64, &'p str, i64, &'p str, i64, &'p str);

fn place<'p>(policy: &'p Policy, id: &'p GroupId, group: &'p Group) -> Place<'p> {
    let privilege = group.privilege.as_ref().and_then(|id| policy.privileges.get_key_value(id));
    let category = privilege
        .and_then(|(_, privilege)| privilege.category.as_ref())
        .and_then(|id| policy.categories.get_key_value(id));
    let last = i64::MAX;
    (
        category.map_or(last, |(_, category)| category.sequence.unwrap_or(100)),
        category.map_or("", |(id, _)| id.as_str()),
        privilege.map_or(last, |(_, privilege)| privilege.sequence.unwrap_or(100)),
        privilege.map_or("", |(id, _)| id.as_str()),
        group.sequence.unwrap_or(100),
        id.as_str(),
    )
}

/// `GET /groups`
pub(super) async fn list(visit: Visit) -> Result<Response, Refusal> {
    let Visit { insider, sight, shell, .. } = visit;
    let (page, query, policy) = (&shell.page, Query::of(&insider.knock.uri), sight.policy());
    let search = query.said("q").unwrap_or_default();
    let folded = search.to_lowercase();
    let mut found: Vec<_> = policy
        .groups
        .iter()
        .filter(|(id, group)| {
            let privilege = group.privilege.as_ref().and_then(|id| policy.privileges.get(id));
            let privilege = privilege.map(|privilege| privilege.label.as_str()).unwrap_or_default();
            [id.as_str(), &group.label, privilege].iter().any(|text| text.to_lowercase().contains(&folded))
        })
        .collect();
    found.sort_by_key(|(id, group)| place(policy, id, group));
    let counts = Counts::of(policy);
    let numbered = found.iter().enumerate();
    let (items, pager) = paged(numbered, |(at, _)| format!("{at:06}"), &query, ("/groups", "after"));
    let mut cards: Vec<(Option<&str>, Card)> = Vec::new();
    for (_, (id, group)) in items {
        let privilege = group.privilege.as_ref().map(|id| id.as_str());
        let row = group_row(policy, &counts, id, group);
        match cards.last_mut().filter(|(known, _)| *known == privilege) {
            Some((_, card)) => card.rows.push(row),
            None => cards.push((privilege, card(page, policy, group, row))),
        }
    }
    // Whatever leads to a group nobody gets is as unused as it.
    let idle = |id: &&GroupId| !counts.roles.contains_key(*id) && !counts.implied.contains_key(*id);
    let unused = policy.groups.keys().filter(idle).take(12).map(|id| named_group(policy, id)).collect();
    shell.page.html(
        StatusCode::OK,
        &GroupsPage {
            shell: &shell,
            page,
            cards: cards.into_iter().map(|(_, card)| card).collect(),
            pager,
            unused,
            search: search.to_owned(),
            may_write: sight.may_write(),
        },
    )
}

fn card(page: &Page, policy: &Policy, group: &Group, row: GroupRow) -> Card {
    let privilege = group.privilege.as_ref().and_then(|id| policy.privileges.get(id));
    let category = privilege.and_then(|privilege| policy.categories.get(privilege.category.as_ref()?));
    Card {
        title: privilege.map_or_else(|| page.text("pol-no-privilege"), |privilege| privilege.label.clone()),
        about: category.map(|category| category.label.clone()).unwrap_or_default(),
        rows: vec![row],
    }
}

fn group_row(policy: &Policy, counts: &Counts<'_>, id: &GroupId, group: &Group) -> GroupRow {
    let of = |counts: &BTreeMap<&GroupId, usize>| counts.get(id).copied().unwrap_or_default();
    let named = named_group(policy, id);
    GroupRow {
        named: Named { title: group.label.clone(), ..named },
        includes: group.implies.iter().take(4).map(|id| group_title(policy, id)).collect(),
        acls: of(&counts.acls),
        rules: of(&counts.rules),
        roles: of(&counts.roles),
        part_of: owner(policy, id),
    }
}

/// The role that has a group to itself.
fn owner(policy: &Policy, id: &str) -> Option<Named> {
    let role = id.strip_prefix("role.")?;
    let known = policy.roles.get(role).filter(|role| role.groups.iter().any(|group| group.as_str() == id));
    known.map(|_| named_role(policy, role))
}

fn named_role(policy: &Policy, id: &str) -> Named {
    Named { id: id.to_owned(), title: role_title(policy, id), href: page_of("roles", id) }
}

pub(super) fn named_model(policy: &Policy, id: &str) -> Named {
    Named { id: id.to_owned(), title: model_title(policy, id), href: page_of("models", id) }
}

/// `GET /groups/{id}`
pub(super) async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { sight, shell, id, .. } = visit;
    let part = sight.part(PolicyKind::Group, &id).ok_or_else(Refusal::not_found)?;
    let policy = sight.policy();
    let own = policy.groups.get(&*id).cloned().ok_or_else(Refusal::not_found)?;
    let page = &shell.page;
    let is_it = |group: &GroupId| group.as_str() == id;
    let named = |group: &GroupId| named_group(policy, group);
    let implied_by = policy.groups.iter().filter(|(_, group)| group.implies.iter().any(is_it));
    let gives = |role: &Role| role.groups.iter().any(is_it);
    let acls = policy.acls.values().filter(|acl| acl.group.as_ref().is_some_and(is_it));
    let rules = policy.rules.iter().filter(|(_, rule)| rule.groups.iter().any(is_it));
    let fields = policy.field_rules.values().filter_map(|rule| {
        let is_refused = rule.groups.none_of.iter().any(is_it);
        (is_refused || rule.groups.any_of.iter().any(is_it)).then_some((rule, is_refused))
    });
    let rights = policy.permissions.iter().filter(|(_, right)| right.groups.iter().any(is_it));
    let all = acls.clone().count() + rules.clone().count() + fields.clone().count() + rights.clone().count();
    let acls: Vec<_> = acls
        .take(MOST_SHOWN)
        .map(|acl| AccessRow {
            model: named_model(policy, &acl.model),
            operations: operations_text(page, acl.operations),
            is_on: acl.active,
        })
        .collect();
    let rules: Vec<_> = rules
        .take(MOST_SHOWN)
        .map(|(id, rule)| RuleRow {
            named: Named { id: id.to_string(), title: rule_title(policy, id), href: page_of("rules", id) },
            model: named_model(policy, &rule.model),
            operations: operations_text(page, rule.operations),
            domain: rule.domain.clone(),
            is_on: rule.active,
        })
        .collect();
    let fields: Vec<_> = fields
        .take(MOST_SHOWN)
        .map(|(rule, is_refused)| FieldRow {
            model: named_model(policy, &rule.model),
            field: rule.field.to_string(),
            operations: operations_text(page, rule.operations),
            is_refused,
        })
        .collect();
    let rights: Vec<_> = rights.take(MOST_SHOWN).map(|(name, _)| name.to_string()).collect();
    let rest = all - acls.len() - rules.len() - fields.len() - rights.len();
    let more = (rest > 0).then(|| page.with("pol-more-rows", &Words::new().count("count", count(rest))));
    let privilege = own.privilege.as_ref().map(|privilege| {
        policy.privileges.get(privilege).map_or_else(|| privilege.to_string(), |known| known.label.clone())
    });
    shell.page.html(
        StatusCode::OK,
        &GroupPage {
            shell: &shell,
            page,
            href: page_of("groups", &id),
            privilege,
            owner: owner(policy, &id),
            implies: own.implies.iter().map(named).collect(),
            implied_by: implied_by.take(MOST_SHOWN).map(|(id, _)| named(id)).collect(),
            roles: policy
                .roles
                .iter()
                .filter(|(_, role)| gives(role))
                .take(MOST_SHOWN)
                .map(|(id, _)| named_role(policy, id))
                .collect(),
            group: own,
            part,
            acls,
            rules,
            fields,
            rights,
            more,
            id,
        },
    )
}
