//! `/api/v1/audit`: the trail, newest first.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Done, TrailListing};
use bailiwick_protocol::rest::{EntryForm, EntryOutcome, read};
use bailiwick_store::audit::AuditFilter;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::entries::{self, EntryPage, Turn, moment, parsed};
use crate::http::{Asked, Gate, Refusal, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(tell))
}

/// Entries of an application.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EntriesBody {
    /// 1 to 100.
    #[schema(value_type = Vec<EntryForm>)]
    entries: Vec<Json>,
}

/// What became of each.
#[derive(Serialize, ToSchema)]
struct EntryOutcomes {
    /// In the order in which they were told.
    results: Vec<EntryOutcome>,
}

/// The audit trail
///
/// For auditors and administrators whose role reaches everywhere.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "Audit", operation_id = "listAudit",
    params(entries::Parameters),
    responses((status = 200, description = "A page of entries, newest first", body = EntryPage)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let wishes = &mut asked.wishes;
    let (object, domain) = (wishes.text("object")?, wishes.text("domain")?.unwrap_or_default());
    let (kind, id) = match object.as_deref().map(|object| object.split_once(':').ok_or(object)) {
        Some(Ok((kind, id))) => (Some(kind.to_owned()), Some(id.to_owned())),
        Some(Err(kind)) => (Some(kind.to_owned()), None),
        None => (None, None),
    };
    let mut filter = AuditFilter {
        actor: parsed(wishes, "actor")?,
        on_behalf: parsed(wishes, "on_behalf")?,
        object_kind: kind,
        object_id: id,
        action: parsed(wishes, "action")?,
        request_id: wishes.text("request_id")?,
        since: moment(wishes, "since")?,
        until: moment(wishes, "until")?,
        before: None,
    };
    let turn = Turn::take(&gate, wishes, &format!("audit\n{filter:?}\n{domain}"))?;
    filter.before = turn.before;
    let wanted = TrailListing { filter, domain, limit: turn.limit };
    let done = asked.run(&gate, move |office, ctx| office.list_trail(ctx, &wanted)).await?;
    turn.answer(&gate, done)
}

/// Tell the trail what was done to an application's records
///
/// For programs that hold `bailiwick.recorder` everywhere. Each entry is judged by itself; those that are written are written together.
#[utoipa::path(
    post, path = "/api/v1/audit/entries", tag = "Audit", operation_id = "tellAudit",
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again, it does nothing again"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = EntriesBody,
    responses((status = 200, description = "What became of each entry", body = EntryOutcomes)),
)]
async fn tell(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let EntriesBody { entries } = read(Json::Object(std::mem::take(&mut asked.members)))?;
    let work = move |office: &Administration, ctx: &_| {
        let Done { value, revision } = office.tell_entries(ctx, &entries)?;
        Ok(Done { value: EntryOutcomes { results: value }, revision })
    };
    let done = asked.run(&gate, work).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}
