//! `/audit/integrity`: what was signed of the trail, its chain followed while somebody waits, and what to do where it is broken.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Followed, Integrity, Signing};

use super::{
    super::{insider, page::Page, shell::Shell},
    view::Badge,
};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

#[derive(Template)]
#[template(path = "integrity.html")]
struct IntegrityPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    badge: Badge,
    entries: String,
    hash: String,
    removed: Option<String>,
    /// What following the chain came to.
    verdict: Option<Verdict>,
    signings: Vec<Row>,
    key: Option<String>,
}

struct Verdict {
    is_whole: bool,
    title: String,
    /// In the words of the one who found it, which are English.
    fault: Option<String>,
    /// How far it got, of how many.
    reached: i64,
    all: i64,
    next: Option<i64>,
}

struct Row {
    sequence: i64,
    told: String,
    hash: String,
    /// `ok`, `bad`, or nothing where the entry was removed.
    tone: &'static str,
    badge: String,
}

/// `GET /audit/integrity`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, None).await
}

/// `POST /audit/integrity/verify`
pub(super) async fn verify(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let from = insider.knock.field("from").and_then(|from| from.trim().parse().ok());
    page(&gate, &insider, Some(from.unwrap_or(0))).await
}

async fn page(gate: &Gate, insider: &Insider, from: Option<i64>) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    let found = insider.administer(gate, move |office, ctx| office.trail_integrity(ctx, from)).await??.value;
    shell.page.html(StatusCode::OK, &IntegrityPage::of(&shell, found))
}

impl<'p> IntegrityPage<'p> {
    fn of(shell: &'p Shell, found: Integrity) -> Self {
        let page = &shell.page;
        let Integrity { status, first, retained, signings, followed } = found;
        let head = status.head.sequence;
        let removed = retained.map(|_| page.with("integrity-removed", &Words::new().count("first", first)));
        Self {
            shell,
            page,
            badge: Badge::of(page, &status),
            entries: page.with("trail-entries", &Words::new().count("count", head)),
            hash: status.head.hash.to_string(),
            removed,
            verdict: followed.map(|followed| Verdict::of(page, followed, head)),
            key: signings.first().map(|(signing, _)| signing.key.to_string()),
            signings: signings.into_iter().map(|(signing, stands)| Row::of(page, signing, stands)).collect(),
        }
    }
}

impl Verdict {
    fn of(page: &Page, followed: Followed, all: i64) -> Self {
        let Followed { from, to, next, broken } = followed;
        let title = match &broken {
            Some((sequence, _)) => page.with("integrity-broken-at", &Words::new().count("number", *sequence)),
            None if all == 0 => page.text("integrity-empty"),
            None => page.with("integrity-whole", &Words::new().count("from", from).count("to", to)),
        };
        let fault = broken.map(|(_, why)| why);
        Self { is_whole: fault.is_none(), title, fault, reached: to, all, next }
    }
}

impl Row {
    fn of(page: &Page, signing: Signing, stands: Option<bool>) -> Self {
        let (tone, badge) = match stands {
            Some(true) => ("ok", "integrity-stands"),
            Some(false) => ("bad", "integrity-differs"),
            None => ("", "integrity-gone"),
        };
        let words = Words::new().filled("when", page.at(signing.at_us)).exact("key", signing.key.to_string());
        let hash: String = signing.hash.chars().take(16).collect();
        Self {
            sequence: signing.sequence,
            told: page.with("integrity-signed", &words),
            hash: format!("{hash}…"),
            tone,
            badge: page.text(badge),
        }
    }
}
