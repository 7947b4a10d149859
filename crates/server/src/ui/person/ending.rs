//! `/users/{login}/end-access`: ending all that somebody may do, and the receipt of it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Person, Receipt, Refused};
use bailiwick_model::AccountState;

use super::{administer, at, head::Head, insider, meant};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    language::Words,
    ui::{
        faults::Faults,
        page::Page,
        shell::{Shell, led},
    },
};

#[derive(Template)]
#[template(path = "person/ending.html")]
struct EndingPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    /// What was ended, or would be.
    told: Vec<String>,
    /// What stays.
    kept: Vec<String>,
    /// When and by whom it was done; nothing while it is only tried.
    receipt: Option<String>,
    can_suspend: bool,
    suspends: bool,
    can: bool,
    reason: String,
}

/// `GET /users/{login}/end-access`: what would be ended.
pub(super) async fn ask(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let ctx = insider.ctx.clone().dry();
    let outcome = attempted(&gate, &insider, &login, ctx, false).await?;
    page(&gate, &insider, &login, outcome, false).await
}

/// `POST /users/{login}/end-access`
pub(super) async fn end(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let suspends = insider.knock.field("suspend").is_some();
    match meant(&insider) {
        Ok(ctx) => {
            let outcome = attempted(&gate, &insider, &login, ctx, suspends).await?;
            page(&gate, &insider, &login, outcome, true).await
        }
        Err(refused) => page(&gate, &insider, &login, Err(refused), true).await,
    }
}

async fn attempted(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    ctx: Ctx,
    suspends: bool,
) -> Result<Result<Receipt, Refused>, Refusal> {
    let login = login.to_owned();
    let work = move |office: &Administration, ctx: &Ctx| office.end_access(ctx, &login, suspends);
    Ok(administer(gate, insider, ctx, work).await?.map(|done| done.value))
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    outcome: Result<Receipt, Refused>,
    is_done: bool,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let (receipt, faults) = match outcome {
        Ok(receipt) => (Some(receipt), Faults::default()),
        // Nothing is typed yet, so nothing can be lost on the way.
        Err(refused @ Refused::StepUp) if insider.knock.is_look => {
            return led(refused, &format!("{}/end-access", at(login)));
        }
        Err(refused) => (None, Faults::of(refused)?),
    };
    let known = login.to_owned();
    let person = insider.administer(gate, move |office, ctx| office.person(ctx, &known)).await??.value;
    let head = Head::of(&shell, &person, "access");
    let words = Words::new().text("name", &head.name);
    let done = receipt.as_ref().filter(|_| is_done).map(|receipt| {
        let words = Words::new().filled("when", shell.page.moment(receipt.at_us)).text("who", &shell.name);
        shell.page.with("person-end-receipt", &words)
    });
    let title = if done.is_some() { "person-ended-title" } else { "person-end-ask" };
    let status = faults.status();
    let written = EndingPage {
        title: shell.page.with(title, &words),
        told: receipt.as_ref().map(|receipt| told(&shell.page, receipt)).unwrap_or_default(),
        kept: receipt
            .iter()
            .flat_map(|receipt| &receipt.kept)
            .map(|place| kept(&shell.page, place))
            .collect(),
        can: receipt.is_some() || is_done,
        can_suspend: can_suspend(&person),
        suspends: insider.knock.is_look || insider.knock.field("suspend").is_some(),
        reason: insider.knock.field("reason").unwrap_or_default().to_owned(),
        receipt: done,
        shell: &shell,
        page: &shell.page,
        head,
        faults,
    };
    shell.page.html(status, &written)
}

/// A place whose lines stay.
fn kept(page: &Page, place: &str) -> String {
    let (kind, code) = place.split_once(' ').unwrap_or(("", place));
    let key = if kind == "company" { "person-line-of-company" } else { "person-line-of-department" };
    page.with(key, &Words::new().text("name", code))
}

fn can_suspend(person: &Person) -> bool {
    person.user.state == Some(AccountState::Active) && person.acts.states.contains(&AccountState::Suspended)
}

fn told(page: &Page, receipt: &Receipt) -> Vec<String> {
    let count = |count: usize| Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX));
    let mut told = Vec::new();
    for line in &receipt.lines {
        let words = Words::new().text("role", &line.role);
        told.push(match line.last {
            Some(day) => page.with("person-ended-line", &words.filled("day", page.day(day))),
            None => page.with("person-ended-line-gone", &words),
        });
    }
    if !receipt.overrides.is_empty() {
        told.push(page.with("person-ended-overrides", &count(receipt.overrides.len())));
    }
    if !receipt.groups.is_empty() {
        let words = Words::new().text("groups", receipt.groups.join(", "));
        told.push(page.with("person-ended-groups", &words));
    }
    if receipt.sessions > 0 {
        told.push(page.with("person-ended-sessions", &count(receipt.sessions)));
    }
    told.extend(receipt.keys.iter().map(|key| page.with("person-ended-key", &Words::new().text("key", key))));
    if receipt.suspended {
        told.push(page.text("person-ended-suspended"));
    }
    told
}
