//! From a password to its hash, in every way that a kept password may ask for.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use bailiwick_model::{Argon2Kind, PasswordScheme, ShaKind, StoredPassword};
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};
use zeroize::Zeroizing;

use super::Password;

/// What bcrypt reads of a password, the NUL behind it included.
const BCRYPT_BYTES: usize = 72;

/// What a hash does not take from the memory of its place.
pub(super) fn blocks(scheme: PasswordScheme) -> usize {
    match scheme {
        PasswordScheme::Argon2 { memory_kib, .. } => usize::try_from(memory_kib).unwrap_or(usize::MAX),
        _ => 0,
    }
}

/// Hashes a password as another was hashed. What is kept was checked, so the library refuses nothing of it.
///
/// The result may be shorter than the hash that is kept: PBKDF2 makes a long hash of parts that do not depend on each other,
/// and the first is as hard to hit as all of them.
pub(super) fn derive(
    password: &Password,
    stored: &StoredPassword,
    memory: &mut [Block],
) -> Result<Zeroizing<Vec<u8>>, argon2::Error> {
    let (text, salt, length) = (password.reveal().as_bytes(), stored.salt(), stored.hash().len());
    let mut out = Zeroizing::new(vec![0; length]);
    match stored.scheme() {
        PasswordScheme::Argon2 { kind, memory_kib, passes, lanes } => {
            let parameters = Params::new(memory_kib, passes, lanes, Some(length))?;
            let argon2 = Argon2::new(algorithm(kind), Version::V0x13, parameters);
            argon2.hash_password_into_with_memory(text, salt, &mut out, memory)?;
        }
        PasswordScheme::Bcrypt { cost } => bcrypt(text, cost, salt, &mut out),
        PasswordScheme::Pbkdf2 { sha, rounds } => {
            out.truncate(sha.bytes());
            match sha {
                ShaKind::Sha1 => pbkdf2_hmac::<Sha1>(text, salt, rounds, &mut out),
                ShaKind::Sha256 => pbkdf2_hmac::<Sha256>(text, salt, rounds, &mut out),
                ShaKind::Sha512 => pbkdf2_hmac::<Sha512>(text, salt, rounds, &mut out),
            }
        }
        PasswordScheme::Salted { sha } => match sha {
            ShaKind::Sha1 => {
                out.copy_from_slice(&Sha1::new().chain_update(text).chain_update(salt).finalize())
            }
            ShaKind::Sha256 => {
                out.copy_from_slice(&Sha256::new().chain_update(text).chain_update(salt).finalize());
            }
            ShaKind::Sha512 => {
                out.copy_from_slice(&Sha512::new().chain_update(text).chain_update(salt).finalize());
            }
        },
    }
    Ok(out)
}

fn algorithm(kind: Argon2Kind) -> Algorithm {
    match kind {
        Argon2Kind::D => Algorithm::Argon2d,
        Argon2Kind::I => Algorithm::Argon2i,
        Argon2Kind::Id => Algorithm::Argon2id,
    }
}

/// As bcrypt has always done it: a NUL behind the password, and nothing of it beyond 72 bytes. A longer one gets in with its
/// beginning, once: then it is hashed anew, and all of it counts.
fn bcrypt(text: &[u8], cost: u32, salt: &[u8], out: &mut [u8]) {
    let mut read = Zeroizing::new([0; BCRYPT_BYTES]);
    let used = read.len().min(text.len() + 1);
    read.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    let mut salted = [0; 16];
    salted.iter_mut().zip(salt).for_each(|(place, byte)| *place = *byte);
    let hash = Zeroizing::new(bcrypt::bcrypt(cost, salted, read.get(..used).unwrap_or_default()));
    out.iter_mut().zip(hash.iter()).for_each(|(place, byte)| *place = *byte);
}
