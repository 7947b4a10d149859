//! A password as it is kept: how it was hashed, with which salt, and what came of it.
//!
//! Passwords that other systems keep are taken over as they are, so the text comes from outside: every cost in it has a bound,
//! and a text beyond one is refused before anything is computed.

mod error;
mod keycloak;
mod ldap;
mod phc;
mod scheme;
#[cfg(test)]
mod tests;

use std::{fmt, ops::RangeInclusive};

pub use error::StoredPasswordError;
pub use scheme::{Argon2Kind, PasswordScheme, ShaKind};

/// Longest text that is looked at, in bytes. A credential of Keycloak has about 700.
const MAX_TEXT: usize = 4096;

/// What of a kept password is compared, and how it is computed. Its `Debug` shows neither salt nor hash.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword {
    scheme: PasswordScheme,
    salt: Box<[u8]>,
    hash: Box<[u8]>,
}

impl StoredPassword {
    /// Reads a kept password in any form that is known:
    ///
    /// - `$argon2id$`, `$argon2i$`, `$argon2d$`, version 19;
    /// - bcrypt: `$2a$`, `$2b$`, `$2y$`;
    /// - `$pbkdf2-sha512$`, `$pbkdf2-sha256$`, `$pbkdf2$` as passlib, and so Odoo, writes them;
    /// - `{SSHA}`, `{SSHA256}`, `{SSHA512}`, `{PBKDF2-SHA512}` and its like, `{ARGON2}` and `{CRYPT}` around one of the above, of LDAP;
    /// - a credential as Keycloak exports it: JSON with `credentialData` and `secretData`.
    ///
    /// # Errors
    /// [`StoredPasswordError`] says which part is not understood, or costs too much. It never shows the text.
    pub fn read(text: &str) -> Result<Self, StoredPasswordError> {
        let text = text.trim_ascii();
        if text.len() > MAX_TEXT {
            return Err(StoredPasswordError::TooLong { most: MAX_TEXT });
        }
        match text.as_bytes() {
            [b'$', ..] => phc::read(text),
            [b'{', b'A'..=b'Z' | b'a'..=b'z', ..] => ldap::read(text),
            [b'{', ..] => keycloak::read(text),
            _ => Err(StoredPasswordError::Unknown),
        }
    }

    /// Puts together what was hashed here or read elsewhere.
    ///
    /// # Errors
    /// When a cost, the salt or the hash is out of bounds.
    pub fn new(scheme: PasswordScheme, salt: &[u8], hash: &[u8]) -> Result<Self, StoredPasswordError> {
        scheme.check()?;
        let (salts, hashes) = scheme.lengths();
        within("salt", salt.len() as u64, salts)?;
        within("hash", hash.len() as u64, hashes)?;
        Ok(Self { scheme, salt: salt.into(), hash: hash.into() })
    }

    /// How it was hashed.
    #[must_use]
    pub fn scheme(&self) -> PasswordScheme {
        self.scheme
    }

    /// What was mixed in, so that equal passwords are kept differently.
    #[must_use]
    pub fn salt(&self) -> &[u8] {
        &self.salt
    }

    /// What came of it.
    #[must_use]
    pub fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// The one text for it, which [`StoredPassword::read`] reads, for the database and nobody else: not a `Display`, so that
    /// it gets into no message.
    #[must_use]
    pub fn written(&self) -> String {
        match self.scheme {
            PasswordScheme::Salted { sha } => ldap::written(sha, &self.salt, &self.hash),
            _ => phc::written(self),
        }
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredPassword({}, …)", self.scheme)
    }
}

/// Makes sure that a number is one of these.
fn within(what: &'static str, value: u64, bounds: RangeInclusive<u64>) -> Result<(), StoredPasswordError> {
    if bounds.contains(&value) {
        return Ok(());
    }
    Err(StoredPasswordError::Beyond { what, value, least: *bounds.start(), most: *bounds.end() })
}

/// A decimal number as programs write one: no sign, no leading zero.
fn number(what: &'static str, text: &str) -> Result<u32, StoredPasswordError> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    // Ten digits and more may not fit; they are too much either way, and what is too much is told as that.
    match text.parse() {
        Ok(number) if plain => Ok(number),
        Err(_) if plain && !text.is_empty() => Ok(u32::MAX),
        _ => Err(StoredPasswordError::Unreadable { what }),
    }
}
