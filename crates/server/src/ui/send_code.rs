//! `/sign-in/second/send`: has a code sent to whoever is to show a second thing.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::sign_in::{Factor, NotLetIn};
use serde_json::json;

use super::{page::Page, sign_in::answered};
use crate::http::{Gate, Knock, Refusal};

/// `POST /sign-in/second/send`
pub(super) async fn send(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let by = match knock.must("kind")? {
        "email_code" => Factor::EmailCode,
        "sms_code" => Factor::SmsCode,
        _ => {
            let refusal =
                Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", "no code is sent in this way");
            return Err(refusal.at("/kind", "write email_code or sms_code"));
        }
    };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    match gate.administer(false, move || sign_in.send_code(&visit, &flow, by)).await?? {
        Err(not) => answered(&knock, &page, not.into()),
        Ok(()) if knock.wants_json => {
            let told = json!({ "state": "sent", "kind": by.as_str() });
            Ok((StatusCode::ACCEPTED, axum::Json(told)).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/sign-in/second?kind={}", by.as_str())).into_response()),
    }
}
