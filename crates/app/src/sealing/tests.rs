//! What one installation sealed for one purpose and one owner opens nowhere else.

use super::*;

fn key() -> Key {
    Key::new([7; 32])
}

fn counted() -> impl FnMut(&mut [u8]) -> Result<(), String> {
    let mut next = 0;
    move |bytes| {
        for byte in bytes {
            next += 1;
            *byte = next;
        }
        Ok(())
    }
}

fn sealed() -> Vec<u8> {
    key().sealer("seeds").seal(b"a seed", "anna", &mut counted()).unwrap()
}

#[test]
fn what_was_sealed_opens_for_the_same_purpose_and_owner_only() {
    let sealed = sealed();
    assert_eq!(key().sealer("seeds").open(&sealed, "anna").unwrap().as_slice(), b"a seed");
    assert!(!sealed.windows(6).any(|window| window == b"a seed"));
    let refused = |sealer: Sealer, owner| sealer.open(&sealed, owner).map(|_| ()).unwrap_err();
    assert_eq!(refused(key().sealer("letters"), "anna"), SealError::Refused);
    assert_eq!(refused(key().sealer("seeds"), "bert"), SealError::Refused);
    assert_eq!(refused(key().sealer("seeds"), ""), SealError::Refused);
    assert_eq!(refused(Key::new([8; 32]).sealer("seeds"), "anna"), SealError::OtherSecret);
}

#[test]
fn every_flipped_bit_and_every_missing_byte_is_noticed() {
    let (sealer, sealed) = (key().sealer("seeds"), sealed());
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            assert!(sealer.open(&changed, "anna").is_err(), "bit {bit} of byte {at}");
        }
        assert!(sealer.open(&sealed[..at], "anna").is_err(), "{at} bytes");
    }
    assert!(sealer.open(&[sealed.as_slice(), &[0]].concat(), "anna").is_err());
}

#[test]
fn the_same_sealed_twice_looks_different_and_nothing_is_sealed_without_randomness() {
    let (sealer, mut entropy) = (key().sealer("seeds"), counted());
    let first = sealer.seal(b"x", "anna", &mut entropy).unwrap();
    assert_ne!(first, sealer.seal(b"x", "anna", &mut entropy).unwrap());
    let refused = sealer.seal(b"x", "anna", &mut |_: &mut [u8]| Err("no device".to_owned()));
    assert_eq!(refused.unwrap_err(), SealError::Entropy("no device".to_owned()));
    assert_eq!(sealer.open(&sealer.seal(b"", "", &mut entropy).unwrap(), "").unwrap().as_slice(), b"");
}

#[test]
fn a_seal_carries_its_form_and_which_secret_made_it() {
    let sealed = sealed();
    assert_eq!(sealed[0], FORM);
    assert_eq!(SecretId(sealed[1..5].try_into().unwrap()), key().id());
    assert_ne!(key().id(), Key::new([8; 32]).id());
    assert_eq!(key().sealer("seeds").open(&[2; 60], "anna").unwrap_err(), SealError::Unknown);
}

#[test]
fn hashes_are_hmac_and_differ_by_secret_purpose_and_text() {
    // RFC 4231, case 2, with the key filled up as HMAC does it.
    let mut rfc = [0; 32];
    rfc[..4].copy_from_slice(b"Jefe");
    let known = hmac(&rfc, &[b"what do ya want ", b"for nothing?"]);
    let hex: String = known.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    let hash = key().mac("codes", "123456");
    assert_eq!(hash, key().mac("codes", "123456"));
    assert_ne!(hash, key().mac("logins", "123456"));
    assert_ne!(hash, key().mac("codes", "123457"));
    assert_ne!(hash, Key::new([8; 32]).mac("codes", "123456"));
}

#[test]
fn keys_are_read_as_they_are_written() {
    let key = Key::new([200; 32]);
    assert_eq!(Key::parse(&format!("{}\n", key.text())).unwrap().text(), key.text());
    for wrong in ["", "short", &"A".repeat(44), &"!".repeat(43), &"A".repeat(42)] {
        assert_eq!(Key::parse(wrong).map(|_| ()).unwrap_err(), KeyError, "{wrong}");
    }
}
