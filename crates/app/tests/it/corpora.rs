//! The corpora of the fuzz targets that read what this crate takes from outside, on every run.

use std::{fs, path::Path};

use bailiwick_app::factors::{
    passkeys::{Attestation, Begun, Handle, PasskeyError, Passkeys, Person, Purpose},
    totp::{Seed, verify},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use totp_rs::Totp;

fn each(target: &str, mut test: impl FnMut(&str, &[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut read = 0;
    for file in files {
        let file = file.unwrap();
        test(file.file_name().to_str().unwrap(), &fs::read(file.path()).unwrap());
        read += 1;
    }
    assert!(read >= 5, "{target}: {read} files");
}

#[test]
fn addresses_for_authenticators_hold_what_was_put_into_them() {
    let seed = Seed::from_bytes(b"12345678901234567890").unwrap();
    let (mut addresses, mut codes) = (0, 0);
    each("otpauth", |file, bytes| {
        let text = std::str::from_utf8(bytes).unwrap();
        codes += usize::from(verify(text, &seed, 59_000_000, None).is_ok());
        let (issuer, account) = text.split_once('\n').unwrap_or(("", text));
        let Ok(uri) = seed.uri(issuer, account) else { return };
        let read = Totp::from_url(uri.as_str()).unwrap();
        let plain = |text: &str| text.replace(':', " ").trim().to_owned();
        assert_eq!(read.account_name(), plain(account), "{file}");
        assert_eq!(read.issuer().unwrap_or_default(), plain(issuer), "{file}");
        assert_eq!(read.secret().as_ref(), seed.bytes(), "{file}");
        addresses += 1;
    });
    assert!(addresses >= 7 && codes == 1, "{addresses} {codes}");
}

#[test]
fn passkeys_that_answer_nothing_are_refused() {
    let kept = include_str!("../../../../fuzz/passkey.json");
    let site = Passkeys::new("https://id.example.org", None, "Bailiwick").unwrap();
    let handle = Handle::from_bytes(&[1; Handle::BYTES]).unwrap();
    let anna = Person { handle, login: "anna", name: "Anna" };
    let enrolment = site.begin_enrol(Purpose::Alone, anna, &[], &Attestation::None).unwrap();
    let sign_in = site.begin_sign_in(Purpose::Alone, handle, &[kept]).unwrap();
    let id = serde_json::from_str::<Value>(kept).unwrap()["cred_id"].clone();
    let envelope = |kind: &str, begun: &Begun, mut response: Value| {
        let challenge = &begun.options["publicKey"]["challenge"];
        let told = json!({ "type": kind, "challenge": challenge, "origin": "https://id.example.org" });
        response["clientDataJSON"] = json!(URL_SAFE_NO_PAD.encode(told.to_string()));
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string().into_bytes()
    };
    let mut read = Vec::new();
    each("passkey", |file, bytes| {
        let enrolled =
            |response: &[u8]| site.finish_enrol(response, &enrolment.state).map(|_| ()).unwrap_err();
        let signed_in = |response: &[u8]| {
            site.finish_sign_in(response, &sign_in.state, handle, kept).map(|_| ()).unwrap_err()
        };
        let mut reached = |error: PasskeyError| {
            if error != PasskeyError::Malformed {
                read.push((file.to_owned(), error));
            }
        };
        reached(enrolled(bytes));
        reached(signed_in(bytes));
        let part = URL_SAFE_NO_PAD.encode(bytes);
        let created = envelope("webauthn.create", &enrolment, json!({ "attestationObject": part }));
        reached(enrolled(&created));
        let shown = json!({ "authenticatorData": part, "signature": "AAAA" });
        reached(signed_in(&envelope("webauthn.get", &sign_in, shown)));
    });
    // Those that are well-formed are read to the end, and refused for what they say.
    for file in [
        "enrolment",
        "sign_in",
        "attested_by_itself",
        "attested_by_its_maker",
        "attested_by_nobody",
        "authenticator_data",
    ] {
        assert!(read.iter().any(|(name, _)| name == file), "{file}: {read:?}");
    }
    assert!(!read.iter().any(|(name, _)| ["deep", "empty", "endless"].contains(&name.as_str())), "{read:?}");
}
