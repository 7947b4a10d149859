//! Page tokens that nobody but this installation can make or read.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit,
    aead::{Aead, Payload},
};
use bailiwick_app::sealing::Key;
use bailiwick_protocol::authzen::PageToken;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

const PURPOSE: &str = "bailiwick page token 1";
const NONCE: usize = 12;

/// Seals and opens page tokens.
pub(crate) struct Sealer(Aes256GcmSiv);

impl Sealer {
    pub(crate) fn new(key: &Key) -> Self {
        Self(Aes256GcmSiv::new(&(*key.derived(PURPOSE)).into()))
    }

    /// The token as text. The same token always gives the same text: nothing random is needed, because a nonce that
    /// repeats with the same content shows no more than that it is the same content.
    pub(crate) fn seal(&self, token: &PageToken) -> Option<String> {
        let plain = serde_json::to_vec(token).ok()?;
        let nonce = Sha256::digest(&plain);
        let nonce = nonce.get(..NONCE)?;
        let payload = Payload { msg: &plain, aad: PURPOSE.as_bytes() };
        let sealed = self.0.encrypt(nonce.try_into().ok()?, payload).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce, &sealed].concat()))
    }

    /// What was sealed, if this installation sealed it.
    pub(crate) fn open(&self, text: &str) -> Option<PageToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let payload = Payload { msg: sealed, aad: PURPOSE.as_bytes() };
        let plain = self.0.decrypt(nonce.try_into().ok()?, payload).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> PageToken {
        PageToken { query: "f00".into(), limit: 2, revision: 9, position: "record-2".into() }
    }

    #[test]
    fn only_the_same_installation_opens_a_token() {
        let sealer = Sealer::new(&Key::new([7; 32]));
        let text = sealer.seal(&token()).unwrap();
        assert_eq!(sealer.open(&text), Some(token()));
        assert!(!text.contains("record"));
        assert_eq!(Sealer::new(&Key::new([8; 32])).open(&text), None);
    }

    #[test]
    fn every_changed_letter_is_noticed() {
        let sealer = Sealer::new(&Key::new([7; 32]));
        let text = sealer.seal(&token()).unwrap();
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(sealer.open(std::str::from_utf8(&changed).unwrap()), None, "{at}");
            assert_eq!(sealer.open(&text[..at]), None, "{at}");
        }
    }
}
