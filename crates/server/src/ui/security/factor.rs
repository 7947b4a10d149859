//! One second factor: its name, and its end.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::sign_in::FactorName;

use super::{
    super::{
        page::Page,
        shell::{Shell, led},
    },
    HERE, back, insider,
    view::FactorRow,
};
use crate::http::{Gate, Insider, Named, Refusal};

#[derive(Template)]
#[template(path = "factor.html")]
struct FactorPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    factor: FactorRow,
    is_passkey: bool,
    /// What was typed, where it cannot be a name.
    typed: Option<&'p str>,
}

/// `GET /me/security/factors/{id}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, &id, None).await
}

/// `POST /me/security/factors/{id}`: another name.
pub(super) async fn rename(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let typed = insider.knock.must("name")?.to_owned();
    let Ok(name) = FactorName::new(&typed) else { return page(&gate, &insider, &id, Some(&typed)).await };
    match insider.ask(&gate, move |sign_in, ctx| sign_in.rename_factor(ctx, &id, &name)).await? {
        Ok(()) => Ok(back("renamed")),
        Err(refused) => led(refused, HERE),
    }
}

/// `POST /me/security/factors/{id}/remove`
pub(super) async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let login = insider.caller.login().to_string();
    let next = format!("{HERE}/factors/{id}");
    match insider.ask(&gate, move |sign_in, ctx| sign_in.remove_factor(ctx, &login, &id)).await? {
        Ok(()) => Ok(back("removed")),
        Err(refused) => led(refused, &next),
    }
}

async fn page(gate: &Gate, insider: &Insider, id: &str, typed: Option<&str>) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let login = insider.caller.login().to_string();
    let security =
        insider.ask(gate, move |sign_in, ctx| sign_in.security(ctx, &login, ctx.author.at_us)).await??;
    let factor =
        security.factors.into_iter().find(|factor| factor.id == id).ok_or_else(Refusal::not_found)?;
    let is_passkey = factor.kind == "passkey";
    let fault = typed.map(|_| shell.page.text("factor-misnamed"));
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = FactorPage {
        shell: &shell,
        page: &shell.page,
        title: if is_passkey { "factor-passkey-title" } else { "factor-totp-title" },
        faults: fault.is_some(),
        fault,
        factor: FactorRow::of(&shell.page, factor),
        is_passkey,
        typed,
    };
    shell.page.html(status, &template)
}
