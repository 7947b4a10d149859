//! `/sign-in/password`: a password in the place of one that does not serve any longer.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    passwords::Password,
    sign_in::{Chosen, NotLetIn},
};

use super::{
    super::{
        page::Page,
        strength::{against, untypable},
    },
    answer::answered,
    knocked,
};
use crate::http::{Gate, Knock, Refusal};

#[derive(Template)]
#[template(path = "new_password.html")]
struct NewPasswordPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    faults_told: Vec<String>,
}

/// `POST /sign-in/password`
pub(in crate::ui) async fn new_password(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let typed = knock.must("password")?;
    if knock.field("again").is_some_and(|again| again != typed) {
        return unfit(&knock, &page, vec![page.text("new-password-differ")]);
    }
    let new = match Password::typed(typed) {
        Ok(new) => new,
        Err(error) => return unfit(&knock, &page, vec![page.text(untypable(&error))]),
    };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    match gate.hash(move || sign_in.with_new_password(&visit, &flow, &new)).await?? {
        Chosen::Taken(answer) => answered(&knock, &page, answer),
        Chosen::Unfit(faults) if knock.wants_json => {
            unfit(&knock, &page, faults.iter().map(ToString::to_string).collect())
        }
        Chosen::Unfit(faults) => {
            unfit(&knock, &page, faults.iter().map(|fault| against(&page, fault)).collect())
        }
    }
}

/// The form, before anything was typed.
pub(super) fn asked(page: &Page, fault: Option<String>) -> Result<Response, Refusal> {
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let faults_told = fault.into_iter().collect();
    page.html(status, &NewPasswordPage { page, title: "new-password-title", faults: false, faults_told })
}

fn unfit(knock: &Knock, page: &Page, faults_told: Vec<String>) -> Result<Response, Refusal> {
    if knock.wants_json {
        let refusal =
            Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "password.unfit", "this cannot be a password");
        return Err(faults_told.into_iter().fold(refusal, |refusal, fault| refusal.at("/password", fault)));
    }
    let template = NewPasswordPage { page, title: "new-password-title", faults: true, faults_told };
    page.html(StatusCode::UNPROCESSABLE_ENTITY, &template)
}
