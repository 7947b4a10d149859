//! `/models`: all models.

use std::collections::BTreeMap;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_model::{Model, ModelName};

use super::{
    super::{list::Pager, page::Page, query::Query, shell::Shell},
    groups::named_model,
    model::limited,
    names::Named,
    paged::paged,
    visit::Visit,
};
use crate::http::Refusal;

#[derive(Template)]
#[template(path = "models.html")]
struct ModelsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    rows: Vec<ModelRow>,
    pager: Pager,
    search: String,
    may_write: bool,
}

struct ModelRow {
    named: Named,
    acls: usize,
    rules: usize,
    fields: usize,
}

/// `GET /models`
pub(super) async fn list(visit: Visit) -> Result<Response, Refusal> {
    let Visit { insider, sight, shell, .. } = visit;
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
        named: named_model(policy, name),
        acls: acls.get(name).copied().unwrap_or_default(),
        rules: rules.get(name).copied().unwrap_or_default(),
        fields: limited(policy, name, model),
    };
    let rows = items.into_iter().map(row).collect();
    let (search, may_write) = (search.to_owned(), sight.may_write());
    shell.page.html(StatusCode::OK, &ModelsPage { shell: &shell, page, rows, pager, search, may_write })
}
