//! What a browser calls itself, in words that people know: `Firefox on Windows`. Nothing depends on it: any program calls itself what it likes.

use super::page::Page;
use crate::language::Words;

/// What tells a browser, the most telling first: many call themselves what others are called as well.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Letters that are shown of a program that is none of the known.
const LONGEST: usize = 40;

/// A program, as it calls itself.
pub(super) fn told(page: &Page, agent: Option<&str>) -> String {
    let Some(agent) = agent else { return page.text("unknown-device") };
    match (found(&BROWSERS, agent), found(&SYSTEMS, agent)) {
        (Some(browser), Some(system)) => {
            page.with("agent-on", &Words::new().text("browser", browser).text("system", system))
        }
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => agent.chars().take(LONGEST).collect(),
    }
}

/// Whether it is held in a hand: the picture that stands for it.
pub(super) fn icon(agent: Option<&str>) -> &'static str {
    match agent.and_then(|agent| found(&SYSTEMS, agent)) {
        Some("Android" | "iPhone" | "iPad") => "phone",
        _ => "laptop",
    }
}

fn found(known: &[(&str, &'static str)], agent: &str) -> Option<&'static str> {
    known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri};

    use super::*;

    #[test]
    fn browsers_are_known_by_what_only_they_say() {
        let page = Page::new(&HeaderMap::new(), &Uri::from_static("/")).unwrap();
        let webkit =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for (agent, words, picture) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0",
                "Edge on Windows",
                "laptop",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
                "Firefox on Linux",
                "laptop",
            ),
            (
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
                "phone",
            ),
            (&format!("{webkit} Version/19.0 Safari/605.1.15"), "Safari on macOS", "laptop"),
            ("curl/8.14.1", "curl/8.14.1", "laptop"),
        ] {
            assert_eq!((told(&page, Some(agent)).as_str(), icon(Some(agent))), (words, picture));
        }
        assert_eq!(told(&page, Some(&"x".repeat(200))).len(), LONGEST);
        assert_eq!(told(&page, None), "Unknown device");
    }
}
