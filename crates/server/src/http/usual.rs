//! The usual ways to answer a request to administer: something is shown, written or done.

use axum::{extract::Request, http::StatusCode, response::Response};
use bailiwick_app::administration::{Administration, Ctx, Done, Refused};
use bailiwick_protocol::rest::read;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::{
    Asked, Gate, Refusal,
    asked::{nothing, one, several},
};

/// Shows one: all of it, or the members that the address asks for.
pub(crate) async fn shown<T: Serialize + Send + 'static>(
    gate: &Gate,
    request: Request,
    work: impl FnOnce(&Administration, &Ctx) -> Result<Done<T>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(gate, work).await?;
    one(StatusCode::OK, &done, &fields, false)
}

/// Shows all of a short list.
pub(crate) async fn listed<T: Serialize + Send + 'static>(
    gate: &Gate,
    request: Request,
    work: impl FnOnce(&Administration, &Ctx) -> Result<Done<Vec<T>>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let fields = asked.wishes.list("fields")?;
    let done = asked.run(gate, work).await?;
    several(&done, &fields)
}

/// Does something that takes no words, and shows what came of it.
pub(crate) async fn changed<T: Serialize + Send + 'static>(
    gate: &Gate,
    request: Request,
    work: impl FnOnce(&Administration, &Ctx) -> Result<Done<T>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}

/// Writes what the body says, and shows what came of it.
pub(crate) async fn written<B: DeserializeOwned + Send + 'static, T: Serialize + Send + 'static>(
    gate: &Gate,
    request: Request,
    status: StatusCode,
    work: impl FnOnce(&Administration, &Ctx, &B) -> Result<Done<T>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let body: B = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let done = asked.run(gate, move |office, ctx| work(office, ctx, &body)).await?;
    one(status, &done, &[], dry_run)
}

/// Does something of which nothing is left to be shown.
pub(crate) async fn acted<T: Send + 'static>(
    gate: &Gate,
    request: Request,
    work: impl FnOnce(&Administration, &Ctx) -> Result<Done<T>, Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let asked = Asked::take(gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(gate, work).await?;
    Ok(nothing(&done, dry_run))
}
