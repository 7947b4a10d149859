//! The installation's secret, and what is made of it: seals that only this installation opens, and keyed hashes.
//!
//! Who has the database alone can neither read what is sealed nor try out what is hashed. Each purpose has keys of its
//! own, so that nothing made for one can be used for another.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::{NoKey, Signer, api_keys::Entropy};

/// The installation's secret: 256 bits, kept outside the database. It has no `Debug`.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is 32 bytes in URL-safe base64, which is 43 letters; remove the file, and a new one is made")]
pub struct KeyError;

/// Which secret something was sealed with. It tells nothing of the secret itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretId([u8; SECRET_ID]);

/// Seals and opens for one purpose. It has no `Debug`.
pub struct Sealer {
    cipher: Aes256GcmSiv,
    secret: SecretId,
}

/// Why something was not sealed, or could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// No randomness to be had.
    #[error("the system gives no random bytes: {0}")]
    Entropy(String),
    /// More than the cipher takes, which is gigabytes.
    #[error("this is too long to be sealed; seal it in parts")]
    TooLong,
    /// Not of any form that is known.
    #[error("this is nothing that was sealed, or a newer version sealed it; update Bailiwick")]
    Unknown,
    /// The installation's secret was another one then.
    #[error("this was sealed with another secret than the one in the key file; restore that file")]
    OtherSecret,
    /// Altered, sealed for another purpose, or bound to something else.
    #[error("this was altered, or belongs to somebody or something else; have it made again")]
    Refused,
}

/// The form of what is sealed: this byte, the secret's id, the nonce, the ciphertext with its tag.
const FORM: u8 = 1;
const SECRET_ID: usize = 4;
const NONCE: usize = 12;
const HEADER: usize = 1 + SECRET_ID;

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a key as [`Key::text`] writes it.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        let read = URL_SAFE_NO_PAD.decode_slice(text.trim(), bytes.as_mut_slice()).map_err(|_| KeyError)?;
        if read == bytes.len() { Ok(Self(*bytes)) } else { Err(KeyError) }
    }

    /// The key as text, for its file.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The installation's audit key, derived from the secret.
    ///
    /// # Errors
    /// Never for a key of 256 bits.
    pub fn signer(&self) -> Result<Signer, NoKey> {
        Signer::derived(&self.0)
    }

    /// What seals and opens for one purpose.
    #[must_use]
    pub fn sealer(&self, purpose: &'static str) -> Sealer {
        let key = Zeroizing::new(self.keyed("bailiwick seal 1", purpose));
        Sealer { cipher: Aes256GcmSiv::new(&(*key).into()), secret: self.id() }
    }

    /// A keyed hash (HMAC-SHA-256) of a text that could be guessed, such as a login or a code: without the secret
    /// nobody can try out what it is of. Join parts with a character that none of them holds.
    #[must_use]
    pub fn mac(&self, purpose: &'static str, text: &str) -> [u8; 32] {
        let key = Zeroizing::new(self.keyed("bailiwick mac 1", purpose));
        hmac(&key, &[text.as_bytes()])
    }

    /// Which secret this is.
    #[must_use]
    pub fn id(&self) -> SecretId {
        let [a, b, c, d, ..] = self.keyed("bailiwick secret id 1", "");
        SecretId([a, b, c, d])
    }

    /// The key of one purpose for a seal that has a form of its own; everything else takes a [`Key::sealer`].
    #[must_use]
    pub fn derived(&self, purpose: &'static str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(Sha256::new().chain_update(self.0).chain_update(purpose.as_bytes()).finalize().into())
    }

    fn keyed(&self, kind: &str, purpose: &str) -> [u8; 32] {
        hmac(&self.0, &[kind.as_bytes(), &[0], purpose.as_bytes()])
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Sealer {
    /// Seals something, and binds it to a text (whose it is) without which nothing opens it. Nonces are random; should
    /// one ever repeat, this cipher gives away no more than that the same was sealed twice.
    ///
    /// # Errors
    /// When there are no random bytes, or for more than some gigabytes.
    pub fn seal(&self, plain: &[u8], bound_to: &str, entropy: Entropy<'_>) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        entropy(&mut nonce).map_err(SealError::Entropy)?;
        let header = self.header();
        let aad = [header.as_slice(), bound_to.as_bytes()].concat();
        let sealed = self.cipher.encrypt(&nonce.into(), Payload { msg: plain, aad: &aad });
        Ok([header.as_slice(), &nonce, &sealed.map_err(|_| SealError::TooLong)?].concat())
    }

    /// What was sealed, if it was sealed with this secret for this purpose and bound to this text.
    ///
    /// # Errors
    /// When it was not, or was altered since.
    pub fn open(&self, sealed: &[u8], bound_to: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (header, rest) = sealed.split_at_checked(HEADER).ok_or(SealError::Unknown)?;
        let (form, secret) = header.split_first().ok_or(SealError::Unknown)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(SealError::Unknown)?;
        if *form != FORM {
            return Err(SealError::Unknown);
        }
        if secret != self.secret.0 {
            return Err(SealError::OtherSecret);
        }
        let nonce = nonce.try_into().map_err(|_| SealError::Unknown)?;
        let aad = [header, bound_to.as_bytes()].concat();
        let plain = self.cipher.decrypt(nonce, Payload { msg: ciphertext, aad: &aad });
        plain.map(Zeroizing::new).map_err(|_| SealError::Refused)
    }

    fn header(&self) -> [u8; HEADER] {
        let [a, b, c, d] = self.secret.0;
        [FORM, a, b, c, d]
    }
}

fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up with zeros; one that is full already cannot be refused.
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&(*block).into());
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
