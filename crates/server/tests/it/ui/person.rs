//! Pages about one user: what administrators do there, what others do not see, and what stays inert.

mod access;
mod account;
mod profile;
mod record;

use axum::http::{Method, StatusCode};

use serde_json::{Value as Json, json};

use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, location, somebody},
};

/// Somebody who holds everything, signed in.
async fn administrator(office: &Office) -> Browser<'_> {
    let body = json!({
        "login": "boss", "first_name": "Bo", "last_name": "Boss", "email": "boss@office.example",
        "company": "ministry", "lines": [{ "role": "administrator" }],
    });
    let made = office.post("root", "/api/v1/users", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    somebody(office, "boss").await
}

/// The value of a hidden field.
fn hidden<'r>(reply: &'r Reply, name: &str) -> &'r str {
    let mark = format!("name=\"{name}\" value=\"");
    let at = reply.text.find(&mark).unwrap_or_else(|| panic!("no {name} in {}", reply.text)) + mark.len();
    reply.text[at..].split('"').next().unwrap()
}

fn is_page(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}", reply.text);
    assert!(reply.text.starts_with("<!doctype html>"), "{}", reply.text);
    assert!(!reply.text.contains("person-"), "a text is missing: {}", reply.text);
    assert!(reply.text.len() < 100_000, "{} bytes", reply.text.len());
}

fn is_refused(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}", reply.text);
}

async fn user(office: &Office, login: &str) -> Json {
    office.ask("root", Method::GET, &format!("/api/v1/users/{login}"), Json::Null).await.json()
}

const TABS: [&str; 5] = ["", "/access", "/security", "/activity", "/skills"];

#[tokio::test]
async fn every_page_is_written_in_every_language_and_leads_nowhere_that_is_closed() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    for language in ["en", "fr", "es", "ar"] {
        for below in TABS {
            let page = boss.get(&format!("/users/dora{below}?lang={language}")).await;
            is_page(&page, StatusCode::OK);
            assert!(page.text.contains(&format!("lang=\"{language}\"")), "{language}");
        }
    }
    boss.get("/users/dora?lang=en").await;
    for actor in ["boss", "audrey", "desk", "head", "ella", "carl"] {
        let mut browser = if actor == "boss" {
            Browser { office: &office, cookies: boss.cookies.clone() }
        } else {
            somebody(&office, actor).await
        };
        for subject in ["dora", "ella", "boss", "desk", "nora"] {
            crawl(&mut browser, actor, &format!("/users/{subject}")).await;
        }
    }
}

/// Follows every link from a page of somebody's to other pages about him.
async fn crawl(browser: &mut Browser<'_>, actor: &str, start: &str) {
    let first = browser.get(start).await;
    if first.status == StatusCode::NOT_FOUND {
        is_refused(&first, StatusCode::NOT_FOUND);
        return;
    }
    let (mut open, mut seen) = (vec![start.to_owned()], std::collections::BTreeSet::new());
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let page = browser.get(&path).await;
        is_page(&page, StatusCode::OK);
        for link in page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let is_about = link == start || link.starts_with(&format!("{start}/"));
            if is_about && !link.contains("lang=") {
                open.push(link);
            }
        }
        assert!(seen.len() < 60, "{actor} goes around in circles: {seen:?}");
    }
}

#[tokio::test]
async fn whoever_may_less_sees_less() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/users/dora").await;
    is_page(&page, StatusCode::OK);
    assert!(
        !page.text.contains("<button class=\"btn primary\"") && !page.text.contains("/users/dora/security"),
        "{}",
        page.text
    );
    let access = audrey.get("/users/dora/access").await;
    assert!(
        access.text.contains("Local registrar") && !access.text.contains("/lines/new"),
        "{}",
        access.text
    );
    for path in [
        "/users/dora/lines/new",
        "/users/dora/overrides/new",
        "/users/dora/skills/new",
        "/users/dora/security/temporary",
    ] {
        is_refused(&audrey.get(path).await, StatusCode::FORBIDDEN);
    }
    let mut ella = somebody(&office, "ella").await;
    is_refused(&ella.get("/users/dora").await, StatusCode::NOT_FOUND);
    let mut head = somebody(&office, "head").await;
    is_page(&head.get("/users/sal").await, StatusCode::OK);
    is_refused(&head.get("/users/sal/access").await, StatusCode::FORBIDDEN);
    is_refused(&head.get("/users/nobody").await, StatusCode::NOT_FOUND);
    let mut stranger = Browser::new(&office);
    assert_eq!(location(&stranger.get("/users/dora/access").await), "/sign-in?next=/users/dora/access");
}
