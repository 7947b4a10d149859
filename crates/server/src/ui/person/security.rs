//! `/users/{login}/security`: what somebody signs in with, why he gets in or does not, and helping him.

mod view;

use std::{net::IpAddr, sync::Arc};

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    administration::{Administration, Ctx, Person, Refused},
    sign_in::{Diagnosis, KeyView, SecurityView, SignIn},
};
use bailiwick_model::{SettingScope, UserId};
use bailiwick_protocol::rest::{SettingForm, SettingView};
use serde_json::json;

use super::{at, done, faults_of, head::Head, insider, list_of};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    language::Words,
    ui::{
        faults::Faults,
        page::Page,
        query::Query,
        shell::{Shell, led},
    },
};

/// The settings that say where somebody may come from.
const NETWORKS: [(&str, &str); 2] = [("allow", "network.allow"), ("deny", "network.deny")];

/// All that the page is about.
struct Found {
    person: Person,
    security: SecurityView,
    keys: Vec<KeyView>,
    diagnosis: Diagnosis,
    networks: Vec<SettingView>,
}

#[derive(Template)]
#[template(path = "person/temporary.html")]
struct TemporaryPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    /// The password, for the one time that it is shown.
    password: Option<&'p str>,
}

/// `GET /users/{login}/security`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, &login, Faults::default()).await
}

/// `POST /users/{login}/security/unlock`
pub(super) async fn unlock(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    acted(&gate, &login, request, "person-unlocked", |sign_in, ctx, login| sign_in.unlock(ctx, login)).await
}

/// `POST /users/{login}/security/sessions/end`
pub(super) async fn end_sessions(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = |sign_in: &SignIn, ctx: &Ctx, login: &str| {
        let own = ctx.author.actor.is_written(&format!("user:{login}"));
        let except = ctx.session.as_ref().map(|session| session.id.as_str()).filter(|_| own);
        sign_in.end_sessions(ctx, login, except).map(drop)
    };
    acted(&gate, &login, request, "person-sessions-ended", work).await
}

/// `POST /users/{login}/security/sessions/{id}/end`
pub(super) async fn end_session(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |sign_in: &SignIn, ctx: &Ctx, login: &str| sign_in.end_session(ctx, login, &id);
    acted(&gate, &login, request, "person-session-ended", work).await
}

/// `POST /users/{login}/security/devices/{id}/forget`
pub(super) async fn forget(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |sign_in: &SignIn, ctx: &Ctx, login: &str| sign_in.forget_device(ctx, login, &id);
    acted(&gate, &login, request, "person-device-forgotten", work).await
}

/// `POST /users/{login}/security/factors/{id}/remove`
pub(super) async fn remove_factor(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |sign_in: &SignIn, ctx: &Ctx, login: &str| sign_in.remove_factor(ctx, login, &id);
    acted(&gate, &login, request, "person-factor-removed", work).await
}

/// `POST /users/{login}/security/keys/{id}/delete`
pub(super) async fn delete_key(
    State(gate): State<Arc<Gate>>,
    Pair(login, id): Pair,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |sign_in: &SignIn, ctx: &Ctx, login: &str| sign_in.delete_owned_key(ctx, login, &id);
    acted(&gate, &login, request, "person-key-deleted", work).await
}

/// `POST /users/{login}/security/reset`: a link for a new password.
pub(super) async fn reset(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.clone();
    let sends = insider.knock.sign_in.sends_mail();
    let news = if sends { "person-reset-sent" } else { "person-reset-noted" };
    match insider.administer(&gate, move |office, ctx| office.request_password_reset(ctx, &known)).await? {
        Ok(_) => Ok(done(&login, "/security", news)),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

/// `GET /users/{login}/security/temporary`
pub(super) async fn ask_temporary(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    temporary_page(&gate, &insider, &login, Faults::default(), None).await
}

/// `POST /users/{login}/security/temporary`
pub(super) async fn temporary(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.clone();
    let given =
        insider.ask_hashing(&gate, move |sign_in, ctx| sign_in.give_temporary_password(ctx, &known)).await?;
    match given {
        Ok(password) => temporary_page(&gate, &insider, &login, Faults::default(), Some(&password)).await,
        Err(refused) => {
            let shell = Shell::of(&gate, &insider).await?;
            match faults_of(&shell, refused) {
                Ok(faults) => temporary_page(&gate, &insider, &login, faults, None).await,
                Err(refused) => led(refused, &format!("{}/security/temporary", at(&login))),
            }
        }
    }
}

/// `POST /users/{login}/security/networks`: where he may come from, beside what is set for where he belongs.
pub(super) async fn networks(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let wanted =
        NETWORKS.map(|(field, name)| (field, name, list_of(insider.knock.field(field).unwrap_or_default())));
    let Ok(user) = UserId::new(&*login) else { return Err(Refusal::not_found()) };
    let work = move |office: &Administration, ctx: &Ctx| {
        let scope = SettingScope::User(user.clone());
        for (field, name, networks) in &wanted {
            let placed = |refused| placed_at(refused, field);
            let now = office.setting_at(ctx, &scope, name)?.value;
            match (networks.is_empty(), now.own.is_some()) {
                (true, false) => {}
                (true, true) => drop(office.unset_setting(ctx, &scope, name).map_err(placed)?),
                (false, _) => {
                    let form = SettingForm { value: json!(networks), locked: false, require_change: false };
                    office.set_setting(ctx, &scope, name, &form).map_err(placed)?;
                }
            }
        }
        Ok(())
    };
    match insider.administer(&gate, work).await? {
        Ok(()) => Ok(done(&login, "/security", "person-networks-set")),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

/// The faults of a value, at the field that it was typed into.
fn placed_at(refused: Refused, field: &str) -> Refused {
    match refused {
        Refused::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.pointer = format!("/{field}");
            }
            Refused::Invalid(faults)
        }
        other => other,
    }
}

/// Does something about an account, and leads back with the news.
async fn acted(
    gate: &Arc<Gate>,
    login: &str,
    request: Request,
    news: &str,
    work: impl FnOnce(&SignIn, &Ctx, &str) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.to_owned();
    match insider.ask(gate, move |sign_in, ctx| work(sign_in, ctx, &known)).await? {
        Ok(()) => Ok(done(login, "/security", news)),
        // What is gone already, from another window, is as it was to be.
        Err(Refused::Missing { kind, .. }) if kind != "user" => Ok(done(login, "/security", news)),
        Err(refused) => failed(gate, &insider, login, refused).await,
    }
}

async fn failed(gate: &Gate, insider: &Insider, login: &str, refused: Refused) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    match faults_of(&shell, refused) {
        Ok(faults) => page(gate, insider, login, faults).await,
        Err(refused) => led(refused, &format!("{}/security", at(login))),
    }
}

async fn page(gate: &Gate, insider: &Insider, login: &str, faults: Faults) -> Result<Response, Refusal> {
    let query = Query::of(&insider.knock.uri);
    let typed = query.said("from").unwrap_or_default().to_owned();
    let from: Option<IpAddr> = typed.parse().ok();
    let shell = Shell::of(gate, insider).await?;
    let faults = match typed.is_empty() || from.is_some() {
        true => faults,
        false => faults.and("from", shell.page.text("person-no-address")),
    };
    let (who, known) = (login.to_owned(), login.to_owned());
    let (security, keys, diagnosis) = insider
        .ask(gate, move |sign_in, ctx| {
            let security = sign_in.security(ctx, &who, ctx.author.at_us)?;
            Ok((security, sign_in.keys(ctx, &who)?, sign_in.diagnose(ctx, &who, from)?))
        })
        .await??;
    let (person, networks) = insider
        .administer(gate, move |office, ctx| {
            let person = office.person(ctx, &known)?.value;
            let scope = SettingScope::User(person.user.login.clone());
            let networks = NETWORKS.iter().map(|(_, name)| office.setting_at(ctx, &scope, name));
            let networks: Result<Vec<_>, _> = networks.map(|found| found.map(|done| done.value)).collect();
            Ok((person, networks.unwrap_or_default()))
        })
        .await??;
    let found = Found { person, security, keys, diagnosis, networks };
    let this = insider.caller.session().id;
    let status = faults.status();
    shell.page.html(status, &view::SecurityPage::of(&shell, &found, &insider.knock, &this, &typed, faults))
}

async fn temporary_page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    faults: Faults,
    password: Option<&str>,
) -> Result<Response, Refusal> {
    let known = login.to_owned();
    let person = insider.administer(gate, move |office, ctx| office.person(ctx, &known)).await??.value;
    if !person.acts.take_over {
        let why =
            "a temporary password takes holding all that the user does, and is for another one's account";
        return Err(Refused::NotAllowed(why.to_owned()).into());
    }
    let shell = Shell::of(gate, insider).await?;
    let head = Head::of(&shell, &person, "security");
    let words = Words::new().text("name", &head.name);
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    let written = TemporaryPage {
        title: shell.page.with("person-temporary-ask", &words),
        shell: &shell,
        page: &shell.page,
        head,
        faults,
        password,
    };
    shell.page.html(status, &written)
}
