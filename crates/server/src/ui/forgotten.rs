//! `/sign-in/forgotten`: has a link sent by which another password is chosen. Whatever is typed, the page that follows is the same.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    page::Page,
    sign_in::{NoticePage, answered, sentence, status},
};
use crate::http::{Gate, Knock, Refusal};

#[derive(Template)]
#[template(path = "forgotten.html")]
struct ForgottenPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    name: &'p str,
    fault: Option<String>,
}

/// `GET /sign-in/forgotten`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    if !knock.sign_in.sends_mail() {
        let about = page.text("forgotten-no-mail");
        let notice = NoticePage { page: &page, title: "forgotten-title", faults: false, icon: "info", about };
        return page.html(StatusCode::OK, &notice);
    }
    let form = ForgottenPage { page: &page, title: "forgotten-title", faults: false, name: "", fault: None };
    page.html(StatusCode::OK, &form)
}

/// `POST /sign-in/forgotten`
pub(super) async fn asked(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let name = knock.must("name")?.to_owned();
    let (sign_in, visit, typed) = (knock.sign_in.clone(), knock.visit.clone(), name.clone());
    match gate.administer(false, move || sign_in.forgotten(&visit, &typed)).await?? {
        Err(not) if knock.wants_json => answered(&knock, &page, not.into()),
        Err(not) => {
            let fault = Some(sentence(&page, not));
            let form =
                ForgottenPage { page: &page, title: "forgotten-title", faults: true, name: &name, fault };
            page.html(status(not), &form)
        }
        Ok(()) if knock.wants_json => {
            Ok((StatusCode::ACCEPTED, axum::Json(json!({ "state": "asked" }))).into_response())
        }
        Ok(()) => {
            let about = page.text("forgotten-asked-about");
            let notice = NoticePage {
                page: &page,
                title: "forgotten-asked-title",
                faults: false,
                icon: "mail",
                about,
            };
            page.html(StatusCode::ACCEPTED, &notice)
        }
    }
}
