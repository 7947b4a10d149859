//! `/access-rows/new`, `/access-rows/{id}`: what one group may do to records of a model.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{page::Page, query::Query},
    control::{Field, TextField, Written, in_force, members, said, ticked, told},
    form::{Form, Way},
    model::way_to,
    names::{boxes, free_id, group_title},
    sheet::Sheet,
};

/// The form of a row of an access list.
pub(super) struct AccessForm;

impl Form for AccessForm {
    const KIND: PolicyKind = PolicyKind::Acl;
    const WORD: &'static str = "acl";
    const PATH: &'static str = "/access-rows";
    const HAS_PAGE: bool = false;
    const ON_MODEL: bool = true;

    fn way(page: &Page, sight: &PolicySight, model: &str) -> Way {
        way_to(page, sight, model)
    }

    /// It is called as its group.
    fn name(page: &Page, sight: &PolicySight, _id: &str, part: &PolicyPart) -> String {
        match part.body.get("group").and_then(Json::as_str) {
            Some(group) => group_title(sight.policy(), group),
            None => page.text("pol-everybody"),
        }
    }

    fn new_id(sight: &PolicySight, model: &str, draft: &Query) -> String {
        let group = draft.said("group").unwrap_or("everybody");
        free_id(&format!("acl.{model}.{group}"), |id| sight.policy().acls.contains_key(id))
    }

    fn begun(_sight: &PolicySight, asked: Query) -> Query {
        asked.with("active", Some("yes"))
    }

    fn body(draft: &Query, _part: Option<&PolicyPart>) -> Map<String, Json> {
        members([
            ("label", said(draft, "label")),
            ("group", said(draft, "group")),
            ("operations", json!(ticked(draft))),
            ("active", in_force(draft)),
        ])
    }

    fn written(part: &PolicyPart) -> Written {
        Written::of(&part.body, &["label", "group"]).list("op", &part.body, "operations").active(&part.body)
    }

    fn fields(sheet: &Sheet<'_>) -> Vec<Field> {
        let (page, group) = (sheet.page(), sheet.text("group", "pol-group", "pol-acl-group-hint").code());
        let fault = told(&sheet.faults, "operations");
        vec![
            Field::Text(TextField { list: "groups-offered", ..group }),
            Field::Operations(page.text("pol-may"), boxes(page, ticked(sheet.draft)), fault),
            Field::Text(sheet.text("label", "pol-label", "")),
            Field::Flag(sheet.text("active", "pol-active", "pol-active-hint")),
        ]
    }
}
