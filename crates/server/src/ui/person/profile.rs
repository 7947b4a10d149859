//! `/users/{login}`: who somebody is, where he belongs and how he is reached, to look at and to change.

mod form;
mod view;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Refused;

use super::{administer, at, done, faults_of, insider, meant};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    ui::{
        clash::Clash,
        faults::Faults,
        shell::{Shell, led},
    },
};
use form::Typed;
use view::ProfilePage;

/// `GET /users/{login}`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    profile_with(&gate, &insider, &login, Faults::default()).await
}

/// The page as it stands, with what is wrong with something else that it has.
pub(super) async fn profile_with(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    faults: Faults,
) -> Result<Response, Refusal> {
    let login = login.to_owned();
    let found = insider.administer(gate, move |office, ctx| office.person_form(ctx, &login)).await??;
    let (person, nearby) = found.value;
    let shell = Shell::of(gate, insider).await?;
    let typed = Typed::of(&person);
    let status = faults.status();
    shell.page.html(status, &ProfilePage::of(&shell, &person, &nearby, &typed, faults, None))
}

/// `POST /users/{login}`
pub(super) async fn change(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.clone();
    let found = insider.administer(&gate, move |office, ctx| office.person_form(ctx, &known)).await??;
    let (person, nearby) = found.value;
    let typed = Typed::sent(&person, &insider.knock);
    let patch = typed.patch(&person);
    let ctx = meant(&insider);
    let refused = match ctx {
        Ok(ctx) => {
            let (known, patch) = (login.clone(), patch.clone());
            let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
                office.change_user(ctx, &known, &patch)
            };
            match administer(&gate, &insider, ctx, work).await? {
                Ok(_) => return Ok(done(&login, "", "person-saved")),
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    let shell = Shell::of(&gate, &insider).await?;
    if let Refused::Changed { .. } = refused {
        let now = serde_json::to_value(&person.user.form).unwrap_or_default();
        let mut clash = Clash::between(&now, &form::wanted(&person, &patch), person.user.tag.clone());
        for row in &mut clash.rows {
            row.field = view::label(&shell.page, &row.field);
        }
        let faults = Faults::default();
        let page = ProfilePage::of(&shell, &person, &nearby, &typed, faults, Some(clash));
        return shell.page.html(StatusCode::CONFLICT, &page);
    }
    let faults = match faults_of(&shell, form::placed(refused)) {
        Ok(faults) => faults,
        Err(refused) => return led(refused, &at(&login)),
    };
    let status = faults.status();
    shell.page.html(status, &ProfilePage::of(&shell, &person, &nearby, &typed, faults, None))
}
