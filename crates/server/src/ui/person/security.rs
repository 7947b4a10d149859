//! `/users/{login}/security`: what somebody signs in with, why he gets in or does not, and helping him.

mod view;

use std::{net::IpAddr, sync::Arc};

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::{
    administration::{Administration, Ctx, Refused, SettingChange},
    sign_in::{NETWORKS as OF_NETWORKS, SignIn},
};
use bailiwick_model::{SettingName, SettingScope, UserId};
use bailiwick_protocol::rest::SettingForm;
use serde_json::json;

use super::{done, head::Head, list_of};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    language::Words,
    ui::{faults::Faults, page::Page, query::Query, shell::Shell, visit::Visit},
};

/// The fields of networks, as [`bailiwick_app::sign_in::NETWORKS`] has their settings.
const NETWORKS: [(&str, SettingName); 2] = [("allow", OF_NETWORKS[0]), ("deny", OF_NETWORKS[1])];

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

/// Somebody who is helped, by whoever asks; and which of what he signs in with it is about, where it is about one.
struct Helped {
    gate: Arc<Gate>,
    insider: Insider,
    login: String,
    id: String,
}

/// `GET /users/{login}/security`
pub(super) async fn show(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Helped { gate, insider, login, .. } = visit.into();
    page(&gate, &insider, &login, Faults::default()).await
}

/// `POST /users/{login}/security/unlock`
pub(super) async fn unlock(visit: Visit<Named>) -> Result<Response, Refusal> {
    Helped::from(visit).by("person-unlocked", |sign_in, ctx, login, _| sign_in.unlock(ctx, login)).await
}

/// `POST /users/{login}/security/sessions/end`
pub(super) async fn end_sessions(visit: Visit<Named>) -> Result<Response, Refusal> {
    let work = |sign_in: &SignIn, ctx: &Ctx, login: &str, _: &str| {
        let own = ctx.author.actor.is_written(&format!("user:{login}"));
        let except = ctx.session.as_ref().map(|session| session.id.as_str()).filter(|_| own);
        sign_in.end_sessions(ctx, login, except).map(drop)
    };
    Helped::from(visit).by("person-sessions-ended", work).await
}

/// `POST /users/{login}/security/sessions/{id}/end`
pub(super) async fn end_session(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Helped::from(visit).by("person-session-ended", SignIn::end_session).await
}

/// `POST /users/{login}/security/devices/{id}/forget`
pub(super) async fn forget(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Helped::from(visit).by("person-device-forgotten", SignIn::forget_device).await
}

/// `POST /users/{login}/security/factors/{id}/remove`
pub(super) async fn remove_factor(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Helped::from(visit).by("person-factor-removed", SignIn::remove_factor).await
}

/// `POST /users/{login}/security/keys/{id}/delete`
pub(super) async fn delete_key(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Helped::from(visit).by("person-key-deleted", SignIn::delete_owned_key).await
}

/// `POST /users/{login}/security/reset`: a link for a new password.
pub(super) async fn reset(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Helped { gate, insider, login, .. } = visit.into();
    let known = login.clone();
    let sends = insider.knock.sign_in.sends_mail();
    let news = if sends { "person-reset-sent" } else { "person-reset-noted" };
    match insider.administer(&gate, move |office, ctx| office.request_password_reset(ctx, &known)).await? {
        Ok(_) => Ok(done(&login, "/security", news)),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

/// `GET /users/{login}/security/temporary`
pub(super) async fn ask_temporary(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Helped { gate, insider, login, .. } = visit.into();
    temporary_page(&gate, &insider, &login, Faults::default(), None).await
}

/// `POST /users/{login}/security/temporary`
pub(super) async fn temporary(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Helped { gate, insider, login, .. } = visit.into();
    let known = login.clone();
    let given =
        insider.ask_hashing(&gate, move |sign_in, ctx| sign_in.give_temporary_password(ctx, &known)).await?;
    match given {
        Ok(password) => temporary_page(&gate, &insider, &login, Faults::default(), Some(&password)).await,
        Err(refused) => temporary_page(&gate, &insider, &login, Faults::of(refused)?, None).await,
    }
}

/// `POST /users/{login}/security/networks`: where he may come from, beside what is set for where he belongs.
pub(super) async fn networks(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Helped { gate, insider, login, .. } = visit.into();
    let wanted =
        NETWORKS.map(|(field, name)| (field, name, list_of(insider.knock.field(field).unwrap_or_default())));
    let Ok(user) = UserId::new(&*login) else { return Err(Refusal::not_found()) };
    // Both or neither: half of what was typed could shut him out.
    let work = move |office: &Administration, ctx: &Ctx| {
        let scope = SettingScope::User(user.clone());
        let mut changes = Vec::new();
        for (_, name, networks) in &wanted {
            let is_set = office.setting_at(ctx, &scope, name.as_str())?.value.own.is_some();
            let form = SettingForm { value: json!(networks), locked: false, require_change: false };
            let form = Some(form).filter(|_| !networks.is_empty());
            if is_set || form.is_some() {
                changes.push(SettingChange { name: name.as_str().to_owned(), wanted: form, seen: None });
            }
        }
        office.change_settings(ctx, &scope, &changes).map(drop).map_err(placed)
    };
    match insider.administer(&gate, work).await? {
        Ok(()) => Ok(done(&login, "/security", "person-networks-set")),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

/// The faults of a value, at the field that it was typed into.
fn placed(refused: Refused) -> Refused {
    match refused {
        Refused::Invalid(mut faults) => {
            for fault in &mut faults {
                let named = NETWORKS.iter().find(|(_, name)| fault.pointer.contains(name.as_str()));
                if let Some((field, _)) = named {
                    fault.pointer = format!("/{field}");
                }
            }
            Refused::Invalid(faults)
        }
        other => other,
    }
}

impl Helped {
    /// Does something about the account, and leads back with the news.
    async fn by(
        self,
        news: &str,
        work: fn(&SignIn, &Ctx, &str, &str) -> Result<(), Refused>,
    ) -> Result<Response, Refusal> {
        let Self { gate, insider, login, id } = self;
        let known = login.clone();
        match insider.ask(&gate, move |sign_in, ctx| work(sign_in, ctx, &known, &id)).await? {
            Ok(()) => Ok(done(&login, "/security", news)),
            // It may be gone already, from another window, or never have been his: either way nothing was done.
            Err(Refused::Missing { kind, .. }) if kind != "user" => {
                let gone = Page::new(&insider.knock.headers, &insider.knock.uri)?.text("gone-already");
                page(&gate, &insider, &login, Faults::missing(gone)).await
            }
            Err(refused) => failed(&gate, &insider, &login, refused).await,
        }
    }
}

impl From<Visit<Named>> for Helped {
    fn from(visit: Visit<Named>) -> Self {
        let Visit { gate, insider, at: Named(login) } = visit;
        Self { gate, insider, login, id: String::new() }
    }
}

impl From<Visit<Pair>> for Helped {
    fn from(visit: Visit<Pair>) -> Self {
        let Visit { gate, insider, at: Pair(login, id) } = visit;
        Self { gate, insider, login, id }
    }
}

async fn failed(gate: &Gate, insider: &Insider, login: &str, refused: Refused) -> Result<Response, Refusal> {
    page(gate, insider, login, Faults::of(refused)?).await
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
    let known = login.to_owned();
    let found = insider.ask(gate, move |sign_in, ctx| sign_in.person_security(ctx, &known, from)).await??;
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
