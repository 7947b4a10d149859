//! Kept passwords as LDAP servers write them: a scheme in braces, in small or large letters, and what it takes.

use base64::{
    Engine as _, alphabet,
    engine::{
        DecodePaddingMode,
        general_purpose::{GeneralPurpose, GeneralPurposeConfig},
    },
};

use super::{PasswordScheme, ShaKind, StoredPassword, StoredPasswordError, phc};

/// Servers disagree on the padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads what begins with a scheme in braces.
pub(super) fn read(text: &str) -> Result<StoredPassword, StoredPasswordError> {
    let split = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let (scheme, rest) = split.ok_or(StoredPasswordError::Unknown)?;
    match scheme.to_ascii_uppercase().as_str() {
        "SSHA" => salted(ShaKind::Sha1, rest),
        "SSHA256" => salted(ShaKind::Sha256, rest),
        "SSHA512" => salted(ShaKind::Sha512, rest),
        "PBKDF2" | "PBKDF2-SHA1" => pbkdf2(ShaKind::Sha1, rest),
        "PBKDF2-SHA256" => pbkdf2(ShaKind::Sha256, rest),
        "PBKDF2-SHA512" => pbkdf2(ShaKind::Sha512, rest),
        "ARGON2" | "CRYPT" if rest.starts_with('$') => phc::read(rest),
        _ => Err(StoredPasswordError::Unknown),
    }
}

/// The hash, and the salt behind it.
fn salted(sha: ShaKind, text: &str) -> Result<StoredPassword, StoredPasswordError> {
    let unreadable = StoredPasswordError::Unreadable { what: "hash" };
    let bytes = BASE64.decode(text).map_err(|_| unreadable)?;
    let (hash, salt) = bytes.split_at_checked(sha.bytes()).ok_or(unreadable)?;
    StoredPassword::new(PasswordScheme::Salted { sha }, salt, hash)
}

fn pbkdf2(sha: ShaKind, text: &str) -> Result<StoredPassword, StoredPasswordError> {
    let fields: Vec<&str> = text.split('$').take(4).collect();
    let [rounds, salt, hash] = *fields.as_slice() else {
        return Err(StoredPasswordError::Unreadable { what: "PBKDF2 text" });
    };
    phc::pbkdf2(sha, rounds, salt, hash)
}

/// The text of a salted hash.
pub(super) fn written(sha: ShaKind, salt: &[u8], hash: &[u8]) -> String {
    let name = match sha {
        ShaKind::Sha1 => "SSHA",
        ShaKind::Sha256 => "SSHA256",
        ShaKind::Sha512 => "SSHA512",
    };
    format!("{{{name}}}{}", BASE64.encode([hash, salt].concat()))
}
