//! What every page shares: its language, its theme, and headers that keep what is not ours from running.

use askama::{Template, filters::Safe};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bailiwick_app::sign_in::Who;
use bailiwick_model::{LanguageTag, TimeZoneName};
use bailiwick_protocol::cookies;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{assets, next};
use crate::{
    http::Refusal,
    language::{Languages, Reading, Words},
};

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What a browser keeps a language in, and for how long.
const LANGUAGE_COOKIE: &str = "bailiwick-lang";
const THEME_COOKIE: &str = "bailiwick-theme";
const KEPT_SECONDS: u32 = 365 * 86_400;

/// The header that has a browser keep a theme, where its scripts find it as well.
pub(super) fn theme_cookie(theme: &str) -> String {
    format!("{THEME_COOKIE}={theme}; Path=/; SameSite=Lax; Max-Age={KEPT_SECONDS}")
}

/// The header that has a browser keep the language that an address asks for, where there are texts in it: for answers that are no pages, and lead to one.
pub(super) fn asked_language(uri: &Uri) -> Option<HeaderValue> {
    let asked = LanguageTag::new(chosen(uri)?).ok()?;
    let known = Languages::built_in().tags().find(|tag| *tag == asked.language())?;
    language_cookie(known)
}

fn language_cookie(tag: &str) -> Option<HeaderValue> {
    let kept =
        format!("{LANGUAGE_COOKIE}={tag}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={KEPT_SECONDS}");
    HeaderValue::from_str(&kept).ok()
}

/// What a template is filled with beside its own.
pub(super) struct Page {
    reading: Reading<'static>,
    /// `light`, `dark`, or empty for what the system says.
    pub(super) theme: &'static str,
    /// What scripts of this very answer are known by.
    pub(super) nonce: String,
    /// Where the page is, for the choice of languages.
    pub(super) path: String,
    /// What has to stand behind it beside the language, as in `&link=…`.
    pub(super) rest: String,
    /// The zone that times are told in.
    timezone: Option<TimeZoneName>,
    /// Whether a link of the page asked for its language, which is then kept.
    is_chosen: bool,
}

impl Page {
    /// For whoever asks: in the language that he chose, or that his browser says.
    pub(super) fn new(headers: &HeaderMap, uri: &Uri) -> Result<Self, Refusal> {
        Self::made(headers, uri, None, None)
    }

    /// For somebody who is known: a language that he chose here comes before that of his account, and that before his browser's.
    pub(super) fn of(headers: &HeaderMap, uri: &Uri, who: &Who) -> Result<Self, Refusal> {
        Self::made(headers, uri, who.language.clone(), who.timezone.clone())
    }

    fn made(
        headers: &HeaderMap,
        uri: &Uri,
        own: Option<LanguageTag>,
        timezone: Option<TimeZoneName>,
    ) -> Result<Self, Refusal> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| Refusal::broken())?;
        let asked = chosen(uri).and_then(|tag| LanguageTag::new(tag).ok());
        let kept = cookie(headers, LANGUAGE_COOKIE).and_then(|tag| LanguageTag::new(tag).ok());
        let browser = accepted(headers).into_iter().filter_map(|tag| LanguageTag::new(tag).ok());
        let wanted = asked.clone().into_iter().chain(kept).chain(own).chain(browser);
        let theme = match cookie(headers, THEME_COOKIE).as_deref() {
            Some("light") => "light",
            Some("dark") => "dark",
            _ => "",
        };
        let reading = Languages::built_in().reading(wanted);
        let is_chosen = asked.is_some_and(|tag| tag.language() == reading.tag());
        // What a browser would take for another site is no address of a page of ours.
        let path = Some(uri.path()).filter(|path| next::is_here(path)).unwrap_or("/");
        let (nonce, path) = (URL_SAFE_NO_PAD.encode(bytes), path.to_owned());
        Ok(Self { reading, theme, nonce, path, rest: String::new(), timezone, is_chosen })
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> String {
        self.reading.text(name, &Words::default()).unwrap_or_else(|| name.to_owned())
    }

    /// A text with something in it.
    pub(super) fn with(&self, name: &str, words: &Words) -> String {
        self.reading.text(name, words).unwrap_or_else(|| name.to_owned())
    }

    /// What use cases and the engine say, in its reader's language; where that cannot be done, English that is marked as such.
    pub(super) fn said(&self, english: &str) -> Safe<String> {
        let told = self.reading.told(english);
        let text = escaped(&told.text).replace('\n', "<br>");
        Safe(if told.is_english { format!("<span lang=\"en\" dir=\"ltr\">{text}</span>") } else { text })
    }

    /// A moment, as its reader's clock has it.
    pub(super) fn moment(&self, at_us: i64) -> String {
        let moment = Timestamp::from_microsecond(at_us);
        moment.map(|at| self.reading.moment(at, self.timezone.as_ref())).unwrap_or_default()
    }

    /// The same in few words: the foot of the page says which zone it is in.
    pub(super) fn at(&self, at_us: i64) -> String {
        let moment = Timestamp::from_microsecond(at_us);
        moment.map(|at| self.reading.short_moment(at, self.timezone.as_ref())).unwrap_or_default()
    }

    /// The day that a moment is on, by its reader's clock.
    pub(super) fn day_of(&self, at_us: i64) -> Date {
        let moment = Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::UNIX_EPOCH);
        moment.to_zoned(self.clock()).date()
    }

    /// When a day begins by its reader's clock, in microseconds since 1970.
    pub(super) fn midnight(&self, day: Date) -> i64 {
        let begins = day.to_zoned(self.clock());
        begins.map(|begins| begins.timestamp().as_microsecond()).unwrap_or_default()
    }

    fn clock(&self) -> TimeZone {
        let zone = self.timezone.as_ref().and_then(|zone| TimeZone::get(zone.as_str()).ok());
        zone.unwrap_or(TimeZone::UTC)
    }

    /// A day, as its reader's language has it.
    pub(super) fn day(&self, day: Date) -> String {
        self.reading.day(day)
    }

    /// The moment of a reading of the reader's clock; nothing where his zone has none.
    pub(super) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        let zone = self.timezone.as_ref().map_or("UTC", TimeZoneName::as_str);
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        zone.to_zoned(local).ok().map(|zoned| zoned.timestamp())
    }

    /// The text of the news that an address begins its page with: `done=NAME` is `done-NAME`. What there is no text for is no news.
    pub(super) fn done(&self, query: &str) -> Option<String> {
        let name = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
        let is_name = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        is_name.then(|| self.reading.text(&format!("done-{name}"), &Words::default())).flatten()
    }

    /// The zone that times are told in, in a sentence.
    pub(super) fn zone(&self) -> String {
        let zone = self.timezone.as_ref().map_or("UTC", TimeZoneName::as_str);
        self.with("times-in", &Words::new().exact("zone", zone))
    }

    /// The drawing of a name, beside a text that says the same.
    pub(super) fn icon(&self, name: &'static str) -> Safe<String> {
        self.drawing(name, "icon")
    }

    /// The same, small.
    pub(super) fn small_icon(&self, name: &'static str) -> Safe<String> {
        self.drawing(name, "icon s")
    }

    /// The same, of an arrow that turns with the direction of the language.
    pub(super) fn icon_turned(&self, name: &'static str) -> Safe<String> {
        self.drawing(name, "icon flip")
    }

    /// The same, small.
    pub(super) fn small_turned(&self, name: &'static str) -> Safe<String> {
        self.drawing(name, "icon s flip")
    }

    /// What stands between two steps of the way that leads to a page.
    pub(super) fn crumb(&self) -> Safe<String> {
        Safe(format!("<li aria-hidden=\"true\">{}</li>", self.drawing("chev", "icon s flip").0))
    }

    fn drawing(&self, name: &'static str, class: &'static str) -> Safe<String> {
        let file = self.asset("icons.svg");
        Safe(format!("<svg class=\"{class}\" aria-hidden=\"true\"><use href=\"{file}#{name}\"/></svg>"))
    }

    /// The version of the program.
    pub(super) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    pub(super) fn lang(&self) -> &'static str {
        self.reading.tag()
    }

    pub(super) fn dir(&self) -> &'static str {
        self.reading.direction()
    }

    /// The address of an asset.
    pub(super) fn asset(&self, name: &str) -> String {
        format!("/static/{name}?v={}", assets::version())
    }

    /// The answer.
    pub(super) fn html(&self, status: StatusCode, template: &impl Template) -> Result<Response, Refusal> {
        let text = template.render().map_err(|error| {
            tracing::error!(%error, "a page cannot be written");
            Refusal::broken()
        })?;
        let mut response = (status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let policy = format!(
            "default-src 'none'; style-src 'self'; script-src 'nonce-{}'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
             base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
            self.nonce
        );
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_str(&policy).map_err(|_| Refusal::broken())?,
        );
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.lang()));
        headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(
            PERMISSIONS_POLICY,
            HeaderValue::from_static("publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()"),
        );
        if self.is_chosen {
            headers.append(header::SET_COOKIE, language_cookie(self.lang()).ok_or_else(Refusal::broken)?);
        }
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
        Ok(response)
    }
}

/// A text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The language that a link of the page asks for.
fn chosen(uri: &Uri) -> Option<String> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang=")).map(str::to_owned)
}

/// The languages that the browser says, the best first.
fn accepted(headers: &HeaderMap) -> Vec<String> {
    let text = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags: Vec<(u16, String)> = text
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, rest) = part.trim().split_once(';').unwrap_or((part.trim(), ""));
            let weight: f32 = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is between 0 and 1"
            )]
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
            (weight > 0).then(|| (weight, tag.to_owned()))
        })
        .collect();
    tags.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    tags.into_iter().map(|(_, tag)| tag).collect()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies::only(sent, name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_and_a_link_says_better() {
        let page = |accept: &str, path: &str| {
            let headers = [(header::ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap())];
            let page = Page::new(&headers.into_iter().collect(), &path.parse().unwrap()).unwrap();
            (page.lang(), page.dir())
        };
        assert_eq!(page("de, fr;q=0.5, es;q=0.7", "/sign-in"), ("es", "ltr"));
        assert_eq!(page("ar-SD,en;q=0.2", "/sign-in"), ("ar", "rtl"));
        assert_eq!(page("ar", "/sign-in?lang=fr"), ("fr", "ltr"));
        assert_eq!(page("xx, ;q=, *;q=0.1", "/sign-in?lang=%00"), ("en", "ltr"));
        assert_eq!(page("fr;q=0, en;q=x", "/"), ("en", "ltr"));
    }

    #[test]
    fn no_page_links_to_another_site_as_if_it_were_itself() {
        let path = |path: &str| Page::new(&HeaderMap::new(), &path.parse().unwrap()).unwrap().path;
        assert_eq!(path("//evil.example/"), "/");
        assert_eq!(path("/users/a%2Fb"), "/users/a%2Fb");
    }
}
