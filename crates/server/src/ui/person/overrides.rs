//! `/users/{login}/overrides/…`: exceptions for one user, with a reason and days.

mod form;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, LineChoices, Refused, Seeking};
use bailiwick_protocol::rest::{Outcome, OverrideView, Preview};

use super::{
    access::override_target,
    administer, at, done, faults_of,
    field::Field,
    head::Head,
    insider, meant,
    preview::{self, Told, operation_text},
};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    language::Words,
    ui::{
        clash::Clash,
        faults::Faults,
        page::Page,
        shell::{Shell, led},
    },
};
use form::Typed;

#[derive(Template)]
#[template(path = "person/override.html")]
struct OverridePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    clash: Option<Clash>,
    told: Option<Vec<Told>>,
    action: String,
    tag: String,
    is_new: bool,
    can_allow: bool,
    allows: bool,
    operations: Vec<(&'static str, String, bool)>,
    target: Vec<Field>,
    places: Vec<Field>,
    days: Vec<Field>,
    reason: Field,
    count_told: Option<String>,
}

/// `GET /users/{login}/overrides/new`
pub(super) async fn blank(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, &login, None, Typed::default(), Shown::default()).await
}

/// `POST /users/{login}/overrides/new`
pub(super) async fn add(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    written(&gate, &insider, &login, None, "person-override-added").await
}

/// `GET /users/{login}/overrides/{id}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = found(&gate, &insider, &login, &id).await?;
    let typed = Typed::of(&known);
    page(&gate, &insider, &login, Some(known), typed, Shown::default()).await
}

/// `POST /users/{login}/overrides/{id}`
pub(super) async fn change(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = found(&gate, &insider, &login, &id).await?;
    written(&gate, &insider, &login, Some(known), "person-override-changed").await
}

/// `POST /users/{login}/overrides/{id}/end`
pub(super) async fn end(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, login: &str, id: i64| {
        office.end_override(ctx, login, id).map(drop)
    };
    ended(&gate, &login, &id, request, "person-override-ended", work).await
}

/// `POST /users/{login}/overrides/{id}/remove`
pub(super) async fn remove(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, login: &str, id: i64| {
        office.remove_override(ctx, login, id).map(drop)
    };
    ended(&gate, &login, &id, request, "person-override-removed", work).await
}

/// What a page shows beside what was typed.
#[derive(Default)]
struct Shown {
    faults: Faults,
    preview: Option<Preview>,
    /// Whether somebody else changed the user meanwhile.
    is_changed: bool,
}

async fn found(gate: &Gate, insider: &Insider, login: &str, id: &str) -> Result<OverrideView, Refusal> {
    let id: i64 = id.parse().map_err(|_| Refusal::not_found())?;
    let login = login.to_owned();
    let all = insider.administer(gate, move |office, ctx| office.list_overrides(ctx, &login)).await??.value;
    all.into_iter().find(|known| known.id == id).ok_or_else(Refusal::not_found)
}

/// Makes or changes one, or says what would come of it.
async fn written(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    known: Option<OverrideView>,
    news: &str,
) -> Result<Response, Refusal> {
    let typed = Typed::sent(&insider.knock);
    let tries = insider.knock.field("do") != Some("save");
    let shell = Shell::of(gate, insider).await?;
    let exception = match typed.exception(&shell.page, known.as_ref()) {
        Ok(exception) => exception,
        Err(faults) => {
            return page(gate, insider, login, known, typed, Shown { faults, ..Shown::default() }).await;
        }
    };
    let number = known.as_ref().map(|known| known.id);
    let refused = match meant(insider) {
        Ok(ctx) => {
            let (ctx, who) = (if tries { ctx.dry() } else { ctx }, login.to_owned());
            let work = move |office: &Administration, ctx: &Ctx| match number {
                None => office.add_override(ctx, &who, &exception),
                Some(id) => office.change_override(ctx, &who, id, |_| Ok(exception.clone())),
            };
            match administer(gate, insider, ctx, work).await? {
                Ok(_) if !tries => return Ok(done(login, "/access", news)),
                Ok(outcome) => {
                    let Outcome { preview, .. } = outcome.value;
                    let shown = Shown { preview: Some(preview.unwrap_or_default()), ..Shown::default() };
                    return page(gate, insider, login, known, typed, shown).await;
                }
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    if let Refused::Changed { .. } = refused {
        let shown = Shown { is_changed: true, ..Shown::default() };
        return page(gate, insider, login, known, typed, shown).await;
    }
    match faults_of(&shell, refused) {
        Ok(faults) => page(gate, insider, login, known, typed, Shown { faults, ..Shown::default() }).await,
        Err(refused) => led(refused, insider.knock.uri.path()),
    }
}

async fn ended(
    gate: &Arc<Gate>,
    login: &str,
    id: &str,
    request: Request,
    news: &str,
    work: fn(&Administration, &Ctx, &str, i64) -> Result<(), Refused>,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = found(gate, &insider, login, id).await?;
    let (who, number) = (login.to_owned(), known.id);
    let refused = match meant(&insider) {
        Ok(ctx) => {
            match administer(gate, &insider, ctx, move |office, ctx| work(office, ctx, &who, number)).await? {
                Ok(()) => return Ok(done(login, "/access", news)),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    let typed = Typed::of(&known);
    if let Refused::Changed { .. } = refused {
        let shown = Shown { is_changed: true, ..Shown::default() };
        return page(gate, &insider, login, Some(known), typed, shown).await;
    }
    let shell = Shell::of(gate, &insider).await?;
    match faults_of(&shell, refused) {
        Ok(faults) => {
            page(gate, &insider, login, Some(known), typed, Shown { faults, ..Shown::default() }).await
        }
        Err(refused) => led(refused, &format!("{}/overrides/{number}", at(login))),
    }
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    known: Option<OverrideView>,
    typed: Typed,
    shown: Shown,
) -> Result<Response, Refusal> {
    let who = login.to_owned();
    let seeking = Seeking::default();
    let choices =
        insider.administer(gate, move |office, ctx| office.line_choices(ctx, &who, &seeking)).await??.value;
    if !choices.person.acts.overrides {
        let why = "exceptions are for those who manage users there and hold what the user does";
        return Err(Refused::NotAllowed(why.to_owned()).into());
    }
    let shell = Shell::of(gate, insider).await?;
    let status = if shown.is_changed { StatusCode::CONFLICT } else { shown.faults.status() };
    shell.page.html(status, &view(&shell, &choices, known.as_ref(), &typed, shown))
}

fn view<'p>(
    shell: &'p Shell,
    choices: &LineChoices,
    known: Option<&OverrideView>,
    typed: &Typed,
    shown: Shown,
) -> OverridePage<'p> {
    let page = &shell.page;
    let head = Head::of(shell, &choices.person, "access");
    let Shown { faults, preview, is_changed } = shown;
    let words = Words::new().text("name", &head.name);
    let title = match known {
        None => page.with("person-override-new", &words),
        Some(known) => page.with(
            "person-override-of",
            &words.text("target", override_target(page, &known.exception.target)),
        ),
    };
    let field = |name: &str, label: &str, value: &str| Field::text(page, name, label, value).faulty(&faults);
    let places = |all: &[bailiwick_app::administration::AreaChoice]| {
        all.iter().map(|place| (place.code.clone(), place.name.clone())).collect::<Vec<_>>()
    };
    let hint = |all: &[bailiwick_app::administration::AreaChoice]| {
        let first: Vec<String> =
            places(all).into_iter().take(5).map(|(code, name)| format!("{code} ({name})")).collect();
        page.with("person-codes-hint", &Words::new().text("codes", first.join(", ")))
    };
    // What was seen is the user as a whole; where somebody else was quicker, it is he as he is now.
    let tag = match typed.tag.clone().filter(|_| !is_changed) {
        Some(tag) => tag,
        None => choices.person.user.tag.clone(),
    };
    let clash = is_changed.then(|| Clash { rows: Vec::new(), tag: tag.clone() });
    let target = vec![
        field("model", "person-model", &typed.model)
            .proposing(choices.models.clone())
            .hint(page, "person-override-model-hint"),
        field("permission", "person-permission", &typed.permission)
            .proposing(choices.permissions.iter().map(|name| (name.clone(), String::new())))
            .hint(page, "person-override-permission-hint"),
    ];
    let areas = Field { hint: hint(&choices.areas), ..field("areas", "areas", &typed.areas).kind("lines") };
    let companies = Field {
        hint: hint(&choices.companies),
        ..field("companies", "companies", &typed.companies).kind("lines")
    };
    let days = vec![
        field("from", "person-from", &typed.from).kind("date"),
        field("to", "person-to", &typed.to).kind("date").hint(page, "person-override-to-hint"),
    ];
    OverridePage {
        action: match known {
            None => format!("{}/overrides/new", head.path),
            Some(known) => format!("{}/overrides/{}", head.path, known.id),
        },
        is_new: known.is_none(),
        can_allow: choices.person.acts.allowances,
        allows: typed.allows,
        operations: bailiwick_model::Operation::ALL
            .map(|operation| {
                let word = operation.word();
                (
                    word,
                    page.text(operation_text(operation)),
                    typed.operations.iter().any(|known| known == word),
                )
            })
            .to_vec(),
        target,
        places: vec![areas, companies],
        days,
        reason: field("reason", "person-reason", &typed.reason).must().hint(page, "person-reason-hint"),
        count_told: known.and_then(form::records_of).map(|count| {
            page.with(
                "person-override-records",
                &Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX)),
            )
        }),
        told: preview.map(|preview| preview::told(page, &preview, &head.login)),
        shell,
        page,
        title,
        head,
        faults,
        clash,
        tag,
    }
}
