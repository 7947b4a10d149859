//! What comes of showing something: a session, the next page, or a reason why not.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::sign_in::{Answer, NotLetIn, Shut, SignedIn};
use serde_json::json;

use super::{
    super::{next::Next, page::Page},
    wanted::{path, told},
};
use crate::{
    http::{Cookie, Knock, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "notice.html")]
pub(in crate::ui) struct NoticePage<'p> {
    pub(in crate::ui) page: &'p Page,
    pub(in crate::ui) title: &'static str,
    pub(in crate::ui) faults: bool,
    pub(in crate::ui) icon: &'static str,
    pub(in crate::ui) about: String,
}

/// What comes of showing something, as a page or as JSON.
pub(in crate::ui) fn answered(knock: &Knock, page: &Page, answer: Answer) -> Result<Response, Refusal> {
    match answer {
        Answer::SignedIn(signed_in) => {
            let SignedIn { session, secret, device } = *signed_in;
            let next = Next::kept(&knock.headers);
            let mut response = match (knock.wants_json, &next) {
                (true, _) => axum::Json(json!({ "state": "signed_in", "session": session })).into_response(),
                (false, Some(next)) => Redirect::to(next.path()).into_response(),
                (false, None) => Redirect::to("/").into_response(),
            };
            let device = device.and_then(|mark| Cookie::Device.set(mark.reveal()));
            let gone = next.and_then(|_| Next::gone());
            give(&mut response, [Cookie::Session.set(secret.reveal()), Cookie::Flow.gone(), device, gone]);
            Ok(response)
        }
        Answer::More { flow, wants } => {
            let mut response = match knock.wants_json {
                true => axum::Json(json!({ "state": "more", "wants": told(&wants) })).into_response(),
                false => Redirect::to(path(&wants)).into_response(),
            };
            give(&mut response, [flow.and_then(|secret| Cookie::Flow.set(secret.reveal()))]);
            Ok(response)
        }
        Answer::NotLetIn(not) if knock.wants_json => Err(refused(not)),
        Answer::NotLetIn(not) => {
            let about = sentence(page, not);
            let notice = NoticePage { page, title: "not-let-in-title", faults: true, icon: "lock", about };
            let mut response = page.html(status(not), &notice)?;
            if !matches!(not, NotLetIn::Stopped { .. }) {
                give(&mut response, [Cookie::Flow.gone()]);
            }
            Ok(response)
        }
    }
}

/// A page that says something, with the way to where one signs in.
pub(in crate::ui) fn notice(
    page: &Page,
    status: StatusCode,
    title: &'static str,
    icon: &'static str,
    about: &str,
) -> Result<Response, Refusal> {
    page.html(status, &NoticePage { page, title, faults: false, icon, about: page.text(about) })
}

/// Why somebody is not let in, for programs.
pub(crate) fn refused(not: NotLetIn) -> Refusal {
    let refusal = Refusal::new(status(not), not.code(), not.to_string());
    match not {
        NotLetIn::Stopped { retry_after_s: Some(seconds) } => refusal.after_seconds(seconds),
        _ => refusal,
    }
}

pub(in crate::ui) fn give<const N: usize>(response: &mut Response, cookies: [Option<HeaderValue>; N]) {
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

pub(in crate::ui) fn status(not: NotLetIn) -> StatusCode {
    match not {
        NotLetIn::Wrong | NotLetIn::WrongFactor => StatusCode::UNAUTHORIZED,
        NotLetIn::Stopped { .. } => StatusCode::TOO_MANY_REQUESTS,
        NotLetIn::DeadLink => StatusCode::GONE,
        NotLetIn::Over => StatusCode::CONFLICT,
        NotLetIn::LeftToOthers | NotLetIn::Shut(_) => StatusCode::FORBIDDEN,
    }
}

pub(in crate::ui) fn sentence(page: &Page, not: NotLetIn) -> String {
    let name = match not {
        NotLetIn::Wrong => "sign-in-wrong",
        NotLetIn::WrongFactor => "sign-in-wrong-factor",
        NotLetIn::DeadLink => "sign-in-dead-link",
        NotLetIn::LeftToOthers => "sign-in-left-to-others",
        NotLetIn::Over => "sign-in-over",
        NotLetIn::Stopped { retry_after_s: None } => "sign-in-stopped-for-good",
        NotLetIn::Stopped { retry_after_s: Some(seconds) } => {
            let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
            return page.with("sign-in-stopped", &Words::default().count("minutes", minutes));
        }
        NotLetIn::Shut(Shut::Account) => "sign-in-account",
        NotLetIn::Shut(Shut::Place) => "sign-in-place",
        NotLetIn::Shut(Shut::Network) => "sign-in-network",
        NotLetIn::Shut(Shut::SecondFactor) => "sign-in-no-second-factor",
        NotLetIn::Shut(Shut::Password) => "sign-in-temporary-ended",
        NotLetIn::Shut(Shut::Sessions) => "sign-in-sessions-full",
    };
    page.text(name)
}
