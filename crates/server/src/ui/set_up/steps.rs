//! What follows once there is an administrator: the organisation, the areas, and what signing in takes. Each step can be skipped, and is a use case
//! like any other: whoever may not do it is refused.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Administration, AreaImportMode, Ctx, Fault, Refused, SettingChange};
use bailiwick_model::{AreaCode, Company, CompanyId, CompanyKind, Operation, SettingScope};
use bailiwick_protocol::rest::{CompanyForm, NewCompany, NewPlace, SettingForm};
use serde_json::{Map, Value as Json, json};

use super::super::{faults::Fault as Shown, page::Page, shell::Shell};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

const REQUIRES: &str = "factor.required";
const LENGTH: &str = "password.min_length";

const AREAS: &str = "/set-up/areas";
const SECURITY: &str = "/set-up/security";

/// Bytes of a list of areas.
const LIST_BYTES: usize = 20 * 1024 * 1024;

/// Faults of a list that are told: whoever has mended so many sends it again.
const MOST_FAULTS: usize = 20;

/// The choices of `factor.required`.
const REQUIRED: [&str; 3] = ["optional", "administrators", "everybody"];

/// What is proposed where nothing was set yet: who needs a second factor, and how long a password is at least.
const USUAL: (&str, &str) = ("administrators", "15");

#[derive(Template)]
#[template(path = "set_up_step.html")]
struct StepPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    /// Whether it takes that he shows again who he is.
    is_stale: bool,
    step: Step,
    told: Vec<Shown>,
    code: String,
    name: String,
    timezone: String,
    required: String,
    length: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Organisation,
    Areas,
    Security,
}

/// Takes in a request of the administrator, or answers it by leading him to where he can sign in.
macro_rules! insider {
    ($taken:expr) => {
        match $taken.await? {
            Ok(insider) => insider,
            Err(elsewhere) => return Ok(*elsewhere),
        }
    };
}

/// `GET /set-up/organisation`, `/set-up/areas`, `/set-up/security`
pub(crate) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(Insider::take(&gate, request));
    let step = match insider.knock.uri.path() {
        AREAS => Step::Areas,
        SECURITY => Step::Security,
        _ => Step::Organisation,
    };
    show(&gate, &insider, step, Vec::new(), false).await
}

/// `POST /set-up/organisation`: the company that runs this, which the administrator belongs to from then on.
pub(crate) async fn organisation(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(Insider::take(&gate, request));
    let typed = |name| insider.knock.field(name).map(str::trim).filter(|text| !text.is_empty());
    let code = match CompanyId::new(typed("code").unwrap_or_default()) {
        Ok(code) => code,
        Err(error) => {
            return show(
                &gate,
                &insider,
                Step::Organisation,
                vec![Shown::english("", error.to_string())],
                false,
            )
            .await;
        }
    };
    let form = CompanyForm {
        name: typed("name").unwrap_or(code.as_str()).to_owned(),
        timezone: typed("timezone").map(str::to_owned),
        parent: None,
        kind: Some(CompanyKind::default()),
        external_id: None,
    };
    let (new, login) = (NewCompany { code, form }, insider.caller.login().to_string());
    let made = insider.administer(&gate, move |office, ctx| found(office, ctx, &new, &login)).await?;
    went(&gate, &insider, Step::Organisation, made, AREAS).await
}

/// `POST /set-up/areas`: a list of them, or a single one to begin with.
pub(crate) async fn areas(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let may = |office: &Administration, ctx: &Ctx| office.may_import_areas(ctx);
    let insider = insider!(Insider::take_up_to(&gate, request, LIST_BYTES, may));
    let list = insider.knock.field("list").filter(|list| !list.trim().is_empty()).map(str::to_owned);
    let typed = |name: &str| insider.knock.field(name).unwrap_or_default().trim().to_owned();
    let (code, name) = (typed("code"), typed("name"));
    if list.is_none() && code.is_empty() {
        let shell = Shell::of(&gate, &insider).await?;
        let nothing = shell.page.text("set-up-areas-nothing");
        return show(&gate, &insider, Step::Areas, vec![Shown::ours("", nothing)], false).await;
    }
    let work = move |office: &Administration, ctx: &Ctx| match list {
        Some(list) => office.import_areas(ctx, list.as_bytes(), AreaImportMode::default()).map(drop),
        None => {
            let code = AreaCode::new(&code)
                .map_err(|error| Refused::Invalid(vec![fault("/code", &error.to_string())]))?;
            let form = serde_json::from_value(
                json!({ "name": if name.is_empty() { code.to_string() } else { name } }),
            );
            let form = form.map_err(|error| Refused::Invalid(vec![fault("/name", &error.to_string())]))?;
            office.make_place::<bailiwick_model::Area>(ctx, &NewPlace { code, form }).map(drop)
        }
    };
    let made = insider.administer(&gate, work).await?;
    went(&gate, &insider, Step::Areas, made, SECURITY).await
}

/// `POST /set-up/security`: who has to have a second factor, and how long passwords are.
pub(crate) async fn security(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(Insider::take(&gate, request));
    let required = insider.knock.must("required")?.to_owned();
    let length: Json = match insider.knock.must("length")?.trim().parse::<i64>() {
        Ok(length) => json!(length),
        Err(_) => json!(insider.knock.must("length")?),
    };
    let work = move |office: &Administration, ctx: &Ctx| {
        let change = |name: &str, value: Json| SettingChange {
            name: name.to_owned(),
            wanted: Some(SettingForm { value, locked: false, require_change: false }),
            seen: None,
        };
        let changes = [change(REQUIRES, json!(required)), change(LENGTH, length)];
        let changed = office.change_settings(ctx, &SettingScope::Installation, &changes);
        changed.map(drop).map_err(without_place)
    };
    let made = insider.administer(&gate, work).await?;
    went(&gate, &insider, Step::Security, made, "/").await
}

/// Makes the company, and the administrator one of its people. Where it is there already, as when the page is sent again, it stays as it is.
fn found(office: &Administration, ctx: &Ctx, new: &NewCompany, login: &str) -> Result<(), Refused> {
    match office.make_place::<Company>(ctx, new) {
        Err(Refused::Conflict(_)) if office.show_place::<Company>(ctx, new.code.as_str()).is_ok() => {}
        made => drop(made?),
    }
    let patch: Map<String, Json> = [("company".to_owned(), json!(new.code))].into_iter().collect();
    office.change_user(ctx, login, &patch).map(drop)
}

/// What comes of a step: the next one, or the same with what is wrong.
async fn went(
    gate: &Arc<Gate>,
    insider: &Insider,
    step: Step,
    made: Result<(), Refused>,
    next: &str,
) -> Result<Response, Refusal> {
    match made {
        Ok(()) => Ok(Redirect::to(next).into_response()),
        Err(Refused::Invalid(faults)) => {
            let more = faults.len().saturating_sub(MOST_FAULTS);
            let mut told: Vec<Shown> = faults.into_iter().take(MOST_FAULTS).map(said).collect();
            if more > 0 {
                let shell = Shell::of(gate, insider).await?;
                let count = i64::try_from(more).unwrap_or(i64::MAX);
                let words = Words::new().count("count", count);
                told.push(Shown::ours("", shell.page.with("set-up-more-faults", &words)));
            }
            show(gate, insider, step, told, false).await
        }
        Err(Refused::Conflict(why)) => show(gate, insider, step, vec![Shown::english("", why)], false).await,
        Err(Refused::StepUp) => show(gate, insider, step, Vec::new(), true).await,
        Err(refused) => Err(refused.into()),
    }
}

/// Faults that speak for themselves: the sentence says which of the two it is about.
fn without_place(refused: Refused) -> Refused {
    match refused {
        Refused::Invalid(faults) => {
            Refused::Invalid(faults.into_iter().map(|one| fault("", &one.message)).collect())
        }
        other => other,
    }
}

/// A fault with its place, where that says more than the sentence.
fn said(Fault { pointer, message }: Fault) -> Shown {
    let text = match pointer.as_str() {
        "" | "/code" | "/name" | "/value" => message,
        pointer => format!("{}: {message}", pointer.trim_start_matches('/')),
    };
    Shown::english("", text)
}

fn fault(pointer: &str, message: &str) -> Fault {
    Fault { pointer: pointer.to_owned(), message: message.to_owned() }
}

async fn show(
    gate: &Arc<Gate>,
    insider: &Insider,
    step: Step,
    told: Vec<Shown>,
    is_stale: bool,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    // It is for whoever begins here; to others there is no such page.
    if !shell.sights.may(Operation::Create, "bailiwick.company") {
        return Err(Refusal::not_found());
    }
    let typed = |name: &str| insider.knock.field(name).unwrap_or_default().trim().to_owned();
    let (required, length) = match (step, insider.knock.field("required")) {
        (Step::Security, None) => in_force(gate, insider).await?,
        _ => (typed("required"), typed("length")),
    };
    let faults = is_stale || !told.is_empty();
    let status = if faults { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = StepPage {
        page: &shell.page,
        title: step.title(),
        faults,
        is_stale,
        step,
        told,
        code: typed("code"),
        name: typed("name"),
        timezone: typed("timezone"),
        required,
        length,
    };
    shell.page.html(status, &template)
}

/// What is set already, so that going through the steps again weakens nothing; what is proposed where nothing is.
async fn in_force(gate: &Arc<Gate>, insider: &Insider) -> Result<(String, String), Refusal> {
    let known = |office: &Administration, ctx: &Ctx| {
        let own = |name| {
            let done = office.setting_at(ctx, &SettingScope::Installation, name)?;
            Ok::<_, Refused>(done.value.own.map(|_| done.value.value))
        };
        Ok::<_, Refused>((own(REQUIRES)?, own(LENGTH)?))
    };
    let (required, length) = insider.administer(gate, known).await??;
    let said = |value: Option<Json>, usual: &str| match value {
        Some(Json::String(text)) => text,
        Some(value) => value.to_string(),
        None => usual.to_owned(),
    };
    Ok((said(required, USUAL.0), said(length, USUAL.1)))
}

impl StepPage<'_> {
    fn choice(&self, choice: &str) -> String {
        self.page.text(&format!("set-up-required-{choice}"))
    }
}

impl Step {
    const ALL: [Self; 3] = [Self::Organisation, Self::Areas, Self::Security];

    fn title(self) -> &'static str {
        match self {
            Self::Organisation => "set-up-organisation-title",
            Self::Areas => "set-up-areas-title",
            Self::Security => "set-up-security-title",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Organisation => "set-up-step-organisation",
            Self::Areas => "set-up-step-areas",
            Self::Security => "set-up-step-security",
        }
    }

    /// Whether it lies behind another one.
    fn is_after(self, other: Self) -> bool {
        let at = |step| Self::ALL.iter().position(|known| *known == step);
        at(self) > at(other)
    }
}
