//! `/users/{login}/picture`: a picture for somebody, or none any more.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::Refused;
use bailiwick_protocol::picture::{self, MAX_BYTES};

use super::{done, insider, profile::profile_with};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    ui::{faults::Faults, shell::Shell},
};

/// `POST /users/{login}/picture`
pub(super) async fn put(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let (insider, bytes) = match Insider::take_file(&gate, request, "picture", MAX_BYTES).await? {
        Ok(taken) => taken,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let avatar = match gate.decode(move || picture::read(&bytes)).await? {
        Ok(avatar) => avatar,
        Err(_) => {
            let shell = Shell::of(&gate, &insider).await?;
            let faults = Faults::one("picture", shell.page.text("person-picture-unfit"));
            return profile_with(&gate, &insider, &login, faults).await;
        }
    };
    let known = login.clone();
    let work = move |office: &bailiwick_app::administration::Administration, ctx: &_| {
        office.set_avatar(ctx, &known, Some(&avatar))
    };
    match insider.administer(&gate, work).await? {
        Ok(_) => Ok(done(&login, "", "person-picture-set")),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

/// `POST /users/{login}/picture/remove`
pub(super) async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let known = login.clone();
    match insider.administer(&gate, move |office, ctx| office.set_avatar(ctx, &known, None)).await? {
        Ok(_) => Ok(done(&login, "", "person-picture-removed")),
        // What is gone already is as it was to be.
        Err(Refused::Missing { kind: "picture of", .. }) => Ok(done(&login, "", "person-picture-removed")),
        Err(refused) => failed(&gate, &insider, &login, refused).await,
    }
}

async fn failed(gate: &Gate, insider: &Insider, login: &str, refused: Refused) -> Result<Response, Refusal> {
    profile_with(gate, insider, login, Faults::of(refused)?).await
}
