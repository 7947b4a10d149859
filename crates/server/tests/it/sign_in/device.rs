//! A device with a passkey, made of software, an authenticator, and what a page's script does between it and the server.

use axum::http::{Method, StatusCode};
use bailiwick_app::factors::totp::{Seed, Step};
use serde_json::{Value as Json, json};
use webauthn_authenticator_rs::{WebauthnAuthenticator, prelude::Url, softpasskey::SoftPasskey};

use super::browser::{Browser, PASSWORD};
use crate::{fixture::Reply, office::Office};

/// The site that browsers are at.
pub(crate) const SITE: &str = "https://office.example";

pub(crate) struct Device {
    soft: SoftPasskey,
    verifies: bool,
    /// The passkey that was made last, and what it knows its account by.
    id: Json,
    handle: Json,
}

impl Device {
    pub(crate) fn new() -> Self {
        Self::of(true)
    }

    /// A device that tells its owner by a PIN, or one that is only touched.
    pub(crate) fn of(verifies: bool) -> Self {
        Self { soft: SoftPasskey::new(verifies), verifies, id: Json::Null, handle: Json::Null }
    }

    /// Makes a passkey as a browser at `origin` has it make one.
    pub(crate) fn make(&mut self, origin: &str, asked: &Json) -> Json {
        let options = serde_json::from_value(asked.clone()).unwrap();
        let made = self.soft.do_registration(Url::parse(origin).unwrap(), options).unwrap();
        let made = serde_json::to_value(made).unwrap();
        self.id = made["id"].clone();
        self.handle = asked["publicKey"]["user"]["id"].clone();
        made
    }

    /// Shows the passkey. Where nobody's in particular was asked for, it says whose it is.
    pub(crate) fn show(&mut self, origin: &str, asked: &Json) -> Json {
        let mut asked = asked.clone();
        let named = asked["publicKey"]["allowCredentials"].as_array().is_some_and(|all| !all.is_empty());
        if !named {
            asked["publicKey"]["allowCredentials"] = json!([{ "type": "public-key", "id": self.id }]);
        }
        if self.verifies {
            // A device that can, does, also where that is only preferred.
            asked["publicKey"]["userVerification"] = json!("required");
        }
        let options = serde_json::from_value(asked).unwrap();
        let shown = self.soft.do_authentication(Url::parse(origin).unwrap(), options).unwrap();
        let mut shown = serde_json::to_value(shown).unwrap();
        if !named {
            shown["response"]["userHandle"] = self.handle.clone();
        }
        shown
    }

    /// Signs in with the passkey alone.
    pub(crate) async fn sign_in(&mut self, browser: &mut Browser<'_>) -> Reply {
        let asked = browser.post("/sign-in/passkey/begin", json!({})).await.json();
        let credential = self.show(SITE, &asked);
        let answer = json!({ "begun": asked["begun"], "credential": credential });
        browser.post("/sign-in/passkey", answer).await
    }

    /// Has somebody with [`PASSWORD`] enrol the passkey while signing in, as who has to.
    pub(crate) async fn enrol(&mut self, office: &Office, login: &str) {
        let path = format!("/api/v1/users/{login}/settings/factor.required");
        let set = office.ask("root", Method::PUT, &path, json!({ "value": "everybody" })).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text);
        let mut browser = Browser::new(office);
        let wants = browser.sign_in(login, PASSWORD).await.json();
        assert_eq!(wants["wants"]["enrol"], json!(["passkey", "totp"]), "{wants}");
        let asked = browser.post("/sign-in/enrol/passkey/begin", json!({})).await.json();
        let credential = self.make(SITE, &asked);
        let made = browser
            .post("/sign-in/enrol/passkey", json!({ "name": "Blue key", "credential": credential }))
            .await;
        assert_eq!(made.json()["state"], "signed_in", "{}", made.text);
        assert!(office.ask("root", Method::DELETE, &path, Json::Null).await.status.is_success());
    }
}

/// The seed that a page shows for typing.
pub(crate) fn seed(page: &Reply) -> Seed {
    let (_, rest) = page.text.split_once("id=\"seed\">").unwrap();
    let text: String =
        rest.split('<').next().unwrap().chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut bits = 0_u32;
    let (mut held, mut bytes) = (0_u64, Vec::new());
    for letter in text.bytes() {
        let value =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap() as u64;
        held = held << 5 | value;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    Seed::from_bytes(&bytes).unwrap()
}

/// The code of a step from now.
pub(crate) fn code(office: &Office, seed: &Seed, later: i64) -> String {
    let now = Step::at(office.now()).number() + later;
    seed.code(Step::numbered(now)).to_string()
}
