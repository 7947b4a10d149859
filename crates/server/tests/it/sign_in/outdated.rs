//! A stricter rule for passwords says whom it touches, and can have them choose another one.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::browser::{Browser, PASSWORD, somebody};
use crate::{fixture::Reply, office::Office};

const HASH: &str = "{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgMBAgMEBQYHCA==";

async fn set(office: &Office, place: &str, name: &str, body: Json, query: &str) -> Reply {
    office.ask("root", Method::PUT, &format!("/api/v1{place}/settings/{name}{query}"), body).await
}

fn touched(weaker: u64, unknown: u64, older: u64, required: u64) -> Json {
    json!({ "weaker": weaker, "unknown": unknown, "older": older, "required": required })
}

/// Ella and Carl of Acme have chosen a password; Nora of the ministry brought one along.
async fn office() -> Office {
    let office = Office::new();
    for login in ["ella", "carl"] {
        drop(somebody(&office, login).await);
    }
    let taken =
        office.table("root", "/api/v1/users/import", &format!("login,password_hash\nnora,{HASH}\n")).await;
    assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.text);
    office.work_off();
    office
}

#[tokio::test]
async fn a_dry_run_counts_and_a_real_one_can_demand() {
    let office = office().await;
    let longer = |require: bool| json!({ "value": 16, "require_change": require });
    let min_length = "password.min_length";
    let dry = set(&office, "", min_length, longer(false), "?dry_run=true").await;
    assert_eq!(dry.json()["passwords"], touched(2, 1, 0, 0), "{}", dry.text);
    let dry = set(&office, "", min_length, longer(true), "?dry_run=true").await;
    assert_eq!(dry.json()["passwords"], touched(2, 1, 0, 3));
    let acme = set(&office, "/companies/acme", min_length, longer(false), "?dry_run=true").await;
    assert_eq!(acme.json()["passwords"], touched(2, 0, 0, 0));
    let ella = set(&office, "/users/ella", min_length, longer(false), "?dry_run=true").await;
    assert_eq!(ella.json()["passwords"], touched(1, 0, 0, 0));
    let same = set(&office, "", min_length, json!({ "value": 12 }), "?dry_run=true").await;
    assert_eq!(same.json()["passwords"], touched(0, 1, 0, 0), "it is as it was when they chose theirs");
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");

    let done = set(&office, "/companies/acme", min_length, longer(true), "").await;
    assert_eq!(
        (done.status, &done.json()["passwords"]),
        (StatusCode::OK, &touched(2, 0, 0, 2)),
        "{}",
        done.text
    );
    let asked = Browser::new(&office).sign_in("ella", PASSWORD).await.json();
    assert_eq!(asked["wants"], json!({ "new_password": true }), "{asked}");
    // Whoever has to change it anyway is not counted again; nor is who has.
    let again = set(&office, "/companies/acme", min_length, longer(true), "").await;
    assert_eq!(again.json()["passwords"], touched(0, 0, 0, 0), "{}", again.text);
    let mut ella = Browser::new(&office);
    ella.sign_in("ella", PASSWORD).await;
    let short = ella.post("/sign-in/password", json!({ "password": "nine boats weir" })).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", short.text);
    let taken = ella.post("/sign-in/password", json!({ "password": "nine boats below the weir" })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
    let after = set(&office, "/companies/acme", min_length, longer(false), "?dry_run=true").await;
    assert_eq!(after.json()["passwords"], touched(0, 0, 0, 0));
    let trail = office.get("root", "/api/v1/audit?limit=500").await.text;
    assert!(trail.contains("password.outdated"));
}

#[tokio::test]
async fn kinds_of_characters_and_age_count_too() {
    let office = office().await;
    let digits = json!({ "value": ["digit"] });
    let dry = set(&office, "", "password.composition", digits, "?dry_run=true").await;
    assert_eq!(dry.json()["passwords"], touched(2, 1, 0, 0), "{}", dry.text);
    let none = set(&office, "", "password.composition", json!({ "value": [] }), "?dry_run=true").await;
    assert_eq!(none.json()["passwords"], touched(0, 0, 0, 0));
    office.pass(31 * 24 * 3_600);
    for (days, older) in [(30, 3), (32, 0), (0, 0)] {
        let dry = set(&office, "", "password.expiry_days", json!({ "value": days }), "?dry_run=true").await;
        assert_eq!(dry.json()["passwords"], touched(0, 0, older, 0), "{days}: {}", dry.text);
    }
}

#[tokio::test]
async fn nothing_else_requires_a_change() {
    let office = office().await;
    for (name, value) in
        [("password.history", json!(3)), ("language", json!("fr")), ("session.hours", json!(8))]
    {
        let refused = set(&office, "", name, json!({ "value": value, "require_change": true }), "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", refused.text);
        assert_eq!(refused.json()["errors"][0]["pointer"], "/require_change");
    }
    // Whoever may not set it demands nothing.
    let path = "/api/v1/settings/password.min_length";
    let body = json!({ "value": 16, "require_change": true });
    for actor in ["carl", "dora", "nora", "desk"] {
        assert!(office.ask(actor, Method::PUT, path, body.clone()).await.status.is_client_error(), "{actor}");
    }
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
}
