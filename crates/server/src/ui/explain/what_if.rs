//! `/explain/what-if`: what somebody could do with one more role line, or without those of a role. Nothing is saved.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::decisions::{Assumption, Evaluator};
use bailiwick_model::{AreaCode, CompanyId, KeyError, RoleId, RoleLine, Validity};
use jiff::civil::Date;

use super::{
    super::{faults::Faults, insider, page::Page, query::Query, shell::Shell},
    Tabs,
    chain::Chain,
    question::{Asked, Fields, faults},
    sight,
};
use crate::http::{Asking, Gate, Refusal};

/// Roles that the form offers at most.
const MOST_ROLES: usize = 250;

#[derive(Template)]
#[template(path = "explain_what_if.html")]
struct WhatIfPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    tabs: Tabs,
    fields: Fields,
    faults: Faults,
    deed: String,
    query: &'p Query,
    roles: Vec<(String, String)>,
    answers: Option<(Chain, Chain)>,
    is_same: bool,
}

impl WhatIfPage<'_> {
    fn said(&self, name: &str) -> &str {
        self.query.one(name).unwrap_or_default()
    }
}

/// `GET /explain/what-if?u=&op=&m=&r=&at=&role=&areas=&companies=&from=&to=&without=`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let (page, query) = (&shell.page, Query::of(&insider.knock.uri));
    let sight = sight(&gate, &insider, &shell)?;
    let (asked, mut wrong) = Asked::of(page, &query);
    let mut answers = None;
    let assumption = match assumed(&gate, page, &query) {
        Ok(assumption) => assumption,
        Err(faults) => {
            wrong = faults;
            None
        }
    };
    let is_asked = asked.is_whole() && !asked.user.is_empty();
    if let (true, true, Some(assumption)) = (wrong.is_empty(), is_asked, assumption) {
        let plain = Asking { user: asked.user.clone(), as_of: asked.when, assumption: None };
        let changed = Asking { assumption: Some(assumption), ..plain.clone() };
        let mut told = Vec::new();
        for asking in [plain, changed] {
            let question = asked.clone();
            let work = move |evaluator: &mut Evaluator<'_>| evaluator.explain(&question.question());
            match insider.evaluate(&gate, asking, work).await? {
                Ok(answer) => told.push(Chain::of(&shell, sight.as_ref(), &asked, &answer)),
                Err(error) => {
                    wrong = faults(&error)?;
                    break;
                }
            }
        }
        let mut told = told.into_iter();
        answers = told.next().zip(told.next());
    }
    let known = sight.iter().flat_map(|sight| sight.policy().roles.iter()).take(MOST_ROLES);
    let roles = known.map(|(id, role)| (id.to_string(), role.label.clone())).collect();
    let is_same = answers.as_ref().is_some_and(|(now, then)| now.is_allowed == then.is_allowed);
    let status = wrong.status();
    page.html(
        status,
        &WhatIfPage {
            shell: &shell,
            page,
            tabs: Tabs::of(&query),
            fields: Fields::of(page, sight.as_ref(), &query),
            faults: wrong,
            deed: asked.deed(page),
            query: &query,
            roles,
            answers,
            is_same,
        },
    )
}

/// What is assumed; nothing where nothing is.
fn assumed(gate: &Gate, page: &Page, query: &Query) -> Result<Option<Assumption>, Faults> {
    let mut assumption = Assumption::default();
    if let Some(role) = query.said("without") {
        let role = RoleId::new(role).map_err(|error| Faults::english("without", error.to_string()))?;
        assumption.without.push(role);
    }
    if let Some(role) = query.said("role") {
        assumption.lines.push(line(gate, page, query, role)?);
    }
    Ok((assumption != Assumption::default()).then_some(assumption))
}

fn line(gate: &Gate, page: &Page, query: &Query, role: &str) -> Result<RoleLine, Faults> {
    let known = gate.administration.as_ref().and_then(|office| office.state());
    let scope = known.and_then(|state| state.policy.roles.get(role).map(|role| role.scope));
    let (Ok(role), Some(scope)) = (RoleId::new(role), scope) else {
        return Err(Faults::one("role", page.text("exp-no-role")));
    };
    let day = |name: &str| match query.said(name) {
        None => Ok(None),
        Some(day) => day.parse::<Date>().map(Some).map_err(|_| Faults::one(name, page.text("exp-at-wrong"))),
    };
    let validity = Validity::new(day("from")?, day("to")?);
    let validity = validity.map_err(|error| Faults::english("to", error.to_string()))?;
    let areas = codes(query, "areas", |code| AreaCode::new(code))?;
    let companies = codes(query, "companies", |code| CompanyId::new(code))?;
    RoleLine::new(role, scope, areas, companies, validity).map_err(|error| {
        let key = match error {
            bailiwick_model::LineError::LocalWithoutArea => "pol-local-needs-area",
            bailiwick_model::LineError::GlobalWithAreas => "pol-global-no-areas",
        };
        Faults::one("areas", page.text(key))
    })
}

/// Codes between commas.
fn codes<T>(query: &Query, name: &str, read: fn(&str) -> Result<T, KeyError>) -> Result<Vec<T>, Faults> {
    let said = query.one(name).unwrap_or_default().split(',').map(str::trim);
    let codes = said.filter(|code| !code.is_empty()).map(read);
    codes.collect::<Result<_, _>>().map_err(|error| Faults::english(name, error.to_string()))
}
