//! `/users/export`: those whom the list shows, to take away.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::UserExport;

use super::super::{insider, list::Wanted, query::Query};
use crate::http::{Gate, Refusal};

/// `GET /users/export`
pub(super) async fn pour(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let (format, kind, name) = match Query::of(&insider.knock.uri).one("format") {
        Some("jsonl") => (UserExport::JsonLines, "application/jsonl", "users.jsonl"),
        _ => (UserExport::Csv, "text/csv; charset=utf-8", "users.csv"),
    };
    let listing = Wanted::take(&gate, &insider, "users", &[])?.listing;
    insider
        .pour(&gate, kind, name, move |office, ctx, out| {
            office.export_listed(ctx, format, &listing.domain, &listing.search, out).map(drop)
        })
        .await
}
