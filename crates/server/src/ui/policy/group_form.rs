//! `/groups/new`, `/groups/{id}/edit` and `/groups/{id}/delete`.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{page::Page, query::Query},
    control::{Field, Written, chosen, members, number, said},
    form::{Form, Way},
    names::label,
    sheet::Sheet,
};

/// The form of a group.
pub(super) struct GroupForm;

impl Form for GroupForm {
    const KIND: PolicyKind = PolicyKind::Group;
    const WORD: &'static str = "group";
    const PATH: &'static str = "/groups";
    const HAS_PAGE: bool = true;

    fn way(page: &Page, _sight: &PolicySight, _model: &str) -> Way {
        vec![("/groups".to_owned(), page.text("groups"))]
    }

    fn name(_page: &Page, _sight: &PolicySight, id: &str, part: &PolicyPart) -> String {
        label(part, id)
    }

    fn body(draft: &Query, _part: Option<&PolicyPart>) -> Map<String, Json> {
        members([
            ("label", draft.one("label").unwrap_or_default().trim().into()),
            ("comment", said(draft, "comment")),
            ("privilege", said(draft, "privilege")),
            ("sequence", number(draft, "sequence")),
            ("implies", chosen(draft, "implies")),
        ])
    }

    fn written(part: &PolicyPart) -> Written {
        Written::of(&part.body, &["label", "comment", "privilege", "sequence"])
            .list("implies", &part.body, "implies")
    }

    fn fields(sheet: &Sheet<'_>) -> Vec<Field> {
        let known = sheet.sight.policy().privileges.iter();
        let mut privileges = vec![(String::new(), sheet.page().text("none"))];
        privileges.extend(known.map(|(id, one)| (id.to_string(), one.label.clone())));
        let mut fields = Vec::new();
        if sheet.part.is_none() {
            fields.push(Field::Text(sheet.text("id", "pol-id", "pol-group-id-hint").required().code()));
        }
        fields.extend([
            Field::Text(sheet.text("label", "pol-name", "").required()),
            Field::Text(sheet.text("comment", "pol-comment", "")),
            Field::Choice(sheet.text("privilege", "pol-privilege", "pol-privilege-hint"), privileges),
            Field::Text(sheet.text("sequence", "pol-sequence", "pol-sequence-hint")),
            Field::Groups(sheet.picker("implies", "pol-implies", "pol-implies-hint")),
        ]);
        fields
    }
}
