//! `/groups/new`, `/groups/{id}/edit` and `/groups/{id}/delete`.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{faults::Faults, insider, page::Page, query::Query, shell::Shell},
    deed::{self, Deed, Plan, What, first_step},
    editable,
    forms::{self, Field, Heading, TextField, told},
    names::{Picker, groups_offered, page_of},
    sight,
};
use crate::{
    http::{Gate, Named as Key, Refusal},
    language::Words,
};

/// `GET` and `POST /groups/new`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (page, draft) = (&shell.page, super::draft(&insider));
    let id = draft.said("id").unwrap_or_default().to_owned();
    let then = page_of("groups", &id);
    let plan = Plan {
        form: "/groups/new",
        back: "/groups",
        then: &then,
        news: "group-made",
        title: page.text("pol-group-make-confirm"),
        button: page.text("pol-group-make"),
        crumbs: vec![("/groups".to_owned(), page.text("groups"))],
        field,
    };
    let heading =
        Heading { title: page.text("pol-group-new"), about: page.text("pol-group-about"), delete: None };
    let mut body = body(&draft);
    body.retain(|_, value| !value.is_null());
    let deed = Deed { kind: PolicyKind::Group, id, what: What::Create(body) };
    let made = |faults: &Faults| (fields(page, &sight, &draft, faults, true), groups_offered(sight.policy()));
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /groups/{id}/edit`
pub(super) async fn edit(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Group, &id).ok_or_else(Refusal::not_found)?;
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (page, there) = (&shell.page, page_of("groups", &id));
    let draft = super::draft_of(&insider, &part, written);
    let (label, form) = (label(&part, &id), format!("{there}/edit"));
    let plan = Plan {
        form: &form,
        back: &there,
        then: &there,
        news: "group-changed",
        title: page.with("pol-group-save-confirm", &Words::new().text("name", &*label)),
        button: page.text("pol-group-save"),
        crumbs: vec![("/groups".to_owned(), page.text("groups")), (there.clone(), label.clone())],
        field,
    };
    let delete = part.deletable.then(|| format!("{there}/delete"));
    let heading = Heading { title: label, about: page.text("pol-group-about"), delete };
    let deed = Deed { kind: PolicyKind::Group, id: id.clone(), what: What::Change(body(&draft)) };
    let made =
        |faults: &Faults| (fields(page, &sight, &draft, faults, false), groups_offered(sight.policy()));
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /groups/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Group, &id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, there, label) = (&shell.page, page_of("groups", &id), label(&part, &id));
    let form = format!("{there}/delete");
    let plan = Plan {
        form: &form,
        back: &there,
        then: "/groups",
        news: "group-deleted",
        title: page.with("pol-group-delete-confirm", &Words::new().text("name", &*label)),
        button: page.text("pol-group-delete"),
        crumbs: vec![("/groups".to_owned(), page.text("groups")), (there.clone(), label)],
        field,
    };
    super::deleted(&gate, &insider, &shell, (PolicyKind::Group, &id, &part), &plan).await
}

fn fields(page: &Page, sight: &PolicySight, draft: &Query, faults: &Faults, is_new: bool) -> Vec<Field> {
    let text = |name, label, hint| TextField::new(page, draft, name, label, hint).told(faults);
    let mut fields = Vec::new();
    if is_new {
        fields.push(Field::Text(text("id", "pol-id", "pol-group-id-hint").required().code()));
    }
    let mut privileges = vec![(String::new(), page.text("none"))];
    privileges.extend(sight.policy().privileges.iter().map(|(id, one)| (id.to_string(), one.label.clone())));
    let picker = ("implies", "pol-implies", "pol-implies-hint");
    let picker = Picker::new(page, sight, picker, draft.all("implies"), told(faults, "implies"));
    fields.extend([
        Field::Text(text("label", "pol-name", "").required()),
        Field::Text(text("comment", "pol-comment", "")),
        Field::Choice(text("privilege", "pol-privilege", "pol-privilege-hint"), privileges),
        Field::Text(text("sequence", "pol-sequence", "pol-sequence-hint")),
        Field::Groups(picker),
    ]);
    fields
}

/// What the form says, as a patch of a group.
fn body(draft: &Query) -> Map<String, Json> {
    let said = |name: &str| draft.said(name).map_or(Json::Null, Json::from);
    // What is no number is left for the engine to refuse, at its field.
    let number = |text: &str| text.parse::<i64>().map_or_else(|_| text.into(), Json::from);
    let implies: Vec<&str> = draft.all("implies").map(str::trim).filter(|id| !id.is_empty()).collect();
    let implies = if implies.is_empty() { Json::Null } else { implies.into() };
    let members = [
        ("label", draft.one("label").unwrap_or_default().trim().into()),
        ("comment", said("comment")),
        ("privilege", said("privilege")),
        ("sequence", draft.said("sequence").map_or(Json::Null, number)),
        ("implies", implies),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A group that is there, as the form has it.
fn written(part: &PolicyPart) -> Vec<(String, String)> {
    let text = |name: &str| match part.body.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let members = ["label", "comment", "privilege", "sequence"];
    let mut pairs: Vec<_> = members.map(|name| (name.to_owned(), text(name))).into();
    let implies = part.body.get("implies").and_then(Json::as_array).into_iter().flatten();
    pairs.extend(implies.filter_map(Json::as_str).map(|id| ("implies".to_owned(), id.to_owned())));
    pairs
}

fn label(part: &PolicyPart, id: &str) -> String {
    part.body.get("label").and_then(Json::as_str).unwrap_or(id).to_owned()
}

fn field(pointer: &str) -> String {
    first_step(pointer)
}
