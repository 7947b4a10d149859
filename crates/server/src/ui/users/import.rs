//! `/users/import`: a table of people. It is tried first, by a job that changes nothing; from its page it is done.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Administration, Ctx, Desk, ImportWish, Refused, Seeking};
use bailiwick_protocol::{csv::users::UserColumn, rest::read};
use serde_json::{Map, Value as Json};

use super::{
    super::{
        faults::Faults,
        insider,
        page::Page,
        shell::{Shell, led},
    },
    control::{Control, Maker},
    form::{said, typed},
};
use crate::http::{Gate, Insider, Refusal};

/// Bytes of a table.
const TABLE_BYTES: usize = 32 * 1024 * 1024;

const HERE: &str = "/users/import";

#[derive(Template)]
#[template(path = "users_import.html")]
struct ImportPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    controls: Vec<Control>,
    columns: Vec<String>,
}

/// `GET /users/import`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, Faults::default()).await
}

/// `POST /users/import`
pub(super) async fn take(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let may = |office: &Administration, ctx: &Ctx| office.may_import_users(ctx);
    let insider = match Insider::take_up_to(&gate, request, TABLE_BYTES, may).await? {
        Ok(insider) => insider,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let knock = &insider.knock;
    let Some(table) = knock.field("file").filter(|table| !table.trim().is_empty()) else {
        let shell = Shell::of(&gate, &insider).await?;
        let faults = Faults::one("file", shell.page.text("users-import-no-file"));
        return page(&gate, &insider, faults).await;
    };
    let mut wish = Map::new();
    for name in ["template", "existing", "on_refused", "all_or_nothing"] {
        let value = typed(knock, name);
        if !value.is_empty() {
            wish.insert(name.to_owned(), value.into());
        }
    }
    let wish: ImportWish = read(Json::Object(wish)).map_err(Refused::from)?;
    // What a spreadsheet puts before a text to say how it is written is no part of it.
    let table = table.trim_start_matches('\u{feff}').to_owned();
    let clock = Arc::clone(&gate.clock);
    let tried = insider
        .administer(&gate, move |office, ctx| {
            office.import_users(&ctx.clone().dry(), &wish, table.as_bytes(), &*clock)
        })
        .await?;
    match tried {
        Ok(done) => Ok(Redirect::to(&format!("/jobs/{}", done.value.id)).into_response()),
        Err(refused) => page(&gate, &insider, said(refused, &[])?).await,
    }
}

async fn page(gate: &Arc<Gate>, insider: &Insider, mut faults: Faults) -> Result<Response, Refusal> {
    insider.administer(gate, |office, ctx| office.may_import_users(ctx)).await??;
    if insider.knock.is_look && !insider.caller.is_fresh(insider.ctx.author.at_us) {
        // A file is not kept while somebody shows again who he is, so that comes first.
        return led(Refused::StepUp, HERE);
    }
    let desk: Desk =
        insider.administer(gate, |office, ctx| office.user_desk(ctx, &Seeking::default())).await??.value;
    let shell = Shell::of(gate, insider).await?;
    for fault in &mut faults.all {
        // Whatever is wrong with a table is wrong with the file.
        fault.field = "file".to_owned();
    }
    let status: StatusCode = faults.status();
    let text = |name: &str| shell.page.text(name);
    let told = |names: &[&str], key: &str| -> Vec<(String, String)> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), text(&format!("{key}-{}", name.replace('_', "-")))))
            .collect()
    };
    let maker = Maker { page: &shell.page, knock: &insider.knock, faults: &faults, action: "/users/import" };
    let templates = desk.templates.iter().map(|name| (name.clone(), name.clone())).collect();
    let controls = vec![
        maker.list("template", "users-import-our-columns", templates),
        maker.list("existing", "", told(&["update", "skip", "refuse"], "users-import-existing")),
        maker.list("on_refused", "", told(&["set_aside", "stop"], "users-import-refused")),
        maker.list("all_or_nothing", "", told(&["batch", "job"], "users-import-together")),
    ];
    let columns =
        UserColumn::plain().chain(UserColumn::of_role(1)).map(|column| column.to_string()).collect();
    let template =
        ImportPage { controls, columns, shell: &shell, page: &shell.page, faults: Faults::default() };
    shell.page.html(status, &ImportPage { faults, ..template })
}
