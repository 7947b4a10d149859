//! `/api/v1/areas`: places, in a tree.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{AreaImportMode, Subject};
use bailiwick_model::Area;
use bailiwick_protocol::rest::AreaImport;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    noun::{self, Words},
    openapi::NewAreaBody,
    places::{self, OfPlaces},
};
use crate::http::{Asked, Gate, Refusal, one};

/// Areas.
#[derive(Clone, Copy)]
pub(super) struct Areas;

impl OfPlaces for Areas {
    type Place = Area;
    type NewBody = NewAreaBody;

    fn words(self) -> Words {
        Words {
            a: "an area",
            many: "Areas",
            path: "areas",
            ids: ("Area", "Areas"),
            change: ("Change an area, or move it with all below it", places::CHANGE),
            remove: ("delete", "Delete an area to which nothing refers", ""),
            ..places::WORDS
        }
    }

    fn subject(self, code: String) -> Subject {
        Subject::Area(code)
    }
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    noun::routes(Areas).routes(routes!(import))
}

/// Take over a list of areas: everything, or nothing
///
/// CSV with the columns `code`, `name` and, if wanted, `parent` (a code), `kind`, `id`, in any order of rows. Areas that the list
/// does not name stay. A dry run says of each row what would come of it.
#[utoipa::path(
    post, path = "/api/v1/areas/import", tag = "Areas", operation_id = "importAreas",
    params(("mode" = Option<String>, Query, description = "`change` (when absent: areas become what the list says) or `create` (rows about areas that are there are refused)"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What came of it, row by row", body = AreaImport)),
)]
async fn import(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (mut asked, table) = Asked::take_table(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let mode = match asked.wishes.text("mode")?.as_deref() {
        None | Some("change") => AreaImportMode::CreateAndChange,
        Some("create") => AreaImportMode::CreateOnly,
        Some(_) => return Err(Refusal::bad("query.unfit", "mode is change or create")),
    };
    let done = asked.run(&gate, move |office, ctx| office.import_areas(ctx, &table, mode)).await?;
    one(StatusCode::OK, &done, &[], dry_run)
}
