//! Kept passwords that begin with a `$`: Argon2, bcrypt, and PBKDF2 as passlib writes it.

use std::sync::LazyLock;

use base64::{
    Engine as _,
    alphabet::{self, Alphabet},
    engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD_NO_PAD},
};

use super::{Argon2Kind, PasswordScheme, ShaKind, StoredPassword, StoredPasswordError, number, within};

/// passlib's "adapted base 64" has a `.` for the `+`.
static ADAPTED: LazyLock<GeneralPurpose> = LazyLock::new(|| {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";
    #[allow(clippy::expect_used, reason = "a constant, covered by a test")]
    GeneralPurpose::new(&Alphabet::new(letters).expect("64 different letters"), NO_PAD)
});

/// bcrypt's own alphabet. Its last letter of a salt holds four bits that nothing reads, and some programs fill them.
const BCRYPT: GeneralPurpose =
    GeneralPurpose::new(&alphabet::BCRYPT, NO_PAD.with_decode_allow_trailing_bits(true));
/// The same, for a hash, where those bits are nought.
const BCRYPT_STRICT: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, NO_PAD);

/// Reads what begins with a `$`.
pub(super) fn read(text: &str) -> Result<StoredPassword, StoredPasswordError> {
    let fields: Vec<&str> = text.split('$').skip(1).take(7).collect();
    match *fields.as_slice() {
        ["argon2id", ref rest @ ..] => argon2(Argon2Kind::Id, rest),
        ["argon2i", ref rest @ ..] => argon2(Argon2Kind::I, rest),
        ["argon2d", ref rest @ ..] => argon2(Argon2Kind::D, rest),
        ["2a" | "2b" | "2y", cost, salt_and_hash] => bcrypt(cost, salt_and_hash),
        [name, rounds, salt, hash] => match ShaKind::ALL.into_iter().find(|sha| pbkdf2_name(*sha) == name) {
            Some(sha) => pbkdf2(sha, rounds, salt, hash),
            None => Err(StoredPasswordError::Unknown),
        },
        _ => Err(StoredPasswordError::Unknown),
    }
}

fn argon2(kind: Argon2Kind, fields: &[&str]) -> Result<StoredPassword, StoredPasswordError> {
    let [version, costs, salt, hash] = *fields else {
        return Err(StoredPasswordError::Unreadable { what: "argon2 text" });
    };
    let version = version.strip_prefix("v=").ok_or(StoredPasswordError::Unreadable { what: "version" })?;
    within("version", number("version", version)?.into(), 19..=19)?;
    let unreadable = StoredPasswordError::Unreadable { what: "cost" };
    let (memory, rest) =
        costs.strip_prefix("m=").and_then(|rest| rest.split_once(",t=")).ok_or(unreadable)?;
    let (passes, lanes) = rest.split_once(",p=").ok_or(unreadable)?;
    let scheme = PasswordScheme::Argon2 {
        kind,
        memory_kib: number("cost", memory)?,
        passes: number("cost", passes)?,
        lanes: number("cost", lanes)?,
    };
    StoredPassword::new(
        scheme,
        &decoded(&STANDARD_NO_PAD, "salt", salt)?,
        &decoded(&STANDARD_NO_PAD, "hash", hash)?,
    )
}

fn bcrypt(cost: &str, salt_and_hash: &str) -> Result<StoredPassword, StoredPasswordError> {
    let unreadable = StoredPasswordError::Unreadable { what: "cost" };
    let digits = cost.len() == 2 && cost.bytes().all(|byte| byte.is_ascii_digit());
    let cost = cost.parse().ok().filter(|_| digits).ok_or(unreadable)?;
    let halves = salt_and_hash.split_at_checked(22);
    let (salt, hash) = halves.ok_or(StoredPasswordError::Unreadable { what: "salt" })?;
    StoredPassword::new(
        PasswordScheme::Bcrypt { cost },
        &decoded(&BCRYPT, "salt", salt)?,
        &decoded(&BCRYPT_STRICT, "hash", hash)?,
    )
}

/// What stands behind the name: the same in passlib's and in OpenLDAP's form.
pub(super) fn pbkdf2(
    sha: ShaKind,
    rounds: &str,
    salt: &str,
    hash: &str,
) -> Result<StoredPassword, StoredPasswordError> {
    let adapted = |what, text: &str| decoded(&ADAPTED, what, &text.replace('+', "."));
    StoredPassword::new(
        PasswordScheme::Pbkdf2 { sha, rounds: number("number of rounds", rounds)? },
        &adapted("salt", salt)?,
        &adapted("hash", hash)?,
    )
}

fn decoded(engine: &GeneralPurpose, what: &'static str, text: &str) -> Result<Vec<u8>, StoredPasswordError> {
    engine.decode(text).map_err(|_| StoredPasswordError::Unreadable { what })
}

fn pbkdf2_name(sha: ShaKind) -> &'static str {
    match sha {
        ShaKind::Sha1 => "pbkdf2",
        ShaKind::Sha256 => "pbkdf2-sha256",
        ShaKind::Sha512 => "pbkdf2-sha512",
    }
}

/// The text of everything but a salted hash.
pub(super) fn written(stored: &StoredPassword) -> String {
    let (salt, hash) = (&stored.salt, &stored.hash);
    match stored.scheme {
        PasswordScheme::Argon2 { kind, memory_kib, passes, lanes } => {
            let costs = format!("m={memory_kib},t={passes},p={lanes}");
            let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
            format!("${}$v=19${costs}${salt}${hash}", kind.name())
        }
        PasswordScheme::Bcrypt { cost } => {
            format!("$2b${cost:02}${}{}", BCRYPT.encode(salt), BCRYPT.encode(hash))
        }
        PasswordScheme::Pbkdf2 { sha, rounds } => {
            format!("${}${rounds}${}${}", pbkdf2_name(sha), ADAPTED.encode(salt), ADAPTED.encode(hash))
        }
        PasswordScheme::Salted { sha } => super::ldap::written(sha, salt, hash),
    }
}
