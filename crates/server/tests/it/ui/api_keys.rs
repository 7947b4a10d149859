//! `/api-keys`: everybody's keys.

use axum::http::StatusCode;
use serde_json::json;

use super::{HOSTILE, chief, is_inert, keeps};
use crate::{
    office::Office,
    sign_in::browser::{location, somebody},
};

/// The key that a page shows once.
fn secret(page: &str) -> String {
    let (_, rest) = page.split_once("id=\"secret\" dir=\"ltr\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn keys_of_everybody_are_listed_searched_and_shown() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/api-keys").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("<bdi>dora asks</bdi>") && page.text.contains("13 keys"), "{}", page.text);
    assert!(page.text.contains("Nobody: it only asks questions"));
    assert!(!page.text.contains("/api-keys/new"), "an auditor makes none");
    let found = audrey.get("/api-keys?q=decider").await;
    assert!(found.text.contains("<bdi>decider</bdi>") && !found.text.contains("<bdi>dora asks</bdi>"));
    let of_dora = audrey.get("/api-keys?q=dora").await;
    assert!(of_dora.text.contains("<bdi>dora asks</bdi>"), "by whose it is: {}", of_dora.text);
    let first = audrey.get("/api-keys?per=5&sort=name").await;
    assert!(first.text.contains("rel=\"next\"") && first.text.contains("aria-sort=\"ascending\""));
    let path = format!("/api-keys/{}", office.token("dora"));
    let one = audrey.get(&path).await;
    assert!(one.status == StatusCode::OK && !one.text.contains("/delete\""), "{}", one.text);
    assert_eq!(audrey.form(&format!("{path}/delete"), &[]).await.status, StatusCode::FORBIDDEN);
    for none in ["/api-keys/none", "/api-keys/%3Cscript%3E"] {
        assert_eq!(audrey.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    for actor in ["dora", "carl", "nora"] {
        let mut browser = somebody(&office, actor).await;
        assert_eq!(browser.get("/api-keys").await.status, StatusCode::FORBIDDEN, "{actor}");
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{actor}");
    }
}

#[tokio::test]
async fn a_key_for_a_program_is_made_shown_once_and_deleted() {
    let office = Office::new();
    let robot = json!({"login": "robot", "kind": "service", "company": "ministry"});
    office.post("root", "/api/v1/users", robot).await;
    let mut root = chief(&office).await;
    let form = root.get("/api-keys/new?user=robot").await;
    assert!(form.text.contains("value=\"robot\"") && form.text.contains("data-guard="), "{}", form.text);
    let made = root
        .form(
            "/api-keys/new",
            &[("user", "robot"), ("name", HOSTILE), ("scopes", "read"), ("scopes", "search"), ("days", "30")],
        )
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    is_inert(&made.text);
    assert!(made.text.contains("Copy it now. It is only shown once."));
    let key = secret(&made.text);
    let id = key.split('_').nth(1).unwrap().to_owned();
    let page = root.get(&format!("/api-keys/{id}")).await;
    is_inert(&page.text);
    assert!(!page.text.contains(&key) && page.text.contains("Never used"), "{}", page.text);
    let gone = root.form(&format!("/api-keys/{id}/delete"), &[]).await;
    assert_eq!(location(&gone), "/api-keys?done=key-deleted");
    let list = root.get(location(&gone)).await;
    assert!(list.text.contains("The key was deleted.") && !list.text.contains(&id));
    assert_eq!(root.get(&format!("/api-keys/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_what_was_typed_stays() {
    let office = Office::new();
    office
        .post("root", "/api/v1/users", json!({"login": "robot", "kind": "service", "company": "ministry"}))
        .await;
    let mut root = chief(&office).await;
    let good = [("user", "robot"), ("name", "Night job"), ("scopes", "read"), ("days", "30")];
    for (field, value, told) in [
        ("user", "nobody", "You manage no account"),
        ("user", "<x>", "You manage no account"),
        ("user", "", "You manage no account"),
        ("name", " ", "Say what it is for."),
        ("scopes", "everything", "Choose one use at least."),
        ("days", "7", "Choose how long it works."),
        ("days", "x", "Choose how long it works."),
    ] {
        let fields = good.map(|(name, usual)| (name, if name == field { value } else { usual }));
        let page = root.form("/api-keys/new", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}: {}", page.text);
        assert!(page.text.contains(told) && page.text.contains("Error: "), "{field}={value}: {}", page.text);
        assert!(field == "name" || page.text.contains("value=\"Night job\""));
    }
    // Whoever has not shown of late who he is, does so meanwhile.
    office.pass(3_600);
    keeps(&root.form("/api-keys/new", &good).await, "value=\"Night job\"");
    // Who manages nobody is not offered it, and gets nowhere.
    let mut audrey = somebody(&office, "audrey").await;
    assert_eq!(audrey.get("/api-keys/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(audrey.form("/api-keys/new", &good).await.status, StatusCode::FORBIDDEN);
    let arabic = root.get("/api-keys/new?lang=ar").await;
    assert!(arabic.text.contains("مفتاح جديد") && arabic.text.contains("dir=\"rtl\""));
}
