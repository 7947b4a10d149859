//! `/users/{login}`: who somebody is, where he belongs and how he is reached, to look at and to change.

mod form;
mod view;

use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{Administration, Ctx, Offers, Person, Refused, Seeking};

use super::{done, tried};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    ui::{clash::Clash, faults::Faults, picker::Asked, shell::Shell, visit::Visit},
};
use form::Typed;
use view::ProfilePage;

/// `GET /users/{login}`
pub(super) async fn show(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(login) } = visit;
    profile_with(&gate, &insider, &login, Faults::default()).await
}

/// The page as it stands, with what is wrong with something else that it has.
pub(super) async fn profile_with(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    faults: Faults,
) -> Result<Response, Refusal> {
    let (person, offers) = found(gate, insider, login, Seeking::default()).await?;
    let shell = Shell::of(gate, insider).await?;
    let typed = Typed::of(&person);
    let status = faults.status();
    shell.page.html(status, &ProfilePage::of(&shell, &person, &offers, &typed, faults, None))
}

/// `POST /users/{login}`
pub(super) async fn change(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(login) } = visit;
    let (person, offers) = found(&gate, &insider, &login, form::sought(&insider.knock)).await?;
    let typed = Typed::sent(&person, &insider.knock);
    let shell = Shell::of(&gate, &insider).await?;
    if Asked::of(&insider.knock).is_some() {
        let page = ProfilePage::of(&shell, &person, &offers, &typed, Faults::default(), None);
        return shell.page.html(StatusCode::OK, &page);
    }
    let patch = typed.patch(&person);
    let (known, wanted) = (login.clone(), patch.clone());
    let work = move |office: &Administration, ctx: &Ctx| office.change_user(ctx, &known, &wanted);
    let refused = match tried(&gate, &insider, work).await? {
        Ok(_) => return Ok(done(&login, "", "person-saved")),
        Err(refused) => refused,
    };
    if let Refused::Changed { .. } = refused {
        let now = serde_json::to_value(&person.user.form).unwrap_or_default();
        let mut clash = Clash::between(&now, &form::wanted(&person, &patch), person.user.tag.clone());
        for row in &mut clash.rows {
            row.field = view::label(&shell.page, &row.field);
        }
        let faults = Faults::default();
        let page = ProfilePage::of(&shell, &person, &offers, &typed, faults, Some(clash));
        return shell.page.html(StatusCode::CONFLICT, &page);
    }
    let faults = Faults::of(form::placed(refused))?;
    let status = faults.status();
    shell.page.html(status, &ProfilePage::of(&shell, &person, &offers, &typed, faults, None))
}

/// The user, with places that he could be said to be at.
async fn found(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    seeking: Seeking,
) -> Result<(Person, Offers), Refusal> {
    let login = login.to_owned();
    let found = insider.administer(gate, move |office, ctx| office.person_form(ctx, &login, &seeking));
    Ok(found.await??.value)
}
