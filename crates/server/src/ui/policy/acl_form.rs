//! `/access-rows/new`, `/access-rows/{id}`: what one group may do to records of a model.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::PolicySight;
use bailiwick_model::{Acl, Operation, Operations};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{faults::Faults, insider, page::Page, query::Query, shell::Shell},
    deed::{self, Deed, Plan, What, first_step},
    editable,
    forms::{self, Field, Heading, TextField, told},
    names::{boxes, free_id, group_title, groups_offered, model_title, page_of},
    sight,
};
use crate::{
    http::{Gate, Named as Key, Refusal},
    language::Words,
};

/// `GET` and `POST /access-rows/new?m=MODEL`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let draft = super::draft(&insider);
    let model = super::model_of(&sight, &draft)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, there) = (&shell.page, page_of("models", &model));
    let group = draft.said("group").unwrap_or("everybody");
    let id = free_id(&format!("acl.{model}.{group}"), |id| sight.policy().acls.contains_key(id));
    let draft = if draft.one("step").is_none() && draft.one("active").is_none() {
        draft.with("active", Some("yes"))
    } else {
        draft
    };
    let plan = Plan {
        form: "/access-rows/new",
        back: &there,
        then: &there,
        news: "acl-made",
        title: page.text("pol-acl-make-confirm"),
        button: page.text("pol-acl-make"),
        crumbs: crumbs(page, &sight, &model),
        field,
    };
    let heading =
        Heading { title: page.text("pol-acl-new"), about: page.text("pol-acl-about"), delete: None };
    let mut body = body(&draft);
    body.retain(|_, value| !value.is_null());
    body.insert("model".to_owned(), model.clone().into());
    let deed = Deed { kind: PolicyKind::Acl, id, what: What::Create(body) };
    let made = |faults: &Faults| {
        let mut fields = fields(page, &draft, faults);
        fields.push(Field::Fixed("m", model.clone()));
        (fields, groups_offered(sight.policy()))
    };
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /access-rows/{id}`
pub(super) async fn edit(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Acl, &id).ok_or_else(Refusal::not_found)?;
    let acl = sight.policy().acls.get(&*id).ok_or_else(Refusal::not_found)?;
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here, there) = (&shell.page, page_of("access-rows", &id), page_of("models", &acl.model));
    let draft = super::draft_of(&insider, &part, |_| written(acl));
    let name = title(page, &sight, acl);
    let plan = Plan {
        form: &here,
        back: &there,
        then: &there,
        news: "acl-changed",
        title: page.with("pol-acl-save-confirm", &Words::new().text("name", &*name)),
        button: page.text("pol-acl-save"),
        crumbs: crumbs(page, &sight, &acl.model),
        field,
    };
    let delete = part.deletable.then(|| format!("{here}/delete"));
    let heading = Heading { title: name, about: page.text("pol-acl-about"), delete };
    let deed = Deed { kind: PolicyKind::Acl, id: id.clone(), what: What::Change(body(&draft)) };
    let made = |faults: &Faults| (fields(page, &draft, faults), groups_offered(sight.policy()));
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /access-rows/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Acl, &id).ok_or_else(Refusal::not_found)?;
    let acl = sight.policy().acls.get(&*id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here, there) = (&shell.page, page_of("access-rows", &id), page_of("models", &acl.model));
    let form = format!("{here}/delete");
    let name = title(page, &sight, acl);
    let plan = Plan {
        form: &form,
        back: &here,
        then: &there,
        news: "acl-deleted",
        title: page.with("pol-acl-delete-confirm", &Words::new().text("name", &*name)),
        button: page.text("pol-acl-delete"),
        crumbs: crumbs(page, &sight, &acl.model),
        field,
    };
    super::deleted(&gate, &insider, &shell, (PolicyKind::Acl, &id, &part), &plan).await
}

fn crumbs(page: &Page, sight: &PolicySight, model: &str) -> Vec<(String, String)> {
    let title = model_title(sight.policy(), model);
    vec![("/models".to_owned(), page.text("models")), (page_of("models", model), title)]
}

/// What a row is called: its group's name.
fn title(page: &Page, sight: &PolicySight, acl: &Acl) -> String {
    match &acl.group {
        Some(group) => group_title(sight.policy(), group),
        None => page.text("pol-everybody"),
    }
}

fn fields(page: &Page, draft: &Query, faults: &Faults) -> Vec<Field> {
    let text = |name, label, hint| TextField::new(page, draft, name, label, hint).told(faults);
    let group = text("group", "pol-group", "pol-acl-group-hint").code();
    vec![
        Field::Text(TextField { list: "groups-offered", ..group }),
        Field::Operations(page.text("pol-may"), boxes(page, ticked(draft)), told(faults, "operations")),
        Field::Text(text("label", "pol-label", "")),
        Field::Flag(text("active", "pol-active", "pol-active-hint")),
    ]
}

/// The operations that were ticked.
pub(super) fn ticked(draft: &Query) -> Operations {
    draft.all("op").filter_map(|word| word.parse::<Operation>().ok()).collect()
}

/// What the form says, as a patch of a row.
fn body(draft: &Query) -> Map<String, Json> {
    let said = |name: &str| draft.said(name).map_or(Json::Null, Json::from);
    let is_on = draft.one("active") == Some("yes");
    let members = [
        ("label", said("label")),
        ("group", said("group")),
        ("operations", json!(ticked(draft))),
        ("active", if is_on { Json::Null } else { false.into() }),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A row that is there, as the form has it.
fn written(acl: &Acl) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("label".to_owned(), acl.label.clone().unwrap_or_default()),
        ("group".to_owned(), acl.group.as_ref().map(ToString::to_string).unwrap_or_default()),
    ];
    pairs.extend(acl.operations.iter().map(|one| ("op".to_owned(), one.word().to_owned())));
    pairs.extend(acl.active.then(|| ("active".to_owned(), "yes".to_owned())));
    pairs
}

fn field(pointer: &str) -> String {
    first_step(pointer)
}
