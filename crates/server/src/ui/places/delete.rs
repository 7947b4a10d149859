//! Areas, companies and departments are deleted once nothing refers to them. What is in the way is said before anybody can mean it.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::Refused;

use super::{
    super::{
        page::Page,
        shell::{Shell, back, led},
        visit::Visit,
    },
    step,
    write::Written,
};
use crate::http::{Gate, Insider, Named, Refusal};

#[derive(Template)]
#[template(path = "place_delete.html")]
struct DeletePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    name: String,
    code: String,
    back: String,
    action: String,
    over: (&'static str, &'static str),
    /// Why it cannot be deleted, in the engine's words.
    in_the_way: Option<String>,
}

/// `GET …/{code}/delete`: what would come of it, and whether it is meant.
pub(super) async fn ask<P: Written>(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(code) } = visit;
    let of = code.clone();
    let tried = insider
        .administer(&gate, move |office, ctx| office.delete_place::<P>(&ctx.clone().dry(), &of))
        .await?;
    let in_the_way = match tried {
        Ok(_) => None,
        Err(Refused::Conflict(why)) => Some(why),
        Err(refused) => return Err(refused.into()),
    };
    page::<P>(&gate, &insider, code, in_the_way).await
}

/// `POST …/{code}/delete`
pub(super) async fn delete<P: Written>(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(code) } = visit;
    let of = code.clone();
    match insider.administer(&gate, move |office, ctx| office.delete_place::<P>(ctx, &of)).await? {
        Ok(_) => Ok(back(P::LIST, "place-deleted").into_response()),
        Err(Refused::Conflict(why)) => page::<P>(&gate, &insider, code, Some(why)).await,
        Err(refused) => led(refused, &P::at(&code)),
    }
}

async fn page<P: Written>(
    gate: &Gate,
    insider: &Insider,
    code: String,
    in_the_way: Option<String>,
) -> Result<Response, Refusal> {
    let of = code.clone();
    let view = insider.administer(gate, move |office, ctx| office.show_place::<P>(ctx, &of)).await??.value;
    let whole = serde_json::to_value(&view).unwrap_or_default();
    let name = whole.get("name").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let shell = Shell::of(gate, insider).await?;
    let status =
        if in_the_way.is_some() && !insider.knock.is_look { StatusCode::CONFLICT } else { StatusCode::OK };
    let template = DeletePage {
        shell: &shell,
        page: &shell.page,
        name,
        back: P::at(&code),
        action: format!("{}/{}/delete", P::PATH, step(&code)),
        over: (P::LIST, P::TITLES[2]),
        in_the_way,
        code,
    };
    shell.page.html(status, &template)
}
