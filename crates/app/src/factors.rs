//! What somebody shows besides a password: an authenticator's code, a code that was sent, a recovery code, a passkey.
//!
//! The pure part: nothing here keeps anything, reads a clock or opens a session. What has to be kept comes back as a
//! value, sealed or hashed where whoever has the database alone must not be able to use it.

pub mod codes;
pub mod passkeys;
pub mod recovery;
pub mod totp;

/// No randomness to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random bytes: {0}")]
pub struct NoEntropy(pub String);

#[cfg(test)]
mod dice;
