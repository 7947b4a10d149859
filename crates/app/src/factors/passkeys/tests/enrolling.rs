//! Which passkeys are taken in.

use serde_json::{Value, json};
use webauthn_authenticator_rs::softtoken::{AAGUID, SoftToken};
use webauthn_rs::prelude::{AttestationCaListBuilder, Uuid};

use super::{super::*, devices::*};

const NOTHING: Attestation = Attestation::None;

#[test]
fn a_passkey_that_is_to_do_alone_has_to_tell_its_owner() {
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    let asked = &begun.options["publicKey"];
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(asked["attestation"], "none");
    assert_eq!(asked["rp"], json!({ "id": "example.org", "name": "Bailiwick" }));
    assert_eq!(asked["user"]["id"], json!(String::from(ANNA.handle)));
    assert_eq!((&asked["user"]["name"], &asked["user"]["displayName"]), (&json!("anna"), &json!("Anna")));
    let kept = site().finish_enrol(&sent(&created(&mut device(true), SITE, &begun)), &begun.state).unwrap();
    assert!(kept.user_verified && !kept.synced);
    assert_eq!((kept.aaguid, kept.discoverable, kept.credential_id.len()), (None, None, 32));

    // Only its flag says that it did; a device that did not is refused.
    let mut lowered = begun.clone();
    lowered.options["publicKey"]["authenticatorSelection"]["userVerification"] = json!("preferred");
    let unverified = sent(&created(&mut device(false), SITE, &lowered));
    assert_eq!(refused(&begun, &unverified), PasskeyError::NotVerified);
}

#[test]
fn a_second_factor_need_not() {
    let begun = site().begin_enrol(Purpose::SecondFactor, ANNA, &[], &NOTHING).unwrap();
    assert_eq!(begun.options["publicKey"]["authenticatorSelection"]["userVerification"], "preferred");
    assert_eq!(begun.options["publicKey"]["authenticatorSelection"]["residentKey"], "discouraged");
    assert!(begun.options["publicKey"].get("hints").is_none());
    let extensions = &begun.options["publicKey"]["extensions"];
    assert!(extensions.get("credentialProtectionPolicy").is_none(), "{extensions}");
    let kept = site().finish_enrol(&sent(&created(&mut device(false), SITE, &begun)), &begun.state).unwrap();
    assert!(!kept.user_verified);
}

#[test]
fn what_the_browser_says_of_finding_it_again_is_kept() {
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    let mut response = created(&mut device(true), SITE, &begun);
    response["clientExtensionResults"] = json!({ "credProps": { "rk": true } });
    response.as_object_mut().unwrap().remove("extensions");
    let kept = site().finish_enrol(&sent(&response), &begun.state).unwrap();
    assert_eq!(kept.discoverable, Some(true));
}

#[test]
fn the_same_passkey_is_not_enrolled_twice() {
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    let response = created(&mut device(true), SITE, &begun);
    let kept = site().finish_enrol(&sent(&response), &begun.state).unwrap();

    let again = site()
        .begin_enrol(Purpose::Alone, ANNA, std::slice::from_ref(&kept.credential_id), &NOTHING)
        .unwrap();
    let excluded = &again.options["publicKey"]["excludeCredentials"][0]["id"];
    assert_eq!(excluded, &json!(URL_SAFE_NO_PAD.encode(&kept.credential_id)));
    // A browser that does not care, and an answer that would fit but for that.
    let told = retold(&response, |told| told["challenge"] = again.options["publicKey"]["challenge"].clone());
    let mut unsigned: Value = serde_json::from_slice(&told).unwrap();
    unsigned["response"]["attestationObject"] = json!(unattested(&response));
    assert_eq!(refused(&again, &sent(&unsigned)), PasskeyError::Refused);
    let elsewhere = site().begin_enrol(Purpose::Alone, BERT, &[], &NOTHING).unwrap();
    let told =
        retold(&unsigned, |told| told["challenge"] = elsewhere.options["publicKey"]["challenge"].clone());
    assert!(site().finish_enrol(&told, &elsewhere.state).is_ok(), "but for that it does fit");
}

/// The attestation object of a response with the statement left out (`fmt` none), which then is signed by nobody.
fn unattested(response: &Value) -> String {
    let object = URL_SAFE_NO_PAD.decode(response["response"]["attestationObject"].as_str().unwrap()).unwrap();
    // "authData", then the head of a byte string of less than 256 bytes, then the bytes.
    let name = object.windows(8).position(|window| window == b"authData").unwrap();
    assert_eq!(object[name + 8], 0x58);
    let data = &object[name + 8..name + 10 + usize::from(object[name + 9])];
    let none = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData".as_slice(), data].concat();
    URL_SAFE_NO_PAD.encode(none)
}

#[test]
fn answers_from_elsewhere_or_to_something_else_are_refused() {
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    for neighbour in ["https://evil.example.org", "https://id.example.org:8443", "https://example.org"] {
        let response = sent(&created(&mut device(true), neighbour, &begun));
        assert_eq!(refused(&begun, &response), PasskeyError::OtherSite, "{neighbour}");
    }
    let response = created(&mut device(true), SITE, &begun);
    let other = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    assert_eq!(refused(&other, &sent(&response)), PasskeyError::OtherChallenge);
    let told = |key: &str, value: Value| refused(&begun, &retold(&response, |told| told[key] = value));
    assert_eq!(told("challenge", json!(URL_SAFE_NO_PAD.encode([0; 32]))), PasskeyError::OtherChallenge);
    assert_eq!(told("type", json!("webauthn.get")), PasskeyError::OtherChallenge);
    assert_eq!(told("crossOrigin", json!(true)), PasskeyError::OtherSite);
    // What it says in words is signed as well.
    assert_eq!(told("extra", json!("x")), PasskeyError::Refused);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    let response = created(&mut device(true), SITE, &begun);
    for malformed in [b"".as_slice(), b"{}", b"[]", b"null", b"{\"id\":1}"] {
        assert_eq!(refused(&begun, malformed), PasskeyError::Malformed);
    }
    let mut padded = sent(&response);
    padded.resize(RESPONSE_BYTES, b' ');
    assert!(site().finish_enrol(&padded, &begun.state).is_ok());
    padded.push(b' ');
    assert_eq!(refused(&begun, &padded), PasskeyError::Malformed);
    for at in (0..400).step_by(7) {
        let flipped = flipped(&response, "attestationObject", at);
        assert!(site().finish_enrol(&flipped, &begun.state).is_err(), "byte {at}");
    }
    for state in ["", "{}", "{\"Alone\":{}}"] {
        assert_eq!(
            site().finish_enrol(&sent(&response), state).map(|_| ()).unwrap_err(),
            PasskeyError::State
        );
    }
    let nameless = Person { login: "", ..ANNA };
    assert!(site().begin_enrol(Purpose::Alone, nameless, &[], &NOTHING).is_err());
}

#[test]
fn trusted_makers_vouch_for_what_is_enrolled() {
    let (mut token, certificate) = SoftToken::new(true).unwrap();
    let pem = pem(|list| {
        list.insert_device_x509(certificate, Uuid::nil(), String::new(), std::collections::BTreeMap::new())
            .unwrap();
    });
    let model = |aaguid: String| AuthenticatorModel { aaguid, name: "a token".to_owned() };
    let this = model(AAGUID.to_string());
    let other = model("2fc0579f-8113-47ea-b116-bb5a8db9202a".to_owned());
    for purpose in [Purpose::Alone, Purpose::SecondFactor] {
        for (models, allowed) in
            [(&[][..], true), (&[other.clone(), this.clone()], true), (std::slice::from_ref(&other), false)]
        {
            let trusted = Attestation::By(Trusted::read(&pem, models).unwrap());
            let begun = site().begin_enrol(purpose, ANNA, &[], &trusted).unwrap();
            assert_eq!(begun.options["publicKey"]["attestation"], "direct");
            let response = sent(&created(&mut token, SITE, &begun));
            if allowed {
                let kept = site().finish_enrol(&response, &begun.state).unwrap();
                assert_eq!(kept.aaguid, Some(AAGUID.to_string()));
            } else {
                assert_eq!(refused(&begun, &response), PasskeyError::NotAllowed);
            }
        }
    }
    let (_, strangers) = SoftToken::new(true).unwrap();
    let strangers = self::pem(|list| {
        list.insert_device_x509(strangers, Uuid::nil(), String::new(), std::collections::BTreeMap::new())
            .unwrap();
    });
    let trusted = Attestation::By(Trusted::read(&strangers, &[]).unwrap());
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &trusted).unwrap();
    assert_eq!(refused(&begun, &sent(&created(&mut token, SITE, &begun))), PasskeyError::NotAllowed);
    // A device that vouches for itself is vouched for by nobody.
    assert_eq!(refused(&begun, &sent(&created(&mut device(true), SITE, &begun))), PasskeyError::NotAllowed);
    let both = Attestation::By(Trusted::read(&format!("ours\n{strangers}\ntheirs\n{pem}"), &[this]).unwrap());
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &both).unwrap();
    assert!(site().finish_enrol(&sent(&created(&mut token, SITE, &begun)), &begun.state).is_ok());

    // Nobody vouched for it where nobody was asked to.
    let begun = site().begin_enrol(Purpose::Alone, ANNA, &[], &NOTHING).unwrap();
    let kept = site().finish_enrol(&sent(&created(&mut token, SITE, &begun)), &begun.state).unwrap();
    assert_eq!(kept.aaguid, None);
}

#[test]
fn trust_in_nobody_is_refused() {
    let read = |pem: &str, models: &[AuthenticatorModel]| Trusted::read(pem, models).map(|_| ()).unwrap_err();
    assert_eq!(read("", &[]), NoTrust::Nobody);
    assert_eq!(read("no certificate", &[]), NoTrust::Nobody);
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(read(broken, &[]), NoTrust::Certificate(1));
    let model = AuthenticatorModel { aaguid: "yubikey".to_owned(), name: String::new() };
    assert_eq!(read(broken, &[model]), NoTrust::Aaguid("yubikey".to_owned()));
}

/// The certificate of a list, as its maker would publish it.
fn pem(fill: impl FnOnce(&mut AttestationCaListBuilder)) -> String {
    use base64::engine::general_purpose::STANDARD;

    let mut builder = AttestationCaListBuilder::new();
    fill(&mut builder);
    let list = serde_json::to_value(builder.build()).unwrap();
    let (_, maker) = list["cas"].as_object().unwrap().iter().next().unwrap();
    let der = URL_SAFE_NO_PAD.decode(maker["ca"].as_str().unwrap()).unwrap();
    let text = STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

fn refused(begun: &Begun, response: &[u8]) -> PasskeyError {
    site().finish_enrol(response, &begun.state).map(|_| ()).unwrap_err()
}
