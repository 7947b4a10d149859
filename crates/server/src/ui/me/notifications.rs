//! `/me/notifications`: what one is told and how, and in which language and zone.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{Administration, Ctx, OwnProfile, Refused};
use bailiwick_model::PhoneKind;
use bailiwick_protocol::rest::merged;
use serde_json::{Map, Value as Json, json};

use super::super::{clash::Clash, faults::Faults, insider, page::Page, shell::Shell};
use crate::{
    http::{Gate, Insider, Refusal},
    language::{Languages, Words},
};

const HERE: &str = "/me/notifications";

/// Kinds of news, as `notices.rs` of the application names them, with the names of their texts. Letters always go by mail; whoever has a
/// mobile telephone may have a text message beside it.
const KINDS: [(&str, &str); 2] =
    [("account.security", "me-news-account"), ("sign_in.new_device", "me-news-device")];

/// Languages by the names that their readers know.
const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")];

#[derive(Template)]
#[template(path = "me_notifications.html")]
struct NotificationsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    clash: Option<Clash>,
    tag: String,
    kinds: Vec<KindRow>,
    edits_kinds: bool,
    by_sms: bool,
    has_mobile: bool,
    edits_language: bool,
    languages: Vec<(String, String, bool)>,
    edits_timezone: bool,
    timezone: String,
    zones: Vec<String>,
    /// What counts where nothing is chosen.
    language_else: String,
    timezone_else: String,
}

struct KindRow {
    name: &'static str,
    text: &'static str,
    by_sms: bool,
}

impl KindRow {
    /// The name of the text that says what belongs to it.
    fn about(&self) -> &'static str {
        if self.text == "me-news-account" { "me-news-account-about" } else { "me-news-device-about" }
    }
}

/// `GET /me/notifications`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, Faults::default(), None, None).await
}

/// `POST /me/notifications`
pub(super) async fn save(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let profile = insider.administer(&gate, |office, ctx| office.my_profile(ctx)).await??;
    let patch = patch(&insider, &profile);
    let (tag, sent) = (insider.knock.seen(), patch.clone());
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { if_match: tag, ..ctx.clone() };
        office.change_me(&ctx, |form| merged(form, sent.clone()))
    };
    match insider.administer(&gate, work).await? {
        Ok(done) => Ok(saved(&done.value.user.form.language.map(|tag| tag.to_string()), &patch)),
        Err(Refused::Changed { .. }) => {
            let now = insider.administer(&gate, |office, ctx| office.me(ctx)).await??.value.user;
            let form = serde_json::to_value(&now.form).unwrap_or_default();
            let clash = Clash::between(&form, &Json::Object(patch.clone()), now.tag);
            page(&gate, &insider, Faults::default(), Some(patch), Some(clash)).await
        }
        Err(refused) => page(&gate, &insider, Faults::of(refused)?, Some(patch), None).await,
    }
}

/// Leads back; a language that was chosen is that of the page at once, whatever was chosen at the foot of a page before.
fn saved(language: &Option<String>, patch: &Map<String, Json>) -> Response {
    let chosen = language.as_deref().filter(|_| patch.contains_key("language"));
    let chosen = chosen.map(|tag| tag.split('-').next().unwrap_or(tag));
    let known = chosen.filter(|tag| LANGUAGES.iter().any(|(known, _)| known == tag));
    let lang = known.map(|tag| format!("&lang={tag}")).unwrap_or_default();
    Redirect::to(&format!("{HERE}?done=me-saved{lang}")).into_response()
}

/// What was chosen, of what he may change.
fn patch(insider: &Insider, profile: &OwnProfile) -> Map<String, Json> {
    let knock = &insider.knock;
    let may = |field: &str| profile.me.editable.iter().any(|known| known == field);
    let mut patch = Map::new();
    for field in ["language", "timezone"] {
        if let Some(text) = knock.field(field).filter(|_| may(field)) {
            let text = text.trim();
            patch.insert(field.to_owned(), if text.is_empty() { Json::Null } else { json!(text) });
        }
    }
    if may("notifications") && profile.by_sms {
        let chosen = KINDS.iter().map(|(kind, _)| {
            let by_sms = knock.all("sms").any(|sent| sent == *kind);
            let ways: &[&str] = if by_sms { &["email", "sms"] } else { &["email"] };
            ((*kind).to_owned(), json!(ways))
        });
        patch.insert("notifications".to_owned(), Json::Object(chosen.collect()));
    }
    patch
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    faults: Faults,
    typed: Option<Map<String, Json>>,
    clash: Option<Clash>,
) -> Result<Response, Refusal> {
    let profile = insider.administer(gate, |office, ctx| office.my_profile(ctx)).await??;
    let shell = Shell::of(gate, insider).await?;
    let status = if clash.is_some() { StatusCode::CONFLICT } else { faults.status() };
    let sent = insider.knock.field("tag");
    let template = NotificationsPage::of(&shell, profile, faults, (typed.as_ref(), sent), clash);
    shell.page.html(status, &template)
}

impl<'p> NotificationsPage<'p> {
    /// Whether there is anything to be saved.
    fn edits(&self) -> bool {
        self.edits_language || self.edits_timezone || (self.edits_kinds && self.by_sms)
    }

    fn of(
        shell: &'p Shell,
        profile: OwnProfile,
        faults: Faults,
        (typed, sent): (Option<&Map<String, Json>>, Option<&str>),
        clash: Option<Clash>,
    ) -> Self {
        let page = &shell.page;
        let OwnProfile { me, preferences, by_sms, .. } = profile;
        let form = serde_json::to_value(&me.user.form).unwrap_or_default();
        let value = |field: &str| {
            typed.and_then(|typed| typed.get(field)).or_else(|| form.get(field)).cloned().unwrap_or_default()
        };
        let may = |field: &str| me.editable.iter().any(|known| known == field);
        let language = value("language").as_str().unwrap_or_default().to_owned();
        let timezone = value("timezone").as_str().unwrap_or_default().to_owned();
        let chosen = value("notifications");
        let kind = |(name, text): (&'static str, &'static str)| {
            let ways = chosen.get(name).and_then(Json::as_array);
            KindRow { name, text, by_sms: ways.is_some_and(|ways| ways.contains(&json!("sms"))) }
        };
        let otherwise = |name: &str| {
            let known = preferences.iter().find(|known| known.name == name && !known.own);
            known.and_then(|known| known.value.as_str()).unwrap_or_default().to_owned()
        };
        let told_else = |name: &'static str| match otherwise(name) {
            found if found.is_empty() => page.text("me-as-usual"),
            found => page.with("me-as-there", &Words::new().exact("value", called(&found))),
        };
        let edits_timezone = may("timezone");
        Self {
            shell,
            page,
            tag: match &clash {
                Some(clash) => clash.tag.clone(),
                None => faults.tag(sent, &me.user.tag),
            },
            faults,
            clash,
            kinds: KINDS.into_iter().map(kind).collect(),
            edits_kinds: may("notifications"),
            by_sms,
            has_mobile: me.user.form.phones.iter().any(|phone| phone.kind() == PhoneKind::Mobile),
            edits_language: may("language"),
            languages: languages(&language),
            edits_timezone,
            zones: if edits_timezone { zones() } else { Vec::new() },
            timezone,
            language_else: told_else("language"),
            timezone_else: told_else("timezone"),
        }
    }
}

/// The languages that there are texts in, and the one that was chosen.
fn languages(chosen: &str) -> Vec<(String, String, bool)> {
    let built_in = Languages::built_in();
    let known = built_in.tags().map(|tag| (tag.to_owned(), called(tag), tag == chosen));
    let mut languages: Vec<_> = known.collect();
    if !chosen.is_empty() && !languages.iter().any(|(_, _, is_chosen)| *is_chosen) {
        languages.push((chosen.to_owned(), chosen.to_owned(), true));
    }
    languages
}

fn called(tag: &str) -> String {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name).to_owned()
}

/// Time zones that people choose from: those of places.
fn zones() -> Vec<String> {
    let all = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let of_places = all
        .filter(|name| name == "UTC" || name.split_once('/').is_some_and(|(part, _)| PARTS.contains(&part)));
    let mut zones: Vec<String> = of_places.collect();
    zones.sort_unstable();
    zones
}

/// The parts of the world, as names of zones begin.
const PARTS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];
