//! Sessions: how they end, and that what ended opens nothing.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::browser::{Browser, PASSWORD, SESSION, somebody};
use crate::office::Office;

#[tokio::test]
async fn sessions_end_at_once_by_their_user_and_by_who_manages_him() {
    let office = Office::new();
    let mut one = somebody(&office, "ella").await;
    let mut two = Browser::new(&office);
    assert_eq!(two.sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
    assert_ne!(one.cookies[SESSION], two.cookies[SESSION]);
    let shown = one.get("/api/v1/me/security").await.json();
    assert_eq!(shown["sessions"].as_array().unwrap().len(), 2);
    assert!(!shown.to_string().contains(&one.cookies[SESSION]));
    let request = one.request(Method::DELETE, "/api/v1/me/sessions").body(axum::body::Body::empty()).unwrap();
    assert_eq!(one.send(request).await.json(), json!({ "ended": 1 }));
    assert!(one.is_in().await && !two.is_in().await);
    let ended = office.ask("root", Method::DELETE, "/api/v1/users/ella/sessions", Json::Null).await;
    assert_eq!(ended.json(), json!({ "ended": 1 }));
    assert!(!one.is_in().await);
}

#[tokio::test]
async fn a_session_is_worth_no_more_than_the_account() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let state = |state: &str| json!({ "state": state });
    let path = "/api/v1/users/ella/state";
    assert_eq!(office.ask("root", Method::PUT, path, state("suspended")).await.status, StatusCode::OK);
    assert!(!browser.is_in().await);
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["code"], "sign_in.account");
    assert_eq!(office.ask("root", Method::PUT, path, state("active")).await.status, StatusCode::OK);
    assert!(!browser.is_in().await, "whoever is let in again comes in anew");
}

#[tokio::test]
async fn sessions_end_when_nobody_uses_them_and_when_they_are_old() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    office.pass(11 * 3_600);
    assert!(browser.is_in().await);
    office.pass(13 * 3_600);
    assert!(!browser.is_in().await, "twelve hours without a request");
    let mut browser = Browser::new(&office);
    browser.sign_in("ella", PASSWORD).await;
    for _ in 0..16 {
        office.pass(10 * 3_600);
        assert!(browser.is_in().await);
    }
    office.pass(9 * 3_600);
    assert!(!browser.is_in().await, "a week is over");
}

#[tokio::test]
async fn there_are_no_more_sessions_than_there_may_be() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    let set =
        |name: &str, value: Json| (format!("/api/v1/users/ella/settings/{name}"), json!({ "value": value }));
    let (path, body) = set("session.limit", json!(2));
    assert_eq!(office.ask("root", Method::PUT, &path, body).await.status, StatusCode::OK);
    let mut second = Browser::new(&office);
    let in_second = second.sign_in("ella", PASSWORD).await.json();
    assert_eq!(in_second["state"], "signed_in");
    let mut third = Browser::new(&office);
    let wants = third.sign_in("ella", PASSWORD).await.json();
    let open = wants["wants"]["end_session"].as_array().unwrap().clone();
    assert_eq!(open.len(), 2);
    assert!(third.get("/sign-in/sessions").await.text.contains(open[0]["id"].as_str().unwrap()));
    let stranger = third.post("/sign-in/sessions", json!({ "session": "0000" })).await;
    assert_eq!(stranger.json()["code"], "sign_in.over");
    let other = open.iter().find(|session| session["id"] != in_second["session"]["id"]).unwrap();
    let taken = third.post("/sign-in/sessions", json!({ "session": other["id"] })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
    assert!(second.is_in().await && third.is_in().await);
    let (path, body) = set("session.when_full", json!("deny"));
    assert_eq!(office.ask("root", Method::PUT, &path, body).await.status, StatusCode::OK);
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["code"], "sign_in.sessions");
}

#[tokio::test]
async fn a_new_password_ends_what_was_begun_with_the_old_one() {
    let office = Office::new();
    let mut one = somebody(&office, "ella").await;
    let mut two = Browser::new(&office);
    two.sign_in("ella", PASSWORD).await;
    let body = json!({ "present": PASSWORD, "new": "nine boats below the weir" });
    let request =
        one.request(Method::PUT, "/api/v1/me/password").header(header::CONTENT_TYPE, "application/json");
    let changed = one.send(request.body(body.to_string().into()).unwrap()).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert!(one.is_in().await && !two.is_in().await);
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["code"], "sign_in.wrong");
}

#[tokio::test]
async fn what_changes_something_has_to_come_from_a_page_of_ours() {
    let office = Office::new();
    let browser = somebody(&office, "ella").await;
    let cookie = format!("{SESSION}={}", browser.cookies[SESSION]);
    for (site, allowed) in [(None, false), (Some("cross-site"), false), (Some("same-origin"), true)] {
        let mut request = axum::http::Request::builder()
            .method(Method::PATCH)
            .uri("/api/v1/me")
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        let reply = office.send(request.body(json!({ "language": "fr" }).to_string().into()).unwrap()).await;
        assert_eq!(reply.status == StatusCode::OK, allowed, "{site:?}: {}", reply.text);
    }
}
