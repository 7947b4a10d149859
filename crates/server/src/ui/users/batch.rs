//! `/users/batch`: the same for many people. What would come of it is tried first, by a job that changes nothing; from its page it is done.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Desk, JobAct};
use bailiwick_protocol::rest::{FormError, UserForm, read};
use serde_json::{Map, Value as Json, json};

use super::{
    super::{
        faults::Faults,
        insider,
        list::within,
        page::Page,
        picker::{Asked, Kind},
        shell::Shell,
    },
    control::{Control, LineControls, Maker, sought},
    form::{TypedLine, english, said, typed},
    view::{Act, acts},
};
use crate::{
    http::{Gate, Insider, Knock, Refusal},
    language::Words,
};

const HERE: &str = "/users/batch";

/// The field that says which company the list is limited to; `company` is where people are moved to.
const LIMIT: &str = "company-of-list";

/// The fields that can be given to many at once.
const FIELDS: [&str; 6] = ["company", "department", "area", "job_title", "language", "valid_to"];

#[derive(Template)]
#[template(path = "users_batch_choose.html")]
struct ChoosePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    acts: Vec<Act>,
    chosen: Chosen<'p>,
}

/// Who is chosen.
struct Chosen<'p> {
    /// In words.
    whom: String,
    logins: Vec<&'p str>,
    /// Whether it is everybody whom the list shows.
    is_all: bool,
    domain: String,
    search: String,
    /// The company that the list is limited to; empty for none.
    company: String,
}

#[derive(Template)]
#[template(path = "users_batch.html")]
struct BatchPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    act: Act,
    chosen: Chosen<'p>,
    line: Option<LineControls>,
    controls: Vec<Control>,
}

/// `GET /users/batch`: nobody is chosen.
pub(super) async fn nobody() -> Response {
    Redirect::to("/users").into_response()
}

/// `POST /users/batch`: what is to be done, and to whom.
pub(super) async fn ask(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let knock = &insider.knock;
    let name = typed(knock, "do");
    let is_all = knock.field("all").is_some();
    let logins: Vec<String> = knock.all("sel").map(str::to_owned).collect();
    if !is_all && logins.is_empty() {
        return Ok(Redirect::to("/users").into_response());
    }
    if name == "choose" {
        return choose(&gate, &insider).await;
    }
    // What takes nothing more is tried at once.
    let is_told =
        knock.field("step").is_some() || !["give-role", "end-role", "change"].contains(&name.as_str());
    if !is_told || Asked::of(knock).is_some() {
        return page(&gate, &insider, &name, Faults::default()).await;
    }
    let act = match act_of(knock, &name) {
        Ok(Some(act)) => act,
        Ok(None) => {
            let shell = Shell::of(&gate, &insider).await?;
            let faults = Faults::one("", shell.page.text("users-batch-nothing"));
            return page(&gate, &insider, &name, faults).await;
        }
        Err((field, error)) => {
            let faults = english(Faults::default(), &field, error.message);
            return page(&gate, &insider, &name, faults).await;
        }
    };
    let (company, search) = (typed(knock, LIMIT), typed(knock, "search"));
    let company = Some(company.as_str()).filter(|code| !code.is_empty());
    let domain = within(&gate, "users", company, &typed(knock, "domain"))?;
    let tried = insider
        .administer(&gate, move |office, ctx| {
            let ctx = ctx.clone().dry();
            match is_all {
                true => office.act_on_listed(&ctx, &act, &domain, &search),
                false => office.act_on_users(&ctx, &act, Some(&logins), ""),
            }
        })
        .await?;
    match tried {
        Ok(done) => Ok(Redirect::to(&format!("/jobs/{}", done.value.id)).into_response()),
        Err(refused) => page(&gate, &insider, &name, said(refused, &[0])?).await,
    }
}

/// What is to be done; nothing where nothing was typed.
fn act_of(knock: &Knock, name: &str) -> Result<Option<JobAct>, (String, FormError)> {
    let meant = |json: Json| serde_json::from_value::<JobAct>(json).ok();
    let state = |state: &str| meant(json!({ "set_state": { "state": state } }));
    Ok(match name {
        "give-role" => {
            let line = TypedLine::of(knock, 0);
            if line.role.is_empty() {
                return Ok(None);
            }
            let at = |error: FormError| {
                let step = error.pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
                (format!("{step}-0"), error)
            };
            Some(JobAct::GiveRole(line.meant().map_err(at)?))
        }
        "end-role" => meant(json!({ "end_role": { "role": typed(knock, "role") } })),
        "change" => {
            let mut patch = Map::new();
            for field in FIELDS {
                let value = typed(knock, field);
                if !value.is_empty() {
                    let one: Map<String, Json> = [(field.to_owned(), value.into())].into_iter().collect();
                    read::<UserForm>(Json::Object(one.clone())).map_err(|error| (field.to_owned(), error))?;
                    patch.extend(one);
                }
            }
            (!patch.is_empty()).then_some(JobAct::SetFields(patch))
        }
        "activate" => state("active"),
        "suspend" => state("suspended"),
        "leave" => state("left"),
        "reset-password" => Some(JobAct::RequestPasswordReset {}),
        "end-sessions" => Some(JobAct::EndSessions {}),
        _ => None,
    })
}

async fn page(gate: &Arc<Gate>, insider: &Insider, name: &str, faults: Faults) -> Result<Response, Refusal> {
    let knock = &insider.knock;
    let typed = TypedLine::of(knock, 0);
    let seeking = sought(knock, std::slice::from_ref(&typed));
    let desk: Desk =
        insider.administer(gate, move |office, ctx| office.batch_desk(ctx, &seeking)).await??.value;
    let shell = Shell::of(gate, insider).await?;
    let page = &shell.page;
    let Some(act) = acts(&shell).into_iter().find(|act| act.name == name) else {
        return Err(Refusal::not_found());
    };
    let maker = Maker { page, knock, faults: &faults, action: HERE };
    let line = (name == "give-role").then(|| maker.line(&desk, &typed));
    let controls = match name {
        "end-role" => {
            let roles = desk.roles.iter().map(|role| (role.id.to_string(), role.label.clone())).collect();
            vec![maker.list("role", "users-line-no-role", roles)]
        }
        "change" => vec![
            maker.place("company", Kind::Company, &desk),
            maker.place("department", Kind::Department, &desk),
            maker.place("area", Kind::Area, &desk),
            maker.input("job_title", "text"),
            maker.input("language", "text"),
            maker.input("valid_to", "date"),
        ],
        _ => Vec::new(),
    };
    let status = faults.status();
    let template = BatchPage {
        chosen: Chosen::of(page, knock),
        line,
        controls,
        act,
        faults: Faults::default(),
        shell: &shell,
        page,
    };
    page.html(status, &BatchPage { faults, ..template })
}

/// What can be done to those who are chosen.
async fn choose(gate: &Arc<Gate>, insider: &Insider) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let acts = acts(&shell);
    if acts.is_empty() {
        return Err(Refusal::not_found());
    }
    let chosen = Chosen::of(&shell.page, &insider.knock);
    shell.page.html(StatusCode::OK, &ChoosePage { shell: &shell, page: &shell.page, acts, chosen })
}

impl<'p> Chosen<'p> {
    fn of(page: &Page, knock: &'p Knock) -> Self {
        let is_all = knock.field("all").is_some();
        let logins: Vec<&str> = knock.all("sel").filter(|_| !is_all).collect();
        let count = i64::try_from(logins.len()).unwrap_or(i64::MAX);
        let whom = match is_all {
            true => page.text("users-batch-all"),
            false => page.with("users-batch-some", &Words::new().count("count", count)),
        };
        Self {
            whom,
            logins,
            is_all,
            domain: typed(knock, "domain"),
            search: typed(knock, "search"),
            company: typed(knock, LIMIT),
        }
    }
}
