//! Every form is read and written alike; what costs too much, or is not quite one of them, is refused.
//!
//! That they verify is tested where passwords are hashed (`app/passwords`), with the same kinds of texts.

use proptest::prelude::*;

use super::*;

const ARGON2: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$f3cKC2wL4qf4quSWCx74ZMvIoQrUoZt+sRTlo2mCV58";
const BCRYPT: &str = "$2b$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm";
const PBKDF2: &str = "$pbkdf2-sha256$1000$AQIDBAUGBwgJCgsMDQ4PEA$Afrlm6kwJ3DV8qyYLED1l/YuIrAuqm2mEc3Gxp0JZCw";
const SSHA: &str = "{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgMBAgMEBQYHCA==";
const KEYCLOAK: &str = r#"{"type": "password", "secretData": "{\"value\": \"l+zdbW8q6EQxZMasXBuwLb/Ci3EJzwsBD/QTCif99G8=\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\"}",
    "credentialData": "{\"hashIterations\": 5, \"algorithm\": \"argon2\", \"additionalParameters\": {\"hashLength\": [\"32\"], \"memory\": [\"7168\"], \"type\": [\"id\"], \"version\": [\"1.3\"], \"parallelism\": [\"1\"]}}"}"#;

/// Most that a hash may cost is taken, one more is not, and what is said of it.
#[track_caller]
fn refused(text: &str, expected: &str) {
    let refused = StoredPassword::read(text).unwrap_err().to_string();
    assert!(refused.contains(expected), "{text}: {refused}");
    assert!(!refused.contains("AQIDBAUG") && !refused.contains("Nhk4"), "{refused}");
}

fn read(text: &str) -> StoredPassword {
    StoredPassword::read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn what_is_written_is_what_was_read() {
    for text in [ARGON2, BCRYPT, PBKDF2, SSHA] {
        assert_eq!(read(text).written(), text);
    }
    assert_eq!(read(&BCRYPT.replace("$2b$", "$2y$")).written(), BCRYPT);
    assert_eq!(read(&BCRYPT.replace("$2b$", "$2a$")), read(BCRYPT));
    assert_eq!(read(&format!("{{crypt}}{BCRYPT}")), read(BCRYPT));
    assert_eq!(read(&format!("{{ARGON2}}{ARGON2}\n")), read(ARGON2));
    assert_eq!(read(&PBKDF2.replacen("$pbkdf2-sha256$", "{PBKDF2-SHA256}", 1)), read(PBKDF2));
    assert_eq!(read(&SSHA.replace("SSHA", "ssha").replace('=', "")), read(SSHA));
    let keycloak =
        "$argon2id$v=19$m=7168,t=5,p=1$AQIDBAUGBwgJCgsMDQ4PEA$l+zdbW8q6EQxZMasXBuwLb/Ci3EJzwsBD/QTCif99G8";
    assert_eq!(read(KEYCLOAK).written(), keycloak);
    let unpacked = KEYCLOAK.replace(r#"\""#, "\"").replace("\"{", "{").replace("}\"", "}");
    assert_eq!(read(&unpacked).written(), keycloak);
}

#[test]
fn both_letters_for_the_same_bits() {
    let odoo = "$pbkdf2-sha512$25000$....//vvvv/7777/..../w$.DA.pSiKrEElAKO9POzH4qsmMR1.Uc63cV1f6Jj9.hRWEG1vYMicJpCWtACqw4LQ8pBK0cx/XURRHBY8QreiVA";
    assert_eq!(read(odoo).written(), odoo);
    assert_eq!(read(&odoo.replace('.', "+")), read(odoo));
    // The last letter of a salt has bits of no meaning, which PHP programs fill with something.
    assert_eq!(read(&BCRYPT.replacen("stuuU", "stuvU", 1)).written(), BCRYPT);
}

#[test]
fn no_cost_is_without_bound() {
    for (costs, what) in [
        ("m=4194304,t=1,p=1", "memory (KiB) of the kept password is 4194304"),
        ("m=131073,t=1,p=1", "8 to 131072 are taken"),
        ("m=131072,t=5,p=1", "memory times passes"),
        ("m=8,t=4294967295,p=1", "memory times passes"),
        ("m=99999999999999999999,t=1,p=1", "memory (KiB)"),
        ("m=19456,t=0,p=1", "number of passes"),
        ("m=19456,t=2,p=0", "number of lanes"),
        ("m=19456,t=2,p=17", "number of lanes"),
        ("m=31,t=2,p=4", "32 to 131072 are taken"),
    ] {
        refused(&ARGON2.replace("m=19456,t=2,p=1", costs), what);
    }
    assert!(StoredPassword::read(&ARGON2.replace("m=19456,t=2,p=1", "m=131072,t=4,p=16")).is_ok());
    refused(&BCRYPT.replace("$05$", "$15$"), "4 to 14 are taken");
    refused(&BCRYPT.replace("$05$", "$03$"), "4 to 14 are taken");
    assert!(StoredPassword::read(&BCRYPT.replace("$05$", "$14$")).is_ok());
    refused(&PBKDF2.replace("$1000$", "$2000001$"), "number of rounds");
    refused(&PBKDF2.replace("$1000$", "$0$"), "number of rounds");
    assert!(StoredPassword::read(&PBKDF2.replace("$1000$", "$2000000$")).is_ok());
    refused(&KEYCLOAK.replace("7168", "4194304"), "memory (KiB)");
    refused(&KEYCLOAK.replace(": 5", ": 4000000000"), "memory times passes");
    refused(&format!("{SSHA}{}", "A".repeat(5000)), "more than 4096 bytes");
}

#[test]
fn what_is_not_quite_one_is_refused() {
    refused("", "not known");
    refused("hunter22", "not known");
    refused("$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/", "not known");
    refused("$2x$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm", "not known");
    refused("{MD5}X03MO1qnZdYdgyfeuILPmQ==", "not known");
    refused("{CRYPT}hunter22", "not known");
    for (from, to, what) in [
        ("v=19", "v=16", "version"),
        ("v=19$", "", "argon2 text"),
        ("m=19456", "m=019456", "cost"),
        ("m=19456", "m=+19456", "cost"),
        ("m=19456", "m=", "cost"),
        ("t=2,p=1", "p=1,t=2", "cost"),
        ("p=1", "p=1,data=AAAA", "cost"),
        ("AQIDBAUGBwgJCgsMDQ4PEA", "AQIDBAUGBwgJCgsMDQ4PEB", "salt"),
        ("AQIDBAUGBwgJCgsMDQ4PEA", "AQIDBAUG", "salt"),
        ("mCV58", "mCV59", "hash"),
        ("mCV58", "mCV58$", "argon2 text"),
        ("mCV58", "mCV58=", "hash"),
    ] {
        refused(&ARGON2.replace(from, to), what);
    }
    refused(&BCRYPT.replace("$05$", "$5$"), "cost");
    refused(&BCRYPT.replace("$05$", "$+5$"), "cost");
    refused(&BCRYPT[..59], "hash");
    refused("$2b$05$äbcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm", "salt");
    refused("{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgM=", "salt");
    refused("{PBKDF2-SHA256}1000$AQIDBAUGBwgJCgsMDQ4PEA", "PBKDF2 text");
    refused(&KEYCLOAK.replace("\"type\": \"password\"", "\"type\": \"otp\""), "type");
    refused(&KEYCLOAK.replace("argon2", "hmac"), "algorithm");
    refused(&KEYCLOAK.replace(r#"[\"32\"]"#, r#"[\"16\"]"#), "length of the hash");
    refused(&KEYCLOAK.replace(r#"[\"7168\"]"#, r#"[\"7168\", \"1\"]"#), "memory");
    refused(&KEYCLOAK.replace("1.3", "1.0"), "version");
    refused(&KEYCLOAK.replace("secretData", "secret"), "credential");
}

#[test]
fn nothing_of_it_is_shown() {
    for text in [ARGON2, BCRYPT, PBKDF2, SSHA, KEYCLOAK] {
        let shown = format!("{:?}", read(text));
        assert!(shown.len() < 60 && !shown.contains("AQID") && !shown.contains("abcd"), "{shown}");
    }
    assert_eq!(format!("{:?}", read(ARGON2)), "StoredPassword(argon2id m=19456,t=2,p=1, …)");
}

/// The corpus of the fuzz target, with the ordinary compiler.
#[test]
fn texts_of_the_corpus_are_read_or_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/stored_password");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    let mut counts = (0, 0);
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        match StoredPassword::read(&text) {
            Ok(stored) => {
                counts.0 += 1;
                assert_eq!(read(&stored.written()), stored, "{}", file.display());
            }
            Err(_) => counts.1 += 1,
        }
    }
    assert_eq!(counts, (20, 4));
}

proptest! {
    #[test]
    fn whatever_is_taken_is_written_as_it_was_read(
        text in r"(\$argon2(id|i|d)\$v=19\$m=[0-9]{1,7},t=[0-9]{1,3},p=[0-9]{1,2}\$[a-zA-Z0-9+/]{0,40}\$[a-zA-Z0-9+/]{0,50}|\$2[abxy]\$[01][0-9]\$[./A-Za-z0-9]{50,56}|(\$pbkdf2-sha512\$|\{PBKDF2\})[0-9]{1,8}\$[./+A-Za-z0-9]{0,30}\$[./+A-Za-z0-9]{20,90}|\{SSHA(256|512)?\}[A-Za-z0-9+/]{20,100}={0,2}|.{0,50})"
    ) {
        if let Ok(stored) = StoredPassword::read(&text) {
            prop_assert!(stored.scheme().check().is_ok());
            prop_assert_eq!(StoredPassword::read(&stored.written()).unwrap(), stored);
        }
    }
}
