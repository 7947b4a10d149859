//! `/users/{login}/lines/…`: giving somebody a role, and changing where and when it counts.
//!
//! One form, and what it is sent for is said by its buttons: looking for places, seeing what would come of it, doing it. So it works without scripts and
//! with thousands of areas.

mod form;
mod view;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Holder, Refused};
use bailiwick_model::UserId;
use bailiwick_protocol::rest::{LineView, Preview, Proposed, merged};

use super::{administer, at, done, faults_of, insider, meant};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    ui::{
        clash::Clash,
        faults::Faults,
        shell::{Shell, led},
    },
};
use form::{Typed, Wish};
use view::LinePage;

/// What a page shows beside what was typed.
#[derive(Default)]
struct Outcome {
    faults: Faults,
    preview: Option<Preview>,
    clash: Option<Clash>,
}

/// `GET /users/{login}/lines/new`
pub(super) async fn blank(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let typed = Typed::default();
    page(&gate, &insider, &login, None, typed, Outcome::default(), StatusCode::OK).await
}

/// `POST /users/{login}/lines/new`
pub(super) async fn give(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let typed = Typed::sent(&insider.knock);
    let shell = Shell::of(&gate, &insider).await?;
    if typed.wish == Wish::Find {
        return page(&gate, &insider, &login, None, typed, Outcome::default(), StatusCode::OK).await;
    }
    let line = match typed.line(&shell.page) {
        Ok(line) => line,
        Err(faults) => return faulty(&gate, &insider, &login, None, typed, faults).await,
    };
    let Ok(user) = UserId::new(&*login) else { return Err(Refusal::not_found()) };
    if typed.wish == Wish::Preview {
        let proposed = vec![Proposed::AddLine { user: Some(user), department: None, company: None, line }];
        return previewed(&gate, &insider, &login, None, typed, proposed).await;
    }
    let refused = match meant(&insider) {
        Ok(ctx) => {
            let work = move |office: &Administration, ctx: &Ctx| {
                // What was seen is the role's own form, not the user.
                let ctx = Ctx { if_match: None, ..ctx.clone() };
                office.add_line(&ctx, &Holder::User(user.clone()), &line)
            };
            match administer(&gate, &insider, ctx, work).await? {
                Ok(_) => return Ok(done(&login, "/access", "person-line-given")),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    match faults_of(&shell, refused) {
        Ok(faults) => faulty(&gate, &insider, &login, None, typed, faults).await,
        Err(refused) => led(refused, &format!("{}/lines/new", at(&login))),
    }
}

/// `GET /users/{login}/lines/{id}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let line = line_of(&gate, &insider, &login, &id).await?;
    let typed = Typed::of(&line);
    page(&gate, &insider, &login, Some(line), typed, Outcome::default(), StatusCode::OK).await
}

/// `POST /users/{login}/lines/{id}`
pub(super) async fn change(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let line = line_of(&gate, &insider, &login, &id).await?;
    let mut typed = Typed::sent(&insider.knock);
    typed.role = line.form.role.to_string();
    let shell = Shell::of(&gate, &insider).await?;
    if typed.wish == Wish::Find {
        return page(&gate, &insider, &login, Some(line), typed, Outcome::default(), StatusCode::OK).await;
    }
    let patch = match typed.patch(&shell.page) {
        Ok(patch) => patch,
        Err(faults) => return faulty(&gate, &insider, &login, Some(line), typed, faults).await,
    };
    let id = line.id;
    if typed.wish == Wish::Preview {
        let proposed = vec![Proposed::ChangeLine { id, patch }];
        return previewed(&gate, &insider, &login, Some(line), typed, proposed).await;
    }
    let refused = match meant(&insider) {
        Ok(ctx) => {
            let wanted = patch.clone();
            let work = move |office: &Administration, ctx: &Ctx| {
                office.change_line(ctx, id, |form| merged(form, wanted.clone()))
            };
            match administer(&gate, &insider, ctx, work).await? {
                Ok(_) => return Ok(done(&login, "/access", "person-line-changed")),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    if let Refused::Changed { .. } = refused {
        let now = serde_json::to_value(&line.form).unwrap_or_default();
        let mut clash = Clash::between(&now, &patch.into(), line.tag.clone().unwrap_or_default());
        for row in &mut clash.rows {
            row.field = view::label(&shell.page, &row.field);
        }
        let outcome = Outcome { clash: Some(clash), ..Outcome::default() };
        return page(&gate, &insider, &login, Some(line), typed, outcome, StatusCode::CONFLICT).await;
    }
    match faults_of(&shell, refused) {
        Ok(faults) => faulty(&gate, &insider, &login, Some(line), typed, faults).await,
        Err(refused) => led(refused, &format!("{}/lines/{id}", at(&login))),
    }
}

/// `POST /users/{login}/lines/{id}/end`
pub(super) async fn end(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, id: i64| office.end_line(ctx, id).map(drop);
    ended(&gate, &login, &id, request, "person-line-ended", work).await
}

/// `POST /users/{login}/lines/{id}/remove`
pub(super) async fn remove(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, id: i64| office.remove_line(ctx, id).map(drop);
    ended(&gate, &login, &id, request, "person-line-removed", work).await
}

async fn ended(
    gate: &Arc<Gate>,
    login: &str,
    id: &str,
    request: Request,
    news: &str,
    work: fn(&Administration, &Ctx, i64) -> Result<(), Refused>,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let line = line_of(gate, &insider, login, id).await?;
    let number = line.id;
    let refused = match meant(&insider) {
        Ok(ctx) => match administer(gate, &insider, ctx, move |office, ctx| work(office, ctx, number)).await?
        {
            Ok(()) => return Ok(done(login, "/access", news)),
            Err(refused) => refused,
        },
        Err(refused) => refused,
    };
    let shell = Shell::of(gate, &insider).await?;
    let faults = match refused {
        Refused::Changed { .. } => Faults::one("", shell.page.text("person-changed-meanwhile")),
        refused => match faults_of(&shell, refused) {
            Ok(faults) => faults,
            Err(refused) => return led(refused, &format!("{}/lines/{number}", at(login))),
        },
    };
    let typed = Typed::of(&line);
    faulty(gate, &insider, login, Some(line), typed, faults).await
}

/// The line of somebody's own that has a number.
async fn line_of(gate: &Gate, insider: &Insider, login: &str, id: &str) -> Result<LineView, Refusal> {
    let id: i64 = id.parse().map_err(|_| Refusal::not_found())?;
    let login = login.to_owned();
    let found = insider.administer(gate, move |office, ctx| {
        let user = office.show_user(ctx, &login)?.value;
        let is_own = user.lines.iter().any(|line| line.id == id && line.source == "own");
        Ok(if is_own { Some(office.show_line(ctx, id)?.value) } else { None })
    });
    found.await??.ok_or_else(Refusal::not_found)
}

async fn previewed(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    line: Option<LineView>,
    typed: Typed,
    proposed: Vec<Proposed>,
) -> Result<Response, Refusal> {
    let tried = insider.administer(gate, move |office, ctx| office.preview(ctx, &proposed)).await?;
    match tried {
        Ok(done) => {
            let outcome = Outcome { preview: Some(done.value), ..Outcome::default() };
            page(gate, insider, login, line, typed, outcome, StatusCode::OK).await
        }
        Err(refused) => {
            let shell = Shell::of(gate, insider).await?;
            match faults_of(&shell, form::unnested(refused)) {
                Ok(faults) => faulty(gate, insider, login, line, typed, faults).await,
                Err(refused) => led(refused, insider.knock.uri.path()),
            }
        }
    }
}

async fn faulty(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    line: Option<LineView>,
    typed: Typed,
    faults: Faults,
) -> Result<Response, Refusal> {
    let status = faults.status();
    page(gate, insider, login, line, typed, Outcome { faults, ..Outcome::default() }, status).await
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    line: Option<LineView>,
    typed: Typed,
    outcome: Outcome,
    status: StatusCode,
) -> Result<Response, Refusal> {
    let (known, seeking) = (login.to_owned(), typed.seeking());
    let choices =
        insider.administer(gate, move |office, ctx| office.line_choices(ctx, &known, &seeking)).await??.value;
    if !choices.person.acts.lines {
        let why = "giving and ending roles is for those who manage users there";
        return Err(Refused::NotAllowed(why.to_owned()).into());
    }
    let shell = Shell::of(gate, insider).await?;
    shell.page.html(status, &LinePage::of(&shell, &choices, line.as_ref(), &typed, outcome))
}
