//! What somebody who looks at pages is told where there is no answer: a page that says what is wrong, where programs get a problem document.

use std::{net::IpAddr, sync::Arc};

use askama::Template;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use bailiwick_protocol::problem::Fault;
use tower::ServiceExt as _;

use super::{
    page::{self, Page},
    shell::Shell,
};
use crate::http::{Gate, Insider, Peer, Refusal};

const ASKED_BY_HTMX: HeaderName = HeaderName::from_static("hx-request");
const GO_TO: HeaderName = HeaderName::from_static("hx-redirect");

/// Pages that are no part of the console: whoever is led to one has to leave the page where he is.
const OUTSIDE: [&str; 3] = ["/sign-in", "/step-up", "/set-up"];

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    told: &'p Told,
}

#[derive(Template)]
#[template(path = "refused_outside.html")]
struct RefusedOutsidePage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    told: &'p Told,
}

/// What is told of a refusal.
struct Told {
    /// The name of its heading's text.
    title: &'static str,
    /// The name of the text that says what to do.
    about: &'static str,
    icon: &'static str,
    detail: String,
    faults: Vec<Fault>,
}

/// What browsers are answered with.
#[derive(Clone)]
pub(crate) struct Browsers {
    pub(crate) gate: Arc<Gate>,
    /// All that can be asked for.
    pub(crate) pages: Router,
}

/// Answers a browser in its own way: refusals are pages, and whoever has to go elsewhere goes there with all of his window.
pub(crate) async fn for_browsers(
    State(Browsers { gate, pages }): State<Browsers>,
    request: Request,
    next: Next,
) -> Response {
    if !is_for_people(&request) {
        return next.run(request).await;
    }
    if let Some(named) = by_name(&gate, &request) {
        return named;
    }
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status().is_redirection()
        && let Some(language) = page::asked_language(&asked.uri)
    {
        response.headers_mut().append(header::SET_COOKIE, language);
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && asked.method == Method::GET
        && let Some(above) = page_above(pages, &asked).await
    {
        return above;
    }
    if asked.headers.contains_key(ASKED_BY_HTMX) {
        lead_outside(&mut response);
    }
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    match page_of(&gate, asked, &refusal).await {
        Ok(mut page) => {
            // Such as Allow, which the router has put there, or Retry-After.
            if let Some(allowed) = response.headers().get(header::ALLOW) {
                page.headers_mut().insert(header::ALLOW, allowed.clone());
            }
            if let Some((name, value)) = refusal.header() {
                page.headers_mut().insert(name, value);
            }
            page
        }
        Err(_) => {
            response.extensions_mut().insert(refusal);
            response
        }
    }
}

/// Leads whoever opens this very machine by its number to its name, where that is what its pages are called by: forms are taken from those alone.
fn by_name(gate: &Gate, request: &Request) -> Option<Response> {
    let (host, port) = request.headers().get(header::HOST)?.to_str().ok()?.rsplit_once(':')?;
    let host: IpAddr = host.trim_matches(['[', ']']).parse().ok()?;
    let is_ours = host.is_loopback() && gate.origin == format!("http://localhost:{port}");
    let path = request.uri().path_and_query().filter(|path| path.as_str().starts_with('/'))?;
    (is_ours && request.method() == Method::GET)
        .then(|| Redirect::temporary(&format!("{}{path}", gate.origin)).into_response())
}

/// Leads from where forms are sent to, which is no page, to the nearest page above. Whoever chooses another language on a page that answered a form
/// comes that way.
async fn page_above(pages: Router, asked: &Parts) -> Option<Response> {
    let mut path = asked.uri.path();
    // To look at where a second factor is added makes a new seed, so that is not done only to find out whether it is there.
    if path.starts_with("/sign-in/enrol/") {
        return Some(Redirect::to("/sign-in/enrol").into_response());
    }
    while let Some((above, _)) = path.rsplit_once('/').filter(|_| path != "/") {
        path = if above.is_empty() { "/" } else { above };
        let there = match asked.uri.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        };
        let mut look = Request::get(&there).body(Body::empty()).ok()?;
        look.headers_mut().clone_from(&asked.headers);
        // Of the rest nothing goes along: it tells of the path that was asked for.
        if let Some(peer) = asked.extensions.get::<Peer>() {
            look.extensions_mut().insert(*peer);
        }
        let Ok(answer) = pages.clone().oneshot(look).await;
        if ![StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&answer.status()) {
            return Some(Redirect::to(&there).into_response());
        }
    }
    None
}

fn is_for_people(request: &Request) -> bool {
    let accept =
        request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    let is_program = ["/api/", "/access/", "/.well-known/", "/static/", "/oauth"]
        .iter()
        .any(|start| path.starts_with(start));
    let is_asked = accept.contains("text/html") || request.headers().contains_key(ASKED_BY_HTMX);
    is_asked && !is_program
}

fn lead_outside(response: &mut Response) {
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let Some(to) = to.filter(|to| OUTSIDE.iter().any(|start| to.starts_with(start))) else { return };
    let Ok(to) = HeaderValue::from_str(to) else { return };
    let mut led = StatusCode::NO_CONTENT.into_response();
    led.headers_mut().insert(GO_TO, to);
    // Cookies of the answer, such as one that ends, are kept.
    let cookies: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    for cookie in cookies {
        led.headers_mut().append(header::SET_COOKIE, cookie);
    }
    *response = led;
}

async fn page_of(gate: &Gate, asked: Parts, refusal: &Refusal) -> Result<Response, Refusal> {
    let told = Told::of(refusal);
    let (status, headers, uri) = (refusal.status(), asked.headers.clone(), asked.uri.clone());
    if let Some(insider) = looking(gate, asked).await
        && let Ok(shell) = Shell::of(gate, &insider).await
    {
        return shell.page.html(status, &RefusedPage { shell: &shell, page: &shell.page, told: &told });
    }
    let page = Page::new(&headers, &uri)?;
    page.html(status, &RefusedOutsidePage { page: &page, title: told.title, faults: false, told: &told })
}

/// Whoever asks, as if he had only looked.
async fn looking(gate: &Gate, mut asked: Parts) -> Option<Insider> {
    asked.method = Method::GET;
    Insider::take(gate, Request::from_parts(asked, Body::empty())).await.ok()?.ok()
}

impl Told {
    fn of(refusal: &Refusal) -> Self {
        let (title, about, icon) = match refusal.status().as_u16() {
            401 | 403 => ("refused-not-allowed", "refused-not-allowed-about", "ban"),
            404 => ("refused-missing", "refused-missing-about", "search"),
            409 | 412 => ("refused-changed", "refused-changed-about", "refresh"),
            429 => ("refused-too-often", "refused-too-often-about", "clock"),
            400..=499 => ("refused-unfit", "refused-unfit-about", "warn"),
            503 => ("refused-busy", "refused-busy-about", "clock"),
            _ => ("refused-broken", "refused-broken-about", "warn"),
        };
        let problem = refusal.problem();
        // What is said of a path that leads nowhere is for programs; the page has said it in its reader's words.
        let is_for_programs = problem.code.as_deref() == Some("path.unknown");
        let detail = problem.detail.clone().filter(|_| !is_for_programs).unwrap_or_default();
        Self { title, about, icon, detail, faults: problem.errors.clone() }
    }
}
