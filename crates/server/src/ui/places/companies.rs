//! `/companies`: ours and those served by us, with their seats.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::CompanyRow;
use bailiwick_model::{CompanyKind, Operation};
use bailiwick_protocol::rest::{SeatState, SeatsView};

use super::{
    super::{
        insider,
        list::{Pager, Sort, Wanted},
        page::Page,
        shell::{Shell, initials},
    },
    step,
};
use crate::{
    http::{Gate, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "companies.html")]
struct CompaniesPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    rows: Vec<Row>,
    count: Option<String>,
    full: Vec<String>,
    pager: Pager,
    by_code: Sort,
    by_name: Sort,
    search: String,
    bare: Option<String>,
    makes: bool,
}

struct Row {
    code: String,
    name: String,
    href: String,
    initials: String,
    kind: Option<&'static str>,
    parent: Option<String>,
    seats: Option<Seats>,
    departments: Option<i64>,
}

/// Seats as a page shows them.
pub(super) struct Seats {
    pub(super) told: String,
    /// Taken and all, where there is a limit.
    pub(super) meter: Option<(u64, u64)>,
    /// From where on it is tight, and very tight.
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) is_full: bool,
    pub(super) is_tight: bool,
}

/// `GET /companies`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let wanted = Wanted::take(&gate, &insider, "companies", &[])?;
    let listing = wanted.listing.clone();
    let (listed, last) =
        insider.administer(&gate, move |office, ctx| office.company_rows(ctx, &listing)).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let page = &shell.page;
    let count = listed.count.map(|count| {
        let told = if listed.count_is_least { "places-count-least" } else { "places-count" };
        page.with(told, &Words::new().count("count", count))
    });
    let rows: Vec<Row> = listed.items.into_iter().map(|row| Row::of(page, row)).collect();
    let full = rows.iter().filter_map(|row| Some((row, row.seats.as_ref().filter(|seats| seats.is_full)?)));
    let full = full.map(|(row, seats)| {
        page.with("places-full", &Words::new().text("name", &row.name).filled("seats", &seats.told))
    });
    let template = CompaniesPage {
        shell: &shell,
        page,
        full: full.collect(),
        rows,
        count,
        pager: wanted.pager(&gate, last, listed.more),
        by_code: wanted.sort("id"),
        by_name: wanted.sort("name"),
        search: wanted.listing.search.clone(),
        bare: wanted.is_narrowed().then(|| wanted.bare()),
        makes: shell.sights.may(Operation::Create, "bailiwick.company"),
    };
    page.html(StatusCode::OK, &template)
}

impl Row {
    fn of(page: &Page, row: CompanyRow) -> Self {
        Self {
            href: format!("/companies/{}", step(&row.code)),
            initials: initials(&row.name),
            kind: row.kind.map(kind),
            parent: row.parent,
            seats: row.seats.as_ref().map(|seats| Seats::of(page, seats)),
            departments: row.departments,
            code: row.code,
            name: row.name,
        }
    }
}

/// The name of the text for whose side a company is on.
pub(super) fn kind(kind: CompanyKind) -> &'static str {
    match kind {
        CompanyKind::Provider => "places-provider",
        CompanyKind::Client => "places-client",
    }
}

impl Seats {
    pub(super) fn of(page: &Page, seats: &SeatsView) -> Self {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let words = Words::new().count("used", number(seats.used));
        let told = match seats.limit {
            Some(limit) => page.with("places-seats-of", &words.count("limit", number(limit))),
            None => page.with("places-seats", &words),
        };
        let limit = seats.limit.unwrap_or_default();
        let is_full = seats.state == SeatState::Full;
        Self {
            told,
            meter: seats.limit.map(|limit| (seats.used.min(limit), limit)),
            low: limit.saturating_mul(90) / 100,
            high: limit.saturating_sub(u64::from(limit > 0)),
            is_full,
            is_tight: seats.state == SeatState::Warn,
        }
    }
}
