//! Losing a role ends sessions where `session.ends_on` says so, whichever way the role goes.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::browser::{Browser, PASSWORD, somebody};
use crate::office::Office;

const DAY: i64 = 24 * 3_600;

/// Has losing a role end sessions of whoever is at a place.
async fn ends_on_role(office: &Office, place: &str) {
    let path = format!("/api/v1/{place}/settings/session.ends_on");
    let set = office.ask("root", Method::PUT, &path, json!({ "value": ["role"] })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
}

/// Gives a role and returns the number of the line.
async fn give(office: &Office, holder: &str, line: Json) -> i64 {
    let made = office.post("root", &format!("/api/v1/{holder}/role-lines"), line).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_i64().unwrap()
}

async fn take(office: &Office, line: i64) {
    let taken = office.ask("root", Method::DELETE, &format!("/api/v1/role-lines/{line}"), Json::Null).await;
    assert!(taken.status.is_success(), "{}", taken.text);
}

async fn enters<'o>(office: &'o Office, login: &str) -> Browser<'o> {
    let mut browser = Browser::new(office);
    let entered = browser.sign_in(login, PASSWORD).await;
    assert_eq!(entered.json()["state"], "signed_in", "{}", entered.text);
    browser
}

#[tokio::test]
async fn a_line_that_is_taken_or_ended_takes_the_sessions_along() {
    let office = Office::new();
    drop(somebody(&office, "nora").await);
    let viewer = || json!({ "role": "viewer" });
    // Nothing is set: the session goes on.
    let line = give(&office, "users/nora", viewer()).await;
    let mut browser = enters(&office, "nora").await;
    take(&office, line).await;
    assert!(browser.is_in().await);
    ends_on_role(&office, "users/nora").await;
    let line = give(&office, "users/nora", viewer()).await;
    let mut with_role = enters(&office, "nora").await;
    assert!(browser.is_in().await, "another role ends nothing");
    // Another line gives the same role.
    let second = give(&office, "users/nora", json!({ "role": "viewer", "companies": ["ministry"] })).await;
    take(&office, second).await;
    assert!(with_role.is_in().await);
    take(&office, line).await;
    assert!(!with_role.is_in().await);
    let security = office.get("root", "/api/v1/users/nora/security").await.json();
    assert_eq!(security["sessions"], json!([]), "all of them end at once");
    let trail = office.get("root", "/api/v1/audit?limit=500").await.text;
    assert!(trail.contains("a role was lost"));
    let line = give(&office, "users/nora", viewer()).await;
    let mut browser = enters(&office, "nora").await;
    let ended = office.post("root", &format!("/api/v1/role-lines/{line}/end"), Json::Null).await;
    assert!(ended.status.is_success(), "{}", ended.text);
    assert!(!browser.is_in().await);
}

#[tokio::test]
async fn a_line_whose_last_day_has_passed_takes_them_too() {
    let office = Office::new();
    drop(somebody(&office, "nora").await);
    ends_on_role(&office, "users/nora").await;
    let today =
        jiff::Timestamp::from_microsecond(office.now()).unwrap().to_zoned(jiff::tz::TimeZone::UTC).date();
    let last = today.checked_add(jiff::Span::new().days(1)).unwrap();
    let line = give(&office, "users/nora", json!({ "role": "viewer", "to": last.to_string() })).await;
    let mut browser = enters(&office, "nora").await;
    let mut seen = 0;
    while browser.is_in().await {
        seen += 1;
        office.pass(DAY / 4);
        assert!(seen < 20, "the session outlives the role");
    }
    assert!(seen > 1);
    // The role comes back, the session does not.
    let longer = json!({ "to": "2030-01-01" });
    let changed = office.patch("root", &format!("/api/v1/role-lines/{line}"), longer).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert!(!browser.is_in().await);
    assert!(enters(&office, "nora").await.is_in().await);
}

#[tokio::test]
async fn a_role_of_the_company_and_what_the_role_itself_says_count() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    // The role says it itself, and is gone when it is asked.
    ends_on_role(&office, "roles/viewer").await;
    let line = give(&office, "companies/acme", json!({ "role": "viewer" })).await;
    let mut browser = enters(&office, "ella").await;
    assert!(browser.is_in().await);
    take(&office, line).await;
    assert!(!browser.is_in().await);
    let mut again = enters(&office, "ella").await;
    assert!(again.is_in().await);
}
