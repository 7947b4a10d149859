//! How good a new password is, told while it is typed, and what is against one, in the reader's language.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bailiwick_app::{
    passwords::{Advice, CharacterClass, Fault, Password, PasswordError},
    sign_in::{Advised, NotLetIn},
};
use serde_json::json;

use super::{page::Page, sign_in::refused};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

/// What is good enough to be told without advice.
const GOOD: u8 = 3;

/// `POST /password-strength`: for whoever is signed in, or chooses a password while he signs in.
pub(super) async fn advise(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = Insider::perhaps(&gate, request).await?;
    let (knock, ctx) = match &insider {
        Ok(insider) => (&insider.knock, Some(insider.ctx.clone())),
        Err(knock) => (&**knock, None),
    };
    let page = Page::new(&knock.headers, &knock.uri)?;
    let password = match Password::typed(knock.must("password")?) {
        Ok(password) => password,
        Err(error) => return Ok(answer(0, &[page.text(untypable(&error))])),
    };
    let (sign_in, visit, flow) = (knock.sign_in.clone(), knock.visit.clone(), knock.flow.clone());
    let advised = gate
        .administer(true, move || match (ctx, flow) {
            (Some(ctx), _) => sign_in.advise(&ctx, &password).map(Some),
            (None, Some(flow)) => sign_in.advise_in_flow(&visit, &flow, &password),
            (None, None) => Ok(None),
        })
        .await??;
    let Some(Advised { score, advice, faults }) = advised else { return Err(refused(NotLetIn::Over)) };
    let mut told: Vec<String> = faults.iter().map(|fault| against(&page, fault)).collect();
    if told.is_empty() && score < GOOD {
        told.extend(advice.first().map(|advice| page.text(counsel(*advice))));
    }
    if told.is_empty() {
        told.push(page.text(if score < GOOD { "strength-fair" } else { "strength-good" }));
    }
    // What may not be taken is not shown as good, however hard it is to guess.
    Ok(answer(if faults.is_empty() { score } else { score.min(1) }, &told))
}

fn answer(score: u8, told: &[String]) -> Response {
    axum::Json(json!({ "score": score, "told": told })).into_response()
}

/// What is against a password.
pub(super) fn against(page: &Page, fault: &Fault) -> String {
    let count = |name: &'static str, count: usize| {
        page.with(name, &Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX)))
    };
    match fault {
        Fault::TooShort { least } => count("password-too-short", *least),
        Fault::ClassMissing { class: CharacterClass::Lower, least } => count("password-lower", *least),
        Fault::ClassMissing { class: CharacterClass::Upper, least } => count("password-upper", *least),
        Fault::ClassMissing { class: CharacterClass::Digit, least } => count("password-digit", *least),
        Fault::ClassMissing { class: CharacterClass::Symbol, least } => count("password-symbol", *least),
        Fault::Common => page.text("password-common"),
        Fault::Breached => page.text("password-breached"),
        Fault::Context { word } => page.with("password-context", &Words::new().text("word", word)),
        Fault::TooWeak => page.text("password-too-weak"),
        Fault::UsedBefore { remembered } => count("password-used-before", *remembered),
    }
}

/// Why what was typed can be nobody's password.
pub(super) fn untypable(error: &PasswordError) -> &'static str {
    match error {
        PasswordError::Empty => "password-empty",
        PasswordError::TooLong => "password-too-long",
        PasswordError::Control => "password-control",
    }
}

fn counsel(advice: Advice) -> &'static str {
    match advice {
        Advice::Common => "strength-common",
        Advice::Word => "strength-word",
        Advice::Keys => "strength-keys",
        Advice::Repetition => "strength-repetition",
        Advice::Sequence => "strength-sequence",
        Advice::Date => "strength-date",
        Advice::Disguise => "strength-disguise",
        Advice::AddWords => "strength-words",
    }
}
