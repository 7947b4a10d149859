//! `/field-rules/new`, `/field-rules/{id}`: who may read or update one field of a model.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::{GroupId, GroupSpec, Operation};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{page::Page, query::Query},
    control::{Field, Written, members, ticked, told},
    form::{Form, Way},
    model::way_to,
    names::{boxes, free_id},
    sheet::Sheet,
};

/// The form of a limit on a field.
pub(super) struct FieldRuleForm;

impl Form for FieldRuleForm {
    const KIND: PolicyKind = PolicyKind::FieldRule;
    const WORD: &'static str = "field";
    const PATH: &'static str = "/field-rules";
    const HAS_PAGE: bool = false;
    const ON_MODEL: bool = true;

    fn way(page: &Page, sight: &PolicySight, model: &str) -> Way {
        let mut way = way_to(page, sight, model);
        let fields = way.last().map(|(model, _)| (format!("{model}/fields"), page.text("pol-fields")));
        way.extend(fields);
        way
    }

    /// It is called as its field.
    fn name(_page: &Page, _sight: &PolicySight, id: &str, part: &PolicyPart) -> String {
        part.body.get("field").and_then(Json::as_str).unwrap_or(id).to_owned()
    }

    fn new_id(sight: &PolicySight, model: &str, draft: &Query) -> String {
        let field = draft.said("field").unwrap_or_default();
        free_id(&format!("field.{model}.{field}"), |id| sight.policy().field_rules.contains_key(id))
    }

    fn begun(_sight: &PolicySight, asked: Query) -> Query {
        asked.with("op", Some(Operation::Read.word()))
    }

    fn body(draft: &Query, _part: Option<&PolicyPart>) -> Map<String, Json> {
        let groups = |name: &str| {
            let said = draft.all(name).map(str::trim).filter(|id| !id.is_empty());
            said.filter_map(|id| GroupId::new(id).ok()).collect::<Vec<_>>()
        };
        let spec = match draft.one("nobody") == Some("yes") {
            true => GroupSpec { nobody: true, ..GroupSpec::default() },
            false => GroupSpec { any_of: groups("any"), none_of: groups("not"), nobody: false },
        };
        members([
            ("field", draft.said("field").unwrap_or_default().into()),
            ("operations", json!(ticked(draft))),
            ("groups", json!(spec)),
        ])
    }

    fn written(part: &PolicyPart) -> Written {
        let groups = part.body.get("groups").cloned().unwrap_or_default();
        let spec: GroupSpec = serde_json::from_value(groups).unwrap_or_default();
        Written::of(&part.body, &["field"])
            .list("op", &part.body, "operations")
            .all("any", spec.any_of)
            .all("not", spec.none_of)
            .all("nobody", spec.nobody.then_some("yes"))
    }

    fn field(pointer: &str) -> String {
        match &*super::deed::first_step(pointer) {
            "groups" => "any".to_owned(),
            other => other.to_owned(),
        }
    }

    fn fields(sheet: &Sheet<'_>) -> Vec<Field> {
        let page = sheet.page();
        let known = sheet.sight.policy().models.get(sheet.model).into_iter();
        let known = known.flat_map(|model| model.fields.keys());
        let known = known.map(|name| (name.to_string(), name.to_string())).collect();
        let limited = [Operation::Read.word(), Operation::Update.word()];
        let may = boxes(page, ticked(sheet.draft)).into_iter().filter(|one| limited.contains(&one.word));
        let fault = told(&sheet.faults, "operations");
        vec![
            Field::Choice(sheet.text("field", "pol-field", ""), known),
            Field::Operations(page.text("pol-field-may"), may.collect(), fault),
            Field::Groups(sheet.picker("any", "pol-field-any", "pol-field-any-hint")),
            Field::Groups(sheet.picker("not", "pol-field-not", "pol-field-not-hint")),
            Field::Flag(sheet.text("nobody", "pol-field-nobody", "pol-field-nobody-hint")),
        ]
    }
}
