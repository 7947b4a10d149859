//! `/companies/{code}`: one company, with its seats, its departments and what holds there.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{CompanyPage as Found, DepartmentTwig};

use super::{
    super::{
        insider,
        page::Page,
        query::Query,
        settings::{Told, told},
        shell::{Shell, initials},
    },
    companies::{Seats, kind},
    given::Given,
    people, step,
    tree::{Node, TreeRow, rows},
    write::undoing,
};
use crate::{
    http::{Gate, Named, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "company.html")]
struct CompanyPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    code: String,
    name: String,
    initials: String,
    kind: Option<&'static str>,
    parent: Option<(String, String)>,
    timezone: Option<String>,
    record: Option<String>,
    seats: Option<Seats>,
    people: Option<String>,
    rows: Vec<TreeRow>,
    departments: usize,
    more_departments: bool,
    elsewhere: Option<String>,
    below: Vec<(String, String)>,
    settings: Vec<Told>,
    defaults: Option<String>,
    security: Option<String>,
    given: Given,
    undo: Option<(String, String)>,
    change: Option<String>,
    delete: Option<String>,
    add: Option<String>,
}

/// `GET /companies/{code}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let found = insider.administer(&gate, move |office, ctx| office.company_page(ctx, &code)).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let query = Query::of(&insider.knock.uri);
    let template = CompanyPage::of(&shell, found, &query);
    shell.page.html(StatusCode::OK, &template)
}

impl<'p> CompanyPage<'p> {
    fn of(shell: &'p Shell, found: Found, query: &Query) -> Self {
        let page = &shell.page;
        let code = found.view.code.to_string();
        let here = |name: &str| format!("/companies/{}/{name}", step(&code));
        let form = found.view.form;
        let scope = format!("company:{code}");
        let at = |path: &str| Query::default().with("at", Some(&scope)).link(path);
        let sees_settings = !found.settings.is_empty();
        let settings = found.settings.iter().filter(|setting| !setting.guards && setting.can_be_set);
        let company = |code: &str| format!("/companies/{}", step(code));
        let parent = form.parent.as_ref().zip(found.parent);
        let departments = found.departments.len();
        let many = |text: &str, count: i64| page.with(text, &Words::new().count("count", count));
        let elsewhere = match (found.people_elsewhere, found.people_at_least) {
            (_, Some(least)) => Some(many("places-people-many", least)),
            (count, None) => count.filter(|count| *count > 0).map(|count| many("places-elsewhere", count)),
        };
        Self {
            initials: initials(&form.name),
            kind: form.kind.map(kind),
            parent: parent.map(|(code, name)| (company(code), name)),
            timezone: form.timezone,
            record: form.external_id.map(|id| id.to_string()),
            name: form.name,
            seats: found.view.seats.as_ref().map(|seats| Seats::of(page, seats)),
            people: shell.sights.sees("bailiwick.user").then(|| people("company", &code)),
            rows: rows(nodes(page, found.departments)),
            departments,
            more_departments: found.more_departments,
            elsewhere,
            below: found.below.into_iter().map(|(code, name)| (company(&code), name)).collect(),
            settings: settings.map(|setting| told(page, setting, &scope)).collect(),
            defaults: sees_settings.then(|| at("/settings/defaults")),
            security: sees_settings.then(|| at("/settings/security")),
            given: Given::of(page, &found.view.lines, &found.lines, &format!("/companies/{}", step(&code))),
            undo: undoing(query, found.changes.then(|| here("change")).as_ref()),
            change: found.changes.then(|| here("change")),
            delete: found.deletes.then(|| here("delete")),
            add: found.makes_departments.then(|| here("departments/new")),
            shell,
            page,
            code,
        }
    }
}

/// Departments below those that they lie in.
fn nodes(page: &Page, departments: Vec<DepartmentTwig>) -> Vec<Node> {
    let mut by_parent: BTreeMap<Option<String>, Vec<DepartmentTwig>> = BTreeMap::new();
    for twig in departments {
        by_parent.entry(twig.parent.clone()).or_default().push(twig);
    }
    below(page, &mut by_parent, None)
}

/// Each list is taken out once, so a circle in the data ends.
fn below(
    page: &Page,
    by_parent: &mut BTreeMap<Option<String>, Vec<DepartmentTwig>>,
    parent: Option<String>,
) -> Vec<Node> {
    let Some(twigs) = by_parent.remove(&parent) else { return Vec::new() };
    let node = |twig: DepartmentTwig| {
        let below = below(page, by_parent, Some(twig.code.clone()));
        let row = TreeRow {
            href: format!("/departments/{}", step(&twig.code)),
            code: twig.code,
            name: twig.name,
            count: twig.people.map(|count| page.with("places-people", &Words::new().count("count", count))),
            ..TreeRow::default()
        };
        Node { row, below }
    };
    twigs.into_iter().map(node).collect()
}
