//! A clock that jumps back an hour or ahead a year revives no session, skips no lockout, and takes no step of an authenticator twice.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD, somebody},
    device::code,
    races::with_authenticator,
};
use crate::office::Office;

const HOUR: i64 = 3_600;
const YEAR: i64 = 365 * 24 * HOUR;

#[tokio::test]
async fn a_session_that_was_over_stays_over() {
    for jump in [13 * HOUR, YEAR] {
        let office = Office::new();
        let mut browser = somebody(&office, "ella").await;
        office.pass(jump);
        assert!(!browser.is_in().await, "{jump}");
        office.pass(-jump);
        assert!(!browser.is_in().await, "{jump} and back");
        assert_eq!(
            office.get("root", "/api/v1/users/ella/security").await.json()["sessions"],
            json!([]),
            "{jump} and back"
        );
    }
}

#[tokio::test]
async fn a_session_of_the_future_opens_nothing_until_its_time_comes() {
    for jump in [HOUR, YEAR] {
        let office = Office::new();
        drop(somebody(&office, "ella").await);
        office.pass(jump);
        let mut browser = Browser::new(&office);
        assert_eq!(browser.sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
        office.pass(-jump);
        assert!(!browser.is_in().await, "it would last for {jump} seconds more than it may");
        office.pass(jump);
        assert!(browser.is_in().await);
    }
}

#[tokio::test]
async fn what_was_shown_is_not_fresh_again() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let new = json!({"name": "a", "scopes": ["read"]});
    office.pass(6 * 60);
    browser.post("/api/v1/me/keys", new.clone()).await.is_problem(403, "step_up.required");
    // Before it was shown it was not shown, either.
    office.pass(-7 * 60);
    let back = browser.post("/api/v1/me/keys", new).await;
    assert!(back.status.is_client_error(), "{}", back.text);
}

#[tokio::test]
async fn whoever_has_to_wait_waits_though_the_clock_goes_back() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    let guess = async |n: i64| {
        let reply = Browser::new(&office).sign_in("ella", &format!("a wrong guess {n}")).await;
        reply.status == StatusCode::UNAUTHORIZED
    };
    for n in 0..10 {
        assert!(guess(n).await, "{n}");
    }
    assert!(!guess(10).await);
    office.pass(-HOUR);
    assert!(!guess(11).await, "back an hour");
    let right = Browser::new(&office).sign_in("ella", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "{}", right.text);
    // Ahead a year and back: whatever was judged there, no more than the usual number is judged here.
    office.pass(YEAR);
    let mut judged = 0;
    for n in 0..5 {
        judged += i32::from(guess(n).await);
    }
    office.pass(-YEAR);
    for n in 0..20 {
        judged += i32::from(guess(n).await);
    }
    assert!(judged <= 10, "{judged}");
}

#[tokio::test]
async fn no_step_of_an_authenticator_is_taken_twice() {
    let office = Office::new();
    let seed = with_authenticator(&office).await;
    let shows = async |code: String| {
        let mut browser = Browser::new(&office);
        browser.sign_in("ella", PASSWORD).await;
        let reply = browser.post("/sign-in/second", json!({ "kind": "totp", "code": code })).await;
        reply.json()["state"] == "signed_in"
    };
    office.pass(60);
    let used = code(&office, &seed, 0);
    assert!(shows(used.clone()).await);
    office.pass(-HOUR);
    let unlock = async || {
        let unlocked = office.post("root", "/api/v1/users/ella/unlock", Json::Null).await;
        assert_eq!(unlocked.status, StatusCode::OK, "{}", unlocked.text);
    };
    assert!(!shows(code(&office, &seed, 0)).await, "a step before the last one used");
    office.pass(HOUR);
    unlock().await;
    assert!(!shows(used.clone()).await, "the same step");
    office.pass(YEAR);
    unlock().await;
    assert!(shows(code(&office, &seed, 0)).await);
    office.pass(-YEAR);
    unlock().await;
    assert!(!shows(used).await && !shows(code(&office, &seed, 1)).await, "steps before one of next year");
}
