//! `/policy-undo/{kind}/{id}`: what was last done to a part is set back, after it was shown what would come of that.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Back, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{faults::Faults, insider, page::Page, query::Query, shell::Shell},
    deed::{self, Deed, Plan, What, first_step},
    editable,
    form::asked,
    names::{encoded, page_of},
    sight,
};
use crate::{
    http::{Gate, Pair, Refusal},
    language::Words,
};

/// `GET` and `POST /policy-undo/{kind}/{id}`
pub(super) async fn undo(
    State(gate): State<Arc<Gate>>,
    Pair(kind, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    editable(sight.may_write())?;
    let kind: PolicyKind = kind.parse().map_err(|_| Refusal::not_found())?;
    if let Some(led) = deed::must_be_fresh(&insider)? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let page = &shell.page;
    let wanted = id.clone();
    let found = insider.administer(&gate, move |office, ctx| office.policy_back(ctx, kind, &wanted)).await?;
    let found = found?.value;
    let part = sight.part(kind, &id);
    let name = name(part.as_ref().map(|part| &part.body), found.as_ref(), &id);
    let is_there = !matches!(found, Some(Back::Remove)) && (part.is_some() || found.is_some());
    let then = home(&sight, kind, &id, found.as_ref(), is_there);
    let plan = Plan {
        form: format!("/policy-undo/{}/{}", kind.word(), encoded(&id)),
        back: then.clone(),
        then,
        news: "policy-undone".to_owned(),
        title: page.with("pol-undo-confirm", &Words::new().text("name", name)),
        button: page.text("pol-undo"),
        crumbs: crumbs(page, kind),
        field: first_step,
    };
    let Some(found) = found else {
        let status = if insider.knock.is_look { StatusCode::OK } else { StatusCode::CONFLICT };
        return deed::in_the_way(&shell, &plan, status, Faults::one("", page.text("pol-undo-not")), None);
    };
    let draft = match insider.knock.is_look {
        true => Query::default().with("tag", part.as_ref().map(|part| part.tag.as_str())),
        false => asked(&insider),
    };
    let what = match found {
        Back::Make(body) => What::Create(body),
        Back::Change(members) => What::Back(members),
        Back::Remove => What::Delete,
    };
    deed::asked(&gate, &insider, &shell, Deed { kind, id, what }, &draft, &plan).await
}

/// What the part is called, or was.
fn name(body: Option<&Map<String, Json>>, found: Option<&Back>, id: &str) -> String {
    let was = match found {
        Some(Back::Make(body)) => Some(body),
        _ => body,
    };
    was.and_then(|body| body.get("label")).and_then(Json::as_str).unwrap_or(id).to_owned()
}

/// The page that has the part when all is done: its own, or that of what it is about.
fn home(sight: &PolicySight, kind: PolicyKind, id: &str, found: Option<&Back>, is_there: bool) -> String {
    let model = || {
        let made = match found {
            Some(Back::Make(body)) => body.get("model").cloned(),
            _ => sight.part(kind, id).and_then(|part| part.body.get("model").cloned()),
        };
        let known = made.as_ref().and_then(Json::as_str).filter(|id| sight.policy().models.contains_key(*id));
        known.map_or_else(|| "/models".to_owned(), |id| page_of("models", id))
    };
    match (kind, is_there) {
        (PolicyKind::Role, true) => page_of("roles", id),
        (PolicyKind::Group, true) => page_of("groups", id),
        (PolicyKind::Model, true) => page_of("models", id),
        (PolicyKind::Acl | PolicyKind::Rule, _) => model(),
        (PolicyKind::FieldRule, _) => format!("{}/fields", model()),
        _ => listed(kind).to_owned(),
    }
}

/// The page that has all parts of a kind.
fn listed(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Role | PolicyKind::Permission | PolicyKind::Setting => "/roles",
        PolicyKind::Group => "/groups",
        PolicyKind::Privilege | PolicyKind::Category => "/privileges",
        PolicyKind::Model | PolicyKind::Acl | PolicyKind::Rule | PolicyKind::FieldRule => "/models",
    }
}

fn crumbs(page: &Page, kind: PolicyKind) -> Vec<(String, String)> {
    let there = listed(kind);
    let text = match there {
        "/roles" => "roles",
        "/groups" => "groups",
        "/privileges" => "pol-privileges",
        _ => "models",
    };
    vec![(there.to_owned(), page.text(text))]
}
