//! `/me/api-keys`: keys of programs that act in one's name. A new one is shown once, in the answer that makes it.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::{
    administration::Refused,
    api_keys::Scope,
    sign_in::{KeyView, NewKey},
};

use super::super::{
    faults::Faults,
    insider,
    page::Page,
    shell::{Shell, back, led},
};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    language::Words,
};

/// Where all of it is.
const HERE: &str = "/me/api-keys";
const DAY_US: i64 = 86_400 * 1_000_000;
/// For how many days a key can be; the last one is for ever.
const LASTS: [&str; 4] = ["30", "90", "365", ""];

#[derive(Template)]
#[template(path = "me_keys.html")]
struct KeysPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    keys: Vec<KeyRow>,
    /// The key that was made just now, and what it is called.
    made: Option<(String, String)>,
    typed: Typed,
    /// Whether he has shown not long ago who he is: nobody makes a key otherwise. What was typed is shown in any case.
    shows_form: bool,
    scopes: Vec<ScopeRow>,
    lasts: Vec<Last>,
}

#[derive(Template)]
#[template(path = "me_key_delete.html")]
struct DeletePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    key: KeyRow,
}

struct KeyRow {
    id: String,
    name: String,
    prefix: String,
    scopes: Vec<String>,
    made: String,
    used: String,
    ends: String,
    is_over: bool,
}

struct ScopeRow {
    word: String,
    /// The name of its text.
    text: String,
    is_on: bool,
}

struct Last {
    days: &'static str,
    told: String,
    is_on: bool,
}

/// What was typed.
struct Typed {
    name: String,
    scopes: Vec<String>,
    days: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self { name: String::new(), scopes: vec!["read".to_owned()], days: "90".to_owned() }
    }
}

/// `GET /me/api-keys`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, Faults::default(), Typed::default(), None).await
}

/// `POST /me/api-keys`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let knock = &insider.knock;
    let typed = Typed {
        name: knock.field("name").unwrap_or_default().to_owned(),
        scopes: knock.all("scope").map(str::to_owned).collect(),
        days: knock.field("days").unwrap_or_default().to_owned(),
    };
    let scopes: BTreeSet<Scope> = typed.scopes.iter().filter_map(|word| word.parse().ok()).collect();
    let days: Option<i64> = LASTS.contains(&typed.days.as_str()).then(|| typed.days.parse().ok()).flatten();
    let new = NewKey { name: typed.name.clone(), scopes, lasts_us: days.map(|days| days * DAY_US) };
    match insider.ask(&gate, move |sign_in, ctx| sign_in.make_own_key(ctx, &new)).await? {
        Ok(issued) => {
            let made = (issued.key.name.clone(), issued.secret.reveal().to_owned());
            page(&gate, &insider, Faults::default(), Typed::default(), Some(made)).await
        }
        Err(Refused::Invalid(wrong)) => {
            let text = Shell::of(&gate, &insider).await?.page;
            let mut faults = Faults::default();
            for fault in &wrong {
                let (field, told) = match fault.pointer.as_str() {
                    "/name" => ("name", "me-keys-unnamed"),
                    "/scopes" => ("scope", "me-keys-useless"),
                    _ => ("days", "me-keys-over"),
                };
                faults = faults.and(field, text.text(told));
            }
            page(&gate, &insider, faults, typed, None).await
        }
        Err(refused) => page(&gate, &insider, Faults::of(refused)?, typed, None).await,
    }
}

/// `GET /me/api-keys/{id}/delete`: whether it is meant.
pub(super) async fn ask(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let keys = own(&gate, &insider).await?;
    let key = keys.into_iter().find(|key| key.id == id).ok_or_else(Refusal::not_found)?;
    let key = KeyRow::of(&shell.page, key, insider.ctx.author.at_us);
    shell.page.html(StatusCode::OK, &DeletePage { shell: &shell, page: &shell.page, key })
}

/// `POST /me/api-keys/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let login = insider.caller.login().to_string();
    match insider.ask(&gate, move |sign_in, ctx| sign_in.delete_owned_key(ctx, &login, &id)).await? {
        // What is gone already, from another window, is as it was to be.
        Ok(()) | Err(Refused::Missing { .. }) => Ok(back(HERE, "me-key-deleted").into_response()),
        Err(refused) => led(refused, HERE),
    }
}

async fn own(gate: &Gate, insider: &Insider) -> Result<Vec<KeyView>, Refusal> {
    let login = insider.caller.login().to_string();
    Ok(insider.ask(gate, move |sign_in, ctx| sign_in.keys(ctx, &login)).await??)
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    faults: Faults,
    typed: Typed,
    made: Option<(String, String)>,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let text = &shell.page;
    let now_us = insider.ctx.author.at_us;
    let mut keys: Vec<KeyRow> =
        own(gate, insider).await?.into_iter().map(|key| KeyRow::of(text, key, now_us)).collect();
    // The newest first: that is the one that somebody looks for.
    keys.reverse();
    let scope = |scope: Scope| {
        let word = scope.to_string();
        ScopeRow { text: format!("me-scope-{word}"), is_on: typed.scopes.contains(&word), word }
    };
    let last = |days: &'static str| Last {
        days,
        told: match days.parse::<i64>() {
            Ok(days) => text.with("me-keys-days", &Words::new().count("count", days)),
            Err(_) => text.text("me-keys-for-ever"),
        },
        is_on: typed.days == days,
    };
    let (status, is_stale) = (faults.status(), faults.is_stale);
    let is_fresh = insider.ctx.session.as_ref().is_some_and(|session| session.is_fresh);
    let template = KeysPage {
        shell: &shell,
        page: text,
        scopes: Scope::ALL.into_iter().map(scope).collect(),
        lasts: LASTS.into_iter().map(last).collect(),
        faults,
        keys,
        made,
        shows_form: is_fresh || is_stale,
        typed,
    };
    text.html(status, &template)
}

impl KeyRow {
    fn of(page: &Page, key: KeyView, now_us: i64) -> Self {
        Self {
            id: key.id,
            name: key.name,
            prefix: key.prefix,
            scopes: key.scopes.iter().map(|word| page.text(&format!("me-scope-{word}-short"))).collect(),
            made: page.at(key.made_us),
            used: key.used_us.map_or_else(|| page.text("me-keys-unused"), |used| page.at(used)),
            ends: key.ends_us.map_or_else(|| page.text("me-no-end"), |ends| page.at(ends)),
            is_over: key.ends_us.is_some_and(|ends| ends <= now_us),
        }
    }
}
