//! What a browser sends of a passkey: the whole of it as JSON, and the two parts of it in CBOR inside an envelope that is
//! right, so that they are read. None of it answers what was asked, so nothing may be accepted.

#![no_main]

use std::sync::LazyLock;

use bailiwick_app::factors::passkeys::{Attestation, Begun, Handle, Passkeys, Person, Purpose};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

const KEPT: &str = include_str!("../passkey.json");

struct Asked {
    site: Passkeys,
    handle: Handle,
    enrolment: Begun,
    sign_in: Begun,
}

static ASKED: LazyLock<Asked> = LazyLock::new(|| {
    let site = Passkeys::new("https://id.example.org", None, "Bailiwick").expect("a site");
    let handle = Handle::from_bytes(&[1; Handle::BYTES]).expect("a handle");
    let anna = Person { handle, login: "anna", name: "Anna" };
    let enrolment = site.begin_enrol(Purpose::Alone, anna, &[], &Attestation::None).expect("an enrolment");
    let sign_in = site.begin_sign_in(Purpose::Alone, handle, &[KEPT]).expect("a sign-in");
    Asked { site, handle, enrolment, sign_in }
});

fuzz_target!(|bytes: &[u8]| {
    let Asked { site, handle, enrolment, sign_in } = &*ASKED;
    let _ = Passkeys::claim(bytes);
    assert!(site.finish_enrol(bytes, &enrolment.state).is_err());
    assert!(site.finish_sign_in(bytes, &sign_in.state, *handle, KEPT).is_err());

    // With no statement, and the challenge right, an enrolment is what it says; only the sign-in is signed.
    let part = URL_SAFE_NO_PAD.encode(bytes);
    let created = envelope("webauthn.create", enrolment, json!({ "attestationObject": part }));
    let _ = site.finish_enrol(&created, &enrolment.state);
    let shown = envelope("webauthn.get", sign_in, json!({ "authenticatorData": part, "signature": "AAAA" }));
    assert!(site.finish_sign_in(&shown, &sign_in.state, *handle, KEPT).is_err());
});

/// A response whose other parts are right.
fn envelope(kind: &str, begun: &Begun, mut response: serde_json::Value) -> Vec<u8> {
    let challenge = &begun.options["publicKey"]["challenge"];
    let told = json!({ "type": kind, "challenge": challenge, "origin": "https://id.example.org" });
    response["clientDataJSON"] = json!(URL_SAFE_NO_PAD.encode(told.to_string()));
    let id = serde_json::from_str::<serde_json::Value>(KEPT).expect("JSON")["cred_id"].clone();
    json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string().into_bytes()
}
