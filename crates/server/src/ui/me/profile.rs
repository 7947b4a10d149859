//! `/me/profile`: who one is to others. What may be changed is what the settings of where one belongs let people change; the rest is shown.

mod typed;
mod view;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::{Administration, Ctx, Refused};
use bailiwick_protocol::rest::merged;
use serde_json::{Map, Value as Json};

use super::super::{
    clash::Clash,
    faults::Faults,
    insider,
    shell::{Shell, back},
};
use crate::http::{Gate, Insider, Refusal};

/// Where it is.
pub(super) const HERE: &str = "/me/profile";

/// `GET /me/profile`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, Faults::default(), None, None).await
}

/// `POST /me/profile`
pub(super) async fn save(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let profile = insider.administer(&gate, |office, ctx| office.my_profile(ctx)).await??;
    let (patch, wrong) = typed::patch(&insider.knock, &profile);
    if let Some(number) = wrong {
        let text = Shell::of(&gate, &insider).await?.page;
        let told = text.with("me-number-unfit", &crate::language::Words::new().text("typed", number));
        return page(&gate, &insider, Faults::one("attributes", told), Some(patch), None).await;
    }
    let (tag, sent) = (insider.knock.seen(), patch.clone());
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { if_match: tag, ..ctx.clone() };
        office.change_me(&ctx, |form| merged(form, sent.clone()))
    };
    match insider.administer(&gate, work).await? {
        Ok(_) => Ok(back(HERE, "me-saved").into_response()),
        Err(Refused::Changed { .. }) => {
            let now = insider.administer(&gate, |office, ctx| office.me(ctx)).await??.value.user;
            let form = serde_json::to_value(&now.form).unwrap_or_default();
            let clash = Clash::between(&form, &Json::Object(patch.clone()), now.tag);
            page(&gate, &insider, Faults::default(), Some(patch), Some(clash)).await
        }
        Err(refused) => page(&gate, &insider, Faults::of(refused)?, Some(patch), None).await,
    }
}

/// The page, with what was typed where that was not kept.
pub(super) async fn page(
    gate: &Gate,
    insider: &Insider,
    faults: Faults,
    typed: Option<Map<String, Json>>,
    clash: Option<Clash>,
) -> Result<Response, Refusal> {
    let profile = insider.administer(gate, |office, ctx| office.my_profile(ctx)).await??;
    let shell = Shell::of(gate, insider).await?;
    let status = if clash.is_some() { axum::http::StatusCode::CONFLICT } else { faults.status() };
    let template = view::ProfilePage::of(&shell, profile, faults, (typed, insider.knock.field("tag")), clash);
    shell.page.html(status, &template)
}
