//! What is written down about somebody: what he has learned, and what was done.

use axum::http::StatusCode;

use super::{administrator, hidden, is_page, is_refused, user};
use crate::{
    office::Office,
    sign_in::browser::{location, somebody},
};

#[tokio::test]
async fn what_somebody_has_learned_is_written_down() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    const NEW: &str = "/users/nora/skills/new";
    let whole = [
        ("kind", "certification"),
        ("name", "First aid"),
        ("issuer", "Red Cross"),
        ("number", "FA-1"),
        ("obtained", "2025-03-01"),
        ("valid_until", "2099-02-28"),
    ];
    assert_eq!(location(&boss.filled(NEW, &whole).await), "/users/nora/skills?done=person-skill-added");
    let page = boss.get("/users/nora/skills").await;
    for part in ["First aid", "Red Cross", "FA-1", "28 Feb 2099", "Valid"] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let wrong = boss.filled(NEW, &[("kind", "skill"), ("name", ""), ("obtained", "soon")]).await;
    is_page(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Say what it is called.") && wrong.text.contains("value=\"soon\""),
        "{}",
        wrong.text
    );
    let edit = boss.get("/users/nora/skills/0").await;
    let tag = hidden(&edit, "tag").to_owned();
    let change = [("tag", &*tag), ("kind", "skill"), ("name", "Typing"), ("level", "4")];
    assert_eq!(boss.filled("/users/nora/skills/0", &change).await.status, StatusCode::SEE_OTHER);
    // Places are those that were seen.
    is_page(&boss.filled("/users/nora/skills/0/remove", &[("tag", &tag)]).await, StatusCode::CONFLICT);
    assert_eq!(boss.filled("/users/nora/skills/0/remove", &[]).await.status, StatusCode::SEE_OTHER);
    is_refused(&boss.get("/users/nora/skills/0").await, StatusCode::NOT_FOUND);
    assert!(user(&office, "nora").await.get("qualifications").is_none());
}

#[tokio::test]
async fn notes_and_older_entries() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    for number in 0..35 {
        let sent = boss.filled("/users/nora/notes", &[("text", &format!("Note {number}"))]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    let first = boss.get("/users/nora/activity").await;
    assert!(first.text.contains("Note 34") && !first.text.contains("Note 3<"), "{}", first.text);
    let older = first.text.split("id=\"older\"").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    let older = boss.get(older.split('"').next().unwrap()).await;
    is_page(&older, StatusCode::OK);
    assert!(older.text.contains("Note 3<") && !older.text.contains("Note 34"), "{}", older.text);
    // Whoever only sees the account writes nothing about it.
    let mut audrey = somebody(&office, "audrey").await;
    assert!(!audrey.get("/users/nora/activity").await.text.contains("/notes"));
    is_refused(&audrey.filled("/users/nora/notes", &[("text", "x")]).await, StatusCode::FORBIDDEN);
}
