//! Passkeys over HTTP: alone, as a second thing, and what is refused.

use axum::http::{StatusCode, header};
use bailiwick_server::http::Peer;
use serde_json::json;

use super::{
    browser::{Browser, FLOW, PASSWORD, SESSION, somebody},
    device::{Device, SITE},
};
use crate::office::Office;

async fn office() -> (Office, Device) {
    let office = Office::new();
    somebody(&office, "ella").await.form("/sign-out", &[]).await;
    let mut device = Device::new();
    device.enrol(&office, "ella").await;
    (office, device)
}

#[tokio::test]
async fn a_passkey_lets_its_owner_in_by_itself() {
    let (office, mut device) = office().await;
    let mut browser = Browser::new(&office);
    let page = browser.get("/sign-in").await;
    assert!(page.text.contains("data-passkey=\"get\"") && page.text.contains("passkeys.js"), "{}", page.text);
    let signed_in = device.sign_in(&mut browser).await.json();
    assert_eq!(signed_in["session"]["factors"], json!(["passkey"]), "{signed_in}");
    assert_eq!(
        (&signed_in["session"]["login"], &signed_in["session"]["pathway"]),
        (&json!("ella"), &json!("passkey"))
    );
    assert!(browser.is_in().await && !browser.cookies.contains_key(FLOW));
    // A form does it as well, and leads on to where somebody wanted to go.
    let mut other = Browser::new(&office);
    other.get("/sign-in?next=/me/security").await;
    let asked = other.post("/sign-in/passkey/begin", json!({})).await.json();
    let (begun, credential) = (asked["begun"].as_str().unwrap(), device.show(SITE, &asked).to_string());
    let page = other.form("/sign-in/passkey", &[("begun", begun), ("credential", &credential)]).await;
    assert_eq!(
        (page.status, page.headers[header::LOCATION].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/me/security")
    );
    assert!(other.is_in().await);
}

#[tokio::test]
async fn what_was_asked_is_answered_once_and_in_time() {
    let (office, mut device) = office().await;
    let mut browser = Browser::new(&office);
    let asked = browser.post("/sign-in/passkey/begin", json!({})).await.json();
    let answer = json!({ "begun": asked["begun"], "credential": device.show(SITE, &asked) });
    assert_eq!(browser.post("/sign-in/passkey", answer.clone()).await.json()["state"], "signed_in");
    let again = Browser::new(&office).post("/sign-in/passkey", answer).await;
    assert_eq!((again.status, &again.json()["code"]), (StatusCode::CONFLICT, &json!("sign_in.over")));
    // A wrong answer uses it up too, and nobody makes a slip but the server.
    let asked = browser.post("/sign-in/passkey/begin", json!({})).await.json();
    let elsewhere =
        json!({ "begun": asked["begun"], "credential": device.show("https://evil.office.example", &asked) });
    let wrong = browser.post("/sign-in/passkey", elsewhere).await;
    assert_eq!(
        (wrong.status, &wrong.json()["code"]),
        (StatusCode::UNAUTHORIZED, &json!("sign_in.wrong_factor"))
    );
    let right = json!({ "begun": asked["begun"], "credential": device.show(SITE, &asked) });
    assert_eq!(browser.post("/sign-in/passkey", right).await.json()["code"], "sign_in.over");
    for slip in [json!("AAAA"), json!(""), json!("ä"), json!("A".repeat(2_000))] {
        let planted = json!({ "begun": slip, "credential": {} });
        assert_eq!(browser.post("/sign-in/passkey", planted).await.json()["code"], "sign_in.over");
    }
    let asked = browser.post("/sign-in/passkey/begin", json!({})).await.json();
    let late = json!({ "begun": asked["begun"], "credential": device.show(SITE, &asked) });
    office.pass(10 * 60);
    assert_eq!(browser.post("/sign-in/passkey", late).await.json()["code"], "sign_in.over");
}

#[tokio::test]
async fn a_passkey_is_a_second_thing_beside_the_password() {
    let (office, mut device) = office().await;
    let mut browser = Browser::new(&office);
    let wants = browser.sign_in("ella", PASSWORD).await.json();
    assert_eq!(wants["wants"]["second_factor"], json!(["passkey"]), "{wants}");
    let page = browser.get("/sign-in/second").await;
    assert!(
        page.text.contains("/sign-in/second/passkey") && !page.text.contains("name=\"code\""),
        "{}",
        page.text
    );
    assert!(page.text.contains("name=\"trust\""), "{}", page.text);
    let asked = browser.post("/sign-in/second/passkey", json!({})).await.json();
    assert_eq!(asked["publicKey"]["allowCredentials"].as_array().unwrap().len(), 1);
    let elsewhere =
        json!({ "kind": "passkey", "credential": device.show("https://evil.office.example", &asked) });
    assert_eq!(browser.post("/sign-in/second", elsewhere).await.json()["code"], "sign_in.wrong_factor");
    let asked = browser.post("/sign-in/second/passkey", json!({})).await.json();
    let right = json!({ "kind": "passkey", "trust": "yes", "credential": device.show(SITE, &asked) });
    let signed_in = browser.post("/sign-in/second", right).await;
    assert_eq!(signed_in.json()["session"]["factors"], json!(["password", "passkey"]), "{}", signed_in.text);
    // A browser that was trusted is not asked for it again.
    assert_eq!(browser.form("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    let again = browser.sign_in("ella", PASSWORD).await.json();
    assert_eq!(again["session"]["factors"], json!(["password", "trusted_device"]), "{again}");
    // Nobody is asked for a second thing who has shown no first one.
    let stranger = Browser::new(&office).post("/sign-in/second/passkey", json!({})).await;
    assert_eq!((stranger.status, &stranger.json()["code"]), (StatusCode::CONFLICT, &json!("sign_in.over")));
}

#[tokio::test]
async fn a_counter_that_goes_back_tells_of_a_copy() {
    let (office, mut device) = office().await;
    let mut browser = Browser::new(&office);
    let first = browser.post("/sign-in/passkey/begin", json!({})).await.json();
    let second = browser.post("/sign-in/passkey/begin", json!({})).await.json();
    // The device signs the first one first, and the copy's answer comes late.
    let early = json!({ "begun": first["begun"], "credential": device.show(SITE, &first) });
    let late = json!({ "begun": second["begun"], "credential": device.show(SITE, &second) });
    assert_eq!(browser.post("/sign-in/passkey", late).await.json()["state"], "signed_in");
    let copied = Browser::new(&office).post("/sign-in/passkey", early).await;
    assert_eq!(copied.json()["code"], "sign_in.wrong_factor", "{}", copied.text);
}

#[tokio::test]
async fn wrong_passkeys_are_counted_by_network() {
    let (office, mut device) = office().await;
    let mut browser = Browser::new(&office);
    let mut from = async |address: &str, credential: Option<&mut Device>| {
        let asked = browser.post("/sign-in/passkey/begin", json!({})).await.json();
        let credential = credential.map_or(json!({}), |device| device.show(SITE, &asked));
        let answer = json!({ "begun": asked["begun"], "credential": credential });
        let request = browser
            .request(axum::http::Method::POST, "/sign-in/passkey")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .extension(Peer(address.parse().unwrap()));
        let reply = browser.send(request.body(answer.to_string().into()).unwrap()).await;
        browser.cookies.remove(SESSION);
        reply
    };
    for _ in 0..100 {
        assert_eq!(from("192.0.2.7", None).await.json()["code"], "sign_in.wrong_factor");
    }
    let stopped = from("192.0.2.7", Some(&mut device)).await;
    assert_eq!(
        (stopped.status, &stopped.json()["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("sign_in.stopped"))
    );
    assert_eq!(from("198.51.100.7", Some(&mut device)).await.json()["state"], "signed_in");
}
