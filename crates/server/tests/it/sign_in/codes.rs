//! Codes by mail and by text message, as a second thing to show.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD, somebody},
    device::{code, seed},
    forgotten::{follow, forget},
    mailbox::House,
};

async fn set(house: &House, name: &str, value: Json) {
    let path = format!("/api/v1/users/ella/settings/{name}");
    let set = house.office.ask("root", Method::PUT, &path, json!({ "value": value })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
}

/// Ella, whose address was shown to be hers, where a second thing is asked for.
async fn ready() -> House {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    forget(&house, "ella").await;
    let mut browser = Browser::new(&house.office);
    follow(&mut browser, &house.letter()).await;
    let taken = browser.post("/sign-in/password", json!({ "password": PASSWORD })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
    drop(house.arrived());
    set(&house, "factor.required", json!("everybody")).await;
    set(&house, "factor.methods", json!(["email", "sms"])).await;
    house
}

#[tokio::test]
async fn a_code_by_mail_lets_in_once_and_only_where_it_was_asked_for() {
    let house = ready().await;
    let mut browser = Browser::new(&house.office);
    let wanted = browser.sign_in("ella", PASSWORD).await;
    assert_eq!(wanted.json()["wants"], json!({ "second_factor": ["email_code"] }), "{}", wanted.text);
    let page = browser.get("/sign-in/second").await;
    assert!(page.text.contains("action=\"/sign-in/second/send\""), "{}", page.text);
    assert!(house.arrived().is_empty(), "nothing is sent before it is asked for");
    let sent = browser.form("/sign-in/second/send", &[("kind", "email_code")]).await;
    assert_eq!(
        (sent.status, sent.headers["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/sign-in/second?kind=email_code")
    );
    let first = house.letter();
    assert_eq!(first.to, "ella@acme.example");
    // Another code takes its place; that of another flow opens nothing here.
    assert_eq!(
        browser.post("/sign-in/second/send", json!({ "kind": "email_code" })).await.status,
        StatusCode::ACCEPTED
    );
    let second = house.letter();
    let mut other = Browser::new(&house.office);
    other.sign_in("ella", PASSWORD).await;
    other.post("/sign-in/second/send", json!({ "kind": "email_code" })).await;
    let elsewhere = house.letter();
    for wrong in [first.code(), elsewhere.code()] {
        if wrong != second.code() {
            let no = browser.post("/sign-in/second", json!({ "kind": "email_code", "code": wrong })).await;
            assert_eq!(no.json()["code"], "sign_in.wrong_factor", "{}", no.text);
        }
    }
    let right = browser.post("/sign-in/second", json!({ "kind": "email_code", "code": second.code() })).await;
    assert_eq!(right.json()["state"], "signed_in", "{}", right.text);
    house.office.pass(11 * 60);
    let late = other.post("/sign-in/second", json!({ "kind": "email_code", "code": elsewhere.code() })).await;
    assert_ne!(late.json()["state"], "signed_in");
}

#[tokio::test]
async fn codes_go_only_where_they_may_and_not_without_end() {
    let house = ready().await;
    // Not by a way that is not offered, not to who has no flow.
    let mut browser = Browser::new(&house.office);
    let over = browser.post("/sign-in/second/send", json!({ "kind": "email_code" })).await;
    assert_eq!(over.json()["code"], "sign_in.over");
    browser.sign_in("ella", PASSWORD).await;
    for (kind, status) in [
        ("sms_code", StatusCode::CONFLICT),
        ("totp", StatusCode::UNPROCESSABLE_ENTITY),
        ("", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let mut browser = Browser::new(&house.office);
        browser.sign_in("ella", PASSWORD).await;
        let no = browser.post("/sign-in/second/send", json!({ "kind": kind })).await;
        assert_eq!(no.status, status, "{kind}: {}", no.text);
    }
    assert!(house.arrived().is_empty());
    // The mailbox does not count twice.
    forget(&house, "ella").await;
    let letter = house.letter();
    let shut = follow(&mut Browser::new(&house.office), &letter).await;
    assert_eq!(shut.json()["code"], "sign_in.second_factor", "{}", shut.text);
    // So many and no more.
    let mut stopped = 0;
    for _ in 0..12 {
        let reply = browser.post("/sign-in/second/send", json!({ "kind": "email_code" })).await;
        stopped += usize::from(reply.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!((stopped, house.arrived().len()), (4, 8), "ten an hour, with two links");
    // An address that is not the account's any more gets none.
    house.office.pass(3_600);
    house.address("ella", "else@acme.example").await;
    drop(house.arrived());
    let mut browser = Browser::new(&house.office);
    let shut = browser.sign_in("ella", PASSWORD).await;
    assert_eq!(shut.json()["code"], "sign_in.second_factor", "{}", shut.text);
}

#[tokio::test]
async fn who_has_an_authenticator_can_have_a_code_sent_instead_where_that_is_allowed() {
    let house = ready().await;
    set(&house, "factor.methods", json!(["email", "totp"])).await;
    // Who can show his mailbox shows it: whoever has the password alone could add an authenticator of his own.
    let wanted = Browser::new(&house.office).sign_in("ella", PASSWORD).await;
    assert_eq!(wanted.json()["wants"], json!({ "second_factor": ["email_code"] }), "{}", wanted.text);
    set(&house, "factor.methods", json!(["totp"])).await;
    let mut browser = Browser::new(&house.office);
    let wanted = browser.sign_in("ella", PASSWORD).await;
    assert_eq!(wanted.json()["wants"], json!({ "enrol": ["totp"] }), "{}", wanted.text);
    let seed = seed(&browser.get("/sign-in/enrol").await);
    browser.form("/sign-in/enrol", &[("code", &code(&house.office, &seed, 0))]).await;
    drop(house.arrived());
    set(&house, "factor.methods", json!(["email", "totp"])).await;
    let mut other = Browser::new(&house.office);
    other.sign_in("ella", PASSWORD).await;
    let page = other.get("/sign-in/second").await;
    assert!(
        page.text.contains("value=\"email_code\"") && page.text.contains("value=\"totp\""),
        "{}",
        page.text
    );
    other.form("/sign-in/second/send", &[("kind", "email_code")]).await;
    let letter = house.letter();
    let right = other.post("/sign-in/second", json!({ "kind": "email_code", "code": letter.code() })).await;
    assert_eq!(right.json()["state"], "signed_in", "{}", right.text);
    set(&house, "factor.methods", json!(["totp"])).await;
    let mut third = Browser::new(&house.office);
    let wanted = third.sign_in("ella", PASSWORD).await;
    assert_eq!(wanted.json()["wants"], json!({ "second_factor": ["totp"] }), "{}", wanted.text);
    assert_eq!(
        third.post("/sign-in/second/send", json!({ "kind": "email_code" })).await.json()["code"],
        "sign_in.over"
    );
}
