//! Letters that are asked for: `/api/v1/users/{login}/invitation`.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{self, Asked, Gate, Named, Refusal};

/// An invitation that is on its way.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what is written elsewhere")]
struct Invitation {
    /// Who was invited.
    login: String,
    /// Where the letter goes.
    sent_to: String,
    /// When the link in it ends, in microseconds since 1970.
    ends_us: i64,
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(invite))
}

/// Send a user an invitation
///
/// For who is invited and has not come yet. The link in it works once, as long as `account.invitation_days` says, and takes the place of those that were
/// sent before.
#[utoipa::path(
    post, path = "/api/v1/users/{login}/invitation", tag = "Users", operation_id = "inviteUser",
    params(("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing"),
        ("login" = String, Path, description = "Login")),
    responses((status = 200, description = "It is on its way", body = Invitation)),
)]
async fn invite(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(&gate, move |office, ctx| office.invite(ctx, &login)).await?;
    let body = serde_json::to_vec(&done.value).map_err(|_| Refusal::broken())?;
    let mut response = http::json(done.revision, body);
    if dry_run {
        response.headers_mut().insert(http::DRY_RUN, HeaderValue::from_static("true"));
    }
    Ok(response)
}
