//! Where somebody goes on when he is in: kept by his browser while he signs in, and never anywhere but here.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use bailiwick_protocol::cookies;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

const COOKIE: &str = "__Host-bailiwick-next";
const SECONDS: u32 = 600;
const LONGEST: usize = 400;

/// A place of this very site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next(String);

/// Whether a path leads nowhere but here, whatever a browser makes of it.
pub(super) fn is_here(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    path.starts_with('/') && !path.starts_with("//") && path.bytes().all(plain)
}

impl Next {
    /// A path of ours as somebody wrote it; nothing for whatever a browser might take for another site, or cannot be looked at twice.
    pub(super) fn local(path: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~?=&%:@+".contains(&byte);
        let is_local = is_here(path) && path.bytes().all(plain);
        let leads_round =
            ["/sign-in", "/sign-out", "/signed-out", "/step-up"].iter().any(|start| path.starts_with(start));
        (is_local && !leads_round && path.len() <= LONGEST).then(|| Self(path.to_owned()))
    }

    /// What an address asks for: `?next=PATH`.
    pub(super) fn asked(uri: &Uri) -> Option<Self> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(uri.query()?).ok()?;
        let mut found = pairs.iter().filter(|(name, _)| name == "next");
        let (_, path) = found.next()?;
        Self::local(path).filter(|_| found.next().is_none())
    }

    /// What a browser kept.
    pub(super) fn kept(headers: &HeaderMap) -> Option<Self> {
        let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let path = URL_SAFE_NO_PAD.decode(cookies::only(sent, COOKIE)?).ok()?;
        Self::local(std::str::from_utf8(&path).ok()?)
    }

    /// The path.
    pub(super) fn path(&self) -> &str {
        &self.0
    }

    /// The header that has the browser keep it.
    pub(super) fn keep(&self) -> Option<HeaderValue> {
        let value = URL_SAFE_NO_PAD.encode(&self.0);
        let text = format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={SECONDS}");
        HeaderValue::from_str(&text).ok()
    }

    /// The header that has it forget.
    pub(super) fn gone() -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for path in [
            "/",
            "/me/security",
            "/me/security?done=renamed",
            "/users/a@b.example",
            "/users?q=a+b&where=%28x%29",
        ] {
            assert_eq!(Next::local(path).unwrap().path(), path);
        }
        for path in [
            "",
            "me",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/sign-out",
            "/sign-in/second",
            "/step-up?next=/",
            "javascript:alert(1)",
            "/ä",
            "/a;b",
        ] {
            assert_eq!(Next::local(path), None, "{path:?}");
        }
        assert_eq!(Next::local(&format!("/{}", "a".repeat(400))), None);
        let asked = |query: &str| Next::asked(&format!("/sign-in?{query}").parse().unwrap());
        assert_eq!(asked("lang=fr&next=%2Fme%2Fsecurity").unwrap().path(), "/me/security");
        assert_eq!(
            (asked("next=%2F%2Fevil.example"), asked("next=/a&next=/b"), asked("lang=fr")),
            (None, None, None)
        );
    }

    #[test]
    fn a_page_links_to_itself_only_where_that_is_here() {
        for path in ["/", "/users/o'brien", "/users/a%2Fb;c!", "/sign-in"] {
            assert!(is_here(path), "{path}");
        }
        for path in ["", "users", "//evil.example/", "/\\evil.example", "/a\\b", "/ä", "/a b"] {
            assert!(!is_here(path), "{path}");
        }
    }

    #[test]
    fn what_the_browser_brings_back_is_read_with_the_same_eyes() {
        let headers = |value: &str| -> HeaderMap {
            [(header::COOKIE, HeaderValue::from_str(&format!("{COOKIE}={value}")).unwrap())]
                .into_iter()
                .collect()
        };
        let kept = Next::local("/me/security").unwrap().keep().unwrap();
        let value = kept.to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
        assert_eq!(Next::kept(&headers(&value)).unwrap().path(), "/me/security");
        for planted in ["//evil.example", "/sign-out"] {
            assert_eq!(Next::kept(&headers(&URL_SAFE_NO_PAD.encode(planted))), None);
        }
        assert_eq!(Next::kept(&headers("%")), None);
    }
}
