//! `/api/v1/audit`: the trail, newest first, or to take away.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    Format,
    administration::{Administration, Done, TrailListing},
};
use bailiwick_protocol::rest::{EntryForm, EntryOutcome, read};
use bailiwick_store::audit::AuditFilter;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::entries::{self, EntryPage, Turn, moment, parsed};
use crate::http::{Asked, Gate, Refusal, Wishes, one};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(export)).routes(routes!(tell))
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
    params(entries::Wished, entries::Paged),
    responses((status = 200, description = "A page of entries, newest first", body = EntryPage)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (mut filter, domain) = wanted(&mut asked.wishes)?;
    let turn = Turn::take(&gate, &mut asked.wishes, &format!("audit\n{filter:?}\n{domain}"))?;
    filter.before = turn.before.or(filter.before);
    let wanted = TrailListing { filter, domain, limit: turn.limit };
    let done = asked.run(&gate, move |office, ctx| office.list_trail(ctx, &wanted)).await?;
    turn.answer(&gate, done)
}

/// Take the audit trail away
///
/// What the list would show, newest first: a table in which no spreadsheet runs anything, or JSON, one entry a line. Whoever sees the whole
/// trail and asks for all of it as JSON gets it oldest first, with every hash and the head at the end, as `bailiwick audit verify` takes it.
/// That it was done is on the trail.
#[utoipa::path(
    get, path = "/api/v1/audit/export", tag = "Audit", operation_id = "exportAudit",
    params(entries::Wished, ("format" = Option<String>, Query, description = "csv, or jsonl; jsonl when absent")),
    responses((status = 200, description = "The entries", content(
        (String = "application/jsonl"), (String = "text/csv")))),
)]
async fn export(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let (filter, domain) = wanted(&mut asked.wishes)?;
    let (format, kind, name) = match asked.wishes.text("format")?.as_deref() {
        None | Some("jsonl") => (Format::Lines, "application/jsonl", "audit.jsonl"),
        Some("csv") => (Format::Csv, "text/csv; charset=utf-8", "audit.csv"),
        Some(_) => return Err(Refusal::bad("query.unfit", "format is csv or jsonl")),
    };
    let work = move |office: &Administration, ctx: &_, out| {
        office.export_trail(ctx, &filter, &domain, format, out).map(drop)
    };
    asked.pour(&gate, kind, name, work).await
}

/// Which entries the address asks for: what it names, and a domain.
fn wanted(wishes: &mut Wishes) -> Result<(AuditFilter, String), Refusal> {
    let (object, domain) = (wishes.text("object")?, wishes.text("domain")?.unwrap_or_default());
    let (object_kind, object_id) = match object.as_deref().map(|object| object.split_once(':').ok_or(object))
    {
        Some(Ok((kind, id))) => (Some(kind.to_owned()), Some(id.to_owned())),
        Some(Err(kind)) => (Some(kind.to_owned()), None),
        None => (None, None),
    };
    let filter = AuditFilter {
        actor: parsed(wishes, "actor")?,
        on_behalf: parsed(wishes, "on_behalf")?,
        object_kind,
        object_id,
        action: parsed(wishes, "action")?,
        request_id: wishes.text("request_id")?,
        since: moment(wishes, "since")?,
        until: moment(wishes, "until")?,
        before: parsed(wishes, "before")?,
    };
    Ok((filter, domain))
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
