//! Signing in, page by page. Each form goes to one use case; what comes of it says which page is next.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::{
    passwords::Password,
    sign_in::{
        Answer, Chosen, Factor, NewAuthenticator, NotLetIn, SessionView, Shown, Shut, SignedIn, Wants,
    },
};
use serde_json::json;

use super::{
    agent,
    next::Next,
    page::Page,
    qr_svg,
    strength::{against, untypable},
};
use crate::{
    http::{Cookie, Gate, Knock, Refusal},
    language::Words,
};

/// Who the code of an authenticator is for, in its app.
pub(crate) const ISSUER: &str = "Bailiwick";

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
    /// Whether what is asked for has to be sent first.
    sends: bool,
    others: Vec<Way>,
}

#[derive(Template)]
#[template(path = "enrol.html")]
struct EnrolPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    fault: Option<String>,
    authenticator: Option<NewCode>,
    passkey: bool,
    device: String,
}

#[derive(Template)]
#[template(path = "new_password.html")]
struct NewPasswordPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    faults_told: Vec<String>,
}

#[derive(Template)]
#[template(path = "too_many_sessions.html")]
struct SessionsPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    sessions: Vec<SessionRow>,
}

#[derive(Template)]
#[template(path = "notice.html")]
pub(super) struct NoticePage<'p> {
    pub(super) page: &'p Page,
    pub(super) title: &'static str,
    pub(super) faults: bool,
    pub(super) icon: &'static str,
    pub(super) about: String,
}

/// What an authenticator is told, drawn and written.
pub(super) struct NewCode {
    pub(super) qr: String,
    pub(super) seed: zeroize::Zeroizing<String>,
}

/// Another thing to show.
struct Way(Factor);

struct SessionRow {
    id: String,
    agent: String,
    address: String,
    seen: String,
}

/// `GET /sign-in`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let mut response = sign_in_page(&knock, &page, StatusCode::OK, "", None)?;
    give(&mut response, [Next::asked(&knock.uri).and_then(|next| next.keep())]);
    Ok(response)
}

/// `POST /sign-in`
pub(super) async fn password(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
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

/// `GET /sign-in/second`, `/sign-in/password`, `/sign-in/sessions`: what is wanted now.
pub(super) async fn step(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    match wanted(&gate, &knock).await? {
        None => Ok(Redirect::to("/sign-in").into_response()),
        Some(wants) if path(&wants) != knock.uri.path() => Ok(Redirect::to(path(&wants)).into_response()),
        Some(wants) => wants_page(&page, wants, asked_kind(&knock), None),
    }
}

/// `POST /sign-in/second`
pub(super) async fn second(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
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
                Some(wants) => wants_page(&page, wants, knock.field("kind").map(str::to_owned), fault),
                None => answered(&knock, &page, NotLetIn::Over.into()),
            }
        }
        answer => answered(&knock, &page, answer),
    }
}

/// `GET /sign-in/enrol`
pub(super) async fn enrol(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    enrol_page(&gate, &knock, &page, None).await
}

/// `POST /sign-in/enrol`
pub(super) async fn enrolled(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let code = knock.must("code")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let work = move || sign_in.add_authenticator(&visit, &flow, "app", &code);
    match gate.administer(false, work).await?? {
        Answer::NotLetIn(NotLetIn::WrongFactor) if !knock.wants_json => {
            let fault = sentence(&page, NotLetIn::WrongFactor);
            enrol_page(&gate, &knock, &page, Some(fault)).await
        }
        answer => answered(&knock, &page, answer),
    }
}

/// `POST /sign-in/password`
pub(super) async fn new_password(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
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

/// `POST /sign-in/sessions`
pub(super) async fn end_session(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let Some(flow) = knock.flow.clone() else { return answered(&knock, &page, NotLetIn::Over.into()) };
    let id = knock.must("session")?.to_owned();
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let answer = gate.administer(false, move || sign_in.instead_of(&visit, &flow, &id)).await??;
    answered(&knock, &page, answer)
}

/// `POST /sign-out`
pub(super) async fn sign_out(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    if let Some(secret) = Cookie::Session.of(&knock.headers) {
        let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
        gate.administer(false, move || sign_in.sign_out(&visit, &secret)).await??;
    }
    let about = page.text("signed-out-about");
    let notice = NoticePage { page: &page, title: "signed-out-title", faults: false, icon: "check", about };
    let mut response = page.html(StatusCode::OK, &notice)?;
    give(&mut response, [Cookie::Session.gone(), Cookie::Flow.gone()]);
    // What a browser keeps of private pages goes as well.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", clear);
    Ok(response)
}

/// What comes of showing something, as a page or as JSON.
pub(super) fn answered(knock: &Knock, page: &Page, answer: Answer) -> Result<Response, Refusal> {
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
pub(super) fn notice(
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

pub(super) fn give<const N: usize>(response: &mut Response, cookies: [Option<HeaderValue>; N]) {
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

pub(super) fn sign_in_page(
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

fn wants_page(
    page: &Page,
    wants: Wants,
    kind: Option<String>,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    match wants {
        Wants::SecondFactor(offers) => {
            let typed = |factor: &&Factor| **factor != Factor::Passkey;
            let passkey = offers.contains(&Factor::Passkey);
            let is_typed = offers.iter().any(|factor| typed(&factor));
            let chosen = offers.iter().filter(typed).find(|factor| Some(factor.as_str()) == kind.as_deref());
            let factor = chosen.or_else(|| offers.iter().find(typed)).copied().unwrap_or(Factor::Totp);
            let (title, about, label) = match factor {
                _ if !is_typed => ("second-passkey-title", "second-passkey-about", "way-passkey"),
                Factor::RecoveryCode => ("second-recovery-title", "second-recovery-about", "code-recovery"),
                Factor::EmailCode | Factor::SmsCode => {
                    ("second-sent-title", "second-sent-about", "code-sent")
                }
                _ => ("second-totp-title", "second-totp-about", "code-from-app"),
            };
            let others =
                offers.iter().filter(typed).filter(|other| **other != factor).copied().map(Way).collect();
            let kind = factor.as_str();
            let (faults, sends) = (fault.is_some(), Way(factor).is_sent());
            let typed = is_typed;
            let page_of =
                SecondPage { page, title, about, label, faults, fault, kind, typed, passkey, sends, others };
            page.html(status, &page_of)
        }
        Wants::NewPassword => {
            let faults_told = fault.into_iter().collect();
            page.html(
                status,
                &NewPasswordPage { page, title: "new-password-title", faults: false, faults_told },
            )
        }
        Wants::EndSession(sessions) => {
            let row = |session| SessionRow::of(page, session);
            let sessions = sessions.into_iter().map(row).collect();
            page.html(status, &SessionsPage { page, title: "sessions-title", faults: false, sessions })
        }
        // It has an address of its own, because each look at it makes another seed.
        Wants::Enrol(_) => Ok(Redirect::to("/sign-in/enrol").into_response()),
    }
}

pub(super) async fn enrol_page(
    gate: &Arc<Gate>,
    knock: &Knock,
    page: &Page,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let (Some(flow), Some(Wants::Enrol(can))) = (knock.flow.clone(), wanted(gate, knock).await?) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let authenticator = match can.contains(&Factor::Totp) {
        true => {
            let made =
                gate.administer(false, move || sign_in.new_authenticator(&visit, &flow, ISSUER)).await??;
            let Ok(new) = made else { return Ok(Redirect::to("/sign-in").into_response()) };
            Some(NewCode::of(page, &new)?)
        }
        false => None,
    };
    let status = if fault.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let faults = fault.is_some();
    let passkey = can.contains(&Factor::Passkey) && knock.sign_in.has_passkeys();
    let device = agent::told(page, knock.visit.agent.as_deref());
    let enrol = EnrolPage { page, title: "enrol-title", faults, fault, authenticator, passkey, device };
    page.html(status, &enrol)
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

/// What the flow of the browser wants now.
async fn wanted(gate: &Arc<Gate>, knock: &Knock) -> Result<Option<Wants>, Refusal> {
    let Some(flow) = knock.flow.clone() else { return Ok(None) };
    let (sign_in, visit) = (knock.sign_in.clone(), knock.visit.clone());
    Ok(gate.administer(true, move || sign_in.wanted(&visit, &flow)).await??)
}

/// The page of what is wanted.
fn path(wants: &Wants) -> &'static str {
    match wants {
        Wants::SecondFactor(_) => "/sign-in/second",
        Wants::Enrol(_) => "/sign-in/enrol",
        Wants::NewPassword => "/sign-in/password",
        Wants::EndSession(_) => "/sign-in/sessions",
    }
}

/// The same for programs.
fn told(wants: &Wants) -> serde_json::Value {
    let words = |factors: &[Factor]| factors.iter().map(|factor| factor.as_str()).collect::<Vec<_>>();
    match wants {
        Wants::SecondFactor(offers) => json!({ "second_factor": words(offers) }),
        Wants::Enrol(can) => json!({ "enrol": words(can) }),
        Wants::NewPassword => json!({ "new_password": true }),
        Wants::EndSession(sessions) => json!({ "end_session": sessions }),
    }
}

fn asked_kind(knock: &Knock) -> Option<String> {
    let query = knock.uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("kind=")).map(str::to_owned)
}

pub(super) fn status(not: NotLetIn) -> StatusCode {
    match not {
        NotLetIn::Wrong | NotLetIn::WrongFactor => StatusCode::UNAUTHORIZED,
        NotLetIn::Stopped { .. } => StatusCode::TOO_MANY_REQUESTS,
        NotLetIn::DeadLink => StatusCode::GONE,
        NotLetIn::Over => StatusCode::CONFLICT,
        NotLetIn::LeftToOthers | NotLetIn::Shut(_) => StatusCode::FORBIDDEN,
    }
}

pub(super) fn sentence(page: &Page, not: NotLetIn) -> String {
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

impl NewCode {
    pub(super) fn of(page: &Page, new: &NewAuthenticator) -> Result<Self, Refusal> {
        let qr = qr_svg(&new.uri, &page.text("enrol-qr")).map_err(|_| Refusal::broken())?;
        Ok(Self { qr, seed: new.text.clone() })
    }
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

impl SessionRow {
    fn of(page: &Page, session: SessionView) -> Self {
        Self {
            agent: agent::told(page, session.agent.as_deref()),
            id: session.id,
            address: session.address.unwrap_or_else(|| page.text("unknown-address")),
            seen: page.moment(session.seen_us),
        }
    }
}
