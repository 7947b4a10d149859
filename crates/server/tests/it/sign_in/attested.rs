//! Passkeys that must show of which make their device is.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use bailiwick_server::config::{Config, PasskeyConfig};
use bailiwick_testkit::Scratch;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value as Json, json};
use webauthn_authenticator_rs::{
    WebauthnAuthenticator,
    prelude::Url,
    softtoken::{AAGUID, SoftToken},
};
use webauthn_rs::prelude::{AttestationCaList, AttestationCaListBuilder, Uuid};

use super::{
    browser::{Browser, somebody},
    device::{Device, SITE},
};
use crate::{fixture::Reply, office::Office};

/// The one certificate of a list, as its maker publishes it.
fn published(list: &AttestationCaList) -> String {
    let list = serde_json::to_value(list).unwrap();
    let maker = list["cas"].as_object().unwrap().values().next().unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(maker["ca"].as_str().unwrap()).unwrap();
    let text = STANDARD.encode(bytes);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

async fn attested(office: &Office) -> Browser<'_> {
    let browser = somebody(office, "ella").await;
    let path = "/api/v1/users/ella/settings/passkey.attested";
    let set = office.ask("root", Method::PUT, path, json!({ "value": true })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    browser
}

/// Adds what a device has made for what was asked.
async fn add(browser: &mut Browser<'_>, make: impl FnOnce(&Json) -> Json) -> Reply {
    let asked = browser.post("/api/v1/me/passkeys/begin", json!({})).await.json();
    let body = json!({ "begun": asked["begun"], "name": "Token", "credential": make(&asked) });
    browser.post("/api/v1/me/passkeys", body).await
}

#[tokio::test]
async fn only_devices_of_trusted_makers_are_taken_where_that_is_set() {
    let (mut token, certificate) = SoftToken::new(true).unwrap();
    let folder = Scratch::new("makers");
    let file = folder.join("roots.pem");
    let mut list = AttestationCaListBuilder::new();
    list.insert_device_x509(certificate, Uuid::nil(), String::new(), BTreeMap::new()).unwrap();
    std::fs::write(&file, published(&list.build())).unwrap();
    let mut config = Config {
        passkeys: PasskeyConfig { maker_files: vec![file], ..PasskeyConfig::default() },
        ..Config::default()
    };
    let mut make = |asked: &Json| {
        let options = serde_json::from_value(asked.clone()).unwrap();
        let made = token.do_registration(Url::parse(SITE).unwrap(), options).unwrap();
        serde_json::to_value(made).unwrap()
    };
    for (models, allowed) in [
        (vec![], true),
        (vec![AAGUID.to_string()], true),
        (vec!["2fc0579f-8113-47ea-b116-bb5a8db9202a".to_owned()], false),
    ] {
        config.passkeys.models = models;
        let office = Office::trusting(config.trusted_makers().unwrap());
        let mut browser = attested(&office).await;
        let added = add(&mut browser, &mut make).await;
        if allowed {
            assert_eq!(added.status, StatusCode::OK, "{}", added.text);
            let trail = office.get("root", "/api/v1/audit?limit=200").await.text;
            assert!(trail.contains(&AAGUID.to_string()), "the trail has the model: {trail}");
        } else {
            assert_eq!(added.json()["code"], "passkey.unfit", "{}", added.text);
        }
        let mut other = Device::new();
        let refused = add(&mut browser, |asked| other.make(SITE, asked)).await;
        assert_eq!(
            refused.json()["code"],
            "passkey.unfit",
            "a device that vouches for itself: {}",
            refused.text
        );
    }
    config.passkeys.models = vec!["yubikey".to_owned()];
    assert!(
        config
            .trusted_makers()
            .map(drop)
            .unwrap_err()
            .to_string()
            .starts_with("passkeys.models: \"yubikey\"")
    );
}

#[tokio::test]
async fn where_no_maker_is_trusted_nothing_can_show_its_make() {
    let office = Office::new();
    let mut browser = attested(&office).await;
    let refused = browser.post("/api/v1/me/passkeys/begin", json!({})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &json!("not_allowed")));
    assert!(refused.text.contains("no makers are trusted"), "{}", refused.text);
}
