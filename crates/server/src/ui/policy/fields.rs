//! `/models/{m}/fields`: which fields are for some groups alone, and what one user may read and update of them.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::{
    administration::PolicySight,
    decisions::{DecisionError, FieldsWanted, Query as Question},
};
use bailiwick_model::{Field, FieldName, FieldRule, FieldRuleId, GroupSpec, Operation};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{list::Pager, page::Page, query::Query, shell::Shell},
    model::Head,
    names::{Named, group, operations_text, page_of},
    paged::paged,
    visit::Visit,
};
use crate::{
    http::{Asking, Gate, Insider, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "model_fields.html")]
struct FieldsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    head: Head,
    rows: Vec<FieldRow>,
    pager: Pager,
    kinds: Vec<super::roles::Choice>,
    only_limited: bool,
    /// As whom the fields are seen; nothing where that is not asked.
    seen_as: String,
    /// What is wrong with that.
    fault: Option<String>,
    has_access: bool,
    may_ask: bool,
    may_write: bool,
}

struct FieldRow {
    name: String,
    label: String,
    kind: String,
    limits: Vec<Limit>,
    add: String,
    reads: &'static str,
    updates: &'static str,
}

/// Who may have to do with a field.
struct Limit {
    operations: String,
    any_of: Vec<Named>,
    none_of: Vec<Named>,
    is_nobody: bool,
    /// Where it is changed; nothing where the model itself says so.
    href: Option<String>,
}

/// Whether somebody may read and update each field.
type Access = [BTreeMap<String, &'static str>; 2];

/// `GET /models/{m}/fields`
pub(super) async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, sight, shell, id } = visit;
    let head = Head::of(&shell, &sight, &id).ok_or_else(Refusal::not_found)?;
    let model = sight.policy().models.get(&*id).ok_or_else(Refusal::not_found)?;
    let (page, query) = (&shell.page, Query::of(&insider.knock.uri));
    let seen_as = query.said("as").unwrap_or_default().to_owned();
    let (access, fault) = match seen_as.is_empty() {
        true => (None, None),
        false => match access(&gate, &insider, &seen_as, &id).await? {
            Ok(access) => (Some(access), None),
            Err(error) => (None, Some(error.to_string())),
        },
    };
    let rules: Vec<_> = sight.policy().field_rules.iter().filter(|(_, rule)| *rule.model == *id).collect();
    let only_limited = query.one("f") == Some("limited");
    let is_limited = |name: &FieldName, field: &Field| {
        field.groups.is_some() || rules.iter().any(|(_, rule)| rule.field == *name)
    };
    let wanted = model.fields.iter().filter(|(name, field)| !only_limited || is_limited(name, field));
    let here = format!("{}/fields", head.href);
    let (items, pager) = paged(wanted, |(name, _)| name.to_string(), &query, (&here, "after"));
    let rows = items.into_iter().map(|(name, field)| {
        let of = |at: usize| {
            let access = access.as_ref().and_then(|access| access.get(at));
            access.and_then(|access| access.get(name.as_str())).copied().unwrap_or_default()
        };
        FieldRow {
            label: field.label.clone().unwrap_or_default(),
            kind: field.kind.to_string().chars().take(80).collect(),
            limits: limits(page, &sight, name, field, &rules),
            add: Query::default().with("m", Some(&id)).with("field", Some(name)).link("/field-rules/new"),
            reads: of(0),
            updates: of(1),
            name: name.to_string(),
        }
    });
    let rows = rows.collect();
    let choice = |name: &'static str, text: &str, count: usize| super::roles::Choice {
        text: page.with(text, &Words::new().count("count", super::roles::count(count))),
        href: query.without(&["after"]).with("f", Some(name).filter(|name| !name.is_empty())).link(&here),
        is_here: only_limited != name.is_empty(),
    };
    let kinds = vec![
        choice("", "pol-fields-all", model.fields.len()),
        choice("limited", "pol-fields-limited", head.limited),
    ];
    let may_ask = shell.sights.sees("bailiwick.user");
    let has_access = access.is_some();
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let may_write = sight.may_write();
    shell.page.html(
        status,
        &FieldsPage {
            shell: &shell,
            page,
            head,
            rows,
            pager,
            kinds,
            only_limited,
            seen_as,
            fault,
            has_access,
            may_ask,
            may_write,
        },
    )
}

/// What somebody may read and update of records of a model in general.
async fn access(
    gate: &Arc<Gate>,
    insider: &Insider,
    user: &str,
    model: &str,
) -> Result<Result<Access, DecisionError>, Refusal> {
    let (user, model) = (user.to_owned(), model.to_owned());
    let work = move |evaluator: &mut bailiwick_app::decisions::Evaluator<'_>| {
        let question = Question { user: &user, model: Some(&model), ..Question::default() };
        let reads = evaluator.fields(&question, FieldsWanted { operation: Operation::Read })?;
        let updates = evaluator.fields(&question, FieldsWanted { operation: Operation::Update })?;
        Ok([reads.fields, updates.fields])
    };
    insider.evaluate(gate, Asking::default(), work).await
}

fn limits(
    page: &Page,
    sight: &PolicySight,
    name: &FieldName,
    field: &Field,
    rules: &[(&FieldRuleId, &FieldRule)],
) -> Vec<Limit> {
    let limit = |spec: &GroupSpec, operations: String, href: Option<String>| Limit {
        operations,
        any_of: spec.any_of.iter().map(|id| group(sight.policy(), id)).collect(),
        none_of: spec.none_of.iter().map(|id| group(sight.policy(), id)).collect(),
        is_nobody: spec.nobody,
        href,
    };
    let own = field.groups.iter().map(|spec| limit(spec, page.text("pol-field-by-model"), None));
    let ruled = rules.iter().filter(|(_, rule)| rule.field == *name).map(|(id, rule)| {
        let part = sight.part(PolicyKind::FieldRule, id);
        let href = part.filter(|part| part.changeable).map(|_| page_of("field-rules", id));
        limit(&rule.groups, operations_text(page, rule.operations), href)
    });
    own.chain(ruled).collect()
}
