//! `/settings/security` and `/settings/defaults`: what holds for the installation, or at a company, department, area or role: each with where it comes
//! from, and whether it is locked.

mod control;
mod groups;
mod typed;
mod view;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use bailiwick_app::administration::{Administration, Ctx, Refused, SettingsPage};
use bailiwick_model::SettingScope;
use bailiwick_protocol::rest::SettingView;

use super::{
    faults::Faults,
    insider,
    query::Query,
    shell::{Shell, back},
};
use crate::http::{Gate, Insider, Refusal};
pub(super) use words::{Told, told};

use groups::Kind;
use view::{Effect, Page};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/settings/security", get(security).post(save_security))
        .route("/settings/defaults", get(defaults).post(save_defaults))
}

/// `GET /settings/security`
async fn security(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    show(&gate, &insider, Kind::Security).await
}

/// `GET /settings/defaults`
async fn defaults(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    show(&gate, &insider, Kind::Defaults).await
}

/// `POST /settings/security`
async fn save_security(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    save(&gate, &insider, Kind::Security).await
}

/// `POST /settings/defaults`
async fn save_defaults(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    save(&gate, &insider, Kind::Defaults).await
}

/// The place that the address names; the installation where it names none.
fn scope_of(insider: &Insider) -> Result<SettingScope, Refusal> {
    match Query::of(&insider.knock.uri).said("at") {
        None => Ok(SettingScope::Installation),
        Some(text) => text.parse().map_err(|_| Refusal::not_found()),
    }
}

async fn read(gate: &Gate, insider: &Insider, scope: &SettingScope) -> Result<SettingsPage, Refusal> {
    let of = scope.clone();
    Ok(insider.administer(gate, move |office, ctx| office.settings_page(ctx, &of)).await??)
}

async fn show(gate: &Gate, insider: &Insider, kind: Kind) -> Result<Response, Refusal> {
    let scope = scope_of(insider)?;
    let found = read(gate, insider, &scope).await?;
    let shell = Shell::of(gate, insider).await?;
    Page::of(&shell, kind, &scope, found, is_fresh(insider)).answer()
}

/// Tries what was typed, or does it. All of it is done, or nothing.
async fn save(gate: &Gate, insider: &Insider, kind: Kind) -> Result<Response, Refusal> {
    let scope = scope_of(insider)?;
    let found = read(gate, insider, &scope).await?;
    let is_meant = insider.knock.field("act") != Some("try");
    let changes = typed::changes(&insider.knock, kind, &found.all);
    let (at, wanted) = (scope.clone(), changes.clone());
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { dry_run: !is_meant, ..ctx.clone() };
        office.change_settings(&ctx, &at, &wanted)
    };
    let outcome = insider.administer(gate, work).await?;
    if is_meant && outcome.is_ok() {
        return Ok(back(&kind.at(&scope), "settings-saved").into_response());
    }
    let shell = Shell::of(gate, insider).await?;
    let page = Page::of(&shell, kind, &scope, found, is_fresh(insider)).with_typed(&insider.knock, is_meant);
    match outcome {
        Ok(done) => page.with_effect(Effect::of(&shell.page, &done.value)).answer(),
        // What was typed stays, whatever could be changed when the page was asked for.
        Err(Refused::StepUp) => page.with_step_up().answer(),
        Err(Refused::Changed { .. }) => page.with_clash().answer(),
        Err(refused @ (Refused::NotAllowed(_) | Refused::Beyond(_))) => Err(refused.into()),
        Err(refused) => page.with_faults(Faults::of(refused)?).answer(),
    }
}

fn is_fresh(insider: &Insider) -> bool {
    insider.ctx.session.as_ref().is_some_and(|session| session.is_fresh)
}

/// Whether a setting belongs on a page.
fn belongs(kind: Kind, setting: &SettingView) -> bool {
    setting.can_be_set && setting.guards == (kind == Kind::Security)
}
