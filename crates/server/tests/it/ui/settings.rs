//! What holds: shown with where it comes from, tried before it is saved, and saved as a whole or not at all.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::{chief, me::hidden};
use crate::{
    office::Office,
    sign_in::browser::{Browser, location, somebody},
};

const SECURITY: &str = "/settings/security";

async fn page(browser: &mut Browser<'_>, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
    assert!(reply.text.len() < 100_000, "{path} has {} bytes", reply.text.len());
    for key in [">set-", "\"set-u", ">me-", ">done-"] {
        assert!(!reply.text.contains(key), "{path} has a text without words: {key}");
    }
    reply.text
}

/// The fields of one setting, as the page that was loaded sends them.
fn fields<'f>(page: &str, name: &str, value: &'f str, boxes: &[&str]) -> Vec<(String, &'f str)> {
    let mut fields = vec![
        (
            format!("seen.{name}"),
            Box::leak(hidden(page, &format!("seen.{name}")).into_boxed_str()) as &'f str,
        ),
        (format!("value.{name}"), value),
    ];
    fields.extend(boxes.iter().map(|one| (format!("{one}.{name}"), "yes")));
    fields
}

async fn send(
    browser: &mut Browser<'_>,
    path: &str,
    act: &str,
    fields: &[(String, &str)],
) -> crate::fixture::Reply {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    all.push(("act", act));
    browser.form(path, &all).await
}

#[tokio::test]
async fn the_policy_is_shown_in_every_language_and_changed_with_its_effect_told() {
    let office = Office::new();
    let mut root = chief(&office).await;
    for path in [
        SECURITY,
        "/settings/security?at=company%3Aacme",
        "/settings/security?at=role%3Aviewer",
        "/settings/defaults",
        "/settings/defaults?at=area%3AD1",
    ] {
        for lang in ["en", "fr", "es", "ar"] {
            let mark = if path.contains('?') { '&' } else { '?' };
            page(&mut root, &format!("{path}{mark}lang={lang}")).await;
        }
    }
    let shown = page(&mut root, "/settings/security?lang=en").await;
    for exact in ["Optional", "Required for administrators", "Required for all users", "If you save now"] {
        assert!(shown.contains(exact), "{exact}");
    }
    let wanted = fields(&shown, "password.min_length", "20", &[]);
    let tried = send(&mut root, SECURITY, "try", &wanted).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    assert!(
        tried.text.contains("Shortest password: stricter for") && tried.text.contains("value=\"20\""),
        "{}",
        tried.text
    );
    let now = office.get("root", "/api/v1/settings/password.min_length").await.json();
    assert_eq!(now["value"], json!(12), "a trial does nothing");
    let saved = send(&mut root, SECURITY, "save", &wanted).await;
    assert_eq!(location(&saved), "/settings/security?done=settings-saved", "{}", saved.text);
    let now = office.get("root", "/api/v1/settings/password.min_length").await.json();
    assert_eq!(now["value"], json!(20));
    let shown = page(&mut root, "/settings/security?done=settings-saved").await;
    assert!(shown.contains("It holds from now on") && shown.contains("Set here"));
    // Whoever unticks it goes back to the default.
    let wanted = fields(&shown, "password.min_length", "20", &[]);
    let saved = send(&mut root, SECURITY, "save", &wanted).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let now = office.get("root", "/api/v1/settings/password.min_length").await.json();
    assert_eq!(now["value"], json!(12));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_saved() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let shown = page(&mut root, SECURITY).await;
    let mut wanted = fields(&shown, "session.hours", "8", &[]);
    wanted.extend(fields(&shown, "network.allow", "10.0.0.0/8\nno <network>", &[]));
    let wrong = send(&mut root, SECURITY, "save", &wanted).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(
        wrong.text.contains("href=\"#f-network.allow\"") && wrong.text.contains("no &#60;network&#62;"),
        "{}",
        wrong.text
    );
    let now = office.get("root", "/api/v1/settings/session.hours").await.json();
    assert_eq!(now["value"], json!(168), "all of it, or nothing");
    // Somebody else was quicker.
    let wanted = fields(&shown, "session.hours", "8", &[]);
    office.ask("root", Method::PUT, "/api/v1/settings/session.hours", json!({ "value": 9 })).await;
    let stale = send(&mut root, SECURITY, "save", &wanted).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
    assert!(stale.text.contains("Someone else changed one of these"));
}

#[tokio::test]
async fn a_company_inherits_until_it_has_its_own_and_a_lock_keeps_it_from_that() {
    let office = Office::new();
    let locked = json!({ "value": 4, "locked": true });
    let set = office.ask("root", Method::PUT, "/api/v1/settings/lockout.attempts", locked).await;
    assert!(set.status.is_success(), "{}", set.text);
    let mut carl = somebody(&office, "carl").await;
    let here = "/settings/security?at=company%3Aacme";
    let shown = page(&mut carl, here).await;
    assert!(shown.contains("Locked by") && !shown.contains("seen.lockout.attempts"));
    let wanted = fields(&shown, "session.idle_minutes", "30", &["own", "lock"]);
    let saved = send(&mut carl, here, "save", &wanted).await;
    assert_eq!(
        location(&saved),
        "/settings/security?at=company%3Aacme&done=settings-saved",
        "{}",
        saved.text
    );
    let below = page(&mut carl, "/settings/security?at=department%3Asales").await;
    assert!(below.contains("Locked by") && below.contains("acme"), "{below}");
    // What holds for everybody he sees and does not change.
    let all = page(&mut carl, SECURITY).await;
    assert!(all.contains("You may look at this and not change it") && !all.contains("name=\"seen."));
    let refused = carl
        .form(SECURITY, &[("seen.session.hours", "x"), ("value.session.hours", "1"), ("act", "save")])
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert_eq!(carl.get("/settings/security?at=company%3Abolt").await.status, StatusCode::NOT_FOUND);
    assert_eq!(carl.get("/settings/security?at=nonsense").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_came_long_ago_shows_first_who_he_is() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let shown = page(&mut root, SECURITY).await;
    let wanted = fields(&shown, "session.hours", "8", &[]);
    office.pass(3_600);
    let late = page(&mut root, SECURITY).await;
    assert!(late.contains("/step-up?next=%2Fsettings%2Fsecurity") && !late.contains("name=\"seen."));
    let stale = send(&mut root, SECURITY, "save", &wanted).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
    assert!(
        stale.text.contains("This takes that you show again who you are")
            && stale.text.contains("value=\"8\""),
        "what was typed stays"
    );
    // Nothing of it guards, so it needs no such thing.
    let defaults = page(&mut root, "/settings/defaults").await;
    let wanted = fields(&defaults, "account.recovery_days", "31", &[]);
    let saved = send(&mut root, "/settings/defaults", "save", &wanted).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let mut ella = somebody(&office, "ella").await;
    assert_eq!(ella.get(SECURITY).await.status, StatusCode::FORBIDDEN);
}
