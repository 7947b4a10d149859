//! What other programs hashed verifies, what is made here is what others make, and a storm takes no more memory than it may.

use std::{sync::Barrier, thread};

use super::*;

/// Of a hasher that is cheaper than usual.
const MEMORY: u32 = 9216;

/// The password of all vectors but one.
const TYPED: &str = "correct horse βατραχος 7";

/// Made with argon2-cffi 25.1, bcrypt 4.0 and passlib 1.7.4 of Python, and `hashlib` for Keycloak's PBKDF2, from the salt
/// 01 02 … 10 (of eight bytes for `{SSHA}`; bcrypt's is in the text):
/// `argon2.low_level.hash_secret(typed, salt, time_cost=2, memory_cost=1024, parallelism=1, hash_len=32, type=Type.ID)`,
/// `bcrypt.hashpw(typed, b"$2b$05$abcdefghijklmnopqrstuu")`, `pbkdf2_sha512.using(rounds=1000, salt=salt).hash(typed)`,
/// `ldap_salted_sha1.using(salt=salt[:8]).hash(typed)`, `hashlib.pbkdf2_hmac("sha512", typed, salt, 1500, 64)`.
const VECTORS: &[&str] = &[
    "$argon2id$v=19$m=1024,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$5PGcg46XShvwfrS93OtERoCPdDXH9lohnH1imANhPvU",
    "$argon2i$v=19$m=1024,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$GXi03OK8DiJqyOXPzmxEEOVyBsdBHZxWIwdD/OjIwu8",
    "$argon2d$v=19$m=1024,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$lY6G1Io1vjQsqShLESOLdcWEltPRTcaLyfGBZr28anw",
    "$argon2id$v=19$m=4096,t=3,p=4$AQIDBAUGBwgJCgsMDQ4PEA$cNiofiLa85BZNDpq7upIU/Z8GYQCnhgjptV5zw00NPc",
    // argon2-cffi's own default, with more memory than ours.
    "$argon2id$v=19$m=65536,t=3,p=4$AQIDBAUGBwgJCgsMDQ4PEA$uvFxTDHz8GqX3NWV1BmWz8JK+ckj9BiIoGWAXeVqriA",
    "$2b$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm",
    "$2y$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm",
    "$2a$04$abcdefghijklmnopqrstuuSu9PCg.u0byPVUpwUl3y5iUmR1ggnKC",
    "$pbkdf2-sha512$1000$AQIDBAUGBwgJCgsMDQ4PEA$xZURHgLMT7PLvmrIQMtpoHEvDIuCsdvh/fik5UsSiHfEU5lEyxYjzvfwAQ81AiMkRTMF7Oq2oMXN4Owx8FnMiA",
    "$pbkdf2-sha256$1000$AQIDBAUGBwgJCgsMDQ4PEA$Afrlm6kwJ3DV8qyYLED1l/YuIrAuqm2mEc3Gxp0JZCw",
    "$pbkdf2$1000$AQIDBAUGBwgJCgsMDQ4PEA$lvZhKVBW03mDOy8x6r8HWubhsEM",
    "{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgMBAgMEBQYHCA==",
    "{SSHA256}N/4v7owcUucYWcfMJtSWC8htD1/T1CyyNPxu9q4gZ8UBAgMEBQYHCA==",
    "{SSHA512}rFEeXvOFM1VrexcKv3CD/rlhspaDyQ+TbrbHI/SG2nXLKoD90gqciCobCZ44of5Tz/dc8Bg4TBQpUAlt2tbniwECAwQFBgcI",
    "{PBKDF2}1000$AQIDBAUGBwgJCgsMDQ4PEA$lvZhKVBW03mDOy8x6r8HWubhsEM",
    "{PBKDF2-SHA256}1000$AQIDBAUGBwgJCgsMDQ4PEA$Afrlm6kwJ3DV8qyYLED1l/YuIrAuqm2mEc3Gxp0JZCw",
    "{PBKDF2-SHA512}1000$AQIDBAUGBwgJCgsMDQ4PEA$xZURHgLMT7PLvmrIQMtpoHEvDIuCsdvh/fik5UsSiHfEU5lEyxYjzvfwAQ81AiMkRTMF7Oq2oMXN4Owx8FnMiA",
    r#"{"id": "7f", "type": "password", "userLabel": "My password", "createdDate": 1700000000000, "secretData": "{\"value\": \"p4TOLlnNrdijuSeM+EZIcY+clEWLQgY6+jjxURT8wb2l23/O0kENahx33WkzOH99pdc6OSajvPwv4n1yJ6wQ6A==\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 1500, \"algorithm\": \"pbkdf2-sha512\", \"additionalParameters\": {}}"}"#,
    r#"{"secretData": "{\"value\": \"odVKrsFibBkVcnE9Q9FOP5T3e1NliWyFT5e26s71nvqPe9PcgNBctrD7XssGOs60/cCES8mO4jJHOyCaY5M1Kw==\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 1500, \"algorithm\": \"pbkdf2-sha256\", \"additionalParameters\": {}}"}"#,
    r#"{"secretData": "{\"value\": \"PeCL9RlvgRQL29BQtBalknpw/fHGJunqvHeAZcTUX4DITiURoOrqBTsY0hFrBVoIFLjubeOy16QV2n+Vcju0Dg==\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 1500, \"algorithm\": \"pbkdf2\", \"additionalParameters\": {}}"}"#,
    r#"{"secretData": "{\"value\": \"l+zdbW8q6EQxZMasXBuwLb/Ci3EJzwsBD/QTCif99G8=\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 5, \"algorithm\": \"argon2\", \"additionalParameters\": {\"hashLength\": [\"32\"], \"memory\": [\"7168\"], \"type\": [\"id\"], \"version\": [\"1.3\"], \"parallelism\": [\"1\"]}}"}"#,
];

/// The one for our own parameters, made in the same way.
const OURS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$f3cKC2wL4qf4quSWCx74ZMvIoQrUoZt+sRTlo2mCV58";

fn typed(text: &str) -> Password {
    Password::typed(text).unwrap()
}

fn read(text: &str) -> StoredPassword {
    StoredPassword::read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn of_places(places: usize, waiting: usize) -> Hasher {
    let cost = HashingCost::new(MEMORY, 4, 1).unwrap();
    Hasher::new(Hashing { cost, places: NonZeroUsize::new(places), waiting })
}

#[test]
fn what_others_hashed_verifies_and_is_to_be_hashed_anew() {
    let hasher = of_places(1, 0);
    for vector in VECTORS {
        let stored = read(vector);
        assert_eq!(hasher.verify(&typed(TYPED), &stored), Ok(Verdict::RightButOld), "{vector}");
        for wrong in ["correct horse βατραχος 8", "Correct horse βατραχος 7", "correct horse βατραχος ", "x"]
        {
            assert_eq!(hasher.verify(&typed(wrong), &stored), Ok(Verdict::Wrong), "{vector} {wrong}");
        }
        // As it is written into the database.
        assert_eq!(
            hasher.verify(&typed(TYPED), &read(&stored.written())),
            Ok(Verdict::RightButOld),
            "{vector}"
        );
    }
    assert_eq!(hasher.load().memory_kib, MEMORY as usize, "memory beyond the usual is given back");
}

#[test]
fn what_is_made_here_is_what_others_make() {
    let hasher = Hasher::new(Hashing::default());
    let salt = std::array::from_fn(|at| at as u8 + 1);
    let stored = hasher.hash(&typed(TYPED), salt).unwrap();
    assert_eq!(stored.written(), OURS);
    assert_eq!(hasher.verify(&typed(TYPED), &stored), Ok(Verdict::Right));
    assert_eq!(hasher.verify(&typed("correct horse"), &stored), Ok(Verdict::Wrong));
    // Hashed by a hasher of another cost, in either direction.
    assert_eq!(of_places(1, 0).verify(&typed(TYPED), &stored), Ok(Verdict::RightButOld));
    let short = StoredPassword::new(stored.scheme(), stored.salt(), &stored.hash()[..16]).unwrap();
    assert_eq!(hasher.verify(&typed(TYPED), &short), Ok(Verdict::Wrong), "Argon2 knows how long its hash is");
    assert_ne!(hasher.hash(&typed(TYPED), [0; 16]).unwrap(), stored);
}

#[test]
fn every_byte_counts_and_one_way_of_writing_a_letter() {
    let hasher = of_places(1, 0);
    let long = "ü".repeat(128);
    let stored = hasher.hash(&typed(&long), [7; 16]).unwrap();
    assert_eq!(hasher.verify(&typed(&long), &stored), Ok(Verdict::Right));
    assert_eq!(hasher.verify(&typed(&"ü".repeat(127)), &stored), Ok(Verdict::Wrong));
    assert_eq!(hasher.verify(&typed(&"u\u{308}".repeat(128)), &stored), Ok(Verdict::Right));
}

/// `bcrypt.hashpw(("ü" * 40).encode(), b"$2b$04$abcdefghijklmnopqrstuu")`: 80 bytes, of which bcrypt reads 72.
#[test]
fn bcrypt_reads_seventy_two_bytes() {
    let stored = read("$2b$04$abcdefghijklmnopqrstuuOpC9dTG2WsKNcYAQYyllT7OMl4pRk1S");
    let hasher = of_places(1, 0);
    for (count, verdict) in [(40, Verdict::RightButOld), (36, Verdict::RightButOld), (35, Verdict::Wrong)] {
        assert_eq!(hasher.verify(&typed(&"ü".repeat(count)), &stored), Ok(verdict), "{count}");
    }
}

#[test]
fn nobody_has_the_same_work_and_no_password() {
    let hasher = of_places(1, 0);
    assert_eq!(hasher.nobody(&typed(TYPED)), Ok(Verdict::Wrong));
    assert_eq!(hasher.load().most_memory_kib, MEMORY as usize);
    let quick = of_places(1, 0);
    assert_eq!(quick.verify(&typed("x"), &read(VECTORS[11])), Ok(Verdict::Wrong));
    assert_eq!(quick.load().most_memory_kib, MEMORY as usize, "a salted hash takes the work of the others");
}

#[test]
fn a_storm_takes_no_more_memory_than_there_are_places() {
    const STORM: usize = 200;
    let (hasher, start) = (of_places(2, 64), Barrier::new(STORM));
    let stored = hasher.hash(&typed(TYPED), [1; 16]).unwrap();
    let verdicts: Vec<_> = thread::scope(|scope| {
        let come = |number: usize| {
            let (hasher, start, stored) = (&hasher, &start, &stored);
            scope.spawn(move || {
                start.wait();
                match number % 3 {
                    0 => hasher.nobody(&typed(TYPED)),
                    1 => hasher.verify(&typed("wrong"), stored),
                    _ => hasher.verify(&typed(TYPED), stored),
                }
            })
        };
        let threads: Vec<_> = (0..STORM).map(come).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut done = 0;
    for (number, verdict) in verdicts.into_iter().enumerate() {
        match verdict {
            Ok(verdict) => {
                done += 1;
                let expected = if number % 3 == 2 { Verdict::Right } else { Verdict::Wrong };
                assert_eq!(verdict, expected, "{number}");
            }
            Err(HasherError::Busy { retry_after }) => assert!((1..=3).contains(&retry_after.as_secs())),
            Err(error) => panic!("{error}"),
        }
    }
    // Two inside and 64 behind them, at the least.
    assert!(done >= 66, "{done}");
    let load = hasher.load();
    assert_eq!((load.most_taken, load.most_memory_kib), (2, 2 * MEMORY as usize));
    assert_eq!((load.taken, load.waiting, load.memory_kib), (0, 0, 2 * MEMORY as usize));
}

#[test]
fn a_cost_is_within_bounds() {
    assert_eq!(HashingCost::new(19 * 1024, 2, 1), Ok(HashingCost::default()));
    for (memory, passes) in [(47_104, 1), (12_288, 3), (9_216, 4), (7_168, 5)] {
        assert!(
            HashingCost::new(memory, passes, 1).is_ok(),
            "OWASP counsels {memory} KiB in {passes} passes"
        );
    }
    for (memory, passes, lanes, why) in [
        (7_167, 6, 1, "at least 7168 KiB"),
        (19_456, 1, 1, "memory times passes of at least 35840"),
        (19_456, 0, 1, "35840"),
        (4_194_304, 1, 1, "is 4194304"),
        (131_072, 5, 1, "memory times passes (KiB)"),
        (19_456, 2, 0, "number of lanes"),
        (19_456, 2, 17, "number of lanes"),
    ] {
        let refused = HashingCost::new(memory, passes, lanes).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
}
