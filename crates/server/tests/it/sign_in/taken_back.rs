//! What somebody who got hold of a moment of an account cannot keep.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, DEVICE, PASSWORD, somebody},
    forgotten::{follow, forget},
    mailbox::House,
};
use crate::office::Office;

async fn temporary(office: &Office, login: &str) -> String {
    let given = office.post("root", &format!("/api/v1/users/{login}/temporary-password"), Json::Null).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    given.json()["password"].as_str().unwrap().to_owned()
}

/// Whether anything can be added in the flow of a browser.
async fn can_add(browser: &mut Browser<'_>) -> bool {
    let passkey = browser.post("/sign-in/enrol/passkey/begin", json!({})).await;
    let page = browser.get("/sign-in/enrol").await;
    let code = browser.post("/sign-in/enrol", json!({ "code": "123456" })).await;
    let told = [passkey.status, page.status, code.status];
    assert!(told.iter().all(|status| !status.is_server_error()), "{told:?}");
    passkey.status == StatusCode::OK || page.text.contains("id=\"seed\"")
}

#[tokio::test]
async fn a_flow_that_wants_something_else_adds_no_second_factor() {
    let house = House::new().await;
    let temporary = temporary(&house.office, "ella").await;
    let mut browser = Browser::new(&house.office);
    browser.sign_in("ella", &temporary).await;
    assert!(!can_add(&mut browser).await, "a temporary password wants another one first");
    browser.post("/sign-in/password", json!({ "password": PASSWORD })).await;
    drop(house.arrived());
    forget(&house, "ella").await;
    let mut mailbox = Browser::new(&house.office);
    let gone_on = follow(&mut mailbox, &house.letter()).await;
    assert_eq!(gone_on.json()["wants"], json!({ "new_password": true }), "{}", gone_on.text);
    assert!(!can_add(&mut mailbox).await, "a minute in a mailbox adds nothing that lasts");
    // Where it is what the gates want, it can be; and no longer than they do.
    let set = |name: &str, value: Json| {
        let path = format!("/api/v1/users/ella/settings/{name}");
        let office = &house.office;
        async move { office.ask("root", Method::PUT, &path, json!({ "value": value })).await.status }
    };
    assert_eq!(set("factor.methods", json!(["totp", "passkey"])).await, StatusCode::OK);
    assert_eq!(set("factor.required", json!("everybody")).await, StatusCode::OK);
    let mut wanted = Browser::new(&house.office);
    wanted.sign_in("ella", PASSWORD).await;
    assert!(can_add(&mut wanted).await);
    assert_eq!(set("network.allow", json!(["192.0.2.0/24"])).await, StatusCode::OK);
    assert!(!can_add(&mut wanted).await, "a gate that was shut since keeps him out");
}

#[tokio::test]
async fn links_from_before_a_temporary_password_open_nothing() {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    forget(&house, "ella").await;
    let letter = house.letter();
    temporary(&house.office, "ella").await;
    assert_eq!(follow(&mut Browser::new(&house.office), &letter).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn whoever_is_let_in_again_comes_in_anew() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    for (state, is_in) in [("suspended", false), ("active", false)] {
        let set =
            office.ask("root", Method::PUT, "/api/v1/users/ella/state", json!({ "state": state })).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text);
        assert_eq!(browser.is_in().await, is_in, "{state}");
    }
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
}

#[tokio::test]
async fn a_mark_that_somebody_planted_is_not_the_one_that_is_trusted() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    browser.form("/sign-out", &[]).await;
    let planted = "D".repeat(43);
    browser.cookies.insert(DEVICE.to_owned(), planted.clone());
    let set = office
        .ask(
            "root",
            Method::PUT,
            "/api/v1/users/ella/settings/factor.required",
            json!({ "value": "everybody" }),
        )
        .await;
    assert_eq!(set.status, StatusCode::OK);
    browser.sign_in("ella", PASSWORD).await;
    let seed = super::device::seed(&browser.get("/sign-in/enrol").await);
    browser.post("/sign-in/enrol", json!({ "code": super::device::code(&office, &seed, 0) })).await;
    browser.form("/sign-out", &[]).await;
    browser.sign_in("ella", PASSWORD).await;
    let code = super::device::code(&office, &seed, 1);
    let second =
        browser.post("/sign-in/second", json!({ "kind": "totp", "code": code, "trust": "yes" })).await;
    assert_eq!(second.json()["state"], "signed_in", "{}", second.text);
    let mut thief = Browser::new(&office);
    thief.cookies.insert(DEVICE.to_owned(), planted);
    let more = thief.sign_in("ella", PASSWORD).await;
    assert_eq!(more.json()["state"], "more", "what was planted spares nothing: {}", more.text);
    browser.form("/sign-out", &[]).await;
    assert_eq!(browser.sign_in("ella", PASSWORD).await.json()["state"], "signed_in", "what was given does");
    // Another password, and it has to be shown again.
    temporary(&office, "ella").await;
    let again = browser.sign_in("ella", PASSWORD).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED, "{}", again.text);
}

#[tokio::test]
async fn a_rule_that_comes_with_a_role_holds_from_its_first_day() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let set = office
        .ask(
            "root",
            Method::PUT,
            "/api/v1/roles/viewer/settings/network.allow",
            json!({ "value": ["192.0.2.0/24"] }),
        )
        .await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    let tomorrow = jiff::Timestamp::from_microsecond(office.now() + 86_400_000_000).unwrap();
    let line = json!({ "role": "viewer", "from": tomorrow.strftime("%Y-%m-%d").to_string() });
    let made = office.post("root", "/api/v1/users/ella/role-lines", line).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let key = async || office.get("ella", "/api/v1/me").await.status;
    assert!(browser.is_in().await && key().await == StatusCode::OK);
    office.pass(2 * 86_400);
    // Nothing has changed but the day.
    assert_eq!(key().await, StatusCode::UNAUTHORIZED);
    assert!(!browser.is_in().await);
}
