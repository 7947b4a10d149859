//! A key for a program: whose account, what for, how long. It is shown once.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    administration::Refused,
    api_keys::{Issued, Scope},
    sign_in::NewKey,
};
use bailiwick_model::{Operation, UserId};

use super::super::{faults::Faults, insider, page::Page, query::Query, shell::Shell};
use crate::{
    curl,
    http::{Gate, Knock, Refusal},
};

const DAY_US: i64 = 86_400_000_000;

/// Days that are offered; the last one is for ever.
const DAYS: [i64; 4] = [30, 90, 365, 0];

#[derive(Template)]
#[template(path = "api_key_new.html")]
struct FormPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    typed: Typed,
    choices: Vec<ScopeChoice>,
    days: Vec<(i64, String)>,
    makes_users: bool,
}

#[derive(Template)]
#[template(path = "api_key_made.html")]
struct MadePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    name: String,
    login: String,
    secret: String,
    curl: String,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    user: String,
    name: String,
    scopes: Vec<String>,
    days: i64,
}

struct ScopeChoice {
    word: String,
    text: String,
    about: String,
    is_chosen: bool,
}

/// `GET /api-keys/new`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    must_manage(&shell)?;
    let user = Query::of(&insider.knock.uri).said("user").unwrap_or_default().to_owned();
    let typed = Typed { user, days: 90, scopes: vec![Scope::Decide.to_string()], ..Typed::default() };
    shell.page.html(StatusCode::OK, &FormPage::of(&shell, typed, Faults::default()))
}

/// `POST /api-keys/new`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    must_manage(&shell)?;
    let typed = Typed::of(&insider.knock);
    let (login, faults) = judged(&shell.page, &typed);
    let Some(login) = login.filter(|_| faults.is_empty()) else {
        return shell.page.html(faults.status(), &FormPage::of(&shell, typed, faults));
    };
    let new = typed.wanted();
    let to = login.clone();
    let made = insider.ask(&gate, move |sign_in, ctx| sign_in.make_key_for(ctx, &to, &new)).await?;
    let faults = match made {
        Ok(issued) => return shown(&gate, &shell, issued),
        Err(Refused::Missing { .. }) => Faults::one("user", shell.page.text("keys-no-account")),
        // A person's account, or one that is not his to take over.
        Err(Refused::NotAllowed(_)) => Faults::one("user", shell.page.text("keys-not-a-service")),
        Err(refused) => Faults::of(refused)?,
    };
    shell.page.html(faults.status(), &FormPage::of(&shell, typed, faults))
}

/// Whoever manages no accounts makes keys for none; the use case asks again, about the account.
fn must_manage(shell: &Shell) -> Result<(), Refusal> {
    match shell.sights.may(Operation::Update, "bailiwick.user") {
        true => Ok(()),
        false => Err(Refused::NotAllowed(shell.page.text("keys-not-yours")).into()),
    }
}

/// What is wrong before anybody is asked.
fn judged(page: &Page, typed: &Typed) -> (Option<String>, Faults) {
    let mut faults = Faults::default();
    let login = UserId::new(&typed.user).ok().map(|login| login.to_string());
    if login.is_none() {
        faults = faults.and("user", page.text("keys-no-account"));
    }
    if typed.name.trim().is_empty() {
        faults = faults.and("name", page.text("keys-no-name"));
    }
    if typed.scopes().is_empty() {
        faults = faults.and("scopes", page.text("keys-no-scope"));
    }
    if !DAYS.contains(&typed.days) {
        faults = faults.and("days", page.text("keys-no-days"));
    }
    (login, faults)
}

fn shown(gate: &Gate, shell: &Shell, issued: Issued) -> Result<Response, Refusal> {
    let Issued { key, secret } = issued;
    let Some(login) = key.login.clone() else { return Err(Refusal::broken()) };
    let text = secret.reveal();
    let curl = curl::line(&gate.public_url, text, &key.scopes, Some(login.as_str()));
    let page = MadePage {
        shell,
        page: &shell.page,
        name: key.name,
        login: login.to_string(),
        secret: text.to_owned(),
        curl,
    };
    shell.page.html(StatusCode::OK, &page)
}

impl<'p> FormPage<'p> {
    fn of(shell: &'p Shell, typed: Typed, faults: Faults) -> Self {
        let page = &shell.page;
        let choice = |scope: &Scope| {
            let word = scope.to_string();
            ScopeChoice {
                text: page.text(&format!("keys-scope-{word}")),
                about: page.text(&format!("keys-scope-{word}-about")),
                is_chosen: typed.scopes.contains(&word),
                word,
            }
        };
        let days = |days: &i64| {
            let name = if *days == 0 { "keys-for-ever".to_owned() } else { format!("keys-days-{days}") };
            (*days, page.text(&name))
        };
        Self {
            choices: Scope::ALL.iter().map(choice).collect(),
            days: DAYS.iter().map(days).collect(),
            makes_users: shell.makes_users(),
            shell,
            page,
            faults,
            typed,
        }
    }
}

impl Typed {
    fn of(knock: &Knock) -> Self {
        let field = |name: &str| knock.field(name).unwrap_or_default().trim().to_owned();
        Self {
            user: field("user"),
            name: field("name"),
            scopes: knock.all("scopes").map(str::to_owned).collect(),
            days: field("days").parse().unwrap_or(-1),
        }
    }

    fn scopes(&self) -> BTreeSet<Scope> {
        self.scopes.iter().filter_map(|word| word.parse().ok()).collect()
    }

    fn wanted(&self) -> NewKey {
        let lasts_us = (self.days > 0).then(|| self.days.saturating_mul(DAY_US));
        NewKey { name: self.name.clone(), scopes: self.scopes(), lasts_us }
    }
}
