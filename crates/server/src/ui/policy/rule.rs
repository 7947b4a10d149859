//! `/rules/{id}` for whoever may see a rule and not change it.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::RecordRule;

use super::{
    super::{page::Page, shell::Shell},
    groups::named_model,
    names::{Named, group, operations_text, page_of, role_title, rule_title},
};
use crate::http::Refusal;

#[derive(Template)]
#[template(path = "rule.html")]
struct RulePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    id: &'p str,
    title: String,
    model: Named,
    groups: Vec<Named>,
    operations: String,
    domain: String,
    is_on: bool,
    is_shipped: bool,
    owner: Option<Named>,
}

/// A rule, to be looked at.
pub(super) fn shown(
    shell: &Shell,
    sight: &PolicySight,
    (id, rule, part): (&str, &RecordRule, &PolicyPart),
) -> Result<Response, Refusal> {
    let (page, policy) = (&shell.page, sight.policy());
    let owner = part.part_of.as_ref().map(|role| Named {
        id: role.clone(),
        title: role_title(policy, role),
        href: page_of("roles", role),
    });
    let domain = if rule.domain.trim().is_empty() { "[]" } else { &rule.domain };
    page.html(
        StatusCode::OK,
        &RulePage {
            shell,
            page,
            id,
            title: rule_title(policy, id),
            model: named_model(policy, &rule.model),
            groups: rule.groups.iter().map(|id| group(policy, id)).collect(),
            operations: operations_text(page, rule.operations),
            domain: domain.to_owned(),
            is_on: rule.active,
            is_shipped: part.is_shipped,
            owner,
        },
    )
}
