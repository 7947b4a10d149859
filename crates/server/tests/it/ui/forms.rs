//! What is sent from pages in a way that no page sends it, and where people go who look where only forms are sent.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use super::chief;
use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, location, somebody, tag},
};

/// Looks at a page as browsers do.
async fn looked(browser: &mut Browser<'_>, path: &str) -> Reply {
    let request = browser.request(Method::GET, path).header(header::ACCEPT, "text/html");
    browser.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_field_that_is_sent_twice_is_told_and_nothing_is_done() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    let seen = tag(&boss.get("/users/nora").await.text).unwrap();
    let group = tag(&boss.get("/groups/reg.viewer/edit").await.text).unwrap();
    let twice = [("login", "twice"), ("company", "ministry")];
    for (path, sent, field) in [
        ("/users/nora", vec![("tag", &*seen), ("job_title", "Clerk"), ("job_title", "Chief")], "job_title"),
        ("/users/nora/state/suspended", vec![("tag", &*seen), ("tag", &*seen)], "tag"),
        ("/users/new", [&twice[..], &[("kind", "client"), ("kind", "internal")]].concat(), "kind"),
        ("/companies/new", vec![("code", "one"), ("code", "other"), ("name", "X")], "code"),
        (
            "/groups/reg.viewer/edit",
            vec![("tag", &*group), ("label", "A"), ("label", "B"), ("step", "save")],
            "label",
        ),
    ] {
        let told = boss.form(path, &sent).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", told.text);
        assert!(told.text.contains(&format!("the field {field} several times")), "{path}: {}", told.text);
    }
    let nora = office.get("root", "/api/v1/users/nora").await.json();
    assert!(nora["job_title"].is_null() && nora["state"] == "active", "{nora}");
    for absent in ["/api/v1/users/twice", "/api/v1/companies/one", "/api/v1/companies/other"] {
        assert_eq!(office.get("root", absent).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_does_not_say_what_its_author_saw_changes_nothing() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    for (path, sent) in [
        ("/users/nora", vec![("job_title", "Clerk")]),
        ("/users/nora/state/suspended", vec![]),
        ("/users/nora/groups", vec![("do", "save")]),
        ("/users/nora/skills/new", vec![("kind", "skill"), ("name", "Sewing")]),
        ("/companies/acme/change", vec![("name", "Other")]),
        ("/groups/reg.viewer/edit", vec![("label", "Other"), ("step", "save")]),
        ("/me/profile", vec![("job_title", "Clerk")]),
        ("/me/notifications", vec![("language", "fr")]),
    ] {
        let told = boss.form(path, &sent).await;
        assert!([409, 412].contains(&told.status.as_u16()), "{path}: {}", told.text);
    }
    let nora = office.get("root", "/api/v1/users/nora").await.json();
    assert!(nora["job_title"].is_null() && nora["state"] == "active", "{nora}");
    assert_ne!(office.get("root", "/api/v1/companies/acme").await.json()["name"], "Other");
}

#[tokio::test]
async fn where_forms_are_sent_to_there_is_a_page_above() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    for (path, above) in [
        ("/users/nora/security/sessions/7/end?lang=fr", "/users/nora/security?lang=fr"),
        ("/users/nora/notes", "/users/nora"),
        ("/me/security/password?lang=ar", "/me/security?lang=ar"),
        ("/theme", "/"),
        ("/sign-out", "/"),
    ] {
        let led = looked(&mut boss, path).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER, "{path}: {}", led.text);
        assert_eq!(location(&led), above, "{path}");
    }
    // Where the way leads elsewhere first, the language goes along.
    office.pass(3_600);
    let led = looked(&mut boss, "/roles/new?lang=fr").await;
    assert!(location(&led).starts_with("/step-up?next="), "{}", led.text);
    assert!(looked(&mut boss, "/step-up").await.text.contains("<html lang=\"fr\""));
    // A program is told what it did wrong, and what is nowhere is nowhere.
    assert_eq!(boss.get("/users/nora/notes").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(looked(&mut boss, "/users/nora/nothing").await.status, StatusCode::NOT_FOUND);
    let out = boss.form("/sign-out", &[]).await;
    assert_eq!((out.status, location(&out)), (StatusCode::SEE_OTHER, "/signed-out"));
    assert!(!boss.is_in().await);
    let page = looked(&mut boss, "/signed-out?lang=es").await;
    assert!(
        page.text.contains("lang=\"es\"") && page.text.contains("href=\"/signed-out?lang=fr\""),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn light_and_dark_are_chosen_without_scripts() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    assert!(looked(&mut ella, "/me").await.text.contains("name=\"theme\" value=\"dark\""));
    let body = |theme: &str| Body::from(format!("theme={theme}"));
    let from = |browser: &Browser<'_>, from: &str| {
        let request = browser.request(Method::POST, "/theme").header(header::REFERER, from);
        request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let request = from(&ella, "https://office.example/me/access?lang=fr");
    let led = ella.send(request.body(body("dark")).unwrap()).await;
    assert_eq!(location(&led), "/me/access?lang=fr");
    let page = looked(&mut ella, "/me").await.text;
    assert!(
        page.contains("data-theme=\"dark\"") && page.contains("name=\"theme\" value=\"light\""),
        "{page}"
    );
    let request = from(&ella, "https://evil.example/me");
    let led = ella.send(request.body(body("<script>")).unwrap()).await;
    assert_eq!(location(&led), "/");
    assert!(looked(&mut ella, "/me").await.text.contains("data-theme=\"light\""));
}
