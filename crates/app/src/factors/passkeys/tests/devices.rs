//! Devices made of software, and the browser between them and us.

use serde_json::{Value, json};
use webauthn_authenticator_rs::{
    AuthenticatorBackend, WebauthnAuthenticator, prelude::Url, softpasskey::SoftPasskey,
};

use super::super::*;

pub(super) const SITE: &str = "https://id.example.org";

pub(super) const ANNA: Person<'static> =
    Person { handle: Handle([1; Handle::BYTES]), login: "anna", name: "Anna" };
pub(super) const BERT: Person<'static> =
    Person { handle: Handle([2; Handle::BYTES]), login: "bert", name: "Bert" };

pub(super) fn site() -> Passkeys {
    // The name above the site's own, so that a device would also answer at a neighbour's.
    Passkeys::new(SITE, Some("example.org"), "Bailiwick").unwrap()
}

/// A device that tells its owner, or one that only is there.
pub(super) fn device(verifies: bool) -> SoftPasskey {
    SoftPasskey::new(verifies)
}

/// What a browser at `origin` sends for a new passkey.
pub(super) fn created(device: &mut impl AuthenticatorBackend, origin: &str, begun: &Begun) -> Value {
    let options = serde_json::from_value(begun.options.clone()).unwrap();
    let response = device.do_registration(Url::parse(origin).unwrap(), options).unwrap();
    serde_json::to_value(response).unwrap()
}

/// What a browser at `origin` sends for a passkey that is there.
pub(super) fn shown(device: &mut impl AuthenticatorBackend, origin: &str, begun: &Begun) -> Value {
    let options = serde_json::from_value(begun.options.clone()).unwrap();
    let response = device.do_authentication(Url::parse(origin).unwrap(), options).unwrap();
    serde_json::to_value(response).unwrap()
}

/// The same from a device that finds the passkey by itself and says whose it is.
pub(super) fn found(device: &mut SoftPasskey, begun: &Begun, kept: &Kept, whose: Option<Handle>) -> Value {
    let mut begun = begun.clone();
    let id = URL_SAFE_NO_PAD.encode(&kept.credential_id);
    begun.options["publicKey"]["allowCredentials"] = json!([{ "type": "public-key", "id": id }]);
    let mut response = shown(device, SITE, &begun);
    response["response"]["userHandle"] = json!(whose.map(String::from));
    response
}

pub(super) fn sent(response: &Value) -> Vec<u8> {
    serde_json::to_vec(response).unwrap()
}

/// A passkey of somebody, enrolled with a device.
pub(super) fn enrolled(device: &mut SoftPasskey, purpose: Purpose, person: Person<'_>) -> Kept {
    let begun = site().begin_enrol(purpose, person, &[], &Attestation::None).unwrap();
    site().finish_enrol(&sent(&created(device, SITE, &begun)), &begun.state).unwrap()
}

/// Changes what the browser says it was asked, inside a response.
pub(super) fn retold(response: &Value, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut response = response.clone();
    let told = URL_SAFE_NO_PAD.decode(response["response"]["clientDataJSON"].as_str().unwrap()).unwrap();
    let mut told: Value = serde_json::from_slice(&told).unwrap();
    change(&mut told);
    response["response"]["clientDataJSON"] = json!(URL_SAFE_NO_PAD.encode(told.to_string()));
    sent(&response)
}

/// Flips a bit of one of the parts of a response.
pub(super) fn flipped(response: &Value, part: &str, at: usize) -> Vec<u8> {
    let mut response = response.clone();
    let mut bytes = URL_SAFE_NO_PAD.decode(response["response"][part].as_str().unwrap()).unwrap();
    let at = at % bytes.len();
    bytes[at] ^= 1;
    response["response"][part] = json!(URL_SAFE_NO_PAD.encode(bytes));
    sent(&response)
}
