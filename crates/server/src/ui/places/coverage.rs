//! `/areas/coverage`: in which areas people have a role today, and in which nobody has it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Covering;

use super::super::{insider, page::Page, query::Query, shell::Shell};
use crate::{
    http::{Gate, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    area: Option<String>,
    roles: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    most: i64,
    finding: String,
    /// The name of the text for an area without anybody.
    nobody: &'static str,
    more: bool,
}

struct Row {
    name: String,
    code: String,
    href: String,
    within: i64,
    above: i64,
    is_bare: bool,
}

/// `GET /areas/coverage`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let query = Query::of(&insider.knock.uri);
    let (area, role) = (query.said("area").map(str::to_owned), query.said("role").map(str::to_owned));
    let below = area.clone();
    let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
        office.coverage(ctx, below.as_deref(), role.as_deref())
    };
    let coverage = insider.administer(&gate, work).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let template = CoveragePage::of(&shell, coverage, area);
    shell.page.html(StatusCode::OK, &template)
}

impl<'p> CoveragePage<'p> {
    fn of(shell: &'p Shell, coverage: Covering, area: Option<String>) -> Self {
        let page = &shell.page;
        let Covering { role, roles, areas, more, sees_all } = coverage;
        let chosen = role.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
        let option = |(id, label): (bailiwick_model::RoleId, String)| {
            let id = id.to_string();
            let is_on = id == chosen;
            (id, label, is_on)
        };
        let rows: Vec<Row> = areas
            .into_iter()
            .map(|area| Row {
                href: Query::default()
                    .with("role", Some(&chosen))
                    .with("area", Some(&area.code))
                    .link("/areas/coverage"),
                name: area.name,
                code: area.code,
                within: area.within,
                above: area.above,
                is_bare: area.within + area.above == 0,
            })
            .collect();
        let bare = i64::try_from(rows.iter().filter(|row| row.is_bare).count()).unwrap_or(i64::MAX);
        let all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let words = Words::new().count("count", bare).count("all", all);
        Self {
            shell,
            page,
            area,
            roles: roles.into_iter().map(option).collect(),
            most: rows.iter().map(|row| row.within + row.above).max().unwrap_or(0).max(1),
            finding: page.with(if sees_all { "places-bare" } else { "places-bare-seen" }, &words),
            nobody: if sees_all { "places-nobody" } else { "places-nobody-seen" },
            rows,
            more,
        }
    }
}
