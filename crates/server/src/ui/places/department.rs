//! `/departments/{code}`: one department of a company.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_model::{Department, Operation};

use super::{
    super::{insider, page::Page, query::Query, shell::Shell},
    given::Given,
    people, step,
    write::undoing,
};
use crate::http::{Gate, Named, Refusal};

#[derive(Template)]
#[template(path = "department.html")]
struct DepartmentPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    code: String,
    name: String,
    company: (String, String),
    parent: Option<(String, String)>,
    given: Given,
    undo: Option<(String, String)>,
    ways: Vec<(String, &'static str, &'static str)>,
    change: Option<String>,
    delete: Option<String>,
    add: Option<String>,
}

/// `GET /departments/{code}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let found = insider
        .administer(&gate, move |office, ctx| office.place_in_hand::<Department>(ctx, &code))
        .await??;
    let shell = Shell::of(&gate, &insider).await?;
    let page = &shell.page;
    let (code, form) = (found.view.code.to_string(), found.view.form);
    let here = |name: &str| format!("/departments/{}/{name}", step(&code));
    let at = |path: &str| Query::default().with("at", Some(&format!("department:{code}"))).link(path);
    let mut ways = Vec::new();
    if shell.sights.sees("bailiwick.user") {
        ways.push((people("department", &code), "users", "places-people-here"));
    }
    if shell.sights.sees("bailiwick.setting") {
        ways.push((at("/settings/defaults"), "gear", "places-defaults"));
        ways.push((at("/settings/security"), "shield", "security-policy"));
    }
    let company = form.company.to_string();
    let new = Query::default().with("parent", Some(&code));
    let add = new.link(&format!("/companies/{}/departments/new", step(&company)));
    let template = DepartmentPage {
        shell: &shell,
        page,
        name: form.name,
        company: (format!("/companies/{}", step(&company)), company),
        parent: form.parent.map(|parent| (format!("/departments/{}", step(&parent)), parent.to_string())),
        given: Given::of(page, &found.view.lines, &found.lines, &format!("/departments/{}", step(&code))),
        ways,
        undo: undoing(&Query::of(&insider.knock.uri), found.changes.then(|| here("change")).as_ref()),
        change: found.changes.then(|| here("change")),
        delete: found.deletes.then(|| here("delete")),
        add: shell.sights.may(Operation::Create, "bailiwick.department").then_some(add),
        code,
    };
    page.html(StatusCode::OK, &template)
}
