//! `/areas/import`: a list of areas from a table, tried first, and then taken over as a whole or not at all.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::{Administration, AreaImportMode, Ctx, Refused};
use bailiwick_protocol::rest::{AreaImport, ImportVerdict};

use super::super::{
    faults::Faults,
    insider,
    page::Page,
    shell::{Shell, back},
};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

/// Most bytes of a table: a country has many areas.
const MOST_BYTES: usize = 8 << 20;
/// Most bytes of a table that is carried along from the trial to the deed, so that nobody chooses it twice.
const MOST_CARRIED: usize = 40 * 1024;
/// Rows whose verdict is shown; those that are refused come first.
const MOST_ROWS: usize = 100;

#[derive(Template)]
#[template(path = "areas_import.html")]
struct ImportPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    /// What would come of it.
    tried: Option<Tried>,
    /// The table itself, where it is short enough to be carried along.
    table: Option<String>,
    creates_only: bool,
}

struct Tried {
    told: [(String, &'static str); 4],
    rows: Vec<Row>,
    more: Option<String>,
    is_refused: bool,
    /// Whether anything would change.
    is_idle: bool,
}

struct Row {
    number: u64,
    code: String,
    class: &'static str,
    icon: &'static str,
    verdict: &'static str,
    message: String,
}

/// `GET /areas/import`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    insider.administer(&gate, |office, ctx| office.may_import_areas(ctx)).await??;
    page(&gate, &insider, Faults::default(), None, None).await
}

/// `POST /areas/import`
pub(super) async fn take(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider =
        match Insider::take_up_to(&gate, request, MOST_BYTES, Administration::may_import_areas).await? {
            Ok(insider) => insider,
            Err(elsewhere) => return Ok(*elsewhere),
        };
    let knock = &insider.knock;
    let table = knock.field("table").unwrap_or_default().to_owned();
    let mode = if knock.field("creates_only").is_some() {
        AreaImportMode::CreateOnly
    } else {
        AreaImportMode::CreateAndChange
    };
    let is_meant = knock.field("act") == Some("take");
    let text = table.clone();
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { dry_run: !is_meant, ..ctx.clone() };
        office.import_areas(&ctx, text.as_bytes(), mode)
    };
    match insider.administer(&gate, work).await? {
        Ok(_) if is_meant => Ok(back("/areas", "areas-taken").into_response()),
        Ok(done) => page(&gate, &insider, Faults::default(), Some(done.value), Some(table)).await,
        Err(refused) => {
            let faults = table_faults(refused)?;
            page(&gate, &insider, faults, None, Some(table)).await
        }
    }
}

/// What is wrong with a table is at the field that it comes by, wherever in it.
fn table_faults(refused: Refused) -> Result<Faults, Refused> {
    let mut faults = Faults::of(refused)?;
    faults.all.truncate(20);
    for fault in &mut faults.all {
        fault.field = "table".to_owned();
    }
    Ok(faults)
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    faults: Faults,
    tried: Option<AreaImport>,
    table: Option<String>,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let status = if tried.is_some() { StatusCode::OK } else { faults.status() };
    let template = ImportPage {
        shell: &shell,
        page: &shell.page,
        faults,
        tried: tried.map(|tried| Tried::of(&shell.page, tried)),
        table: table.filter(|table| table.len() <= MOST_CARRIED),
        creates_only: insider.knock.field("creates_only").is_some(),
    };
    shell.page.html(status, &template)
}

impl Tried {
    fn of(page: &Page, mut tried: AreaImport) -> Self {
        let count = |name: &str, count: usize| {
            page.with(name, &Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX)))
        };
        let all = tried.rows.len();
        // Stable: within a verdict the rows stay in the order of the table.
        tried.rows.sort_by_key(|row| row.verdict != ImportVerdict::Refused);
        let row = |row: bailiwick_protocol::rest::AreaVerdict| {
            let (class, icon, verdict) = match row.verdict {
                ImportVerdict::Created => ("badge ok", "plus", "places-row-created"),
                ImportVerdict::Changed => ("badge accent", "edit", "places-row-changed"),
                ImportVerdict::Unchanged => ("badge", "minus", "places-row-unchanged"),
                ImportVerdict::Refused => ("badge bad", "x", "places-row-refused"),
            };
            Row {
                number: row.row,
                code: row.code.map(|code| code.to_string()).unwrap_or_default(),
                class,
                icon,
                verdict,
                message: row.message.unwrap_or_default(),
            }
        };
        Self {
            told: [
                (count("places-import-created", tried.created), "badge ok"),
                (count("places-import-changed", tried.changed), "badge accent"),
                (count("places-import-unchanged", tried.unchanged), "badge"),
                (
                    count("places-import-refused", tried.refused),
                    if tried.refused > 0 { "badge bad" } else { "badge" },
                ),
            ],
            is_refused: tried.refused > 0,
            is_idle: tried.created + tried.changed == 0,
            rows: tried.rows.into_iter().take(MOST_ROWS).map(row).collect(),
            more: (all > MOST_ROWS).then(|| count("places-import-more", all - MOST_ROWS)),
        }
    }
}
