//! New recovery codes in the place of the old ones, shown once.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};

use super::{
    super::{
        page::Page,
        shell::{Shell, led},
    },
    insider,
};
use crate::http::{Gate, Refusal};

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct CodesPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: bool,
    /// None before they are made.
    codes: Vec<&'p str>,
}

const HERE: &str = "/me/security/recovery-codes";

/// `GET /me/security/recovery-codes`
pub(super) async fn ask(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    let template = CodesPage {
        shell: &shell,
        page: &shell.page,
        title: "recovery-title",
        faults: false,
        codes: Vec::new(),
    };
    shell.page.html(StatusCode::OK, &template)
}

/// `POST /me/security/recovery-codes`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let codes = match insider.ask(&gate, |sign_in, ctx| sign_in.new_recovery_codes(ctx)).await? {
        Ok(codes) => codes,
        Err(refused) => return led(refused, HERE),
    };
    let shell = Shell::of(&gate, &insider).await?;
    let codes = codes.shown.iter().map(|code| code.reveal()).collect();
    let template =
        CodesPage { shell: &shell, page: &shell.page, title: "recovery-title", faults: false, codes };
    shell.page.html(StatusCode::OK, &template)
}
