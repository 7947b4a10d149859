//! Who is let in with which passkey.

use serde_json::{Value, json};

use super::{super::*, devices::*};

fn begun(purpose: Purpose, kept: &Kept) -> Begun {
    site().begin_sign_in(purpose, ANNA.handle, &[&kept.body]).unwrap()
}

fn refused(response: &[u8], begun: &Begun, kept: &Kept) -> PasskeyError {
    site().finish_sign_in(response, &begun.state, ANNA.handle, &kept.body).map(|_| ()).unwrap_err()
}

#[test]
fn a_passkey_proves_its_owner_again_and_again() {
    let mut device = device(true);
    let mut kept = enrolled(&mut device, Purpose::Alone, ANNA);
    for counter in 1..4 {
        let begun = begun(Purpose::Alone, &kept);
        assert_eq!(begun.options["publicKey"]["userVerification"], "required");
        let response = sent(&shown(&mut device, SITE, &begun));
        let claim = Passkeys::claim(&response).unwrap();
        assert_eq!(claim, Claim { credential_id: kept.credential_id.clone(), handle: None });
        let proved = site().finish_sign_in(&response, &begun.state, ANNA.handle, &kept.body).unwrap();
        assert!(proved.user_verified);
        assert_eq!(proved.credential_id, kept.credential_id);
        kept.body = proved.changed.unwrap();
        let body: Value = serde_json::from_str(&kept.body).unwrap();
        assert_eq!(body["counter"], json!(counter));
    }
}

#[test]
fn a_second_factor_does_not_do_alone() {
    let mut device = device(false);
    let kept = enrolled(&mut device, Purpose::SecondFactor, ANNA);
    let second = begun(Purpose::SecondFactor, &kept);
    assert_eq!(second.options["publicKey"]["userVerification"], "preferred");
    let response = sent(&shown(&mut device, SITE, &second));
    let proved = site().finish_sign_in(&response, &second.state, ANNA.handle, &kept.body).unwrap();
    assert!(!proved.user_verified);

    // Asked for alone; the browser asks the device for less.
    let alone = begun(Purpose::Alone, &kept);
    let mut lowered = alone.clone();
    lowered.options["publicKey"]["userVerification"] = json!("preferred");
    let response = sent(&shown(&mut device, SITE, &lowered));
    assert_eq!(refused(&response, &alone, &kept), PasskeyError::NotVerified);

    let alone = site().begin_discoverable().unwrap();
    let mut lowered = alone.clone();
    lowered.options["publicKey"]["userVerification"] = json!("preferred");
    let response = sent(&found(&mut device, &lowered, &kept, Some(ANNA.handle)));
    assert_eq!(refused(&response, &alone, &kept), PasskeyError::NotVerified);
}

#[test]
fn a_passkey_that_can_do_alone_is_a_second_factor_too() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let mut begun = begun(Purpose::SecondFactor, &kept);
    // Browsers have it tell its owner where it can.
    begun.options["publicKey"]["userVerification"] = json!("required");
    let response = sent(&shown(&mut device, SITE, &begun));
    assert!(site().finish_sign_in(&response, &begun.state, ANNA.handle, &kept.body).unwrap().user_verified);
}

#[test]
fn a_passkey_says_itself_whose_it_is() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let begun = site().begin_discoverable().unwrap();
    assert_eq!(begun.options["publicKey"]["allowCredentials"], json!([]));
    assert!(begun.options.get("mediation").is_none());
    let response = sent(&found(&mut device, &begun, &kept, Some(ANNA.handle)));
    let claim = Passkeys::claim(&response).unwrap();
    assert_eq!(claim.handle, Some(ANNA.handle));
    assert!(site().finish_sign_in(&response, &begun.state, ANNA.handle, &kept.body).is_ok());

    // It says another's name, or none.
    for whose in [Some(BERT.handle), None] {
        let response = sent(&found(&mut device, &begun, &kept, whose));
        assert_eq!(refused(&response, &begun, &kept), PasskeyError::Unknown, "{whose:?}");
    }
    // It says another's name, and somebody looks for its passkey there.
    let response = sent(&found(&mut device, &begun, &kept, Some(BERT.handle)));
    let theirs = enrolled(&mut super::devices::device(true), Purpose::Alone, BERT);
    let judged = site().finish_sign_in(&response, &begun.state, BERT.handle, &theirs.body);
    assert_eq!(judged.map(|_| ()).unwrap_err(), PasskeyError::Unknown);
}

#[test]
fn nobody_signs_in_with_anothers_passkey() {
    let (mut annas, mut berts) = (device(true), device(true));
    let kept = enrolled(&mut annas, Purpose::Alone, ANNA);
    let theirs = enrolled(&mut berts, Purpose::Alone, BERT);
    let asked = begun(Purpose::Alone, &kept);

    // Bert's device answers what was asked of Anna's.
    let mut for_bert = asked.clone();
    let id = URL_SAFE_NO_PAD.encode(&theirs.credential_id);
    for_bert.options["publicKey"]["allowCredentials"] = json!([{ "type": "public-key", "id": id }]);
    let response = shown(&mut berts, SITE, &for_bert);
    assert_eq!(refused(&sent(&response), &asked, &kept), PasskeyError::Unknown);
    // … is judged by his passkey, but for her account …
    assert_eq!(refused(&sent(&response), &asked, &theirs), PasskeyError::Unknown);
    // … or calls itself hers.
    let mut renamed = response.clone();
    renamed["rawId"] = json!(URL_SAFE_NO_PAD.encode(&kept.credential_id));
    renamed["id"] = renamed["rawId"].clone();
    assert_eq!(refused(&sent(&renamed), &asked, &kept), PasskeyError::Refused);
    // What was asked of Anna is not answered for Bert.
    let judged = site().finish_sign_in(&sent(&response), &asked.state, BERT.handle, &theirs.body);
    assert_eq!(judged.map(|_| ()).unwrap_err(), PasskeyError::Unknown);

    let mut response = shown(&mut annas, SITE, &asked);
    response["response"]["userHandle"] = json!(String::from(BERT.handle));
    assert_eq!(refused(&sent(&response), &asked, &kept), PasskeyError::Unknown);
    assert!(matches!(site().begin_sign_in(Purpose::Alone, ANNA.handle, &[]), Err(PasskeyError::Unknown)));
}

#[test]
fn answers_from_elsewhere_are_refused() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let asked = begun(Purpose::Alone, &kept);
    for neighbour in ["https://evil.example.org", "https://id.example.org:8443", "https://example.org"] {
        let response = sent(&shown(&mut device, neighbour, &asked));
        assert_eq!(refused(&response, &asked, &kept), PasskeyError::OtherSite, "{neighbour}");
    }
    let mut elsewhere = asked.clone();
    elsewhere.options["publicKey"]["rpId"] = json!("id.example.org");
    assert_eq!(refused(&sent(&shown(&mut device, SITE, &elsewhere)), &asked, &kept), PasskeyError::OtherSite);
}

#[test]
fn an_old_answer_is_refused() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let first = begun(Purpose::Alone, &kept);
    let response = sent(&shown(&mut device, SITE, &first));
    let proved = site().finish_sign_in(&response, &first.state, ANNA.handle, &kept.body).unwrap();

    let second = begun(Purpose::Alone, &kept);
    assert_eq!(refused(&response, &second, &kept), PasskeyError::OtherChallenge);
    // Even where a state was not used up, the counter has gone on.
    let now = Kept { body: proved.changed.unwrap(), ..kept };
    assert_eq!(refused(&response, &first, &now), PasskeyError::Copied);
}

#[test]
fn a_counter_that_goes_back_tells_of_a_copy() {
    for purpose in [Purpose::Alone, Purpose::SecondFactor] {
        let mut device = device(true);
        let kept = enrolled(&mut device, purpose, ANNA);
        let at = |counter: u32| {
            let mut body: Value = serde_json::from_str(&kept.body).unwrap();
            body["counter"] = json!(counter);
            Kept { body: body.to_string(), ..kept.clone() }
        };
        // When the sign-in began …
        let asked = begun(purpose, &at(100));
        let response = sent(&shown(&mut device, SITE, &asked));
        assert_eq!(refused(&response, &asked, &at(100)), PasskeyError::Copied);
        // … and while it went on.
        let asked = begun(purpose, &kept);
        let response = sent(&shown(&mut device, SITE, &asked));
        assert_eq!(refused(&response, &asked, &at(100)), PasskeyError::Copied);
        assert_eq!(refused(&response, &asked, &at(2)), PasskeyError::Copied);
        assert!(site().finish_sign_in(&response, &asked.state, ANNA.handle, &at(1).body).is_ok());
        let asked = site().begin_discoverable().unwrap();
        let mut begun = asked.clone();
        begun.options["publicKey"]["userVerification"] = json!("required");
        let response = sent(&found(&mut device, &begun, &kept, Some(ANNA.handle)));
        assert_eq!(refused(&response, &asked, &at(100)), PasskeyError::Copied);
    }
}

#[test]
fn what_was_signed_is_not_changed_on_the_way() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let asked = begun(Purpose::Alone, &kept);
    let response = shown(&mut device, SITE, &asked);
    let told = |key: &str, value: Value| refused(&retold(&response, |told| told[key] = value), &asked, &kept);
    assert_eq!(told("challenge", json!(URL_SAFE_NO_PAD.encode([0; 32]))), PasskeyError::OtherChallenge);
    assert_eq!(told("type", json!("webauthn.create")), PasskeyError::OtherChallenge);
    assert_eq!(told("extra", json!("x")), PasskeyError::Refused);
    for part in ["authenticatorData", "signature", "clientDataJSON"] {
        for at in 0..40 {
            let flipped = flipped(&response, part, at * 7);
            let judged = site().finish_sign_in(&flipped, &asked.state, ANNA.handle, &kept.body);
            assert!(judged.is_err(), "{part} {at}");
        }
    }
    // The state asks for something else.
    let other = begun(Purpose::Alone, &kept);
    assert_eq!(refused(&sent(&response), &other, &kept), PasskeyError::OtherChallenge);
    assert!(site().finish_sign_in(&sent(&response), &asked.state, ANNA.handle, &kept.body).is_ok());
}

#[test]
fn what_cannot_be_read_is_refused() {
    let mut device = device(true);
    let kept = enrolled(&mut device, Purpose::Alone, ANNA);
    let asked = begun(Purpose::Alone, &kept);
    let response = sent(&shown(&mut device, SITE, &asked));
    for malformed in [b"".as_slice(), b"{}", b"[]", b"{\"id\":\"x\",\"rawId\":\"*\"}"] {
        assert_eq!(refused(malformed, &asked, &kept), PasskeyError::Malformed);
        assert_eq!(Passkeys::claim(malformed).unwrap_err(), PasskeyError::Malformed);
    }
    let judged = |state: &str, body: &str| {
        site().finish_sign_in(&response, state, ANNA.handle, body).map(|_| ()).unwrap_err()
    };
    assert_eq!(judged("{}", &kept.body), PasskeyError::State);
    assert_eq!(judged(&asked.state, "{}"), PasskeyError::State);
    assert!(matches!(site().begin_sign_in(Purpose::Alone, ANNA.handle, &["{}"]), Err(PasskeyError::State)));
    // The state of an enrolment is none of a sign-in.
    let enrolment = site().begin_enrol(Purpose::Alone, ANNA, &[], &Attestation::None).unwrap();
    assert_eq!(judged(&enrolment.state, &kept.body), PasskeyError::State);
}
