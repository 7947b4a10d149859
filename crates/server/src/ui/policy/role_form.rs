//! `/roles/new`, `/roles/{id}/edit` and `/roles/{id}/delete`: a role in a form, tried before it is saved.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::{Operation, Operations};
use bailiwick_protocol::rest::Restrictions;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{clash::Clash, faults::Faults, insider, page::Page, query::Query, shell::Shell},
    deed::{self, Deed, Plan, Sent, What, first_step},
    editable,
    names::{Named, OperationBox, Picker, boxes, groups_offered, models_offered, page_of},
    roles::restrictions,
    sight,
};
use crate::{
    http::{Gate, Insider, Named as Key, Refusal},
    language::Words,
};

/// Rows about data at most. A role with more keeps them as they are: its form is about the rest.
const MOST_ROWS: usize = 40;

#[derive(Template)]
#[template(path = "role_form.html")]
struct RoleForm<'p> {
    shell: &'p Shell,
    page: &'p Page,
    form: String,
    back: String,
    title: String,
    is_new: bool,
    draft: &'p Query,
    tag: String,
    faults: Faults,
    clash: Option<Clash>,
    pickers: Vec<Picker>,
    lists: Vec<ListField>,
    data: Vec<DataField>,
    keeps_data: bool,
    groups: Vec<Named>,
    models: Vec<Named>,
}

/// A field with one name in a line.
struct ListField {
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    fault: Option<String>,
}

/// A right on data.
struct DataField {
    at: usize,
    model: String,
    domain: String,
    operations: Vec<OperationBox>,
    fault: Option<String>,
}

impl RoleForm<'_> {
    fn said(&self, name: &str) -> &str {
        self.draft.one(name).unwrap_or_default()
    }

    fn is_local(&self) -> bool {
        self.draft.one("scope") == Some("local")
    }
}

/// `GET` and `POST /roles/new`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let draft = if insider.knock.is_look {
        match Query::of(&insider.knock.uri).said("like") {
            Some(like) => copied(&sight, like),
            None => Query::of(&insider.knock.uri),
        }
    } else {
        Query::sent(insider.knock.fields())
    };
    let id = draft.said("id").unwrap_or_default().to_owned();
    let (form, then) = ("/roles/new", page_of("roles", &id));
    let what = What::Create(body(&draft, None));
    let plan = Plan {
        form,
        back: "/roles",
        then: &then,
        news: "role-made",
        title: shell.page.text("pol-role-make-confirm"),
        button: shell.page.text("pol-role-make"),
        crumbs: vec![("/roles".to_owned(), shell.page.text("roles"))],
        field,
    };
    answered(&gate, &insider, &shell, &sight, (&id, what, None), draft, &plan).await
}

/// `GET` and `POST /roles/{id}/edit`
pub(super) async fn edit(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Role, &id).ok_or_else(Refusal::not_found)?;
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (there, asked) = (page_of("roles", &id), Query::of(&insider.knock.uri));
    let draft = match insider.knock.is_look {
        true if asked.one("label").is_some() => asked.with("tag", Some(&part.tag)),
        true => written(&part),
        false => Query::sent(insider.knock.fields()),
    };
    let label = label(&part, &id);
    let form = format!("{there}/edit");
    let plan = Plan {
        form: &form,
        back: &there,
        then: &there,
        news: "role-changed",
        title: shell.page.with("pol-role-save-confirm", &Words::new().text("name", &*label)),
        button: shell.page.text("pol-role-save"),
        crumbs: vec![("/roles".to_owned(), shell.page.text("roles")), (there.clone(), label)],
        field,
    };
    let what = What::Change(body(&draft, Some(&part)));
    answered(&gate, &insider, &shell, &sight, (&id, what, Some(&part)), draft, &plan).await
}

/// `GET` and `POST /roles/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Role, &id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let there = page_of("roles", &id);
    let shell = Shell::of(&gate, &insider).await?;
    let (label, form) = (label(&part, &id), format!("{there}/delete"));
    let words = Words::new().text("name", &*label);
    let plan = Plan {
        form: &form,
        back: &there,
        then: "/roles",
        news: "role-deleted",
        title: shell.page.with("pol-role-delete-confirm", &words),
        button: shell.page.text("pol-role-delete"),
        crumbs: vec![("/roles".to_owned(), shell.page.text("roles")), (there.clone(), label)],
        field,
    };
    super::deleted(&gate, &insider, &shell, (PolicyKind::Role, &id, &part), &plan).await
}

/// The form, what it comes to, or what is wrong with it.
async fn answered(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    sight: &PolicySight,
    (id, what, part): (&str, What, Option<&PolicyPart>),
    draft: Query,
    plan: &Plan<'_>,
) -> Result<Response, Refusal> {
    let is_sent = !insider.knock.is_look && matches!(draft.one("step"), Some("save" | "preview"));
    let (mut faults, mut clash) = (Faults::default(), None);
    if is_sent {
        let deed = Deed { kind: PolicyKind::Role, id: id.to_owned(), what };
        match deed::sent(gate, insider, shell, deed, &draft, plan).await? {
            Sent::Answer(answer) => return Ok(answer),
            Sent::Again(wrong, differs) => (faults, clash) = (wrong, differs),
        }
    }
    for (text, key) in [
        ("Local roles must have at least one area assigned", "pol-local-needs-area"),
        ("Global roles cannot have areas assigned", "pol-global-no-areas"),
    ] {
        deed::reworded(&mut faults, text, &shell.page.text(key));
    }
    let page = &shell.page;
    let tag =
        clash.as_ref().map_or_else(|| draft.one("tag").unwrap_or_default().to_owned(), |c| c.tag.clone());
    let told = |field: &str| faults.at(field).map(|fault| fault.text.clone());
    let picker = ("group", "pol-role-groups", "pol-role-groups-hint");
    let pickers = vec![Picker::new(page, sight, picker, draft.all("group"), told("group"))];
    let lists = LISTS
        .iter()
        .map(|(name, label, hint)| ListField {
            name,
            label: page.text(label),
            hint: page.text(hint),
            value: draft.one(name).unwrap_or_default().to_owned(),
            fault: told(name),
        })
        .collect();
    let mut rows: Vec<DataField> = data_rows(&draft)
        .into_iter()
        .map(|at| data_field(page, &draft, at, told(&format!("data.{at}"))))
        .collect();
    let next = rows.last().map_or(0, |row| row.at + 1);
    let keeps_data = part.is_some_and(keeps_data);
    if keeps_data {
        rows.clear();
    } else if next < MOST_ROWS {
        rows.push(data_field(page, &draft, next, None));
    }
    let status = faults.status();
    page.html(
        status,
        &RoleForm {
            shell,
            page,
            form: plan.form.to_owned(),
            back: plan.back.to_owned(),
            title: match part {
                Some(part) => label(part, id),
                None => page.text("pol-role-new"),
            },
            is_new: part.is_none(),
            tag,
            faults,
            clash,
            pickers,
            lists,
            data: rows,
            keeps_data,
            groups: groups_offered(sight.policy()),
            models: models_offered(sight.policy()),
            draft: &draft,
        },
    )
}

/// Fields with one name in a line: what they are called in the form, and their texts.
const LISTS: [(&str, &str, &str); 4] = [
    ("modules", "pol-modules", "pol-modules-hint"),
    ("features", "pol-features", "pol-features-hint"),
    ("reports", "pol-reports", "pol-reports-hint"),
    ("actions", "pol-actions", "pol-actions-hint"),
];

/// What the form says, as a role is written; of one that is there, as a patch.
fn body(draft: &Query, part: Option<&PolicyPart>) -> Map<String, Json> {
    let groups: Vec<&str> = draft.all("group").map(str::trim).filter(|group| !group.is_empty()).collect();
    let mut groups: Vec<Json> = groups.into_iter().map(Json::from).collect();
    groups.dedup();
    let mut body = Map::new();
    body.insert("label".to_owned(), draft.one("label").unwrap_or_default().trim().into());
    body.insert("comment".to_owned(), draft.said("comment").map_or(Json::Null, Json::from));
    body.insert("scope".to_owned(), draft.said("scope").unwrap_or("global").into());
    body.insert("groups".to_owned(), groups.into());
    let mut may = Map::new();
    for (name, ..) in LISTS {
        let lines = draft.one(name).unwrap_or_default().lines().map(str::trim);
        let names: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        may.insert(name.to_owned(), json!(names));
    }
    let keeps_data = part.is_some_and(keeps_data);
    if !keeps_data {
        let data: Vec<Json> = data_rows(draft).into_iter().map(|at| data_right(draft, at)).collect();
        may.insert("data".to_owned(), data.into());
    }
    let is_empty = !keeps_data && may.values().all(|list| list.as_array().is_none_or(Vec::is_empty));
    match part {
        _ if !is_empty => drop(body.insert("may".to_owned(), may.into())),
        Some(part) if part.body.contains_key("may") => drop(body.insert("may".to_owned(), Json::Null)),
        _ => {}
    }
    if part.is_none() {
        body.retain(|_, value| !value.is_null());
    }
    body
}

/// Whether a role has more rows about data than a form takes.
fn keeps_data(part: &PolicyPart) -> bool {
    restrictions(part).is_some_and(|may| may.data.len() > MOST_ROWS)
}

/// The rows about data that say something, by number.
fn data_rows(draft: &Query) -> Vec<usize> {
    let said = |at: &usize| {
        let is_set = |member: &str| draft.said(&format!("data.{at}.{member}")).is_some();
        is_set("model") || is_set("where")
    };
    (0..MOST_ROWS).filter(said).collect()
}

fn data_right(draft: &Query, at: usize) -> Json {
    let operations: Vec<&str> = draft.all(&format!("data.{at}.op")).collect();
    let model = draft.said(&format!("data.{at}.model")).unwrap_or_default();
    let mut right = json!({ "model": model, "operations": operations });
    if let (Some(domain), Some(members)) = (draft.said(&format!("data.{at}.where")), right.as_object_mut()) {
        members.insert("where".to_owned(), domain.into());
    }
    right
}

fn data_field(page: &Page, draft: &Query, at: usize, fault: Option<String>) -> DataField {
    let said = |member: &str| draft.one(&format!("data.{at}.{member}")).unwrap_or_default().to_owned();
    let on: Operations =
        draft.all(&format!("data.{at}.op")).filter_map(|word| word.parse::<Operation>().ok()).collect();
    DataField { at, model: said("model"), domain: said("where"), operations: boxes(page, on), fault }
}

/// A role that is there, as the form has it.
fn written(part: &PolicyPart) -> Query {
    let text = |name: &str| part.body.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let mut pairs: Vec<(String, String)> =
        ["label", "comment", "scope"].map(|name| (name.to_owned(), text(name))).into();
    let groups = part.body.get("groups").and_then(Json::as_array).into_iter().flatten();
    pairs.extend(groups.filter_map(Json::as_str).map(|group| ("group".to_owned(), group.to_owned())));
    let Restrictions { modules, features, reports, actions, data } = restrictions(part).unwrap_or_default();
    for (name, lines) in
        [("modules", modules), ("features", features), ("reports", reports), ("actions", actions)]
    {
        pairs.push((name.to_owned(), lines.join("\n")));
    }
    for (at, right) in data.iter().take(MOST_ROWS).enumerate() {
        pairs.push((format!("data.{at}.model"), right.model.to_string()));
        pairs.push((format!("data.{at}.where"), right.domain.clone().unwrap_or_default()));
        pairs.extend(right.operations.iter().map(|one| (format!("data.{at}.op"), one.word().to_owned())));
    }
    pairs.push(("tag".to_owned(), part.tag.clone()));
    Query::sent(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// A new role that begins as another one is.
fn copied(sight: &PolicySight, like: &str) -> Query {
    let part = sight.part(PolicyKind::Role, like);
    part.map(|part| written(&part).without(&["tag"])).unwrap_or_default()
}

fn label(part: &PolicyPart, id: &str) -> String {
    part.body.get("label").and_then(Json::as_str).unwrap_or(id).to_owned()
}

/// The field of the form that a place in a role is typed into: of `/may/data/2/where`, the third row about data.
fn field(pointer: &str) -> String {
    let mut steps = pointer.trim_start_matches('/').split('/');
    match (steps.next(), steps.next(), steps.next()) {
        (Some("groups"), ..) => "group".to_owned(),
        (Some("may"), Some("data"), Some(at)) => format!("data.{at}"),
        (Some("may"), Some(list), _) => list.to_owned(),
        _ => first_step(pointer),
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
        let role = json!({"label": "Clerk", "scope": "local", "groups": ["a.b"], "may": may});
        assert_eq!(Json::Object(body(&draft, None)), role);
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
            assert_eq!(field(pointer), name);
        }
    }
}
