//! The RFC's own vectors, an independent program, and that nothing counts twice.

use std::process::Command;

use super::*;
use crate::factors::dice::{dice, none};

/// RFC 6238, appendix B: the seed, and (seconds, code of eight digits) for SHA-1.
const RFC: &[u8; 20] = b"12345678901234567890";
const VECTORS: [(i64, &str); 6] = [
    (59, "94287082"),
    (1_111_111_109, "07081804"),
    (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"),
    (20_000_000_000, "65353130"),
];

fn us(seconds: i64) -> i64 {
    seconds * 1_000_000
}

#[test]
fn codes_are_those_of_the_rfc() {
    let seed = Seed::from_bytes(RFC).unwrap();
    for (seconds, code) in VECTORS {
        // Six digits are the last six of the eight.
        assert_eq!(verify(&code[2..], &seed, us(seconds), None), Ok(Step::at(us(seconds))), "{seconds}");
    }
}

#[test]
fn codes_are_those_of_another_program() {
    for n in 0..8 {
        let seed = Seed::make(&mut dice(n)).unwrap();
        let seconds = 1_700_000_000 + i64::from(n) * 86_407;
        let output = Command::new("oathtool")
            .args(["--totp", "--base32", &format!("--now=@{seconds}"), seed.text().as_str()])
            .output()
            .expect(
                "oathtool is needed by this test and not installed; install with: apt-get install oathtool",
            );
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let code = String::from_utf8(output.stdout).unwrap();
        assert_eq!(verify(code.trim(), &seed, us(seconds), None), Ok(Step::at(us(seconds))), "{seconds}");
    }
}

#[test]
fn the_step_before_and_the_step_after_count_and_no_others() {
    let seed = Seed::make(&mut dice(1)).unwrap();
    let now = Step::at(us(1_700_000_000));
    for (distance, accepted) in [(-2_i64, false), (-1, true), (0, true), (1, true), (2, false)] {
        let step = Step::numbered(now.number() + distance);
        let judged = verify(&seed.code(step), &seed, us(1_700_000_000), None);
        assert_eq!(judged, if accepted { Ok(step) } else { Err(Wrong::OtherCode) }, "{distance}");
    }
}

#[test]
fn no_step_up_to_the_last_one_used_counts_again() {
    let seed = Seed::make(&mut dice(2)).unwrap();
    let moment = us(1_700_000_000);
    let now = Step::at(moment);
    let (before, after) = (Step::numbered(now.number() - 1), Step::numbered(now.number() + 1));
    let used = verify(&seed.code(now), &seed, moment, Some(before)).unwrap();
    assert_eq!(verify(&seed.code(now), &seed, moment, Some(used)), Err(Wrong::Used));
    assert_eq!(verify(&seed.code(before), &seed, moment, Some(used)), Err(Wrong::Used));
    assert_eq!(verify(&seed.code(after), &seed, moment, Some(used)), Ok(after));
    assert_eq!(verify(&seed.code(now), &seed, moment, Some(after)), Err(Wrong::Used));
}

#[test]
fn codes_are_typed_as_people_type_them_and_nothing_else_is_one() {
    let seed = Seed::from_bytes(RFC).unwrap();
    assert!(verify(" 287 082 ", &seed, us(59), None).is_ok());
    for wrong in ["", "28708", "2870822", "28708a", "+28708", "２８７０８２", "287-082"] {
        assert_eq!(verify(wrong, &seed, us(59), None), Err(Wrong::NoCode), "{wrong}");
    }
    assert_eq!(verify("287083", &seed, us(59), None), Err(Wrong::OtherCode));
    assert_eq!(verify("287082", &Seed::make(&mut dice(3)).unwrap(), us(59), None), Err(Wrong::OtherCode));
}

#[test]
fn moments_at_the_ends_of_time_are_no_trouble() {
    let seed = Seed::from_bytes(RFC).unwrap();
    for moment in [i64::MIN, -1, 0, i64::MAX] {
        let code = seed.code(Step::at(moment));
        assert!(verify(&code, &seed, moment, None).is_ok(), "{moment}");
    }
    assert_eq!(Step::numbered(Step::at(i64::MAX).number()), Step::at(i64::MAX));
}

#[test]
fn what_is_scanned_says_who_asks_and_for_whom() {
    let seed = Seed::from_bytes(RFC).unwrap();
    let uri = |issuer, account| seed.uri(issuer, account).map(|uri| uri.to_string());
    assert_eq!(
        uri("Bailiwick", "anna@example.org").unwrap(),
        "otpauth://totp/Bailiwick:anna%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bailiwick"
    );
    assert_eq!(
        uri("Bäcker & Söhne: Test", "anna+x/y?z#&%").unwrap(),
        "otpauth://totp/B%C3%A4cker%20%26%20S%C3%B6hne%20%20Test:anna%2Bx%2Fy%3Fz%23%26%25\
         ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=B%C3%A4cker%20%26%20S%C3%B6hne%20%20Test"
    );
    assert!(!uri(" ", "anna").unwrap().contains("issuer"));
    assert!(uri("Bailiwick", " : ").unwrap_err().to_string().contains("login"));
    assert_eq!(seed.text().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn a_seed_is_kept_as_it_is_and_not_made_of_nothing() {
    let seed = Seed::make(&mut dice(4)).unwrap();
    assert_eq!(Seed::from_bytes(seed.bytes()).unwrap().bytes(), seed.bytes());
    assert_ne!(Seed::make(&mut dice(5)).unwrap().bytes(), seed.bytes());
    assert!(Seed::from_bytes(&[0; 19]).is_none());
    assert_eq!(Seed::make(&mut none()).map(|_| ()).unwrap_err(), NoEntropy("no device".into()));
}
