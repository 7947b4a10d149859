//! `/sign-in/second`: what somebody shows besides his password.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::sign_in::{Answer, Factor, NotLetIn, Shown};

use super::{
    super::page::Page,
    answer::{answered, sentence},
    knocked,
    wanted::{wanted, wants_page},
};
use crate::http::{Gate, Refusal};

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondPage<'p> {
    page: &'p Page,
    title: &'static str,
    about: &'static str,
    label: &'static str,
    faults: bool,
    fault: Option<String>,
    kind: &'static str,
    /// Whether there is a code to type.
    typed: bool,
    passkey: bool,
    /// Whether the browser may be spared this for a while.
    can_trust: bool,
    /// Whether what is asked for has to be sent first.
    sends: bool,
    others: Vec<Way>,
}

/// Another thing to show.
struct Way(Factor);

/// `POST /sign-in/second`
pub(in crate::ui) async fn second(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (knock, page) = knocked(&gate, request).await?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let code = |name| knock.must(name).map(str::to_owned);
    let shown = match knock.field("kind") {
        Some("passkey") => Shown::Passkey(code("credential")?.into_bytes()),
        Some("recovery_code") => Shown::Recovery(code("code")?),
        Some("email_code" | "sms_code") => Shown::Sent(code("code")?),
        _ => Shown::Totp(code("code")?),
    };
    let trust = knock.field("trust") == Some("yes");
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let answer = gate.administer(false, move || sign_in.with_second(&visit, &flow, &shown, trust)).await??;
    match answer {
        Answer::NotLetIn(NotLetIn::WrongFactor) if !knock.wants_json => {
            let fault = match knock.field("kind") {
                Some("passkey") => Some(page.text("sign-in-wrong-passkey")),
                _ => Some(sentence(&page, NotLetIn::WrongFactor)),
            };
            match wanted(&gate, &knock).await? {
                Some(wants) => wants_page(&page, wants, knock.field("kind"), fault),
                None => answered(&knock, &page, NotLetIn::Over.into()),
            }
        }
        answer => answered(&knock, &page, answer),
    }
}

/// What is asked for, which `kind` chooses where there are several.
pub(super) fn asked(
    page: &Page,
    offers: &[Factor],
    can_trust: bool,
    kind: Option<&str>,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let typed = |factor: &&Factor| **factor != Factor::Passkey;
    let passkey = offers.contains(&Factor::Passkey);
    let is_typed = offers.iter().any(|factor| typed(&factor));
    let chosen = offers.iter().filter(typed).find(|factor| Some(factor.as_str()) == kind);
    let factor = chosen.or_else(|| offers.iter().find(typed)).copied().unwrap_or(Factor::Totp);
    let (title, about, label) = match factor {
        _ if !is_typed => ("second-passkey-title", "second-passkey-about", "way-passkey"),
        Factor::RecoveryCode => ("second-recovery-title", "second-recovery-about", "code-recovery"),
        Factor::EmailCode | Factor::SmsCode => ("second-sent-title", "second-sent-about", "code-sent"),
        _ => ("second-totp-title", "second-totp-about", "code-from-app"),
    };
    let (kind, faults, sends) = (factor.as_str(), fault.is_some(), Way(factor).is_sent());
    let others = offers.iter().filter(typed).filter(|other| **other != factor).copied().map(Way).collect();
    let typed = is_typed;
    let second = SecondPage {
        page,
        title,
        about,
        label,
        faults,
        fault,
        kind,
        typed,
        passkey,
        can_trust,
        sends,
        others,
    };
    page.html(if faults { StatusCode::UNAUTHORIZED } else { StatusCode::OK }, &second)
}

impl Way {
    fn is_sent(&self) -> bool {
        matches!(self.0, Factor::EmailCode | Factor::SmsCode)
    }

    fn label(&self) -> &'static str {
        match self.0 {
            Factor::RecoveryCode => "way-recovery",
            Factor::EmailCode => "way-email",
            Factor::SmsCode => "way-sms",
            Factor::Passkey => "way-passkey",
            _ => "way-totp",
        }
    }
}

impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}
