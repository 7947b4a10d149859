//! `/users/{login}/state/{to}`: what letting somebody in or keeping him out does, and doing it. Also the invitation of who is invited.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Ctx, Person, Refused};
use bailiwick_model::AccountState;

use super::{
    administer, at, done,
    head::{Head, state_act},
    insider, meant,
    profile::profile_with,
};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    language::Words,
    ui::{
        faults::Faults,
        page::Page,
        shell::{Shell, led},
    },
};

#[derive(Template)]
#[template(path = "person/state.html")]
struct StatePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    act: String,
    head: Head,
    faults: Faults,
    /// Where it is sent to.
    to: String,
    tag: String,
    /// What comes of it.
    told: Vec<String>,
    is_dangerous: bool,
    /// Whether it can be done at all.
    can: bool,
    reason: String,
}

/// `GET /users/{login}/state/{to}`: nothing is done; what would be, is tried.
pub(super) async fn ask(
    State(gate): State<Arc<Gate>>,
    Pair(login, to): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let to: AccountState = to.parse().map_err(|_| Refusal::not_found())?;
    let (ctx, known) = (insider.ctx.clone().dry(), login.clone());
    let tried =
        administer(&gate, &insider, ctx, move |office, ctx| office.set_user_state(ctx, &known, to)).await?;
    match tried {
        Ok(_) => page(&gate, &insider, &login, to, None).await,
        // What is in the way is what the page says.
        Err(refused) => {
            let mut said = page(&gate, &insider, &login, to, Some(refused)).await?;
            if said.status() == StatusCode::CONFLICT {
                *said.status_mut() = StatusCode::OK;
            }
            Ok(said)
        }
    }
}

/// `POST /users/{login}/state/{to}`
pub(super) async fn set(
    State(gate): State<Arc<Gate>>,
    Pair(login, to): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let to: AccountState = to.parse().map_err(|_| Refusal::not_found())?;
    let refused = match meant(&insider) {
        Ok(ctx) => {
            let known = login.clone();
            let work = move |office: &bailiwick_app::administration::Administration, ctx: &Ctx| {
                office.set_user_state(ctx, &known, to)
            };
            match administer(&gate, &insider, ctx, work).await? {
                Ok(_) => return Ok(done(&login, "", &format!("person-{to}"))),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    page(&gate, &insider, &login, to, Some(refused)).await
}

/// `POST /users/{login}/invite`
pub(super) async fn invite(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.clone();
    match insider.administer(&gate, move |office, ctx| office.invite(ctx, &known)).await? {
        Ok(_) => Ok(done(&login, "", "person-invited-again")),
        Err(refused) => profile_with(&gate, &insider, &login, Faults::of(refused)?).await,
    }
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    to: AccountState,
    refused: Option<Refused>,
) -> Result<Response, Refusal> {
    let here = format!("{}/state/{to}", at(login));
    let shell = Shell::of(gate, insider).await?;
    let faults = match refused {
        None => Faults::default(),
        // Nothing is typed yet, so nothing can be lost on the way.
        Some(refused @ Refused::StepUp) if insider.knock.is_look => return led(refused, &here),
        Some(Refused::Changed { .. }) => Faults::overtaken(shell.page.text("person-changed-meanwhile")),
        Some(refused) => Faults::of(refused)?,
    };
    let known = login.to_owned();
    let person = insider.administer(gate, move |office, ctx| office.person(ctx, &known)).await??.value;
    let (sessions, keys) = in_use(gate, insider, &person).await?;
    let head = Head::of(&shell, &person, "profile");
    let words = Words::new().text("name", &head.name);
    let act = shell.page.text(state_act(person.user.state, to));
    let status = faults.status();
    let written = StatePage {
        title: shell.page.with(&format!("{}-title", state_act(person.user.state, to)), &words),
        act,
        told: told(&shell.page, &person, to, sessions, keys),
        is_dangerous: to != AccountState::Active,
        can: person.acts.states.contains(&to),
        reason: insider.knock.field("reason").unwrap_or_default().to_owned(),
        tag: faults.tag(insider.knock.field("tag"), &person.user.tag),
        to: here,
        shell: &shell,
        page: &shell.page,
        head,
        faults,
    };
    shell.page.html(status, &written)
}

/// Sessions and keys that somebody has, where that may be seen.
async fn in_use(gate: &Gate, insider: &Insider, person: &Person) -> Result<(usize, usize), Refusal> {
    if !person.acts.security {
        return Ok((0, 0));
    }
    let login = person.user.login.to_string();
    let asked = insider.ask(gate, move |sign_in, ctx| {
        let sessions = sign_in.security(ctx, &login, ctx.author.at_us)?.sessions.len();
        Ok((sessions, sign_in.keys(ctx, &login)?.len()))
    });
    Ok(asked.await??)
}

fn told(page: &Page, person: &Person, to: AccountState, sessions: usize, keys: usize) -> Vec<String> {
    let count = |count: usize| Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX));
    let mut told = Vec::new();
    match (person.user.state, to) {
        (Some(AccountState::Left), _) => told.push(page.text("person-told-back")),
        (_, AccountState::Active) => told.push(page.text("person-told-active")),
        (_, AccountState::Suspended) => told.push(page.text("person-told-suspended")),
        _ => {
            told.push(page.text("person-told-suspended"));
            told.push(page.text("person-told-left"));
        }
    }
    if to != AccountState::Active && person.user.state != Some(AccountState::Left) {
        if sessions > 0 {
            told.push(page.with("person-told-sessions", &count(sessions)));
        }
        if keys > 0 {
            told.push(page.with("person-told-keys", &count(keys)));
        }
    }
    if person.acts.holdings && !person.user.lines.is_empty() {
        told.push(page.text("person-told-lines"));
    }
    told
}
