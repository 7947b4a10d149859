//! `/models/{m}`: one model, with who may do what to its records. Whoever may change that does it here, for all groups at once.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use bailiwick_app::administration::PolicySight;
use bailiwick_model::{Model, Policy};
use bailiwick_store::policy::PolicyKind;

use super::{
    super::{clash::Clash, faults::Faults, list::Pager, page::Page, query::Query, shell::Shell},
    deed::{self, Sent},
    editable,
    form::{Way, asked},
    matrix::{self, Matrix},
    names::{Named, encoded, group, groups_offered, model_title, operations_text, page_of, rule_title},
    paged::paged,
    visit::Visit,
};
use crate::http::{Insider, Refusal};

#[derive(Template)]
#[template(path = "model.html")]
struct ModelPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    head: Head,
    matrix: Matrix,
    faults: Faults,
    clash: Option<Clash>,
    rules: Vec<RuleRow>,
    rule_pager: Pager,
    groups: Vec<Named>,
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
    /// Whether whoever looks at it may change it, and take it away.
    pub(super) changeable: bool,
    pub(super) deletable: bool,
}

struct RuleRow {
    named: Named,
    groups: Vec<Named>,
    operations: String,
    domain: String,
    is_on: bool,
}

/// What stands on the page besides what there is: what was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    draft: Option<Query>,
    faults: Faults,
    clash: Option<Clash>,
}

impl Head {
    /// Of a model that may be seen.
    pub(super) fn of(shell: &Shell, sight: &PolicySight, id: &str) -> Option<Self> {
        let model = sight.policy().models.get(id)?;
        let explain = Query::default().with("m", Some(id)).link("/explain");
        let part = sight.part(PolicyKind::Model, id);
        Some(Self {
            id: id.to_owned(),
            encoded: encoded(id),
            title: model_title(sight.policy(), id),
            href: page_of("models", id),
            explain: shell.sights.sees("bailiwick.user").then_some(explain),
            actions: model.actions.keys().map(ToString::to_string).collect(),
            limited: limited(sight.policy(), id, model),
            is_own: part.as_ref().is_some_and(|part| part.is_shipped),
            changeable: part.as_ref().is_some_and(|part| part.changeable),
            deletable: part.is_some_and(|part| part.deletable),
        })
    }
}

/// How many of a model's fields are for some groups alone.
pub(super) fn limited(policy: &Policy, id: &str, model: &Model) -> usize {
    let ruled = policy.field_rules.values().filter(|rule| *rule.model == *id).map(|rule| &rule.field);
    let own = model.fields.iter().filter(|(_, field)| field.groups.is_some()).map(|(name, _)| name);
    let all: BTreeSet<_> = ruled.chain(own).collect();
    all.len()
}

/// `GET /models/{m}`
pub(super) async fn show(visit: Visit) -> Result<Response, Refusal> {
    let Visit { insider, sight, shell, id, .. } = visit;
    // What is not changed without showing again who one is has a button that leads there.
    let is_fresh = insider.caller.is_fresh(insider.ctx.author.at_us);
    let draft = (is_fresh && sight.may_write()).then(Query::default);
    shown(&insider, &shell, &sight, &id, Typed { draft, ..Typed::default() })
}

/// `GET` and `POST /models/{m}/access`
pub(super) async fn access(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, sight, shell, id } = visit;
    if !sight.policy().models.contains_key(&*id) {
        return Err(Refusal::not_found());
    }
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider)? {
        return Ok(led);
    }
    let mut typed = Typed { draft: Some(asked(&insider)), ..Typed::default() };
    let draft = typed.draft.clone().unwrap_or_default();
    if !insider.knock.is_look && matches!(draft.one("step"), Some("save" | "preview")) {
        let page = &shell.page;
        let plan = matrix::plan(page, &draft, way_to(page, &sight, &id));
        let sent = match matrix::lacking(page, &draft) {
            Some(faults) => Sent::Again(faults, None),
            None => deed::sent(&gate, &insider, &shell, matrix::deed(&id, &draft), &draft, &plan).await?,
        };
        match sent {
            Sent::Answer(answer) => return Ok(answer),
            Sent::Again(faults, clash) => (typed.faults, typed.clash) = (faults, clash),
        }
    }
    // Somebody else may have changed it meanwhile.
    let sight = super::sight(&gate, &insider)?;
    shown(&insider, &shell, &sight, &id, typed)
}

fn shown(
    insider: &Insider,
    shell: &Shell,
    sight: &PolicySight,
    id: &str,
    typed: Typed,
) -> Result<Response, Refusal> {
    let head = Head::of(shell, sight, id).ok_or_else(Refusal::not_found)?;
    let (page, policy) = (&shell.page, sight.policy());
    let here = typed.draft.clone().filter(|draft| !draft.pairs().is_empty());
    let here = here.unwrap_or_else(|| Query::of(&insider.knock.uri));
    let query = Query::default().with("after", here.said("after")).with("rules", here.said("rules"));
    let Typed { draft, faults, clash } = typed;
    let tag = clash.as_ref().map(|clash| clash.tag.clone());
    let matrix = Matrix::of(page, sight, (id, &head.href), &query, draft.as_ref(), tag);
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
    let status = faults.status();
    let shown = ModelPage {
        shell,
        page,
        rules: rules.collect(),
        rule_pager,
        groups: if matrix.is_edited { groups_offered(policy) } else { Vec::new() },
        matrix,
        faults,
        clash,
        may_write: sight.may_write(),
        head,
    };
    page.html(status, &shown)
}

/// The way to a model.
pub(super) fn way_to(page: &Page, sight: &PolicySight, model: &str) -> Way {
    let title = model_title(sight.policy(), model);
    vec![("/models".to_owned(), page.text("models")), (page_of("models", model), title)]
}
