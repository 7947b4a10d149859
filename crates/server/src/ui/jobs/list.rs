//! `/jobs`: those that somebody may see, the newest first.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::Refused;
use bailiwick_store::own::Order;

use super::{
    super::{
        insider,
        list::{Pager, Wanted},
        page::Page,
        shell::Shell,
    },
    view::{JobRow, rows},
};
use crate::http::{Gate, Refusal};

/// The states that jobs are looked for by.
const STATES: [&str; 7] = ["waiting", "running", "stopping", "done", "failed", "stopped", "undone"];

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    rows: Vec<JobRow>,
    pager: Pager,
    views: Vec<(String, String, bool)>,
    bare: String,
    is_narrowed: bool,
    fault: Option<String>,
    /// Whether something on the page goes on by itself.
    is_moving: bool,
    here: String,
}

/// `GET /jobs`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let shell = Shell::of(&gate, &insider).await?;
    if !shell.sights.lists("bailiwick.job") {
        return Err(
            Refused::NotAllowed("jobs are for those who may have some done, or see them".to_owned()).into()
        );
    }
    let mut wanted = Wanted::take(&gate, &insider, "jobs", &[])?;
    wanted.listing.count = false;
    wanted.listing.order = Order::IdDown;
    let listing = wanted.listing.clone();
    let (status, (listed, last), fault) =
        match insider.administer(&gate, move |office, ctx| office.list_jobs(ctx, &listing)).await? {
            Ok(done) => (StatusCode::OK, done.value, None),
            Err(Refused::Domain(why)) => {
                let none = bailiwick_protocol::rest::Listed {
                    items: Vec::new(),
                    more: false,
                    count: None,
                    count_is_least: false,
                };
                (StatusCode::UNPROCESSABLE_ENTITY, (none, None), Some(why))
            }
            Err(refused) => return Err(refused.into()),
        };
    let page = &shell.page;
    let all = (page.text("jobs-view-all"), "/jobs".to_owned(), !wanted.is_narrowed());
    let of = |state: &str| {
        let domain = format!("[('state', '=', '{state}')]");
        let is_here = wanted.filters == [domain.as_str()];
        (
            page.text(&format!("jobs-state-{state}")),
            wanted.query.without(&["after", "q"]).with("where", Some(&domain)).link("/jobs"),
            is_here,
        )
    };
    let views = std::iter::once(all).chain(STATES.into_iter().map(of)).collect();
    let is_moving = listed.items.iter().any(|job| job.ended_us.is_none());
    let template = JobsPage {
        rows: rows(page, &listed.items),
        pager: wanted.pager(&gate, last, listed.more),
        views,
        bare: wanted.bare(),
        is_narrowed: wanted.is_narrowed(),
        fault,
        is_moving,
        here: wanted.query.link("/jobs"),
        shell: &shell,
        page,
    };
    page.html(status, &template)
}
