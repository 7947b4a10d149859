//! `/roles/new`, `/roles/{id}/edit` and `/roles/{id}/delete`: a role in a form.

use askama::Template;
use axum::response::Response;
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_protocol::rest::Restrictions;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{page::Page, query::Query, shell::Shell},
    control::{TextField, Written, chosen, lines, said},
    deed::first_step,
    form::{Form, Way},
    names::{Named, Picker, groups_offered, label, models_offered},
    role_data::{DataField, keeps_data, rights_of, rows, written_of},
    roles::restrictions,
    sheet::Sheet,
};
use crate::http::Refusal;

/// Fields with one name in a line: what they are called in the form, and their texts.
const LISTS: [(&str, &str, &str); 4] = [
    ("modules", "pol-modules", "pol-modules-hint"),
    ("features", "pol-features", "pol-features-hint"),
    ("reports", "pol-reports", "pol-reports-hint"),
    ("actions", "pol-actions", "pol-actions-hint"),
];

/// The form of a role.
pub(super) struct RoleForm;

#[derive(Template)]
#[template(path = "role_form.html")]
struct RolePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    sheet: &'p Sheet<'p>,
    is_local: bool,
    picker: Picker,
    lists: Vec<TextField>,
    data: Vec<DataField>,
    keeps_data: bool,
    groups: Vec<Named>,
    models: Vec<Named>,
}

impl Form for RoleForm {
    const KIND: PolicyKind = PolicyKind::Role;
    const WORD: &'static str = "role";
    const PATH: &'static str = "/roles";
    const HAS_PAGE: bool = true;

    fn way(page: &Page, _sight: &PolicySight, _model: &str) -> Way {
        vec![("/roles".to_owned(), page.text("roles"))]
    }

    fn name(_page: &Page, _sight: &PolicySight, id: &str, part: &PolicyPart) -> String {
        label(part, id)
    }

    /// A new role may begin as another one is.
    fn begun(sight: &PolicySight, asked: Query) -> Query {
        let like = asked.said("like").and_then(|like| sight.part(PolicyKind::Role, like));
        like.map_or(asked, |part| Self::written(&part).query())
    }

    fn body(draft: &Query, part: Option<&PolicyPart>) -> Map<String, Json> {
        let mut groups = chosen(draft, "group");
        match groups.as_array_mut() {
            Some(groups) => groups.dedup(),
            None => groups = json!([]),
        }
        let mut body = Map::new();
        body.insert("label".to_owned(), draft.one("label").unwrap_or_default().trim().into());
        body.insert("comment".to_owned(), said(draft, "comment"));
        body.insert("scope".to_owned(), draft.said("scope").unwrap_or("global").into());
        body.insert("groups".to_owned(), groups);
        let mut may: Map<String, Json> = LISTS
            .iter()
            .map(|(name, ..)| ((*name).to_owned(), lines(draft, name).collect::<Vec<_>>().into()))
            .collect();
        let keeps_data = part.is_some_and(keeps_data);
        if !keeps_data {
            may.insert("data".to_owned(), rights_of(draft).into());
        }
        let is_empty = !keeps_data && may.values().all(|list| list.as_array().is_none_or(Vec::is_empty));
        match part {
            _ if !is_empty => drop(body.insert("may".to_owned(), may.into())),
            Some(part) if part.body.contains_key("may") => drop(body.insert("may".to_owned(), Json::Null)),
            _ => {}
        }
        body
    }

    fn written(part: &PolicyPart) -> Written {
        let Restrictions { modules, features, reports, actions, data } =
            restrictions(part).unwrap_or_default();
        let written = Written::of(&part.body, &["label", "comment", "scope"])
            .list("group", &part.body, "groups")
            .and("modules", modules.join("\n"))
            .and("features", features.join("\n"))
            .and("reports", reports.join("\n"))
            .and("actions", actions.join("\n"));
        written_of(&data, written)
    }

    /// Of `/may/data/2/where`, the third row about data.
    fn field(pointer: &str) -> String {
        let mut steps = pointer.trim_start_matches('/').split('/');
        match (steps.next(), steps.next(), steps.next()) {
            (Some("groups"), ..) => "group".to_owned(),
            (Some("may"), Some("data"), Some(at)) => format!("data.{at}"),
            (Some("may"), Some(list), _) => list.to_owned(),
            _ => first_step(pointer),
        }
    }

    async fn shown(sheet: Sheet<'_>) -> Result<Response, Refusal> {
        let (shell, page, policy) = (sheet.shell, sheet.page(), sheet.sight.policy());
        let keeps_data = sheet.part.is_some_and(keeps_data);
        let role = RolePage {
            shell,
            page,
            is_local: sheet.said("scope") == "local",
            picker: sheet.picker("group", "pol-role-groups", "pol-role-groups-hint"),
            lists: LISTS.iter().map(|(name, label, hint)| sheet.text(name, label, hint)).collect(),
            data: if keeps_data { Vec::new() } else { rows(&sheet) },
            keeps_data,
            groups: groups_offered(policy),
            models: models_offered(policy),
            sheet: &sheet,
        };
        page.html(sheet.faults.status(), &role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_role_is_written() {
        let form = "label=Clerk&scope=local&group=a.b&group=&comment=&modules=x%0D%0A%0D%0Ay&data.0.model=m&data.0.op=read\
                    &data.0.where=%5B%5D&data.3.model=n&actions=";
        let draft = Query::of(&format!("/roles/new?{form}").parse().unwrap());
        let may = json!({
            "modules": ["x", "y"], "features": [], "reports": [], "actions": [],
            "data": [{"model": "m", "operations": ["read"], "where": "[]"}, {"model": "n", "operations": []}],
        });
        let role =
            json!({"label": "Clerk", "comment": null, "scope": "local", "groups": ["a.b"], "may": may});
        assert_eq!(Json::Object(RoleForm::body(&draft, None)), role);
    }

    #[test]
    fn faults_are_told_at_their_fields() {
        for (pointer, name) in [
            ("/may/data/2/where", "data.2"),
            ("/may/reports/0", "reports"),
            ("/groups/1", "group"),
            ("/label", "label"),
            ("", ""),
        ] {
            assert_eq!(RoleForm::field(pointer), name);
        }
    }
}
