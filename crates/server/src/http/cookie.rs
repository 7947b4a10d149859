//! The three cookies: the session, signing in that has begun, and what a browser is known again by.
//!
//! All have the prefix `__Host-` (RFC 6265bis §4.1.3.2): a browser takes them from this host alone, over TLS or on its own machine, and gives them to no
//! sub-domain.

use axum::http::{HeaderMap, HeaderValue, header};
use bailiwick_protocol::cookies;

/// One of the cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The secret of a session.
    Session,
    /// The secret of signing in that has begun.
    Flow,
    /// What the browser is known again by.
    Device,
}

/// A cookie ends with the browser's session, unless it says how long it lasts.
const DEVICE_SECONDS: u32 = 400 * 86_400;
const FLOW_SECONDS: u32 = 600;

/// Letters of a secret: 256 bits in URL-safe base64.
const LETTERS: usize = 43;

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-bailiwick-session",
            Self::Flow => "__Host-bailiwick-flow",
            Self::Device => "__Host-bailiwick-device",
        }
    }

    /// What the browser shows. Two of one name are none: which of them is ours cannot be known.
    pub(crate) fn of(self, headers: &HeaderMap) -> Option<String> {
        let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies::only(sent, self.name()).filter(|value| is_secret(value)).map(str::to_owned)
    }

    /// The header that gives it to the browser.
    pub(crate) fn set(self, secret: &str) -> Option<HeaderValue> {
        let lasts = match self {
            Self::Session => String::new(),
            Self::Flow => format!("; Max-Age={FLOW_SECONDS}"),
            Self::Device => format!("; Max-Age={DEVICE_SECONDS}"),
        };
        let text = format!("{}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax{lasts}", self.name());
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The header that takes it away.
    pub(crate) fn gone(self) -> Option<HeaderValue> {
        let text = format!("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", self.name());
        HeaderValue::from_str(&text).ok()
    }
}

/// Whether a text can be a secret of ours.
pub(crate) fn is_secret(text: &str) -> bool {
    text.len() == LETTERS && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (header::COOKIE, HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn one_of_a_name_is_read_and_two_are_none() {
        let secret = "A".repeat(LETTERS);
        let one = format!("theme=dark; __Host-bailiwick-session={secret}");
        assert_eq!(Cookie::Session.of(&headers(&[&one])), Some(secret.clone()));
        assert_eq!(Cookie::Flow.of(&headers(&[&one])), None);
        let other = format!("__Host-bailiwick-session={}", "B".repeat(LETTERS));
        assert_eq!(Cookie::Session.of(&headers(&[&one, &other])), None);
        for wrong in ["short", &format!("{secret}A"), &"é".repeat(21), &format!("{}\"", "A".repeat(42))] {
            let header =
                HeaderValue::from_bytes(format!("__Host-bailiwick-session={wrong}").as_bytes()).unwrap();
            let wrong: HeaderMap = [(header::COOKIE, header)].into_iter().collect();
            assert_eq!(Cookie::Session.of(&wrong), None);
        }
    }

    #[test]
    fn all_are_for_this_host_alone_and_out_of_sight_of_scripts() {
        for cookie in [Cookie::Session, Cookie::Flow, Cookie::Device] {
            for value in [cookie.set("x").unwrap(), cookie.gone().unwrap()] {
                let text = value.to_str().unwrap();
                assert!(text.starts_with("__Host-"), "{text}");
                for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
                    assert!(text.contains(part), "{text}");
                }
                assert!(!text.contains("Domain"), "{text}");
            }
        }
    }
}
