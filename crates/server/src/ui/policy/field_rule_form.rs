//! `/field-rules/new`, `/field-rules/{id}`: for whom a field of a model is.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::PolicySight;
use bailiwick_model::{FieldRule, GroupId, GroupSpec, Operation};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{faults::Faults, insider, page::Page, query::Query, shell::Shell},
    acl_form::ticked,
    deed::{self, Deed, Plan, What, first_step},
    editable,
    forms::{self, Field, Heading, TextField, told},
    names::{Picker, boxes, free_id, groups_offered, model_title, page_of},
    sight,
};
use crate::{
    http::{Gate, Named as Key, Refusal},
    language::Words,
};

/// `GET` and `POST /field-rules/new?m=MODEL&field=FIELD`
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
    let (page, there) = (&shell.page, format!("{}/fields", page_of("models", &model)));
    let name = draft.said("field").unwrap_or_default();
    let id = free_id(&format!("field.{model}.{name}"), |id| sight.policy().field_rules.contains_key(id));
    let draft = match draft.one("step") {
        None if draft.one("op").is_none() => draft.with("op", Some("read")),
        _ => draft,
    };
    let plan = Plan {
        form: "/field-rules/new",
        back: &there,
        then: &there,
        news: "field-rule-made",
        title: page.text("pol-field-make-confirm"),
        button: page.text("pol-field-make"),
        crumbs: crumbs(page, &sight, &model),
        field,
    };
    let heading =
        Heading { title: page.text("pol-field-new"), about: page.text("pol-field-about"), delete: None };
    let mut body = body(&draft);
    body.insert("model".to_owned(), model.clone().into());
    let deed = Deed { kind: PolicyKind::FieldRule, id, what: What::Create(body) };
    let made = |faults: &Faults| {
        let mut fields = fields(page, &sight, &model, &draft, faults);
        fields.push(Field::Fixed("m", model.clone()));
        (fields, groups_offered(sight.policy()))
    };
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /field-rules/{id}`
pub(super) async fn edit(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::FieldRule, &id).ok_or_else(Refusal::not_found)?;
    let rule = sight.policy().field_rules.get(&*id).ok_or_else(Refusal::not_found)?;
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here) = (&shell.page, page_of("field-rules", &id));
    let there = format!("{}/fields", page_of("models", &rule.model));
    let draft = super::draft_of(&insider, &part, |_| written(rule));
    let words = Words::new().text("name", rule.field.as_str());
    let plan = Plan {
        form: &here,
        back: &there,
        then: &there,
        news: "field-rule-changed",
        title: page.with("pol-field-save-confirm", &words),
        button: page.text("pol-field-save"),
        crumbs: crumbs(page, &sight, &rule.model),
        field,
    };
    let delete = part.deletable.then(|| format!("{here}/delete"));
    let heading = Heading { title: rule.field.to_string(), about: page.text("pol-field-about"), delete };
    let deed = Deed { kind: PolicyKind::FieldRule, id: id.clone(), what: What::Change(body(&draft)) };
    let made =
        |faults: &Faults| (fields(page, &sight, &rule.model, &draft, faults), groups_offered(sight.policy()));
    forms::answered(&gate, &insider, &shell, deed, &draft, &plan, &heading, made).await
}

/// `GET` and `POST /field-rules/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::FieldRule, &id).ok_or_else(Refusal::not_found)?;
    let rule = sight.policy().field_rules.get(&*id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here) = (&shell.page, page_of("field-rules", &id));
    let there = format!("{}/fields", page_of("models", &rule.model));
    let form = format!("{here}/delete");
    let plan = Plan {
        form: &form,
        back: &here,
        then: &there,
        news: "field-rule-deleted",
        title: page.with("pol-field-delete-confirm", &Words::new().text("name", rule.field.as_str())),
        button: page.text("pol-field-delete"),
        crumbs: crumbs(page, &sight, &rule.model),
        field,
    };
    super::deleted(&gate, &insider, &shell, (PolicyKind::FieldRule, &id, &part), &plan).await
}

fn crumbs(page: &Page, sight: &PolicySight, model: &str) -> Vec<(String, String)> {
    let there = page_of("models", model);
    vec![
        ("/models".to_owned(), page.text("models")),
        (there.clone(), model_title(sight.policy(), model)),
        (format!("{there}/fields"), page.text("pol-fields")),
    ]
}

fn fields(page: &Page, sight: &PolicySight, model: &str, draft: &Query, faults: &Faults) -> Vec<Field> {
    let text = |name, label, hint| TextField::new(page, draft, name, label, hint).told(faults);
    let known = sight.policy().models.get(model).into_iter().flat_map(|model| model.fields.keys());
    let known = known.map(|name| (name.to_string(), name.to_string())).collect();
    let picker = |name: (&'static str, &'static str, &'static str), fault| {
        Picker::new(page, sight, name, draft.all(name.0), fault)
    };
    let may: Vec<_> = boxes(page, ticked(draft))
        .into_iter()
        .filter(|one| [Operation::Read.word(), Operation::Update.word()].contains(&one.word))
        .collect();
    vec![
        Field::Choice(text("field", "pol-field", ""), known),
        Field::Operations(page.text("pol-field-may"), may, told(faults, "operations")),
        Field::Groups(picker(("any", "pol-field-any", "pol-field-any-hint"), told(faults, "any"))),
        Field::Groups(picker(("not", "pol-field-not", "pol-field-not-hint"), None)),
        Field::Flag(text("nobody", "pol-field-nobody", "pol-field-nobody-hint")),
        // The address keeps what was typed where there is a label.
        Field::Fixed("label", String::new()),
    ]
}

/// What the form says, as a patch of a rule.
fn body(draft: &Query) -> Map<String, Json> {
    let groups = |name: &str| {
        let said = draft.all(name).map(str::trim).filter(|id| !id.is_empty());
        said.filter_map(|id| GroupId::new(id).ok()).collect::<Vec<_>>()
    };
    let nobody = draft.one("nobody") == Some("yes");
    let spec = match nobody {
        true => GroupSpec { nobody, ..GroupSpec::default() },
        false => GroupSpec { any_of: groups("any"), none_of: groups("not"), nobody },
    };
    let members = [
        ("field", draft.said("field").unwrap_or_default().into()),
        ("operations", json!(ticked(draft))),
        ("groups", json!(spec)),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A rule that is there, as the form has it.
fn written(rule: &FieldRule) -> Vec<(String, String)> {
    let mut pairs = vec![("field".to_owned(), rule.field.to_string())];
    pairs.extend(rule.operations.iter().map(|one| ("op".to_owned(), one.word().to_owned())));
    pairs.extend(rule.groups.any_of.iter().map(|id| ("any".to_owned(), id.to_string())));
    pairs.extend(rule.groups.none_of.iter().map(|id| ("not".to_owned(), id.to_string())));
    pairs.extend(rule.groups.nobody.then(|| ("nobody".to_owned(), "yes".to_owned())));
    pairs
}

fn field(pointer: &str) -> String {
    match &*first_step(pointer) {
        "groups" => "any".to_owned(),
        other => other.to_owned(),
    }
}
