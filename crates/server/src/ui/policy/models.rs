//! `/models`: all models, and one of them with who may do what to its records.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::PolicySight;
use bailiwick_model::{Model, ModelName, Operation, Policy};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{insider, list::Pager, page::Page, query::Query, shell::Shell},
    names::{Named, encoded, group, model_title, operations_text, page_of, rule_title},
    paged::paged,
    sight,
};
use crate::http::{Gate, Named as Key, Refusal};

#[derive(Template)]
#[template(path = "models.html")]
struct ModelsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    rows: Vec<ModelRow>,
    pager: Pager,
    search: String,
}

struct ModelRow {
    named: Named,
    acls: usize,
    rules: usize,
    fields: usize,
}

#[derive(Template)]
#[template(path = "model.html")]
struct ModelPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    head: Head,
    acls: Vec<AccessRow>,
    acl_pager: Pager,
    rules: Vec<RuleRow>,
    rule_pager: Pager,
    operations: Vec<String>,
    may_write: bool,
}

/// What every page of a model begins with.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) encoded: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) explain: Option<String>,
    pub(super) actions: Vec<String>,
    pub(super) limited: usize,
    pub(super) is_own: bool,
}

struct AccessRow {
    id: String,
    /// Nothing for everybody.
    group: Option<Named>,
    label: String,
    cells: Vec<Cell>,
    is_on: bool,
    /// Where it is changed.
    change: Option<String>,
    part_of: Option<Named>,
}

struct Cell {
    text: String,
    is_on: bool,
}

struct RuleRow {
    named: Named,
    groups: Vec<Named>,
    operations: String,
    domain: String,
    is_on: bool,
}

impl Head {
    /// Of a model that may be seen.
    pub(super) fn of(shell: &Shell, sight: &PolicySight, id: &str) -> Option<Self> {
        let model = sight.policy().models.get(id)?;
        let explain = Query::default().with("m", Some(id)).link("/explain");
        Some(Self {
            id: id.to_owned(),
            encoded: encoded(id),
            title: model_title(sight.policy(), id),
            href: page_of("models", id),
            explain: shell.sights.sees("bailiwick.user").then_some(explain),
            actions: model.actions.keys().map(ToString::to_string).collect(),
            limited: limited(sight.policy(), id, model),
            is_own: sight.part(PolicyKind::Model, id).is_some_and(|part| part.is_shipped),
        })
    }
}

/// How many of a model's fields are for some groups alone.
fn limited(policy: &Policy, id: &str, model: &Model) -> usize {
    let ruled = policy.field_rules.values().filter(|rule| *rule.model == *id).map(|rule| &rule.field);
    let own = model.fields.iter().filter(|(_, field)| field.groups.is_some()).map(|(name, _)| name);
    let all: std::collections::BTreeSet<_> = ruled.chain(own).collect();
    all.len()
}

/// `GET /models`
pub(super) async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, query, policy) = (&shell.page, Query::of(&insider.knock.uri), sight.policy());
    let search = query.said("q").unwrap_or_default();
    let folded = search.to_lowercase();
    let is_wanted = |(name, model): &(&ModelName, &Model)| {
        let label = model.label.as_deref().unwrap_or_default();
        [name.as_str(), label].iter().any(|text| text.to_lowercase().contains(&folded))
    };
    let mut acls: BTreeMap<&ModelName, usize> = BTreeMap::new();
    policy.acls.values().for_each(|acl| *acls.entry(&acl.model).or_default() += 1);
    let mut rules: BTreeMap<&ModelName, usize> = BTreeMap::new();
    policy.rules.values().for_each(|rule| *rules.entry(&rule.model).or_default() += 1);
    let found: Vec<_> = policy.models.iter().filter(is_wanted).collect();
    let (items, pager) = paged(found.into_iter(), |(name, _)| name.to_string(), &query, ("/models", "after"));
    let row = |(name, model): (&ModelName, &Model)| ModelRow {
        named: named(policy, name),
        acls: acls.get(name).copied().unwrap_or_default(),
        rules: rules.get(name).copied().unwrap_or_default(),
        fields: limited(policy, name, model),
    };
    let rows = items.into_iter().map(row).collect();
    let search = search.to_owned();
    shell.page.html(StatusCode::OK, &ModelsPage { shell: &shell, page, rows, pager, search })
}

fn named(policy: &Policy, id: &str) -> Named {
    Named { id: id.to_owned(), title: model_title(policy, id), href: page_of("models", id) }
}

/// `GET /models/{m}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let shell = Shell::of(&gate, &insider).await?;
    let head = Head::of(&shell, &sight, &id).ok_or_else(Refusal::not_found)?;
    let (page, policy) = (&shell.page, sight.policy());
    let query = Query::of(&insider.knock.uri);
    let acls = policy.acls.iter().filter(|(_, acl)| *acl.model == *id);
    let (acls, acl_pager) = paged(acls, |(id, _)| id.to_string(), &query, (&head.href, "after"));
    let order = [Operation::Read, Operation::Update, Operation::Create, Operation::Delete];
    let texts = order.map(|one| super::names::operation_text(page, one));
    let acls = acls.into_iter().map(|(id, acl)| {
        let part = sight.part(PolicyKind::Acl, id);
        let change = part.as_ref().filter(|part| part.changeable).map(|_| page_of("access-rows", id));
        let cells = order
            .into_iter()
            .zip(&texts)
            .map(|(one, text)| Cell { text: text.clone(), is_on: acl.operations.contains(one) });
        AccessRow {
            id: id.to_string(),
            group: acl.group.as_ref().map(|id| group(policy, id)),
            label: acl.label.clone().unwrap_or_default(),
            cells: cells.collect(),
            is_on: acl.active,
            change,
            part_of: part.and_then(|part| part.part_of).map(|role| Named {
                title: super::names::role_title(policy, &role),
                href: page_of("roles", &role),
                id: role,
            }),
        }
    });
    let acls: Vec<_> = acls.collect();
    let rules = policy.rules.iter().filter(|(_, rule)| *rule.model == *id);
    let (rules, rule_pager) = paged(rules, |(id, _)| id.to_string(), &query, (&head.href, "rules"));
    let rules = rules.into_iter().map(|(id, rule)| RuleRow {
        named: Named { id: id.to_string(), title: rule_title(policy, id), href: page_of("rules", id) },
        groups: rule.groups.iter().map(|id| group(policy, id)).collect(),
        operations: operations_text(page, rule.operations),
        domain: match rule.domain.trim() {
            "" => "[]".to_owned(),
            domain => domain.chars().take(300).collect(),
        },
        is_on: rule.active,
    });
    shell.page.html(
        StatusCode::OK,
        &ModelPage {
            shell: &shell,
            page,
            acls,
            acl_pager,
            rules: rules.collect(),
            rule_pager,
            operations: texts.into(),
            may_write: sight.may_write(),
            head,
        },
    )
}
