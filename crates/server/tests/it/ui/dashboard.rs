//! `/`: what somebody who administers sees first.

use axum::http::StatusCode;
use serde_json::json;

use super::{HOSTILE, chief, is_inert};
use crate::{
    office::Office,
    sign_in::browser::{Browser, location, somebody},
};

#[tokio::test]
async fn whoever_has_nothing_to_administer_is_led_to_what_is_his() {
    let office = Office::new();
    let mut nora = somebody(&office, "nora").await;
    let away = nora.get("/").await;
    assert_eq!((away.status, location(&away)), (StatusCode::SEE_OTHER, "/me"));
    let stranger = Browser::new(&office).get("/").await;
    assert_eq!(location(&stranger), "/sign-in?next=/");
}

#[tokio::test]
async fn what_needs_somebody_is_shown_to_who_may_see_it() {
    let office = Office::new();
    let new = json!({"login": "new1", "kind": "client", "company": "acme", "invite": true, "name": HOSTILE});
    assert_eq!(office.post("root", "/api/v1/users", new).await.status, StatusCode::CREATED);
    let line = json!({"role": "viewer", "to": "2026-12-20"});
    office.post("root", "/api/v1/users/new1/role-lines", line).await;
    let mut carl = somebody(&office, "carl").await;
    let page = carl.get("/").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    is_inert(&page.text);
    assert!(page.text.contains("One person was invited and has not come yet"), "{}", page.text);
    assert!(page.text.contains("One person has a role line that ends within 14 days"));
    assert!(page.text.contains("href=\"/users/new1\""));
    assert!(!page.text.contains("href=\"/audit") && !page.text.contains("Latest changes"), "{}", page.text);

    let mut root = chief(&office).await;
    for days in ["", "?days=7", "?days=60", "?days=99999", "?days=x"] {
        let page = root.get(&format!("/{days}")).await;
        assert_eq!(page.status, StatusCode::OK, "{days}");
        assert!(page.text.contains("Latest changes") && page.text.matches("role=\"img\"").count() == 2);
        assert!(page.text.len() < 100_000 && !page.text.contains("style="), "{}", page.text.len());
    }
    // People who signed in are in the picture of sign-ins.
    let page = root.get("/").await;
    assert!(page.text.contains("In 30 days, 2 sign-ins and 0 refused attempts."), "{}", page.text);
    let bolt = somebody(&office, "dora").await.get("/").await;
    assert!(!bolt.text.contains("new1"), "what is elsewhere is not told");
}

#[tokio::test]
async fn it_is_written_in_arabic_and_french_by_the_readers_clock() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let arabic = root.get("/?lang=ar").await;
    assert!(
        arabic.text.contains("dir=\"rtl\"") && arabic.text.contains("يحتاج إلى انتباه"),
        "{}",
        arabic.text
    );
    let french = root.get("/?lang=fr").await;
    assert!(french.text.contains("Derniers changements") && french.text.contains("Connexions par jour"));
    assert!(french.text.contains("<p>15 déc. 2026</p>"), "{}", french.text);
    // It is nine in the morning in London, and the evening before in Honolulu.
    office.patch("root", "/api/v1/users/chief", json!({ "timezone": "Pacific/Honolulu" })).await;
    let there = root.get("/?lang=fr").await;
    assert!(there.text.contains("<p>14 déc. 2026</p>") && there.text.contains("<title>14 déc. 2026: "));
    assert!(!there.text.contains("<title>15 déc. 2026: "), "{}", there.text);
}
