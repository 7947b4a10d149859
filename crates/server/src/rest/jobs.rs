//! `/api/v1/jobs`, and what makes jobs: tables of users, the same done to many.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Done, ImportWish, JobAct, JobListing, UserExport};
use bailiwick_protocol::rest::{JobItemView, JobView, Listed, read};
use bailiwick_store::own::{Id, Place};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::listing;
use crate::http::{Asked, Gate, Named, Refusal, Wishes, cursor, json, one, usual};

/// Items on a page when nothing is said, and at most.
const USUAL: usize = 100;
const MOST: usize = 1_000;
/// Bytes of a table.
const TABLE_BYTES: usize = 64 << 20;

/// The same done to many users.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActBody {
    /// One of `give_role` (a role line), `end_role` ({"role"}), `set_state` ({"state"}), `request_password_reset` ({}),
    /// `end_sessions` ({}) and `set_fields` (a merge patch).
    #[schema(value_type = Object)]
    act: JobAct,
    /// To whom.
    logins: Option<Vec<String>>,
    /// To whom, when nobody is named: a filter in the domain language.
    domain: Option<String>,
}

/// A page of items.
#[derive(Serialize, ToSchema)]
struct Items {
    /// What is on it.
    items: Vec<JobItemView>,
    /// Whether more follow.
    more: bool,
    /// Where the next page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(items))
        .routes(routes!(rejects))
        .routes(routes!(export))
        .routes(routes!(stop))
        .routes(routes!(undo))
        .routes(routes!(carry_out))
        .routes(routes!(import))
        .routes(routes!(act))
}

/// Jobs that you may see
#[utoipa::path(
    get, path = "/api/v1/jobs", tag = "Jobs", operation_id = "listJobs",
    params(listing::Parameters),
    responses((status = 200, description = "A page of jobs", body = Listed<JobView>)),
)]
async fn list(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let turn = listing::Turn::take(&gate, &mut asked.wishes, "jobs")?;
    let listing = turn.listing.clone();
    let done = asked.run(&gate, move |office, ctx| office.list_jobs(ctx, &listing)).await?;
    turn.answer(&gate, done)
}

/// One job
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", tag = "Jobs", operation_id = "showJob",
    params(("id" = String, Path, description = "Id"),
        ("fields" = Option<String>, Query, description = "Only these members, between commas")),
    responses((status = 200, description = "The job; its ETag is for If-Match", body = JobView)),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::shown(&gate, request, move |office, ctx| office.show_job(ctx, &id)).await
}

/// What came of the items of a job
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/items", tag = "Jobs", operation_id = "listJobItems",
    params(("id" = String, Path, description = "Id"),
        ("verdict" = Option<String>, Query, description = "Only items that came to this"),
        ("domain" = Option<String>, Query, description = "A filter in the domain language over number, object and verdict"),
        ("limit" = Option<u32>, Query, description = "Items on a page: 1 to 1000, 100 when absent"),
        ("cursor" = Option<String>, Query, description = "Where the page begins: `next_cursor` of the page before")),
    responses((status = 200, description = "A page of items", body = Items)),
)]
async fn items(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let verdict = asked.wishes.text("verdict")?;
    let domain = asked.wishes.text("domain")?.unwrap_or_default();
    let limit = asked.wishes.number("limit", 1..=MOST)?.unwrap_or(USUAL);
    let query = cursor::fingerprint(&format!("job items\n{id}\n{verdict:?}\n{domain}"));
    let after = match asked.wishes.text("cursor")? {
        Some(text) => cursor::opened(&gate, &text, &query)?.id,
        None => Id::Number(0),
    };
    let Id::Number(after) = after else { return Err(Refusal::broken()) };
    let wanted = JobListing { verdict, domain, after, limit };
    let Done { value: Listed { items, more, .. }, revision } =
        asked.run(&gate, move |office, ctx| office.job_items(ctx, &id, &wanted)).await?;
    let last = items.last().filter(|_| more).map(|item| item.number);
    let next_cursor = last.and_then(|number| {
        cursor::sealed(&gate, &query, Place { id: Id::Number(number), name: String::new() })
    });
    let body = serde_json::to_vec(&Items { items, more, next_cursor }).map_err(|_| Refusal::broken())?;
    Ok(json(revision, body))
}

/// The rows of a table that were refused
///
/// CSV with the columns of the table and one more, `import_error`, that says why. An import passes over that one, so that rows
/// can be mended and sent again.
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/rejects", tag = "Jobs", operation_id = "showJobRejects",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The rows", body = String, content_type = "text/csv")),
)]
async fn rejects(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let name = format!("rejects-{}.csv", id.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    let work = move |office: &Administration, ctx: &_, out| office.write_rejects(ctx, &id, out).map(drop);
    asked.pour(&gate, "text/csv; charset=utf-8", &name, work).await
}

/// Have a job end behind the batch at hand
///
/// It changes while it works, so there is no state of it to have seen: `If-Match` is refused.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/stop", tag = "Jobs", operation_id = "stopJob",
    params(("id" = String, Path, description = "Id"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing, only see whether it could be stopped")),
    responses((status = 200, description = "The job", body = JobView)),
)]
async fn stop(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::changed(&gate, request, move |office, ctx| office.stop_job(ctx, &id)).await
}

/// Take back what a job did
///
/// What others have changed since stays, and is told item by item. With `dry_run`, nothing is taken back.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/undo", tag = "Jobs", operation_id = "undoJob",
    params(("id" = String, Path, description = "Id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the job that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Make a job that says what would be taken back")),
    responses((status = 202, description = "The job that does it", body = JobView)),
)]
async fn undo(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let done = asked.run(&gate, move |office, ctx| office.undo_job(ctx, &id)).await?;
    accepted(&done)
}

/// Do what a dry run has tried
///
/// With the table or the people that it was about, which nobody sends again: whoever tried it can, once, within a day. A table
/// with passwords is not kept, and is sent again.
#[utoipa::path(
    post, path = "/api/v1/jobs/{id}/carry-out", tag = "Jobs", operation_id = "carryOutJob",
    params(("id" = String, Path, description = "Id of the dry run"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the job that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Make no job, only see whether it could be done")),
    responses((status = 202, description = "The job that does it", body = JobView)),
)]
async fn carry_out(
    State(gate): State<Arc<Gate>>,
    Named(id): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(&gate, move |office, ctx| office.carry_out_job(ctx, &id)).await?;
    if dry_run { one(StatusCode::OK, &done, &[], true) } else { accepted(&done) }
}

/// Take in a table of users
///
/// CSV, with our columns or those of a template. The table is stored as it comes, and changes of others go on meanwhile. The answer is
/// a job; its items say what came of each row.
#[utoipa::path(
    post, path = "/api/v1/users/import", tag = "Jobs", operation_id = "importUsers",
    params(("template" = Option<String>, Query, description = "Name of a template for the columns"),
        ("existing" = Option<String>, Query, description = "Users who are there: update, skip or refuse"),
        ("on_refused" = Option<String>, Query, description = "Rows that cannot be: set_aside, or stop"),
        ("all_or_nothing" = Option<String>, Query, description = "What is done together: batch, or job"),
        ("batch" = Option<u32>, Query, description = "Rows of a batch: 1 to 5000, 500 when absent"),
        ("dry_run" = Option<bool>, Query, description = "Make a job that says what would come of each row"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 202, description = "The job", body = JobView)),
)]
async fn import(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (mut asked, table) = Asked::take_coming(&gate, request, TABLE_BYTES).await?;
    let wish = match import_wish(&mut asked.wishes) {
        Ok(wish) => wish,
        Err(refusal) => return Err(table.unread(refusal).await),
    };
    let clock = Arc::clone(&gate.clock);
    let work = move |office: &Administration, ctx: &_, table| office.import_users(ctx, &wish, table, &*clock);
    let done = asked.receive(&gate, table, work).await?;
    accepted(&done)
}

/// How a table is to be taken in, as the address says.
fn import_wish(wishes: &mut Wishes) -> Result<ImportWish, Refusal> {
    let mut wish = serde_json::Map::new();
    for name in ["template", "existing", "on_refused", "all_or_nothing"] {
        if let Some(text) = wishes.text(name)? {
            wish.insert(name.to_owned(), text.into());
        }
    }
    let mut wish: ImportWish = read(Json::Object(wish))?;
    wish.batch = wishes.number("batch", 1..=5_000)?;
    Ok(wish)
}

/// Take users away
///
/// All whom you may see and a filter matches, without what you may not see of them: a table that the import takes, in which no
/// spreadsheet runs anything, or JSON, one user a line. That it was done is on the audit trail.
#[utoipa::path(
    get, path = "/api/v1/users/export", tag = "Jobs", operation_id = "exportUsers",
    params(("format" = Option<String>, Query, description = "csv, or jsonl; csv when absent"),
        ("domain" = Option<String>, Query, description = "A filter in the domain language, as in [('area', '=', 'D-12')]")),
    responses((status = 200, description = "The users", content(
        (String = "text/csv"), (String = "application/jsonl")))),
)]
async fn export(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let domain = asked.wishes.text("domain")?.unwrap_or_default();
    let (format, kind, name) = match asked.wishes.text("format")?.as_deref() {
        None | Some("csv") => (UserExport::Csv, "text/csv; charset=utf-8", "users.csv"),
        Some("jsonl") => (UserExport::JsonLines, "application/jsonl", "users.jsonl"),
        Some(_) => return Err(Refusal::bad("query.unfit", "format is csv or jsonl")),
    };
    let work =
        move |office: &Administration, ctx: &_, out| office.export_users(ctx, format, &domain, out).map(drop);
    asked.pour(&gate, kind, name, work).await
}

/// Do the same to many users
#[utoipa::path(
    post, path = "/api/v1/users/batch", tag = "Jobs", operation_id = "actOnUsers",
    params(("dry_run" = Option<bool>, Query, description = "Make a job that says what would come of it"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request")),
    request_body = ActBody,
    responses((status = 202, description = "The job", body = JobView)),
)]
async fn act(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let mut asked = Asked::take(&gate, request).await?;
    let body: ActBody = read(Json::Object(std::mem::take(&mut asked.members)))?;
    if body.logins.is_some() == body.domain.is_some() {
        let detail = "say to whom: either logins, or a domain";
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail));
    }
    let done = asked
        .run(&gate, move |office, ctx| {
            let domain = body.domain.as_deref().unwrap_or_default();
            office.act_on_users(ctx, &body.act, body.logins.as_deref(), domain)
        })
        .await?;
    accepted(&done)
}

/// A job that was made.
fn accepted(done: &Done<JobView>) -> Result<Response, Refusal> {
    let mut response = one(StatusCode::ACCEPTED, done, &[], false)?;
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/jobs/{}", done.value.id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}
