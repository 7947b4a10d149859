//! The gates on the way in by a link, each shut in turn.

use axum::http::{Method, StatusCode};
use bailiwick_app::sign_in::{Gate, Pathway};
use serde_json::json;

use super::{
    browser::{Browser, PASSWORD, somebody},
    device::{code, seed},
    forgotten::{follow, forget},
    gates::shut,
    mailbox::{House, Mail},
};

const NEW: &str = "nine boats under the bridge";

/// What comes of following a link, and of choosing a password where that is what is wanted.
async fn comes_to(browser: &mut Browser<'_>, letter: &Mail) -> String {
    let reply = follow(browser, letter).await;
    let told = |reply: &crate::fixture::Reply| {
        let body = reply.json();
        let code = body["code"].as_str().map(str::to_owned);
        code.unwrap_or_else(|| {
            if body["wants"].is_null() {
                body["state"].as_str().unwrap().to_owned()
            } else {
                body["wants"].to_string()
            }
        })
    };
    if told(&reply) != r#"{"new_password":true}"# {
        return told(&reply);
    }
    assert!(!browser.is_in().await, "nobody is in before there is a new password");
    told(&browser.post("/sign-in/password", json!({ "password": NEW })).await)
}

#[tokio::test]
async fn a_link_passes_no_gate_that_is_shut() {
    for gate in Gate::ALL {
        let house = House::new().await;
        let office = &house.office;
        somebody(office, "ella").await.form("/sign-out", &[]).await;
        // Or the new password would end the session that is in the way.
        let none = json!({ "value": ["role"] });
        let set = office.ask("root", Method::PUT, "/api/v1/users/ella/settings/session.ends_on", none).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text);
        if gate == Gate::Password {
            shut(office, Pathway::Letter, gate).await;
        }
        drop(house.arrived());
        forget(&house, "ella").await;
        let letter = house.letter();
        if gate != Gate::Password {
            shut(office, Pathway::Letter, gate).await;
        }
        let came = comes_to(&mut Browser::new(office), &letter).await;
        let expected = match gate {
            // Strangers who guess at the password do not lock out who has the link, nor does an old password: a new one is chosen in any case.
            Gate::Attempts | Gate::Password => "signed_in",
            Gate::Account => "sign_in.account",
            Gate::Place => "sign_in.place",
            Gate::Network => "sign_in.network",
            Gate::SecondFactor => r#"{"enrol":["passkey","totp"]}"#,
            Gate::Sessions => "sign_in.sessions",
        };
        assert_eq!(came, expected, "{gate:?}");
        assert_eq!(Pathway::Letter.asks(gate).is_err(), gate == Gate::Attempts);
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_the_mailbox_is_not_one() {
    let house = House::new().await;
    let office = &house.office;
    somebody(office, "ella").await.form("/sign-out", &[]).await;
    let path = "/api/v1/users/ella/settings/factor.required";
    office.ask("root", Method::PUT, path, json!({ "value": "everybody" })).await;
    let mut browser = Browser::new(office);
    browser.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    let seed = seed(&browser.get("/sign-in/enrol").await);
    let enrolled = browser.form("/sign-in/enrol", &[("code", &code(office, &seed, 0))]).await;
    assert_eq!(enrolled.status, StatusCode::SEE_OTHER, "{}", enrolled.text);
    drop(house.arrived());

    forget(&house, "ella").await;
    let letter = house.letter();
    let mut other = Browser::new(office);
    let wanted = follow(&mut other, &letter).await;
    assert_eq!(wanted.json()["wants"], json!({ "second_factor": ["totp"] }), "{}", wanted.text);
    let early = other.post("/sign-in/password", json!({ "password": NEW })).await;
    assert_ne!(early.json()["state"], "signed_in", "{}", early.text);
    assert_eq!(
        Browser::new(office).sign_in("ella", NEW).await.json()["code"],
        "sign_in.wrong",
        "the password is as it was"
    );
    office.pass(60);
    let right = code(office, &seed, 0);
    let shown = other.post("/sign-in/second", json!({ "kind": "totp", "code": right })).await;
    assert_eq!(shown.json()["wants"], json!({ "new_password": true }), "{}", shown.text);
    let taken = other.post("/sign-in/password", json!({ "password": NEW })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
}
