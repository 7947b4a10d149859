//! What was typed about somebody is kept: while one shows again who one is, and until it is known what came between.

use axum::http::StatusCode;
use serde_json::json;

use super::{chief, keeps};
use crate::{office::Office, sign_in::browser::location};

/// The state that a form was made of.
fn tag(page: &str) -> String {
    page.split("name=\"tag\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_typed_about_somebody_is_kept_while_one_shows_again_who_one_is() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    office.post("root", "/api/v1/users/nora/role-lines", json!({"role": "administrator"})).await;
    let seen = tag(&boss.get("/users/nora").await.text);
    let line = boss.get("/users/nora/access").await.text;
    let line = line.split("/users/nora/lines/").filter(|rest| !rest.starts_with("new")).nth(1).unwrap();
    let line = format!("/users/nora/lines/{}", line.split('"').next().unwrap());
    office.pass(3_600);
    let role = [("role", "administrator"), ("from", "2027-02-03"), ("reason", "Stands in for Tess")];
    for (path, typed, kept) in [
        (
            "/users/nora",
            vec![("tag", &*seen), ("email", "nora@new.example"), ("reason", "She asked")],
            "She asked",
        ),
        ("/users/nora/lines/new", [&role[..], &[("do", "save")]].concat(), "Stands in for Tess"),
        ("/users/nora/lines/new", [&role[..], &[("do", "preview")]].concat(), "2027-02-03"),
        (&line, vec![("to", "2027-05-06"), ("reason", "Until May"), ("do", "save")], "Until May"),
        (
            "/users/nora/overrides/new",
            vec![
                ("effect", "deny"),
                ("operation", "update"),
                ("model", "bailiwick.user"),
                ("reason", "Under review"),
                ("do", "save"),
            ],
            "Under review",
        ),
        (
            "/users/nora/end-access",
            vec![("suspend", "1"), ("reason", "Gone since Monday")],
            "Gone since Monday",
        ),
    ] {
        let sent = boss.filled(path, &typed).await;
        keeps(&sent, kept);
        assert!(!sent.text.contains("name=\"tag\"") || path != "/users/nora" || tag(&sent.text) == seen);
    }
    // What was ticked stays as it is, and nothing is said of what was not tried.
    let ending = boss.filled("/users/nora/end-access", &[("reason", "x")]).await;
    assert!(!ending.text.contains("name=\"suspend\" value=\"1\" checked"), "{}", ending.text);
    // Where nothing is typed yet, the way leads there and back.
    let asked = boss.get("/users/nora/end-access").await;
    assert_eq!(location(&asked), "/step-up?next=/users/nora/end-access", "{}", asked.text);
}

#[tokio::test]
async fn a_form_that_is_mended_does_not_overwrite_what_came_between() {
    let office = Office::new();
    let mut boss = chief(&office).await;
    let seen = tag(&boss.get("/users/nora").await.text);
    let wrong = [("tag", &*seen), ("email", "no address"), ("reason", "She asked")];
    let wrong = boss.form("/users/nora", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(wrong.text.contains("no address") && wrong.text.contains("She asked"), "{}", wrong.text);
    // What is sent again is what was seen, however late.
    assert_eq!(tag(&wrong.text), seen);
    let between = office.patch("root", "/api/v1/users/nora", json!({"job_title": "Clerk"})).await;
    assert_eq!(between.status, StatusCode::OK, "{}", between.text);
    let late = boss.form("/users/nora", &[("tag", &*seen), ("email", "no address")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    let mended = [("tag", &*seen), ("email", "nora@new.example"), ("job_title", "")];
    let mended = boss.form("/users/nora", &mended).await;
    assert_eq!(mended.status, StatusCode::CONFLICT, "{}", mended.text);
    assert!(mended.text.contains("Clerk"), "what differs is shown: {}", mended.text);
}
