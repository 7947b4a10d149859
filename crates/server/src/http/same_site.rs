//! Whether a page of ours sent a request. A browser sends cookies along with what other pages make it ask, so a request that changes something and comes with a
//! cookie has to say where it comes from.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};

use super::Refusal;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Makes sure that a page of this very address sent it, going by what only browsers can say: `Sec-Fetch-Site`, else `Origin`. What says neither is
/// refused.
pub(crate) fn check(headers: &HeaderMap, origin: &str) -> Result<(), Refusal> {
    let said = |name: &HeaderName| -> Result<Option<String>, ()> {
        let mut values = headers.get_all(name).iter();
        let first = values.next();
        if values.next().is_some() {
            return Err(());
        }
        first.map(|value| value.to_str().map(str::to_owned).map_err(|_| ())).transpose()
    };
    let ours = match (said(&FETCH_SITE), said(&header::ORIGIN)) {
        (Ok(Some(site)), Ok(from)) => site == "same-origin" && from.is_none_or(|from| from == origin),
        (Ok(None), Ok(Some(from))) => from == origin,
        _ => false,
    };
    if ours { Ok(()) } else { Err(refused()) }
}

fn refused() -> Refusal {
    let detail = "this did not come from a page of this server; open the page anew and send it from there";
    Refusal::new(StatusCode::FORBIDDEN, "request.cross_site", detail)
}

/// The origin (RFC 6454) of an address.
pub(crate) fn origin_of(public_url: &str) -> String {
    let Some((scheme, rest)) = public_url.split_once("://") else { return public_url.to_owned() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let host = match scheme {
        "https" => host.strip_suffix(":443").unwrap_or(&host),
        _ => host.strip_suffix(":80").unwrap_or(&host),
    };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn is_let(pairs: &[(&'static str, &str)]) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        check(&headers, "https://id.example").is_ok()
    }

    #[test]
    fn only_pages_of_ours_are_let() {
        let ours = ("origin", "https://id.example");
        assert!(is_let(&[("sec-fetch-site", "same-origin")]) && is_let(&[ours]));
        assert!(is_let(&[("sec-fetch-site", "same-origin"), ours]));
        for wrong in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ours],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin"), ("origin", "null")],
            &[("origin", "https://id.example.evil")],
            &[("origin", "http://id.example")],
            &[ours, ours],
        ] {
            assert!(!is_let(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn an_origin_has_no_path_and_no_usual_port() {
        for (url, origin) in [
            ("https://id.example/bailiwick/", "https://id.example"),
            ("https://ID.example:443", "https://id.example"),
            ("https://id.example:8443/x", "https://id.example:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(origin_of(url), origin);
        }
    }
}
