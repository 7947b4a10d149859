//! `/me/profile/picture`: one's own picture. A browser sends it as a file of a form, which comes here as base64.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::{Administration, Ctx, Refused};
use bailiwick_protocol::picture::{self, MAX_BYTES};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    super::{
        faults::Faults,
        insider,
        shell::{Shell, back, led},
    },
    profile::{self, HERE},
};
use crate::http::{Gate, Insider, Refusal};

/// What stands around a file in a form.
const AROUND: usize = 16 * 1024;

/// `POST /me/profile/picture`
pub(super) async fn put(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = match Insider::take_up_to(&gate, request, MAX_BYTES + AROUND, may).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let sent = insider.knock.field("picture").and_then(|text| STANDARD.decode(text).ok());
    let bytes = sent.filter(|bytes| !bytes.is_empty());
    let read = match bytes {
        Some(bytes) => gate.decode(move || picture::read(&bytes)).await?.ok(),
        None => None,
    };
    let Some(picture) = read else {
        let told = Shell::of(&gate, &insider).await?.page.text("me-picture-unfit");
        return profile::page(&gate, &insider, Faults::one("picture", told), None, None).await;
    };
    done(insider.administer(&gate, move |office, ctx| office.set_my_avatar(ctx, Some(&picture))).await?)
}

/// `POST /me/profile/picture/remove`
pub(super) async fn remove(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    match insider.administer(&gate, |office, ctx| office.set_my_avatar(ctx, None)).await? {
        // What is gone already is as it was to be.
        Err(Refused::Missing { .. }) => done(Ok(())),
        other => done(other.map(drop)),
    }
}

fn may(office: &Administration, ctx: &Ctx) -> Result<(), Refused> {
    office.me(ctx).map(drop)
}

fn done<T>(outcome: Result<T, Refused>) -> Result<Response, Refusal> {
    match outcome {
        Ok(_) => Ok(back(HERE, "me-picture").into_response()),
        Err(refused) => led(refused, HERE),
    }
}
