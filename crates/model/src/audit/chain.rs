//! The rule that ties each entry to the one before.

use sha2::{Digest, Sha256};

use super::AuditHash;

/// What every hashed text begins with, so that a hash of this chain is never one of anything else.
pub const DOMAIN: &str = "bailiwick audit 1\n";

/// The hash of an entry: SHA-256 of [`DOMAIN`], the 64 digits of the hash before, a line feed, and the canonical text.
///
/// No two entries make the same input, because all that stands before the text has one length. Digits instead of bytes
/// make it possible to do the same with a shell.
///
/// ```
/// use bailiwick_model::audit::{AuditHash, chain};
///
/// // printf 'bailiwick audit 1\n%064d\n{}' 0 | sha256sum
/// let hash = chain::hash(AuditHash::START.as_str(), "{}");
/// assert_eq!(hash.to_string(), "7b411ffc9c2ff6621254c8ab945fe7f4bbca0b44473b8317dc569db93621e412");
/// ```
#[must_use]
pub fn hash(previous: &str, entry: &str) -> AuditHash {
    let mut sha = Sha256::new();
    sha.update(DOMAIN);
    sha.update(previous);
    sha.update("\n");
    sha.update(entry);
    AuditHash::new(&sha.finalize())
}
