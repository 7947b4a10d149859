//! `/sign-in`: a name and a password.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    passwords::Password,
    sign_in::{Answer, NotLetIn},
};

use super::{
    super::{next::Next, page::Page},
    answer::{answered, give, sentence, status},
    knocked,
};
use crate::http::{Gate, Knock, Refusal};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    name: &'p str,
    fault: Option<String>,
    passkeys: bool,
}

/// `GET /sign-in`
pub(in crate::ui) async fn form(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let mut response = sign_in_page(&knock, &page, StatusCode::OK, "", None)?;
    give(&mut response, [Next::asked(&knock.uri).and_then(|next| next.keep())]);
    Ok(response)
}

/// `POST /sign-in`
pub(in crate::ui) async fn password(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let name = knock.must("name")?.to_owned();
    let answer = match Password::typed(knock.must("password")?) {
        Ok(shown) => {
            let (sign_in, visit, name) = (knock.sign_in.clone(), knock.visit.clone(), name.clone());
            gate.hash(move || sign_in.with_password(&visit, &name, &shown)).await??
        }
        // What can be nobody's password is wrong like any other.
        Err(_) => Answer::NotLetIn(NotLetIn::Wrong),
    };
    match answer {
        Answer::NotLetIn(not)
            if !knock.wants_json && matches!(not, NotLetIn::Wrong | NotLetIn::Stopped { .. }) =>
        {
            sign_in_page(&knock, &page, status(not), &name, Some(sentence(&page, not)))
        }
        answer => answered(&knock, &page, answer),
    }
}

pub(in crate::ui) fn sign_in_page(
    knock: &Knock,
    page: &Page,
    status: StatusCode,
    name: &str,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let faults = fault.is_some();
    let passkeys = knock.sign_in.has_passkeys();
    page.html(status, &SignInPage { page, title: "sign-in-title", faults, name, fault, passkeys })
}
